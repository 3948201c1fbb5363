"""Many real cores on a network in virtual time."""

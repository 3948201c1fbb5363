"""The numbered behaviours that a complete real-time system owes its people, one test and more for each."""

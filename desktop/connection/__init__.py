"""What this computer can find out by itself about its own connection."""

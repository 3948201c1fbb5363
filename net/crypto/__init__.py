"""Keys and secrecy: who a device is, proven, and links that only its two ends can read."""

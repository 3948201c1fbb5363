"""What the application can do, one service a file; services do not import each other."""

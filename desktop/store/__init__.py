"""Durable state in SQLite: one writer thread, readers anywhere."""

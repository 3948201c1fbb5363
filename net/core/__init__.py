"""Decisions of the protocol: no sockets, no clock, no tasks, no disk."""

"""Sockets and timers round the core: they carry bytes and decide nothing."""

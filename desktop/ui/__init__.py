"""Windows and widgets: no coroutine, no SQL, no sockets."""

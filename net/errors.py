"""Errors of the network engine: ours, the peer's, and the machine's."""

from __future__ import annotations


class NetError(Exception):
    """Base of everything the engine raises on purpose; its text tells a person what to do."""


class LocalProtocolError(NetError):
    """This program asked for something the protocol does not allow: bad input or a bug of ours."""


class RemoteProtocolError(NetError):
    """A peer sent what the protocol does not allow; the frame or the link is dropped and counted."""


class StorageError(NetError):
    """The disk did not take an entry (full, read-only, damaged); nothing was sent to anybody."""

"""Listening sockets: both families on one port."""

from __future__ import annotations

import contextlib
import socket

import pytest

from net.errors import NetError
from net.shell.listener import listen


def test_all_interfaces_share_one_free_port() -> None:
    sockets = listen(None, 0)
    with contextlib.ExitStack() as undo:
        for each in sockets:
            undo.enter_context(each)
        assert len({each.getsockname()[1] for each in sockets}) == 1
        assert next(each.family for each in sockets) == socket.AF_INET
        with pytest.raises(NetError, match="is used by another program"):
            listen(None, sockets[0].getsockname()[1])


def test_a_port_taken_for_ipv6_alone_is_taken() -> None:
    with socket.socket(socket.AF_INET6) as other:
        other.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        try:
            other.bind(("::", 0))
        except OSError:
            pytest.skip("this machine has no IPv6")
        other.listen()
        with pytest.raises(NetError, match="is used by another program"):
            listen(None, other.getsockname()[1])


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_one_address_alone(host: str) -> None:
    try:
        (only,) = listen(host, 0)
    except NetError:
        pytest.skip(f"this machine has no {host}")
    with only:
        assert only.getsockname()[0] == host

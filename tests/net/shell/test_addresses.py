"""Addresses between their forms."""

from __future__ import annotations

import errno
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from net.shell.addresses import from_socket, numeric, on_one_machine
from net.shell.words import error_number, in_words, why_lost


@given(st.ip_addresses(), st.integers(1, 65535), st.integers(0, 9))
def test_numeric_addresses_survive_the_way_there_and_back(
    address: object, port: int, scope: int
) -> None:
    text = str(address)
    if ":" in text:
        if text.startswith("::ffff:"):
            return
        text += f"%{scope}" if scope else ""
    found = numeric((text, port))
    assert found is not None
    assert from_socket(found[1]) == (text, port)


@pytest.mark.parametrize("host", ["", "example.org", "10.0.0", "10.0.0.1%3", "fe80::1%nowhere"])
def test_everything_else_is_a_name_to_look_up(host: str) -> None:
    assert numeric((host, 1)) is None


def test_a_mapped_address_is_the_ipv4_one() -> None:
    assert from_socket(("::ffff:10.0.0.1", 5, 0, 0)) == ("10.0.0.1", 5)


def test_the_name_of_an_interface_becomes_its_number() -> None:
    index, name = socket.if_nameindex()[0]
    assert numeric((f"fe80::1%{name}", 5)) == (socket.AF_INET6, ("fe80::1", 5, 0, index))


def test_words_hold_no_numbers_of_the_system() -> None:
    reset = OSError(errno.ECONNRESET, "x")
    assert in_words(reset) == "the connection was cut by the other side"
    reset.winerror = 10061  # type: ignore[attr-defined]
    assert error_number(reset) == errno.ECONNREFUSED
    assert in_words(TimeoutError()) == "nobody answered in time"
    assert in_words(socket.gaierror(socket.EAI_NONAME, "x")) == "no machine of that name was found"
    assert in_words(OSError(errno.EISDIR, "x")) == "is a directory"
    assert in_words(OSError()) == "the connection failed"
    assert why_lost(None) == "the other side closed the connection"


@pytest.mark.parametrize(
    ("own", "other", "one"),
    [
        ("192.168.1.7", "192.168.1.7", True),
        ("192.168.1.7", "192.168.1.8", False),
        ("127.0.0.2", "127.0.0.1", True),
        ("::1", "::1", True),
        ("fe80::1%2", "fe80::1%2", True),
        ("fe80::1%2", "fe80::2%2", False),
        ("", "", True),
        ("192.168.1.7", "", True),
    ],
)
def test_both_ends_on_one_machine(own: str, other: str, one: bool) -> None:
    assert on_one_machine(own, other) is one

"""What of an mDNS answer is believed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from net.ids import DeviceId
from net.shell.interfaces import Interface
from net.shell.mdns_hints import (
    MAX_ADDRESSES,
    MAX_TXT_BYTES,
    SERVICE_TYPE,
    dialable,
    instance_name,
    named_device,
    properties,
    same_network,
)

LO = Interface("lo", 1, (("127.0.0.1", 8),), ())
ETH = Interface("eth0", 2, (("10.1.0.7", 16),), (("fe80::1", 64), ("2001:db8:1::7", 64)))
WLAN = Interface("wlan0", 3, (("192.168.9.2", 24),), (("fe80::2", 64),))
TAG = b"tagtagta"


@given(st.binary(min_size=32, max_size=32))
def test_the_name_is_the_id(device: bytes) -> None:
    name = instance_name(DeviceId(device))
    label = name.removesuffix(f".{SERVICE_TYPE}")
    assert 30 <= len(label) <= 63
    assert "." not in label
    assert named_device(name) == device


@given(st.text(max_size=80))
def test_other_names_are_nobody(name: str) -> None:
    assert named_device(name) is None
    assert named_device(f"{name}.{SERVICE_TYPE}") is None


def test_only_our_network_and_version_count() -> None:
    found = {key.encode(): value.encode() for key, value in properties(TAG).items()}
    assert same_network(b"", found, TAG)
    assert same_network(b"", found | {b"later": None}, TAG)
    assert not same_network(b"", found, b"othernet")
    assert not same_network(b"", found | {b"v": b"2"}, TAG)
    assert not same_network(b"", {}, TAG)
    assert not same_network(None, found, TAG)
    assert not same_network(bytes(MAX_TXT_BYTES + 1), found, TAG)


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("10.1.200.3", "10.1.200.3"),
        ("192.168.9.77", "192.168.9.77"),
        ("172.16.3.4", "172.16.3.4"),  # private and elsewhere: a reflector between two networks
        ("fd00::5", "fd00::5"),
        ("2001:db8:1::9", "2001:db8:1::9"),
        ("fe80::9%2", "fe80::9%2"),
        ("fe80::9", None),  # by which of two interfaces?
        ("8.8.8.8", None),
        ("2606:4700::1", None),
        ("127.0.0.1", None),
        ("::1", None),
        ("0.0.0.0", None),
        ("::", None),
        ("224.0.0.1", None),
        ("ff02::1", None),
        ("169.254.3.4", None),
        ("::ffff:10.1.0.9", None),
        ("example.org", None),
        ("", None),
    ],
)
def test_what_may_be_dialled(text: str, host: str | None) -> None:
    wanted = () if host is None else ((host, 5),)
    assert dialable([text], 5, (ETH, WLAN, LO)) == wanted


def test_a_lone_interface_gives_its_scope() -> None:
    assert dialable(["fe80::9"], 5, (ETH, LO)) == (("fe80::9%2", 5),)


def test_link_local_ipv4_is_dialled_where_this_machine_has_one() -> None:
    alone = Interface("eth0", 2, (("169.254.1.1", 16),), ())
    assert dialable(["169.254.3.4"], 5, (alone,)) == (("169.254.3.4", 5),)


def test_loopback_alone_leads_to_loopback() -> None:
    assert dialable(["127.0.0.1"], 5, (LO,)) == (("127.0.0.1", 5),)


@pytest.mark.parametrize("port", [None, 0, -1, 65536])
def test_impossible_ports_are_no_hints(port: int | None) -> None:
    assert dialable(["10.1.0.9"], port, (ETH,)) == ()


def test_addresses_are_few_and_different() -> None:
    texts = [f"10.1.0.{n}" for n in range(1, 100)]
    assert len(dialable(texts * 2, 5, (ETH,))) == MAX_ADDRESSES
    assert dialable(["10.1.0.9"] * 3, 5, (ETH,)) == (("10.1.0.9", 5),)

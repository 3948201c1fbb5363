"""The book of hints: bounded, strangers never evict what is proven, nonsense is never dialled."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from net.config import NetConfig
from net.core.addresses import AddressBook, Contact, Source, is_dialable, may_be_told
from net.core.dials import Dialler
from net.core.events import Dial
from net.core.turn import Timers, Turn
from net.ids import DeviceId

ME = DeviceId(b"me" * 16)
CONFIG = NetConfig(max_hints=8, max_remembered_hints=6, max_typed_hints=3)


def device(number: int) -> DeviceId:
    return DeviceId(number.to_bytes(4, "big") * 8)


def address(number: int) -> tuple[str, int]:
    return (f"10.0.{number >> 8}.{number & 255}", 7000)


def turn() -> Turn:
    return Turn(CONFIG, ME, random.Random(1), Timers(), Counter(), [], now=1.0)


sources = st.sampled_from([Source.DISCOVERED, Source.PEER, Source.REMEMBERED, Source.TYPED])


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), sources), max_size=120))
def test_each_kind_is_bounded_and_evicts_only_its_like(
    hints: list[tuple[int, int, Source]],
) -> None:
    book = AddressBook(CONFIG, ME)
    kept: dict[Source, int] = {Source.REMEMBERED: 6, Source.TYPED: 3}
    for number, (who, where, source) in enumerate(hints):
        before = {c.key for c in book.contacts() if c.source > Source.PEER}
        book.hear(device(who), (address(where),), source, float(number))
        after = {c.key for c in book.contacts() if c.source > Source.PEER}
        if source <= Source.PEER:
            assert before <= after
        for kind in Source:
            most = kept.get(kind, 8)
            assert sum(c.source == kind for c in book.contacts()) <= most
        assert all(len(c.addresses) <= CONFIG.max_addresses_per_hint for c in book.contacts())


def test_claimed_addresses_never_push_out_proven_ones() -> None:
    book = AddressBook(CONFIG, ME)
    book.hear(device(1), (address(1),), Source.PROVEN, 0.0)
    for number in range(2, 60):
        book.hear(device(1), (address(number),), Source.DISCOVERED, float(number))
    contact = book.get(device(1))
    assert contact is not None
    assert address(1) in contact.addresses
    assert contact.source is Source.PROVEN
    assert len(contact.addresses) == CONFIG.max_addresses_per_hint


@pytest.mark.parametrize(
    ("host", "port", "good"),
    [
        ("10.0.0.1", 7000, True),
        ("fe80::1%eth0", 7000, True),
        ("127.0.0.1", 7000, True),
        ("10.0.0.1", 0, False),
        ("10.0.0.1", 65536, False),
        ("224.0.0.1", 7000, False),
        ("0.0.0.0", 7000, False),
        ("255.255.255.255", 7000, False),
        ("::", 7000, False),
        ("ff02::fb", 7000, False),
        ("::ffff:239.1.1.1", 7000, False),
        ("laptop.local", 7000, False),
        ("", 7000, False),
    ],
)
def test_what_may_be_dialled(host: str, port: int, good: bool) -> None:
    assert is_dialable((host, port)) is good


def test_names_are_for_people_to_type() -> None:
    assert is_dialable(("laptop.local", 7000), typed=True)
    assert not is_dialable(("224.0.0.1", 7000), typed=True)


def test_a_peer_elsewhere_may_not_point_at_our_loopback() -> None:
    assert not may_be_told(("127.0.0.1", 22), ("10.0.0.5", 7000))
    assert may_be_told(("127.0.0.1", 22), ("127.0.0.1", 7000))
    assert not may_be_told(("fe80::1%eth3", 7000), ("10.0.0.5", 7000))
    assert may_be_told(("10.0.0.6", 7000), ("10.0.0.5", 7000))


def dialled(turn: Turn) -> list[Dial]:
    found = [action for action in turn.actions if isinstance(action, Dial)]
    turn.actions.clear()
    return found


def everybody(_: Contact) -> bool:
    return True


def test_the_back_off_grows_and_fresh_evidence_cuts_it_short() -> None:
    t, book = turn(), AddressBook(CONFIG, ME)
    dialler = Dialler(t, book)
    book.hear(device(1), (address(1),), Source.DISCOVERED, t.now)
    waits = []
    for _ in range(8):
        dialler.pump(everybody, 16)
        (dial,) = dialled(t)
        contact = dialler.failed(dial.dial)
        assert contact is not None
        waits.append(contact.next_at - t.now)
        t.now = contact.next_at
    for wait, step in zip(waits, CONFIG.dial_backoff_s, strict=True):
        assert step * 0.75 <= wait <= step * 1.25
    dialler.pump(everybody, 16)
    (dial,) = dialled(t)
    dialler.failed(dial.dial)
    dialler.pump(everybody, 16)
    assert not dialled(t)
    t.now += 1.0
    book.hear(device(1), (address(1),), Source.DISCOVERED, t.now)
    dialler.pump(everybody, 16)
    assert len(dialled(t)) == 1


def test_evidence_cannot_make_a_storm_of_dials() -> None:
    t, book = turn(), AddressBook(CONFIG, ME)
    dialler = Dialler(t, book)
    dials = 0
    for step in range(1000):  # ten seconds
        t.now = 1.0 + step / 100
        for number in range(5):
            book.hear(device(number), (address(step * 5 + number),), Source.DISCOVERED, t.now)
        dialler.pump(everybody, 16)
        for dial in dialled(t):
            dials += 1
            dialler.failed(dial.dial)
    assert dials <= 110
    t.now += 1.0
    book.hear(device(1), (address(1),), Source.DISCOVERED, t.now)
    before = t.now
    tries = 0
    for step in range(100):  # one second, one device
        t.now = before + step / 100
        book.hear(device(1), (address(step),), Source.DISCOVERED, t.now)
        dialler.pump(lambda c: c.device == device(1), 16)
        for dial in dialled(t):
            tries += 1
            dialler.failed(dial.dial)
    assert tries <= 8


def test_all_addresses_of_a_device_are_dialled_at_once() -> None:
    t, book = turn(), AddressBook(CONFIG, ME)
    dialler = Dialler(t, book)
    book.hear(device(1), (address(1), address(2)), Source.DISCOVERED, t.now)
    book.hear(device(1), (address(3),), Source.REMEMBERED, t.now)
    dialler.pump(everybody, 16)
    (dial,) = dialled(t)
    assert set(dial.addresses) == {address(1), address(2), address(3)}


def test_somebody_else_at_a_claimed_address_takes_it_out() -> None:
    t, book = turn(), AddressBook(CONFIG, ME)
    dialler = Dialler(t, book)
    book.hear(device(1), (address(1), address(2)), Source.DISCOVERED, t.now)
    dialler.pump(everybody, 16)
    dialler.answered(device(2), address(1))
    contact = book.get(device(1))
    assert contact is not None
    assert list(contact.addresses) == [address(2)]
    assert dialler.under_way() == 0


def test_strangers_hints_expire_and_proven_ones_do_not() -> None:
    book = AddressBook(CONFIG, ME)
    book.hear(device(1), (address(1),), Source.DISCOVERED, 0.0)
    book.hear(device(2), (address(2),), Source.REMEMBERED, 0.0)
    book.expire(CONFIG.hint_expires_s + 1.0)
    assert [contact.device for contact in book.contacts()] == [device(2)]

"""Sealed datagrams by themselves: keys, names, and the window against replays."""

from __future__ import annotations

import random

from net.shell.datagram_crypto import WINDOW, LaneCrypto, ReplayWindow
from tests.net.shell.datagram_ends import sessions


def test_both_directions_have_keys_and_names_of_their_own() -> None:
    dialler, listener = (LaneCrypto(session) for session in sessions())
    assert listener.open(dialler.seal(b"there")) == b"there"
    assert dialler.open(listener.seal(b"back")) == b"back"
    assert dialler.receive_name != listener.receive_name
    first = dialler.seal(b"x")
    assert dialler.open(first) is None
    assert first[:8] == listener.receive_name


def test_the_session_shows_no_secret() -> None:
    session, _ = sessions()
    assert session.additional_secret.hex() not in repr(session)
    assert str(session.additional_secret) not in repr(session)


def test_the_replay_window_knows_each_counter_once() -> None:
    window, chance, seen = ReplayWindow(), random.Random(3), set()
    highest = -1
    for _ in range(20_000):
        counter = max(0, highest + chance.randint(-WINDOW - 20, 60))
        new = window.is_new(counter)
        assert new == (counter not in seen and counter > highest - WINDOW)
        if new:
            assert window.add(counter) == (counter > highest)
            seen.add(counter)
            highest = max(highest, counter)


def test_a_jump_beyond_the_window_forgets_the_past() -> None:
    window = ReplayWindow()
    for counter in (0, 5, 10_000):
        window.add(counter)
    assert not window.is_new(0)
    assert not window.is_new(10_000)
    assert not window.is_new(10_000 - WINDOW)
    assert window.is_new(10_000 - WINDOW + 1)
    assert window.is_new(2**62)

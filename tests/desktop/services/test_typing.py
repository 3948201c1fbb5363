"""Typing decided: the throttle of the sender, the life at the receiver, sets and never lists."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.services.typing import (
    MAX_DEVICES,
    SHOWN_S,
    SIGNAL_EVERY_S,
    Signal,
    Turn,
    TypingCore,
    _age_s,
)
from net.ids import DeviceId, PersonId, RoomId

ME, ANA, BO = (PersonId(bytes([n]) * 32) for n in (1, 2, 3))
A, B, C = (DeviceId(bytes([n]) * 32) for n in (4, 5, 6))
ROOM, OTHER = (RoomId(bytes([n]) * 32) for n in (7, 8))


def run(core: TypingCore, until: float) -> list[tuple[float, Turn]]:
    """Let time pass; what was due, and when."""
    did = []
    while (due := core.next_deadline()) is not None and due <= until:
        did.append((due, core.due(due)))
    return did


def test_one_burst_of_keys_is_one_signal_and_the_last_key_is_told_of() -> None:
    core = TypingCore(ME)
    assert core.key(ROOM, 0.0).signals == [Signal(ROOM, 0.0)]
    for tenth in range(1, 16):
        assert core.key(ROOM, tenth / 10).signals == []
    ((at, turn), (_, end)) = run(core, 60.0)
    assert at == SIGNAL_EVERY_S
    assert turn.signals == [Signal(ROOM, 0.5)], "at the receivers it ends 3 s after the last key"
    assert end == Turn()
    assert core.rooms() == ()


@given(st.lists(st.floats(0.0, 1.5), max_size=40))
def test_however_one_types_at_most_one_signal_goes_in_two_seconds(gaps: list[float]) -> None:
    core, now, sent = TypingCore(ME), 0.0, []
    for gap in gaps:
        for at, turn in run(core, now + gap):
            sent += [at for _ in turn.signals]
        now += gap
        sent += [now for _ in core.key(ROOM, now).signals]
    sent += [at for at, turn in run(core, now + 60.0) for _ in turn.signals]
    assert all(later - earlier >= SIGNAL_EVERY_S - 1e-9 for earlier, later in pairwise(sent))
    assert bool(sent) == bool(gaps)


def shown(gaps: list[float]) -> tuple[list[tuple[float, bool]], float]:
    """Type with these gaps; when others saw that it began and ended, and when the last key was."""
    sender, receiver, now, seen = TypingCore(ANA), TypingCore(ME), 0.0, []

    def deliver(turn: Turn, at: float) -> None:
        for signal in turn.signals:
            changed = receiver.heard(ROOM, ANA, A, signal.age_s, at).changed
            seen.extend((at, bool(receiver.people(room))) for room in changed)

    def pass_time(until: float) -> None:
        while True:
            # At one moment the sender is first: its word is the newer one.
            dues = ((core.next_deadline(), core is receiver, core) for core in (sender, receiver))
            due, _, core = min((each for each in dues if each[0] is not None), default=(None,) * 3)
            if due is None or due > until:
                return
            turn = core.due(due)
            if core is sender:
                deliver(turn, due)
            elif turn.changed:
                seen.append((due, False))

    for gap in gaps:
        pass_time(now + gap)
        now += gap
        deliver(sender.key(ROOM, now), now)
    pass_time(now + 60.0)
    assert receiver.rooms() == sender.rooms() == ()
    return seen, now


@given(st.lists(st.floats(0.01, 1.0), min_size=1, max_size=30))
def test_who_types_without_pause_is_shown_without_a_flicker(gaps: list[float]) -> None:
    seen, last_key = shown(gaps)
    assert seen == [(gaps[0], True), (pytest.approx(last_key + SHOWN_S), False)]


@given(st.lists(st.floats(0.01, 6.0), min_size=1, max_size=30))
@example([1.0, 1.0, 1.0])  # the last key at the moment of the second signal
def test_it_is_never_shown_longer_than_three_seconds_after_a_key(gaps: list[float]) -> None:
    seen, last_key = shown(gaps)
    assert [on for _, on in seen] == [True, False] * (len(seen) // 2)
    assert seen[-1][0] == pytest.approx(last_key + SHOWN_S)


def test_stopping_is_told_at_once_and_only_if_somebody_sees_it() -> None:
    core = TypingCore(ME)
    assert core.stop(ROOM, 0.0) == Turn()
    core.key(ROOM, 0.0)
    assert core.stop(ROOM, 0.1).signals == [Signal(ROOM, None)]
    assert core.stop(ROOM, 0.2) == Turn()
    assert core.key(ROOM, 0.3) == Turn(), "on again waits for its turn"
    assert core.stop(ROOM, 0.4) == Turn(), "nobody was told"
    core.key(ROOM, 0.5)
    assert [turn.signals for _, turn in run(core, 2.0)] == [[Signal(ROOM, 1.5)]]
    assert core.stop_all(2.5).signals == [Signal(ROOM, None)]
    core.key(ROOM, 10.0)
    assert core.stop(ROOM, 10.0 + SHOWN_S) == Turn(), "it has ended everywhere by itself"


def test_a_message_of_ones_own_ends_it_without_a_signal_and_frees_the_next() -> None:
    core = TypingCore(ME)
    core.key(ROOM, 0.0)
    core.sent(ROOM)
    assert run(core, 60.0) == []
    assert core.key(ROOM, 0.5).signals == [Signal(ROOM, 0.0)]


def test_rooms_do_not_share_their_throttle() -> None:
    core = TypingCore(ME)
    assert core.key(ROOM, 0.0).signals
    assert core.key(OTHER, 0.0).signals


def test_somebody_is_in_the_set_once_however_many_devices_and_signals() -> None:
    core = TypingCore(ME)
    assert core.heard(ROOM, ANA, A, 0.0, 0.0).changed == [ROOM]
    assert core.heard(ROOM, ANA, A, 0.0, 1.0).changed == []
    assert core.heard(ROOM, ANA, B, 0.0, 1.0).changed == []
    assert core.heard(ROOM, BO, C, 0.0, 1.0).changed == [ROOM]
    assert core.people(ROOM) == (ANA, BO)
    assert core.heard(ROOM, ANA, A, None, 1.5).changed == [], "she still types on the other one"
    assert core.heard(ROOM, ANA, B, None, 1.5).changed == [ROOM]
    assert core.people(ROOM) == (BO,)
    assert core.people(OTHER) == ()


def test_an_entry_ends_by_itself_by_a_message_and_with_its_device() -> None:
    core = TypingCore(ME)
    core.heard(ROOM, ANA, A, 0.5, 0.0)
    ((at, turn),) = run(core, 60.0)
    assert (at, turn.changed) == (SHOWN_S - 0.5, [ROOM])
    core.heard(ROOM, ANA, A, 0.0, 10.0)
    core.heard(ROOM, ANA, B, 0.0, 10.0)
    assert core.said(ROOM, ANA).changed == [ROOM]
    core.heard(ROOM, ANA, A, 0.0, 10.0)
    core.heard(OTHER, ANA, A, 0.0, 10.0)
    assert core.gone(A).changed == [ROOM, OTHER]
    core.heard(ROOM, BO, C, 0.0, 10.0)
    assert core.left(ROOM).changed == [ROOM]
    assert run(core, 60.0) == []


def test_nothing_is_shown_of_oneself_from_any_device() -> None:
    core = TypingCore(ME)
    assert core.heard(ROOM, ME, A, 0.0, 0.0) == Turn()
    assert core.people(ROOM) == ()


def test_one_room_holds_a_bounded_number() -> None:
    core = TypingCore(ME)
    for number in range(MAX_DEVICES + 50):
        core.heard(ROOM, PersonId(number.to_bytes(32, "big")), A, 0.0, 0.0)
    assert len(core.people(ROOM)) == MAX_DEVICES


@pytest.mark.parametrize(
    ("payload", "age_s"),
    [
        (b"0", 0.0), (b"1999", 1.999), (b"off", None), (b"", None), (b"-1", None), (b"1e3", None),
        (b"10000", None), ("٣".encode(), None), (b"\xff", None),
    ],
)  # fmt: skip
def test_signals_of_any_peer_are_read_safely(payload: bytes, age_s: float | None) -> None:
    assert _age_s(payload) == age_s

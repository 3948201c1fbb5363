"""Presence: what a device may say of itself, how states merge, and that diffs and lists agree."""

from __future__ import annotations

import random
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from net.config import NetConfig
from net.core.presence import MAX_META_BYTES, MAX_PRESENCE_TOPICS, DeviceState, Presence
from net.core.presence_diff import Diff
from net.errors import LocalProtocolError
from net.ids import DeviceId, PersonId
from tests.sim.presence_nodes import apply

ME, ANN_1, ANN_2, BEN = (DeviceId(bytes([n]) * 32) for n in range(1, 5))
OWNER, ANN, BENS = (PersonId(bytes([n]) * 32) for n in range(11, 14))
PEOPLE = {ME: OWNER, ANN_1: ANN, ANN_2: ANN, BEN: BENS}


def make(config: NetConfig | None = None) -> Presence:
    return Presence(ME, PEOPLE.get, 7, config or NetConfig())


def state(device: DeviceId, incarnation: int, seq: int, **topics: str) -> DeviceState:
    listed = tuple((topic, seq, meta.encode()) for topic, meta in sorted(topics.items()))
    return DeviceState(device, incarnation, seq, listed)


def listed(presence: Presence, topic: str = "t") -> dict[PersonId, list[bytes]]:
    return {person: [m.meta for m in metas] for person, metas in presence.list(topic).items()}


# ---------------------------------------------------------------- this device


def test_track_is_seen_at_once_and_twice_is_an_error() -> None:
    presence = make()
    (diff,) = presence.track("t", b"here")
    assert diff.leaves == {}
    assert [(m.device, m.ref, m.meta, m.previous_ref) for m in diff.joins[OWNER]] == [
        (ME, (7, 1), b"here", None)
    ]
    assert presence.count("t") == (1, 1)
    with pytest.raises(LocalProtocolError, match="already tracked"):
        presence.track("t", b"again")


def test_an_update_is_one_join_with_both_refs_and_one_leave_with_the_old_meta() -> None:
    presence = make()
    presence.track("t", b"old")
    (diff,) = presence.update("t", lambda old: old + b" and new")
    (join,), (leave,) = diff.joins[OWNER], diff.leaves[OWNER]
    assert (join.meta, join.ref, join.previous_ref) == (b"old and new", (7, 2), (7, 1))
    assert (leave.meta, leave.ref) == (b"old", (7, 1))
    assert listed(presence) == {OWNER: [b"old and new"]}


def test_update_of_what_is_not_tracked_is_an_error() -> None:
    with pytest.raises(LocalProtocolError, match="not tracked"):
        make().update("t", b"x")


def test_untrack_leaves_and_is_idempotent() -> None:
    presence = make()
    presence.track("t", b"x")
    (diff,) = presence.untrack("t")
    assert (diff.joins, [m.meta for m in diff.leaves[OWNER]]) == ({}, [b"x"])
    assert presence.untrack("t") == ()
    assert presence.get_by_key("t", OWNER) is None
    assert presence.topics == 0


def test_untrack_all_leaves_every_topic() -> None:
    presence = make()
    for topic in ("a", "b", "c"):
        presence.track(topic, b"")
    assert [diff.topic for diff in presence.untrack_all()] == ["a", "b", "c"]
    assert presence.untrack_all() == ()


@pytest.mark.parametrize("topic", ["", "x" * 257, "ü" * 129])
def test_topics_have_a_size(topic: str) -> None:
    with pytest.raises(LocalProtocolError):
        make().track(topic, b"")


def test_own_limits_are_clear_errors_that_change_nothing() -> None:
    presence = make()
    with pytest.raises(LocalProtocolError, match="512"):
        presence.track("t", bytes(MAX_META_BYTES + 1))
    for number in range(MAX_PRESENCE_TOPICS):
        presence.track(f"{number}", b"")
    with pytest.raises(LocalProtocolError, match="256 topics"):
        presence.track("one more", b"")
    with pytest.raises(LocalProtocolError, match="too much presence"):
        for number in range(MAX_PRESENCE_TOPICS):
            presence.update(f"{number}", bytes(200))
    assert presence.own.size_bytes <= NetConfig().max_state_bytes
    assert presence.count("one more") == (0, 0)


# ---------------------------------------------------------------- others


def test_a_state_is_shown_once_its_device_is_up() -> None:
    presence = make()
    assert presence.merge(state(BEN, 1, 1, t="hi")) == ()
    assert listed(presence) == {}
    (diff,) = presence.device_up(BEN)
    assert [m.meta for m in diff.joins[BENS]] == [b"hi"]
    assert presence.device_up(BEN) == ()


def test_merging_twice_changes_nothing_and_older_states_neither() -> None:
    presence = make()
    presence.device_up(BEN)
    assert presence.merge(state(BEN, 1, 2, t="hi"))
    assert presence.merge(state(BEN, 1, 2, t="hi")) == ()
    assert presence.merge(state(BEN, 1, 1, t="old")) == ()
    assert presence.merge(state(BEN, 0, 9, t="older")) == ()
    assert listed(presence) == {BENS: [b"hi"]}


def test_down_hides_and_up_shows_again_without_a_transfer() -> None:
    presence = make()
    presence.device_up(BEN)
    presence.merge(state(BEN, 1, 1, t="hi"))
    (gone,) = presence.device_down(BEN)
    assert (gone.joins, len(gone.leaves[BENS])) == ({}, 1)
    assert presence.device_down(BEN) == ()
    assert presence.count("t") == (0, 0)
    (back,) = presence.device_up(BEN)
    assert [m.meta for m in back.joins[BENS]] == [b"hi"]


def test_a_later_incarnation_replaces_at_once_so_there_are_no_ghosts() -> None:
    presence = make()
    presence.device_up(BEN)
    presence.merge(state(BEN, 1, 50, old="x", both="x"))
    diffs = {diff.topic: diff for diff in presence.merge(state(BEN, 2, 0, both="y"))}
    assert set(diffs) == {"both", "old"}
    assert not diffs["old"].joins
    (join,) = diffs["both"].joins[BENS]
    assert (join.ref, join.previous_ref) == ((2, 0), (1, 50))
    assert presence.count("old") == (0, 0)


def test_two_devices_of_a_person_are_one_person_with_two_metas() -> None:
    presence = make()
    for device, meta in ((ANN_1, "desk"), (ANN_2, "lap")):
        presence.device_up(device)
        presence.merge(state(device, 1, 1, t=meta))
    assert presence.count("t") == (1, 2)
    assert listed(presence) == {ANN: [b"desk", b"lap"]}
    (first,) = presence.device_down(ANN_1)
    assert [m.meta for m in first.leaves[ANN]] == [b"desk"]
    assert presence.get_by_key("t", ANN) is not None
    presence.merge(state(ANN_2, 1, 2))
    assert presence.get_by_key("t", ANN) is None
    assert presence.list("t") == {}


def test_a_device_whose_person_is_not_known_yet_is_held_and_shown_later() -> None:
    known: dict[DeviceId, PersonId] = {}
    presence = Presence(ME, known.get, 1, NetConfig())
    presence.device_up(BEN)
    assert presence.merge(state(BEN, 1, 1, t="hi")) == ()
    known[BEN] = BENS
    assert presence.device_up(BEN)
    assert listed(presence) == {BENS: [b"hi"]}


def test_our_own_state_from_the_future_is_outbid() -> None:
    """The clock went back over a restart: without this nobody would believe us for days."""
    presence = make()
    presence.track("t", b"now")
    (diff,) = presence.merge(state(ME, 900, 3, t="ghost"))
    assert presence.own.version > (900, 3)
    assert listed(presence) == {OWNER: [b"now"]}
    assert diff.joins[OWNER][0].previous_ref == (7, 1)
    assert presence.merge(state(ME, 3, 1)) == ()


# ---------------------------------------------------------------- bounds


def test_devices_are_bounded_and_the_hidden_go_first() -> None:
    config = NetConfig(max_presence_devices=10)
    presence = make(config)
    presence.device_up(BEN)
    presence.merge(state(BEN, 1, 1, t="hi"))
    for number in range(1000):
        presence.merge(state(DeviceId(number.to_bytes(32, "big")), 1, 1, t="x"))
    assert len(list(presence.devices())) <= 10
    assert listed(presence) == {BENS: [b"hi"]}
    assert presence.state_of(ME) is not None


def test_bytes_are_bounded() -> None:
    presence = make(NetConfig(max_presence_bytes=10_000))
    big = {f"t{n}": "x" * 400 for n in range(10)}
    for number in range(100):
        device = DeviceId(number.to_bytes(32, "big"))
        presence.device_up(device)
        presence.merge(state(device, 1, 1, **big))
    held = [presence.state_of(device) for device in presence.devices()]
    assert sum(each.size_bytes for each in held if each) <= 10_000
    assert presence.refused


def test_ten_thousand_topics_from_one_device_over_time_leave_nothing_behind() -> None:
    presence = make()
    presence.device_up(BEN)
    for seq in range(100):
        names = {f"{seq}-{n}": "x" for n in range(100)}
        presence.merge(state(BEN, 1, seq, **names))
    assert presence.topics == 100


# ---------------------------------------------------------------- laws

DEVICES = (ANN_1, ANN_2, BEN)
states = st.builds(
    lambda device, incarnation, seq, topics: DeviceState(
        device, incarnation, seq, tuple((t, r, m) for t, (r, m) in sorted(topics.items()))
    ),
    st.sampled_from(DEVICES),
    st.integers(0, 2),
    st.integers(0, 3),
    st.dictionaries(
        st.sampled_from("abc"), st.tuples(st.integers(0, 3), st.sampled_from([b"", b"x"]))
    ),
)


def merged(order: list[DeviceState]) -> tuple[object, ...]:
    presence = make()
    for device in DEVICES:
        presence.device_up(device)
    for each in order:
        presence.merge(each)
    return tuple(presence.list(topic) for topic in "abc")


@given(st.lists(states, max_size=3))
def test_merge_is_commutative_and_associative(some: list[DeviceState]) -> None:
    """Any order of arrival ends in the same; with a binary max that is both laws."""
    assert len({repr(merged(list(order))) for order in permutations(some)}) == 1


@given(st.lists(states, max_size=8), st.randoms(use_true_random=False))
def test_merge_is_idempotent(some: list[DeviceState], chance: random.Random) -> None:
    again = some + [chance.choice(some) for _ in some]
    chance.shuffle(again)
    assert merged(again) == merged(some)


steps = st.one_of(
    st.tuples(st.just("merge"), states),
    st.tuples(st.sampled_from(["up", "down"]), st.sampled_from(DEVICES)),
    st.tuples(
        st.sampled_from(["track", "update", "untrack"]),
        st.sampled_from("abc"),
        st.binary(max_size=2),
    ),
)


@given(st.lists(steps, max_size=25))
def test_diffs_alone_rebuild_the_list(script: list[tuple[str, object]]) -> None:
    presence = make()
    mirror: dict[str, dict[PersonId, dict[DeviceId, bytes]]] = {}
    for name, *arguments in script:
        for diff in play(presence, name, arguments):
            assert diff.joins or diff.leaves
            apply(mirror, diff)
        seen = {
            topic: {p: {m.device: m.meta for m in ms} for p, ms in presence.list(topic).items()}
            for topic in "abc"
        }
        assert mirror == {topic: people for topic, people in seen.items() if people}
        for topic, people in seen.items():
            assert presence.count(topic) == (len(people), sum(map(len, people.values())))


def play(presence: Presence, name: str, arguments: list) -> tuple[Diff, ...]:
    try:
        match name:
            case "merge":
                return presence.merge(arguments[0])
            case "up":
                return presence.device_up(arguments[0])
            case "down":
                return presence.device_down(arguments[0])
            case "track":
                return presence.track(*arguments)
            case "update":
                return presence.update(*arguments)
            case _:
                return presence.untrack(arguments[0])
    except LocalProtocolError:
        return ()

"""One core by script: links, limits, the live path, the pull, acknowledgements, topics."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from net import wire
from net.config import NetConfig
from net.core import events
from net.core.events import CloseLink, PeerDown, PeerUp, Store
from net.entry import without_payload
from net.wire import Live
from tests.net.core.scripts import IDENTITIES, LOBBY, Script, log_of

EMPTY_DIGEST = (LOBBY, b"\0" * 16)


def live(entry, hops: int = 0) -> Live:
    return Live(entry.body, entry.signature, hops)


def test_hello_comes_first_then_probe_and_digests() -> None:
    script = Script()
    script.link(2, greet=False)
    frames = [a.frame for a in script.did if isinstance(a, events.Send)]
    assert [type(frame) for frame in frames[:3]] == [wire.Hello, wire.Ping, wire.Digests]
    assert len(script.done(PeerUp)) == 1


def test_our_own_device_is_refused() -> None:
    script = Script()
    script.link(1, outbound=True, greet=False)
    assert script.done(CloseLink)
    assert not script.done(PeerUp)


@pytest.mark.parametrize("me", [0, 2])
@pytest.mark.parametrize("outbound_first", [True, False])
def test_of_two_links_the_one_dialled_by_the_lower_device_stays(
    me: int, outbound_first: bool
) -> None:
    script = Script(me=me)
    first = script.link(1, outbound=outbound_first, greet=False)
    second = script.link(1, outbound=not outbound_first, greet=False)
    right = first if outbound_first == (me == 0) else second
    wrong = second if right == first else first
    # Nothing is closed before the peer is known to have the right one.
    script.get(wrong, wire.Hello(0, 7000, 1))
    assert not script.done(CloseLink)
    script.get(right, wire.Hello(0, 7000, 1))
    assert [close.link for close in script.done(CloseLink)] == [wrong]
    assert not script.done(PeerDown)
    assert script.core.linked_devices() == (IDENTITIES[1].device_id,)
    assert script.core.view() == {right: IDENTITIES[1].device_id}


def test_the_acceptor_leaves_it_to_the_dialler_which_of_its_links_stays() -> None:
    script = Script()
    first, second = script.link(2), script.link(2)
    assert not script.done(CloseLink)
    script.feed(events.LinkDown(first, "closed"))
    assert not script.done(PeerDown)
    assert script.core.view() == {second: IDENTITIES[2].device_id}
    script = Script()
    first, second = script.link(2, outbound=True), script.link(2, outbound=True)
    assert [close.link for close in script.done(CloseLink)] == [first]


def test_an_idle_link_is_probed_and_a_silent_one_is_dead() -> None:
    script = Script()
    link = script.link(2)
    ping = script.sent(wire.Ping)[0]
    script.now += 0.02
    script.get(link, wire.Pong(ping.number, 1_800_000_000_000))
    assert script.core.link_to(IDENTITIES[2].device_id).rtt_ms == pytest.approx(20.0)
    assert len([f for f in _pings(script.wait(3.1))]) == 1
    script.get(link, wire.Pong(2, 1_800_000_000_000))
    did = script.wait(9.0)
    assert len(_pings(did)) >= 2
    assert [down.reason for down in script.done(PeerDown)] == ["it does not answer"]


def _pings(did: list[events.Action]) -> list[wire.Ping]:
    return [a.frame for a in did if isinstance(a, events.Send) and isinstance(a.frame, wire.Ping)]


def test_ten_bad_frames_close_the_door_twice_as_long_each_time() -> None:
    script = Script()
    for penalty_s in (60.0, 120.0):
        link = script.link(2)
        for number in range(10):
            assert not script.done(CloseLink), number
            script.feed(events.BadFrame(link, "junk"))
        assert script.done(CloseLink)
        script.wait(penalty_s - 1.0)
        script.link(2, greet=False)
        assert script.done(CloseLink)
        script.wait(2.0)
    script.link(2)
    assert not script.done(CloseLink)


def test_a_second_hello_is_bad() -> None:
    script = Script()
    link = script.link(2)
    script.get(link, wire.Hello(0, 7000, 1))
    assert script.done(events.Misbehaved)


def test_an_entry_is_verified_stored_relayed_and_acknowledged_after_the_commit() -> None:
    script = Script()
    author, other = script.link(2), script.link(3)
    (entry,) = log_of(2, 1)
    script.get(author, live(entry))
    (store,) = script.done(Store)
    assert store.entries == (entry,)
    assert store.certificates == (IDENTITIES[2].certificate.encoded,)
    assert store.live
    assert [frame.hops for frame in script.sent(Live, other)] == [1]
    assert not script.sent(Live, author)
    assert not script.sent(wire.Ack)
    script.feed(events.Stored(store.ticket, store.entries))
    (ack,) = script.sent(wire.Ack, author)
    assert (ack.author, ack.holder, ack.seq) == (IDENTITIES[2].device_id, script.me.device_id, 1)
    script.get(author, live(entry))
    assert not script.done(Store)


def test_nothing_is_relayed_between_equal_rosters() -> None:
    script = Script()
    author, other = script.link(2), script.link(3)
    script.wait(0.5)
    (roster,) = {frame.digest for frame in script.sent(wire.Roster, other)}
    script.get(other, wire.Roster(roster, 3))
    (entry,) = log_of(2, 1)
    script.get(author, live(entry))
    assert script.done(Store)
    assert not script.sent(Live)


def test_a_relayed_duplicate_prunes_and_a_graft_brings_it_back() -> None:
    script = Script()
    author, other = script.link(2), script.link(3)
    first, second = log_of(2, 2)
    script.get(author, live(first))
    script.get(other, live(first, hops=1))
    assert script.sent(wire.Prune, other)
    script.get(author, live(second))
    assert not script.sent(Live, other)
    script.wait(0.03)
    (announced,) = script.sent(wire.IHave, other)
    assert announced.entries == ((LOBBY, second.device, 2, second.id),)
    script.get(other, wire.Graft((second.id,)))
    assert script.sent(Live, other)  # from memory: it is not on disk yet


def test_what_is_announced_and_does_not_come_is_grafted() -> None:
    script = Script()
    link = script.link(3)
    (entry,) = log_of(2, 1)
    script.get(link, wire.IHave(((LOBBY, entry.device, 1, entry.id),)))
    assert not script.sent(wire.Graft)
    script.wait(0.06)
    (graft,) = script.sent(wire.Graft, link)
    assert graft.entries == (entry.id,)


def test_a_gap_is_pulled_after_a_moment_unless_it_closes() -> None:
    script = Script()
    link = script.link(2)
    log = log_of(2, 3)
    script.get(link, live(log[0]))
    script.get(link, live(log[2]))
    assert not script.sent(wire.Want)
    script.wait(0.03)
    (want,) = script.sent(wire.Want, link)
    assert (want.lo, want.hi, want.signed) == (2, 2, False)
    certificate = IDENTITIES[2].certificate.encoded
    run = wire.Run(LOBBY, want.device, 2, 2, 2, (log[1].body,), b"", certificate)
    script.get(link, run)
    (store,) = script.done(Store)
    assert store.entries == (msgspec.structs.replace(log[1], signature=b""),)

    script = Script()
    link = script.link(2)
    script.get(link, live(log[1]))
    script.get(link, live(log[0]))
    script.wait(0.03)
    assert not script.sent(wire.Want)


def test_an_unknown_author_is_fetched_with_his_certificate() -> None:
    script = Script()
    link = script.link(3)
    other = script.link(4)
    log = log_of(2, 2)
    script.get(link, live(log[1], hops=1))
    assert not script.done(Store)
    (want,) = script.sent(wire.Want, link)
    assert (want.lo, want.hi, want.signed) == (1, 2, True)
    bodies = tuple(entry.body for entry in log)
    wrong = IDENTITIES[4].certificate.encoded
    right = IDENTITIES[2].certificate.encoded
    script.get(link, wire.Run(LOBBY, want.device, 1, 2, 1, bodies, log[1].signature, wrong))
    assert script.done(events.Misbehaved)
    script.get(link, live(log[1], hops=1))
    script.wait(0.03)
    (want,) = script.sent(wire.Want, link) or [want]
    script.get(link, wire.Run(LOBBY, want.device, 1, 2, 1, bodies, log[1].signature, right))
    (store,) = script.done(Store)
    assert len(store.entries) == 2
    assert script.sent(Live, other)  # it came live, so it goes on live


def test_newest_first_all_logs_in_turn_and_no_chunk_twice() -> None:
    script = Script()
    a, b = script.link(2), script.link(3)
    lines = tuple((IDENTITIES[n].device_id, 1000, bytes([n]) * 32, ()) for n in (2, 3, 4))
    script.get(a, wire.Vector(LOBBY, lines))
    wants = script.sent(wire.Want)
    script.get(b, wire.Vector(LOBBY, lines))
    wants += script.sent(wire.Want)
    assert len(wants) == 10  # five for each of the two
    assert {want.device for want in wants[:3]} == {line[0] for line in lines}
    assert all(want.hi == 1000 and want.signed for want in wants[:3])
    taken = [(want.device, seq) for want in wants for seq in range(want.lo, want.hi + 1)]
    assert len(taken) == len(set(taken))


def test_silence_is_asked_elsewhere() -> None:
    script = Script()
    a = script.link(2)
    lines = ((IDENTITIES[4].device_id, 10, b"\1" * 32, ()),)
    script.get(a, wire.Vector(LOBBY, lines))
    (first,) = script.sent(wire.Want, a)
    b = script.link(3)
    script.get(b, wire.Vector(LOBBY, lines))
    assert not script.sent(wire.Want)
    again: list[wire.Want] = []
    for _ in range(6):
        script.wait(1.0)
        again = script.sent(wire.Want)
        if again:
            break
        script.get(a, wire.Ping(9, 0))
        script.get(b, wire.Ping(9, 0))
    assert [(w.lo, w.hi) for w in again] == [(first.lo, first.hi)]
    assert script.sent(wire.Want, b) == again


def test_equal_digests_and_vectors_acknowledge_our_own_log() -> None:
    script = Script(me=2)
    link = script.link(3)
    log = log_of(2, 3)
    for entry in log:
        script.feed(events.Appended(entry))
        assert len(script.sent(Live, link)) == 1
    script.get(link, wire.Vector(LOBBY, ((script.me.device_id, 2, log[1].id, ()),)))
    assert [ack.seq for ack in script.done(events.Acknowledged)] == [2]
    script.wait(0.0)
    script.get(link, wire.Digests((EMPTY_DIGEST,)))
    (vector,) = script.sent(wire.Vector, link)
    assert vector.answer
    assert vector.lines == ((script.me.device_id, 3, log[2].id, ()),)
    digest = script.core._logs.digest(LOBBY)
    script.get(link, wire.Digests(((LOBBY, digest),)))
    assert [ack.seq for ack in script.done(events.Acknowledged)] == [3]
    script.get(link, wire.Ack(LOBBY, script.me.device_id, IDENTITIES[3].device_id, 99))
    assert not script.done(events.Acknowledged)  # no more than we wrote


def test_acks_are_passed_on_once_and_only_by_their_holder() -> None:
    script = Script()
    author, holder = script.link(2), script.link(3)
    mine = wire.Ack(LOBBY, IDENTITIES[2].device_id, IDENTITIES[3].device_id, 5)
    script.get(holder, mine)
    assert script.sent(wire.Ack, author) == [mine]
    script.get(holder, mine)
    assert not script.sent(wire.Ack)
    script.get(holder, wire.Ack(LOBBY, IDENTITIES[2].device_id, IDENTITIES[4].device_id, 5))
    assert not script.sent(wire.Ack)


def test_a_want_for_what_is_not_on_disk_yet_waits_for_the_commit() -> None:
    script = Script()
    author, other = script.link(2), script.link(3)
    (entry,) = log_of(2, 1)
    script.get(author, live(entry))
    (store,) = script.done(Store)
    script.get(other, wire.Want(LOBBY, entry.device, 1, 1, True))
    assert not script.did
    script.feed(events.Stored(store.ticket, store.entries))
    assert [read.link for read in script.done(events.ReadRun)] == [other]


def test_a_refused_store_is_asked_for_again() -> None:
    script = Script()
    link = script.link(2)
    (entry,) = log_of(2, 1)
    script.get(link, live(entry))
    (store,) = script.done(Store)
    script.feed(events.StoreFailed(store.ticket))
    did = script.wait(1.5)
    assert any(
        isinstance(a, events.Send) and isinstance(a.frame, wire.Digests) for a in did
    )
    script.get(link, wire.Vector(LOBBY, ((entry.device, 1, entry.id, ()),)))
    assert script.sent(wire.Want, link)


def test_rooms_that_are_not_ours_are_neither_stored_nor_served() -> None:
    script = Script()
    link = script.link(2)
    script.core.rooms.disallow(LOBBY)
    (entry,) = log_of(2, 1)
    script.get(link, live(entry))
    assert not script.done(Store)
    script.get(link, wire.Vector(LOBBY, ((entry.device, 1, entry.id, ()),)))
    assert not script.sent(wire.Want)
    script.get(link, wire.Want(LOBBY, entry.device, 1, 1, True))
    assert not script.done(events.ReadRun)
    script.core.allow_room(LOBBY)
    script.wait(0.1)
    assert script.sent(wire.Digests, link)


def test_a_new_message_stripped_of_its_words_is_not_taken_for_it() -> None:
    script = Script()
    author, thief = script.link(2), script.link(3)
    (entry,) = log_of(2, 1)
    script.get(thief, Live(without_payload(entry.body), entry.signature, 1))
    assert not script.done(Store)
    script.get(author, live(entry))
    assert script.done(Store)[0].entries == (entry,)


def test_a_full_house_refuses_strangers_and_keeps_its_peers() -> None:
    script = Script(config=replace(NetConfig(), max_links=2))
    script.link(2)
    script.link(3)
    script.link(4, greet=False)
    assert [close.reason for close in script.done(CloseLink)] == ["too many links"]
    assert len(script.core.linked_devices()) == 2


def test_frames_on_links_that_are_gone_do_nothing() -> None:
    script = Script()
    link = script.link(2)
    script.feed(events.LinkDown(link, "closed"))
    assert script.done(PeerDown)
    (entry,) = log_of(2, 1)
    for event in (
        events.Received(link, live(entry)),
        events.LinkDown(link, "closed"),
        events.BadFrame(link, "junk"),
        events.RunRead(link, LOBBY, entry.device, 1, 1, None),
        events.EntryRead(link, entry),
        events.DialFailed(99, "x"),
        events.Stored(99, ()),
        events.StoreFailed(99),
        events.Behind(link),
        events.Drained(link),
    ):
        did = script.feed(event)
        assert not [a for a in did if isinstance(a, events.Send | Store | PeerDown)], event

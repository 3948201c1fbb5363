"""Forks, forgeries, replays, floods and lies: honest devices lose nothing and agree in the end."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from net import entry as entries
from net import wire
from net.config import NetConfig
from net.core import events
from net.entry import Entry
from net.ids import DeviceId, EntryId
from net.wire import Frame, Live
from tests.sim.history import MemoryHistory
from tests.sim.network import LOBBY, Node, World


def signed_by(node: Node, seq: int, prev: bytes, text: str, hlc: int | None = None) -> Entry:
    hlc = node.core.stamp(node.wall_ms()) if hlc is None else hlc
    return node.sign(
        entries.encode_body(
            room=LOBBY,
            device=node.device,
            seq=seq,
            prev=prev,
            hlc=hlc,
            kind=entries.Kind.MESSAGE,
            payload=text.encode(),
        )
    )


def push(world: World, sender: Node, to: Node, frame: Frame) -> None:
    link = next(link for link in sender.links.values() if to in link.ends)
    world._send(link, sender, frame)


def only(_: Node, frame: Frame) -> list[Frame]:
    """Marks a node as hostile without changing its frames."""
    return [frame]


def forker(world: World, length: int) -> tuple[Node, list[Node], list[Entry]]:
    """A device that writes X... to one half and Y... to the other."""
    bad = world.add(1)[0]
    honest = world.add(6)
    world.run_until(world.is_meshed, 10.0)
    world.run(0.5)
    bad.filter = only
    first = bad.write("before the fork")
    world.run_until(lambda: all(len(node.disk.entries) == 1 for node in honest), 5.0)
    made = []
    for branch, part in (("X", honest[:3]), ("Y", honest[3:])):
        prev, seq = first.id, 1
        for number in range(length + (branch == "Y")):
            seq += 1
            entry = signed_by(bad, seq, prev, f"{branch}{number}")
            prev = entry.id
            made.append(entry)
            for node in part:
                push(world, bad, node, Live(entry.body, entry.signature))
    return bad, honest, made


def test_a_fork_reaches_everybody_and_stalls_nothing(seed: int) -> None:
    for length in (1, 4):
        world = World(seed)
        bad, honest, made = forker(world, length)
        for node in honest:
            node.write("life goes on")
        count = 1 + len(made) + len(honest)
        world.settle(count, 120.0)
        world.check_same_order()
        for node in honest:
            assert len(node.news_of(events.Forked)) == 1
        # Both branches grow on.
        tips = [made[length - 1], made[-1]]
        for tip in tips:
            entry = signed_by(bad, tip.seq + 1, tip.id, "and on")
            push(world, bad, honest[0], Live(entry.body, entry.signature))
        world.settle(count + 2, 120.0)
        # A late joiner and a restarted device end with the same set.
        honest[1].crash()
        honest[1].start()
        late = world.add(1)[0]
        bad.crash()
        world.settle(count + 2, 120.0)
        assert late.disk.ids(LOBBY) == honest[0].disk.ids(LOBBY)


def test_a_fork_across_a_partition(seed: int) -> None:
    world = World(seed)
    a, b, c, d = world.add(4)
    world.run_until(world.is_meshed, 10.0)
    a.write("one")
    world.settle(1, 5.0)
    world.partition([a, b], [c, d])
    for number in range(5):
        a.write(f"left {number}")
    world.run(10.0)
    # The disk of a is copied and goes on elsewhere: an honest mistake that looks the same.
    a.crash()
    a.disk = MemoryHistory()
    a.disk.append([e for e in c.disk.entries.values()], (a.identity.certificate.encoded,))
    world.partition([a, c, d], [b])
    a.start()
    world.run(1.0)
    for number in range(7):
        a.write(f"right {number}")
    world.run(10.0)
    world.heal()
    world.settle(1 + 5 + 7, 60.0)
    world.check_same_order()
    assert b.news_of(events.Forked)


def test_endless_forks_are_bounded(seed: int) -> None:
    world = World(seed)
    bad, *honest = world.add(3)
    world.run_until(world.is_meshed, 10.0)
    bad.filter = only
    for number in range(100):
        entry = signed_by(bad, 1, b"", f"version {number}")
        push(world, bad, honest[number % 2], Live(entry.body, entry.signature))
    honest[0].write("still here")
    world.run(60.0)
    for node in honest:
        assert 2 <= len(node.disk.entries) <= 40
        assert node.core.log_head(LOBBY, honest[0].device)[0] == 1


def test_forged_altered_and_replayed_entries_are_never_stored(seed: int) -> None:
    world = World(seed)
    victim, author, bad = world.add(3)
    world.run_until(world.is_meshed, 10.0)
    real = author.write("the truth")
    world.settle(1, 5.0)
    bad.filter = only
    other_room = signed_by(bad, 1, b"", "x")
    altered = entries.encode_body(
        room=real.room, device=real.device, seq=real.seq, prev=real.prev, hlc=real.hlc,
        kind=real.kind, payload=b"the trust", ahead=real.ahead,
    )  # fmt: skip
    unsigned = signed_by(bad, 1, b"", "by another")
    frames = [
        Live(altered, real.signature),
        Live(real.body, real.signature[::-1]),
        Live(unsigned.body, b""),
        Live(replace_device(unsigned, author), unsigned.signature),
        Live(other_room.body[:-3], other_room.signature),
        Live(b"junk", b"\0" * 64),
        wire.Fork(
            real.body, real.signature, altered, real.signature, author.identity.certificate.encoded
        ),
    ]
    for frame in frames:
        push(world, bad, victim, frame)
    for _ in range(200):
        push(world, bad, victim, Live(real.body, real.signature, 1))
    world.run(2.0)
    assert set(victim.disk.entries) == {real.id}
    # The one with another signature over the same body is a duplicate, no more.
    assert len(victim.news_of(events.Misbehaved)) == len(frames) - 1
    assert not victim.news_of(events.Forked)
    # Four more and the door closes, for a minute, redialling or not.
    for _ in range(4):
        push(world, bad, victim, Live(altered, real.signature))
    world.run(50.0)
    assert bad.device not in victim.core.linked_devices()
    assert author.device in victim.core.linked_devices()
    world.run(60.0)
    assert bad.device in victim.core.linked_devices()


def replace_device(entry: Entry, author: Node) -> bytes:
    return entries.encode_body(
        room=entry.room, device=author.device, seq=2, prev=entry.id, hlc=entry.hlc,
        kind=entry.kind, payload=entry.payload,
    )  # fmt: skip


def test_runs_that_prove_nothing_are_refused(seed: int) -> None:
    world = World(seed)
    victim, bad, honest = world.add(3)
    world.run_until(world.is_meshed, 10.0)
    chain, prev = [], b""
    for number in range(1, 6):
        chain.append(signed_by(bad, number, prev, str(number)))
        prev = chain[-1].id
    certificate = bad.identity.certificate.encoded

    def lie(_: Node, frame: Frame) -> list[Frame]:
        if isinstance(frame, wire.Run):
            bodies = [entry.body for entry in chain]
            match len(frame.bodies) and world.rng.randrange(4):
                case 0:
                    return [replace_run(frame, bodies, b"\1" * 64, certificate)]
                case 1:
                    return [replace_run(frame, bodies[::-1], chain[-1].signature, certificate)]
                case 2:
                    return [replace_run(frame, bodies[:2] + bodies[3:], b"", certificate)]
                case _:
                    wrong = [bodies[0].replace(b"1", b"2"), *bodies[1:]]
                    return [replace_run(frame, wrong, chain[-1].signature, certificate)]
        return [frame]

    bad.filter = lie
    honest.write("honest")
    for entry in chain:
        bad.disk.append([entry], (certificate,))
    bad.crash()
    bad.start()
    world.run(60.0)
    assert all(entry.device == honest.device for entry in victim.disk.entries.values())
    assert len(victim.disk.entries) == 1


def replace_run(
    frame: wire.Run, bodies: list[bytes], signature: bytes, certificate: bytes
) -> Frame:
    return wire.Run(
        frame.room, frame.device, frame.lo, frame.hi, 1, tuple(bodies), signature, certificate
    )


def test_a_flood_over_the_bucket_is_dropped_unread_and_synced(seed: int) -> None:
    config = replace(NetConfig(), live_frames_per_s=50.0, live_frames_burst=100)
    world = World(seed, config)
    a, b, c = world.add(3)
    world.run_until(world.is_meshed, 10.0)
    for number in range(1000):
        a.write(f"import {number}")
    c.write("meanwhile")
    world.settle(1001, 20.0)
    assert b.core.counters["live_over"] > 500
    assert b.core.counters["entries_live"] < 400


def test_what_is_over_an_authors_bucket_waits_and_comes_later(seed: int) -> None:
    config = replace(NetConfig(), author_burst=100, author_refill_per_s=10.0)
    world = World(seed, config)
    a, b = world.add(2)
    world.run_until(world.is_meshed, 10.0)
    for number in range(300):
        a.write(f"burst {number}")
    world.run(3.0)
    assert 100 <= len(b.disk.entries) <= 140
    world.settle(300, 40.0)


def test_a_hint_flood_stays_bounded_and_an_honest_peer_is_linked(seed: int) -> None:
    world = World(seed)
    victim, friend = world.add(2)
    world.run_until(world.is_meshed, 10.0)
    for number in range(10_000):
        fake = DeviceId(number.to_bytes(4, "big") * 8)
        address = (f"10.9.{number >> 8}.{number & 255}", 7000)
        victim.feed(events.Hint(fake, (address,), "mdns" if number % 2 else "beacon"))
    assert len(victim.core._book) <= 520
    began = world.now
    before = victim.max_dials
    honest = world.add(1)[0]
    world.run_until(lambda: honest.device in victim.core.linked_devices(), 60.0)
    world.run(20.0)
    assert victim.max_dials - before <= 10 * (world.now - began) + 10
    assert friend.device in victim.core.linked_devices()


def test_we_never_call_ourselves_or_nobody(seed: int) -> None:
    world = World(seed)
    a, b = world.add(2)
    for address in (("224.0.0.251", 7000), ("0.0.0.0", 7000), ("10.1.1.1", 0),
                    ("255.255.255.255", 7000), ("ff02::1", 7000), ("::", 7000),
                    ("::ffff:224.0.0.1", 7000), ("some.name", 7000)):  # fmt: skip
        a.feed(events.Hint(DeviceId(b"\7" * 32), (address,), "mdns"))
    a.feed(events.Hint(a.device, (("10.1.1.2", 7000),), "mdns"))
    a.feed(events.Hint(None, (a.address,), "typed"))
    world.run(5.0)
    called = {address for _, address in a.dialled}
    assert called <= {a.address, b.address}
    assert [address for _, address in a.dialled].count(a.address) <= 1
    assert a.device not in a.core.linked_devices()


def test_typed_addresses_are_tried_for_ever(seed: int) -> None:
    world = World(seed)
    world.beacons = False
    a = world.add(1)[0]
    late = world.add(1, start=False)[0]
    a.feed(events.Hint(None, (late.address,), "typed"))
    world.run(7200.0)
    late.start()
    world.run_until(lambda: late.device in a.core.linked_devices(), 45.0)


def test_many_strangers_do_not_keep_an_honest_peer_out(seed: int) -> None:
    config = replace(
        NetConfig(), full_mesh_up_to=12, full_mesh_below=8, active_view=6, max_links=40
    )
    world = World(seed, config)
    sybils = world.add(40)
    for sybil in sybils:
        sybil.filter = lambda to, frame: [] if isinstance(frame, Live) else [frame]
    world.run(5.0)
    honest = world.add(5)
    world.run(60.0)
    for node in honest:
        assert len(node.core.linked_devices()) <= 12
    honest[0].write("past the strangers")
    world.run_until(lambda: all(len(node.disk.entries) == 1 for node in honest), 60.0)


def strip(_: Node, frame: Frame) -> list[Frame]:
    """Pass on every entry of others without its words."""
    if isinstance(frame, wire.Run) and frame.bodies:
        bare = tuple(entries.without_payload(body) for body in frame.bodies)
        return [msgspec.structs.replace(frame, bodies=bare)]
    return [frame]


def words(node: Node) -> dict[EntryId, bytes]:
    return {entry.id: entry.payload for entry in node.disk.entries.values()}


def delete(node: Node, *gone: Entry) -> None:
    """Drop words on a node's disk, as it does for a delete."""
    for entry in gone:
        bare = entries.decode(entries.without_payload(entry.body), entry.signature)
        node.disk.entries[entry.id] = bare


@pytest.mark.parametrize("liars", [1, 2])
def test_who_passes_on_headers_only_keeps_no_words_from_a_joiner(seed: int, liars: int) -> None:
    world = World(seed)
    nodes = world.add(2 + liars)
    author, honest, bad = nodes[0], nodes[1], nodes[2:]
    world.run_until(world.is_meshed, 10.0)
    for number in range(60):
        author.write(f"words {number}")
    world.settle(60, 30.0)
    author.crash()
    for node in bad:
        node.filter = strip
    late = world.add(1)[0]
    world.run_until(lambda: words(late) == words(honest), 120.0)
    assert late.core.counters["doubted"] or not any(
        node.core.counters["entries_served"] for node in bad
    )


def test_what_was_deleted_everywhere_is_taken_without_its_words(seed: int) -> None:
    world = World(seed)
    nodes = world.add(5)
    author = nodes[0]
    world.run_until(world.is_meshed, 10.0)
    written = [author.write(f"words {number}") for number in range(60)]
    world.settle(60, 30.0)
    author.crash()
    for node in nodes:
        delete(node, *written[::3])
    late = world.add(1)[0]
    world.run_until(lambda: words(late) == words(nodes[1]), 120.0)
    assert sum(not said for said in words(late).values()) == 20
    world.run(60.0)
    assert late.core.counters["doubted"] <= 20 * 3, "settled, and not asked for ever"


def test_a_deletion_is_taken_from_the_only_one_there(seed: int) -> None:
    world = World(seed)
    author = world.add(1)[0]
    written = [author.write(f"words {number}") for number in range(10)]
    world.run(1.0)
    delete(author, written[4])
    late = world.add(1)[0]
    world.run_until(lambda: words(late) == words(author), 60.0)


def test_a_doubt_is_settled_though_the_one_asked_goes_away(seed: int) -> None:
    world = World(seed)
    nodes = world.add(4)
    author = nodes[0]
    world.run_until(world.is_meshed, 10.0)
    written = [author.write(f"words {number}") for number in range(30)]
    world.settle(30, 30.0)
    for node in nodes:
        delete(node, *written[10:20])
    late = world.add(1)[0]
    world.run_until(lambda: late.core.counters["doubted"] > 0, 60.0, 0.001)
    for node in nodes[2:]:
        node.crash()
    world.run_until(lambda: words(late) == words(author), 180.0)

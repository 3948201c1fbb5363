"""Private rooms in the simulator: members converge, others never hold a word of them."""

from __future__ import annotations

from net.ids import DeviceId, RoomId
from tests.sim.network import World

ROOM = RoomId(b"p" * 32)


def test_only_members_hold_a_private_room(seed: int) -> None:
    world = World(seed)
    nodes = world.add(6)
    members, others = nodes[:3], nodes[3:]
    people = frozenset(node.identity.person_id for node in members)
    for node in members:
        node.core.allow_room(ROOM, people, people)
    for node in others:  # they learned the room's id somehow, and ask for it
        node.core.allow_room(ROOM)
    world.run_until(world.is_meshed, 10.0)
    said = [members[n % 3].write(f"secret {n}", ROOM) for n in range(12)]
    world.run(60.0)
    ids = {entry.id for entry in said}
    for node in members:
        assert ids <= set(node.disk.entries)
    for node in others:
        assert not ids & set(node.disk.entries)


def test_a_stranger_cannot_write_into_a_private_room(seed: int) -> None:
    world = World(seed)
    ana, bo, eve = world.add(3)
    both = frozenset((ana.identity.person_id, bo.identity.person_id))
    for node in (ana, bo):
        node.core.allow_room(ROOM, both, both)
    eve.core.allow_room(ROOM)
    world.run_until(world.is_meshed, 10.0)
    forged = eve.write("let me in", ROOM)
    world.run(60.0)
    assert forged.id not in ana.disk.entries
    assert forged.id not in bo.disk.entries


def test_a_removed_member_is_cut_off(seed: int) -> None:
    world = World(seed)
    ana, bo, cy = world.add(3)
    everybody = frozenset(node.identity.person_id for node in (ana, bo, cy))
    for node in (ana, bo, cy):
        node.core.allow_room(ROOM, everybody, everybody)
    world.run_until(world.is_meshed, 10.0)
    before = cy.write("while a member", ROOM)
    world.settle(1, 5.0)
    left = frozenset((ana.identity.person_id, bo.identity.person_id))
    for node in (ana, bo):
        node.core.allow_room(ROOM, left, everybody)
        node.core.rooms.cut(ROOM, DeviceId(cy.device), before.seq)
    later = cy.write("still here?", ROOM)
    among = ana.write("without cy", ROOM)
    world.run(60.0)
    for node in (ana, bo):
        assert before.id in node.disk.entries
        assert later.id not in node.disk.entries
        assert among.id in node.disk.entries
    assert among.id not in cy.disk.entries

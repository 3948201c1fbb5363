"""The fold of a room: who may do what, and that every order of arrival comes to one state."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from desktop.store.room_fold import RoomState, fold
from desktop.store.room_payloads import (
    Act,
    MembershipPayload,
    RoomPayload,
    RoomType,
    encode_membership,
    encode_room,
    room_id_of,
)
from net.entry import Entry, Kind, decode, encode_body
from net.ids import DeviceId, PersonId

PEOPLE = [PersonId(bytes([65 + n]) * 32) for n in range(5)]
ANA, BO, CY, DI, EVE = PEOPLE
NONCE = b"n" * 16


@dataclass
class Room:
    """Writes entries as the devices of these people would; a device's id is its person's."""

    type: RoomType = RoomType.PRIVATE
    entries: list[Entry] = field(default_factory=list)
    now: int = 1000
    heads: dict[PersonId, Entry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.id = room_id_of(ANA, NONCE)
        self.describe(ANA, nonce=NONCE, name="bridge")

    def write(self, author: PersonId, kind: Kind, payload: bytes, at: int | None = None) -> Entry:
        self.now += 1
        last = self.heads.get(author)
        body = encode_body(
            room=self.id, device=DeviceId(author), seq=last.seq + 1 if last else 1,
            prev=last.id if last else b"", hlc=(at or self.now) << 16, kind=kind, payload=payload,
        )  # fmt: skip
        entry = decode(body, b"")
        self.heads[author] = entry
        self.entries.append(entry)
        return entry

    def describe(self, author: PersonId, nonce: bytes = b"", **words: str) -> None:
        payload = RoomPayload(self.id, self.type, nonce, words.get("name"), words.get("topic"))
        self.write(author, Kind.ROOM, encode_room(payload))

    def change(self, author: PersonId, act: Act, *people: PersonId, **more: object) -> Entry:
        payload = MembershipPayload(self.id, act, people, **more)  # type: ignore[arg-type]
        return self.write(author, Kind.MEMBERSHIP, encode_membership(payload))

    def state(self) -> RoomState:
        return fold(self.id, self.type, self.entries, PersonId)


def test_members_add_and_the_most_senior_removes() -> None:
    room = Room()
    room.change(ANA, Act.ADD, BO, CY)
    room.change(BO, Act.ADD, DI)
    assert room.state().members == [ANA, BO, CY, DI]
    room.change(BO, Act.REMOVE, CY)
    assert CY in room.state().members
    room.change(ANA, Act.REMOVE, CY)
    assert room.state().members == [ANA, BO, DI]
    assert room.state().rekey_due
    room.change(BO, Act.KEYS, keys=((b"k" * 8, BO, b"s" * 80),))
    assert not room.state().rekey_due
    room.change(ANA, Act.LEAVE)
    assert room.state().owner == BO
    room.change(BO, Act.REMOVE, DI)
    assert room.state().members == [BO]


def test_strangers_change_nothing() -> None:
    room = Room()
    before = room.state()
    room.change(EVE, Act.ADD, EVE)
    room.change(EVE, Act.JOIN)
    room.change(EVE, Act.REMOVE, ANA)
    room.change(EVE, Act.KEYS, keys=((b"k" * 8, EVE, b"s" * 80),))
    room.describe(EVE, name="mine now")
    room.describe(EVE, nonce=b"m" * 16, name="mine now")
    assert room.state() == before


def test_a_removed_member_who_writes_on_is_not_heard() -> None:
    room = Room()
    room.change(ANA, Act.ADD, BO)
    said = room.change(BO, Act.ADD, CY)
    room.change(ANA, Act.REMOVE, BO, cuts=((bytes(BO), said.seq),))
    room.change(BO, Act.ADD, EVE)
    back_dated = MembershipPayload(room.id, Act.ADD, (EVE,))
    room.write(BO, Kind.MEMBERSHIP, encode_membership(back_dated), at=1003)
    state = room.state()
    assert state.members == [ANA, CY]
    assert state.cuts == {DeviceId(BO): said.seq}


def test_who_is_added_again_is_heard_again() -> None:
    room = Room()
    room.change(ANA, Act.ADD, BO, CY)
    room.change(ANA, Act.REMOVE, BO, cuts=((bytes(BO), 0), (bytes(DI), 3)))
    room.change(BO, Act.ADD, EVE)
    room.change(CY, Act.ADD, BO)
    room.change(BO, Act.ADD, DI)
    state = room.state()
    assert state.members == [ANA, CY, BO, DI]
    assert state.cuts == {}


def test_the_order_of_removal_and_addition_is_the_same_for_all() -> None:
    room = Room()
    room.change(ANA, Act.ADD, BO, CY)
    removed = room.change(ANA, Act.REMOVE, BO)
    room.change(CY, Act.ADD, BO)
    assert BO in room.state().members
    assert removed.hlc < room.entries[-1].hlc


def test_anybody_joins_an_open_room_and_members_rename_it() -> None:
    room = Room(RoomType.OPEN)
    room.change(BO, Act.JOIN)
    room.describe(BO, topic="boats")
    room.describe(EVE, name="no member")
    state = room.state()
    assert state.members == [ANA, BO]
    assert (state.name, state.topic) == ("bridge", "boats")
    room.change(BO, Act.LEAVE)
    assert room.state().members == [ANA]
    assert not room.state().rekey_due


@given(st.data())
def test_any_order_of_arrival_comes_to_one_state(data: st.DataObject) -> None:
    room = Room()
    for _ in range(data.draw(st.integers(1, 12))):
        author = data.draw(st.sampled_from(PEOPLE))
        act = data.draw(st.sampled_from([Act.ADD, Act.REMOVE, Act.LEAVE, Act.KEYS]))
        others = data.draw(st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True))
        cuts = ((bytes(others[0]), 1),) if others and act is Act.REMOVE else ()
        room.change(author, act, *others, cuts=cuts)
    expected = room.state()
    shuffled = list(room.entries)
    random.Random(data.draw(st.integers(0, 99))).shuffle(shuffled)
    room.entries = shuffled + shuffled[:2]
    again = room.state()
    assert (again.members, again.name, again.cuts) == (
        expected.members, expected.name, expected.cuts,
    )  # fmt: skip


def test_who_was_added_has_not_come_until_they_say_so_or_write() -> None:
    room = Room()
    room.change(ANA, Act.ADD, BO, CY)
    assert room.state().came == {ANA}
    room.change(BO, Act.JOIN)
    assert room.state().came == {ANA, BO}
    room.change(CY, Act.ADD, DI)
    assert room.state().came == {ANA, BO, CY}
    room.change(EVE, Act.KEYS)
    assert EVE not in room.state().came
    room.change(ANA, Act.REMOVE, BO)
    room.change(ANA, Act.ADD, BO)
    assert room.state().came == {ANA, CY}, "asked again, not there again"
    assert room.state().members == [ANA, CY, DI, BO]

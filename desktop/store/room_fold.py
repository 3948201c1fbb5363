"""From the entries that make a room to its state: who is in it, what it is called, which keys it had.

A pure fold over entries in one order, (stamp, device, seq), so every device that holds the same
entries comes to the same state, in whatever order they arrived. Who may do what is decided by the
state just before an entry: in a private room any member adds, the most senior member removes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from desktop.store.room_payloads import (
    Act,
    MembershipPayload,
    RoomPayload,
    RoomType,
    decode_membership,
    decode_room,
    room_id_of,
)
from desktop.texts import safe_line
from net.entry import Entry, Kind
from net.ids import DeviceId, PersonId, RoomId

MAX_MEMBERS = 1_000
"""People in one room; a LAN room of more is an announcement, and each costs a line in the fold."""
MAX_KEYS = 256
"""Keys one room may have had: a removal makes one, nobody removes that many people."""

MAX_PASSES = 8
"""Each further pass needs a removal that an earlier removal undid; a room of quarrels ends here."""

PersonOf = Callable[[DeviceId], PersonId | None]


@dataclass(frozen=True, slots=True)
class SealedKey:
    """A room key sealed to one device."""

    key_id: bytes
    device: DeviceId
    sealed: bytes


@dataclass(slots=True)
class RoomState:
    """A room after all its entries so far.

    `members` are in the order of seniority; `came` are those of them who are more than invited: they
    made the room, changed it, or said that they came in. `cuts` say up to which seq a removed
    person's devices count, until that person is added again. `key_ids` are in the order they came;
    the last is the one to seal with.
    """

    room: RoomId
    type: RoomType
    maker: PersonId | None = None
    name: str = ""
    topic: str = ""
    members: list[PersonId] = field(default_factory=list)
    came: set[PersonId] = field(default_factory=set)
    early: set[PersonId] = field(default_factory=set, compare=False)
    """Who said that they came in before the entry that adds them: its clock was ahead."""

    cuts: dict[DeviceId, int] = field(default_factory=dict)
    key_ids: list[bytes] = field(default_factory=list)
    sealed: list[SealedKey] = field(default_factory=list)
    rekey_due: bool = False

    @property
    def owner(self) -> PersonId | None:
        """The most senior member: the one who may remove others."""
        return self.members[0] if self.members else None

    @property
    def waiting(self) -> frozenset[PersonId]:
        """Who was added and has not come in yet; nobody while the entries that say so are on their way."""
        return frozenset(self.members) - self.came if self.maker is not None else frozenset()


def order_of(entry: Entry) -> tuple[int, bytes, int]:
    """Return the key that entries are folded by."""
    return (entry.hlc, entry.device, entry.seq)


def fold(room: RoomId, kind: RoomType, entries: Iterable[Entry], person_of: PersonOf) -> RoomState:
    """Return the state of a room after these entries of kinds ROOM and MEMBERSHIP.

    A removal cuts what the removed wrote later, whatever time they stamped on it; so the fold is
    repeated with the cuts it found until it finds no others.
    """
    ordered = sorted({entry.id: entry for entry in entries}.values(), key=order_of)
    state = _pass(room, kind, ordered, person_of, {})
    for _ in range(MAX_PASSES):
        again = _pass(room, kind, ordered, person_of, state.cuts)
        if again.cuts == state.cuts:
            return again
        state = again
    return state


def _pass(
    room: RoomId,
    kind: RoomType,
    ordered: Iterable[Entry],
    person_of: PersonOf,
    cuts: dict[DeviceId, int],
) -> RoomState:
    state = RoomState(room, kind)
    for entry in ordered:
        author = person_of(entry.device)
        if author is None or entry.seq > cuts.get(entry.device, entry.seq):
            continue
        if author in state.members:
            state.came.add(author)
        if entry.kind == Kind.ROOM:
            described = decode_room(entry.payload)
            if described is not None and described.room == room:
                _describe(state, author, described)
        elif entry.kind == Kind.MEMBERSHIP:
            change = decode_membership(entry.payload)
            if change is not None and change.room == room:
                _change(state, author, change, person_of)
    return state


def _describe(state: RoomState, author: PersonId, described: RoomPayload) -> None:
    if described.nonce and state.maker is None:
        if described.type != state.type or room_id_of(author, described.nonce) != state.room:
            return
        state.maker = author
        if author not in state.members:
            state.members.insert(0, author)
        state.came.add(author)
    elif author not in state.members:
        return
    if described.name is not None:
        state.name = safe_line(described.name)
    if described.topic is not None:
        state.topic = safe_line(described.topic)


def _change(
    state: RoomState, author: PersonId, change: MembershipPayload, person_of: PersonOf
) -> None:
    people = [PersonId(person) for person in change.people]
    match change.act:
        case Act.JOIN if state.type is RoomType.OPEN:
            _add(state, [author])
            state.came.add(author)
        case Act.JOIN if author not in state.members:
            state.early.add(author)
        case Act.LEAVE:
            _drop(state, [author])
        case Act.ADD if author in state.members:
            _add(state, people)
            for cut in [each for each in state.cuts if person_of(each) in people]:
                del state.cuts[cut]  # back again: what they write counts
            _keys(state, change)
        case Act.REMOVE if author == state.owner and state.type is RoomType.PRIVATE:
            _drop(state, [person for person in people if person != author])
            for device, seq in change.cuts:
                known = state.cuts.get(DeviceId(device), seq)
                state.cuts[DeviceId(device)] = min(known, seq)
            _keys(state, change)
        case Act.KEYS if author in state.members:
            _keys(state, change)
        case _:
            return


def _add(state: RoomState, people: list[PersonId]) -> None:
    for person in people:
        if person not in state.members and len(state.members) < MAX_MEMBERS:
            state.members.append(person)
            if person in state.early:
                state.came.add(person)


def _drop(state: RoomState, people: list[PersonId]) -> None:
    state.early.difference_update(people)
    for person in people:
        if person in state.members:
            state.members.remove(person)
            state.came.discard(person)
            # Until a member has made a new key, whoever left could read on.
            state.rekey_due = state.type is RoomType.PRIVATE


def _keys(state: RoomState, change: MembershipPayload) -> None:
    for key_id, device, sealed in change.keys:
        if key_id not in state.key_ids:
            if len(state.key_ids) >= MAX_KEYS:
                continue
            state.key_ids.append(key_id)
            state.rekey_due = False
        state.sealed.append(SealedKey(key_id, DeviceId(device), sealed))


def people_ever(entries: Iterable[Entry], person_of: PersonOf) -> frozenset[PersonId]:
    """Return everybody who wrote in these entries or was added by one: whose words may count."""
    people: set[PersonId | None] = set()
    for entry in entries:
        people.add(person_of(entry.device))
        change = decode_membership(entry.payload) if entry.kind == Kind.MEMBERSHIP else None
        if change is not None and change.act == Act.ADD:
            people.update(PersonId(person) for person in change.people)
    return frozenset(person for person in people if person is not None)

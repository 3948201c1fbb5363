"""Private rooms: their members and keys. Only members sync them, and their words are sealed.

A room key is sealed to each device of each member in an entry of the room's log. Who leaves or is
removed makes a new key due; any member's device writes it. The newest key seals, all keys open.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Iterable
from secrets import token_bytes
from typing import TYPE_CHECKING

from desktop.errors import AppError, UnknownRoomError
from desktop.services.news import Invited
from desktop.store import room_keys
from desktop.store.private_room import PrivateRoom
from desktop.store.room_fold import RoomState, fold, people_ever
from desktop.store.room_payloads import (
    MAX_KEYS_PER_ENTRY,
    MAX_PEOPLE_PER_ENTRY,
    NONCE_BYTES,
    Act,
    MembershipPayload,
    RoomPayload,
    RoomType,
    decode_membership,
    direct_room_id,
    encode_membership,
    encode_room,
    room_id_of,
)
from net.crypto.sealing import new_room_key, open_key, room_key_id
from net.entry import Entry, Kind
from net.ids import DeviceId, NetworkId, PersonId, RoomId
from net.pubsub import PubSub, notifications_topic

if TYPE_CHECKING:
    from desktop.store.keyring import Keyring
    from desktop.store.store import Store
    from net.crypto.identity import DeviceCertificate, Identity
    from net.news import EntriesStored

log = logging.getLogger(__name__)

MAX_PRIVATE_ROOMS = 1_000
"""Rooms of one device, invitations included; an invitation more is not shown."""
MEND_AFTER_S = (0.2, 2.0)
"""A missing key is written after a random wait in this span, so that one member does it, not all."""
SETTING = "private_rooms"
"""JSON: room id in hex -> whether it was joined, and what the invitation said."""

Append = Callable[["RoomId", Kind, bytes], Awaitable[Entry]]


class PrivateRooms:
    """Makes private rooms, and keeps their members' keys whole. Used on the engine's loop."""

    def __init__(
        self,
        *,
        append: Append,
        store: Store,
        bus: PubSub,
        identity: Identity,
        network: NetworkId,
        keyring: Keyring,
        person_of: Callable[[DeviceId], PersonId | None],
        devices_of: Callable[[PersonId], Iterable[DeviceCertificate]],
        head_seq: Callable[[RoomId, DeviceId], int],
        allow: Callable[[RoomId, frozenset[PersonId], frozenset[PersonId]], None],
        disallow: Callable[[RoomId], None],
        cut: Callable[[RoomId, DeviceId, int], None],
        changed: Callable[[RoomState, tuple[PersonId, ...]], None],
        unsealed: Callable[[RoomId], Awaitable[None]],
        spawn: Callable[[Awaitable[None]], None],
        rng: random.Random,
    ) -> None:
        self._append = append
        self._store = store
        self._bus = bus
        self._identity = identity
        self._me = identity.person_id
        self._network = network
        self._keyring = keyring
        self._person_of = person_of
        self._devices_of = devices_of
        self._head_seq = head_seq
        self._allow = allow
        self._disallow = disallow
        self._cut = cut
        self._changed = changed
        self._unsealed = unsealed
        self._spawn = spawn
        self._rng = rng
        self._rooms: dict[RoomId, PrivateRoom] = {}

    async def load(self) -> None:
        """Take up the private rooms of the last run, keys first."""
        kept = await self._store.read(lambda reader: reader.setting(SETTING, {}))
        for text, said in kept.items():
            room = self._make(
                RoomId(bytes.fromhex(text)),
                joined=bool(said["joined"]),
                members=tuple(PersonId(bytes.fromhex(each)) for each in said["members"]),
                name=str(said["name"]),
            )
            room.recall(said, self._me)
            await self._read_entries(room)
            self._refold(room)

    async def _read_entries(self, room: PrivateRoom) -> None:
        stored = await self._store.read(lambda reader: reader.room_entries(room.room))
        room.entries = {entry.id: entry for entry in stored}

    def close(self) -> None:
        """Stop mending."""
        for room in self._rooms.values():
            if room.mending is not None:
                room.mending.cancel()

    def is_private(self, room: RoomId) -> bool:
        """Whether this is a private room known here."""
        return room in self._rooms

    def seal(self, room: RoomId, kind: Kind, payload: bytes) -> bytes:
        """Return a payload as it is written into the room's log; open rooms' stay as they are.

        Raises:
            AppError: "offline" while this device has not been given the room's key yet.
        """
        known = self._rooms.get(room)
        if known is None or kind in (Kind.ROOM, Kind.MEMBERSHIP):
            return payload
        key_ids = [key for key in known.state.key_ids if self._keyring.key(room, key) is not None]
        if not key_ids:
            raise AppError(
                "offline", "This room's key has not arrived yet: wait until a member is online."
            )
        device = self._identity.device_id
        return self._keyring.seal(room, device, kind, payload, key_ids[-1])

    async def create(self, name: str) -> RoomId:
        """Make a private room with oneself in it; `name` is clean already."""
        if len(self._rooms) >= MAX_PRIVATE_ROOMS:
            raise AppError("refused", "At most {n} private rooms: leave some.", n=MAX_PRIVATE_ROOMS)
        nonce = token_bytes(NONCE_BYTES)
        made = room_id_of(self._me, nonce)
        room = self._make(made, joined=True, members=(self._me,), name=name)
        await self._keep()
        described = RoomPayload(made, RoomType.PRIVATE, nonce, name, None)
        await self._append(made, Kind.ROOM, encode_room(described))
        await self._write_key(room, new_room_key(), (self._me,))
        return made

    async def join(self, room: RoomId) -> None:
        """Accept an invitation."""
        known = self._known(room)
        if not known.joined:
            known.joined = known.awaited = True
            await self._read_entries(known)  # of a room that was left or had thrown this person out
            await self._keep()
            self._refold(known)
        elif self._me not in known.state.members:  # removed: only an invitation lets one in again
            raise AppError("refused", "This device is not in that room.")

    async def leave(self, room: RoomId) -> None:
        """Leave a room or decline an invitation to it."""
        known = self._known(room)
        told: set[PersonId | None] = set()
        if known.joined and self._me in known.state.members:
            told = {known.state.owner}  # if nobody is linked now: a room that was left is synced no more
            await self._write(room, Act.LEAVE, ())
        elif not known.joined and len(tuple(self._devices_of(self._me))) == 1:  # others may join yet
            told.update(known.invited_by)
        for person in [each for each in told if each not in (None, self._me)]:
            direct = direct_room_id(self._network, self._me, PersonId(person))
            await self._append(direct, Kind.MEMBERSHIP, encode_membership(MembershipPayload(room, Act.LEAVE)))
        del self._rooms[room]
        await self._keep()
        known.state.members = [each for each in known.state.members if each != self._me]
        self._disallow(room)
        self._changed(known.state, ())

    async def invite(self, room: RoomId, people: tuple[PersonId, ...]) -> None:
        """Add people to a room: their devices get all its keys, they get an invitation.

        Who is in it already only gets the invitation, which may have been declined.

        Raises:
            AppError: not a member oneself, too many, or somebody never met.
        """
        known = self._member(room)
        new = tuple(each for each in people if each not in known.state.members)
        if len(new) > MAX_PEOPLE_PER_ENTRY:
            raise AppError("too-large", "Invite at most {n} people at once.", n=MAX_PEOPLE_PER_ENTRY)
        if not all(tuple(self._devices_of(person)) for person in new):
            raise AppError("not-found", "Nobody with this id was ever met here.")
        if new:
            devices = room_keys.devices_of_all(new, self._devices_of)
            keys = self._keyring.keys(room).values()
            shares = [each for key in keys for each in room_keys.share(room, key, devices)]
            await self._write(room, Act.ADD, new, keys=shares[:MAX_KEYS_PER_ENTRY])
            if shares[MAX_KEYS_PER_ENTRY:]:
                await self._write_shares(room, shares[MAX_KEYS_PER_ENTRY:])
        invitation = MembershipPayload(
            room, Act.INVITE, tuple(known.state.members)[:MAX_PEOPLE_PER_ENTRY],
            maker=known.state.maker or b"", name=known.state.name,
        )  # fmt: skip
        for person in dict.fromkeys(each for each in people if each != self._me):
            direct = direct_room_id(self._network, self._me, person)
            await self._append(direct, Kind.MEMBERSHIP, encode_membership(invitation))

    async def remove(self, room: RoomId, people: tuple[PersonId, ...]) -> None:
        """Remove people from a room and give the others a new key.

        Raises:
            AppError: "refused" without the right to (the most senior member has it).
        """
        known = self._member(room)
        if known.state.owner != self._me:
            raise AppError("refused", "Only the most senior member of a room removes others.")
        gone = tuple(each for each in people if each in known.state.members and each != self._me)
        if not gone:
            return
        cuts = tuple(
            (certificate.device_id, self._head_seq(room, certificate.device_id))
            for person in gone
            for certificate in self._devices_of(person)
        )
        await self._write(room, Act.REMOVE, gone, cuts=cuts)
        await self._write_key(known, new_room_key(), tuple(known.state.members))

    def entries_stored(self, stored: EntriesStored) -> None:
        """Follow members and keys, and invitations in direct rooms."""
        changed: dict[RoomId, PrivateRoom] = {}
        for entry in stored.entries:
            if entry.kind not in (Kind.ROOM, Kind.MEMBERSHIP):
                continue
            known = self._rooms.get(entry.room)
            if known is not None:
                known.entries[entry.id] = entry
                changed[entry.room] = known
            elif entry.kind == Kind.MEMBERSHIP:
                self._heard(entry)
        for room in changed.values():
            self._refold(room)

    def devices_changed(self, person: PersonId) -> None:
        """Somebody's device became known: it may lack the keys of rooms that person is in."""
        for room in self._rooms.values():
            if room.joined and person in room.state.members:
                self._mend_soon(room)

    def _make(
        self, room: RoomId, *, joined: bool, members: tuple[PersonId, ...], name: str
    ) -> PrivateRoom:
        self._keyring.add_room(room)
        state = RoomState(room, RoomType.PRIVATE, name=name, members=list(members))
        known = PrivateRoom(room, joined, members, name, {}, state)
        self._rooms[room] = known
        if joined:
            people = frozenset((*members, self._me))
            self._allow(room, people, people)
        return known

    def _known(self, room: RoomId) -> PrivateRoom:
        if (known := self._rooms.get(room)) is None:
            raise UnknownRoomError
        return known

    def _member(self, room: RoomId) -> PrivateRoom:
        known = self._known(room)
        if not known.joined or self._me not in known.state.members:
            raise AppError("refused", "Only members of a room change who is in it: join it first.")
        return known

    def _heard(self, entry: Entry) -> None:
        change = decode_membership(entry.payload)
        author = self._person_of(entry.device)
        if change is None or author is None or author == self._me:
            return
        if entry.room != direct_room_id(self._network, self._me, author):
            return
        known = self._rooms.get(RoomId(change.room))
        if change.act == Act.INVITE:
            self._invited(known, author, change)
        elif known is not None and known.declined(change, author, entry.hlc, self._identity):
            self._spawn(self.remove(known.room, (author,)))

    def _invited(self, known: PrivateRoom | None, by: PersonId, said: MembershipPayload) -> None:
        room = RoomId(said.room)
        members = tuple(dict.fromkeys((*map(PersonId, said.people), by, self._me)))
        if known is None and len(self._rooms) < MAX_PRIVATE_ROOMS:
            known = self._make(room, joined=False, members=members, name=said.name)
            known.invited_by = (by,)
        elif known is not None and known.joined and self._me not in known.state.members:
            known.invite_again(by, members, said.name)
        elif known is not None and not known.joined and by not in known.invited_by:
            known.invited_by = (*known.invited_by, by)
        else:
            return
        self._spawn(self._keep())
        self._changed(known.state, known.invited_by)
        self._bus.local_broadcast(notifications_topic(self._me), Invited(room, by))

    def _refold(self, room: PrivateRoom) -> None:
        state = fold(room.room, RoomType.PRIVATE, room.entries.values(), self._person_of)
        if room.settle(state, self._me):
            self._spawn(self._keep())
        if not room.joined:
            self._changed(state, room.invited_by)
            return
        ever = frozenset((*room.members, *state.members)) | people_ever(
            room.entries.values(), self._person_of
        )
        if self._me in state.members or state.maker is None:
            self._allow(room.room, frozenset(state.members), ever)
        else:  # removed by another: what was read stays, nothing more comes
            self._disallow(room.room)
        for device, seq in state.cuts.items():
            self._cut(room.room, device, seq)
        self._open_keys(room)
        self._changed(state, ())
        self._mend_soon(room)

    def _open_keys(self, room: PrivateRoom) -> None:
        mine, found = self._identity.device_id, False
        for sealed in room.state.sealed:
            if sealed.device != mine or self._keyring.key(room.room, sealed.key_id) is not None:
                continue
            key = open_key(sealed.sealed, self._identity.link_key, room.room)
            if key is not None and room_key_id(key) == sealed.key_id:
                found = self._keyring.add_key(room.room, key) or found
        if found:
            self._spawn(self._unsealed(room.room))

    def _mend_soon(self, room: PrivateRoom) -> None:
        if room.mending is None and self._is_broken(room):
            wait_s = self._rng.uniform(*MEND_AFTER_S)
            room.mending = asyncio.get_running_loop().call_later(wait_s, self._mend, room)

    def _mend(self, room: PrivateRoom) -> None:
        room.mending = None
        if room.room in self._rooms and self._is_broken(room):
            self._spawn(self._mended(room))

    async def _mended(self, room: PrivateRoom) -> None:
        if called := room.to_announce(self._me):
            await self._write(room.room, Act.JOIN, ())  # until then the others see an invitation
            room.answered |= called
        if called := room.to_follow():
            await self._write_key(room, new_room_key(), tuple(room.state.members))
            room.answered |= called
            return
        if missing := self._missing(room):
            keys = self._keyring.keys(room.room)
            shares = [
                each
                for key_id, device in missing
                for each in room_keys.share(room.room, keys[key_id], (device,))
            ]
            await self._write_shares(room.room, shares)
            room.shared |= {(key_id, device.device_id) for key_id, device in missing}

    def _is_broken(self, room: PrivateRoom) -> bool:
        if not room.joined or room.awaited or self._me not in room.state.members:
            return False
        return bool(room.to_announce(self._me) or room.to_follow() or self._missing(room))

    def _missing(self, room: PrivateRoom) -> list[tuple[bytes, DeviceCertificate]]:
        found = room_keys.missing(room.state, self._keyring.keys(room.room), self._devices_of)
        return [(key, device) for key, device in found if (key, device.device_id) not in room.shared]

    async def _write_key(self, room: PrivateRoom, key: bytes, people: tuple[PersonId, ...]) -> None:
        self._keyring.add_key(room.room, key)
        devices = room_keys.devices_of_all(people, self._devices_of)
        await self._write_shares(room.room, room_keys.share(room.room, key, devices))

    async def _write_shares(self, room: RoomId, shares: list[room_keys.Share]) -> None:
        for start in range(0, max(1, len(shares)), MAX_KEYS_PER_ENTRY):
            await self._write(room, Act.KEYS, (), keys=shares[start:][:MAX_KEYS_PER_ENTRY])

    async def _write(
        self,
        room: RoomId,
        act: Act,
        people: tuple[PersonId, ...],
        *,
        cuts: tuple[tuple[bytes, int], ...] = (),
        keys: Iterable[tuple[bytes, bytes, bytes]] = (),
    ) -> None:
        payload = MembershipPayload(room, act, people, cuts, tuple(keys))
        await self._append(room, Kind.MEMBERSHIP, encode_membership(payload))

    async def _keep(self) -> None:
        kept = {room.room.hex(): room.kept() for room in self._rooms.values()}
        await self._store.set_setting(SETTING, kept)

"""Rooms: which ones there are, how one is made, joined, left, renamed, and what is unread in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from secrets import token_bytes
from typing import TYPE_CHECKING

from desktop.direct_rooms import SETTING, DirectRooms, closed_in
from desktop.errors import AppError, UnknownRoomError
from desktop.invitations import Invitations
from desktop.model import MUTED_FOR_EVER_MS, Notify, Room, RoomKind
from desktop.room_ports import Allow, Private
from desktop.services.news import RoomsChanged
from desktop.store.directory import Directory
from desktop.store.room_fold import RoomState
from desktop.store.room_payloads import (
    NONCE_BYTES,
    Act,
    MembershipPayload,
    RoomPayload,
    RoomType,
    direct_room_id,
    encode_membership,
    encode_room,
    room_id_of,
)
from desktop.texts import clean_room_name, clean_room_topic
from net.entry import Entry, Kind
from net.history import HLC_COUNTER_BITS
from net.ids import RoomId
from net.pubsub import ROOMS_TOPIC, PubSub

if TYPE_CHECKING:
    from desktop.model import OrderKey
    from desktop.store.store import Store
    from net.ids import DeviceId, NetworkId, PersonId
    from net.news import EntriesStored

LOBBY_NAME = "lobby"
"""The same everywhere on a network: the room every new installation is in."""
NOTIFY_LEVELS = tuple(level.value for level in Notify)

Append = Callable[["RoomId", Kind, bytes], Awaitable[Entry]]


class Rooms:
    """Lists and changes rooms. Owned by the engine, used on its loop.

    Open rooms and who is in them stand in the directory, which everybody syncs. Private rooms stand
    in their own logs, see `private_rooms`; this service holds their folded state for the lists.
    """

    def __init__(
        self,
        *,
        append: Append,
        store: Store,
        bus: PubSub,
        private: Private,
        person: PersonId,
        network: NetworkId,
        lobby: RoomId,
        directory: RoomId,
        person_of: Callable[[DeviceId], PersonId | None],
        name_of: Callable[[PersonId], str],
        people: Callable[[], Iterable[PersonId]],
        is_blocked: Callable[[PersonId], bool],
        allow: Callable[[Allow], None],
        disallow: Callable[[RoomId], None],
        entered: Callable[[RoomId], Awaitable[None]],
    ) -> None:
        self._append = append
        self._store = store
        self._bus = bus
        self._keeper = private
        self._me = person
        self._network = network
        self._lobby = lobby
        self._directory = directory
        self._person_of = person_of
        self._name_of = name_of
        self._people = people
        self._is_blocked = is_blocked
        self._allow = allow
        self._disallow = disallow
        self._entered = entered
        self._open = Directory(person_of)
        self._private: dict[RoomId, RoomState] = {}
        self.invitations = Invitations(is_blocked)
        self._direct: dict[RoomId, PersonId] = {}
        self._shown_direct = DirectRooms()

    async def load(self) -> None:
        """Read the open rooms from the directory and the direct rooms that have messages."""
        for entry in await self._store.read(lambda reader: reader.room_entries(self._directory)):
            self._open.take(entry)
        for room in self._open.taken():
            self._refold(room)
        self.people_changed()
        talked_in, kept = await self._store.read(
            lambda reader: (reader.talked_in(), reader.setting(SETTING, {}))
        )
        newest = await self._store.read(lambda reader: reader.newest_in(closed_in(kept)))
        self._shown_direct.load((each for each in talked_in if each in self._direct), kept, newest)

    def has(self, room: RoomId) -> bool:
        """Whether this device is in the room."""
        if room == self._lobby or room in self._direct:
            return True
        return room not in self.invitations and self._me in self._state_members(room)

    def kind_of(self, room: RoomId) -> RoomKind | None:
        """Return who may read a room, None for one never heard of."""
        if room == self._lobby or room in self._open:
            return RoomKind.OPEN
        if room in self._private:
            return RoomKind.PRIVATE
        return RoomKind.DIRECT if room in self._direct else None

    def members(self, room: RoomId) -> tuple[PersonId, ...]:
        """Return who is in a room; of the lobby, everybody known."""
        if room == self._lobby:
            return tuple(self._people())
        if room in self._direct:
            return tuple(dict.fromkeys((self._me, self._direct[room])))
        return tuple(self._state_members(room))

    def joined(self) -> tuple[RoomId, ...]:
        """Return the rooms this device is in, direct ones included once they are in use."""
        return (
            self._lobby,
            *(room for room in self._open if self.has(room)),
            *(room for room in self._private if self.has(room)),
            *self._shown_direct,
        )

    def name(self, room: RoomId) -> str:
        """Return what a room is called here."""
        if room == self._lobby:
            return LOBBY_NAME
        if room in self._direct:
            return self._name_of(self._direct[room])
        state = self._open.get(room) or self._private.get(room)
        return state.name if state is not None else ""

    async def everything(self) -> list[Room]:
        """Return the rooms of this device and the open ones it could join."""
        rooms = dict.fromkeys((*self.joined(), *self._open, *self._private))
        return [await self.get(room) for room in rooms if not self.invitations.hides(room)]

    async def mine(self) -> list[Room]:
        """Return the rooms this device is in, and the private ones it is invited to."""
        rooms = dict.fromkeys((*self.joined(), *self.invitations.shown()))
        return [await self.get(room) for room in rooms]

    async def open_rooms(self) -> list[Room]:
        """Return the open rooms of the network, joined or not; the lobby is always there."""
        return [await self.get(room) for room in self._open]

    def may_remove(self, room: RoomId) -> bool:
        """Whether this person may remove others from a room."""
        state = self._private.get(room)
        return state is not None and state.owner == self._me and self.has(room)

    async def get(self, room: RoomId) -> Room:
        """Return one room with its counts and last message.

        Raises:
            AppError: "not-found" for a room never heard of.
        """
        kind = self.kind_of(room)
        if kind is None:
            raise UnknownRoomError
        joined = self.has(room)
        state = self._open.get(room) or self._private.get(room)
        counts, kept, muted_until_ms = await self._store.read(
            lambda reader: (reader.counts(room), reader.state(room), reader.muted_until_ms(room))
        )
        return Room(
            room,
            self.name(room),
            kind,
            joined=joined,
            topic=state.topic if state is not None else "",
            unread=counts.unread if joined else 0,
            mentions=counts.mentions if joined else 0,
            members=len(self.members(room)),
            last=counts.last if joined else None,
            notify=Notify(kept.notify) if kept.notify in NOTIFY_LEVELS else None,
            muted_until_ms=muted_until_ms,
            draft=kept.draft,
            came_ms=0 if counts.last else self._came_ms(room, kept.read),
            peer=self._direct.get(room),
            invited_by=self._name_of(by) if (by := self.invitations.first(room)) is not None else "",
            manage=state is not None and (kind is RoomKind.OPEN or state.owner == self._me),
        )

    # What a person wants.

    async def create(self, name: str, kind: RoomKind) -> RoomId:
        """Make a room with oneself in it.

        Raises:
            AppError: an empty or too long name, or a kind that is not made this way.
        """
        cleaned = clean_room_name(name)
        if kind is RoomKind.PRIVATE:
            return await self._keeper.create(cleaned)
        if kind is not RoomKind.OPEN:
            raise AppError("invalid", 'The kind of a new room is "open" or "private".')
        nonce = token_bytes(NONCE_BYTES)
        room = room_id_of(self._me, nonce)
        payload = RoomPayload(room, RoomType.OPEN, nonce, cleaned, None)
        await self._append(self._directory, Kind.ROOM, encode_room(payload))
        self._allow(Allow(room))
        return room

    async def join(self, room: RoomId) -> None:
        """Join an open room, or accept the invitation to a private one.

        Raises:
            AppError: "not-found" for a room never heard of.
        """
        was_in = self.has(room)
        if self._keeper.is_private(room):
            await self._keeper.join(room)
        elif room in self._open:
            if not was_in:
                await self._write(room, Act.JOIN)
            self._allow(Allow(room))
        elif not was_in:
            raise UnknownRoomError
        if not was_in:
            await self._entered(room)

    async def leave(self, room: RoomId) -> None:
        """Leave a room; its history stays here and is shown again after joining again.

        Raises:
            AppError: "refused" for the lobby, "not-found" for a room one is not in.
        """
        if room == self._lobby:
            raise AppError("refused", "Everybody is in the lobby; mute it instead.")
        if room in self._direct:
            newest = await self._store.read(lambda reader: reader.newest_in((room,)))
            self._shown_direct.close(room, newest.get(room))
            await self._store.set_setting(SETTING, self._shown_direct.kept())
            if await self._store.read(lambda reader: reader.newest_in((room,))) != newest:
                self.spoken_in((room,))  # it came as the room was being closed
        elif self._keeper.is_private(room):
            await self._keeper.leave(room)
            del self._private[room]
        elif self.has(room):
            await self._write(room, Act.LEAVE)
            self._disallow(room)
        else:
            raise AppError("not-found", "This device is not in that room.")
        self._tell()

    async def invite(self, room: RoomId, people: tuple[PersonId, ...]) -> None:
        """Add people to a private room.

        Raises:
            AppError: "refused" for a room that needs no invitation or is not one's own.
        """
        if self.kind_of(room) is None:
            raise UnknownRoomError
        if not self._keeper.is_private(room):
            raise AppError("refused", "Anyone may join an open room; tell them its name.")
        await self._keeper.invite(room, people)

    async def remove(self, room: RoomId, people: tuple[PersonId, ...]) -> None:
        """Remove people from a private room; it gets a new key.

        Raises:
            AppError: "refused" without that right, or for a room without members of its own.
        """
        if self.kind_of(room) is None:
            raise UnknownRoomError
        if not self._keeper.is_private(room):
            raise AppError("refused", "Nobody can be removed from an open or direct room.")
        await self._keeper.remove(room, people)

    async def update(
        self,
        room: RoomId,
        *,
        name: str | None = None,
        topic: str | None = None,
        notify: str | None = None,
        muted_until_ms: int | None = None,
    ) -> None:
        """Rename a room or change its topic for everybody; its notices and mute for oneself.

        Raises:
            AppError: unknown room, not a member, or a value that is not possible.
        """
        if not self.has(room):
            raise AppError("not-found", "This device is not in that room.")
        if notify is not None and notify not in NOTIFY_LEVELS:
            raise AppError("invalid", "notify is one of {levels}.", levels=", ".join(NOTIFY_LEVELS))
        if muted_until_ms is not None and not 0 <= muted_until_ms <= MUTED_FOR_EVER_MS:
            raise AppError("invalid", "muted_until is a time in Unix ms, 0 for not muted.")
        if name is not None or topic is not None:
            await self._describe(room, name, topic)
        if notify is not None:
            await self._store.set_notify(room, notify)
        if muted_until_ms is not None:
            await self._store.set_muted(room, muted_until_ms)
        self._tell()

    async def open_direct(self, person: PersonId) -> RoomId:
        """Return the direct room with somebody, shown in the list from now on.

        Raises:
            AppError: "not-found" for a person never met.
        """
        room = direct_room_id(self._network, self._me, person)
        if room not in self._direct:
            raise AppError("not-found", "Nobody with this id was ever met here.")
        if self._shown_direct.open(room):
            await self._store.set_setting(SETTING, self._shown_direct.kept())
            self._tell()
        return room

    # What reaches the disk, and who becomes known.

    def entries_stored(self, stored: EntriesStored) -> None:
        """Follow rooms that were made or changed, and direct rooms that came alive."""
        changed: set[RoomId] = set()
        for entry in stored.entries:
            if entry.room == self._directory and entry.kind in (Kind.ROOM, Kind.MEMBERSHIP):
                if (room := self._open.take(entry)) is not None:
                    changed.add(room)
            elif entry.kind == Kind.MESSAGE and entry.room in self._direct:
                author = self._person_of(entry.device)
                self.spoken_in(() if author is None or self._is_blocked(author) else (entry.room,))
        for room in changed:
            self._refold(room)
        if changed:
            self._tell()

    def spoken_in(self, rooms: Iterable[RoomId]) -> None:
        """List the direct ones of these rooms: there is something to read in them."""
        new = [each for each in rooms if each in self._direct and each not in self._shown_direct]
        for room in new:
            self._shown_direct.spoken(room)
        if new:
            self._tell()

    def people_changed(self) -> None:
        """Sync the direct rooms with everybody known."""
        for person in (self._me, *self._people()):
            room = direct_room_id(self._network, self._me, person)
            if room not in self._direct:
                self._direct[room] = person
                both = frozenset((self._me, person))
                self._allow(Allow(room, both, both))

    def private_changed(self, state: RoomState, invited_by: tuple[PersonId, ...]) -> None:
        """Take over the state of a private room, and who invites to it while one is not in it."""
        self._private[state.room] = state
        self.invitations.set(state.room, invited_by)
        self.invitations.follow(state.room, state.waiting)
        self._tell()

    def _state_members(self, room: RoomId) -> Sequence[PersonId]:
        state = self._open.get(room) or self._private.get(room)
        return state.members if state is not None else []

    def _refold(self, room: RoomId) -> None:
        was_in = self._me in self._state_members(room)
        state = self._open.fold(room)
        if state is None:
            return
        if self._me in state.members and not was_in:
            self._allow(Allow(room))
        elif was_in and self._me not in state.members:
            self._disallow(room)

    async def _write(self, room: RoomId, act: Act) -> None:
        payload = encode_membership(MembershipPayload(room, act))
        await self._append(self._directory, Kind.MEMBERSHIP, payload)

    async def _describe(self, room: RoomId, name: str | None, topic: str | None) -> None:
        if (state := self._open.get(room) or self._private.get(room)) is None:
            raise AppError("refused", "The lobby and direct messages have no name to change.")
        cleaned = clean_room_name(name) if name is not None else None
        words = clean_room_topic(topic) if topic is not None else None
        where = room if room in self._private else self._directory
        payload = RoomPayload(room, state.type, b"", cleaned, words)
        await self._append(where, Kind.ROOM, encode_room(payload))

    def _came_ms(self, room: RoomId, read: OrderKey | None) -> int:
        """Return when this person came into a room, as far as this device knows; 0 if it does not."""
        return max(self._shown_direct.came_ms(room), read[0] >> HLC_COUNTER_BITS if read else 0)

    def _tell(self) -> None:
        self._bus.local_broadcast(ROOMS_TOPIC, RoomsChanged())

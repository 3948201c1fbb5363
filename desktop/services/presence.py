"""Presence: who is here with which devices, one's own status, and what changed in each room.

Each device tracks itself on one topic of the network. Rooms' presence is computed here, from their
members and that topic, so the network carries nothing a room. Diffs are Phoenix's: an update is a
leave of the old entry and a join of the new one, of the same person.
"""

from __future__ import annotations

import asyncio
import platform
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.errors import AppError, UnknownRoomError
from desktop.services.news import PresenceDiff, PresenceEntry, PresenceMeta
from desktop.texts import safe_line
from net.errors import LocalProtocolError, RemoteProtocolError
from net.news import MAX_MS, NetworkMeta, PresenceMetas, decode_network_meta, encode_meta
from net.pubsub import PRESENCE_TOPIC, PubSub, presence_topic

if TYPE_CHECKING:
    from desktop.model import Person
    from desktop.store.store import Store
    from net.ids import DeviceId, PersonId, RoomId
    from net.news import PresenceDoor

NETWORK_TOPIC = "presence:network"
"""The one topic a device tracks itself on; everybody on the network sees it."""
SETTING = "presence"
INVISIBLE = "invisible"
STATUSES = ("online", "away", "busy", INVISIBLE)
OFFLINE = "offline"
"""How others see who is invisible; chosen, it means the same."""
_LOUDEST_FIRST = ("busy", "online", "away")
"""A person's status is that of the device that says most: busy anywhere is busy."""
MAX_DEVICE_NAME_BYTES = 64
END_CHECK_S = 60.0
"""How long a timer may be wrong about the end of a status: it stands still while the machine sleeps."""


@dataclass(frozen=True, slots=True)
class OwnStatus:
    """What this person chose: a status of STATUSES, a note, and when both end (0: not by themselves)."""

    status: str = "online"
    note: str = ""
    until_ms: int = 0

    def after(self) -> OwnStatus:
        """Return what follows its end: nobody who hides is shown by a clock."""
        return OwnStatus(INVISIBLE if self.status == INVISIBLE else "online")

    def kept(self) -> dict[str, object]:
        """Return it as the settings hold it."""
        return {"status": self.status, "note": self.note, "until_ms": self.until_ms}


class Presence:
    """Tracks this device and views everybody's. Owned by the engine, used on its loop."""

    def __init__(
        self,
        *,
        door: PresenceDoor,
        store: Store,
        bus: PubSub,
        person: PersonId,
        device: DeviceId,
        lobby: RoomId,
        people: Callable[[], Iterable[Person]],
        rooms: Callable[[], Iterable[RoomId]],
        members: Callable[[RoomId], Iterable[PersonId]],
        has_room: Callable[[RoomId], bool],
        now_ms: Callable[[], int],
        spawn: Callable[[Coroutine[Any, Any, None]], None],
    ) -> None:
        self._spawn = spawn
        self._door = door
        self._store = store
        self._bus = bus
        self._me = person
        self._device = device
        self._lobby = lobby
        self._people = people
        self._rooms = rooms
        self._members = members
        self._has_room = has_room
        self._now_ms = now_ms
        self._own = OwnStatus()
        self._since_ms = now_ms()
        self._idle_since_ms = 0
        self._tracked = False
        self._ending: asyncio.TimerHandle | None = None
        self._shown: dict[RoomId, dict[PersonId, PresenceEntry]] = {}

    async def load(self) -> None:
        """Take up the status of the last run; tells nobody before `appear`."""
        kept = await self._store.read(lambda reader: reader.setting(SETTING, {}))
        if isinstance(kept, dict) and kept.get("status") in STATUSES:
            until_ms = kept.get("until_ms", 0)
            until_ms = until_ms if isinstance(until_ms, int) and 0 < until_ms <= MAX_MS else 0
            self._own = OwnStatus(kept["status"], str(kept.get("note", "")), until_ms)
            if 0 < until_ms <= self._now_ms():
                await self._keep(self._own.after())
            self._end_later()

    def opening(self) -> dict[str, bytes]:
        """Return what the network is to say of this device from its first word on."""
        if self._own.status == INVISIBLE:
            return {}
        self._tracked = True
        return {NETWORK_TOPIC: self._meta()}

    def appear(self) -> None:
        """Be here: from now on others see this device, unless it is invisible."""
        if not self._tracked:
            self._say()
        self.changed(None)

    # What a person wants.

    @property
    def own(self) -> OwnStatus:
        """What this person chose."""
        return self._own

    async def set_status(
        self, status: str, note: str | None = None, until_ms: int | None = None
    ) -> None:
        """Choose one's status and note, told to everybody at once and kept for the next start.

        A note that is left out stays, with its end.

        Raises:
            AppError: an unknown status, a note that is too long or no text, or no time.
        """
        if status == OFFLINE:
            status = INVISIBLE
        if status not in STATUSES:
            raise AppError(
                "invalid", "A status is one of {statuses}.", statuses=", ".join(STATUSES)
            )
        if note is None:
            chosen = OwnStatus(status, self._own.note, self._own.until_ms if self._own.note else 0)
        else:
            chosen = OwnStatus(status, " ".join(note.split()), until_ms or 0)
        await self._choose(chosen)

    async def _choose(self, chosen: OwnStatus) -> None:
        before = self._own, self._since_ms
        self._own, self._since_ms = chosen, self._now_ms()
        try:
            self._say()
        except LocalProtocolError as error:
            self._own, self._since_ms = before
            raise AppError("too-large", "{reason}.", reason=error) from error
        self.changed(None)
        self._end_later()
        await self._keep(chosen)

    async def _keep(self, chosen: OwnStatus) -> None:
        self._own = chosen
        await self._store.set_setting(SETTING, chosen.kept())

    def close(self) -> None:
        """End nothing any more."""
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None

    def _end_later(self) -> None:
        self.close()
        if self._own.until_ms:
            rest_s = max(0.0, (self._own.until_ms - self._now_ms()) / 1000)
            loop = asyncio.get_running_loop()
            self._ending = loop.call_later(min(rest_s, END_CHECK_S), self._end)

    def _end(self) -> None:
        if self._own.until_ms > self._now_ms():
            self._end_later()
        elif self._own.until_ms:
            self._spawn(self._ended(self._own))

    async def _ended(self, over: OwnStatus) -> None:
        if self._own is over:  # else something else was chosen in the meantime
            await self._choose(over.after())

    def set_idle(self, since_ms: int | None) -> None:
        """Say since when nobody touched this device (Unix ms), None while somebody does."""
        idle_since_ms = since_ms or 0
        if idle_since_ms != self._idle_since_ms:
            self._idle_since_ms = idle_since_ms
            self._say()
            self.changed(None)

    # What others see and ask.

    def everybody(self, room: RoomId | None = None) -> list[PresenceEntry]:
        """Return everyone known, of one room or of the network, offline ones too."""
        inside = None if room is None else set(self._members(room))
        metas = self._door.list(NETWORK_TOPIC)
        return [
            self._entry(person.person, person.name, metas)
            for person in self._people()
            if inside is None or person.person in inside
        ]

    def get_by_key(self, person: PersonId) -> PresenceEntry | None:
        """Return somebody's entry, None while no device of theirs is here."""
        name = next((each.name for each in self._people() if each.person == person), "")
        entry = self._entry(person, name, self._door.list(NETWORK_TOPIC))
        return entry if entry.devices else None

    def device_name(self, device: DeviceId) -> str:
        """Return what a device that is here calls itself, "" for others."""
        for metas in self._door.list(NETWORK_TOPIC).values():
            for meta in metas:
                if meta.device == device:
                    try:
                        return decode_network_meta(meta.meta).device_name
                    except RemoteProtocolError:
                        return ""
        return ""

    def online(self) -> set[PersonId]:
        """Return who is here with at least one device, oneself included."""
        return {self._me, *self._door.list(NETWORK_TOPIC)}

    async def list(self, room: RoomId | None = None) -> list[PresenceEntry]:
        """Return everyone known, oneself included: of one room, or of the network.

        Raises:
            AppError: "not-found" for a room that is not known.
        """
        if room is not None and not self._has_room(room):
            raise UnknownRoomError
        return self.everybody(room)

    # What changes.

    def changed(self, people: Iterable[PersonId] | None) -> None:
        """Tell each room what changed of these people (None: of everybody)."""
        wanted = None if people is None else set(people)
        metas = self._door.list(NETWORK_TOPIC)
        names = {person.person: person.name for person in self._people()}
        for room in tuple(self._shown):
            if not self._has_room(room):
                del self._shown[room]
        for room in self._rooms():
            members = set(self._members(room))
            before = self._shown.setdefault(room, {})
            touched = before.keys() | members if wanted is None else wanted
            self._tell(room, touched, members, before, metas, names)

    def _tell(
        self,
        room: RoomId,
        touched: Iterable[PersonId],
        members: set[PersonId],
        before: dict[PersonId, PresenceEntry],
        metas: Mapping[PersonId, PresenceMetas],
        names: Mapping[PersonId, str],
    ) -> None:
        joins: list[PresenceEntry] = []
        leaves: list[PresenceEntry] = []
        for person in touched:
            old = before.get(person)
            new = None
            if person in members and person in names:
                entry = self._entry(person, names[person], metas)
                new = entry if entry.devices else None
            if old == new:
                continue
            if old is not None:
                leaves.append(old)
                del before[person]
            if new is not None:
                joins.append(new)
                before[person] = new
        if joins or leaves:
            diff = PresenceDiff(presence_topic(room), room, tuple(joins), tuple(leaves))
            self._bus.local_broadcast(presence_topic(room), diff)
            self._bus.local_broadcast(PRESENCE_TOPIC, diff)

    # Inside.

    def _say(self) -> None:
        if self._own.status == INVISIBLE:
            if self._tracked:
                self._door.untrack(NETWORK_TOPIC)
            self._tracked = False
            return
        if self._tracked:
            self._door.update(NETWORK_TOPIC, self._meta())
        else:
            self._door.track(NETWORK_TOPIC, self._meta())
        self._tracked = True

    def _meta(self) -> bytes:
        status = self._own.status
        if status == "online" and self._idle_since_ms:
            status = "away"
        return encode_meta(
            NetworkMeta(
                status,
                self._since_ms,
                self._own.note,
                _device_name(),
                self._idle_since_ms,
                self._own.until_ms,
            )
        )

    def _entry(
        self, person: PersonId, name: str, metas: Mapping[PersonId, PresenceMetas]
    ) -> PresenceEntry:
        devices = []
        notes = []
        for meta in metas.get(person, ()):
            try:
                said = decode_network_meta(meta.meta)
            except RemoteProtocolError:
                continue
            device_name = safe_line(said.device_name)
            devices.append(PresenceMeta(meta.device, said.status, said.since_ms, device_name))
            notes.append((said.since_ms, safe_line(said.note), said.until_ms))
        status = next(
            (each for each in _LOUDEST_FIRST if any(d.status == each for d in devices)), "offline"
        )
        _, note, until_ms = max(notes, default=(0, "", 0))
        return PresenceEntry(person, name, status, note, tuple(devices), until_ms or None)


def _device_name() -> str:
    name = platform.node() or "device"
    return name.encode()[:MAX_DEVICE_NAME_BYTES].decode(errors="ignore")

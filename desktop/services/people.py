"""People: who is known here, by which name, and one's own name."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from desktop.errors import AppError, UnknownPersonError
from desktop.model import Person
from desktop.services.news import PersonChanged, RoomTouched
from desktop.store.payloads import ProfilePayload, decode_profile, encode_profile
from desktop.store.people import fallback_name
from desktop.texts import clean_name, safe_name
from net.crypto.identity import DeviceCertificate, safety_number
from net.entry import Entry, Kind
from net.errors import Sentence, StorageError
from net.ids import to_text
from net.pubsub import CHATS_TOPIC, PEOPLE_TOPIC, PubSub, chat_topic

if TYPE_CHECKING:
    from desktop.store.store import Store
    from net.ids import DeviceId, PersonId, RoomId
    from net.news import EntriesStored

log = logging.getLogger(__name__)

MAX_PEOPLE = 10_000
"""People kept in memory: as many as certificates are kept, far above any LAN."""

SEEN = "last_seen"
"""JSON: person ids in hex, each with when somebody was last here, in Unix ms."""
MAX_SEEN = 1_000
"""Of these on disk, the newest: 80 KB, written at most once in KEEP_S."""
KEEP_S = 60.0

Append = Callable[["RoomId", Kind, bytes], Awaitable[Entry]]


class People:
    """Knows names. Owned by the engine, used on its loop."""

    def __init__(
        self,
        *,
        append: Append,
        store: Store,
        bus: PubSub,
        person: PersonId,
        directory: RoomId,
        person_of: Callable[[DeviceId], PersonId | None],
        online: Callable[[], Iterable[PersonId]],
        certificates_of: Callable[[PersonId], Sequence[DeviceCertificate]],
        shown_again: Callable[[Iterable[RoomId]], None],
        spawn: Callable[[Awaitable[None]], None],
    ) -> None:
        self._append = append
        self._store = store
        self._bus = bus
        self._me = person
        self._directory = directory
        self._person_of = person_of
        self._online = online
        self._certificates_of = certificates_of
        self._shown_again = shown_again
        self._spawn = spawn
        self._keeping: asyncio.TimerHandle | None = None
        self._people: dict[PersonId, Person] = {}
        self._stamps: dict[PersonId, tuple[int, DeviceId]] = {}

    async def load(self) -> None:
        """Read everybody known from the store."""
        everybody, stamps, seen = await self._store.read(
            lambda reader: (reader.people(), reader.profile_stamps(), reader.setting(SEEN, {}))
        )
        for person in everybody:
            # Somebody with a certificate and no profile yet has no name to list them by.
            if person.name != fallback_name(person.person) and len(self._people) < MAX_PEOPLE:
                seen_ms = seen.get(person.person.hex())
                self._people[person.person] = msgspec.structs.replace(person, last_seen_ms=seen_ms)
                if person.person in stamps:
                    self._stamps[person.person] = stamps[person.person]

    @property
    def own_name(self) -> str | None:
        """The name others see; None before it was chosen."""
        me = self._people.get(self._me)
        return me.name if me is not None else None

    def name_of(self, person: PersonId) -> str:
        """Return somebody's name, or the start of their id while no name is known."""
        known = self._people.get(person)
        return known.name if known is not None else fallback_name(person)

    def knows(self, person: PersonId) -> bool:
        """Whether a profile of this person is known."""
        return person in self._people

    def everybody(self) -> list[Person]:
        """Return everybody known with who is linked right now, by name."""
        online = set(self._online()) | {self._me}
        return sorted(
            (
                msgspec.structs.replace(person, online=person.person in online)
                for person in self._people.values()
            ),
            key=lambda person: (person.name.casefold(), person.person),
        )

    def devices_of(self, person: PersonId) -> tuple[DeviceId, ...]:
        """Return the devices somebody has a profile from."""
        known = self._people.get(person)
        return known.devices if known is not None else ()

    def ids(self) -> tuple[PersonId, ...]:
        """Return everybody known."""
        return tuple(self._people)

    async def list(self) -> list[Person]:
        """Return everybody known, oneself included, by name."""
        return self.everybody()

    async def set_own_name(self, name: str) -> str:
        """Change one's own name everywhere; returns it as cleaned.

        Raises:
            AppError: an empty or too long name.
            StorageError: the disk did not take it.
        """
        cleaned = clean_name(name)
        if cleaned != self.own_name:
            payload = encode_profile(ProfilePayload(cleaned))
            await self._append(self._directory, Kind.PROFILE, payload)
        return cleaned

    def entries_stored(self, stored: EntriesStored) -> set[PersonId]:
        """Learn names from profiles that reached the disk; return who has a new device."""
        new: set[PersonId] = set()
        for entry in stored.entries:
            if entry.kind == Kind.PROFILE and entry.room == self._directory:
                person = self._learn(entry)
                if person is not None:
                    new.add(person)
        return new

    def is_blocked(self, person: PersonId) -> bool:
        """Whether somebody's messages are hidden here."""
        known = self._people.get(person)
        return known is not None and known.blocked

    async def set_verified(self, person: PersonId, *, on: bool) -> None:
        """Keep whether somebody's safety number was compared and is right.

        Raises:
            AppError: "not-found" for somebody unknown, "invalid" for oneself.
            StorageError: the disk did not take it.
        """
        self._must_be_other(person, Sentence("You need not verify yourself."))
        await self._store.set_verified(person, on=on)
        self._set(person, verified=on)
        self._tell(person)

    async def set_blocked(self, person: PersonId, *, on: bool) -> None:
        """Hide somebody's messages here, or show them again; they are kept and passed on either way.

        Raises:
            AppError: "not-found" for somebody unknown, "invalid" for oneself.
            StorageError: the disk did not take it.
        """
        self._must_be_other(person, Sentence("You cannot block yourself."))
        before = self._people[person].blocked
        self._set(person, blocked=on)  # at once: what comes while the disk works is hidden
        try:
            rooms = await self._store.set_blocked(person, on=on)
        except StorageError:  # as far as it got, which another start would find
            self._set(person, blocked=before)  # should the disk not say that either
            known = await self._store.read(lambda reader: reader.people())
            self._set(person, blocked=any(one.blocked for one in known if one.person == person))
            raise
        self._tell(person)
        if not on:
            self._shown_again(rooms)
        for room in rooms:
            self._bus.local_broadcast(chat_topic(room), RoomTouched(room))
            self._bus.local_broadcast(CHATS_TOPIC, RoomTouched(room))

    async def safety(self, person: PersonId) -> tuple[str, str]:
        """Return the number and the square code to compare with somebody: the same on their side.

        Raises:
            AppError: "not-found" for somebody unknown, "invalid" for oneself.
        """
        self._must_be_other(person, Sentence("There is nothing to compare with yourself."))
        keys = [
            certificate.person_public
            for each in (self._me, person)
            for certificate in self._certificates_of(each)[:1]
        ]
        if len(keys) < 2:
            raise AppError("offline", "Their key has not arrived yet: wait until they are online.")
        number = await asyncio.to_thread(safety_number, keys[0], keys[1])
        first, second = sorted((to_text(self._me), to_text(person)))
        return number, f"grapevine:safety:1:{first}:{second}"

    def _set(self, person: PersonId, **fields: int) -> None:
        self._people[person] = msgspec.structs.replace(self._people[person], **fields)

    def _must_be_other(self, person: PersonId, words: Sentence) -> None:
        if person == self._me:
            raise AppError("invalid", words)
        if person not in self._people:
            raise UnknownPersonError

    def seen(self, person: PersonId, now_ms: int) -> None:
        """Remember when somebody was last here."""
        if person in self._people:
            self._set(person, last_seen_ms=now_ms)
            if self._keeping is None:
                loop = asyncio.get_running_loop()
                self._keeping = loop.call_later(KEEP_S, self._keep_soon)
        self._tell(person)

    async def close(self, now_ms: int) -> None:
        """Keep when everybody was last here; who is so still, was so until now."""
        for person in self._online():
            self.seen(person, now_ms)
        if self._keeping is not None:
            self._keeping.cancel()
            await self._keep()

    def _keep_soon(self) -> None:
        self._keeping = None
        self._spawn(self._keep())

    async def _keep(self) -> None:
        seen = [(at, each) for each, p in self._people.items() if (at := p.last_seen_ms) is not None]
        newest = {each.hex(): at for at, each in sorted(seen)[-MAX_SEEN:]}
        await self._store.set_setting(SEEN, newest)

    def _learn(self, entry: Entry) -> PersonId | None:
        """Take a profile; return its person if a device of theirs is new here."""
        person = self._person_of(entry.device)
        payload = decode_profile(entry.payload)
        if person is None or payload is None:
            return None
        known = self._people.get(person)
        if known is None and len(self._people) >= MAX_PEOPLE:
            return None
        name = " ".join(safe_name(payload.name).split()) or fallback_name(person)
        known = known or Person(person, name)
        stamp, newest = (entry.hlc, entry.device), self._stamps.get(person)
        if newest is None or stamp >= newest:
            self._stamps[person] = stamp
            known = msgspec.structs.replace(known, name=name)
        is_new = entry.device not in known.devices
        if is_new:
            known = msgspec.structs.replace(known, devices=(*known.devices, entry.device))
        self._people[person] = known
        self._tell(person)
        return person if is_new else None

    def _tell(self, person: PersonId) -> None:
        known = self._people.get(person)
        if known is not None:
            online = person == self._me or person in set(self._online())
            self._bus.local_broadcast(
                PEOPLE_TOPIC, PersonChanged(msgspec.structs.replace(known, online=online))
            )

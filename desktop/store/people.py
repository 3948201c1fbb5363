"""Who wrote what: devices, the people they belong to, and the names those people gave themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.model import Person
from desktop.store.payloads import decode_profile, shown_name
from desktop.store.runs import Damaged, sound_entry
from net.ids import DeviceId, PersonId, to_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.store.connection import Connection

MAX_CACHED = 10_000
"""As many devices as the network engine knows certificates for."""


@dataclass(frozen=True, slots=True)
class Author:
    """A device, whose it is, and what that person is called."""

    device: DeviceId
    person: PersonId
    name: str


def fallback_name(person: PersonId) -> str:
    """Return what somebody is called who gave no name: the start of their id."""
    return to_text(person)[:8]


class People:
    """Looks up authors on one read connection and remembers them until somebody changes."""

    def __init__(self, connection: Connection, report: Callable[[Damaged], None]) -> None:
        self._connection = connection
        self._report = report
        self._authors: dict[int, Author] = {}
        self._rev = -1

    def refresh(self) -> bool:
        """Drop what is remembered if a name or a certificate changed; whether it did."""
        (rev,) = self._connection.execute(
            "SELECT rev FROM revisions WHERE topic='people'"
        ).fetchone()
        if rev == self._rev:
            return False
        self._rev = rev
        self._authors.clear()
        return True

    def author(self, number: int) -> Author:
        """Return the author behind a device's number."""
        author = self._authors.get(number)
        if author is None:
            device, person = self._connection.execute(
                "SELECT id, person FROM devices WHERE n=?", (number,)
            ).fetchone()
            # A device without a certificate stands for itself: entries never come without one.
            owner = PersonId(person if person is not None else device)
            author = Author(DeviceId(device), owner, self.name(owner))
            if len(self._authors) >= MAX_CACHED:
                self._authors.clear()
            self._authors[number] = author
        return author

    def name(self, person: PersonId) -> str:
        """Return the name in a person's newest profile, else the start of their id."""
        for number, stored_id, signature, body in self._connection.execute(
            "SELECT e.n, e.id, e.signature, e.body FROM devices d "
            "JOIN profiles p ON p.device=d.n JOIN entries e ON e.n=p.entry "
            "WHERE d.person=? ORDER BY p.hlc DESC, d.id DESC",
            (person,),
        ).fetchall():
            entry = sound_entry(self._connection, number, stored_id, signature, body, self._report)
            profile = decode_profile(entry.payload) if entry is not None else None
            if profile is not None:
                return shown_name(profile.name)
        return fallback_name(person)

    def stamps(self) -> dict[PersonId, tuple[int, DeviceId]]:
        """Return the stamp and device of everybody's newest profile, by which an older one is told."""
        found: dict[PersonId, tuple[int, DeviceId]] = {}
        for person, hlc, device in self._connection.execute(
            "SELECT d.person, p.hlc, d.id FROM profiles p JOIN devices d ON d.n=p.device "
            "WHERE d.person IS NOT NULL"
        ).fetchall():
            stamp = (hlc, DeviceId(device))
            found[PersonId(person)] = max(stamp, found.get(PersonId(person), stamp))
        return found

    def all(self) -> tuple[Person, ...]:
        """Return everybody a certificate is held of, with their devices; presence is not known here."""
        devices: dict[PersonId, list[DeviceId]] = {}
        for device, person in self._connection.execute(
            "SELECT id, person FROM devices WHERE person IS NOT NULL ORDER BY n"
        ).fetchall():
            devices.setdefault(PersonId(person), []).append(DeviceId(device))
        state = {
            PersonId(person): (bool(verified), bool(blocked))
            for person, verified, blocked in self._connection.execute(
                "SELECT person, verified, blocked FROM people_state"
            )
        }
        people: list[Person] = []
        for person, owned in devices.items():
            verified, blocked = state.get(person, (False, False))
            people.append(
                Person(
                    person=person,
                    name=self.name(person),
                    devices=tuple(owned),
                    verified=verified,
                    blocked=blocked,
                )
            )
        return tuple(people)

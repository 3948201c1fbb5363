"""Presence: who is here, told from the live links of this device."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.errors import AppError

if TYPE_CHECKING:
    from desktop.model import Person
    from net.ids import DeviceId, PersonId, RoomId
    from net.node import LinkView


@dataclass(frozen=True, slots=True)
class DeviceMeta:
    """One device of a person: its status and since when (Unix ms)."""

    device: DeviceId
    status: str
    since_ms: int


@dataclass(frozen=True, slots=True)
class PresenceEntry:
    """A person with the devices that are here; no device means offline."""

    person: PersonId
    name: str
    status: str
    note: str
    devices: tuple[DeviceMeta, ...]


class Presence:
    """Views the live links as people. Owned by the engine, used on its loop."""

    def __init__(
        self,
        *,
        person: PersonId,
        device: DeviceId,
        started_ms: int,
        links: Callable[[], Iterable[LinkView]],
        people: Callable[[], Iterable[Person]],
        has_room: Callable[[RoomId], bool],
    ) -> None:
        self._person = person
        self._device = device
        self._started_ms = started_ms
        self._links = links
        self._people = people
        self._has_room = has_room

    async def list(self, room: RoomId | None = None) -> list[PresenceEntry]:
        """Return everyone known, oneself included: of one room, or of the network.

        Raises:
            AppError: "not-found" for a room that is not known.
        """
        if room is not None and not self._has_room(room):
            raise AppError("not-found", "There is no such room here: rooms.list names them.")
        devices: dict[PersonId, list[DeviceMeta]] = {
            self._person: [DeviceMeta(self._device, "online", self._started_ms)]
        }
        for link in self._links():
            devices.setdefault(link.person, []).append(
                DeviceMeta(link.device, "online", link.since_ms)
            )
        return [
            PresenceEntry(
                person.person,
                person.name,
                "online" if person.person in devices else "offline",
                "",
                tuple(devices.get(person.person, ())),
            )
            for person in self._people()
        ]

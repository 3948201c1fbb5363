"""Which devices of a private room's members lack which of its keys, and the shares that mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from net.crypto.sealing import room_key_id, seal_key

if TYPE_CHECKING:
    from desktop.store.room_fold import RoomState
    from net.crypto.identity import DeviceCertificate
    from net.ids import DeviceId, PersonId, RoomId

Share = tuple[bytes, "DeviceId", bytes]
"""Key id, device, the room key sealed to it."""
DevicesOf = Callable[["PersonId"], Iterable["DeviceCertificate"]]


def missing(
    state: RoomState, keys: Mapping[bytes, bytes], devices_of: DevicesOf
) -> list[tuple[bytes, DeviceCertificate]]:
    """Return the keys that are held here and were never given to a member's device."""
    given = {(sealed.key_id, sealed.device) for sealed in state.sealed}
    return [
        (key_id, certificate)
        for key_id in state.key_ids
        if key_id in keys
        for person in state.members
        for certificate in devices_of(person)
        if (key_id, certificate.device_id) not in given
    ]


def share(room: RoomId, key: bytes, certificates: Iterable[DeviceCertificate]) -> list[Share]:
    """Return one key sealed to each of these devices."""
    key_id = room_key_id(key)
    return [
        (key_id, each.device_id, seal_key(key, each.device_link_public, room))
        for each in certificates
    ]


def devices_of_all(people: Iterable[PersonId], devices_of: DevicesOf) -> list[DeviceCertificate]:
    """Return the devices of these people."""
    return [certificate for person in people for certificate in devices_of(person)]

"""Whose store this is: the device that writes, its person, and the room keys they were given."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.store.keyring import Keyring
from net.ids import DeviceId, PersonId


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose store this is, and the keys of the private rooms they are in.

    Own entries are held to a stricter rule, own mentions are flagged.
    """

    device: DeviceId
    person: PersonId
    keyring: Keyring = field(default_factory=Keyring, compare=False)

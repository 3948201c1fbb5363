"""The book of hints: where somebody may be reached, by how much each hint is worth.

Nothing here is trusted; a handshake proves who is at an address. Hints anybody on the network can
make have a place of their own, so that a flood of them evicts only its like (KDE 2020-26164, mDNS
floods), and what worked, was remembered or typed stays.
"""

from __future__ import annotations

import enum
import ipaddress
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from net.config import NetConfig
from net.core.turn import Turn
from net.ids import DeviceId
from net.wire import Address

ContactKey = DeviceId | Address
"""A claimed device, or an address nobody gave a device for."""

MAX_OWN_ADDRESSES = 64
"""Addresses that turned out to be our own; interfaces times address families."""


class Source(enum.IntEnum):
    """Where a hint comes from, least worth first."""

    DISCOVERED = 0
    PEER = 1
    REMEMBERED = 2
    PROVEN = 3
    TYPED = 4


SOURCES = {
    "mdns": Source.DISCOVERED,
    "beacon": Source.DISCOVERED,
    "peer": Source.PEER,
    "remembered": Source.REMEMBERED,
    "typed": Source.TYPED,
}


@dataclass(slots=True)
class Contact:
    """Addresses of one claimed device (or one address of nobody known), and when to dial next."""

    key: ContactKey
    device: DeviceId | None
    source: Source
    heard_at: float
    next_at: float
    addresses: dict[Address, Source] = field(default_factory=dict)
    step: int = 0
    tried_at: float = -1e9
    restarted_at: float = -1e9
    dialling: bool = False
    leads_to: DeviceId | None = None

    @property
    def awaited(self) -> bool:
        """Whether a person typed it, and no dial was made since."""
        return self.source is Source.TYPED and self.tried_at < self.heard_at


class AddressBook:
    """Contacts in one least-recently-heard list for each kind of source."""

    def __init__(self, config: NetConfig, me: DeviceId) -> None:
        self._config = config
        self._me = me
        self._shelves: dict[Source, dict[ContactKey, Contact]] = {source: {} for source in Source}
        self._capacity = {
            Source.DISCOVERED: config.max_hints,
            Source.PEER: config.max_hints,
            Source.REMEMBERED: config.max_remembered_hints,
            Source.PROVEN: config.max_remembered_hints,
            Source.TYPED: config.max_typed_hints,
        }
        self._own: set[Address] = set()
        self.crowded_out: list[Address] = []
        """Typed addresses that newer ones took the place of; the core tells of them."""

    def __len__(self) -> int:
        return sum(len(shelf) for shelf in self._shelves.values())

    def contacts(self) -> Iterator[Contact]:
        """Return all contacts."""
        return (contact for shelf in self._shelves.values() for contact in shelf.values())

    def typed(self) -> Iterator[Contact]:
        """Return the contacts that a person typed."""
        return iter(self._shelves[Source.TYPED].values())

    def get(self, key: ContactKey) -> Contact | None:
        """Return a contact, or None."""
        for shelf in self._shelves.values():
            if key in shelf:
                return shelf[key]
        return None

    def hear(
        self, device: DeviceId | None, addresses: tuple[Address, ...], source: Source, now: float
    ) -> list[Contact]:
        """Note a hint; returns the contacts it speaks of (none where it is worthless)."""
        usable = tuple(
            address
            for address in addresses[: self._config.max_addresses_per_hint]
            if address not in self._own and is_dialable(address, typed=source is Source.TYPED)
        )
        if not usable or device == self._me:
            return []
        if device is None:
            return [self._hear_one(address, None, (address,), source, now) for address in usable]
        return [self._hear_one(device, device, usable, source, now)]

    def _hear_one(
        self,
        key: ContactKey,
        device: DeviceId | None,
        addresses: tuple[Address, ...],
        source: Source,
        now: float,
    ) -> Contact:
        contact = self.get(key)
        if contact is None:
            contact = Contact(key, device, source, now, next_at=now)
        else:
            del self._shelves[contact.source][key]
            contact.source = max(contact.source, source)
        news = False
        for address in addresses:
            known = contact.addresses.get(address)
            news = news or known is None
            if known is None or source > known:
                contact.addresses[address] = source
        self._trim(contact)
        contact.heard_at = now
        # Fresh evidence brings the next dial forward, but not faster than a flood may drive it;
        # what is new in it starts the back-off anew.
        contact.next_at = min(
            contact.next_at, max(now, contact.tried_at + self._config.hint_restarts_after_s)
        )
        if news and now >= contact.restarted_at + self._config.hint_restarts_after_s:
            contact.step = 0
            contact.restarted_at = now
        self._shelve(contact)
        return contact

    def _shelve(self, contact: Contact) -> None:
        shelf = self._shelves[contact.source]
        shelf[contact.key] = contact
        if len(shelf) > self._capacity[contact.source]:
            gone = shelf.pop(next(iter(shelf)))
            if gone.source is Source.TYPED:
                self.crowded_out += gone.addresses

    def _trim(self, contact: Contact) -> None:
        """Claimed addresses never push out proven ones (LocalSend 2025-54792)."""
        while len(contact.addresses) > self._config.max_addresses_per_hint:
            del contact.addresses[min(contact.addresses, key=lambda a: contact.addresses[a])]

    def is_typed(self, address: Address) -> bool:
        """Whether a person typed this address."""
        return address in self._shelves[Source.TYPED]

    def leads_to_us(self, address: Address) -> bool:
        """Whether this device answered itself at an address."""
        return address in self._own

    def is_own(self, address: Address) -> None:
        """Note that an address led to ourselves: it is never dialled again."""
        if len(self._own) < MAX_OWN_ADDRESSES:
            self._own.add(address)
        for shelf in self._shelves.values():
            shelf.pop(address, None)

    def not_at(self, device: DeviceId, address: Address) -> None:
        """Note that somebody else answered at an address claimed for this device."""
        contact = self.get(device)
        if contact is not None and contact.addresses.get(address, Source.PROVEN) <= Source.PEER:
            del contact.addresses[address]
            if not contact.addresses:
                del self._shelves[contact.source][contact.key]

    def failed(self, contact: Contact, turn: Turn) -> None:
        """Note a dial that reached nobody: the next one waits a step longer."""
        steps = self._config.dial_backoff_s
        delay_s = steps[min(contact.step, len(steps) - 1)]
        if contact.step >= len(steps) and contact.source < Source.REMEMBERED:
            delay_s *= 2  # a minute: strangers' dead addresses are not worth more
        contact.step += 1
        contact.next_at = turn.now + turn.jittered(delay_s)

    def restart(self, now: float) -> None:
        """Start every back-off anew: the network changed."""
        for contact in self.contacts():
            contact.step = 0
            contact.next_at = min(
                contact.next_at, max(now, contact.tried_at + self._config.hint_restarts_after_s)
            )

    def expire(self, now: float) -> None:
        """Forget unproven hints that nobody repeated for long."""
        for source in (Source.DISCOVERED, Source.PEER):
            shelf = self._shelves[source]
            for key, contact in list(shelf.items()):
                if contact.heard_at + self._config.hint_expires_s > now:
                    break
                del shelf[key]

    def pick(
        self, now: float, rng: random.Random, wanted: Callable[[Contact], bool], *, proven: bool
    ) -> Contact | None:
        """Return the contact to dial now, or None.

        Few tries first; among equals the one heard last or, half of the time, any: a flood that is
        always the newest cannot keep an honest hint waiting.
        """
        due = [
            contact
            for source, shelf in self._shelves.items()
            if (source >= Source.REMEMBERED) == proven
            for contact in shelf.values()
            if contact.next_at <= now and not contact.dialling and wanted(contact)
        ]
        if not due:
            return None
        fewest = min(contact.step for contact in due)
        best = [contact for contact in due if contact.step == fewest]
        if rng.random() < 0.5:
            return max(best, key=lambda contact: contact.heard_at)
        return rng.choice(best)

    def next_due(self, wanted: Callable[[Contact], bool]) -> float | None:
        """Return when the next contact is due."""
        return min(
            (c.next_at for c in self.contacts() if not c.dialling and wanted(c)), default=None
        )


@lru_cache(maxsize=4096)
def _parse(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def is_dialable(address: Address, *, typed: bool = False) -> bool:
    """Whether this may be an address of one other machine; names are for people to type only."""
    host, port = address
    if not 1 <= port <= 65535 or not host:
        return False
    parsed = _parse(host)
    if parsed is None:
        return typed
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    return not (parsed.is_multicast or parsed.is_unspecified or str(parsed) == "255.255.255.255")


def may_be_told(address: Address, teller: Address) -> bool:
    """Whether a peer may tell this address: loopback is ours, and a scope is the teller's own.

    A peer on this machine (several users, tests) may speak of loopback.
    """
    told, at = _parse(address[0]), _parse(teller[0])
    if told is None or at is None:
        return False
    if getattr(told, "scope_id", None):
        return False
    return not told.is_loopback or at.is_loopback

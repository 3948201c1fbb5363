"""Dialling: who of the book is called now, how many at once, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from net.core.addresses import AddressBook, Contact, Source
from net.core.buckets import TokenBucket
from net.core.events import Dial
from net.core.turn import Turn
from net.ids import DeviceId
from net.wire import Address

MARGIN_S = 2.0
"""Grace after the shell's own time-outs before a dial that was never answered counts as failed."""

EXPIRE_EVERY_S = 30.0


@dataclass(slots=True)
class _Call:
    contact: Contact
    addresses: tuple[Address, ...]


class Dialler:
    """Dials under way; `wants` says whether a contact is worth a link at all."""

    def __init__(self, turn: Turn, book: AddressBook) -> None:
        self._turn = turn
        self._book = book
        self._calls: dict[int, _Call] = {}
        self._number = 0
        self._proven_next = True
        rate = turn.config.dials_per_s
        self._bucket = TokenBucket(rate, rate, 0.0)
        turn.timers.set(("expire", None), EXPIRE_EVERY_S)

    def under_way(self) -> int:
        """Return how many dials are under way."""
        return len(self._calls)

    def is_calling(self, device: DeviceId) -> bool:
        """Whether a dial to this device is under way."""
        return any(call.contact.device == device for call in self._calls.values())

    def pump(self, wants: Callable[[Contact], bool], most: int) -> None:
        """Dial what is due, up to `most` under way, and set the timer for the rest.

        What a person has just typed is dialled once even where nobody else would be: they wait.
        """
        turn = self._turn

        def asked(contact: Contact) -> bool:
            return contact.awaited and wants(contact)

        while len(self._calls) < turn.config.max_dials_at_once:
            worth = wants if len(self._calls) < most else asked
            if worth is asked and not any(map(asked, self._book.typed())):
                return
            if self._bucket.available(turn.now) < 1.0:
                turn.after(("dial", None), 1.0 / turn.config.dials_per_s)
                return
            contact = self._pick(worth)
            if contact is None:
                self._wait(worth)
                return
            self._bucket.take(turn.now)
            self._call(contact)

    def _pick(self, wants: Callable[[Contact], bool]) -> Contact | None:
        """Take turns between what is proven and what is only claimed: neither starves the other."""
        for proven in (self._proven_next, not self._proven_next):
            contact = self._book.pick(self._turn.now, self._turn.rng, wants, proven=proven)
            if contact is not None:
                self._proven_next = not proven
                return contact
        return None

    def _wait(self, wants: Callable[[Contact], bool]) -> None:
        due = self._book.next_due(wants)
        if due is not None:
            self._turn.timers.set(("dial", None), max(due, self._turn.now))

    def _call(self, contact: Contact) -> None:
        turn = self._turn
        self._number += 1
        contact.dialling = True
        contact.tried_at = turn.now
        addresses = tuple(contact.addresses)
        self._calls[self._number] = _Call(contact, addresses)
        turn.count("dials")
        turn.do(Dial(self._number, contact.device, addresses))
        limit_s = turn.config.dial_timeout_s + turn.config.handshake_timeout_s + MARGIN_S
        turn.timers.set(("call", self._number), turn.now + limit_s)

    def failed(self, number: int) -> Contact | None:
        """Note that a dial reached nobody; returns its contact."""
        call = self._calls.pop(number, None)
        if call is None:
            return None
        self._turn.timers.cancel(("call", number))
        call.contact.dialling = False
        self._book.failed(call.contact, self._turn)
        return call.contact

    def answered(self, device: DeviceId, address: Address) -> None:
        """Note who answered at an address that we dialled."""
        for number, call in list(self._calls.items()):
            contact = call.contact
            if address not in call.addresses and contact.device != device:
                continue
            del self._calls[number]
            self._turn.timers.cancel(("call", number))
            contact.dialling = False
            contact.leads_to = device
            if contact.device in (None, device):
                contact.step = 0
            else:
                self._book.failed(contact, self._turn)
                self._book.not_at(contact.device, address)

    def proven(self, device: DeviceId, address: Address) -> None:
        """Note where a linked device can be dialled again."""
        self._book.hear(device, (address,), Source.PROVEN, self._turn.now)

    def lost(self, device: DeviceId, delay_s: float) -> None:
        """Note that the link to a device is gone: dial it again after a while."""
        for contact in self._book.contacts():
            if device in (contact.device, contact.leads_to):
                contact.step = 0
                contact.next_at = self._turn.now + self._turn.jittered(delay_s)

    def expire(self) -> None:
        """Forget old hints, again and again."""
        self._book.expire(self._turn.now)
        self._turn.timers.set(("expire", None), self._turn.now + EXPIRE_EVERY_S)

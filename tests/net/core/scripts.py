"""Scripts for one core: feed an event, look at what it does; the peer at the other end is ours."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TypeVar

from net import entry as entries
from net.config import NetConfig
from net.core import events
from net.core.events import Action, Event
from net.core.peer import PeerCore
from net.crypto.identity import Identity
from net.entry import Entry
from net.history import Snapshot
from net.ids import RoomId, lobby_id, open_network_id
from net.wire import Frame, Hello

NETWORK = open_network_id()
LOBBY: RoomId = lobby_id(NETWORK)
WALL_MS = 1_800_000_000_000

Wanted = TypeVar("Wanted")


def identity(number: int) -> Identity:
    seeds = [bytes([number, part]) * 16 for part in range(3)]
    return Identity.from_seeds(seeds[0], seeds[1], seeds[2], WALL_MS)


IDENTITIES = sorted((identity(n) for n in range(6)), key=lambda who: who.device_id)
"""In the order of their device ids: ties between two links are broken by it."""


class Script:
    """One core, the time, and what it did in the last step."""

    def __init__(
        self,
        me: int = 1,
        config: NetConfig | None = None,
        snapshot: Snapshot | None = None,
        *,
        presence: bool = False,
    ) -> None:
        self.me = IDENTITIES[me]
        self.now = 1000.0
        self.core = PeerCore(
            config or NetConfig(), self.me.certificate, NETWORK, random.Random(7),
            snapshot or Snapshot(), [LOBBY], 1, 7000, self.me.sign, presence=presence,
        )  # fmt: skip
        self.did: list[Action] = []
        self.links = 0

    def feed(self, event: Event) -> list[Action]:
        wall_ms = WALL_MS + int((self.now - 1000.0) * 1000)
        self.did = self.core.handle(event, self.now, wall_ms)
        return self.did

    def wait(self, seconds: float) -> list[Action]:
        """Let time pass, ticking when the core asks for it."""
        end, did = self.now + seconds, []
        while (due := self.core.next_deadline()) is not None and due <= end:
            self.now = max(self.now, due)
            did += self.feed(events.Tick())
        self.now = end
        self.did = did
        return did

    def link(self, peer: int, *, outbound: bool = False, greet: bool = True) -> int:
        self.links += 1
        link = self.links
        up = events.LinkUp(
            link, IDENTITIES[peer].certificate, outbound, (f"10.0.0.{peer}", 7000)
        )
        did = self.feed(up)
        if greet:
            did = did + self.get(link, Hello(WALL_MS, 7000, 1))
        self.did = did
        return link

    def get(self, link: int, frame: Frame) -> list[Action]:
        return self.feed(events.Received(link, frame))

    def sent(self, kind: type[Wanted], link: int | None = None) -> list[Wanted]:
        return [
            action.frame
            for action in self.did
            if isinstance(action, events.Send)
            and isinstance(action.frame, kind)
            and link in (None, action.link)
        ]

    def done(self, kind: type[Wanted]) -> list[Wanted]:
        return [action for action in self.did if isinstance(action, kind)]


def log_of(author: int, count: int, text: Callable[[int], str] = str) -> list[Entry]:
    """The first entries of an author's log in the lobby, each signed."""
    who, made, prev = IDENTITIES[author], [], b""
    for seq in range(1, count + 1):
        body = entries.encode_body(
            room=LOBBY, device=who.device_id, seq=seq, prev=prev,
            hlc=(WALL_MS << 16) + seq, kind=1, payload=text(seq).encode(),
        )  # fmt: skip
        domain = entries.signing_prefix(NETWORK)
        made.append(entries.decode(body, who.sign(domain, entries.signed_part(body))))
        prev = made[-1].id
    return made

"""Entries that came without their words: others are asked before it is believed that they were deleted.

An honest device passes on the bare header of a message that was deleted; one that lies does so with
any message of others. The header proves nothing of it. So a bare entry out of a run is left a hole,
another device is asked for it, and only where several say the same, or nobody is left to ask, it is
taken as it came. Whoever has the words ends the question: they are proven by the header.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from net.core.events import LinkId
from net.core.links import Link, Links
from net.core.logs import LogKey
from net.core.rooms import RoomPolicies
from net.core.turn import Turn
from net.entry import Entry
from net.ids import DeviceId

OPINIONS = 3
"""Devices that must agree on a deletion: two liars are needed to hide words that an honest one has,
and a history with 1,000 deletions costs a joiner 2,000 small questions, less than a second of a LAN."""

MAX_DOUBTS = 4096
"""Bare entries in question at once; of one log, what is over it is believed."""


PATIENCE_S = 5.0
"""Who has just started is linked with one device a moment before the others: so long it waits for
somebody else to ask. What was deleted is missing from the screen anyway."""


@dataclass(slots=True)
class _Doubt:
    since: float
    asked: set[DeviceId] = field(default_factory=set)
    giver: LinkId | None = None
    """Who has it, without its words."""


class Opinions:
    """Which bare entries are doubted, and who was asked for each."""

    def __init__(self, turn: Turn, links: Links, rooms: RoomPolicies) -> None:
        self._turn = turn
        self._links = links
        self._rooms = rooms
        self._doubts: dict[LogKey, dict[int, _Doubt]] = {}
        self._count = 0

    def judge(self, key: LogKey, run: list[Entry], source: LinkId) -> dict[int, Link | None]:
        """Return the seqs of a run not to be taken yet, and whom to ask for each; None: nobody yet.

        Those not returned are settled: they have their words, or enough devices say they are gone.
        """
        known = self._doubts.get(key)
        if known is None and not any(entry.withheld for entry in run):
            return {}
        link = self._links.get(source)
        others = self._others(key, source)
        asks: dict[int, Link | None] = {}
        for entry in run:
            doubt = self._doubts.get(key, {}).get(entry.seq)
            if not entry.withheld:
                self._settle(key, entry.seq)
                continue
            if doubt is None and not self._has_room(key):
                continue
            doubt = doubt or _Doubt(self._turn.now)
            doubt.giver = source
            if link is not None:
                doubt.asked.add(link.device)
            ask = next((each for each in others if each.device not in doubt.asked), None)
            waited = self._turn.now - doubt.since >= PATIENCE_S
            if len(doubt.asked) >= OPINIONS or (ask is None and waited):
                self._settle(key, entry.seq)
                continue
            if entry.seq not in self._doubts.setdefault(key, {}):
                self._count += 1
            self._doubts[key][entry.seq] = doubt
            asks[entry.seq] = ask
        if None in asks.values():
            self._turn.after(("compare", source), PATIENCE_S)  # then it is offered again
        if asks:
            self._turn.count("doubted", len(asks))
        return asks

    def lacks(self, key: LogKey, lo: int, hi: int, source: LinkId) -> dict[int, Link | None]:
        """A device has none of [lo, hi]; returns whom to ask next for what is doubted of it."""
        link = self._links.get(source)
        asks: dict[int, Link | None] = {}
        for seq, doubt in self._doubts.get(key, {}).items():
            if not lo <= seq <= hi:
                continue
            if link is not None:
                doubt.asked.add(link.device)
            others = self._others(key, source)
            giver = None if doubt.giver is None else self._links.get(doubt.giver)
            asks[seq] = next((each for each in others if each.device not in doubt.asked), giver)
        return asks

    def _has_room(self, key: LogKey) -> bool:
        """Make room for a doubt of this log, at the cost of the log doubted first, if it is another."""
        while self._count >= MAX_DOUBTS:
            oldest = next(iter(self._doubts))
            if oldest == key:
                return False
            self._count -= len(self._doubts.pop(oldest))  # its holes are judged anew
        return True

    def _others(self, key: LogKey, source: LinkId) -> list[Link]:
        """Return who else may be asked about a room, in an order by chance, one for a whole run."""
        others = [
            link
            for link in self._links.primaries()
            if link.id != source and self._rooms.may_see(key[0], link.person)
        ]
        self._turn.rng.shuffle(others)
        return others

    def _settle(self, key: LogKey, seq: int) -> None:
        doubts = self._doubts.get(key)
        if doubts is None or doubts.pop(seq, None) is None:
            return
        self._count -= 1
        if not doubts:
            del self._doubts[key]

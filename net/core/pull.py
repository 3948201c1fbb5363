"""The windowed pull: which piece of which log is asked of which peer, newest first.

Each log gives one chunk in its turn, so that the newest of all logs comes before the older of any.
A chunk is asked of one peer at a time. A run whose end nothing proves yet waits for the one above it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from net.core import seqs
from net.core.events import Lane, LinkId
from net.core.intake import Intake, Verdict
from net.core.links import Link, Links
from net.core.logs import LogBook, LogKey
from net.core.opinions import Opinions
from net.core.seqs import Ranges
from net.core.turn import Turn
from net.core.verify import Verifier, decode_run
from net.entry import Entry
from net.errors import RemoteProtocolError
from net.ids import DeviceId, RoomId
from net.wire import MAX_RUN_ENTRIES, Run, Want

FIRST_CHUNK = 32
"""Entries of a log's first chunk: a screenful of every log comes before the bulk of any."""

FIRST_BODY_BYTES = 256
"""What a body is thought to need before the first run of its log came."""

MAX_PARKED = 16
"""Runs of one log that wait for the one above them before no more are asked for below."""

MAX_PARKED_IN_ALL = 128
"""6 MB at most: a peer that sends runs and holds their proof back fills no memory."""

PAUSE_S = 1.0
"""What waits for its author's bucket or for the disk is looked at again after this."""


@dataclass(slots=True)
class _Request:
    link: LinkId
    key: LogKey
    lo: int
    hi: int
    signed: bool


@dataclass(slots=True)
class _Window:
    """What one peer offers and was asked for; `due` moves on with every answer.

    `most` may be asked at once: one after a silence, the full window after an answer.
    """

    offers: dict[LogKey, Ranges] = field(default_factory=dict)
    requests: list[_Request] = field(default_factory=list)
    due: float = 0.0
    most: int = 1


@dataclass(slots=True)
class _Parked:
    link: LinkId
    run: list[Entry]


class Pull:
    """Offers of all links, requests under way, runs that wait for their proof."""

    def __init__(
        self, turn: Turn, links: Links, logs: LogBook, verifier: Verifier, intake: Intake
    ) -> None:
        self._turn = turn
        self._links = links
        self._logs = logs
        self._verifier = verifier
        self._intake = intake
        self._opinions = Opinions(turn, links, intake.rooms)
        self._windows: dict[LinkId, _Window] = {}
        self._queue: deque[LogKey] = deque()
        self._queued: set[LogKey] = set()
        self._busy: dict[LogKey, list[_Request]] = {}
        self._parked: dict[LogKey, list[_Parked]] = {}
        self._body_bytes: dict[LogKey, float] = {}
        self._distrusted: set[LogKey] = set()
        self._wake = False
        self.paused_until = 0.0

    def link_up(self, link: Link) -> None:
        """Begin with a new primary link."""
        self._window(link)

    def _window(self, link: Link) -> _Window:
        return self._windows.setdefault(link.id, _Window(most=self._turn.config.runs_in_flight))

    def link_down(self, link: LinkId) -> None:
        """Ask elsewhere for what was asked of a link that is gone."""
        window = self._windows.pop(link, None)
        for request in window.requests if window else ():
            self._unbusy(request)
        self._wake = True

    def offer(self, link: Link, key: LogKey, ranges: Ranges) -> None:
        """Note what a peer holds of a log, as far as we lack it."""
        window = self._window(link)
        lacking = seqs.subtract(ranges, self._seen(key))
        if not lacking:
            window.offers.pop(key, None)
            return
        if key not in window.offers and (
            len(window.offers) >= self._turn.config.max_offers_per_link
        ):
            return  # asked again when the next vector comes and others are done
        window.offers[key] = lacking
        self._enqueue(key)

    def offer_more(self, link: Link, key: LogKey, lo: int, hi: int) -> None:
        """Note that a peer holds [lo, hi] besides what it offered before."""
        window = self._window(link)
        self.offer(link, key, seqs.add(window.offers.get(key, ()), lo, hi))

    def _enqueue(self, key: LogKey) -> None:
        self._wake = True
        if key not in self._queued:
            self._queued.add(key)
            self._queue.append(key)

    def _seen(self, key: LogKey) -> Ranges:
        log = self._logs.get(*key)
        return log.seen.ranges() if log is not None else ()

    def pump(self) -> None:
        """Ask for as much as the windows, the store and the authors' buckets allow."""
        if not self._wake or self._turn.now < self.paused_until:
            return
        self._wake = False
        free = sum(max(0, window.most - len(window.requests)) for window in self._windows.values())
        rounds = len(self._queue)
        while rounds > 0 and free > 0:
            if self._intake.room_for() == 0:
                self._again_later()
                return
            key = self._queue.popleft()
            rounds -= 1
            state = self._ask(key)
            if state is None:
                self._queued.discard(key)
                continue
            self._queue.append(key)
            if state:
                free -= 1
                rounds = len(self._queue)

    def _again_later(self) -> None:
        self._turn.after(("pull", None), PAUSE_S)

    def wake(self) -> None:
        """Look again: something was stored, or a pause is over."""
        self._wake = True

    def _ask(self, key: LogKey) -> bool | None:
        """Ask for one chunk of a log.

        Returns:
            True if asked, False if it must wait for a window or a bucket, None if nothing can be
            asked until an answer or another offer comes (both queue the log again).
        """
        taken = self._seen(key)
        for request in self._busy.get(key, ()):
            taken = seqs.add(taken, request.lo, request.hi)
        parked = self._parked.get(key, ())
        for each in parked:
            taken = seqs.add(taken, each.run[0].seq, each.run[-1].seq)
        # Who parks much waits for the proof from above before it goes on below.
        floor = max(each.run[0].seq for each in parked) if len(parked) >= MAX_PARKED else 0
        best: tuple[int, int, LinkId, int] | None = None
        left = False
        for link_id, window in self._windows.items():
            lacking = seqs.subtract(window.offers.get(key, ()), taken)
            if not lacking or lacking[-1][1] < floor:
                continue
            left = True
            load = len(window.requests)
            if load < window.most:
                lo, hi = lacking[-1]
                choice = (hi, -load, link_id, lo)
                best = choice if best is None else max(best, choice)
        if best is None:
            return False if left else None
        count = min(self._chunk(key), self._intake.allowance(key[1]))
        if count < 1:
            self._again_later()
            return False
        hi, _, link_id, lo = best
        self._request(link_id, key, max(lo, hi - count + 1), hi)
        return True

    def _chunk(self, key: LogKey) -> int:
        body_bytes = self._body_bytes.get(key)
        if body_bytes is None:
            return FIRST_CHUNK
        return min(MAX_RUN_ENTRIES, max(1, int(self._turn.config.run_bytes / body_bytes)))

    def _request(self, link: LinkId, key: LogKey, lo: int, hi: int) -> None:
        log = self._logs.get(*key)
        above = log is not None and log.seen.prev_of(hi + 1) is not None
        coming = any(request.lo == hi + 1 for request in self._busy.get(key, ())) or any(
            parked.run[0].seq == hi + 1 for parked in self._parked.get(key, ())
        )
        signed = key in self._distrusted or not (above or coming)
        request = _Request(link, key, lo, hi, signed)
        window = self._windows[link]
        if not window.requests:
            window.due = self._turn.now + self._turn.config.want_timeout_s
            self._turn.after(("want", None), self._turn.config.want_timeout_s)
        window.requests.append(request)
        self._busy.setdefault(key, []).append(request)
        self._turn.count("wants")
        self._turn.send(link, Lane.CONTROL, Want(key[0], key[1], lo, hi, signed))

    def _unbusy(self, request: _Request) -> None:
        busy = self._busy.get(request.key, [])
        if request in busy:
            busy.remove(request)
        if not busy:
            self._busy.pop(request.key, None)
        self._enqueue(request.key)

    def timed_out(self) -> None:
        """Take back what was asked of peers that fell silent; others are asked."""
        soonest: float | None = None
        for link_id, window in self._windows.items():
            if window.requests and window.due <= self._turn.now:
                self._turn.count("want_timeouts", len(window.requests))
                requests, window.requests = window.requests, []
                window.most = 1
                window.offers.clear()
                for request in requests:
                    self._unbusy(request)
                self._turn.after(("compare", link_id), self._turn.config.want_timeout_s)
            elif window.requests:
                soonest = window.due if soonest is None else min(soonest, window.due)
        if soonest is not None:
            self._turn.timers.set(("want", None), soonest)

    def _withdraw(self, link: LinkId, key: LogKey, lo: int, hi: int) -> None:
        """Expect nothing of [lo, hi] from this peer until it offers it again."""
        window = self._windows.get(link)
        if window is None or key not in window.offers:
            return
        rest = seqs.subtract(window.offers[key], ((lo, hi),))
        if rest:
            window.offers[key] = rest
        else:
            del window.offers[key]

    def answered(self, link: Link, frame: Run) -> list[Entry]:
        """Take a run, or the news that there is none; returns what was stored of it.

        Raises:
            RemoteProtocolError: the run is not what it claims to be.
        """
        window = self._windows.get(link.id)
        key = (RoomId(frame.room), DeviceId(frame.device))
        request = next(
            (r for r in (window.requests if window else ())
             if r.key == key and r.lo == frame.lo and r.hi == frame.hi),
            None,
        )  # fmt: skip
        if window is None or request is None:
            self._turn.count("runs_unasked")
            return []
        window.requests.remove(request)
        window.due = self._turn.now + self._turn.config.want_timeout_s
        window.most = self._turn.config.runs_in_flight
        self._unbusy(request)
        if not frame.bodies:
            self._withdraw(link.id, key, frame.lo, frame.hi)
            self._ask_others(key, self._opinions.lacks(key, frame.lo, frame.hi, link.id))
            return []
        try:
            run = self._decoded(key, frame)
            verdict = self._take(key, run, link.id)
            if verdict is Verdict.UNPROVEN and run[-1].signature:
                raise RemoteProtocolError("run whose last entry its author did not sign")
        except RemoteProtocolError:
            self._withdraw(link.id, key, 1, 2**48)
            raise
        self._settle(link, request, run, verdict)
        return run if verdict is Verdict.STORED else []

    def _take(self, key: LogKey, run: list[Entry], source: LinkId) -> Verdict:
        """Hand a run in, but for entries whose words somebody else may have; those are asked for."""
        asks = self._opinions.judge(key, run, source)
        verdict = self._intake.run(run, source, asks)
        if verdict is not Verdict.UNPROVEN:
            for seq in asks:
                self._withdraw(source, key, seq, seq)
            self._ask_others(key, asks)
        return verdict

    def _ask_others(self, key: LogKey, asks: dict[int, Link | None]) -> None:
        for seq, link in asks.items():
            if link is not None:
                self.offer_more(link, key, seq, seq)

    def _decoded(self, key: LogKey, frame: Run) -> list[Entry]:
        self._verifier.learn_encoded(frame.certificate, key[1])
        run = decode_run(frame)
        mean = sum(map(len, frame.bodies)) / len(frame.bodies)
        if len(self._body_bytes) > self._turn.config.max_offers_per_link:
            self._body_bytes.clear()
        self._body_bytes[key] = max(1.0, mean)
        return run

    def _settle(self, link: Link, request: _Request, run: list[Entry], verdict: Verdict) -> None:
        key, lo, hi = request.key, run[0].seq, run[-1].seq
        match verdict:
            case Verdict.STORED:
                self._distrusted.discard(key)
                self._unpark(key)
            case Verdict.UNPROVEN if not request.signed and not self._is_bounded(key, hi):
                self._park(key, _Parked(link.id, run))
            case Verdict.UNPROVEN if not request.signed:
                self._distrusted.add(key)  # another branch of a fork: only a signature proves it
            case Verdict.KNOWN if not seqs.subtract(((request.lo, request.hi),), self._seen(key)):
                pass
            case _:
                self._withdraw(link.id, key, min(lo, request.lo), max(hi, request.hi))

    def _is_bounded(self, key: LogKey, hi: int) -> bool:
        """Whether the entry above is seen: then a run below it is proven or never will be."""
        log = self._logs.get(*key)
        return log is not None and log.seen.holds(hi + 1)

    def _park(self, key: LogKey, parked: _Parked) -> None:
        if sum(map(len, self._parked.values())) < MAX_PARKED_IN_ALL:
            self._parked.setdefault(key, []).append(parked)
        else:
            self._turn.count("runs_unparked")
            self._withdraw(parked.link, key, parked.run[0].seq, parked.run[-1].seq)

    def _unpark(self, key: LogKey) -> None:
        """Prove the runs that waited for the one above them; drop those that nothing will prove."""
        stored = key in self._parked
        while stored:
            stored = False
            waiting = self._parked.pop(key, [])
            stuck: list[_Parked] = []
            for parked in waiting:
                if self._take(key, parked.run, parked.link) is not Verdict.UNPROVEN:
                    stored = True
                elif self._is_bounded(key, parked.run[-1].seq):
                    self._distrusted.add(key)
                else:
                    stuck.append(parked)
            if stuck:
                self._parked[key] = stuck
        self._enqueue(key)

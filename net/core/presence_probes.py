"""Which links are silent: idle ones are probed, suspects often and by others too, the dead given up.

SWIM without its membership: a suspicion is a question ("who is linked with it, probe it now"), never
a verdict about somebody else's link. The fewer probes an idle network needs for this: with n links
each is probed every n/3 s, since the first to notice makes all others look. What our own loop was
late by is taken off before anybody is blamed (Lifeguard).
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from net.config import NetConfig
from net.core.events import LinkId
from net.core.presence_events import (
    DeviceLinked,
    Doubt,
    Doubted,
    Due,
    GiveUp,
    Heard,
    LinkLost,
    Probe,
    ProbeAction,
    ProbeEvent,
    Trust,
    Way,
    Woken,
)
from net.core.turn import Timers
from net.ids import DeviceId

FRESH_S = 1.0
"""Heard within this time, a device needs no probe because others doubt it."""

JITTER = 0.15
"""Share of a short interval that is random: both ends should not probe in one beat."""

SOONEST_S = 1.0
"""No link is probed sooner than this after the last word on it."""

LAG_FORGIVEN_S = 0.1
"""Turns late by less are normal on a busy machine."""

CALM_FACTOR = 0.8
"""What is left of our lag after each punctual turn: ten of them, and it is forgotten."""


@dataclass(slots=True)
class _Watch:
    """One link; times are monotonic seconds."""

    device: DeviceId
    heard_at: float
    interval_s: float
    number: int = 0
    unanswered_since: float | None = None
    misses: int = 0
    suspect: bool = False
    asked: bool = False
    """Probed because another device asked: it has asked everybody else, too."""


class Probes:
    """Watches all links; feed it events, carry out what it returns."""

    def __init__(self, config: NetConfig, rng: random.Random) -> None:
        self._config = config
        self._rng = rng
        self._watches: dict[LinkId, _Watch] = {}
        self._timers = Timers()
        self._lag = 1.0
        self._actions: list[ProbeAction] = []

    @property
    def lag_factor(self) -> float:
        """By how much our own time-outs are stretched now; 1 while our loop keeps time."""
        return self._lag

    @property
    def suspects(self) -> frozenset[DeviceId]:
        """Devices that did not answer lately on any link of theirs."""
        silent = {watch.device for watch in self._watches.values() if watch.suspect}
        return frozenset(silent - {w.device for w in self._watches.values() if not w.suspect})

    def next_deadline(self) -> float | None:
        """Return when `Due` is due."""
        return self._timers.next()

    def handle(self, event: ProbeEvent, now: float) -> list[ProbeAction]:
        """Take one event; return what is to be done, in this order."""
        self._notice_lag(now, is_due=isinstance(event, Due))
        match event:
            case DeviceLinked(link, device):
                self._watches[link] = watch = _Watch(device, now, self._interval_s())
                self._timers.set(("probe", link), now + watch.interval_s)
            case LinkLost(link):
                self._watches.pop(link, None)
                self._timers.cancel(("probe", link))
            case Heard(link, at):
                self._heard(link, now if at is None else at)
            case Doubted(device):
                for link, watch in self._watches.items():
                    if watch.device == device and now - watch.heard_at >= FRESH_S:
                        watch.asked = True
                        self._start(link, watch, now)
            case Woken():
                for link, watch in self._watches.items():
                    watch.unanswered_since = None
                    self._start(link, watch, now)
            case Due():
                self._due(now)
        actions, self._actions = self._actions, []
        return actions

    def _heard(self, link: LinkId, at: float) -> None:
        watch = self._watches.get(link)
        if watch is None:
            return
        watch.heard_at = max(watch.heard_at, at)
        if watch.unanswered_since is None or at < watch.unanswered_since:
            return  # the timer looks at `heard_at` when it comes: cheaper than moving it each time
        was_suspect = watch.suspect
        watch.unanswered_since, watch.misses, watch.suspect, watch.asked = None, 0, False, False
        watch.interval_s = self._interval_s()
        self._timers.set(("probe", link), watch.heard_at + watch.interval_s)
        if was_suspect and watch.device not in self.suspects:
            self._actions.append(Trust(watch.device))

    def _due(self, now: float) -> None:
        while (key := self._timers.pop_due(now)) is not None:
            link: LinkId = key[1]
            watch = self._watches[link]
            if watch.unanswered_since is not None:
                self._missed(link, watch, now)
                continue
            due_at = watch.heard_at + watch.interval_s
            if now >= due_at:
                self._start(link, watch, now)
            else:
                self._timers.set(("probe", link), due_at)

    def _start(self, link: LinkId, watch: _Watch, now: float) -> None:
        """Begin to probe a link, unless that is under way."""
        if watch.unanswered_since is None:
            watch.unanswered_since = now
            self._probe(link, watch, Way.DATAGRAM)
            self._timers.set(("probe", link), now + self._config.probe_timeout_s * self._lag)

    def _missed(self, link: LinkId, watch: _Watch, now: float) -> None:
        """A probe was not answered in time: again, wider, and at last no more."""
        config = self._config
        since = watch.unanswered_since if watch.unanswered_since is not None else now
        patience_s = config.give_up_after_s * self._lag
        if now - since >= patience_s:
            self._actions.append(GiveUp(link, watch.device))
            self._timers.set(("probe", link), now + patience_s)  # should the link stay after all
            return
        watch.misses += 1
        if watch.misses < config.misses_before_suspect:
            # On both lanes from the second on: the path for datagrams may be what is gone.
            self._probe(link, watch, Way.BOTH)
            self._timers.set(("probe", link), now + config.probe_timeout_s * self._lag)
            return
        if watch.misses == config.misses_before_suspect:
            watch.suspect = True
            others = () if watch.asked else self._others(watch.device)
            self._actions.append(Doubt(watch.device, others))
        self._probe(link, watch, Way.BOTH)
        again_s = min(config.probe_again_s * self._lag, since + patience_s - now)
        self._timers.set(("probe", link), now + max(again_s, 0.01))

    def _probe(self, link: LinkId, watch: _Watch, way: Way) -> None:
        watch.number += 1
        self._actions.append(Probe(link, watch.number, way))

    def _others(self, device: DeviceId) -> tuple[LinkId, ...]:
        """Links on which to ask: all that answer. If most are silent, it is us who are cut off."""
        links = [
            link
            for link, watch in self._watches.items()
            if watch.device != device and not watch.suspect
        ]
        return tuple(links) if 2 * (len(links) + 1) >= len(self._watches) else ()

    def _interval_s(self) -> float:
        """How long a link may be idle before it is probed; by chance, so that no beat comes up.

        With many links the first of all the others to look is what counts, not one of them.
        """
        least_s = self._config.ping_after_idle_s
        mean_s = len(self._watches) / self._config.probe_links_per_s
        if mean_s <= least_s:
            return least_s * self._rng.uniform(1.0 - JITTER, 1.0)
        return self._rng.uniform(SOONEST_S, 2.0 * mean_s - SOONEST_S)

    def _notice_lag(self, now: float, *, is_due: bool) -> None:
        """Compare this turn with when it should have been: blame ourselves before others."""
        deadline = self._timers.next()
        late_s = -1.0 if deadline is None else now - deadline
        if late_s >= self._config.lag_s:
            self._excuse(now)
        elif not is_due:
            return  # the turn that was due follows and counts once
        elif late_s > LAG_FORGIVEN_S:
            longest = self._config.max_lag_factor
            self._lag = min(longest, self._lag + late_s / self._config.probe_timeout_s)
        elif late_s >= 0.0:
            self._lag = 1.0 + (self._lag - 1.0) * CALM_FACTOR

    def _excuse(self, now: float) -> None:
        """We slept: nobody could reach us, so everybody's time starts anew, one probe apart."""
        for link, watch in self._watches.items():
            watch.heard_at = max(watch.heard_at, now - self._config.ping_after_idle_s)
            watch.misses = 0
            watch.unanswered_since = None
            self._start(link, watch, now)
        self._lag = self._config.max_lag_factor

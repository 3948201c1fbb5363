"""Probes: who is asked when, who is doubted, who is given up, and that our own lag is our own."""

from __future__ import annotations

import random
from collections.abc import Set

import pytest

from net.config import NetConfig
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
    Trust,
    Way,
    Woken,
)
from net.core.presence_probes import Probes
from net.ids import DeviceId

CONFIG = NetConfig()


def device(number: int) -> DeviceId:
    return DeviceId(bytes([number]) * 32)


class Watch:
    """Probes with links 1..n to devices 1..n, and time."""

    def __init__(self, count: int, config: NetConfig = CONFIG) -> None:
        self.probes = Probes(config, random.Random(1))
        self.now = 100.0
        for number in range(1, count + 1):
            assert self.feed(DeviceLinked(number, device(number))) == []

    def feed(self, event: object) -> list[ProbeAction]:
        return self.probes.handle(event, self.now)  # type: ignore[arg-type]

    def until(self, end: float, answering: Set[int] = frozenset()) -> list[tuple[float, object]]:
        """Run punctually to a time; links in `answering` answer at once."""
        done: list[tuple[float, object]] = []
        while (deadline := self.probes.next_deadline()) is not None and deadline <= end:
            self.now = max(self.now, deadline)
            for action in self.feed(Due()):
                done.append((self.now, action))
                if isinstance(action, Probe) and action.link in answering:
                    done += [(self.now, each) for each in self.feed(Heard(action.link))]
        self.now = end
        return done


def of(kind: type, done: list[tuple[float, object]]) -> list:
    return [action for _, action in done if isinstance(action, kind)]


def test_an_idle_link_is_probed_and_an_answer_is_enough() -> None:
    watch = Watch(1)
    done = watch.until(160.0, answering={1})
    probes = of(Probe, done)
    assert len(done) == len(probes)
    assert 60 / 3.0 <= len(probes) <= 60 / (3.0 * 0.85)
    assert {probe.way for probe in probes} == {Way.DATAGRAM}
    assert [probe.number for probe in probes] == list(range(1, len(probes) + 1))


def test_traffic_of_any_kind_is_life() -> None:
    watch = Watch(1)
    for _ in range(100):
        assert watch.until(watch.now + 1.0) == []
        watch.feed(Heard(1))


def test_silence_is_doubted_after_two_misses_and_given_up_in_time() -> None:
    watch = Watch(3)
    done = watch.until(100.0 + 3.0 + 4.5 + 0.01, answering={2, 3})
    mine = [
        (at, action) for at, action in done if not (isinstance(action, Probe) and action.link != 1)
    ]
    first = mine[0][0]
    assert [type(action) for _, action in mine[:3]] == [Probe, Probe, Doubt]
    doubt_at, doubt = mine[2]
    assert doubt_at - first == pytest.approx(1.5)
    assert isinstance(doubt, Doubt)
    assert sorted(doubt.links) == [2, 3]
    ways = [action.way for _, action in mine if isinstance(action, Probe)]
    assert ways[0] is Way.DATAGRAM
    assert set(ways[1:]) == {Way.BOTH}
    assert len(ways) > 8  # 30 % loss: somebody alive answers one of them
    last_at, last = mine[-1]
    assert last == GiveUp(1, device(1))
    assert last_at - first == pytest.approx(4.5)
    assert watch.probes.suspects == {device(1)}


def test_a_suspect_that_answers_is_trusted_again() -> None:
    watch = Watch(2)
    watch.until(105.0, answering={2})
    assert watch.probes.suspects == {device(1)}
    assert watch.feed(Heard(1)) == [Trust(device(1))]
    assert watch.feed(Heard(1)) == []
    assert watch.probes.suspects == frozenset()


def test_a_device_with_a_second_link_that_answers_is_no_suspect() -> None:
    watch = Watch(1)
    watch.feed(DeviceLinked(9, device(1)))
    watch.until(106.0, answering={9})
    assert watch.probes.suspects == frozenset()


def test_doubt_of_others_is_a_question_not_a_verdict() -> None:
    watch = Watch(3)
    assert watch.feed(Doubted(device(1))) == []  # heard just now
    watch.until(101.2)
    assert watch.feed(Doubted(device(1))) == [Probe(1, 1, Way.DATAGRAM)]
    assert [watch.feed(Doubted(device(1))) for _ in range(1000)] == [[]] * 1000
    assert watch.feed(Doubted(device(99))) == []
    done = watch.until(101.2 + 1.6, answering={2, 3})
    (doubt,) = of(Doubt, done)
    assert doubt.links == ()  # whoever asked has asked everybody
    assert of(GiveUp, done) == []


def test_a_lost_link_is_forgotten() -> None:
    watch = Watch(1)
    watch.feed(LinkLost(1))
    watch.feed(LinkLost(1))
    assert watch.feed(Heard(1)) == []
    assert watch.probes.next_deadline() is None


def test_with_many_links_probes_are_few_and_spread() -> None:
    watch = Watch(49)
    done = watch.until(100.0 + 300.0, answering=set(range(1, 50)))
    per_s = len(of(Probe, done)) / 300
    assert 2.5 <= per_s <= 3.5
    seconds = {int(at) for at, _ in done}
    assert len(seconds) > 200  # no common beat


def test_if_most_are_silent_it_is_us_and_nobody_is_asked() -> None:
    watch = Watch(8)
    done = watch.until(107.0)
    asked = [doubt for doubt in of(Doubt, done) if doubt.links]
    assert len(asked) <= 5  # half of them, and the one that made it half
    assert len(of(Doubt, done)) == 8


def test_after_our_own_sleep_nobody_is_given_up() -> None:
    watch = Watch(4)
    watch.until(104.6)  # all suspects
    watch.now = 130.0
    woken = watch.feed(Due())
    assert {probe.link for probe in of(Probe, [(0, each) for each in woken])} == {1, 2, 3, 4}
    assert of(GiveUp, [(0, each) for each in woken]) == []
    done = watch.until(131.0, answering={1, 2, 3, 4})
    assert of(GiveUp, done) == []


def test_lag_stretches_our_time_outs_and_is_forgotten() -> None:
    watch = Watch(1)
    for _ in range(5):
        deadline = watch.probes.next_deadline()
        assert deadline is not None
        watch.now = deadline + 0.5
        watch.feed(Due())
        watch.feed(Heard(1))
    assert 1.5 < watch.probes.lag_factor <= CONFIG.max_lag_factor
    watch.until(watch.now + 60.0, answering={1})
    assert watch.probes.lag_factor < 1.1


def test_after_a_network_change_every_link_is_probed_at_once() -> None:
    watch = Watch(3)
    assert {action.link for action in watch.feed(Woken())} == {1, 2, 3}

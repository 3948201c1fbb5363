"""The interfaces somebody chose: what is used, taken and heard then, and what is always."""

from __future__ import annotations

import ifaddr
import pytest

from net.shell.chosen import FRESH_S, ChosenInterfaces
from tests.net.shell.test_interfaces import DOCKER, REAL_ETH, REAL_LO, adapter

WLAN = adapter("wlan0", 4, "10.1.2.3/24", "fe80::9/64")


class Machine:
    """Interfaces that come and go, and a clock."""

    def __init__(self) -> None:
        self.adapters: list[ifaddr.Adapter] = [REAL_LO, REAL_ETH, DOCKER, WLAN]
        self.now_s = 0.0
        self.readings = 0
        self.chosen = ChosenInterfaces(self.read, lambda: self.now_s)

    def read(self) -> list[ifaddr.Adapter]:
        self.readings += 1
        return self.adapters

    def used(self) -> list[str]:
        return [each.name for each in self.chosen.interfaces()]


@pytest.fixture
def machine() -> Machine:
    return Machine()


def test_without_a_choice_all_that_is_worth_it_is_used(machine: Machine) -> None:
    assert machine.used() == ["eth0", "wlan0", "lo"]
    assert machine.chosen.takes("8.8.8.8")
    assert machine.chosen.is_near("8.8.8.8")
    assert [each.name for each in machine.chosen.choices()] == ["eth0", "docker0", "wlan0"]


def test_a_choice_counts_for_bridges_too_and_may_be_undone(machine: Machine) -> None:
    machine.chosen.choose(["docker0", "wlan0"])
    assert machine.used() == ["docker0", "wlan0", "lo"]
    machine.chosen.choose(None)
    assert machine.used() == ["eth0", "wlan0", "lo"]


def test_one_that_is_gone_is_ignored_until_it_returns(machine: Machine) -> None:
    machine.chosen.choose(["wlan0", "usb0"])
    assert machine.used() == ["wlan0", "lo"]
    machine.adapters.remove(WLAN)
    assert machine.used() == ["lo"]
    machine.adapters.append(WLAN)
    assert machine.used() == ["wlan0", "lo"]


def test_links_come_in_only_where_it_was_chosen(machine: Machine) -> None:
    machine.chosen.choose(["wlan0"])
    assert machine.chosen.takes("10.1.2.3")
    assert machine.chosen.takes("fe80::9%4")
    assert machine.chosen.takes("127.0.0.1")
    assert machine.chosen.takes("::1")
    assert not machine.chosen.takes("192.168.1.7")
    assert not machine.chosen.takes("fe80::9%2")
    assert not machine.chosen.takes("")


def test_neighbours_are_heard_only_where_it_was_chosen(machine: Machine) -> None:
    machine.chosen.choose(["wlan0"])
    assert machine.chosen.is_near("10.1.2.77")
    assert machine.chosen.is_near("fe80::77%4")
    assert machine.chosen.is_near("127.0.0.1")
    assert not machine.chosen.is_near("192.168.1.77")
    assert not machine.chosen.is_near("fe80::77%2")
    assert not machine.chosen.is_near("")


def test_many_strangers_cost_one_reading(machine: Machine) -> None:
    machine.chosen.choose(["wlan0"])
    for _ in range(100):
        assert not machine.chosen.takes("192.168.1.7")
    assert machine.readings == 1
    machine.adapters = [REAL_LO, adapter("wlan0", 4, "192.168.1.7/24")]
    machine.now_s += 2 * FRESH_S
    assert machine.chosen.takes("192.168.1.7")

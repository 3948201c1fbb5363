"""The checks say what is known and no more: nothing about others' clocks, ways or firewalls unproven."""

from __future__ import annotations

import pytest

from desktop.connection import checks
from desktop.connection.checks import Facts, Survey
from desktop.connection.finding import Finding
from desktop.connection.firewall import UNKNOWN, Firewall, State
from desktop.connection.reach import Answering
from desktop.connection.tunnels import Tunnels

UFW = Firewall("ufw", "on", "sudo ufw allow 5/tcp")


def facts(**more: object) -> Facts:
    usual: dict[str, object] = {"port": 47474, "fixed_port": True, "links": 0, **more}
    return Facts(**usual)  # type: ignore[arg-type]


def survey(**more: object) -> Survey:
    return Survey(done=True, **more)  # type: ignore[arg-type]


def told(found: list[Finding]) -> list[tuple[str, str]]:
    return [(each.check, each.verdict) for each in found]


def test_the_port_is_proven_here_and_the_way_in_only_by_others() -> None:
    assert told(checks.port_checks(facts(port=0), Survey())) == [("port", "problem")]
    assert told(checks.port_checks(facts(), Survey())) == [("port", "ok"), ("reach", "unknown")]
    port, reach = checks.port_checks(
        facts(), survey(answering=Answering(("10.0.0.2", "fe80::2%3")))
    )
    assert port.words == "Port 47474 answers on this computer at 10.0.0.2, fe80::2%3."
    assert "not proven" in reach.words
    silent = survey(answering=Answering(("10.0.0.2",), ("10.0.0.3",)))
    assert told(checks.port_checks(facts(), silent))[0] == ("port", "problem")


def test_links_from_others_prove_the_way_in() -> None:
    reach = checks.port_checks(facts(links=3, inbound=2, inbound_for_ms=7_200_000), Survey())[1]
    assert reach.verdict == "ok"
    assert reach.words == (
        "Others reach this device: 2 devices linked to it by themselves; longest link: 2 hours."
    )
    one = checks.port_checks(facts(links=1, inbound=1, inbound_for_ms=7_200_000), Survey())[1]
    assert "1 device linked to it by itself;" in one.words
    past = checks.port_checks(facts(reached_ms_ago=300_000), Survey())[1]
    assert (past.verdict, past.words) == (
        "ok",
        "Others reached this device; time since the last: 5 minutes.",
    )


def test_a_firewall_that_may_be_open_comes_with_its_command() -> None:
    assert checks.firewall_check(facts(), Survey()) == []
    (found,) = checks.firewall_check(facts(), survey(firewall=UFW))
    assert (found.verdict, found.command) == ("unknown", UFW.command)
    (moving,) = checks.firewall_check(facts(fixed_port=False), survey(firewall=UFW))
    assert moving.fix == checks.FIXED_PORT_FIRST
    assert moving.command == UFW.command
    for proof in ({"inbound": 1}, {"reached_ms_ago": 5}):
        (proven,) = checks.firewall_check(facts(**proof), survey(firewall=UFW))
        assert (proven.verdict, proven.command) == ("ok", None)


@pytest.mark.parametrize(
    ("state", "verdict"), [("off", "ok"), ("unknown", "unknown"), ("blocks-all", "problem")]
)
def test_other_states_of_a_firewall(state: State, verdict: str) -> None:
    (found,) = checks.firewall_check(facts(), survey(firewall=Firewall("macOS", state)))
    assert (found.verdict, found.command) == (verdict, None)
    (unread,) = checks.firewall_check(facts(), survey(firewall=UNKNOWN))
    assert unread.words == "Whether a firewall is on in this computer cannot be told."


def test_a_vpn_is_in_the_way_only_while_nobody_is_linked() -> None:
    full = survey(tunnels=Tunnels(("tun0", "wg0"), "tun0"))
    assert checks.tunnel_check(facts(), Survey()) == []
    assert told(checks.tunnel_check(facts(), survey())) == [("vpn", "ok")]
    assert told(checks.tunnel_check(facts(), full)) == [("vpn", "problem")]
    split = survey(tunnels=Tunnels(("tun0", "wg0")))
    (found,) = checks.tunnel_check(facts(), split)
    assert found.verdict == "unknown"
    assert "(tun0, wg0)" in found.words
    assert told(checks.tunnel_check(facts(links=1), full)) == [("vpn", "ok")]


def test_strangers_are_told_with_what_would_help() -> None:
    assert checks.stranger_checks(facts()) == []
    (other,) = checks.stranger_checks(facts(other_networks=2))
    assert other.verdict == "problem"
    assert "They have a network key" in (other.fix or "")
    (closed,) = checks.stranger_checks(facts(other_networks=2, closed=True))
    assert "same network key" in (closed.fix or "")
    (fine,) = checks.stranger_checks(facts(other_networks=2, links=1))
    assert (fine.verdict, fine.fix) == ("ok", None)
    (one,) = checks.stranger_checks(facts(other_networks=1))
    assert one.words == "Calls of 1 device in another Grapevine network are heard."
    (version,) = checks.stranger_checks(facts(other_versions=(2, 3), version=1))
    assert version.words == "A Grapevine that speaks another version is heard: 2, 3, here 1."
    (far,) = checks.stranger_checks(facts(strange=("10.9.9.9",)))
    assert far.check == "subnet"
    assert far.words.startswith("10.9.9.9 is in no network of this computer")


def test_nobody_is_no_proof_of_a_right_clock() -> None:
    assert checks.clock_check(facts()).verdict == "unknown"
    assert checks.clock_check(facts(links=1)).verdict == "unknown"
    agrees = checks.clock_check(facts(links=1, clocks=True))
    assert (agrees.verdict, agrees.words) == ("ok", "The clock agrees with the others'.")
    wrong = checks.clock_check(facts(links=1, clocks=True, clock_off_ms=-180_000))
    assert wrong.verdict == "problem"
    assert "3 minutes" in wrong.words


def test_addresses_outside_of_every_own_network() -> None:
    networks = ("192.168.1.0/24", "fd00::/64", "fe80::/64")
    typed = (
        ("192.168.1.9", 1), ("192.168.2.9", 1), ("192.168.2.9", 2), ("fd00::5", 1),
        ("2001:db8::1", 1), ("desk.local", 1), ("127.0.0.1", 1), ("fe80::5%3", 1),
    )  # fmt: skip
    assert checks.outside(typed, networks) == ("192.168.2.9", "2001:db8::1")
    assert checks.outside(typed, ()) == ()


@pytest.mark.parametrize(
    ("ms", "words"),
    [
        (0, "0 seconds"), (119_999, "119 seconds"), (120_000, "2 minutes"),
        (-7_200_000, "2 hours"), (172_800_000, "2 days"),
    ],
)  # fmt: skip
def test_lengths_of_time(ms: int, words: str) -> None:
    assert checks.duration(ms) == words

"""Firewalls are read out of what their tools say, and the command that opens each has the real ports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from desktop.connection import firewall
from desktop.connection.commands import NOT_THERE, Ran
from net.shell import beacon_sockets

NFT_DROPPING = """\
table inet filter {
	set allowed {
		type ipv4_addr
		elements = { 10.0.0.1, 10.0.0.2,
				10.0.0.3 }
	}

	chain input {
		type filter hook input priority filter; policy drop;
		ct state established,related accept
		iif "lo" accept
		tcp dport { 22, 80 } accept
	}

	chain forward {
		type filter hook forward priority filter; policy accept;
	}
}
table ip nat {
	chain prerouting {
		type nat hook prerouting priority dstnat; policy accept;
	}
}
"""
NFT_LAST_RULE = """\
table ip6 other {
	chain output {
		type filter hook output priority 0; policy drop;
	}
}
table inet firewall {
	chain inbound {
		type filter hook input priority 0; policy accept;
		ct state vmap { established : accept, related : accept, invalid : drop }
		counter packets 12 bytes 3456 reject with icmpx admin-prohibited
	}
}
"""
NFT_OPEN = """\
table inet filter {
	chain input {
		type filter hook input priority filter; policy accept;
	}

	chain output {
		type filter hook output priority filter; policy drop;
	}
}
table bridge b {
	chain input {
		type filter hook input priority filter; policy drop;
	}
}
"""
IPTABLES_POLICY = "-P INPUT DROP\n-A INPUT -i lo -j ACCEPT\n-A INPUT -p tcp --dport 22 -j ACCEPT\n"
IPTABLES_LAST = """\
-P INPUT ACCEPT
-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
-A INPUT -j REJECT --reject-with icmp-host-prohibited
# Warning: iptables-legacy tables present, use iptables-legacy to see them
"""
IPTABLES_OPEN = "-P INPUT ACCEPT\n-A INPUT -s 10.0.0.9/32 -j DROP\n"
UFW_ON = "# /etc/ufw/ufw.conf\n#\n\n# set to yes to start on boot\nENABLED=yes\n\nLOGLEVEL=low\n"
REGISTRY = r"""
HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\DomainProfile
    EnableFirewall    REG_DWORD    0x{0}

HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\StandardProfile
    EnableFirewall    REG_DWORD    0x{1}

Suche abgeschlossen: 2 Übereinstimmung(en) gefunden.
"""
REFUSED = Ran(1, "Operation not permitted (you must be root)\n")


class System:
    """Answers of a system's tools; those it does not have are not there."""

    def __init__(self, **answers: Ran) -> None:
        self._answers = answers
        self.asked: list[str] = []

    def __call__(self, command: Sequence[str]) -> Ran:
        name = Path(command[0]).name
        self.asked.append(name)
        return self._answers.get(name.replace("-", "_"), Ran(NOT_THERE, ""))


def linux(system: System, ufw: Path = Path("/nonexistent/ufw.conf")) -> firewall.Firewall:
    return firewall.find(47474, platform="linux", run=system, ufw=ufw)


def test_the_port_of_the_beacon_is_the_beacons() -> None:
    assert firewall.BEACON_PORT == beacon_sockets.PORT


def test_ufw_is_read_from_its_file_and_nothing_is_run(tmp_path: Path) -> None:
    conf = tmp_path / "ufw.conf"
    conf.write_text(UFW_ON)
    system = System()
    assert linux(system, conf) == firewall.Firewall(
        "ufw",
        "on",
        "sudo ufw allow 47474/tcp && sudo ufw allow 47474/udp && sudo ufw allow 28471/udp",
    )
    assert system.asked == []


@pytest.mark.parametrize(
    ("conf", "on"),
    [
        (UFW_ON, True),
        (UFW_ON.replace("yes\n\nL", "no\n\nL"), False),
        ('ENABLED="yes"', True),
        ("#ENABLED=yes", False),
        ("", False),
        ("\0\xff ENABLED", False),
    ],
)
def test_ufw_conf(conf: str, on: bool) -> None:
    assert firewall.ufw_is_on(conf) is on


def test_firewalld_needs_no_rights() -> None:
    found = linux(System(firewall_cmd=Ran(0, "running\n"), nft=REFUSED))
    assert found.name == "firewalld"
    assert found.command == (
        "sudo firewall-cmd --permanent --add-port=47474/tcp --add-port=47474/udp "
        "--add-port=28471/udp && sudo firewall-cmd --reload"
    )
    assert not firewall.firewalld_is_on("not running\n")
    assert not firewall.firewalld_is_on("")
    assert not firewall.firewalld_is_on("Authorization failed.\n")


def test_rules_that_drop_are_opened_in_their_own_chain() -> None:
    found = linux(System(firewall_cmd=Ran(252, "not running\n"), nft=Ran(0, NFT_DROPPING)))
    assert (found.name, found.state) == ("nftables", "on")
    assert found.command == (
        "sudo nft insert rule inet filter input tcp dport 47474 accept && "
        "sudo nft insert rule inet filter input udp dport '{ 47474, 28471 }' accept"
    )
    assert firewall.nft_dropping(NFT_LAST_RULE) == ("inet", "firewall", "inbound")
    assert firewall.nft_dropping(NFT_OPEN) is None
    assert firewall.nft_dropping("") is None


def test_iptables_is_asked_where_nftables_says_nothing() -> None:
    found = linux(System(iptables=Ran(0, IPTABLES_POLICY)))
    assert found.name == "iptables"
    assert found.command == (
        "sudo iptables -I INPUT -p tcp --dport 47474 -j ACCEPT && "
        "sudo iptables -I INPUT -p udp -m multiport --dports 47474,28471 -j ACCEPT"
    )
    assert firewall.iptables_drops(IPTABLES_LAST)
    assert not firewall.iptables_drops(IPTABLES_OPEN)
    assert not firewall.iptables_drops("")


def test_off_is_said_only_when_all_rules_could_be_read() -> None:
    readable = System(nft=Ran(0, NFT_OPEN), iptables=Ran(0, IPTABLES_OPEN))
    assert linux(readable) == firewall.Firewall("", "off")
    assert linux(System(nft=REFUSED, iptables=REFUSED)) == firewall.UNKNOWN
    assert linux(System(nft=Ran(0, NFT_OPEN), iptables=REFUSED)) == firewall.UNKNOWN
    assert linux(System(nft=Ran(None, ""))) == firewall.UNKNOWN
    assert linux(System()) == firewall.UNKNOWN


@pytest.mark.parametrize(
    ("output", "state"),
    [
        ("Firewall is enabled. (State = 1) \n", "on"),
        ("Firewall is disabled. (State = 0)\n", "off"),
        (
            "Firewall is blocking all non-essential incoming connections. (State = 2)\n",
            "blocks-all",
        ),
        ("", "unknown"),
        ("(State = 9)", "unknown"),
    ],
)
def test_macos(output: str, state: str) -> None:
    found = firewall.find(5, platform="darwin", run=System(socketfilterfw=Ran(0, output)))
    assert found.state == state
    assert firewall.mac_command("/Applications/My App/x").count("'/Applications/My App/x'") == 2


def test_windows_is_read_whatever_its_language() -> None:
    on = System(reg=Ran(0, REGISTRY.format(0, 1)))
    found = firewall.find(47474, platform="win32", run=on)
    assert found.state == "on"
    assert found.command is not None
    tcp, udp = found.command.splitlines()
    assert tcp == (
        "netsh advfirewall firewall add rule dir=in action=allow "
        'name="Grapevine TCP" protocol=TCP localport=47474'
    )
    assert udp.endswith("protocol=UDP localport=47474,28471")
    off = System(reg=Ran(0, REGISTRY.format(0, 0).replace("\n", "\r\n")))
    assert firewall.find(5, platform="win32", run=off).state == "off"
    assert firewall.find(5, platform="win32", run=System()) == firewall.UNKNOWN


def test_other_systems_are_not_asked() -> None:
    system = System()
    assert firewall.find(5, platform="freebsd14", run=system) == firewall.UNKNOWN
    assert system.asked == []

"""Which firewall is on here, as far as it can be read, and the exact command that opens it.

Nothing is ever changed: the command is shown, and a person runs it or does not. What cannot be read
without the rights of an administrator is said to be unknown.
"""

from __future__ import annotations

import re
import shlex
import sys
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from desktop.connection.commands import NOT_THERE, Run, run

BEACON_PORT = 28471
"""UDP; where others' calls arrive. Equal to that of the beacon, which a test holds it to."""

State = Literal["on", "off", "blocks-all", "unknown"]

UFW_CONF = Path("/etc/ufw/ufw.conf")
SOCKETFILTERFW = "/usr/libexec/ApplicationFirewall/socketfilterfw"
WINDOWS_PROFILES = r"HKLM\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy"

_ENABLED = re.compile(r"^\s*ENABLED\s*=\s*[\"']?(yes|no)", re.IGNORECASE | re.MULTILINE)
_STATE = re.compile(r"\(State = (\d)\)")
_PROFILE = re.compile(r"^\s+EnableFirewall\s+REG_DWORD\s+0x([0-9a-fA-F]+)\s*$", re.MULTILINE)
_TABLE = re.compile(r"^table (\w+) (\S+) \{", re.MULTILINE)
_CHAIN = re.compile(r"^\s+chain (\S+) \{(.*?)^\s+\}", re.MULTILINE | re.DOTALL)
_INPUT = re.compile(r"type filter hook input [^;]*;(?:\s*policy (\w+);)?")


@dataclass(frozen=True, slots=True)
class Firewall:
    """What was found: its name for people, whether it is on, and how to let Grapevine in."""

    name: str
    state: State
    command: str | None = None


UNKNOWN = Firewall("", "unknown")


def find(
    port: int, *, platform: str = sys.platform, run: Run = run, ufw: Path = UFW_CONF
) -> Firewall:
    """Return the firewall of this computer; blocks on files and commands for some seconds at most.

    Args:
        port: Where this device accepts links, by TCP and by UDP.
        platform: As `sys.platform` says it.
        run: Runs the questions to the system.
        ufw: The file that says whether ufw is on.
    """
    if platform == "win32":
        return _windows(port, run)
    if platform == "darwin":
        return _mac(run)
    return _linux(port, run, ufw) if platform.startswith("linux") else UNKNOWN


# ---- Linux


def _linux(port: int, run: Run, ufw: Path) -> Firewall:
    try:
        text = ufw.read_text(encoding="utf-8", errors="replace")
    except OSError:  # not installed, or not for our eyes
        text = ""
    if ufw_is_on(text):
        return Firewall("ufw", "on", ufw_command(port))
    if firewalld_is_on(run(("firewall-cmd", "--state")).output):
        return Firewall("firewalld", "on", firewalld_command(port))
    rules = run(("nft", "list", "ruleset"))
    if rules.code == 0:
        chain = nft_dropping(rules.output)
        if chain is not None:
            return Firewall("nftables", "on", nft_command(chain, port))
    old = run(("iptables", "-S", "INPUT"))
    if old.code == 0 and iptables_drops(old.output):
        return Firewall("iptables", "on", iptables_command(port))
    read = [each for each in (rules, old) if each.code != NOT_THERE]
    if read and all(each.code == 0 for each in read):
        return Firewall("", "off")
    return UNKNOWN


def ufw_is_on(conf: str) -> bool:
    """Whether ufw.conf says that ufw is on from the start of the computer."""
    found = _ENABLED.search(conf)
    return found is not None and found[1].lower() == "yes"


def firewalld_is_on(output: str) -> bool:
    """Whether `firewall-cmd --state` says so; it needs no rights."""
    return output.strip().splitlines()[-1:] == ["running"]


def nft_dropping(ruleset: str) -> tuple[str, str, str] | None:
    """Return family, table and chain of the first input chain that drops what no rule takes.

    A chain whose policy is to accept counts too where its last rule drops or refuses everything.
    """
    tables = list(_TABLE.finditer(ruleset))
    for table, following in zip_longest(tables, tables[1:]):
        body = ruleset[table.end() : following.start() if following else None]
        for chain in _CHAIN.finditer(body):
            hook = _INPUT.search(chain[2])
            if hook is None or table[1] not in {"ip", "ip6", "inet"}:
                continue
            last = chain[2].strip().splitlines()[-1].strip()
            ends = re.fullmatch(
                r"(counter( packets \d+ bytes \d+)? )?(drop|reject( with .*)?)", last
            )
            if hook[1] == "drop" or ends is not None:
                return table[1], table[2], chain[1]
    return None


def iptables_drops(rules: str) -> bool:
    """Whether `iptables -S INPUT` drops what no rule takes: by policy, or by a last rule for all."""
    lines = [line.strip() for line in rules.splitlines() if line.startswith("-")]
    last = lines[-1] if lines else ""
    return "-P INPUT DROP" in lines or (
        re.fullmatch(r"-A INPUT -j (DROP|REJECT( --reject-with \S+)?)", last) is not None
    )


def ufw_command(port: int) -> str:
    """Return what opens ufw."""
    places = (f"{port}/tcp", f"{port}/udp", f"{BEACON_PORT}/udp")
    return " && ".join(f"sudo ufw allow {place}" for place in places)


def firewalld_command(port: int) -> str:
    """Return what opens firewalld's usual zone, now and after the next start."""
    places = (f"{port}/tcp", f"{port}/udp", f"{BEACON_PORT}/udp")
    added = " ".join(f"--add-port={place}" for place in places)
    return f"sudo firewall-cmd --permanent {added} && sudo firewall-cmd --reload"


def nft_command(chain: tuple[str, str, str], port: int) -> str:
    """Return what opens a chain of nftables until the computer starts anew."""
    where = " ".join(shlex.quote(each) for each in chain)
    return (
        f"sudo nft insert rule {where} tcp dport {port} accept && "
        f"sudo nft insert rule {where} udp dport '{{ {port}, {BEACON_PORT} }}' accept"
    )


def iptables_command(port: int) -> str:
    """Return what opens iptables until the computer starts anew."""
    return (
        f"sudo iptables -I INPUT -p tcp --dport {port} -j ACCEPT && "
        f"sudo iptables -I INPUT -p udp -m multiport --dports {port},{BEACON_PORT} -j ACCEPT"
    )


# ---- macOS and Windows


def _mac(run: Run) -> Firewall:
    state = mac_state(run((SOCKETFILTERFW, "--getglobalstate")).output)
    return Firewall("macOS", state, mac_command(sys.executable)) if state != "unknown" else UNKNOWN


def mac_state(output: str) -> State:
    """Return what `socketfilterfw --getglobalstate` says."""
    found = _STATE.search(output)
    states: dict[str, State] = {"0": "off", "1": "on", "2": "blocks-all"}
    return states.get(found[1], "unknown") if found is not None else "unknown"


def mac_command(program: str) -> str:
    """Return what lets a program accept links; macOS asks for programs, not for ports."""
    quoted = shlex.quote(program)
    tool = f"sudo {SOCKETFILTERFW}"
    return f"{tool} --add {quoted} && {tool} --unblockapp {quoted}"


def _windows(port: int, run: Run) -> Firewall:
    asked = run(("reg", "query", WINDOWS_PROFILES, "/s", "/v", "EnableFirewall"))
    state = windows_state(asked.output)
    if state == "unknown":
        return UNKNOWN
    return Firewall("Windows Defender", state, windows_command(port))


def windows_state(output: str) -> State:
    """Return what the registry says, which unlike netsh has no language.

    Which of its profiles counts here is not asked: on in one is on.
    """
    values = [int(found, 16) for found in _PROFILE.findall(output)]
    if not values:
        return "unknown"
    return "on" if any(values) else "off"


def windows_command(port: int) -> str:
    """Return what opens Windows' firewall, a command a line: both of its shells take that."""
    rule = "netsh advfirewall firewall add rule dir=in action=allow"
    return (
        f'{rule} name="Grapevine TCP" protocol=TCP localport={port}\n'
        f'{rule} name="Grapevine UDP" protocol=UDP localport={port},{BEACON_PORT}'
    )

"""The lab's prompt carries out each line, and says what is wrong instead of ending."""

from __future__ import annotations

import io
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.lab import netns
from tests.lab.console import Console, peers_on_a_lan
from tests.lab.rpc_peer import RpcPeer

STAND_IN = partial(RpcPeer, program=(sys.executable, "-m", "tests.lab.stand_in"))


def typed(console: Console, line: str) -> str:
    """What the prompt says to one line."""
    assert isinstance(console.stdout, io.StringIO)
    console.stdout.seek(0)
    console.stdout.truncate()
    console.onecmd(line)
    return console.stdout.getvalue()


def test_a_session(tmp_path: Path) -> None:
    with peers_on_a_lan(2, tmp_path, STAND_IN) as (peers, lab):
        console = Console(peers, lab, stdout=io.StringIO())
        assert typed(console, "peers") == (
            "1  Ada        linked to Bob\n2  Grace      linked to Bob\n"
        )
        assert '"--name"' in typed(console, "status 2")
        assert '"Bob"' in typed(console, "call 1 node.status {}")
        assert typed(console, "say 1 hello").startswith("! rooms.list: -32000 do this")
        assert typed(console, "call 1 node.status [1]").startswith("! parameters are an object")
        assert typed(console, "call 1 node.status {").startswith("! ")
        assert typed(console, "read 3") == "! which peer? 1 to 2, not '3'\n"
        assert typed(console, "kill 1") == ""
        assert "Ada        not running" in typed(console, "peers")
        assert "does not run" in typed(console, "status 1")
        assert typed(console, "start 1") == ""
        assert typed(console, "start 1") == "! Ada runs already\n"
        assert typed(console, "log 1").count("stand-in started") == 2
        assert typed(console, "stop 2") == "exit code 0\n"
        assert typed(console, "nonsense").startswith("*** Unknown syntax")
        assert console.onecmd("quit")


@pytest.mark.lan
@pytest.mark.skipif(bool(netns.available()), reason=str(netns.available()))
def test_cut_split_and_heal_reach_the_network(tmp_path: Path) -> None:
    with peers_on_a_lan(3, tmp_path, STAND_IN) as (peers, lab):
        assert lab is not None
        console = Console(peers, lab, stdout=io.StringIO())

        def third_is_plugged_in() -> bool:
            show = ["ip", "-o", "link", "show", "eth0"]
            return "NO-CARRIER" not in lab.host(3).run(show).stdout

        assert typed(console, "cut 3") == ""
        assert not third_is_plugged_in()
        assert typed(console, "heal 3") == ""
        assert third_is_plugged_in()
        assert typed(console, "split 1,2 3") == ""
        assert typed(console, "heal") == ""
        assert typed(console, "split 1,9").startswith("! which peer?")

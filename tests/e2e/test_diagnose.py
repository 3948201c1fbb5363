"""Whole processes in network namespaces say why somebody cannot be seen, and prove what they claim."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.lab.netns import Lab
from tests.lab.rpc_peer import RpcPeer

pytestmark = pytest.mark.lan


def verdicts(peer: RpcPeer, **about: str) -> dict[str, str]:
    return {each["check"]: each["verdict"] for each in peer.call("node.diagnose", **about)}


def test_the_one_that_was_dialled_knows_that_others_reach_it(
    lab: Callable[[int], Lab], tmp_path: Path
) -> None:
    lan = lab(2)
    with (
        RpcPeer(tmp_path / "ana", "Ana", host=lan.host(1)) as ana,
        RpcPeer(tmp_path / "bo", "Bo", host=lan.host(2)) as bo,
    ):
        for peer in (ana, bo):
            peer.wait_until("node.status", lambda status: len(status["links"]) == 1)
        found = [verdicts(peer) for peer in (ana, bo)]
        assert "ok" in {each["reach"] for each in found}  # one of them opened the link
        assert [each["port"] for each in found] == ["ok", "ok"]
        words = {each["check"]: each["words"] for each in ana.call("node.diagnose")}
        assert lan.host(1).address in words["port"]
        ana.wait_until(
            "node.diagnose", lambda checks: {"clock": "ok"} == {
                each["check"]: each["verdict"] for each in checks if each["check"] == "clock"
            },
        )  # fmt: skip


def test_a_closed_network_next_door_is_heard_and_told(
    lab: Callable[[int], Lab], tmp_path: Path
) -> None:
    lan = lab(2)
    key = tmp_path / "key"
    key.write_bytes(bytes(range(32)).hex().encode())
    with (
        RpcPeer(tmp_path / "ana", "Ana", host=lan.host(1)) as ana,
        RpcPeer(tmp_path / "bo", "Bo", "--network-key", str(key), host=lan.host(2)) as bo,
    ):
        for peer in (ana, bo):
            found = peer.wait_until(
                "node.diagnose",
                lambda checks: any(each["check"] == "other-network" for each in checks),
            )
            told = {each["check"]: each for each in found}
            assert told["other-network"]["verdict"] == "problem"
            assert "--network-key" in told["other-network"]["fix"]
            assert told["reach"]["verdict"] == "unknown"
            assert told["clock"]["verdict"] == "unknown"

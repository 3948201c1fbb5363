"""Whole processes in network namespaces meet by discovery alone and keep one history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import has, lobby
from tests.lab.netns import Lab
from tests.lab.rpc_peer import RpcPeer

pytestmark = pytest.mark.lan

FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"


def _ids(peer: RpcPeer) -> list[str]:
    page = peer.call("messages.list", room=lobby(peer), limit=500)
    return [message["message"] for message in page["messages"]]


def test_three_hosts_meet_catch_up_and_join_late(
    lab: Callable[[int], Lab], tmp_path: Path
) -> None:
    lan = lab(4)
    with (
        RpcPeer(tmp_path / "ana", "Ana", host=lan.host(1)) as ana,
        RpcPeer(tmp_path / "bo", "Bo", host=lan.host(2)) as bo,
        RpcPeer(tmp_path / "cy", "Cy", host=lan.host(3)) as cy,
        RpcPeer(tmp_path / "di", "Di", host=lan.host(4)) as late,
    ):
        late.kill()
        for peer in (ana, bo, cy):
            peer.wait_until("node.status", lambda status: len(status["links"]) == 2)
        room = lobby(ana)
        said = []
        for number, peer in enumerate((ana, bo, cy) * 5):
            text = f"{number} of {peer.name}"
            peer.call("messages.send", room=room, text=text)
            said.append(text)
            for other in (ana, bo, cy):
                has(other, said)
        cy.kill()
        for number in range(20):
            ana.call("messages.send", room=room, text=f"missed {number}")
            said.append(f"missed {number}")
        cy.start()
        has(cy, said)
        late.start()
        has(late, said)
        assert _ids(ana) == _ids(bo) == _ids(cy) == _ids(late)


def test_a_cut_cable_heals(lab: Callable[[int], Lab], tmp_path: Path) -> None:
    lan = lab(2)
    with (
        RpcPeer(tmp_path / "ana", "Ana", host=lan.host(1)) as ana,
        RpcPeer(tmp_path / "bo", "Bo", host=lan.host(2)) as bo,
    ):
        bo.wait_notification("link.up")
        lan.cut(2)
        ana.call("messages.send", room=lobby(ana), text="while apart")
        ana.wait_notification("link.down", timeout_s=15)
        lan.heal(2)
        has(bo, ["while apart"], 30)


def test_wrong_clocks_have_one_order_that_of_the_conversation(
    lab: Callable[[int], Lab], tmp_path: Path
) -> None:
    if not Path(FAKETIME).exists():
        pytest.skip(f"no {FAKETIME}: the package libfaketime is not installed")
    lan = lab(3)

    def peer(name: str, number: int, shift: str) -> RpcPeer:
        import sys

        program = [
            "env", f"LD_PRELOAD={FAKETIME}", f"FAKETIME={shift}", "DONT_FAKE_MONOTONIC=1",
            sys.executable, "-m", "desktop", "rpc",
        ]  # fmt: skip
        return RpcPeer(tmp_path / name, name, host=lan.host(number), program=program)

    with (
        peer("Right", 1, "+0") as right,
        peer("Ahead", 2, "+3d") as ahead,
        peer("Behind", 3, "-5y") as behind,
    ):
        everybody = (right, ahead, behind)
        for one in everybody:
            one.wait_until("node.status", lambda status: len(status["links"]) == 2)
        room = lobby(right)
        said: list[str] = []
        for number in range(12):
            author = everybody[number % 3]
            said.append(f"{number} by {author.name}")
            author.call("messages.send", room=room, text=said[-1])
            for one in everybody:
                has(one, said)
        assert _ids(right) == _ids(ahead) == _ids(behind)
        clocks = {c["check"]: c["verdict"] for c in ahead.call("node.diagnose")}
        assert clocks["clock"] == "problem"


def test_a_full_disk_is_told_and_goes_on_when_there_is_room(
    lab: Callable[[int], Lab], tmp_path: Path
) -> None:
    import sys

    from tests.lab.rpc_peer import RpcError

    lan = lab(1)
    folder = tmp_path / "small"
    folder.mkdir()
    mount = 'mount -t tmpfs -o size=3m none "$1" && shift && exec "$@"'
    program = ["sh", "-c", mount, "sh", str(folder), sys.executable, "-m", "desktop", "rpc"]
    with RpcPeer(folder / "data", "Ana", host=lan.host(1), program=program) as ana:
        room = lobby(ana)
        stored: list[str] = []
        with pytest.raises(RpcError) as caught:
            for number in range(1000):
                message = ana.call("messages.send", room=room, text=f"{number} " + "x" * 8000)
                stored.append(message["message"])
        assert caught.value.kind == "storage"
        assert "disk" in str(caught.value) or "room" in str(caught.value)
        assert set(_ids(ana)) <= set(stored)
        lan.host(1).run(
            ["nsenter", f"--mount=/proc/{ana.pid}/ns/mnt", "mount", "-o", "remount,size=30m",
             str(folder)]
        )  # fmt: skip
        after = ana.call("messages.send", room=room, text="there is room again")
        assert after["state"] in ("stored", "delivered")
        assert ana.call("messages.list", room=room, limit=1)["messages"][0]["text"] == (
            "there is room again"
        )

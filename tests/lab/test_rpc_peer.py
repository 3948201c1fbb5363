"""RpcPeer carries requests, answers, notifications and both kinds of end, on a stand-in program."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.lab import netns
from tests.lab.rpc_peer import PeerGone, RpcError, RpcPeer

STAND_IN = (sys.executable, "-m", "tests.lab.stand_in")


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., RpcPeer]]:
    made: list[RpcPeer] = []

    def peer(name: str, *options: str, **settings: Any) -> RpcPeer:
        made.append(RpcPeer(tmp_path / name, name, *options, program=STAND_IN, **settings))
        return made[-1]

    yield peer
    for peer_made in made:
        peer_made.kill()


def test_answers_find_their_requests_though_they_come_out_of_order(make) -> None:
    peer = make("ada", "--no-discovery").start()
    early = peer.request("hold")
    arguments = peer.call("node.status")["arguments"]
    assert arguments == ["--data-dir", str(peer.data_dir), "--name", "ada", "--no-discovery"]
    assert peer.answer(early) == "late"
    assert peer.close() == 0


def test_a_refusal_is_raised_with_its_kind(make) -> None:
    peer = make("ada").start()
    with pytest.raises(RpcError, match="messages.send: -32000 do this") as caught:
        peer.call("messages.send", room="r", text="t")
    assert caught.value.kind == "not-found"
    peer.send_line("{")
    with pytest.raises(RpcError, match="-32700"):
        peer.answer(None)
    assert peer.close() == 0


def test_notifications_are_taken_once_by_what_they_say(make) -> None:
    peer = make("ada").start()
    peer.call("tell", count=5)
    third = peer.wait_notification("message.new", lambda params: params["number"] == 3)
    assert third.params == {"number": 3}
    assert peer.wait_notification("message.new").params == {"number": 0}
    rest = peer.take_notifications("message.new")
    assert [told.params["number"] for told in rest] == [1, 2, 4]
    assert [told.at_s for told in rest] == sorted(told.at_s for told in rest)
    with pytest.raises(TimeoutError, match="no fitting message.new"):
        peer.wait_notification("message.new", timeout_s=0.05)
    peer.close()


def test_a_killed_peer_comes_back_with_the_same_folder(make) -> None:
    peer = make("ada").start()
    first = peer.call("node.status")["pid"]
    assert first == peer.pid
    assert peer.kill() == -signal.SIGKILL
    with pytest.raises(PeerGone, match="does not run"):
        peer.call("node.status")
    peer.start()
    assert peer.call("node.status")["pid"] != first
    assert peer.stderr().count("stand-in started") == 2
    assert peer.close() == 0
    assert peer.close() is None


def test_an_end_or_garbage_where_an_answer_was_due_is_said_with_the_log(make) -> None:
    peer = make("ada").start()
    with pytest.raises(PeerGone, match="it ended, before it answered die\n.*\nstand-in started"):
        peer.call("die")
    assert peer.close() == 7
    peer.start()
    with pytest.raises(PeerGone, match="no JSON, before it answered garbage"):
        peer.call("garbage")
    assert peer.close() == 0


def test_a_program_that_cannot_start_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    broken = (sys.executable, "-c", "import sys; sys.exit('no such thing')")
    peer = RpcPeer(tmp_path / "eve", "eve", program=broken)
    with pytest.raises(PeerGone, match="no such thing"):
        peer.start()


@pytest.mark.lan
@pytest.mark.skipif(bool(netns.available()), reason=str(netns.available()))
def test_it_runs_on_a_host_of_the_lab(make) -> None:
    with netns.Lab(1) as lab:
        peer = make("ada", host=lab.host(1)).start()
        assert f"/proc/{peer.pid}/" not in str(peer.data_dir)
        inside = Path(f"/proc/{peer.pid}/ns/net").stat().st_ino
        assert inside == Path("/run/netns", lab.host(1).namespace).stat().st_ino
        assert peer.close() == 0

"""Headless peers for the tests of whole processes, and what these tests often ask of them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.lab.netns import Host, Lab, available
from tests.lab.rpc_peer import RpcPeer
from tests.lab.screen import Screen, missing
from tests.lab.window import Window

Start = Callable[..., RpcPeer]
Open = Callable[..., Window]


def lobby(peer: RpcPeer) -> str:
    return str(next(room["room"] for room in peer.call("rooms.list") if room["name"] == "lobby"))


def address(peer: RpcPeer) -> str:
    port = peer.call("node.status")["listen"][0].rpartition(":")[2]
    return f"127.0.0.1:{port}"


def texts(peer: RpcPeer, limit: int = 500) -> list[str]:
    page = peer.call("messages.list", room=lobby(peer), limit=limit)
    return [message["text"] for message in page["messages"]]


def linked(peer: RpcPeer, count: int = 1) -> None:
    peer.wait_until("node.status", lambda status: len(status["links"]) >= count)


def has(peer: RpcPeer, wanted: list[str], timeout_s: float = 20.0) -> None:
    peer.wait_until(
        "messages.list",
        lambda page: [message["text"] for message in page["messages"]] == wanted,
        timeout_s,
        room=lobby(peer),
        limit=500,
    )


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start peers on loopback without discovery; they end with the test."""
    with contextlib.ExitStack() as stack:

        def make(name: str, *options: str, connect: RpcPeer | None = None) -> RpcPeer:
            words = ["--no-discovery", "--listen", "127.0.0.1:0", *options]
            if connect is not None:
                words += ["--connect", address(connect)]
            peer = RpcPeer(tmp_path / name.lower(), name, *words)
            stack.callback(peer.kill)
            return peer.start()

        yield make


@pytest.fixture
def lab() -> Iterator[Callable[[int], Lab]]:
    """Make a LAN of that many hosts."""
    why_not = available()
    if why_not is not None:
        pytest.skip(f"no network namespaces here: {why_not}")
    with contextlib.ExitStack() as stack:
        yield lambda hosts: stack.enter_context(Lab(hosts))


@pytest.fixture
def open_window(tmp_path: Path) -> Iterator[Open]:
    """Open windows on one screen; they end with the test."""
    why_not = missing()
    if why_not is not None:
        pytest.skip(f"no screen can be made here: {why_not}")
    with contextlib.ExitStack() as stack:
        screen = stack.enter_context(Screen())

        def make(folder: str, *options: str, host: Host | None = None) -> Window:
            window = Window(screen, tmp_path / folder, *options, host=host)
            stack.callback(window.stop)
            return window.start()

        yield make

"""The window as a person feels it: the real application offscreen, with a million messages behind it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from net.crypto.keyfile import load_or_create
from net.ids import lobby_id, open_network_id
from tests.bench import paint, search_history
from tests.bench.peers import ROOT_ENV, address_of, lobby
from tests.bench.search import CACHE
from tests.lab.rpc_peer import RpcPeer

TIMEOUT_S = 900.0
AS_STARTED = """
import runpy, sys
from desktop import one_openssl
one_openssl.leave_out()
import desktop.app
del sys.argv[0]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""
"""The application's own first steps, before the measuring module is there: what they spare is spared."""
BATCH = 500
"""Messages that the holder is asked to send at once."""


def measure(*, quick: bool = False) -> dict[str, float | str]:
    """Return the figures of two windows: one with a long history, one that gets one over the network."""
    history, synced = (50_000, 10_000) if quick else (1_000_000, 100_000)
    with tempfile.TemporaryDirectory(prefix="grapevine-bench-") as temporary:
        folder = made_history(Path(temporary), history)
        results: dict[str, float | str] = {"messages": float(history)}
        results |= {
            f"first paint, {name}": value for name, value in paint.measure(quick=quick).items()
        }
        results |= in_process(
            "tests.bench.window", "with_history", str(folder), str(history), str(int(quick))
        )
        results["messages synced"] = float(synced)
        with _holder(Path(temporary) / "holder", synced) as holder:
            results |= in_process(
                "tests.bench.window", "while_syncing",
                str(Path(temporary) / "fresh"), str(synced), address_of(holder),
            )  # fmt: skip
    return results


def made_history(temporary: Path, count: int) -> Path:
    """Return a data folder with so many messages in its lobby, indexed; kept where a cache is."""
    folder = Path(CACHE or temporary) / f"search-{count}"
    if not folder.exists():
        folder.mkdir(parents=True, mode=0o700)
        identity = load_or_create(folder, now_ms=search_history.START_MS)
        owner = search_history.Owner(identity.device_id, identity.person_id)
        search_history.build(folder, owner, lobby_id(open_network_id()), count)
        search_history.index_all(folder, owner)
    return folder


def _holder(folder: Path, count: int) -> RpcPeer:
    """Return a node that has said so many things; leaving it as a context ends it."""
    peer = RpcPeer(folder, "Holder", "--no-discovery", "--listen", "127.0.0.1:0", answer_s=300.0)
    peer.start()
    try:
        room = lobby(peer)
        for first in range(0, count, BATCH):
            requests = [
                peer.request("messages.send", room=room, text=f"{number} " + "word " * 20)
                for number in range(first, min(first + BATCH, count))
            ]
            for request in requests:
                peer.answer(request)
    except BaseException:
        peer.kill()
        raise
    return _Started(peer)  # type: ignore[return-value]


class _Started:
    """A peer that runs already, as a context."""

    def __init__(self, peer: RpcPeer) -> None:
        self._peer = peer

    def __enter__(self) -> RpcPeer:
        return self._peer

    def __exit__(self, *_: object) -> None:
        self._peer.kill()


def in_process(
    module: str, *arguments: str, timeout_s: float = TIMEOUT_S
) -> dict[str, float | str]:
    """Run a module that ends with one line of figures; return them."""
    done = subprocess.run(
        [sys.executable, "-c", AS_STARTED, module, *arguments],
        env={**os.environ, **ROOT_ENV}, capture_output=True, text=True, timeout=timeout_s,
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if line.startswith("JSON ")]
    if done.returncode or not lines:
        raise RuntimeError(f"{module} {arguments[0]}: {done.stderr[-1500:]}")
    return dict(json.loads(lines[0].removeprefix("JSON ")))

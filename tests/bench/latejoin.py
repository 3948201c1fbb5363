"""A late joiner: an empty node meets one that holds 100,000 messages."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from tests.bench.peers import address_of, lobby, rss_mb
from tests.lab.rpc_peer import RpcPeer

SCREEN = 50
AUTHORS = 10


def measure(*, quick: bool = False) -> dict[str, float | str]:
    """Return seconds from the link to the newest screen and to all of it."""
    count = 10_000 if quick else 100_000
    with tempfile.TemporaryDirectory(prefix="grapevine-bench-") as folder:
        options = ("--no-discovery", "--listen", "127.0.0.1:0")
        holder = RpcPeer(Path(folder) / "holder", "Holder", *options, answer_s=300.0)
        with holder:
            room = lobby(holder)
            done = 0
            while done < count:
                requests = [
                    holder.request("messages.send", room=room, text=f"{number} " + "x" * 120)
                    for number in range(done, min(done + 500, count))
                ]
                for request in requests:
                    holder.answer(request)
                done += len(requests)
            wanted = holder.call("node.status")["entries"]
            newest = holder.call("messages.list", room=room, limit=SCREEN)["messages"]
            joiner = RpcPeer(
                Path(folder) / "joiner", "Joiner", *options, "--connect", address_of(holder),
                answer_s=300.0,
            )  # fmt: skip
            start_s = time.monotonic()
            with joiner:
                joiner.wait_until("node.status", lambda status: len(status["links"]) == 1)
                linked_s = time.monotonic()
                ids = [message["message"] for message in newest]
                joiner.wait_until(
                    "messages.list",
                    lambda page: [m["message"] for m in page["messages"]] == ids,
                    room=room,
                    limit=SCREEN,
                )
                screen_s = time.monotonic()
                joiner.wait_until("node.status", lambda s: s["entries"] >= wanted, timeout_s=300)
                all_s = time.monotonic()
                memory_mb = rss_mb(joiner.pid)
    return {
        "messages": float(count),
        "process start to link s": linked_s - start_s,
        "link to first screen s": screen_s - linked_s,
        "link to all s": all_s - linked_s,
        "joiner's memory MB": memory_mb,
    }

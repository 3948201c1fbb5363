"""Ten hosts on a LAN that loses 30 %: who is wrongly shown as gone, and when changes are seen."""

from __future__ import annotations

import contextlib
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench.peers import percentile
from tests.lab.lossy import Lossy
from tests.lab.netns import Lab
from tests.lab.rpc_peer import RpcPeer

LOSS = 0.3
PEERS, SPAN_S = 10, 600.0
QUICK_PEERS, QUICK_SPAN_S = 5, 60.0
CHANGE_EVERY_S = 1.5
"""Somebody changes a note this often: each device far more seldom than its changes are limited to."""
SEEN_S = 60.0
MEET_S = 180.0


def measure(*, quick: bool = False) -> dict[str, float | str]:
    """Return counts over the span, and percentiles in ms over every change and every watcher."""
    count, span_s = (QUICK_PEERS, QUICK_SPAN_S) if quick else (PEERS, SPAN_S)
    seen_ms: list[float] = []
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="grapevine-bench-")))
        lan = stack.enter_context(Lab(count))
        lossy = stack.enter_context(Lossy(lan, LOSS, seed=1))
        started_s = time.monotonic()
        peers = [
            stack.enter_context(
                RpcPeer(folder / f"peer{host.number}", f"Peer {host.number}", host=host, answer_s=SEEN_S)
            )
            for host in lan.hosts
        ]  # fmt: skip
        for peer in peers:
            peer.wait_until("node.status", lambda s: len(s["links"]) == count - 1, MEET_S)
            peer.wait_until(
                "presence.list",
                lambda people: [each["status"] for each in people] == ["online"] * count,
                MEET_S,
            )
        met_s = time.monotonic() - started_s
        for peer in peers:
            peer.take_notifications()
        false_offlines = links_lost = number = 0
        ends_s = time.monotonic() + span_s
        while time.monotonic() < ends_s:
            number += 1
            changed = peers[number % count]
            begun_s = time.monotonic()
            changed.request("presence.set", status="online", note=f"note {number}")
            for peer in peers:
                if peer is not changed:
                    told = _told(peer, f"note {number}")
                    seen_ms.append((told - begun_s) * 1000)
            time.sleep(max(0.0, begun_s + CHANGE_EVERY_S - time.monotonic()))
            for peer in peers:
                rest = peer.take_notifications()
                links_lost += sum(told.method == "link.down" for told in rest)
                false_offlines += sum(
                    _gone(told.params) for told in rest if told.method == "presence.diff"
                )
        offline_at_end = sum(
            each["status"] == "offline" for peer in peers for each in peer.call("presence.list")
        )
    assert lossy.result is not None
    copies = lossy.result.passed + lossy.result.dropped
    return {
        "peers": float(count),
        "minutes": span_s / 60,
        "frames lost %": 100 * lossy.result.dropped / copies,
        "all met s": met_s,
        "false offlines": float(false_offlines + offline_at_end),
        "links lost": float(links_lost),
        "presence changes watched": float(len(seen_ms)),
        "presence change seen p50 ms": percentile(seen_ms, 0.5),
        "presence change seen p95 ms": percentile(seen_ms, 0.95),
        "presence change seen max ms": max(seen_ms),
    }


def _told(peer: RpcPeer, note: str) -> float:
    """Return when a peer told of a note; what else it told is left for later."""

    def has_note(diff: dict[str, Any]) -> bool:
        return any(entry["note"] == note for entry in diff["joins"])

    return peer.wait_notification("presence.diff", has_note).at_s


def _gone(diff: dict[str, Any]) -> int:
    stayed = {entry["person"] for entry in diff["joins"]}
    return sum(entry["person"] not in stayed for entry in diff["leaves"])

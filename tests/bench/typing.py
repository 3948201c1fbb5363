"""Typing seen: typing.set written at one process to typing.changed read at another; topics, too."""

from __future__ import annotations

import contextlib
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench.peers import lobby, mesh, percentile
from tests.lab.lossy import Lossy
from tests.lab.netns import Lab, available
from tests.lab.rpc_peer import RpcPeer

ROOMS = 15
"""A signal a room every 2 s, and 20 at once of one device: more would wait or be dropped."""
REST_S = 9.0
"""In which others would take so many again."""
SYNC_LOSS = 0.1
"""A bad wireless LAN: TCP waits for what is lost, and everything on it waits behind."""
SYNC_MESSAGES, SYNC_CHARS = 8000, 7000
"""56 MB: the sync lasts longer than the measuring."""
SIGNAL_EVERY_S = 2.2
"""A little more than the program's own limit for a room."""
SEEN_S = 20.0


def measure(*, quick: bool = False) -> dict[str, float | str]:
    """Return percentiles in ms, over rooms in which somebody begins to type."""
    begun: list[float] = []
    with mesh(2) as (sender, receiver):
        person = sender.call("node.status")["person"]
        for peer in (sender, receiver):
            peer.wait_until("people.list", lambda people: len(people) == 2)
        rooms = [lobby(sender)]
        for number in range(ROOMS - 1):
            room = sender.call("rooms.create", name=f"room {number}", kind="open")["room"]
            rooms.append(room)
        receiver.wait_until("rooms.list", lambda listed: len(listed) >= len(rooms))
        for room in rooms[1:]:
            receiver.call("rooms.join", room=room)
        for number in range(1 if quick else 6):
            if number:
                time.sleep(REST_S)
            begun += [_signal(sender, receiver, room, [person]) for room in rooms]
        topics = _topics(sender, receiver, 100 if quick else 500)
    while_syncing = [] if available() else _while_a_sync_runs(8 if quick else 40)
    syncing = (
        {
            "typing seen p50 ms, 10 % loss, sync running": percentile(while_syncing, 0.5),
            "typing seen p95 ms, 10 % loss, sync running": percentile(while_syncing, 0.95),
            "typing seen max ms, 10 % loss, sync running": max(while_syncing),
        }
        if while_syncing
        else {}
    )
    return {
        "typing seen p50 ms": percentile(begun, 0.5),
        "typing seen p95 ms": percentile(begun, 0.95),
        "typing seen max ms": max(begun),
        "topic message p50 ms": percentile(topics, 0.5),
        "topic message p99 ms": percentile(topics, 0.99),
        **syncing,
    }


def _while_a_sync_runs(rounds: int) -> list[float]:
    """Somebody types to a newcomer who is still fetching the history, on a network with losses."""
    took_ms: list[float] = []
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="grapevine-bench-")))
        lan = stack.enter_context(Lab(2))
        holder = RpcPeer(folder / "holder", "Holder", host=lan.host(1), answer_s=120.0)
        joiner = RpcPeer(folder / "joiner", "Joiner", host=lan.host(2), answer_s=120.0)
        stack.enter_context(holder)
        room = lobby(holder)
        for start in range(0, SYNC_MESSAGES, 200):
            requests = [
                holder.request("messages.send", room=room, text=f"{number} " + "x" * SYNC_CHARS)
                for number in range(start, start + 200)
            ]
            for request in requests:
                holder.answer(request)
        wanted = holder.call("node.status")["entries"]
        person = holder.call("node.status")["person"]
        stack.enter_context(Lossy(lan, SYNC_LOSS, seed=3))
        stack.enter_context(joiner)
        joiner.wait_until("people.list", lambda people: len(people) == 2)
        joiner.wait_until("presence.list", lambda people: len(people) == 2)
        for _ in range(rounds):
            begun_s = time.monotonic()
            took_ms.append(_signal(holder, joiner, room, [person]))
            _signal(holder, joiner, room, [])
            if joiner.call("node.status")["entries"] >= wanted:
                break
            time.sleep(max(0.0, begun_s + SIGNAL_EVERY_S - time.monotonic()))
    return took_ms


def _signal(sender: RpcPeer, receiver: RpcPeer, room: str, people: list[str]) -> float:
    started_s = time.monotonic()
    sender.request("typing.set", room=room, on=bool(people))
    told = receiver.wait_notification(
        "typing.changed", lambda one: one["room"] == room and one["people"] == people
    )
    return (told.at_s - started_s) * 1000


def _is_payload(number: int, told: dict[str, Any]) -> bool:
    return bool(told["payload"] == number)


def _topics(sender: RpcPeer, receiver: RpcPeer, rounds: int) -> list[float]:
    receiver.call("pubsub.subscribe", topic="bench")
    took_ms = []
    for number in range(rounds):
        started_s = time.monotonic()
        sender.request("pubsub.publish", topic="bench", payload=number)
        told = receiver.wait_notification(
            "pubsub.message", partial(_is_payload, number)
        )
        took_ms.append((told.at_s - started_s) * 1000)
    return took_ms

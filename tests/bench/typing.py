"""Typing seen: typing.set written at one process to typing.changed read at another; topics, too."""

from __future__ import annotations

import time

from tests.bench.peers import lobby, mesh, percentile
from tests.lab.rpc_peer import RpcPeer

ROOMS = 15
"""A signal a room every 2 s, and 20 at once of one device: more would wait or be dropped."""
REST_S = 9.0
"""In which others would take so many again."""


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
    return {
        "typing seen p50 ms": percentile(begun, 0.5),
        "typing seen p95 ms": percentile(begun, 0.95),
        "typing seen max ms": max(begun),
        "topic message p50 ms": percentile(topics, 0.5),
        "topic message p99 ms": percentile(topics, 0.99),
    }


def _signal(sender: RpcPeer, receiver: RpcPeer, room: str, people: list[str]) -> float:
    started_s = time.monotonic()
    sender.request("typing.set", room=room, on=bool(people))
    told = receiver.wait_notification(
        "typing.changed", lambda one: one["room"] == room and one["people"] == people
    )
    return (told.at_s - started_s) * 1000


def _topics(sender: RpcPeer, receiver: RpcPeer, rounds: int) -> list[float]:
    receiver.call("pubsub.subscribe", topic="bench")
    took_ms = []
    for number in range(rounds):
        started_s = time.monotonic()
        sender.request("pubsub.publish", topic="bench", payload=number)
        told = receiver.wait_notification("pubsub.message", lambda one, n=number: one["payload"] == n)
        took_ms.append((told.at_s - started_s) * 1000)
    return took_ms

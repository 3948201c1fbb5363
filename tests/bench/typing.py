"""Typing seen: typing.set written at one process to typing.changed read at another; topics, too."""

from __future__ import annotations

import time

from tests.bench.peers import lobby, mesh, percentile
from tests.lab.rpc_peer import RpcPeer

ROOMS = 40
"""A signal a room every 2 s: with many rooms nothing waits for the throttle."""


def measure(*, quick: bool = False) -> dict[str, float | str]:
    """Return percentiles in ms, over rooms in which somebody begins and stops to type."""
    with mesh(2) as (sender, receiver):
        person = sender.call("node.status")["person"]
        receiver.wait_until("people.list", lambda people: len(people) == 2)
        sender.wait_until("people.list", lambda people: len(people) == 2)
        rooms = [lobby(sender)]
        for number in range(10 if quick else ROOMS):
            room = sender.call("rooms.create", name=f"room {number}", kind="open")["room"]
            rooms.append(room)
        receiver.wait_until("rooms.list", lambda listed: len(listed) >= len(rooms))
        for room in rooms[1:]:
            receiver.call("rooms.join", room=room)
        begun = [_signal(sender, receiver, room, [person]) for room in rooms]
        ended = [_signal(sender, receiver, room, []) for room in rooms]
        topics = _topics(sender, receiver, 100 if quick else 500)
    return {
        "typing seen p50 ms": percentile(begun, 0.5),
        "typing seen p95 ms": percentile(begun, 0.95),
        "typing seen max ms": max(begun),
        "typing ended p50 ms": percentile(ended, 0.5),
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

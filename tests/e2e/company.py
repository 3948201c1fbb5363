"""Peers that know each other, and what tests of several people ask of them."""

from __future__ import annotations

from tests.e2e.conftest import Start, linked
from tests.lab.rpc_peer import RpcPeer


def person(peer: RpcPeer) -> str:
    return str(peer.call("node.status")["person"])


def company(start: Start, *names: str) -> list[RpcPeer]:
    """Start peers that are all linked and know each other by name."""
    first = start(names[0])
    peers = [first, *(start(name, connect=first) for name in names[1:])]
    for peer in peers:
        linked(peer, len(peers) - 1)
        peer.wait_until("people.list", lambda people: len(people) == len(peers))
    return peers


def fence(sender: RpcPeer, receiver: RpcPeer) -> None:
    """Return when everything the sender published before this has come through its link."""
    word = f"fence {sender.name} {receiver.name}"
    receiver.call("pubsub.subscribe", topic=word)
    sender.call("pubsub.publish", topic=word, payload=None)
    receiver.wait_notification("pubsub.message", lambda told: told["topic"] == word)
    receiver.call("pubsub.unsubscribe", topic=word)

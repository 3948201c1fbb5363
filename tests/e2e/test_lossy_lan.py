"""On a LAN that loses three frames of ten people meet, see each other's changes, and nobody is lost."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.lab.lossy import Lossy
from tests.lab.netns import Lab
from tests.lab.rpc_peer import RpcPeer

pytestmark = [pytest.mark.lan, pytest.mark.timeout(600)]
"""Each wait below has its own end, and most take seconds; all the longest together take minutes."""

PEOPLE = 4
LOSS = 0.3
MEET_S = 90.0
"""Discovery, handshakes and the first sync, each over TCP that waits up to seconds for a lost part."""
WATCHED_S = 20.0
"""That nothing happens can only be watched for a while: longer than any time-out of the probing."""


def _is_offline(diff: dict[str, Any]) -> bool:
    """Whether somebody went without coming back in the same moment."""
    stayed = {entry["person"] for entry in diff["joins"]}
    return any(entry["person"] not in stayed for entry in diff["leaves"])


def _all_here(peer: RpcPeer) -> None:
    peer.wait_until(
        "presence.list",
        lambda people: [each["status"] for each in people] == ["online"] * PEOPLE,
        MEET_S,
    )


def test_nobody_is_falsely_offline_and_changes_are_seen(
    lab: Callable[[int], Lab], tmp_path: Path
) -> None:
    lan = lab(PEOPLE)
    with contextlib.ExitStack() as stack:
        stack.enter_context(Lossy(lan, LOSS, seed=7))
        peers = [
            stack.enter_context(RpcPeer(tmp_path / name, name, host=lan.host(number)))
            for number, name in enumerate(("Ana", "Bo", "Cy", "Di"), 1)
        ]
        for peer in peers:
            peer.wait_until(
                "node.status", lambda status: len(status["links"]) == PEOPLE - 1, MEET_S
            )
            _all_here(peer)
        for peer in peers:
            peer.take_notifications()
        with pytest.raises(TimeoutError):
            peers[0].wait_notification("presence.diff", _is_offline, WATCHED_S)
        for peer in peers[1:]:
            diffs = peer.take_notifications("presence.diff")
            assert not [diff.params for diff in diffs if _is_offline(diff.params)]
            _all_here(peer)
        peers[0].call("presence.set", status="busy", note="on the radio")
        for peer in peers[1:]:
            peer.wait_until(
                "presence.list",
                lambda people: (
                    ("busy", "on the radio") in [(each["status"], each["note"]) for each in people]
                ),
                MEET_S,
            )

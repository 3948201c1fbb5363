"""What changes on one device's disk while it runs is taken out, asked for again, and comes back."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from tests.e2e.conftest import Start, has, linked, lobby, texts
from tests.lab.rpc_peer import RpcPeer

PATIENCE_S = 40.0


def tamper(peer: RpcPeer, text: str, lie: str, *, column: str = "body") -> None:
    """Change a stored entry behind the back of the running process, as a bad disk would."""
    assert len(text) == len(lie)
    with contextlib.closing(sqlite3.connect(peer.data_dir / "history.db", timeout=20)) as file:
        file.execute("PRAGMA synchronous=OFF")
        if column == "body":
            done = file.execute(
                "UPDATE entries SET body=CAST(replace(body, ?, ?) AS BLOB) WHERE instr(body, ?)",
                (text, lie, text.encode()),
            )
        else:
            done = file.execute(
                "UPDATE entries SET id=zeroblob(32) WHERE instr(body, ?)", (text.encode(),)
            )
        assert done.rowcount == 1
        file.commit()


def say(peer: RpcPeer, *said: str) -> None:
    for text in said:
        peer.call("messages.send", room=lobby(peer), text=text)


@pytest.mark.parametrize("column", ["body", "id"])
def test_a_message_that_changed_on_disk_comes_back_by_itself(start: Start, column: str) -> None:
    ana = start("Ana")
    bo = start("Bo", connect=ana)
    linked(ana)
    said = ["meet at six", "by the fountain", "bring the map"]
    say(ana, *said)
    has(bo, said)
    for text, lie in (("meet at six", "meet at ten"), ("bring the map", "bring the gun")):
        tamper(bo, text, lie, column=column)
        found = texts(bo)  # whoever looks finds the damage
        assert lie not in found
        assert text not in found
        has(bo, said, PATIENCE_S)
    counts = [room["unread"] for room in bo.call("rooms.list") if room["name"] == "lobby"]
    assert counts == [3]
    # And it is on the disk again, as its author wrote it.
    assert bo.kill() == -9
    bo.start()
    assert texts(bo) == said
    log = (Path(bo.stderr_path)).read_text()
    assert "had changed on the disk" in log


def test_who_passes_on_passes_on_nothing_false_and_heals_while_serving(start: Start) -> None:
    ana = start("Ana")
    bo = start("Bo", connect=ana)
    linked(ana)
    said = [f"word {number} of ten" for number in range(10)]
    say(ana, *said)
    has(bo, said)
    tamper(bo, "word 4 of ten", "lies 4 of ten")
    # Only the network reads it here: a third who asks Bo for everything.
    cy = start("Cy", connect=bo)
    has(cy, said, PATIENCE_S)
    has(bo, said, PATIENCE_S)


def test_an_own_message_that_changed_on_disk_is_given_back_by_who_has_it(start: Start) -> None:
    ana = start("Ana")
    bo = start("Bo", connect=ana)
    linked(ana)
    say(bo, "one", "number two")
    has(ana, ["one", "number two"])
    tamper(bo, "number two", "number six")
    assert texts(bo) == ["one"]
    say(bo, "three")  # the own log goes on after the lost head, and is no fork
    said = ["one", "number two", "three"]
    has(bo, said, PATIENCE_S)
    has(ana, said)


def test_the_own_log_goes_on_after_a_restart_without_its_head(start: Start) -> None:
    bo = start("Bo")
    say(bo, "one", "number two")
    tamper(bo, "number two", "number six")
    assert texts(bo) == ["one"]
    assert bo.close() == 0
    bo.start()
    say(bo, "three")
    assert texts(bo) == ["one", "three"]

"""kill -9: a child stores entries and prints each acknowledged id; nothing printed may ever be missing."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.store.store import Store
from net.entry import Entry
from net.history import LogSummary
from net.ids import DeviceId, EntryId, RoomId
from tests.faults.authors import ROOM, Author, stamp
from tests.faults.plain import ME, PlainStore

if TYPE_CHECKING:
    from typing import IO

ALIVE_MS = (20, 150)
"""How long a child writes before it is killed: past its first commits, into checkpoints."""
ROOT = Path(__file__).parents[2]


@dataclass(slots=True)
class KillReport:
    """What some kills did. `lost` counts acknowledged entries that were gone afterwards."""

    cycles: int = 0
    acknowledged: int = 0
    lost: int = 0
    damaged: list[int] = field(default_factory=list)
    """Cycles after which the database needed repair or was not sound."""


def run(cycles: int, seed: int) -> KillReport:
    """Kill a writing child `cycles` times over one growing store.

    Args:
        cycles: How often; each takes about 0.4 s.
        seed: Of the moments at which the children are killed.
    """
    rng = random.Random(seed)
    report = KillReport()
    folder = Path(tempfile.mkdtemp(prefix="grapevine-kill-"))
    try:
        acknowledged: list[EntryId] = []
        for cycle in range(cycles):
            fresh = _one_child(folder, rng)
            acknowledged += fresh
            report.acknowledged += len(fresh)
            report.cycles += 1
            _check(folder, cycle, fresh, report)
        _check(folder, cycles, acknowledged, report)
    finally:
        shutil.rmtree(folder)
    return report


def _one_child(folder: Path, rng: random.Random) -> list[EntryId]:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.kill9", str(folder)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert child.stdout is not None
    with child, child.stdout as lines:
        acknowledged = [_id(lines.readline())]  # the start takes as long as it takes
        timer = threading.Timer(rng.uniform(*ALIVE_MS) / 1000, child.send_signal, [signal.SIGKILL])
        timer.start()
        acknowledged += map(_id, _whole_lines(lines))
        timer.join()
    return acknowledged


def _whole_lines(lines: IO[bytes]) -> list[bytes]:
    return [line for line in lines if line.endswith(b"\n")]


def _id(line: bytes) -> EntryId:
    return EntryId(bytes.fromhex(line.decode().strip()))


def _check(folder: Path, cycle: int, acknowledged: list[EntryId], report: KillReport) -> None:
    store = PlainStore(folder, Author("me").device)
    try:
        if store.opened.recovery is not None or (store.opened.fresh):
            report.damaged.append(cycle)
        report.lost += sum(store.read_entry(entry) is None for entry in acknowledged)
    finally:
        store.close()


class _Child:
    """Continues the logs of the child before it, as an author after a restart does."""

    def __init__(self, store: Store, logs: dict[tuple[RoomId, DeviceId], LogSummary]) -> None:
        self._store = store
        self._number = sum(log.head_seq for log in logs.values())
        self._authors = [Author("me"), Author("bo")]
        for author in self._authors:
            log = logs.get((ROOM, author.device))
            if log is not None:
                author.continue_after(ROOM, log.head_seq, log.head_id)

    async def write_for_ever(self) -> None:
        me, bo = self._authors
        while True:
            mine = [me.say("a few words", self._stamp()) for _ in range(3)]
            run = [bo.say("a few words", self._stamp()) for _ in range(20)]
            await asyncio.gather(*(self._keep([entry]) for entry in mine), self._keep(run))

    async def _keep(self, entries: list[Entry]) -> None:
        stored = await self._store.history.append(entries)
        lines = "".join(f"{entry.id.hex()}\n" for entry in stored.stored)
        os.write(1, lines.encode())  # no buffer that a kill could take along

    def _stamp(self) -> int:
        self._number += 1
        return stamp(self._number)


async def _write(store: Store) -> None:
    snapshot = await store.history.load()
    await _Child(store, {(log.room, log.device): log for log in snapshot.logs}).write_for_ever()


def main() -> None:
    """Be the child."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_write(Store.open(Path(sys.argv[1]), Author("me").device, ME, now_ms=0)))


if __name__ == "__main__":
    main()

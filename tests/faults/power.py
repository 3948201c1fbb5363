"""Power cuts: the store's real SQL on a disk that forgets, tears and keeps what was never synced."""

from __future__ import annotations

import random
import shutil
import tempfile
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from desktop.store import search_index
from desktop.store.append import append
from desktop.store.committer import Committer, Failure
from desktop.store.file_version import DATABASE_NAME
from desktop.store.owner import Owner
from net.entry import Entry
from tests.faults.apsw_store import connector
from tests.faults.authors import Author, stamp
from tests.faults.disk import Disk
from tests.faults.plain import ME, PlainStore

MAX_OPERATIONS = 250
"""Writes and syncs before the cut at most: some thirty commits and three checkpoints."""
INDEXED = 0.5
"""How often a step of the search index, which waits for no disk, stands between two commits."""


@dataclass(slots=True)
class PowerReport:
    """What some power cuts did. `lost` counts acknowledged entries that were gone afterwards."""

    cycles: int = 0
    acknowledged: int = 0
    lost: int = 0
    damaged: list[int] = field(default_factory=list)
    """Seeds of the cycles after which the database needed repair."""
    losing: list[int] = field(default_factory=list)
    """Seeds of the cycles that lost something."""


def run(cycles: int, seed: int, *, synchronous: str = "FULL") -> PowerReport:
    """Cut the power `cycles` times, each at another moment.

    Args:
        cycles: How often; each takes about 20 ms.
        seed: Of the first cycle; cycle n uses seed + n, so a failing one can be run alone.
        synchronous: NORMAL shows that this harness sees a loss.
    """
    report = PowerReport()
    folder = Path(tempfile.mkdtemp(prefix="grapevine-power-"))
    try:
        template = folder / "template"
        template.mkdir()
        PlainStore(template, Author("me").device).close()
        for number in range(seed, seed + cycles):
            work = folder / "work"
            after = folder / "after"
            shutil.copytree(template, work)
            after.mkdir()
            _cycle(number, work, after, synchronous, report)
            shutil.rmtree(work)
            shutil.rmtree(after)
    finally:
        shutil.rmtree(folder)
    return report


def _cycle(seed: int, work: Path, after: Path, synchronous: str, report: PowerReport) -> None:
    rng = random.Random(seed)
    me = Author("me")
    disk = Disk(f"cut-{seed}")
    try:
        disk.cut_after = rng.randint(5, MAX_OPERATIONS)
        acknowledged, attempted = _write_until_cut(disk, work, me, rng, synchronous)
        disk.after_the_cut(after, rng)
    finally:
        disk.unregister()
    report.cycles += 1
    report.acknowledged += len(acknowledged)
    store = PlainStore(after, me.device)
    try:
        if store.opened.recovery is not None or store.opened.fresh:
            report.damaged.append(seed)
        lost = sum(store.read_entry(entry.id) is None for entry in acknowledged)
        if not _index_ends(store):
            report.damaged.append(seed)
        stored = store.reader().entry_count()
        if lost or not len(acknowledged) - lost <= stored <= len(attempted):
            report.lost += max(1, lost)
            report.losing.append(seed)
    finally:
        store.close()


def _index_ends(store: PlainStore) -> bool:
    """Whether the search index, cut off anywhere, goes on and in the end has every message once."""
    while store.do(search_index.step):
        pass
    shown, indexed = store.do(
        lambda session: session.connection.execute(
            "SELECT (SELECT count(*) FROM messages), (SELECT count(*) FROM search_words "
            "WHERE search_words MATCH 'text : words OR text : more')"
        ).fetchone()
    )
    return bool(shown == indexed)


def _write_until_cut(
    disk: Disk, work: Path, me: Author, rng: random.Random, synchronous: str
) -> tuple[list[Entry], list[Entry]]:
    """Return the entries whose commit was acknowledged, and all that were tried."""
    connect = connector(disk.name, synchronous)
    path = work / DATABASE_NAME
    acknowledged: list[Entry] = []
    attempted: list[Entry] = []
    committer = Committer(
        lambda: connect(path, "rw"), Owner(me.device, ME), checkpoint_rows=(200, 200)
    )
    other = Author("other", rng)
    try:
        while not disk.is_off:
            batch = [[me.say("words " * rng.randint(1, 20), stamp(len(attempted)))]]
            for _ in range(rng.randint(0, 3)):
                batch.append(  # noqa: PERF401 - the author's state goes on from one to the next
                    [other.say("more", stamp(len(attempted))) for _ in range(rng.randint(1, 30))]
                )
            attempted += (entry for entries in batch for entry in entries)
            outcomes = committer.commit([partial(append, entries=entries) for entries in batch])
            for entries, outcome in zip(batch, outcomes, strict=True):
                if not isinstance(outcome, Failure):
                    acknowledged += entries
            if rng.random() < INDEXED:
                committer.commit_at_leisure([search_index.step])
            committer.checkpoint_if_due(busy=False)
    finally:
        disk.is_off = True
        committer.close()
    return acknowledged, attempted

"""A store without its threads: the real SQL, driven step by step by a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.store import loss, opening, runs
from desktop.store.append import append
from desktop.store.committer import Committer, Failure
from desktop.store.connection import connect as connect_sqlite
from desktop.store.file_version import DATABASE_NAME
from desktop.store.owner import Owner
from desktop.store.reader import Reader
from desktop.store.room_rows import RoomRows
from net.ids import DeviceId, EntryId, PersonId, digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.store.connection import Connect
    from net.entry import Entry
    from net.history import Snapshot, StoredRun
    from net.ids import RoomId

ME = PersonId(digest(b"test person", b"me"))


class PlainStore:
    """One database in a folder, its committer and as many readers as asked for."""

    def __init__(
        self, folder: Path, device: DeviceId, *, connect: Connect = connect_sqlite
    ) -> None:
        self.path = folder / DATABASE_NAME
        self.owner = Owner(device, ME)
        self.damaged: list[runs.Damaged] = []
        self._connect = connect
        self.opened = opening.open_database(self.path, self.owner, 0, None, connect)
        self.committer = Committer(lambda: connect(self.path, "rw"), self.owner)
        self._reading = connect(self.path, "ro")

    def append(self, *entries: Entry) -> tuple[Entry, ...]:
        """Store entries in one job; returns the new ones."""
        return self.do(lambda session: append(session, entries)).stored

    def do(self, job: Any) -> Any:
        """Run one job and commit; raises what it failed with."""
        (outcome,) = self.committer.commit([job])
        if isinstance(outcome, Failure):
            raise outcome.error
        return outcome

    def load(self) -> Snapshot:
        return runs.load(self._reading)

    def read_run(
        self, room: RoomId, device: DeviceId, lo: int, hi: int, *, max_bytes: int, signed: bool
    ) -> StoredRun | None:
        reader = runs.LogReader(self._reading, self.damaged.append)
        return reader.run(room, device, lo, hi, max_bytes=max_bytes, signed=signed)

    def read_entry(self, entry: EntryId) -> Entry | None:
        return runs.read_entry(self._reading, entry, self.damaged.append)

    def drop_damaged(self) -> Sequence[runs.Damaged]:
        """Do what the writer does with reported entries."""
        reported, self.damaged[:] = list(self.damaged), []
        for damaged in reported:
            self.do(lambda session, damaged=damaged: loss.drop_damaged(session, damaged))
        return reported

    def reader(self) -> Reader:
        return Reader(self._reading, self.owner, self.damaged.append)

    def rows(self, room: RoomId) -> RoomRows:
        return RoomRows(self._connect(self.path, "ro"), room, self.owner, self.damaged.append)

    def close(self) -> None:
        self._reading.close()
        self.committer.close()

"""The network engine's view of the store: appends through the writer, reads on a thread of their own."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING, TypeVar

from desktop.store import runs
from desktop.store.append import append
from desktop.store.errors import Trouble, known

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import ThreadPoolExecutor

    from desktop.store.connection import Connection
    from desktop.store.session import Session
    from desktop.store.writer import Writer
    from net.entry import Entry
    from net.history import AppendResult, Snapshot, StoredRun
    from net.ids import DeviceId, EntryId, RoomId

T = TypeVar("T")


class SqliteHistory:
    """Fulfils `net.history.History`. Called on the engine's loop; never blocks it."""

    def __init__(
        self,
        writer: Writer,
        executor: ThreadPoolExecutor,
        connection: Callable[[], Connection],
        report: Callable[[runs.Damaged], None],
        on_corrupt: Callable[[], None],
    ) -> None:
        """Take part of an open store.

        Args:
            writer: Takes the appends.
            executor: One thread that reads.
            connection: Returns the read connection; called on the executor's thread only.
            report: Told of each damaged entry met, on the executor's thread.
            on_corrupt: Called when SQLite finds the file itself damaged.
        """
        self._writer = writer
        self._executor = executor
        self._connection = connection
        self._report = report
        self._on_corrupt = on_corrupt

    async def load(self) -> Snapshot:
        """Return the summary of everything stored."""
        return await self._read(runs.load)

    async def append(
        self, entries: Sequence[Entry], certificates: Sequence[bytes] = ()
    ) -> AppendResult:
        """Store entries and certificates; returns after the commit is on disk.

        Raises:
            StorageError: nothing of this call was stored; the text says what to do.
        """

        def job(session: Session) -> AppendResult:
            return append(session, entries, certificates)

        return await self._writer.submit(job, weight=max(1, len(entries)))

    async def read_run(
        self, room: RoomId, device: DeviceId, lo: int, hi: int, *, max_bytes: int, signed: bool
    ) -> StoredRun | None:
        """Return the newest gapless piece of [lo, hi]; see `net.history.History.read_run`."""

        def read(connection: Connection) -> StoredRun | None:
            reader = runs.LogReader(connection, self._report)
            return reader.run(room, device, lo, hi, max_bytes=max_bytes, signed=signed)

        return await self._read(read)

    async def read_entry(self, entry: EntryId) -> Entry | None:
        """Return one entry by id, with its signature if held."""
        return await self._read(lambda connection: runs.read_entry(connection, entry, self._report))

    async def acknowledged(
        self, room: RoomId, author: DeviceId, holder: DeviceId, seq: int
    ) -> None:
        """Remember that `holder` has `author`'s log up to `seq`; only larger values count."""

        def job(session: Session) -> None:
            session.connection.execute(
                "INSERT INTO receipts VALUES (?,?,?,?) ON CONFLICT DO UPDATE "
                "SET seq=excluded.seq WHERE excluded.seq > seq",
                (session.room(room), session.device(author).n, session.device(holder).n, seq),
            )

        await self._writer.submit(job)

    async def _read(self, read: Callable[[Connection], T]) -> T:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._executor, lambda: read(self._connection()))
        except sqlite3.Error as error:
            trouble = known(error)
            if trouble is None:
                raise
            if trouble.trouble is Trouble.CORRUPT:
                self._on_corrupt()
            raise trouble from error

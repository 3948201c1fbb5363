"""The network engine's view of the store: appends go to the writer, reads to a thread of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.clock import unix_ms
from desktop.store import runs
from desktop.store.append import append

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.store.connection import Connection
    from desktop.store.read_thread import ReadThread
    from desktop.store.session import Session
    from desktop.store.writer import Writer
    from net.entry import Entry
    from net.history import AppendResult, Snapshot, StoredRun
    from net.ids import DeviceId, EntryId, RoomId


@dataclass(frozen=True, slots=True)
class Changes:
    """What an append changed besides adding entries.

    `messages` names those that show something else now (True: new ones that something was said
    about already), `read` the rooms that another own device has read further.
    """

    messages: tuple[tuple[EntryId, bool], ...] = ()
    read: tuple[RoomId, ...] = ()


class SqliteHistory:
    """Fulfils `net.history.History`. Called on the engine's loop; never blocks it."""

    def __init__(
        self, writer: Writer, thread: ReadThread, report: Callable[[runs.Damaged], None]
    ) -> None:
        """Take part of an open store.

        Args:
            writer: Takes the appends.
            thread: Answers the reads.
            report: Told of each damaged entry met, on the reading thread.
        """
        self._writer = writer
        self._thread = thread
        self._report = report
        self.on_changed: Callable[[Changes], None] | None = None
        """Told on the loop, after the commit and before `append` returns, what else it changed."""

    async def load(self) -> Snapshot:
        """Return the summary of everything stored."""
        return await self._thread.run(runs.load)

    async def append(
        self, entries: Sequence[Entry], certificates: Sequence[bytes] = ()
    ) -> AppendResult:
        """Store entries and certificates; returns after the commit is on disk.

        Raises:
            StorageError: nothing of this call was stored; the text says what to do.
        """

        def job(session: Session) -> tuple[AppendResult, Changes]:
            result = append(session, entries, certificates)
            return result, Changes(tuple(session.changed), tuple(session.read_on))

        result, changes = await self._writer.submit(job, weight=max(1, len(entries)))
        if self.on_changed is not None and (changes.messages or changes.read):
            self.on_changed(changes)
        return result

    async def read_run(
        self, room: RoomId, device: DeviceId, lo: int, hi: int, *, max_bytes: int, signed: bool
    ) -> StoredRun | None:
        """Return the newest gapless piece of [lo, hi]; see `net.history.History.read_run`."""

        def read(connection: Connection) -> StoredRun | None:
            reader = runs.LogReader(connection, self._report)
            return reader.run(room, device, lo, hi, max_bytes=max_bytes, signed=signed)

        return await self._thread.run(read)

    async def read_entry(self, entry: EntryId) -> Entry | None:
        """Return one entry by id, with its signature if held."""
        return await self._thread.run(
            lambda connection: runs.read_entry(connection, entry, self._report)
        )

    async def acknowledged(
        self, room: RoomId, author: DeviceId, holder: DeviceId, seq: int
    ) -> None:
        """Remember that `holder` has `author`'s log up to `seq`; only larger values count."""

        def job(session: Session) -> None:
            session.connection.execute(
                "INSERT INTO receipts VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE "
                "SET seq=excluded.seq, at_ms=excluded.at_ms WHERE excluded.seq > seq",
                (
                    session.room(room),
                    session.device(author).n,
                    session.device(holder).n,
                    seq,
                    unix_ms(),
                ),
            )

        await self._writer.submit(job)

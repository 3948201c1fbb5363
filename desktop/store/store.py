"""The front door of the store: opens, repairs and closes the database, hands out its parts."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from typing import TYPE_CHECKING, Any, TypeVar

from desktop.store import blocking, loss, opening, read_marks, search_index, upkeep
from desktop.store.committer import Committer
from desktop.store.connection import connect as connect_sqlite
from desktop.store.file_version import DATABASE_NAME
from desktop.store.folder import FolderLock, make_private
from desktop.store.history import SqliteHistory
from desktop.store.owner import Owner
from desktop.store.read_thread import ReadThread
from desktop.store.reader import Reader
from desktop.store.room_rows import RoomRows
from desktop.store.search_threads import SearchRun, SearchThreads
from desktop.store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.model import OrderKey, Picks
    from desktop.store.connection import Connect, Connection
    from desktop.store.opening import Recovery
    from desktop.store.runs import Damaged
    from desktop.store.salvage import Verify
    from desktop.store.search_reader import SearchReader
    from desktop.store.session import Session
    from net.ids import DeviceId, EntryId, PersonId, RoomId
    from net.lost import LostEntry

T = TypeVar("T")


class Store:
    """An open database and the threads that serve it. Make it by `Store.open`, end it by `close`.

    `history` serves the network. `fresh` says that the database was made just now, `recovered` that
    a damaged one was kept aside: in both cases a device key that has written before must not be
    used again, since its log may have lost its end.
    """

    def __init__(
        self,
        path: Path,
        owner: Owner,
        lock: FolderLock,
        opened: opening.Opened,
        connect: Connect,
    ) -> None:
        """Start the threads; `Store.open` calls this."""
        self.path = path
        self.owner = owner
        self.fresh = opened.fresh
        self.recovered: Recovery | None = opened.recovery
        self._lock = lock
        self._connect = connect
        committer = Committer(lambda: connect(path, "rw"), owner)
        self.on_held: Callable[[], object] | None = None
        """Told on the writer's thread that somebody's old snapshot keeps deleted words on the disk."""
        self.on_lost: Callable[[LostEntry], object] | None = None
        """Told on the writer's thread of each entry that changed on disk, after it was taken out."""
        self._writer = Writer(
            committer, self._mark_corrupt, search_index.step_at_leisure, self._tell_held
        )
        self._reading = ReadThread("store-reader", self._open_to_read, self._mark_corrupt)
        self._searching = SearchThreads(self._open_to_read, owner, self._report)
        self._reader: Reader | None = None
        self._dropping: set[int] = set()
        self._closing = threading.Lock()
        self._closed = False
        self.history = SqliteHistory(self._writer, self._reading, self._report)

    @staticmethod
    def open(
        folder: Path,
        device: DeviceId,
        person: PersonId,
        *,
        now_ms: int,
        verify: Verify | None = None,
        connect: Connect = connect_sqlite,
    ) -> Store:
        """Open the database of a data folder, making, migrating or salvaging it as needed.

        Blocks; call it before a loop runs or on a thread.

        Args:
            folder: The data folder; made if missing, private afterwards.
            device: This device; its log is held to a stricter rule.
            person: The person at this device.
            now_ms: Unix time; names a damaged file that is kept aside.
            verify: Checks an entry's signature against a certificate while salvaging.
            connect: Opens a database file; the fault tests give another one.

        Raises:
            DataFolderInUse: another instance has the folder.
            NewerDatabase: a newer version wrote it; nothing was changed.
            KnownStoreError: the disk refuses; the text says what to do.
        """
        make_private(folder)
        lock = FolderLock(folder)
        try:
            owner = Owner(device, person)
            path = folder / DATABASE_NAME
            opened = opening.open_database(path, owner, now_ms, verify, connect)
            return Store(path, owner, lock, opened, connect)
        except BaseException:
            lock.release()
            raise

    def close(self) -> None:
        """Finish what is queued, fold the log into the file, end the threads. Blocks."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
            self._searching.stop()
            self._reading.stop()
            self._writer.stop()
            self._lock.release()

    async def aclose(self) -> None:
        """Close without blocking the loop."""
        await asyncio.to_thread(self.close)

    def reader(self) -> Reader:
        """Open a reader for the calling thread; the caller closes it."""
        return Reader(self._open_to_read(), self.owner, self._report)

    async def read(self, ask: Callable[[Reader], T]) -> T:
        """Ask a reader on the store's reading thread; the loop goes on meanwhile."""

        def run(connection: Connection) -> T:
            if self._reader is None:
                self._reader = Reader(connection, self.owner, self._report)
            return ask(self._reader)

        return await self._reading.run(run)

    def room_rows(self, room: RoomId) -> RoomRows:
        """Open a room for a timeline on the calling thread; the caller closes it."""
        return RoomRows(self._open_to_read(), room, self.owner, self._report)

    def search(self, ask: Callable[[SearchReader], T]) -> SearchRun[T]:
        """Ask on one of the search threads; the run can be interrupted."""
        return self._searching.start(ask)

    async def catch_up_search(self, steps: int) -> bool:
        """Index what was stored just now, at most `steps` times a batch; whether all of it is.

        Raises:
            StorageError: the disk refused, or the store is closed.
        """
        for _ in range(steps):
            if not self._writer.idle_due or not await self._writer.submit(search_index.step):
                return True
        return False

    async def check(self) -> bool:
        """Read the whole file once and say whether it is sound; if not, the next start repairs it.

        For idle time: takes seconds at a gigabyte, on the thread that also reads for peers.
        """
        sound = await self._reading.run(
            lambda connection: opening.is_sound(connection, thorough=True)
        )
        if not sound:
            self._mark_corrupt()
        return sound

    async def set_setting(self, key: str, value: Any) -> None:
        """Keep a JSON value under a key; None removes it."""
        await self._do(lambda session: upkeep.set_setting(session, key, value))

    async def set_draft(self, room: RoomId, text: str, picks: Picks = ()) -> None:
        """Keep what stands in a room's composer, and who was picked for the names in it."""
        await self._do(lambda session: upkeep.set_draft(session, room, text, picks))

    async def set_notify(self, room: RoomId, level: str) -> None:
        """Keep how loud a room is."""
        await self._do(lambda session: upkeep.set_notify(session, room, level))

    async def unseal(self, room: RoomId) -> tuple[EntryId, ...]:
        """Show what could not be opened before a key of this private room came."""
        return await self._writer.submit(lambda session: upkeep.unseal(session, room))

    async def set_muted(self, room: RoomId, until_ms: int) -> None:
        """Keep until when a room is muted (Unix ms); 0 for not muted."""
        await self.set_setting(f"muted:{room.hex()}", until_ms or None)

    async def set_verified(self, person: PersonId, *, on: bool) -> None:
        """Keep whether somebody was verified in person."""
        await self._do(lambda session: blocking.set_verified(session, person, on=on))

    async def set_blocked(self, person: PersonId, *, on: bool) -> set[RoomId]:
        """Hide somebody's messages, or show them again; returns the rooms that changed."""
        await self._do(lambda session: blocking.set_blocked(session, person, on=on))
        return await self.settle_blocked()

    async def settle_blocked(self) -> set[RoomId]:
        """Finish what hiding or showing again was left by a kill; returns the rooms that changed."""
        rooms: set[RoomId] = set()
        place: blocking.Place | None = blocking.Place()
        while place is not None:
            at = place
            step = await self._writer.submit(
                lambda session, at=at: blocking.settle(session, at),  # type: ignore[misc]
                weight=blocking.STEP_MESSAGES,
            )
            place = step.place
            if step.room is not None:
                rooms.add(step.room)
        return rooms

    async def mark_read(self, room: RoomId, key: OrderKey) -> bool:
        """Move a room's read mark forward to a key; False where it stands there or further already."""
        return await self._writer.submit(lambda session: upkeep.mark_read(session, room, key))

    async def enter_room(self, room: RoomId, now_ms: int) -> bool:
        """Let all that was written in a room up to now count as read, also what is still to come."""
        return await self._writer.submit(lambda session: read_marks.enter(session, room, now_ms))

    async def correct_entering(self, room: RoomId, ahead_ms: int) -> bool:
        """Put the mark of `enter_room` right; the clock it was made by was so far ahead."""
        return await self._writer.submit(lambda s: read_marks.correct(s, room, ahead_ms))

    async def mark_unread(self, room: RoomId, key: OrderKey) -> EntryId | None:
        """Put a room's read mark just before a message; returns the last one that is read still."""
        return await self._writer.submit(lambda session: upkeep.mark_unread(session, room, key))

    async def remember_address(
        self, device: DeviceId, host: str, port: int, last_ok_ms: int
    ) -> None:
        """Keep an address under which a device was reached."""
        await self._do(
            lambda session: upkeep.remember_address(session, device, host, port, last_ok_ms)
        )

    async def forget_address(self, device: DeviceId, host: str, port: int) -> None:
        """Drop an address that is another's now."""
        await self._do(lambda session: upkeep.forget_address(session, device, host, port))

    async def _do(self, job: Callable[[Session], None]) -> None:
        await self._writer.submit(job)

    def _open_to_read(self) -> Connection:
        return self._connect(self.path, "ro")

    def _report(self, damaged: Damaged) -> None:
        """Take a damaged entry out, then tell the engine; from any thread."""
        if damaged.number in self._dropping:
            return  # several readers may meet it before it is gone
        self._dropping.add(damaged.number)
        dropped: list[LostEntry | None] = []

        def job(session: Session) -> None:
            dropped.append(loss.drop_damaged(session, damaged))

        def done() -> None:
            self._dropping.discard(damaged.number)
            if dropped[-1] is not None:
                _tell(self.on_lost, dropped[-1])

        self._writer.post(job, done)

    def _tell_held(self) -> None:
        _tell(self.on_held)

    def _mark_corrupt(self) -> None:
        opening.mark_for_check(self.path)


def _tell(listener: Callable[..., object] | None, *news: object) -> None:
    if listener is not None:
        with contextlib.suppress(RuntimeError):  # the loop of whoever listens is closed
            listener(*news)

"""The threads that search: two, each with a read connection, and every run can be interrupted."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections import deque
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from desktop.store.errors import known
from desktop.store.search_reader import SearchReader
from net.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.store.connection import Connection
    from desktop.store.owner import Owner
    from desktop.store.runs import Damaged

T = TypeVar("T")

THREADS = 2
"""One long search must not hold up a short one; more would only share two cores."""
MAX_QUEUED = 1_000
"""Searches that wait; a script that asks faster than the disk answers is told so."""


class SearchRun(Generic[T]):
    """One search on its way; `future` has the answer on the loop that asked."""

    def __init__(self, threads: SearchThreads, ask: Callable[[SearchReader], T]) -> None:
        self.future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self.ask = ask
        self._threads = threads

    def cancel(self) -> None:
        """Stop it wherever it is; its future is cancelled. Harmless when it is done."""
        self.future.cancel()
        self._threads.interrupt(self)


class SearchThreads:
    """Runs searches in the order given. Started with the first one, used from loops, `stop` once."""

    def __init__(
        self, connect: Callable[[], Connection], owner: Owner, report: Callable[[Damaged], None]
    ) -> None:
        self._connect = connect
        self._owner = owner
        self._report = report
        self._queue: deque[SearchRun[Any]] = deque()
        self._running: dict[SearchRun[Any], Connection] = {}
        self._wake = threading.Condition()
        self._stopping = False
        self._threads: list[threading.Thread] = []

    def start(self, ask: Callable[[SearchReader], T]) -> SearchRun[T]:
        """Queue a search from a running loop.

        Raises:
            StorageError: the store is closed, or too many searches wait.
        """
        run = SearchRun(self, ask)
        with self._wake:
            if self._stopping:
                raise StorageError("The store is closed.")
            if len(self._queue) >= MAX_QUEUED:
                raise StorageError("Too many searches at once: wait for an answer.")
            self._queue.append(run)
            if len(self._threads) < THREADS:
                thread = threading.Thread(
                    target=self._work, name=f"store-search-{len(self._threads)}", daemon=True
                )
                self._threads.append(thread)
                thread.start()
            self._wake.notify()
        return run

    def interrupt(self, run: SearchRun[Any]) -> None:
        """Take a run out of the queue or stop its statement."""
        with self._wake:  # held: the connection must not go on to the next run meanwhile
            if run in self._queue:
                self._queue.remove(run)
            elif run in self._running:
                self._running[run].interrupt()

    def stop(self) -> None:
        """Interrupt everything and end the threads. Blocks."""
        with self._wake:
            self._stopping = True
            left = list(self._queue)
            self._queue.clear()
            for connection in self._running.values():
                connection.interrupt()
            self._wake.notify_all()
        for run in left:
            _deliver(run, StorageError("The store is closed."))
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        connection: Connection | None = None
        reader: SearchReader | None = None
        while True:
            with self._wake:
                while not self._queue and not self._stopping:
                    self._wake.wait()
                if self._stopping:
                    break
                run = self._queue.popleft()
                if connection is not None:
                    self._running[run] = connection
            outcome: Any
            try:
                if reader is None or connection is None:
                    connection = self._connect()
                    reader = SearchReader(connection, self._owner, self._report)
                    with self._wake:
                        self._running[run] = connection
                outcome = None if run.future.cancelled() else run.ask(reader)
            except Exception as error:  # noqa: BLE001 - handed to who asked
                outcome = _Failed(known(error) or error)
            finally:
                with self._wake:
                    self._running.pop(run, None)
            _deliver(run, outcome)
        if connection is not None:
            connection.close()


class _Failed:
    __slots__ = ("error",)

    def __init__(self, error: BaseException) -> None:
        self.error = error


def was_interrupted(error: BaseException) -> bool:
    """Whether a statement ended because somebody stopped it."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(error, sqlite3.Error) and code == sqlite3.SQLITE_INTERRUPT


def _deliver(run: SearchRun[Any], outcome: Any) -> None:
    def resolve() -> None:
        if run.future.done():
            return
        if isinstance(outcome, _Failed):
            if was_interrupted(outcome.error):
                run.future.cancel()
            else:
                run.future.set_exception(outcome.error)
        elif isinstance(outcome, BaseException):
            run.future.set_exception(outcome)
        else:
            run.future.set_result(outcome)

    try:
        run.future.get_loop().call_soon_threadsafe(resolve)
    except RuntimeError:
        return  # that loop is closed: nobody waits for the answer any more

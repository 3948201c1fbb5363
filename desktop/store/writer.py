"""The one thread that writes: takes whatever waits, commits it together, answers each loop once."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from desktop.store.committer import Committer, Failure
from desktop.store.errors import KnownStoreError, Trouble
from net.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.store.committer import Job
    from desktop.store.session import Session

log = logging.getLogger(__name__)

T = TypeVar("T")

MAX_BATCH_JOBS = 2_000
"""Jobs in one transaction: at 30 us each the first of a batch waits 60 ms at most for the last."""
MAX_BATCH_WEIGHT = 8_000
"""Entries in one transaction, for the same reason and to bound the log a rollback throws away."""
IDLE_AFTER_S = 0.02
"""Quiet before work that can wait begins: what comes in a burst is then done in one go."""
IDLE_AGAIN_S = 0.002
"""Breath between two steps of it: with one it takes little longer and leaves the others the core."""

SCRUB_AGAIN_S = 1.0
"""Between two tries to empty the log of deleted words while a reader still holds it."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    job: Callable[[Session], Any]
    weight: int
    future: asyncio.Future[Any] | None = None
    loop: asyncio.AbstractEventLoop | None = None
    done: Callable[[], None] | None = None


class Writer:
    """Runs jobs on its own thread in the order given. No wait is added: idle, a job starts at once.

    While one batch is on its way to the disk the next one gathers; that alone makes the groups.
    """

    def __init__(
        self,
        committer: Committer,
        on_corrupt: Callable[[], None],
        idle: Callable[[Session], bool] | None = None,
        on_held: Callable[[], None] | None = None,
    ) -> None:
        """Start the thread.

        Args:
            committer: Used by this thread alone from now on.
            on_corrupt: Called on the thread when SQLite finds the file damaged.
            idle: A small step of work that can wait, committed by itself while nothing waits; says
                whether there is more. Begun anew after every batch. A power cut may undo it.
            on_held: Called on the thread while a reader's old snapshot keeps deleted words in the
                write-ahead log, once in SCRUB_AGAIN_S at most.
        """
        self._committer = committer
        self._on_corrupt = on_corrupt
        self._idle = idle
        self._on_held = on_held
        self.idle_due = idle is not None
        """Whether there may be idle work; from any thread, a moment old."""
        self._waiting: deque[_Waiting] = deque()
        self._wake = threading.Condition()
        self._stopping = False
        # Read without the lock: a moment late costs one slice of idle work, no more.
        committer.ask_hurried(lambda: bool(self._waiting) or self._stopping)
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, job: Callable[[Session], T], weight: int = 1) -> asyncio.Future[T]:
        """Queue a job from a running loop; the future has its result once it is on disk.

        Args:
            job: Called with the session on the writer's thread; may run only SQL.
            weight: About how many rows it writes, to bound a transaction.

        Raises:
            StorageError: at once if the store is closed; from the future if the disk refused.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        with self._wake:
            if self._stopping:
                raise StorageError("The store is closed.")
            self._waiting.append(_Waiting(job, weight, future, loop))
            self._wake.notify()
        return future

    def post(self, job: Callable[[Session], Any], done: Callable[[], None]) -> None:
        """Queue a job from any thread; nobody waits for it.

        Args:
            job: As for `submit`; forgotten if it fails or the store is closed.
            done: Called on the writer's thread once the job is on disk.
        """
        with self._wake:
            if not self._stopping:
                self._waiting.append(_Waiting(job, 1, done=done))
                self._wake.notify()

    def stop(self) -> None:
        """Finish what is queued, fold the log into the file, end the thread. Blocks; call it once."""
        with self._wake:
            self._stopping = True
            self._wake.notify()
        self._thread.join()

    def _run(self) -> None:
        pause_s = IDLE_AFTER_S
        while True:
            with self._wake:
                idle = self._wait(pause_s)
                batch = self._take()
                busy = bool(self._waiting)
            if idle and not batch:
                pause_s = self._do_idle()
                continue
            if not batch:
                if self._stopping:
                    break
                continue  # all that waited was cancelled
            outcomes = self._commit(batch, self._committer.commit)
            self.idle_due = self._idle is not None  # before anybody hears that the batch is stored
            self._answer(batch, outcomes)
            pause_s = IDLE_AFTER_S
            self._committer.checkpoint_if_due(busy)
        self._committer.close()

    def _wait(self, pause_s: float) -> bool:
        """Wait for a job or the end; True if there was time for idle work instead."""
        while not self._waiting and not self._stopping:
            if not self.idle_due and not self._committer.scrub_due:
                self._wake.wait()
            elif not self._wake.wait(pause_s):
                return True
        return False

    def _do_idle(self) -> float:
        """Do one small step; return how long to wait before the next."""
        if not self.idle_due or self._idle is None:
            if self._committer.scrub():
                return IDLE_AFTER_S
            if self._on_held is not None:
                self._on_held()
            return SCRUB_AGAIN_S
        (outcome,) = self._commit([_Waiting(self._idle, 1)], self._committer.commit_at_leisure)
        # After a failure the next batch begins it anew: the disk may be full until then.
        self.idle_due = outcome is True
        if isinstance(outcome, Failure) and not isinstance(outcome.error, KnownStoreError):
            log.error("idle work failed", exc_info=outcome.error)
        self._committer.checkpoint_if_due(self.idle_due)
        return IDLE_AGAIN_S

    def _take(self) -> list[_Waiting]:
        batch: list[_Waiting] = []
        weight = 0
        while self._waiting and len(batch) < MAX_BATCH_JOBS and weight < MAX_BATCH_WEIGHT:
            waiting = self._waiting.popleft()
            if waiting.future is not None and waiting.future.cancelled():
                continue  # read without its loop's lock: at worst a cancelled job is still done
            batch.append(waiting)
            weight += waiting.weight
        return batch

    def _commit(
        self, batch: Sequence[_Waiting], commit: Callable[[Sequence[Job]], list[Any]]
    ) -> list[Any]:
        try:
            outcomes = commit([waiting.job for waiting in batch])
        except Exception as error:
            log.exception("the writer failed")
            return [Failure(error)] * len(batch)
        known = [
            outcome.error.trouble
            for outcome in outcomes
            if isinstance(outcome, Failure) and isinstance(outcome.error, KnownStoreError)
        ]
        if known:
            log.info("the disk refused %d jobs: %s", len(known), known[0].value)
            if Trouble.CORRUPT in known:
                self._on_corrupt()
        return outcomes

    def _answer(self, batch: Sequence[_Waiting], outcomes: Sequence[Any]) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], Any]]] = {}
        for waiting, outcome in zip(batch, outcomes, strict=True):
            if waiting.loop is not None and waiting.future is not None:
                by_loop.setdefault(waiting.loop, []).append((waiting.future, outcome))
            if waiting.done is not None and not isinstance(outcome, Failure):
                waiting.done()
        for loop, answers in by_loop.items():
            try:
                loop.call_soon_threadsafe(_resolve, answers)
            except RuntimeError:
                continue  # that loop is closed: nobody waits for the answer any more


def _resolve(answers: Sequence[tuple[asyncio.Future[Any], Any]]) -> None:
    for future, outcome in answers:
        if future.done():
            continue
        if isinstance(outcome, Failure):
            future.set_exception(outcome.error)
        else:
            future.set_result(outcome)

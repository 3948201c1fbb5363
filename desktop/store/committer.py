"""Group commit: a batch of jobs becomes one transaction, each job in a savepoint of its own.

No thread and no loop in here: the writer calls it, and the power-cut tests drive it directly.
"""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING, Any

from desktop.store.connection import BUSY_TIMEOUT_MS
from desktop.store.errors import Trouble, known
from desktop.store.owner import Owner
from desktop.store.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.store.connection import Connection

    Job = Callable[[Session], Any]

CHECKPOINT_ROWS = 2_000
"""Changed rows after which the log is folded into the file when nothing waits: about 4 MB of log,
so a start after a kill replays little."""
CHECKPOINT_ROWS_BUSY = 40_000
"""The same while work waits: a bulk load rewrites each page less often, the log stays near 30 MB."""
NORMAL = 1
"""SQLite's level of commits that do not wait for the disk but keep their order on it."""


class Failure:
    """The outcome of a job that was not kept."""

    __slots__ = ("error",)

    def __init__(self, error: BaseException) -> None:
        self.error = error


class Committer:
    """Owns the write connection and the session over it. Used by one thread at a time."""

    def __init__(
        self,
        connect: Callable[[], Connection],
        owner: Owner,
        *,
        checkpoint_rows: tuple[int, int] = (CHECKPOINT_ROWS, CHECKPOINT_ROWS_BUSY),
    ) -> None:
        """Open the connection.

        Args:
            connect: Opens a prepared write connection; called again after an I/O error, since what
                a failed fsync left in the cache must not be trusted.
            owner: Whose store this is.
            checkpoint_rows: After how many changed rows to checkpoint, idle and busy.
        """
        self._checkpoint_rows = checkpoint_rows
        self._connect = connect
        self._connection = connect()
        self._durable = self._synchronous = self._level()
        self._session = Session(self._connection, owner)
        # After a kill the log may still hold words that were taken back.
        self._session.scrub_due = True
        self._rows_at_checkpoint = self._connection.total_changes

    def ask_hurried(self, hurried: Callable[[], bool]) -> None:
        """Let jobs that can go on later ask, on the committing thread, whether somebody waits."""
        self._session.hurried = hurried

    def commit(self, jobs: Sequence[Job]) -> list[Any]:
        """Run the jobs in order and commit them together; returns when they are on disk.

        Returns:
            For each job its result, or a `Failure`: its own, or that of the commit.
        """
        return self._commit(jobs, self._durable)

    def _commit(self, jobs: Sequence[Job], synchronous: int) -> list[Any]:
        try:
            if synchronous != self._synchronous:
                self._connection.execute(f"PRAGMA synchronous={synchronous}").fetchall()
                self._synchronous = synchronous
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            return [self._failed(error) for _ in jobs]
        outcomes: list[Any] = []
        for job in jobs:
            outcomes.append(self._run(job))
            if not self._connection.in_transaction:
                # A full disk or a failed read ends the whole transaction on the spot.
                return self._all_failed(jobs, outcomes[-1].error)
        try:
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            return self._all_failed(jobs, error)
        return outcomes

    def commit_at_leisure(self, jobs: Sequence[Job]) -> list[Any]:
        """Run jobs that may be lost and done again: together, and without waiting for the disk.

        What is committed is in the log, in its place. It reaches the disk with the next commit that
        waits for it, or is lost with everything after it: a power cut never leaves a part.

        Returns:
            As `commit`.
        """
        return self._commit(jobs, min(self._durable, NORMAL))

    def checkpoint_if_due(self, busy: bool) -> None:
        """Fold the write-ahead log into the file if enough has gathered; never delays an answer."""
        rows = self._connection.total_changes - self._rows_at_checkpoint
        if rows >= self._checkpoint_rows[busy]:
            self._checkpoint("PASSIVE")

    @property
    def scrub_due(self) -> bool:
        """Whether words that were taken back may still stand in the write-ahead log."""
        return self._session.scrub_due

    def scrub(self) -> bool:
        """Fold the log into the file and empty it; False while a reader still needs the log."""
        try:
            # Not to wait for readers here: the next try comes soon, and jobs come before it.
            self._connection.execute("PRAGMA busy_timeout=0").fetchall()
            (busy, _, _) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}").fetchall()
        except sqlite3.Error:
            return False  # as in _checkpoint: what is in the log is safe, and it is tried again
        if not busy:
            self._session.scrub_due = False
            self._rows_at_checkpoint = self._connection.total_changes
        return not busy

    def close(self) -> None:
        """Fold the whole log into the file if the disk allows it, and close."""
        with contextlib.suppress(sqlite3.Error):
            # A window that still reads must not hold up the end; whoever closes last folds the log.
            self._connection.execute("PRAGMA busy_timeout=0").fetchall()
        self._checkpoint("TRUNCATE")
        self._connection.close()

    def _run(self, job: Job) -> Any:
        execute = self._connection.execute
        execute("SAVEPOINT job")
        try:
            result = job(self._session)
        except Exception as error:  # noqa: BLE001 - a bug in one job must not take the others down
            self._session.forget()
            if self._connection.in_transaction:
                execute("ROLLBACK TO job")
                execute("RELEASE job")
            return self._failed(error)
        execute("RELEASE job")
        return result

    def _all_failed(self, jobs: Sequence[Job], error: BaseException) -> list[Any]:
        self._session.forget()
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error:
            self._reconnect()
        trouble = known(error)
        if trouble is not None and trouble.trouble is Trouble.IO:
            self._reconnect()
        return [self._failed(error) for _ in jobs]

    def _failed(self, error: BaseException) -> Failure:
        return Failure(known(error) or error)

    def _reconnect(self) -> None:
        old = self._connection
        try:
            self._connection = self._connect()
        except sqlite3.Error:
            return  # the next batch meets the same trouble and says so
        old.close()
        scrub_due = self._session.scrub_due
        hurried = self._session.hurried
        self._session = Session(self._connection, self._session.owner)
        self._session.scrub_due = scrub_due
        self._session.hurried = hurried
        self._synchronous = self._level()
        self._rows_at_checkpoint = self._connection.total_changes

    def _level(self) -> int:
        (level,) = self._connection.execute("PRAGMA synchronous").fetchone()
        return int(level)

    def _checkpoint(self, mode: str) -> None:
        self._rows_at_checkpoint = self._connection.total_changes
        try:
            self._connection.execute(f"PRAGMA wal_checkpoint({mode})").fetchall()
        except sqlite3.Error:
            # A full disk, a reader in the way: the log stays, everything in it is safe, and the
            # next checkpoint takes it along.
            return

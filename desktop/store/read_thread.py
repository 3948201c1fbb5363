"""A thread with a read connection of its own: questions from the loop are answered there."""

from __future__ import annotations

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from desktop.store.errors import Trouble, known

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.store.connection import Connection

T = TypeVar("T")


class ReadThread:
    """Runs reads one after the other; the connection is opened with the first."""

    def __init__(
        self, name: str, connect: Callable[[], Connection], on_corrupt: Callable[[], None]
    ) -> None:
        self._connect = connect
        self._on_corrupt = on_corrupt
        self._connection: Connection | None = None
        self._executor = ThreadPoolExecutor(1, thread_name_prefix=name)

    async def run(self, read: Callable[[Connection], T]) -> T:
        """Answer a question on the thread.

        Raises:
            KnownStoreError: the disk or the file refused.
        """
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._executor, lambda: read(self._open())
            )
        except sqlite3.Error as error:
            trouble = known(error)
            if trouble is None:
                raise
            if trouble.trouble is Trouble.CORRUPT:
                self._on_corrupt()
            raise trouble from error

    def stop(self) -> None:
        """End the thread after what it is asked already. Blocks."""
        self._executor.submit(self._close).result()
        self._executor.shutdown()

    def _open(self) -> Connection:
        if self._connection is None:
            self._connection = self._connect()
        return self._connection

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()

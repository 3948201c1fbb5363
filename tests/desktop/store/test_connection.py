"""Every connection of the store is durable and distrustful, whoever opens it."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from desktop.store import connection
from desktop.store.store import Store
from tests.faults.authors import Author
from tests.faults.plain import ME

OFF, ON, FULL = 0, 1, 2


def pragmas(opened: connection.Connection, *names: str) -> dict[str, object]:
    return {name: opened.execute(f"PRAGMA {name}").fetchone()[0] for name in names}


def test_the_writer_waits_for_the_disk_and_readers_cannot_write(tmp_path: Path) -> None:
    path = tmp_path / "some.db"
    writer = connection.connect(path, "rwc")
    assert pragmas(writer, "synchronous", "journal_mode") == {
        "synchronous": FULL, "journal_mode": "wal",
    }  # fmt: skip
    writer.execute("CREATE TABLE things (name)")
    reader = connection.connect(path, "ro")
    for opened in (writer, reader):
        assert pragmas(opened, "trusted_schema", "cell_size_check", "mmap_size", "busy_timeout") == {
            "trusted_schema": OFF, "cell_size_check": ON, "mmap_size": 0,
            "busy_timeout": connection.BUSY_TIMEOUT_MS,
        }  # fmt: skip
        assert pragmas(opened, "soft_heap_limit") == {"soft_heap_limit": connection.HEAP_BYTES}
    with pytest.raises(sqlite3.OperationalError):
        reader.execute("INSERT INTO things VALUES (1)")
    reader.close()
    writer.close()
    with pytest.raises(sqlite3.OperationalError):
        connection.connect(tmp_path / "none.db", "rw")


def test_an_open_store_writes_on_such_a_connection(tmp_path: Path) -> None:
    async def look() -> tuple[object, ...]:
        store = await asyncio.to_thread(
            lambda: Store.open(tmp_path, Author("me").device, ME, now_ms=0)
        )
        found = await store._writer.submit(
            lambda session: pragmas(session.connection, "synchronous", "journal_mode")
        )
        await store.aclose()
        return tuple(found.values())

    assert asyncio.run(look()) == (FULL, "wal")


def test_text_that_is_none_reaches_the_reader(tmp_path: Path) -> None:
    opened = connection.connect(tmp_path / "some.db", "rwc")
    assert opened.execute("SELECT CAST(x'ff' AS TEXT)").fetchone() == ("\ufffd",)
    opened.close()

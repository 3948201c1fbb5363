"""The writer: groups, failures that stay alone, a full disk, errors of the disk at every operation."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.store.append import append
from desktop.store.committer import Committer, Failure
from desktop.store.connection import Connection, connect
from desktop.store.errors import KnownStoreError, Trouble, known
from desktop.store.owner import Owner
from desktop.store.session import Session
from desktop.store.store import Store
from desktop.store.writer import Writer
from net.errors import StorageError
from tests.faults.apsw_store import connector
from tests.faults.authors import ROOM, Author, stamp
from tests.faults.disk import Disk
from tests.faults.plain import ME, PlainStore

ROOT = Path(__file__).parents[3]


@pytest.fixture
def me() -> Author:
    return Author("me")


def set_value(key: str) -> Callable[[Session], None]:
    def job(session: Session) -> None:
        session.connection.execute("INSERT INTO settings VALUES (?, '1')", (key,))

    return job


def keys(connection: Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT key FROM settings ORDER BY key")]


class Counting:
    """A connection that counts its commits and can be told to refuse one."""

    def __init__(self, path: Path) -> None:
        self._inner: Any = connect(path, "rw")
        self.commits = 0
        self.refuse_with: int | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def execute(self, sql: str, parameters: tuple[Any, ...] = ()) -> Any:
        if sql == "COMMIT":
            if self.refuse_with is not None:
                error = sqlite3.OperationalError("the disk refused")
                error.sqlite_errorcode = self.refuse_with
                raise error
            self.commits += 1
        return self._inner.execute(sql, parameters)


@pytest.fixture
def path(tmp_path: Path, me: Author) -> Path:
    store = PlainStore(tmp_path, me.device)
    store.close()
    return store.path


@pytest.fixture
def counting(path: Path) -> Counting:
    return Counting(path)


@pytest.fixture
def committer(counting: Counting, me: Author) -> Any:
    committer = Committer(lambda: counting, Owner(me.device, ME))  # type: ignore[arg-type, return-value]
    yield committer
    committer.close()


def test_jobs_together_are_one_commit(committer: Committer, counting: Counting) -> None:
    assert committer.commit([set_value(str(i)) for i in range(10)]) == [None] * 10
    assert counting.commits == 1


def test_only_what_can_be_done_again_does_not_wait_for_the_disk(
    committer: Committer, counting: Counting
) -> None:
    def level(session: Session) -> int:
        (found,) = session.connection.execute("PRAGMA synchronous").fetchone()
        return int(found)

    normal, full = 1, 2
    assert committer.commit([level]) == [full]
    assert committer.commit_at_leisure([level, set_value("a")]) == [normal, None]
    assert committer.commit_at_leisure([level]) == [normal]
    assert committer.commit([level, set_value("b")]) == [full, None]
    assert keys(counting) == ["a", "b"]  # type: ignore[arg-type]


def test_a_failed_job_fails_alone(committer: Committer, counting: Counting) -> None:
    outcomes = committer.commit([set_value("a"), set_value("a"), set_value("b")])
    assert [isinstance(outcome, Failure) for outcome in outcomes] == [False, True, False]
    assert isinstance(outcomes[1].error, sqlite3.IntegrityError)
    assert keys(counting) == ["a", "b"]  # type: ignore[arg-type]


def test_a_bug_in_a_job_fails_alone(committer: Committer, counting: Counting) -> None:
    def broken(session: Session) -> None:
        set_value("half")(session)
        raise ZeroDivisionError

    outcomes = committer.commit([broken, set_value("b")])
    assert isinstance(outcomes[0].error, ZeroDivisionError)
    assert outcomes[1] is None
    assert keys(counting) == ["b"]  # type: ignore[arg-type]


def test_a_failed_commit_fails_all_of_it_and_what_builds_on_it(
    committer: Committer, counting: Counting, me: Author
) -> None:
    first, second = me.say("a", stamp(0)), me.say("b", stamp(1))
    counting.refuse_with = sqlite3.SQLITE_FULL
    outcomes = committer.commit([lambda session: append(session, [first]), set_value("x")])
    troubles = [outcome.error.trouble for outcome in outcomes]
    assert troubles == [Trouble.FULL, Trouble.FULL]
    assert outcomes[0].error is not outcomes[1].error
    counting.refuse_with = None
    (late,) = committer.commit([lambda session: append(session, [second])])
    assert isinstance(late.error, StorageError)
    (again,) = committer.commit([lambda session: append(session, [first, second])])
    assert again.stored == (first, second)
    assert keys(counting) == []  # type: ignore[arg-type]


def test_after_an_error_of_the_disk_the_file_is_opened_anew(path: Path, me: Author) -> None:
    """What a failed sync left in the cache may never reach the disk: it is not built upon."""
    opened: list[Counting] = []

    def connect_again() -> Connection:
        opened.append(Counting(path))
        return opened[-1]  # type: ignore[return-value]

    committer = Committer(connect_again, Owner(me.device, ME))
    opened[0].refuse_with = sqlite3.SQLITE_IOERR_FSYNC
    (outcome,) = committer.commit([set_value("a")])
    assert outcome.error.trouble is Trouble.IO
    assert len(opened) == 2
    assert committer.commit([set_value("b")]) == [None]
    assert keys(opened[1]) == ["b"]  # type: ignore[arg-type]
    committer.close()


@pytest.mark.asyncio
async def test_what_waits_while_a_batch_is_written_is_the_next_batch(
    counting: Counting, me: Author
) -> None:
    writer = await asyncio.to_thread(
        lambda: Writer(
            Committer(lambda: counting, Owner(me.device, ME)),  # type: ignore[arg-type, return-value]
            lambda: None,
        )
    )
    await asyncio.gather(*(writer.submit(set_value(f"{i:03}")) for i in range(200)))
    assert counting.commits < 20
    done = asyncio.Event()
    loop = asyncio.get_running_loop()

    def tell() -> None:
        loop.call_soon_threadsafe(done.set)

    writer.post(set_value("posted"), tell)
    await done.wait()
    cancelled = writer.submit(set_value("cancelled"))
    cancelled.cancel()
    last = writer.submit(set_value("last"))
    await asyncio.to_thread(writer.stop)
    assert last.done()
    with pytest.raises(StorageError, match="closed"):
        await writer.submit(set_value("late"))
    writer.post(set_value("late"), lambda: None)


def test_known_errors_say_what_to_do() -> None:
    for trouble in Trouble:
        error = KnownStoreError(trouble, "detail")
        assert isinstance(error, StorageError)
        assert "detail" in str(error)
        assert str(error)[0].isupper()
    plain = sqlite3.OperationalError("no such table: x")
    plain.sqlite_errorcode = sqlite3.SQLITE_ERROR
    assert known(plain) is None
    assert known(ValueError()) is None
    full = sqlite3.OperationalError("full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    translated = known(full)
    assert translated is not None
    assert translated.trouble is Trouble.FULL


def full_disk_is_survived(result: dict[str, Any]) -> None:
    assert result["trouble"] == "FULL"
    assert "Free some space" in result["words"]
    assert result["kept"] > 10
    assert result["shown"] == result["kept"]
    assert result["after"] == result["reopened"] == result["kept"] + 2
    assert result["sound"]
    assert not result["recovered"]


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs mount namespaces (Linux)")
def test_a_disk_that_is_full_and_has_room_again(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c",
         'mount -t tmpfs -o size=3m none "$0" && exec "$1" -m tests.faults.full "$0"',
         str(small), sys.executable],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    if "ermitted" in done.stderr or "denied" in done.stderr:
        pytest.skip(f"mounting is not permitted here: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    full_disk_is_survived(json.loads(done.stdout))


@pytest.mark.asyncio
async def test_a_full_database_without_a_small_disk(tmp_path: Path, me: Author) -> None:
    """The same through SQLite's own limit, where nothing may be mounted."""
    limits: list[Connection] = []

    def limited(path: Path, mode: str) -> Connection:
        connection = connect(path, mode)
        if mode == "rw":
            connection.execute("PRAGMA max_page_count=60").fetchall()
            limits.append(connection)
        return connection

    store = await asyncio.to_thread(
        lambda: Store.open(tmp_path, me.device, ME, now_ms=0, connect=limited)
    )
    kept = 0
    entry = me.say("first", stamp(0))
    with pytest.raises(KnownStoreError) as caught:
        while True:
            await store.history.append([entry])
            kept += 1
            entry = me.say("some words " * 20, stamp(kept))
    assert caught.value.trouble is Trouble.FULL
    assert len(await store.read(lambda reader: reader.latest(ROOM, 1000))) == kept
    await asyncio.to_thread(lambda: limits[-1].execute("PRAGMA max_page_count=100000").fetchall())
    assert (await store.history.append([entry])).stored == (entry,)
    await store.aclose()


def test_an_error_of_the_disk_at_any_operation_loses_nothing(tmp_path: Path) -> None:
    """The n-th write or sync fails, for every n that the script reaches; then all goes on."""
    number = 0
    while True:
        number += 7  # of some 250 operations
        folder = tmp_path / str(number)
        folder.mkdir()
        PlainStore(folder, Author("me").device).close()
        reached = _script_with_error(folder, number)
        shutil.rmtree(folder)
        if not reached:
            break
    assert number > 60


def _script_with_error(folder: Path, number: int) -> bool:
    me = Author("me")
    disk = Disk(f"error-{number}")
    disk.fail_at = number
    store = None
    try:
        try:
            store = PlainStore(folder, me.device, connect=connector(disk.name))
        except KnownStoreError as error:
            assert error.trouble in (Trouble.IO, Trouble.CANNOT_OPEN)
        if store is not None:
            kept = []
            for i in range(12):
                entry = me.say("words", stamp(i))
                for _ in range(3):
                    try:
                        store.append(entry)
                    except KnownStoreError as error:
                        assert error.trouble is Trouble.IO
                    else:
                        kept.append(entry)
                        break
                store.committer.checkpoint_if_due(busy=False)
            assert len(kept) == 12
            assert all(store.read_entry(entry.id) == entry for entry in kept)
            store.close()
            after = PlainStore(folder, me.device)
            assert after.opened.recovery is None
            assert all(after.read_entry(entry.id) == entry for entry in kept)
            after.close()
        return disk.operations >= number
    finally:
        disk.unregister()


def test_a_reader_does_not_hold_up_the_end(tmp_path: Path, me: Author) -> None:
    """It waits for nothing: within SQLite's five seconds nobody would let go here."""
    store = PlainStore(tmp_path, me.device)
    rows = store.rows(ROOM)
    store.append(me.say("hello", stamp(0)))
    done: list[None] = []
    closing = threading.Thread(target=lambda: done.append(store.close()), name="closing")
    closing.start()
    closing.join(4.0)
    assert done == [None]
    rows.close()
    again = PlainStore(tmp_path, me.device)
    assert again.reader().entry_count() == 1
    again.close()

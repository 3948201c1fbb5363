"""Whatever stands where the database should: it opens, is repaired, or says clearly why not."""

from __future__ import annotations

import asyncio
import gzip
import os
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.store import opening, schema
from desktop.store.connection import connect
from desktop.store.errors import DataFolderInUse, KnownStoreError, NewerDatabase, Trouble
from desktop.store.file_version import version_of
from desktop.store.store import Store
from net.entry import Entry
from net.ids import EntryId
from tests.faults.authors import ROOM, Author, stamp
from tests.faults.plain import ME, PlainStore

FIXTURES = Path(__file__).parent / "fixtures"
NOW_MS = 1_800_000_000_000
CORRUPT = "history.db.corrupt-20270115-080000"

NOBODY = 65534
"""The user whom nothing belongs to."""

posix = pytest.mark.skipif(sys.platform == "win32", reason="no such permissions on Windows")


@pytest.fixture
def me() -> Author:
    return Author("me")


def open_store(folder: Path, me: Author, verify: object = None) -> Store:
    return Store.open(folder, me.device, ME, now_ms=NOW_MS, verify=verify)  # type: ignore[arg-type]


def filled(folder: Path, me: Author, number: int = 300) -> list[Entry]:
    """Make a closed store with some entries and settings."""
    folder.mkdir(exist_ok=True)
    authors = [me, Author("bo"), Author("cy")]
    entries = [authors[i % 3].say(f"message number {i}", stamp(i)) for i in range(number)]
    store = PlainStore(folder, me.device)
    for entry in entries:
        store.append(entry)
    store.close()

    async def keep() -> None:
        opened = await asyncio.to_thread(lambda: open_store(folder, me))
        await opened.set_draft(ROOM, "half a thought")
        await opened.set_setting("theme", "dark")
        await opened.aclose()

    asyncio.run(keep())
    return entries


def held(store: Store, entries: list[Entry]) -> int:
    async def count() -> int:
        found = [await store.history.read_entry(entry.id) for entry in entries]
        for entry, one in zip(entries, found, strict=True):
            assert one is None or one.body == entry.body
        return sum(one is not None for one in found)

    return asyncio.run(count())


def test_a_new_folder_has_a_fresh_store(tmp_path: Path, me: Author) -> None:
    store = open_store(tmp_path / "deep" / "data", me)
    assert store.fresh
    assert store.recovered is None
    store.close()
    store.close()
    again = open_store(tmp_path / "deep" / "data", me)
    assert not again.fresh
    again.close()


def test_a_folder_in_use_is_refused(tmp_path: Path, me: Author) -> None:
    store = open_store(tmp_path, me)
    with pytest.raises(DataFolderInUse, match="already running"):
        open_store(tmp_path, me)
    store.close()
    open_store(tmp_path, me).close()


def test_another_process_has_the_folder(tmp_path: Path, me: Author) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c",
         "import sys, pathlib\nfrom desktop.store.folder import FolderLock\n"
         "lock = FolderLock(pathlib.Path(sys.argv[1]))\nprint('held', flush=True)\nsys.stdin.read()",
         str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(DataFolderInUse):
            open_store(tmp_path, me)
        holder.kill()
    open_store(tmp_path, me).close()


@posix
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_everything_is_private_whatever_the_umask(tmp_path: Path, me: Author, umask: int) -> None:
    before = os.umask(umask)
    try:
        folder = tmp_path / "data"
        store = open_store(folder, me)

        async def write() -> None:
            await store.set_setting("a", 1)
            await store.read(lambda reader: reader.setting("a"))

        asyncio.run(write())
        names = {file.name for file in folder.iterdir()}
        assert names >= {"history.db", "history.db-wal", "history.db-shm", "lock"}
        for file in folder.iterdir():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        store.close()
        folder.chmod(0o777)
        (folder / "history.db").chmod(0o666)
        open_store(folder, me).close()
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert stat.S_IMODE((folder / "history.db").stat().st_mode) == 0o600
    finally:
        os.umask(before)


def test_a_newer_database_is_left_alone(tmp_path: Path, me: Author) -> None:
    filled(tmp_path, me, 5)
    path = tmp_path / "history.db"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version={len(schema.STEPS) + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerDatabase, match="newer version"):
        open_store(tmp_path, me)
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*.corrupt*"))


def test_a_folder_in_its_place_is_named(tmp_path: Path, me: Author) -> None:
    (tmp_path / "history.db").mkdir()
    with pytest.raises(KnownStoreError, match="not a file") as caught:
        open_store(tmp_path, me)
    assert caught.value.trouble is Trouble.CANNOT_OPEN
    (tmp_path / "history.db").rmdir()
    open_store(tmp_path, me).close()


def test_a_file_where_the_folder_should_be_is_named(tmp_path: Path, me: Author) -> None:
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(KnownStoreError):
        open_store(tmp_path / "data", me)


AS_SOMEBODY = """
import errno, os, pathlib, sys
from desktop.store.errors import KnownStoreError
from desktop.store.store import Store

def refuse(*_, **__):
    raise PermissionError(errno.EPERM, "not yours")

if os.geteuid() == 0:
    os.setuid(int(sys.argv[2]))
if sys.argv[3] == "refused":
    pathlib.Path.chmod = refuse
try:
    Store.open(pathlib.Path(sys.argv[1]), b"d" * 32, b"p" * 32, now_ms=0).close()
except KnownStoreError as error:
    print(error.trouble.name, error)
else:
    print("opened")
"""
"""Opens a store; where root runs it, as a user who may not write everywhere."""


def opened_as_somebody(data: Path, *, owned: bool, chmod: str) -> str:
    """What an ordinary user is told of a copy of this folder that nobody may write to."""
    folder = Path("/tmp") / f"grapevine-read-only-{os.getpid()}"  # tmp_path's parents are private
    shutil.copytree(data, folder)
    try:
        for each in (*folder.iterdir(), folder):
            each.chmod(0o444 if each.is_file() else 0o555)
            if owned and os.geteuid() == 0:
                os.chown(each, NOBODY, NOBODY)
        return subprocess.run(
            [sys.executable, "-c", AS_SOMEBODY, str(folder), str(NOBODY), chmod],
            capture_output=True, text=True, cwd=Path(__file__).parents[3], check=True,
        ).stdout  # fmt: skip
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)


@posix
@pytest.mark.parametrize("owned", [True, False])
def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path, me: Author, *, owned: bool) -> None:
    if not owned and os.geteuid() != 0:
        pytest.skip("only root can make a folder that is another's")
    filled(tmp_path, me, 5)
    told = opened_as_somebody(tmp_path, owned=owned, chmod="refused" if owned else "as it is")
    assert told.startswith("READ_ONLY ")
    assert "permissions" in told


@posix
def test_an_own_folder_that_lost_its_permissions_gets_them_back(tmp_path: Path, me: Author) -> None:
    filled(tmp_path, me, 5)
    assert opened_as_somebody(tmp_path, owned=True, chmod="as it is") == "opened\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (b"not a database at all, but some text" * 50, "no database")],
)
def test_what_is_no_database_is_replaced(
    tmp_path: Path, me: Author, content: bytes, reason: str
) -> None:
    (tmp_path / "history.db").write_bytes(content)
    store = open_store(tmp_path, me)
    assert store.recovered is not None
    assert reason in str(store.recovered)
    assert not store.fresh
    if content:
        assert store.recovered.kept == tmp_path / CORRUPT
        assert (tmp_path / CORRUPT).read_bytes() == content
    assert held(store, [Author("bo").say("x", stamp(0))]) == 0
    store.close()
    again = open_store(tmp_path, me)
    assert again.recovered is None
    again.close()


def test_another_programs_database_is_kept_aside(tmp_path: Path, me: Author) -> None:
    connection = sqlite3.connect(tmp_path / "history.db")
    connection.execute("CREATE TABLE recipes (name)")
    connection.commit()
    connection.close()
    store = open_store(tmp_path, me)
    assert store.recovered is not None
    assert "not Grapevine's" in store.recovered.reason
    store.close()


@pytest.mark.parametrize("version", [0, 3, -1])
def test_a_version_that_is_not_the_tables_own_is_damage(
    tmp_path: Path, me: Author, version: int
) -> None:
    entries = filled(tmp_path, me, 30)
    connection = sqlite3.connect(tmp_path / "history.db")
    connection.execute(f"PRAGMA user_version={version}")
    connection.close()
    store = open_store(tmp_path, me)
    assert store.recovered is not None
    assert "version" in store.recovered.reason
    assert held(store, entries) == len(entries)
    store.close()
    open_store(tmp_path, me).close()


def test_a_schema_whose_words_are_no_text_costs_no_entry(tmp_path: Path, me: Author) -> None:
    entries = filled(tmp_path, me, 30)
    path = tmp_path / "history.db"
    content = path.read_bytes()
    path.write_bytes(content.replace(b"CREATE TABLE messages", b"CREATE TABLE\xfbmessages", 1))
    store = open_store(tmp_path, me)
    assert store.recovered is not None
    assert held(store, entries) == len(entries)
    store.close()
    open_store(tmp_path, me).close()


def test_what_is_left_of_a_file_cut_short_is_saved(tmp_path: Path, me: Author) -> None:
    entries = filled(tmp_path, me, 3000)
    path = tmp_path / "history.db"
    os.truncate(path, path.stat().st_size * 2 // 3)
    store = open_store(tmp_path, me)
    assert store.recovered is not None
    assert held(store, entries) == store.recovered.entries > len(entries) // 4
    store.close()
    open_store(tmp_path, me).close()


def _damage(kind: str, path: Path, rng: random.Random) -> None:
    content = bytearray(path.read_bytes())
    if kind == "truncated":
        del content[rng.randrange(100, len(content)) :]
    elif kind == "zero page":
        page = rng.randrange(len(content) // 4096) * 4096
        content[page : page + 4096] = bytes(4096)
    elif kind == "noise page":
        page = rng.randrange(len(content) // 4096) * 4096
        content[page : page + 4096] = rng.randbytes(4096)
    elif kind == "bits":
        for _ in range(rng.randint(1, 200)):
            content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)
    elif kind == "header":
        content[:100] = rng.randbytes(100)
    elif kind == "swapped pages":
        pages = len(content) // 4096
        a, b = (rng.randrange(1, pages) * 4096 for _ in range(2))
        content[a : a + 4096], content[b : b + 4096] = content[b : b + 4096], content[a : a + 4096]
    path.write_bytes(content)
    if kind == "foreign log":
        path.with_name(path.name + "-wal").write_bytes(rng.randbytes(20_000))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Entry]]:
    folder = tmp_path_factory.mktemp("sound") / "data"
    return folder, filled(folder, Author("me"))


@pytest.mark.parametrize("seed", range(7))
@pytest.mark.parametrize(
    "kind",
    ["truncated", "zero page", "noise page", "bits", "header", "swapped pages", "foreign log"],
)
def test_damage_is_repaired_and_nothing_false_is_shown(
    tmp_path: Path, me: Author, sound: tuple[Path, list[Entry]], kind: str, seed: int
) -> None:
    folder, entries = sound
    data = tmp_path / "data"
    shutil.copytree(folder, data)
    _damage(kind, data / "history.db", random.Random(f"{kind} {seed}"))
    store = open_store(data, me)
    texts = {entry.id: f"message number {i}" for i, entry in enumerate(entries)}

    def shown() -> list[tuple[EntryId, str]]:
        reader = store.reader()
        rows = [(row.id, row.text) for row in reader.latest(ROOM, 1000)]
        reader.close()
        return rows

    for entry, text in shown():
        assert texts[entry] == text
    found = held(store, entries)
    if store.recovered is None:
        assert found >= len(entries) - 20  # a few bits in some bodies: each found when it is read
    else:
        assert store.recovered.kept == data / CORRUPT
        assert store.recovered.entries == found
        assert (data / CORRUPT).exists()
    # Sync brings the rest: everything can be stored again and is shown once, in order.
    asyncio.run(_refill(store, entries))
    assert held(store, entries) == len(entries)
    assert [text for _, text in shown()] == list(texts.values())
    store.close()
    again = open_store(data, me)
    assert again.recovered is None
    again.close()


async def _refill(store: Store, entries: list[Entry]) -> None:
    for log in ("me", "bo", "cy"):
        device = Author(log).device
        mine = [entry for entry in entries if entry.device == device]
        logs = (await store.history.load()).logs
        head = next((summary for summary in logs if summary.device == device), None)
        above = [entry for entry in mine if head is None or entry.seq > head.head_seq]
        await store.history.append(above)
        await store.history.append(mine)


def test_recovery_keeps_own_things_and_asks_for_proof(
    tmp_path: Path, me: Author, sound: tuple[Path, list[Entry]]
) -> None:
    folder, entries = sound
    data = tmp_path / "data"
    shutil.copytree(folder, data)
    opening.mark_for_check(data / "history.db")
    connection = sqlite3.connect(data / "history.db")
    connection.execute("DROP INDEX messages_rev")  # looks whole, but is not as it was made
    connection.execute("DELETE FROM logs")
    connection.execute("INSERT INTO logs VALUES (1, 1, 9, x'00', 0, 0, 0)")
    connection.commit()
    connection.close()
    asked: list[Entry] = []

    def verify(entry: Entry, certificate: bytes) -> bool:
        asked.append(entry)
        return True

    store = open_store(data, me, verify)
    assert store.recovered is not None
    # Nobody's certificate is held here, so nothing proves itself.
    assert store.recovered.entries == 0
    assert asked == []
    reader = store.reader()
    assert reader.state(ROOM).draft == "half a thought"
    assert reader.setting("theme") == "dark"
    reader.close()
    store.close()
    assert (data / CORRUPT).exists()
    assert len(entries) == 300


def test_a_kill_while_making_a_new_database_leaves_no_trace(tmp_path: Path, me: Author) -> None:
    (tmp_path / "history.db.new").write_bytes(b"half made")
    (tmp_path / "history.db.new-wal").write_bytes(b"half made")
    (tmp_path / "history.db-wal").write_bytes(b"of a database that is gone")
    store = open_store(tmp_path, me)
    assert store.fresh
    store.close()
    assert not list(tmp_path.glob("*.new*"))


def test_each_step_of_a_migration_is_kept_or_undone(tmp_path: Path, me: Author) -> None:
    entries = filled(tmp_path, me, 30)
    path = tmp_path / "history.db"

    def add_column(connection: object) -> None:
        connection.execute("ALTER TABLE addresses ADD COLUMN note TEXT")  # type: ignore[attr-defined]

    def fail(connection: object) -> None:
        connection.execute("CREATE TABLE half (done)")  # type: ignore[attr-defined]
        raise RuntimeError("killed here")

    connection = connect(path, "rw")
    with pytest.raises(RuntimeError):
        schema.migrate(connection, path, (*schema.STEPS, add_column, fail))
    assert version_of(connection) == len(schema.STEPS)
    columns = connection.execute("PRAGMA table_info(addresses)").fetchall()
    assert "note" not in {column[1] for column in columns}
    backup = schema.migrate(connection, path, (*schema.STEPS, add_column))
    assert version_of(connection) == len(schema.STEPS) + 1
    assert schema.migrate(connection, path, (*schema.STEPS, add_column)) is None
    connection.close()
    assert backup is not None
    old = connect(backup, "ro")
    assert version_of(old) == len(schema.STEPS)
    assert old.execute("SELECT count(*) FROM entries").fetchone() == (len(entries),)
    old.close()
    if sys.platform != "win32":
        assert stat.S_IMODE(backup.stat().st_mode) == 0o600


@pytest.mark.parametrize("version", [1])
def test_a_database_of_each_released_version_still_opens(
    tmp_path: Path, me: Author, version: int
) -> None:
    """The fixtures are frozen files, one a version; they are never made anew."""
    packed = FIXTURES / f"v{version}.db.gz"
    (tmp_path / "history.db").write_bytes(gzip.decompress(packed.read_bytes()))
    store = open_store(tmp_path, me)
    assert store.recovered is None
    reader = store.reader()
    assert [row.text for row in reader.latest(ROOM, 100)] == [f"kept {i}" for i in range(40)]
    assert reader.setting("theme") == "dark"
    assert reader.state(ROOM).draft == "a draft"
    reader.close()
    store.close()

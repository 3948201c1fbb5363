"""The index is kept up in the writer's idle moments, by itself, and never in a message's way."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from pathlib import Path

import pytest

from desktop.store import search_index
from desktop.store import writer as writer_module
from desktop.store.committer import Committer
from desktop.store.connection import connect
from desktop.store.owner import Owner
from desktop.store.session import Session
from desktop.store.store import Store
from desktop.store.writer import Writer
from net.errors import StorageError
from tests.desktop.store.searching import Searched, wanted
from tests.faults.authors import START_MS, Author, stamp
from tests.faults.plain import ME, PlainStore

WAIT_S = 20.0


def empty(folder: Path) -> Path:
    store = PlainStore(folder, Author("me").device)
    store.close()
    return store.path


def committer(path: Path) -> Committer:
    return Committer(lambda: connect(path, "rw"), Owner(Author("me").device, ME))


async def until(true: object) -> None:
    async with asyncio.timeout(WAIT_S):
        while not await true():  # type: ignore[operator]
            await asyncio.sleep(0.005)


@pytest.mark.asyncio
async def test_messages_are_indexed_by_themselves_also_after_a_start(tmp_path: Path) -> None:
    me, bo = Author("me"), Author("bo")
    store = await asyncio.to_thread(Store.open, tmp_path, me.device, ME, now_ms=START_MS)
    await store.history.append([bo.say(f"word {i}", stamp(i)) for i in range(100)])

    async def settled() -> bool:
        return await store.search(lambda reader: reader.behind()).future == 0

    await until(settled)
    await store.aclose()
    connection = sqlite3.connect(tmp_path / "history.db")
    connection.execute("UPDATE search_state SET fold=0")  # as if made by an older version
    connection.commit()
    connection.close()
    store = await asyncio.to_thread(Store.open, tmp_path, me.device, ME, now_ms=START_MS)

    async def found() -> bool:
        run = store.search(lambda reader: reader.search(wanted("word"), 200))
        return len((await run.future).found) == 100

    await until(found)
    await store.aclose()


def test_indexing_makes_way_for_whoever_waits_and_goes_on_afterwards(tmp_path: Path) -> None:
    store = Searched(tmp_path, Author("me"))
    bo = Author("bo")
    store.append(*(bo.say(f"word {i}", stamp(i)) for i in range(20)))
    waits = [True]
    store.committer.ask_hurried(lambda: waits[0])
    assert store.committer.commit_at_leisure([search_index.step_at_leisure]) == [True]
    assert store.searcher.behind() == 20 - search_index.SLICE_MESSAGES
    assert len(store.search("word").found) == search_index.SLICE_MESSAGES
    waits[0] = False
    store.index()
    assert store.searcher.behind() == 0
    assert len(store.search("word").found) == 20
    store.close()


@pytest.mark.asyncio
@pytest.mark.expected_logs("idle work failed")
async def test_idle_work_waits_for_quiet_and_begins_anew_after_each_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer_module, "IDLE_AFTER_S", 0.001)
    path = await asyncio.to_thread(empty, tmp_path)
    done: list[str] = []
    ran = threading.Event()
    fail = [True]

    def idle(session: Session) -> bool:
        done.append("idle")
        ran.set()
        if fail.pop() if fail else False:
            raise ValueError("the disk, for example")
        return done.count("idle") < 5

    writer = Writer(await asyncio.to_thread(committer, path), lambda: None, idle)
    try:
        await asyncio.to_thread(ran.wait, WAIT_S)
        ran.clear()
        assert done == ["idle"]  # it failed: nothing but the next batch begins it anew
        await asyncio.gather(*(writer.submit(lambda session: done.append("job")) for _ in range(3)))

        async def finished() -> bool:
            return not writer.idle_due

        await until(finished)
        assert done == ["idle", "job", "job", "job", "idle", "idle", "idle", "idle"]
    finally:
        await asyncio.to_thread(writer.stop)


@pytest.mark.asyncio
async def test_a_job_that_was_cancelled_in_the_queue_does_not_end_the_writer(
    tmp_path: Path,
) -> None:
    path = await asyncio.to_thread(empty, tmp_path)
    writer = Writer(await asyncio.to_thread(committer, path), lambda: None)
    try:
        entered, go_on = threading.Event(), threading.Event()

        def slow(session: Session) -> None:
            entered.set()
            go_on.wait(WAIT_S)

        first = writer.submit(slow)
        await asyncio.to_thread(entered.wait, WAIT_S)
        writer.submit(lambda session: None).cancel()
        go_on.set()
        await first
        async with asyncio.timeout(WAIT_S):
            assert await writer.submit(lambda session: "still here") == "still here"
    finally:
        await asyncio.to_thread(writer.stop)


@pytest.mark.asyncio
async def test_searches_after_the_end_are_refused_and_running_ones_end(tmp_path: Path) -> None:
    me = Author("me")
    store = await asyncio.to_thread(Store.open, tmp_path, me.device, ME, now_ms=START_MS)
    entered, go_on = threading.Event(), threading.Event()

    def slow(reader: object) -> str:
        entered.set()
        go_on.wait(WAIT_S)
        return "answered"

    runs = [store.search(slow) for _ in range(3)]
    await asyncio.to_thread(entered.wait, WAIT_S)
    runs[1].cancel()
    closing = asyncio.ensure_future(store.aclose())
    go_on.set()
    await closing
    outcomes = await asyncio.gather(*(run.future for run in runs), return_exceptions=True)
    assert outcomes[0] == "answered"
    assert isinstance(outcomes[1], asyncio.CancelledError)
    assert outcomes[2] == "answered" or isinstance(outcomes[2], StorageError)
    with pytest.raises(StorageError):
        store.search(slow)

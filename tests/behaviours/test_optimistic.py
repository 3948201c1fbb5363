"""Behaviours 19 to 24: what is sent shows at once, once, with its state, and its words are never lost."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import Face
from desktop.errors import AppError
from desktop.model import Message, MessageState
from desktop.options import Options
from desktop.preview import look
from desktop.services.news import MessageChanged, MessageNew
from desktop.store.file_version import DATABASE_NAME
from desktop.ui.written import Written
from tests.behaviours.company import Desk, company, until

WAIT_MS = 15_000
ALL_PAGES = 2**31 - 1


@pytest.fixture
def face(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Face]:
    """A window on a running engine, alone on its network."""
    options = Options(
        face="window", data_dir=tmp_path / "ana", name="Ana", listen=("127.0.0.1", 0),
        connect=(), discovery=False,
    )  # fmt: skip
    face = Face(qapp, options, 0.0, look(options.data_dir))
    face.show()
    qtbot.waitUntil(lambda: face._wiring.view.rows is not None, timeout=WAIT_MS)
    yield face
    face.quit()
    qtbot.addWidget(face.window)


def write(face: Face, text: str) -> None:
    face.window.page.composer.message_written.emit(face._wiring.view.room, Written(text))


def rows(face: Face) -> list[Message]:
    shown = face._wiring.view.rows
    return [] if shown is None else list(shown.rows(0, shown.count()))


def states(face: Face) -> list[MessageState]:
    return [row.state for row in rows(face)]


def limit_pages(qtbot: QtBot, face: Face, pages: int) -> None:
    """Give the database a size beyond which SQLite answers that the disk is full."""
    done: list[Any] = []
    face.bridge.call(
        lambda engine: engine.store._writer.submit(
            lambda session: session.connection.execute(
                f"PRAGMA max_page_count={pages}"
            ).fetchall()
        ),
        done.append,
    )
    qtbot.waitUntil(lambda: bool(done), timeout=WAIT_MS)


@pytest.mark.asyncio
async def test_19_a_message_is_known_by_the_id_made_before_it_was_shown(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        ids = [os.urandom(16) for _ in range(2)]
        first, second = [await ana.say("ok", local_id=each) for each in ids]
        assert [first.local_id, second.local_id] == ids
        assert first.id != second.id
        await until(lambda: len(bo.told(MessageNew)) == 2)
        await until(lambda: {each.message.local_id for each in ana.told(MessageChanged)} == {*ids})
        edited = await ana.engine.actions.edit(first.id, "better")
        assert edited.local_id == ids[0], "an edit does not break the match"
        assert await ana.texts() == ["better", "ok"]
        assert (await ana.say("ok", local_id=ids[0])).id == edited.id


def test_19_equal_words_in_the_window_are_rows_of_their_own(qtbot: QtBot, face: Face) -> None:
    for _ in range(3):
        write(face, "ok")
    assert len({row.local_id for row in rows(face)}) == 3
    qtbot.waitUntil(lambda: states(face) == [MessageState.STORED] * 3, timeout=WAIT_MS)
    assert len({row.id for row in rows(face)}) == 3


def _delivered_to(desk: Desk, devices: int) -> bool:
    told = desk.told(MessageChanged)
    return bool(told) and told[-1].message.delivered_to == devices


@pytest.mark.asyncio
async def test_20_a_message_says_how_far_it_has_come(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana") as (people, (ana,)):
        sent = await ana.say("how far?")
        assert (sent.state, sent.delivered_to) == (MessageState.STORED, 0)
        for devices, name in enumerate(("Bo", "Cy"), start=1):
            await people.start(name)
            await until(partial(_delivered_to, ana, devices))
            message = ana.told(MessageChanged)[-1].message
            assert (message.id, message.state) == (sent.id, MessageState.DELIVERED)


def test_20_a_sent_row_is_pending_then_stored_and_the_next_one_can_be_sent(
    qtbot: QtBot, face: Face
) -> None:
    for number in (1, 2):
        write(face, f"{number}")
        assert states(face)[-1] is MessageState.PENDING
        qtbot.waitUntil(lambda: states(face)[-1] is MessageState.STORED, timeout=WAIT_MS)
    assert [row.text for row in rows(face)] == ["1", "2"]


def test_21_never_two_rows_of_one_message(qtbot: QtBot, face: Face) -> None:
    seen: list[list[bytes]] = []

    def look(*_: object) -> None:
        seen.append([row.local_id for row in rows(face)])

    face.bridge.news.connect(look)
    for number in range(20):
        write(face, f"{number}")
        look()
    qtbot.waitUntil(lambda: states(face) == [MessageState.STORED] * 20, timeout=WAIT_MS)
    look()
    for ids in seen:
        assert len(ids) == len(set(ids))
    counts = [len(ids) for ids in seen]
    assert counts == sorted(counts), "no row went away for its answer to come either"
    assert counts[-1] == 20


@pytest.mark.asyncio
async def test_22_checked_then_stored_then_shown_then_told_to_others(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        with pytest.raises(AppError):
            await ana.say(" \n ")
        looks: list[asyncio.Task[Any]] = []

        def look_at(event: object) -> None:
            if isinstance(event, MessageNew):
                looks.append(asyncio.ensure_future(ana.engine.chat.get(event.message.id)))

        ana.engine.bus.subscribe("chats", look_at)
        sent = await ana.say("for all")
        (look,) = looks
        on_disk = await look
        assert on_disk is not None, "stored when it was shown"
        assert on_disk.id == sent.id
        (told,) = await until(lambda: bo.told(MessageNew))
        assert (told.message.id, told.message.text) == (sent.id, "for all")
        assert await bo.texts() == await ana.texts() == ["for all"]


def test_23_what_could_not_be_stored_keeps_its_words_with_reason_and_retry(
    qtbot: QtBot, face: Face
) -> None:
    kept = ("never lose me " * 1000).strip()
    limit_pages(qtbot, face, 1)
    write(face, kept)
    qtbot.waitUntil(lambda: states(face) == [MessageState.FAILED], timeout=WAIT_MS)
    (failed,) = rows(face)
    assert failed.text == kept
    assert "disk is full" in str(failed.error)
    assert face.window.page.composer.text() == kept
    limit_pages(qtbot, face, ALL_PAGES)
    face.window.retry_requested.emit(failed.local_id)
    qtbot.waitUntil(lambda: states(face) == [MessageState.STORED], timeout=WAIT_MS)
    assert [row.text for row in rows(face)] == [kept]
    assert face.window.page.composer.text() == "", "nor is it offered twice"


@pytest.mark.asyncio
async def test_24_a_timeout_is_no_answer_and_the_same_id_again_is_the_same_message(
    tmp_path: Path,
) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        local_id = os.urandom(16)
        lock = await asyncio.to_thread(_locked, tmp_path / "Ana" / DATABASE_NAME)
        try:
            first = asyncio.ensure_future(ana.say("slow disk", local_id=local_id))
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(asyncio.shield(first), 0.2)
            assert await ana.texts() == [], "unknown, and the engine answers meanwhile"
            again = asyncio.ensure_future(ana.say("slow disk", local_id=local_id))
        finally:
            lock()
        message = await again
        assert message == await first
        await until(lambda: bo.told(MessageNew))
        assert (await ana.say("slow disk", local_id=local_id)).id == message.id
        await bo.say("fence")
        await until(lambda: len(ana.told(MessageNew)) == len(bo.told(MessageNew)) == 2)
        assert await ana.texts() == await bo.texts() == ["slow disk", "fence"]


@pytest.mark.asyncio
async def test_24_who_gives_up_waiting_and_sends_again_sends_once(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana") as (_, (ana,)):
        local_id = os.urandom(16)
        lock = await asyncio.to_thread(_locked, tmp_path / "Ana" / DATABASE_NAME)
        try:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(ana.say("slow disk", local_id=local_id), 0.2)
            again = asyncio.ensure_future(ana.say("slow disk", local_id=local_id))
        finally:
            lock()
        await again
        assert await ana.texts() == ["slow disk"]


def _locked(path: Path) -> Callable[[], None]:
    """Hold the database as another program might; returns what lets it go."""
    connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    return connection.close

"""Whatever a peer writes into any field, every window shows it as text, fetches nothing, stays quick.

Each window that has a picture is built with the people, rooms and messages of the pictures, their
words exchanged for hostile ones.
"""

from __future__ import annotations

import ctypes
import itertools
import os
import socket
import struct
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAction, QStandardItemModel, QTextDocument
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QLabel,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop import notify
from desktop.services.news import Notice, NoticeKind
from desktop.texts import (
    MAX_NAME_BYTES,
    MAX_ROOM_NAME_BYTES,
    MAX_TEXT_BYTES,
    safe_text,
)
from desktop.ui.chat_window import ChatWindow
from desktop.ui.labels import plain_tooltip
from desktop.ui.message_details import DetailsDialog, HolderView, MessageDetails, VersionView
from desktop.ui.notice_words import notice_words
from tests import shots, shots_cast
from tests.hostile import SCENES, fitted, hostile_texts, spoiled_casts

pytestmark = pytest.mark.qt

MAX_SHOWN_CHARS = 4_100
"""The most of one message that is laid out before somebody asks for the rest of it."""


class Canary:
    """A file and a server that nobody may ever open."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "canary.png"
        self.file.write_bytes(b"not opened")
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.setblocking(False)
        libc = ctypes.CDLL(None, use_errno=True)
        self._watch = libc.inotify_init1(os.O_NONBLOCK)
        opened_or_read = 0x20 | 0x1
        assert libc.inotify_add_watch(self._watch, str(self.file).encode(), opened_or_read) >= 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.getsockname()[1]}/x.png"

    def sang(self) -> bool:
        try:
            if os.read(self._watch, struct.calcsize("iIII")):
                return True
        except BlockingIOError:
            pass
        try:
            self._server.accept()[0].close()
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        os.close(self._watch)
        self._server.close()


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Canary]:
    if not sys.platform.startswith("linux"):
        pytest.skip("watches the file with inotify")
    made = Canary(tmp_path_factory.mktemp("canary"))
    yield made
    made.close()


def corpus(canary: Canary) -> list[str]:
    return hostile_texts(str(canary.file), canary.url)


@pytest.fixture
def spoil(canary: Canary, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], list[str]]:
    """Exchange the words of all the pictures' people; the number shifts who says what."""

    def put(shift: int) -> list[str]:
        texts = corpus(canary)
        words = itertools.islice(itertools.cycle(texts), shift, None)
        for module, name, value in spoiled_casts(words):
            monkeypatch.setattr(module, name, value)
        return texts

    return put


@pytest.mark.parametrize("shift", [0, 5, 10])
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_it_is_only_text(
    scene: Callable[[ChatWindow], QWidget | None],
    shift: int,
    window: ChatWindow,
    canary: Canary,
    spoil: Callable[[int], list[str]],
    qtbot: QtBot,
) -> None:
    spoil(shift)
    shown = scene(window) or window
    QApplication.processEvents()
    for top in {shown, window}:
        assert not top.grab().isNull()
        look_at(top)
    assert not canary.sang()
    if shown is not window:
        shown.close()


def look_at(top: QWidget) -> None:
    """Assert that nothing in a window is markup, or more than anybody reads at once."""
    for each in (top, *top.findChildren(QWidget)):
        is_calm(each.windowTitle())
        is_plain_tooltip(each.toolTip())
        is_calm(each.accessibleName())
        if isinstance(each, QLabel):
            is_plain_label(each)
        elif isinstance(each, QAbstractButton):
            is_calm(each.text())
            has_no_mnemonic(each.text())
        elif isinstance(each, QTextEdit):
            assert not each.acceptRichText()
        elif isinstance(each, QPlainTextEdit):
            is_quiet(each.toPlainText())
        if isinstance(each, QAbstractItemView) and each.model() is not None:
            for index in indexes(each.model()):
                is_calm(str(index.data(Qt.ItemDataRole.DisplayRole) or ""))
                is_calm(str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""))
                is_plain_tooltip(str(index.data(Qt.ItemDataRole.ToolTipRole) or ""))
    for action in top.findChildren(QAction):
        is_calm(action.text())
        has_no_mnemonic(action.text())
        is_plain_tooltip(action.toolTip())


def indexes(items: QAbstractItemModel) -> Iterator[QModelIndex]:
    assert not isinstance(items, QStandardItemModel)
    for row in range(min(items.rowCount(), 50)):
        yield items.index(row, 0)


def is_plain_label(label: QLabel) -> None:
    picture = not label.text() and not label.pixmap().isNull()
    # An empty label of Qt's own guessing would take the next words for markup.
    assert picture or label.textFormat() is Qt.TextFormat.PlainText, label.objectName()
    is_calm(label.text())


def is_calm(text: str) -> None:
    """Assert that it can be shown: not endless, nothing that moves what stands around it."""
    assert len(text) <= MAX_SHOWN_CHARS
    is_quiet(text)


def is_quiet(text: str) -> None:
    bad = [
        f"U+{ord(c):04X}"
        for c in text
        if c in "\u202d\u202e" or (unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t")
    ]
    assert not bad, (bad[:5], text[:80])


def is_plain_tooltip(text: str) -> None:
    is_calm(text)
    if not GuiQt.mightBeRichText(text):
        return
    inner = text.removeprefix("<span>").removesuffix("</span>")
    assert inner != text
    assert "<" not in inner
    assert ">" not in inner


def has_no_mnemonic(text: str) -> None:
    assert "&" not in text.replace("&&", ""), text[:80]


def test_former_words_and_long_lists_of_holders(
    window: ChatWindow, canary: Canary, spoil: Callable[[int], list[str]], qtbot: QtBot
) -> None:
    texts = [safe_text(fitted(each, MAX_TEXT_BYTES)) for each in spoil(0)]
    message = shots.said("bo", "10:42", texts[0])
    holders = tuple(HolderView(text, text, shots.NOW_MS) for text in texts)
    versions = tuple(VersionView(text, shots.NOW_MS) for text in texts)
    dialog = DetailsDialog(
        window._switch, MessageDetails(message, holders, versions), shots.NOW_MS, window
    )
    dialog.open()
    assert not dialog.grab().isNull()
    look_at(dialog)
    dialog.close()
    window.dialogs.follow_link("https://user@bank.com:evil.example/" + "x" * 2_000, "bank.com")
    for top in window.findChildren(QDialog):
        look_at(top)
    assert not canary.sang()


def test_a_tooltip_shows_exactly_what_was_written(canary: Canary) -> None:
    document = QTextDocument()
    for text in corpus(canary)[:5]:
        document.setHtml(plain_tooltip(text))
        assert document.toPlainText() == text
    assert not canary.sang()


def test_the_canary_sings(canary: Canary, qtbot: QtBot) -> None:
    label = QLabel(f"<img src='file://{canary.file}'>")
    qtbot.addWidget(label)
    label.show()
    label.grab()
    assert canary.sang()


def test_notices_are_one_calm_line(canary: Canary) -> None:
    author = shots.person("bo")
    for text, name in itertools.product(corpus(canary), corpus(canary)[:8]):
        room = msgspec.structs.replace(shots_cast.FIELD, name=fitted(name, MAX_ROOM_NAME_BYTES))
        message = shots.said("bo", "10:42", fitted(text, MAX_TEXT_BYTES))
        for kind, count in (
            (NoticeKind.MENTION, 1),
            (NoticeKind.ANNOUNCEMENT, 1),
            (NoticeKind.DIRECT, 7),
        ):
            notice = Notice(
                kind=kind, room=room.room, by=author.person, message=message, count=count
            )
            title, body = notice_words(notice, room, fitted(name, MAX_NAME_BYTES), verified=False)
            for words, limit in ((title, notify.TITLE_CHARS), (body, notify.BODY_CHARS)):
                line = notify.one_line(words, limit)
                is_quiet(line)
                assert "\n" not in line
                assert len(line) <= limit

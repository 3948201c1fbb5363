"""Spelling on a thread of its own, from the box to the dictionaries and back."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QTextCharFormat

from desktop import spelling as spelling_module
from desktop.spelling import Spelling
from desktop.spelling_wishes import SpellingWishes
from desktop.ui import fonts
from desktop.ui.chat_window import ChatWindow
from desktop.ui.key_map import KeyMap
from desktop.ui.settings_window import SettingsWindow
from desktop.ui.theme import ThemeChoice, ThemeSwitch
from tests import shots
from tests.desktop.wordbook import Wordbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


SLOW = """
import threading
from PySide6.QtCore import QCoreApplication
from desktop.spelling import Spelling
from tests.desktop.wordbook import Wordbook

class Slow(Wordbook):
    def is_right(self, word):
        asked.set()
        free.wait(20)
        return True

app, asked, free = QCoreApplication([]), threading.Event(), threading.Event()
spelling = Spelling(lambda _: Slow(en="this"), end_ms=1)
spelling.begin()
spelling.use(["en"])
spelling.judge(["word"])
asked.wait(20)
spelling.close()
print("closed")
later = threading.Timer(0.2, free.set)
later.daemon = True  # Python waits for others before it ends anything
later.start()
"""
"""A program whose dictionary answers only after its end."""


@pytest.fixture
def book() -> Wordbook:
    return Wordbook(en="this is right house", de="das ist ein Haus")


@pytest.fixture
def spelling(book: Wordbook, qtbot: QtBot) -> Iterator[Spelling]:
    made = Spelling(lambda _: book)
    yield made
    made.close()


def test_nothing_is_looked_for_until_it_is_wanted(spelling: Spelling, book: Wordbook) -> None:
    spelling.close()
    assert not book.threads


def test_questions_are_answered_on_another_thread(
    qtbot: QtBot, spelling: Spelling, book: Wordbook
) -> None:
    with qtbot.waitSignal(spelling.found) as found:
        spelling.begin()
    assert found.args == [{"de": "de_DE", "en": "en_EN"}]
    spelling.use(["en"])
    with qtbot.waitSignal(spelling.judged) as judged:
        spelling.judge(["house", "hosue"])
    assert judged.args == [{"house": True, "hosue": False}]
    with qtbot.waitSignal(spelling.suggested) as suggested:
        spelling.suggest("hosue")
    assert suggested.args == ["hosue", ["house"]]
    spelling.learn("hosue")
    with qtbot.waitSignal(spelling.judged) as judged:
        spelling.judge(["hosue"])
    assert judged.args == [{"hosue": True}]
    spelling.close()
    assert book.closed
    assert threading.get_ident() not in book.threads
    assert len(book.threads) == 1


def test_a_system_without_dictionaries_says_so(qtbot: QtBot) -> None:
    spelling = Spelling(lambda _: None)
    with qtbot.waitSignal(spelling.found) as found:
        spelling.begin()
    assert found.args == [{}]
    spelling.use(["en"])
    spelling.judge(["x"])
    spelling.close()


@pytest.mark.parametrize("word", ["\u4f60\u597d", "\u043f\u0440\u0438\u0432\u0435\u0442"])
def test_words_in_letters_that_no_chosen_language_has_are_not_judged(
    qtbot: QtBot, spelling: Spelling, book: Wordbook, word: str
) -> None:
    spelling.begin()
    spelling.use(["en"])
    with qtbot.waitSignal(spelling.judged) as judged:
        spelling.judge([word, "hosue"])
    assert judged.args == [{word: True, "hosue": False}]
    assert book.asked == ["hosue"]


def test_after_the_end_nobody_is_told_anything_and_nothing_begins(
    qtbot: QtBot, spelling: Spelling, book: Wordbook
) -> None:
    told: list[object] = []
    with qtbot.waitSignal(spelling.found):
        spelling.begin()
    spelling.use(["en"])
    spelling.judged.connect(told.append)
    spelling.judge(["hosue"])
    pause = threading.Event()
    while "hosue" not in book.asked:  # no turn of this thread's loop: the answer still waits
        pause.wait(0.001)
    spelling.close()
    spelling.begin()
    QCoreApplication.processEvents()
    assert told == []
    assert spelling._thread is None


@pytest.mark.expected_logs("did not answer in time")
def test_dictionaries_that_hang_do_not_take_the_program_with_them(qtbot: QtBot) -> None:
    asked, free = threading.Event(), threading.Event()

    class Hanging(Wordbook):
        def is_right(self, word: str) -> bool:
            asked.set()
            free.wait(20)
            return super().is_right(word)

    made = Spelling(lambda _: Hanging(en="this"), end_ms=1)
    made.begin()
    made.use(["en"])
    made.judge(["hosue"])
    qtbot.waitUntil(asked.is_set)
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del made
    gc.collect()  # Qt would end the process here
    free.set()
    thread, worker = spelling_module._stuck.pop()
    assert thread.wait(20_000)
    assert worker is not None


def test_the_process_ends_in_peace_where_a_dictionary_is_slow() -> None:
    done = subprocess.run([sys.executable, "-c", SLOW], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "closed\n"), done.stderr


@pytest.fixture
def switch(qapp: QApplication) -> Iterator[ThemeSwitch]:
    fonts.load(qapp)
    made = ThemeSwitch(qapp, ThemeChoice.LIGHT)
    yield made
    made.deleteLater()


@pytest.fixture
def window(qtbot: QtBot, switch: ThemeSwitch) -> ChatWindow:
    made = ChatWindow(switch, shots.timeline(switch), lambda: shots.NOW_MS)
    qtbot.addWidget(made)
    made.set_rooms((shots.lobby(()),))
    made.open_room(shots.lobby(()), None)
    made.show_chat()
    made.show()
    return made


def underlined(window: ChatWindow) -> list[str]:
    found: list[str] = []
    block = window.page.composer.edit.document().begin()
    while block.isValid():
        found += [
            block.text()[each.start : each.start + each.length]
            for each in block.layout().formats()
            if each.format.underlineStyle() == QTextCharFormat.UnderlineStyle.SpellCheckUnderline
        ]
        block = block.next()
    return found


def test_a_choice_in_the_settings_counts_at_once(
    qtbot: QtBot, window: ChatWindow, spelling: Spelling, book: Wordbook, switch: ThemeSwitch
) -> None:
    wishes = SpellingWishes(window, spelling)
    settings = SettingsWindow(switch, KeyMap(), version="1")
    qtbot.addWidget(settings)
    assert settings.buttons["writing"].isHidden(), "nothing to choose before dictionaries are found"
    wishes.join(settings)
    rows = settings._pages.spelling
    qtbot.waitUntil(lambda: set(rows.switches) == {"de", "en"})
    assert not settings.buttons["writing"].isHidden()
    assert rows.every.isChecked()
    assert [rows.switches[code].isChecked() for code in ("en", "de")] == [True, False]
    edit = window.page.composer.edit
    qtbot.keyClicks(edit, "this ist hosue ")
    qtbot.waitUntil(lambda: underlined(window) == ["ist", "hosue"])
    with qtbot.waitSignal(settings.changed) as changed:
        rows.switches["de"].click()
    assert changed.args == ["spelling", ["en", "de"]]
    qtbot.waitUntil(lambda: underlined(window) == ["hosue"])
    with qtbot.waitSignal(settings.changed) as changed:
        rows.every.click()
    assert changed.args == ["spelling", []]
    qtbot.waitUntil(lambda: underlined(window) == [])
    assert not rows.switches["de"].isChecked()
    rows.every.click()
    assert [rows.switches[code].isChecked() for code in ("en", "de")] == [True, False]
    wishes.close()


def test_who_switched_it_off_gets_no_dictionary(
    qtbot: QtBot, window: ChatWindow, spelling: Spelling, book: Wordbook
) -> None:
    wishes = SpellingWishes(window, spelling)
    wishes.set_kept([])
    qtbot.keyClicks(window.page.composer.edit, "hosue ")
    qtbot.keyClick(window.page.composer.edit, Qt.Key.Key_A)
    wishes.close()
    assert not book.threads
    assert underlined(window) == []


def test_what_was_chosen_earlier_is_used(
    qtbot: QtBot, window: ChatWindow, spelling: Spelling, book: Wordbook
) -> None:
    wishes = SpellingWishes(window, spelling)
    wishes.set_kept(["de", "fr"])
    qtbot.keyClicks(window.page.composer.edit, "das ist house ")
    qtbot.waitUntil(lambda: underlined(window) == ["house"])
    assert book.used == ("de",)
    wishes.close()

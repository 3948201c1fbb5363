"""Misspelled words in the box: which are judged, when they are underlined, and the menu on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu

from desktop.ui.composer import Composer
from desktop.ui.composer_spelling import CHECKED, KNOWN, ComposerSpelling, _words
from desktop.ui.timeline.markup import looks_of
from net.ids import RoomId
from tests.shots_cast import PEOPLE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


LOBBY = RoomId(b"l" * 32)
OTHER = RoomId(b"o" * 32)
RIGHT = {"this", "is", "right", "house", "don't", "we"}


class Answering:
    """Judges by RIGHT, at once, and remembers what it was asked."""

    def __init__(self, composer: Composer) -> None:
        self.asked: list[str] = []
        self.learned: list[str] = []
        self.unsure: list[str] = []
        self.box: ComposerSpelling | None = None
        composer.aids.begun.connect(self._begin)

    def _begin(self, box: ComposerSpelling) -> None:
        self.box = box
        box.words_wanted.connect(self._judge)
        box.learn_wanted.connect(self.learned.append)
        box.suggestions_wanted.connect(self.unsure.append)
        box.start(on=True)

    def _judge(self, words: tuple[str, ...]) -> None:
        self.asked += words
        assert self.box is not None
        self.box.set_verdicts({word: word in RIGHT for word in words})


@pytest.fixture
def answers(composer: Composer) -> Answering:
    return Answering(composer)


def underlined(composer: Composer) -> list[str]:
    found = []
    block = composer.edit.document().begin()
    while block.isValid():
        units = block.text().encode("utf-16-le")
        for each in block.layout().formats():
            if each.format.underlineStyle() == QTextCharFormat.UnderlineStyle.SpellCheckUnderline:
                part = units[2 * each.start : 2 * (each.start + each.length)]
                found.append(part.decode("utf-16-le"))
        block = block.next()
    return found


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Two words, here.", ["Two", "words", "here"]),
        ("don\u2019t can't rock'n'roll 'quoted'", ["don't", "can't", "rock'n'roll", "quoted"]),
        ("NATO PySide6 iPhone x86 v2 3rd a", []),
        ("see https://example.org/path/file.txt or mail me@host.org", ["see", "or", "mail"]),
        ("run `rm file` now", ["run", "now"]),
        ("**bold** *it* > quote", ["bold", "it", "quote"]),
        ("@Ana hello #room :smile: /tmp/dir a_name", ["hello"]),
        ("Fl\u00fcsse na\u00efve", ["Fl\u00fcsse", "na\u00efve"]),
        ("Flu\u0308sse", ["Fl\u00fcsse"]),
        ("\u0645\u064e\u0631\u062d\u0628\u0627!", ["\u0645\u064e\u0631\u062d\u0628\u0627"]),
        ("file.txt and well-known end.", ["and", "well", "known", "end"]),
        ("\u4f60\u597d " + "x" * 65, ["\u4f60\u597d"]),
    ],
)  # fmt: skip
def test_what_counts_as_a_word(line: str, words: list[str]) -> None:
    looks, _ = looks_of(line)
    assert [word for *_, word in _words(line, looks)] == words


def test_a_word_is_judged_once_it_is_written(
    qtbot: QtBot, composer: Composer, answers: Answering
) -> None:
    qtbot.keyClicks(composer.edit, "this is wrnog")
    qtbot.waitUntil(lambda: answers.asked == ["this", "is"])
    assert underlined(composer) == []
    qtbot.keyClicks(composer.edit, " ")
    qtbot.waitUntil(lambda: underlined(composer) == ["wrnog"])
    qtbot.keyClicks(composer.edit, "wrnog this ")
    qtbot.waitUntil(lambda: underlined(composer) == ["wrnog", "wrnog"])
    assert answers.asked == ["this", "is", "wrnog"], "each is asked for once"


def test_a_word_that_the_caret_leaves_is_judged(
    qtbot: QtBot, composer: Composer, answers: Answering
) -> None:
    qtbot.keyClicks(composer.edit, "wrnog")
    QApplication.processEvents()
    assert underlined(composer) == []
    qtbot.keyClick(composer.edit, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: underlined(composer) == ["wrnog"])
    qtbot.keyClick(composer.edit, Qt.Key.Key_End)
    qtbot.keyClick(composer.edit, Qt.Key.Key_Backspace)
    QApplication.processEvents()
    assert underlined(composer) == [], "it is being written again"


def test_places_behind_an_emoji_and_in_later_lines(
    qtbot: QtBot, composer: Composer, answers: Answering
) -> None:
    composer.edit.setPlainText("\U0001f44b wrnog **bda**\n```\ncoed\n```\nrihgt this")
    qtbot.waitUntil(lambda: underlined(composer) == ["wrnog", "bda", "rihgt"])
    assert "coed" not in answers.asked
    first = composer.edit.document().begin().layout().formats()
    assert any(
        each.format.fontWeight() > 500
        and each.format.underlineStyle() == QTextCharFormat.UnderlineStyle.SpellCheckUnderline
        for each in first
    ), "it keeps its own look"


def test_names_of_people_are_no_mistakes(
    qtbot: QtBot, composer: Composer, answers: Answering
) -> None:
    composer.set_people((msgspec.structs.replace(PEOPLE[1], name="Zoltan Wrnog"),), None)
    qtbot.keyClicks(composer.edit, "this wrnog Zoltan rihgt ")
    qtbot.waitUntil(lambda: underlined(composer) == ["rihgt"])
    assert answers.asked == ["this", "rihgt"]


def test_switched_off_nothing_is_asked_and_nothing_underlined(
    qtbot: QtBot, composer: Composer, answers: Answering
) -> None:
    qtbot.keyClicks(composer.edit, "wrnog ")
    qtbot.waitUntil(lambda: underlined(composer) == ["wrnog"])
    assert answers.box is not None
    answers.box.start(on=False)
    assert underlined(composer) == []
    qtbot.keyClicks(composer.edit, "rihgt ")
    QApplication.processEvents()
    assert answers.asked == ["wrnog"]


def test_what_is_remembered_has_an_end(
    qtbot: QtBot, composer: Composer, answers: Answering
) -> None:
    qtbot.keyClicks(composer.edit, "wrnog ")
    assert answers.box is not None
    answers.box.set_verdicts({f"w{number}": True for number in range(KNOWN + 50)})
    assert len(answers.box._verdicts) == KNOWN


def menu_at(qtbot: QtBot, composer: Composer, word: str) -> None:
    """Ask for the menu with the keyboard, the caret within a word."""
    cursor = composer.edit.textCursor()
    cursor.setPosition(composer.edit.toPlainText().index(word) + 2)
    composer.edit.setTextCursor(cursor)
    place = composer.edit.cursorRect().center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, place, composer.edit.mapToGlobal(place)
    )
    QApplication.sendEvent(composer.edit, event)


def open_menu() -> QMenu | None:
    found = QApplication.activePopupWidget()
    return found if isinstance(found, QMenu) else None


def shown(qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: open_menu() is not None)
    found = open_menu()
    assert found is not None
    return found


def test_the_menu_puts_the_right_word_in_its_place(
    qtbot: QtBot, composer: Composer, answers: Answering
) -> None:
    qtbot.keyClicks(composer.edit, "this wrnog house")
    qtbot.waitUntil(lambda: underlined(composer) == ["wrnog"])
    menu_at(qtbot, composer, "wrnog")
    assert answers.unsure == ["wrnog"]
    assert answers.box is not None
    answers.box.set_suggestions("wrnog", ["wrong", "wr&ng"])
    menu = shown(qtbot)
    texts = [each.text() for each in menu.actions()]
    assert texts[:3] == ["wrong", "wr&&ng", "Add \u201cwrnog\u201d to the dictionary"]
    assert any("Paste" in text for text in texts), "the usual acts stand below"
    menu.actions()[0].trigger()
    menu.close()
    assert composer.text() == "this wrong house"
    qtbot.keyClick(composer.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert composer.text() == "this wrnog house", "as one step that can be taken back"


def test_a_word_can_be_learned(qtbot: QtBot, composer: Composer, answers: Answering) -> None:
    qtbot.keyClicks(composer.edit, "this wrnog house")
    qtbot.waitUntil(lambda: underlined(composer) == ["wrnog"])
    menu_at(qtbot, composer, "wrnog")
    assert answers.box is not None
    answers.box.set_suggestions("wrnog", [])
    menu = shown(qtbot)
    assert menu.actions()[0].text() == "No suggestions"
    assert not menu.actions()[0].isEnabled()
    menu.actions()[1].trigger()
    menu.close()
    assert answers.learned == ["wrnog"]
    assert underlined(composer) == []


def test_dictionaries_that_do_not_answer_leave_the_usual_menu(
    qtbot: QtBot, composer: Composer, answers: Answering
) -> None:
    qtbot.keyClicks(composer.edit, "this wrnog house")
    qtbot.waitUntil(lambda: underlined(composer) == ["wrnog"])
    menu_at(qtbot, composer, "wrnog")
    menu = shown(qtbot)
    assert menu.actions()[0].text().startswith("Add")
    menu.close()
    assert answers.box is not None
    answers.box.set_suggestions("wrnog", ["wrong"])  # too late: nothing opens, nothing changes
    assert open_menu() is None


def test_elsewhere_the_menu_is_the_usual_one(
    qtbot: QtBot, composer: Composer, answers: Answering
) -> None:
    qtbot.keyClicks(composer.edit, "this wrnog house")
    qtbot.waitUntil(lambda: underlined(composer) == ["wrnog"])
    assert composer.edit.take_menu is not None
    cursor = QTextCursor(composer.edit.document())
    assert not composer.edit.take_menu(cursor, QPoint(0, 0))
    assert answers.unsure == []


def test_a_word_that_was_changed_meanwhile_is_not_replaced(
    qtbot: QtBot, composer: Composer, answers: Answering
) -> None:
    qtbot.keyClicks(composer.edit, "this wrnog house")
    qtbot.waitUntil(lambda: underlined(composer) == ["wrnog"])
    menu_at(qtbot, composer, "wrnog")
    composer.edit.setPlainText("something else")
    assert answers.box is not None
    answers.box.set_suggestions("wrnog", ["wrong"])
    QApplication.processEvents()
    menu = shown(qtbot)
    assert all(each.text() != "wrong" for each in menu.actions())
    menu.close()
    assert composer.text() == "something else"


def test_a_menu_that_waits_while_the_room_is_switched_knows_no_words(
    qtbot: QtBot, composer: Composer, answers: Answering
) -> None:
    qtbot.keyClicks(composer.edit, "this wrnog house")
    qtbot.waitUntil(lambda: underlined(composer) == ["wrnog"])
    menu_at(qtbot, composer, "wrnog")
    composer.open_room(OTHER, "other")
    assert answers.box is not None
    answers.box.set_suggestions("wrnog", ["wrong"])
    menu = shown(qtbot)
    assert not any("dictionary" in each.text() for each in menu.actions())
    menu.close()


def test_a_menu_that_is_open_while_the_room_is_switched_changes_nothing_there(
    qtbot: QtBot, composer: Composer, answers: Answering
) -> None:
    composer.open_room(OTHER, "other")
    composer.edit.setPlainText("kept words")
    composer.open_room(LOBBY, "lobby")
    qtbot.keyClicks(composer.edit, "this wrnog house")
    qtbot.waitUntil(lambda: underlined(composer) == ["wrnog"])
    menu_at(qtbot, composer, "wrnog")
    assert answers.box is not None
    answers.box.set_suggestions("wrnog", ["wrong"])
    menu = shown(qtbot)
    composer.open_room(OTHER, "other")
    menu.actions()[0].trigger()
    menu.close()
    assert composer.text() == "kept words"


def test_colouring_is_no_change_of_the_text(
    qtbot: QtBot, composer: Composer, answers: Answering
) -> None:
    qtbot.keyClicks(composer.edit, "this is wrnog")
    QApplication.processEvents()
    steps = composer.edit.document().availableUndoSteps()
    changes: list[str] = []
    composer.edit.textChanged.connect(lambda: changes.append(composer.text()))
    qtbot.keyClick(composer.edit, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: underlined(composer) == ["wrnog"])
    assert answers.box is not None
    answers.box.start(on=False)
    assert changes == []
    assert composer.edit.document().availableUndoSteps() == steps


def test_more_words_than_are_remembered_are_not_asked_for_over_and_over(
    qtbot: QtBot, composer: Composer, answers: Answering
) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = [f"{a}{b}{c}" for a in letters for b in letters for c in letters][: KNOWN + 1_000]
    composer.edit.setPlainText("\n".join(words))  # far longer than a message
    QApplication.processEvents()
    QApplication.processEvents()
    assert answers.asked == []
    assert underlined(composer) == []
    fitting = words[: CHECKED // 4 - 1]
    assert len(fitting) < KNOWN
    composer.edit.setPlainText("\n".join(fitting))
    qtbot.waitUntil(lambda: len(underlined(composer)) == len(fitting))
    QApplication.processEvents()
    assert answers.asked == fitting, "each is asked for once"


def test_lines_without_the_word_are_not_coloured_for_it(
    qtbot: QtBot, composer: Composer, answers: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    composer.edit.setPlainText("this house\nwrnogly\nwrnog")
    qtbot.waitUntil(lambda: underlined(composer) == ["wrnogly", "wrnog"])
    assert answers.box is not None
    assert composer.aids.hints is not None
    lines: list[str] = []
    line = composer.aids.hints.rehighlightBlock
    monkeypatch.setattr(
        composer.aids.hints,
        "rehighlightBlock",
        lambda block: (lines.append(block.text()), line(block)),
    )
    answers.box.set_verdicts({"wrnog": True, "this": True})
    assert lines == ["wrnog"]
    assert underlined(composer) == ["wrnogly"], (
        "a word that is right after all is freed of its line"
    )


def test_who_is_met_later_is_no_mistake_nor_what_is_theirs(
    qtbot: QtBot, composer: Composer, answers: Answering
) -> None:
    composer.edit.insertPlainText("this Zoltan is Zoltan\u2019s house ")
    qtbot.waitUntil(lambda: underlined(composer) == ["Zoltan", "Zoltan\u2019s"])
    composer.set_people((msgspec.structs.replace(PEOPLE[1], name="Zoltan"),), None)
    assert underlined(composer) == []
    composer.set_people((), None)
    assert underlined(composer) == ["Zoltan", "Zoltan\u2019s"]


def test_letters_outside_the_first_plane_are_underlined_whole(
    qtbot: QtBot, composer: Composer, answers: Answering
) -> None:
    composer.edit.setPlainText("\U0001f44b \U0001d41a\U0001d41b wr**no**g")
    qtbot.waitUntil(lambda: bool(underlined(composer)))
    assert underlined(composer)[0] == "\U0001d41a\U0001d41b"

"""Answering, editing, taking back, marks and the typing signal of the composer."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from desktop.ui.composer import Composer
from desktop.ui.held_send import TICK_MS
from desktop.ui.timeline.markup import looks_of
from desktop.ui.written import Written
from net.ids import RoomId
from tests.shots import TALK

LOBBY, OTHER = RoomId(b"l" * 32), RoomId(b"o" * 32)
K, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
THEIRS = TALK[2]
OWN = replace(TALK[8], text="Yes, already packed.")


def heard(signal: object) -> list[tuple[object, ...]]:
    said: list[tuple[object, ...]] = []
    signal.connect(lambda *args: said.append(args))  # type: ignore[attr-defined]
    return said


# ---------------------------------------------------------------- answering


def test_an_answer_says_what_it_answers_and_ends_when_accepted(
    qtbot: QtBot, composer: Composer
) -> None:
    written, plain = heard(composer.message_written), heard(composer.send_requested)
    composer.start_reply(THEIRS)
    assert composer.strip.isVisible()
    assert composer.strip.title.text() == "Reply to Ana Ferreira"
    assert composer.strip.accessibleName().startswith("Reply to Ana Ferreira: Boards are back")
    qtbot.keyClicks(composer.edit, "good")
    qtbot.keyClick(composer.edit, K.Key_Return)
    assert written == [(LOBBY, Written("good", (), THEIRS.id))]
    assert plain == [(LOBBY, "good")]
    assert composer.mode.is_on  # until it is known to be on its way
    composer.accepted(LOBBY, "good")
    assert not composer.strip.isVisible()
    qtbot.keyClicks(composer.edit, "more")
    qtbot.keyClick(composer.edit, K.Key_Return)
    assert written[-1] == (LOBBY, Written("more"))


def test_escape_ends_the_answer_and_keeps_the_words(qtbot: QtBot, composer: Composer) -> None:
    composer.start_reply(THEIRS)
    qtbot.keyClicks(composer.edit, "kept")
    qtbot.keyClick(composer.edit, K.Key_Escape)
    assert not composer.mode.is_on
    assert composer.text() == "kept"
    assert not composer.edit.keep_escape


def test_the_cross_ends_it_too_and_so_does_another_room(qtbot: QtBot, composer: Composer) -> None:
    composer.start_reply(THEIRS)
    composer.strip.cross.click()
    assert not composer.mode.is_on
    composer.start_reply(THEIRS)
    composer.open_room(OTHER, "other")
    assert not composer.mode.is_on
    assert not composer.strip.isVisible()


# ---------------------------------------------------------------- editing


def test_up_in_an_empty_box_asks_for_the_last_message(qtbot: QtBot, composer: Composer) -> None:
    asked = heard(composer.edit_last_wanted)
    qtbot.keyClicks(composer.edit, "x")
    qtbot.keyClick(composer.edit, K.Key_Up)
    assert asked == []
    qtbot.keyClick(composer.edit, K.Key_Backspace)
    qtbot.keyClick(composer.edit, K.Key_Up)
    assert len(asked) == 1


def test_an_edit_gives_back_the_words_that_stood_there(qtbot: QtBot, composer: Composer) -> None:
    edits, sends = heard(composer.edit_submitted), heard(composer.send_requested)
    qtbot.keyClicks(composer.edit, "half a thought")
    composer.start_edit(OWN)
    assert composer.text() == OWN.text
    qtbot.keyClicks(composer.edit, " Twice.")
    qtbot.keyClick(composer.edit, K.Key_Return)
    assert edits == [(OWN.id, "Yes, already packed. Twice.", ())]
    assert sends == []
    composer.refused("The disk is full.")
    assert composer.text() == "Yes, already packed. Twice."
    composer.edit_accepted(OWN.id)
    assert composer.text() == "half a thought"
    assert not composer.mode.is_on


def test_an_edit_is_no_draft(qtbot: QtBot, composer: Composer) -> None:
    qtbot.keyClicks(composer.edit, "draft")
    told = heard(composer.draft_changed)
    composer.start_edit(OWN)
    qtbot.keyClicks(composer.edit, "!!")
    composer.flush_draft()
    assert told == [(LOBBY, "draft", ())]
    composer.open_room(OTHER, "other")
    composer.open_room(LOBBY, "lobby")
    assert composer.text() == "draft"


def test_an_edit_that_changes_nothing_is_none(qtbot: QtBot, composer: Composer) -> None:
    edits = heard(composer.edit_submitted)
    composer.start_edit(OWN)
    qtbot.keyClick(composer.edit, K.Key_Return)
    assert edits == []
    assert not composer.mode.is_on
    assert composer.text() == ""


# ---------------------------------------------------------------- taking back


def test_a_held_message_can_be_taken_back(qtbot: QtBot, composer: Composer) -> None:
    sends = heard(composer.send_requested)
    composer.set_undo_s(5)
    qtbot.keyClicks(composer.edit, "oh no")
    qtbot.keyClick(composer.edit, K.Key_Return)
    assert sends == []
    assert composer.text() == ""
    assert composer.strip.title.text() == "Sending in 5 s"
    composer.strip.undo.click()
    assert composer.text() == "oh no"
    assert not composer.strip.isVisible()
    assert not composer.held._timer.isActive()


def test_undoing_in_the_empty_box_takes_the_held_message_back(
    qtbot: QtBot, composer: Composer
) -> None:
    sends = heard(composer.send_requested)
    composer.set_undo_s(5)
    qtbot.keyClicks(composer.edit, "oh no")
    qtbot.keyClick(composer.edit, K.Key_Return)
    qtbot.keyClicks(composer.edit, "x")
    qtbot.keyClick(composer.edit, K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert composer.held.text == "oh no"  # that undid what was typed since
    assert composer.text() == ""
    qtbot.keyClick(composer.edit, K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert composer.held.text == ""
    assert composer.text() == "oh no"
    assert not composer.strip.isVisible()
    assert sends == []
    composer.edit.clear()
    qtbot.keyClick(composer.edit, K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not composer.strip.press_undo()  # nothing is held: the key is that of any text


def test_a_held_message_goes_out_when_its_time_is_up(qtbot: QtBot, composer: Composer) -> None:
    sends = heard(composer.message_written)
    composer.set_undo_s(1)
    composer.start_reply(THEIRS)
    qtbot.keyClicks(composer.edit, "go")
    qtbot.keyClick(composer.edit, K.Key_Return)
    qtbot.waitUntil(lambda: sends != [], timeout=TICK_MS * 5)
    assert sends == [(LOBBY, Written("go", (), THEIRS.id))]
    qtbot.keyClicks(composer.edit, "go")  # the same words again are others
    composer.accepted(LOBBY, "go")
    assert composer.text() == "go"


def test_held_words_are_in_the_draft_and_come_back_when_refused(
    qtbot: QtBot, composer: Composer
) -> None:
    told = heard(composer.draft_changed)
    composer.set_undo_s(5)
    qtbot.keyClicks(composer.edit, "precious")
    qtbot.keyClick(composer.edit, K.Key_Return)
    qtbot.keyClicks(composer.edit, "next")
    composer.flush_draft()
    assert told[-1] == (LOBBY, "precious\nnext", ())
    composer.held.release()
    composer.refused("The disk is full.")
    assert composer.text() == "precious\nnext"


def test_words_that_were_held_and_sent_are_no_draft(qtbot: QtBot, composer: Composer) -> None:
    told = heard(composer.draft_changed)
    composer.set_undo_s(5)
    qtbot.keyClicks(composer.edit, "gone")
    composer.flush_draft()
    qtbot.keyClick(composer.edit, K.Key_Return)
    assert told == [(LOBBY, "gone", ())]
    composer.held.release()
    composer.accepted(LOBBY, "gone")
    assert told[-1] == (LOBBY, "", ())


def test_another_room_and_another_message_send_what_is_held(
    qtbot: QtBot, composer: Composer
) -> None:
    sends = heard(composer.send_requested)
    composer.set_undo_s(5)
    for words in ("one", "two"):
        qtbot.keyClicks(composer.edit, words)
        qtbot.keyClick(composer.edit, K.Key_Return)
    assert sends == [(LOBBY, "one")]
    composer.open_room(OTHER, "other")
    assert sends == [(LOBBY, "one"), (LOBBY, "two")]


# ---------------------------------------------------------------- marks


@pytest.mark.parametrize(
    ("key", "mark"), [(K.Key_B, "**"), (K.Key_I, "*"), (K.Key_E, "`")], ids=str
)
def test_keys_put_marks_round_the_selection_and_off_again(
    qtbot: QtBot, composer: Composer, key: Qt.Key, mark: str
) -> None:
    composer.edit.setPlainText("a 👍 word")
    composer.edit.selectAll()
    qtbot.keyClick(composer.edit, key, CONTROL)
    assert composer.text() == f"{mark}a 👍 word{mark}"
    qtbot.keyClick(composer.edit, key, CONTROL)
    assert composer.text() == "a 👍 word"
    composer.edit.selectAll()
    composer.edit.textCursor().removeSelectedText()
    qtbot.keyClick(composer.edit, key, CONTROL)
    qtbot.keyClicks(composer.edit, "x")
    assert composer.text() == f"{mark}x{mark}"


def test_a_link_is_an_address(qtbot: QtBot, composer: Composer) -> None:
    keys = CONTROL | Qt.KeyboardModifier.ShiftModifier
    composer.edit.setPlainText("logs.example/x")
    composer.edit.selectAll()
    qtbot.keyClick(composer.edit, K.Key_L, keys)
    assert composer.text() == "https://logs.example/x"
    composer.edit.selectAll()
    qtbot.keyClick(composer.edit, K.Key_L, keys)
    assert composer.text() == "https://logs.example/x"


def test_hints_show_the_look_and_tell_no_change(qtbot: QtBot, composer: Composer) -> None:
    told = heard(composer.typing)
    composer.edit.setPlainText("**bold** and\n```\ncode\n```\nplain")
    document = composer.edit.document()
    qtbot.waitUntil(lambda: bool(document.begin().layout().formats()))
    before = len(told)
    formats = document.begin().layout().formats()
    assert any(each.format.fontWeight() > 500 for each in formats)
    code = document.findBlockByNumber(2)
    assert code.userState() == 1
    assert document.findBlockByNumber(4).userState() == 0
    assert composer.aids.hints is not None
    composer.aids.hints.rehighlight()
    assert len(told) == before
    looks, hidden = looks_of("a **b** `c`")
    assert list(hidden) == [0, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1]
    assert looks[4]
    assert looks[9]


def test_hints_find_their_letters_behind_an_emoji(qtbot: QtBot, composer: Composer) -> None:
    composer.edit.setPlainText("\U0001f44b **b**")
    first = composer.edit.document().begin
    qtbot.waitUntil(lambda: bool(first().layout().formats()))
    [bold] = [each for each in first().layout().formats() if each.format.fontWeight() > 500]
    assert (bold.start, bold.length) == (5, 1)  # an emoji is two of Qt's units


def test_a_colouring_does_not_let_enter_send_twice(qtbot: QtBot, composer: Composer) -> None:
    sends = heard(composer.send_requested)
    qtbot.keyClicks(composer.edit, "**x**")
    qtbot.keyClick(composer.edit, K.Key_Return)
    assert composer.aids.hints is not None
    composer.aids.hints.rehighlight()
    qtbot.keyClick(composer.edit, K.Key_Return)
    assert len(sends) == 1


# ---------------------------------------------------------------- typing


def test_typing_is_told_while_writing_and_ends_with_the_words(
    qtbot: QtBot, composer: Composer
) -> None:
    told = heard(composer.typing)
    qtbot.keyClicks(composer.edit, "ab")
    assert told == [(LOBBY, True)] * 2
    composer.edit.selectAll()
    composer.edit.textCursor().removeSelectedText()
    assert told[-1] == (LOBBY, False)
    composer.start_edit(OWN)
    qtbot.keyClicks(composer.edit, "x")
    assert told[-1] == (LOBBY, False)


def test_leaving_the_room_ends_typing(qtbot: QtBot, composer: Composer) -> None:
    qtbot.keyClicks(composer.edit, "ab")
    told = heard(composer.typing)
    composer.open_room(OTHER, "other")
    assert told == [(LOBBY, False)]


def test_a_filled_draft_is_no_typing(composer: Composer) -> None:
    told = heard(composer.typing)
    composer.set_draft("kept on disk")
    assert told == []
    composer.edit.moveCursor(QTextCursor.MoveOperation.End)
    composer.insert("👍")
    assert composer.text() == "kept on disk👍"

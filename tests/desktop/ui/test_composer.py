"""The composer: keys, input methods, the limit, drafts, and words that are never lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QImage, QInputMethodEvent, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.texts import MAX_TEXT_BYTES
from desktop.ui.composer import DRAFT_MS, Composer
from desktop.ui.composer_edit import PASTE_BYTES
from desktop.ui.theme import ThemeSwitch
from net.ids import RoomId

LOBBY = RoomId(b"l" * 32)
OTHER = RoomId(b"o" * 32)


def sent(composer: Composer) -> list[tuple[bytes, str]]:
    """Collects what is asked to be sent from now on."""
    asked: list[tuple[bytes, str]] = []
    composer.send_requested.connect(lambda room, text: asked.append((room, text)))
    return asked


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_asks_and_acceptance_empties(qtbot: QtBot, composer: Composer, key: Qt.Key) -> None:
    asked = sent(composer)
    qtbot.keyClicks(composer.edit, " hello ")
    qtbot.keyClick(composer.edit, key)
    assert asked == [(LOBBY, "hello")]
    assert composer.text() == " hello "
    composer.accepted(LOBBY, "hello")
    assert composer.text() == ""


def test_shift_enter_makes_a_line(qtbot: QtBot, composer: Composer) -> None:
    asked = sent(composer)
    qtbot.keyClicks(composer.edit, "one")
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(composer.edit, "two")
    assert composer.text() == "one\ntwo"
    assert asked == []


@pytest.mark.parametrize("blank", ["", "   ", "\n \t\n"])
def test_nothing_is_not_sent(qtbot: QtBot, composer: Composer, blank: str) -> None:
    asked = sent(composer)
    composer.edit.setPlainText(blank)
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    assert asked == []
    assert not composer.send_button.isEnabled()


def test_the_button_sends_too(qtbot: QtBot, composer: Composer) -> None:
    asked = sent(composer)
    composer.edit.setPlainText("by hand")
    qtbot.mouseClick(composer.send_button, Qt.MouseButton.LeftButton)
    assert asked == [(LOBBY, "by hand")]
    assert composer.edit.hasFocus()


def test_enter_twice_asks_once(qtbot: QtBot, composer: Composer) -> None:
    asked = sent(composer)
    composer.edit.setPlainText("ok")
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    assert asked == [(LOBBY, "ok")]
    composer.accepted(LOBBY, "ok")
    composer.edit.setPlainText("ok")
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    assert asked == [(LOBBY, "ok"), (LOBBY, "ok")]


def test_enter_while_a_word_is_composed_sends_nothing(qtbot: QtBot, composer: Composer) -> None:
    asked = sent(composer)
    qtbot.keyClicks(composer.edit, "hi ")
    QApplication.sendEvent(composer.edit, QInputMethodEvent("にほ", []))
    assert composer.edit.composing
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    assert asked == []
    assert composer.text() == "hi "
    commit = QInputMethodEvent("", [])
    commit.setCommitString("日本")
    QApplication.sendEvent(composer.edit, commit)
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    assert asked == [(LOBBY, "hi 日本")]


def test_a_refusal_keeps_the_words_and_says_why(qtbot: QtBot, composer: Composer) -> None:
    asked = sent(composer)
    composer.edit.setPlainText("precious")
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    composer.refused("The disk is full.")
    assert composer.text() == "precious"
    assert composer.hint.text() == "The disk is full."
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    assert len(asked) == 2


def test_acceptance_leaves_words_written_meanwhile(qtbot: QtBot, composer: Composer) -> None:
    composer.edit.setPlainText("first")
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    composer.edit.setPlainText("second")
    composer.accepted(LOBBY, "first")
    assert composer.text() == "second"


def test_words_given_back_stand_before_new_ones(composer: Composer) -> None:
    composer.put_back("lost")
    assert composer.text() == "lost"
    composer.edit.setPlainText("new")
    composer.put_back("lost")
    assert composer.text() == "lost\nnew"


def test_the_limit_shows_before_it_is_hit_and_refuses_after(
    qtbot: QtBot, composer: Composer
) -> None:
    asked = sent(composer)
    composer.edit.setPlainText("x" * (MAX_TEXT_BYTES // 2))
    assert "Enter to send" in composer.hint.text()
    composer.edit.setPlainText("é" * (MAX_TEXT_BYTES // 2 - 10))
    assert composer.hint.text() == "20 bytes left"
    composer.edit.setPlainText("x" * MAX_TEXT_BYTES)
    assert composer.hint.text() == "0 bytes left"
    assert composer.send_button.isEnabled()
    composer.edit.setPlainText("x" * (MAX_TEXT_BYTES + 1))
    assert composer.hint.text().startswith("Too long by 1 byte:")
    assert not composer.send_button.isEnabled()
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    assert asked == []
    assert len(composer.text()) == MAX_TEXT_BYTES + 1


def test_half_characters_do_not_break_it(qtbot: QtBot, composer: Composer) -> None:
    asked = sent(composer)
    composer.edit.insertPlainText("a\ud800b")
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    assert len(asked) == 1
    asked[0][1].encode()


def pasted(text: str | None = None, html: str | None = None, url: str | None = None) -> QMimeData:
    data = QMimeData()
    if text is not None:
        data.setText(text)
    if html is not None:
        data.setHtml(html)
    if url is not None:
        data.setUrls([QUrl(url)])
    return data


def test_enter_sends_only_with_ctrl_where_that_was_chosen(qtbot: QtBot, composer: Composer) -> None:
    asked = sent(composer)
    composer.set_send_keys(control=True)
    assert composer.hint.text().startswith("Ctrl+Enter to send")
    assert composer.send_button.toolTip() == "Send (Ctrl+Enter)"
    qtbot.keyClicks(composer.edit, "one")
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(composer.edit, "two")
    qtbot.keyClick(composer.edit, Qt.Key.Key_Enter, Qt.KeyboardModifier.ShiftModifier)
    assert (asked, composer.text()) == ([], "one\ntwo\n")
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == [(LOBBY, "one\ntwo")]
    composer.accepted(LOBBY, "one\ntwo")
    composer.set_send_keys(control=False)
    assert composer.hint.text().startswith("Enter to send")
    qtbot.keyClicks(composer.edit, "three")
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    assert asked[1:] == [(LOBBY, "three")]


@pytest.mark.parametrize("lines", [1, 2, 5])
def test_lines_are_not_pressed_against_the_frame(
    qtbot: QtBot, composer: Composer, lines: int
) -> None:
    box, edit = composer._box, composer.edit
    edit.setPlainText("\n".join("words" for _ in range(lines)))
    needed = lines * edit.fontMetrics().lineSpacing()

    def is_low() -> bool:
        composer.resize(500, composer.sizeHint().height())  # as its page makes it
        return edit.height() >= needed and composer.height() < needed + 100

    qtbot.waitUntil(is_low)
    above = edit.mapTo(box, QPoint(0, 0)).y()
    below = box.height() - edit.height() - above
    assert min(above, below) >= 12


def test_pasting_takes_the_plain_text_only(composer: Composer) -> None:
    composer.edit.insertFromMimeData(pasted("plain\r\nwords", "<b>rich</b>"))
    assert composer.text() == "plain\nwords"
    assert not composer.edit.canInsertFromMimeData(QMimeData())


def test_a_huge_paste_is_refused_with_words(composer: Composer) -> None:
    composer.edit.insertFromMimeData(pasted("x" * (PASTE_BYTES + 1)))
    assert composer.text() == ""
    assert composer.hint.text().startswith("Not pasted: 256 KiB")


def test_pasting_a_picture_or_a_file_says_that_only_words_can_be_sent(composer: Composer) -> None:
    picture = QMimeData()
    picture.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
    file = pasted(text="/home/ana/plan.pdf", url="file:///home/ana/plan.pdf")
    usual = composer.hint.text()
    for refused in (picture, file):
        composer.edit.insertFromMimeData(refused)
        assert composer.text() == ""
        assert "only words can be sent" in composer.hint.text()
        composer.edit.insertFromMimeData(pasted("words", url="https://a.example/"))
        assert (composer.text(), composer.hint.text()) == ("words", usual)
        composer.edit.clear()


def test_typing_tells_the_draft_once_after_a_pause(qtbot: QtBot, composer: Composer) -> None:
    told: list[tuple[bytes, str]] = []
    composer.draft_changed.connect(lambda room, text: told.append((room, text)))
    qtbot.keyClicks(composer.edit, "half a thought")
    assert told == []
    qtbot.waitUntil(lambda: told != [], timeout=DRAFT_MS * 10)
    assert told == [(LOBBY, "half a thought")]


def test_sending_ends_the_draft(qtbot: QtBot, composer: Composer) -> None:
    told: list[tuple[bytes, str]] = []
    composer.draft_changed.connect(lambda room, text: told.append((room, text)))
    qtbot.keyClicks(composer.edit, "done")
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    composer.accepted(LOBBY, "done")
    assert told == [(LOBBY, "")]


def test_each_room_keeps_its_own_words(qtbot: QtBot, composer: Composer) -> None:
    told: list[tuple[bytes, str]] = []
    composer.draft_changed.connect(lambda room, text: told.append((room, text)))
    qtbot.keyClicks(composer.edit, "for the lobby")
    composer.open_room(OTHER, "other")
    assert told == [(LOBBY, "for the lobby")]
    assert composer.text() == ""
    composer.set_draft("kept on disk")
    composer.open_room(OTHER, "other")
    assert composer.text() == "kept on disk"
    composer.open_room(LOBBY, "lobby")
    assert composer.text() == "for the lobby"
    assert told == [(LOBBY, "for the lobby")]


def test_a_late_draft_does_not_overwrite(qtbot: QtBot, composer: Composer) -> None:
    qtbot.keyClicks(composer.edit, "already")
    composer.set_draft("old")
    assert composer.text() == "already"


def test_it_grows_to_two_fifths_of_the_window(qtbot: QtBot, composer: Composer) -> None:
    composer.set_window_height(600)
    one = composer.edit.sizeHint().height()
    composer.edit.setPlainText("\n".join("abc"))
    assert composer.edit.sizeHint().height() > 2 * one
    composer.edit.setPlainText("\n" * 200)
    qtbot.waitUntil(lambda: composer.sizeHint().height() > 150)
    assert composer.sizeHint().height() <= 600 * 2 // 5


def test_ctrl_z_brings_words_back(qtbot: QtBot, composer: Composer) -> None:
    qtbot.keyClicks(composer.edit, "oops")
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    composer.accepted(LOBBY, "oops")
    composer.edit.undo()
    assert composer.text() == "oops"


def test_the_frame_shows_the_focus(qtbot: QtBot, composer: Composer, switch: ThemeSwitch) -> None:
    box = composer.edit.parentWidget()
    assert box is not None

    def edge() -> str:
        return box.grab().toImage().pixelColor(QPoint(box.width() // 2, 1)).name()

    assert edge() == switch.theme.accent.name()
    composer.edit.clearFocus()
    assert edge() != switch.theme.accent.name()


def test_the_box_names_the_room_that_is_open(composer: Composer) -> None:
    QApplication.processEvents()
    viewport, paint = composer.edit.viewport(), composer.edit.paintEvent
    painted = QRegion()

    def seen(event: QPaintEvent) -> None:
        nonlocal painted
        painted += event.region()
        paint(event)

    composer.edit.paintEvent = seen  # type: ignore[method-assign]
    composer.open_room(OTHER, "other")
    QApplication.processEvents()
    assert composer.edit.placeholderText() == "Message to other"
    assert (QRegion(viewport.rect()) - painted).isEmpty()


@pytest.mark.parametrize("window_rtl", [False, True])
def test_lines_begin_where_their_script_begins(composer: Composer, window_rtl: bool) -> None:
    side = Qt.LayoutDirection.RightToLeft if window_rtl else Qt.LayoutDirection.LeftToRight
    composer.edit.setLayoutDirection(side)

    def at_the_right() -> bool:
        layout = composer.edit.document().begin().layout()
        middle = layout.lineAt(0).naturalTextRect().center().x()
        return middle > composer.edit.viewport().width() / 2

    for text, wanted in (("القارب", True), ("boat", False), ("12 - القارب boat", True)):
        composer.edit.setPlainText(text)
        QApplication.processEvents()
        assert at_the_right() is wanted, text
    composer.edit.clear()
    QApplication.processEvents()
    assert (composer.edit.cursorRect().x() > composer.edit.viewport().width() / 2) is window_rtl

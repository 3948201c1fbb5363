"""Messages, composer, find bar and popups together in the window: wishes out, answers in."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QDate, QDateTime, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.model import Message
from desktop.ui.chat_window import ChatWindow
from desktop.ui.day_picker import DayPicker, typed_time
from desktop.ui.features import Feature
from desktop.ui.find_bar import FindBar
from desktop.ui.message_details import (
    DeleteDialog,
    DetailsDialog,
    HolderView,
    MessageDetails,
    VersionView,
)
from desktop.ui.talk import Talk
from desktop.ui.theme import ThemeSwitch
from desktop.ui.typing_line import TypingLine
from net.ids import EntryId, PersonId
from tests import shots
from tests.shots import ME, PRESENT, TALK, Lines, lobby

K = Qt.Key
OWN = TALK[9]


def heard(signal: object) -> list[tuple[object, ...]]:
    said: list[tuple[object, ...]] = []
    signal.connect(lambda *args: said.append(args))  # type: ignore[attr-defined]
    return said


@pytest.fixture
def talk(window: ChatWindow) -> Talk:
    """The parts of a window in a room, with everything offered."""
    shots._open(window, TALK)
    talk = window.page.talk
    talk.set_features(frozenset(Feature))
    talk.set_people(PRESENT, ME.person)
    return talk


# ---------------------------------------------------------------- wishes


def test_everything_is_shut_until_it_is_wired(window: ChatWindow, qtbot: QtBot) -> None:
    shots._open(window, TALK)
    talk = window.page.talk
    assert talk.timeline.features == frozenset()
    assert not talk.composer.emoji_button.isVisible()
    qtbot.keyClick(talk.composer.edit, K.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert not talk.find.isVisible()
    talk.set_typing(["Ana"])
    assert talk.typing.words == ""
    qtbot.keyClick(talk.composer.edit, K.Key_Up)
    assert not talk.composer.mode.is_on


def test_reply_and_edit_go_to_the_composer(talk: Talk, qtbot: QtBot) -> None:
    talk.timeline.reply_wanted.emit(TALK[2])
    assert talk.composer.mode.answering == TALK[2]
    qtbot.keyClick(talk.composer.edit, K.Key_Escape)
    qtbot.keyClick(talk.composer.edit, K.Key_Up)
    assert talk.composer.mode.editing == OWN
    assert talk.composer.text() == OWN.text


def test_a_deletion_is_asked_for_first(talk: Talk, window: ChatWindow, qtbot: QtBot) -> None:
    told = heard(talk.delete_requested)
    talk.timeline.delete_wanted.emit(OWN)
    dialog = window.findChild(DeleteDialog)
    assert dialog is not None
    assert "Others may have kept a copy." in dialog.findChild(QLabel, "delete-honesty").text()
    dialog.reject()
    assert told == []
    talk.timeline.delete_wanted.emit(OWN)
    dialogs = [each for each in window.findChildren(DeleteDialog) if each.isVisible()]
    dialogs[0].findChild(QPushButton, "delete-confirm").click()
    assert told == [(OWN.id,)]


def test_pins_details_unread_and_reactions_are_told(talk: Talk) -> None:
    pins, details = heard(talk.pin_toggled), heard(talk.details_requested)
    unread, reactions = heard(talk.unread_requested), heard(talk.reaction_toggled)
    talk.timeline.pin_wanted.emit(OWN, True)
    talk.timeline.details_requested.emit(OWN)
    talk.timeline.unread_wanted.emit(OWN)
    talk.timeline.ask_reaction(OWN)
    picker = talk._picker
    assert picker is not None
    picker.field.setText("tada")
    picker._take(picker.list.currentIndex())
    assert pins == [(OWN.id, True)]
    assert details == unread == [(OWN.id,)]
    assert reactions == [(OWN.id, "🎉", True)]
    assert talk.composer.text() == ""


def test_the_emoji_button_puts_one_into_the_text(talk: Talk) -> None:
    kept = heard(talk.recent_emoji_changed)
    talk.composer.emoji_button.click()
    picker = talk._picker
    assert picker is not None
    picker.field.setText("coffee")
    for button in (picker.tone, picker._tabs["food"]):  # who clicks these goes on typing
        assert not button.focusPolicy() & Qt.FocusPolicy.ClickFocus
    picker._take(picker.list.currentIndex())
    assert talk.composer.text() == "☕"
    assert kept == [(["☕"],)]


# ---------------------------------------------------------------- who writes


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ((), ""),
        (("Ana",), "Ana is typing"),
        (("Ana", "Far\u202eah"), "Ana and Farah are typing"),
        (("Ana", "Bo", "Chidi"), "3 people are typing"),
    ],
)
def test_the_typing_line_names_two_and_counts_more(
    switch: ThemeSwitch, qtbot: QtBot, names: tuple[str, ...], words: str
) -> None:
    line = TypingLine(switch)
    qtbot.addWidget(line)
    height = line.height()
    line.set_typing(names)
    assert line.words == line.accessibleName() == words
    assert line._timer.isActive() is bool(names)
    line.set_typing(())
    assert not line._timer.isActive()
    assert line.height() == height
    switch.set_reduced_motion(reduced=True)
    line.set_typing(("Ana",))
    assert not line._timer.isActive()


# ---------------------------------------------------------------- finding


@pytest.fixture
def bar(switch: ThemeSwitch, qtbot: QtBot) -> FindBar:
    made = FindBar(switch)
    qtbot.addWidget(made)
    made.open()
    return made


FOUND = [EntryId(bytes([n]) * 32) for n in range(3)]


def test_enter_looks_at_once_then_walks_to_older_and_round(bar: FindBar, qtbot: QtBot) -> None:
    asked, jumps = heard(bar.find_wanted), heard(bar.jump_wanted)
    qtbot.keyClicks(bar.field, "  boat ")
    qtbot.keyClick(bar.field, K.Key_Return)
    assert asked == [("boat",)]
    bar.set_found("boat", FOUND)
    assert bar.count.text() == "1 of 3"
    for _ in range(3):
        qtbot.keyClick(bar.field, K.Key_Return)
    qtbot.keyClick(bar.field, K.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert [each for (each,) in jumps] == [FOUND[0], FOUND[1], FOUND[2], FOUND[0], FOUND[2]]
    assert bar.count.text() == "3 of 3"
    bar.set_found("boat", [EntryId(b"n" * 32), *FOUND], more=True)
    assert bar.count.text() == "4 of 4+"
    assert len(jumps) == 5


def test_a_pause_asks_once_and_late_answers_are_left_aside(bar: FindBar, qtbot: QtBot) -> None:
    asked = heard(bar.find_wanted)
    qtbot.keyClicks(bar.field, "bo")
    assert asked == []
    qtbot.waitUntil(lambda: asked != [])
    qtbot.keyClicks(bar.field, "at")
    qtbot.keyClick(bar.field, K.Key_Return)
    bar.set_found("bo", FOUND)
    assert bar.count.text() == "Nothing found"
    bar.set_found("boat", ())
    assert not bar.older.isEnabled()
    assert asked == [("bo",), ("boat",)]


def test_what_was_found_is_marked_until_the_bar_closes(talk: Talk) -> None:
    def picture() -> QImage:
        talk.timeline.flush()
        return talk.timeline.viewport().grab().toImage()

    message = talk.timeline.shown[-1].row.message
    plain = picture()
    talk.find.open("words")
    talk.find._ask()
    stale = {message.id: (message.text + "!", ((0, 4),))}
    talk.find.set_found("words", (), marks=stale)
    assert talk.timeline.rows.around.found == stale
    talk.find.hide()  # the bar takes room above the messages: here only they are looked at
    QApplication.processEvents()
    assert picture() == plain  # edited since
    talk.find.set_found("words", (), marks={message.id: (message.text, ((0, 4),))})
    assert picture() != plain
    talk.find.show()
    talk.find.close_bar()
    QApplication.processEvents()
    assert picture() == plain


def test_ctrl_f_opens_and_escape_closes_in_the_window(talk: Talk, qtbot: QtBot) -> None:
    asked = heard(talk.find_requested)
    qtbot.keyClick(talk.composer.edit, K.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert talk.find.isVisible()
    qtbot.waitUntil(talk.find.field.hasFocus)
    qtbot.keyClicks(talk.find.field, "gauge")
    qtbot.keyClick(talk.find.field, K.Key_Return)
    assert asked == [(shots.LOBBY, "gauge")]
    talk.find.set_found("gauge", [TALK[0].id])
    assert 0 in [shown.ordinal for shown in talk.timeline.shown]
    qtbot.keyClick(talk.find.field, K.Key_Escape)
    assert not talk.find.isVisible()
    assert asked[-1] == (shots.LOBBY, "")
    assert talk.composer.edit.hasFocus()


# ---------------------------------------------------------------- days


def test_the_date_opens_a_calendar_that_goes_there(talk: Talk, window: ChatWindow) -> None:
    many = [replace(TALK[2], id=EntryId(bytes([n]) * 32), sent_at_ms=day_ms(n)) for n in range(60)]
    window.open_room(lobby(many), Lines(many))
    talk.timeline.scroll_by(-300)
    talk.timeline.chip.clicked.emit()
    picker = window.findChild(DayPicker)
    assert picker is not None
    assert picker.isVisible()
    assert picker.grab().width() > 100
    picker.grid.chosen.emit(QDate(2026, 8, 20))
    assert talk.timeline.shown[0].row.message.sent_at_ms == day_ms(4)
    talk.timeline.chip.clicked.emit()
    opened = [each for each in window.findChildren(DayPicker) if each.isVisible()]
    opened[0].first.click()
    assert talk.timeline.shown[0].ordinal == 0


def day_ms(number: int) -> int:
    return shots.NOW_MS - (59 - number) * 86_400_000


def test_keys_walk_through_the_days(switch: ThemeSwitch, window: ChatWindow, qtbot: QtBot) -> None:
    picker = DayPicker(switch, shots.today(), window)
    picker.open_at(QPoint(300, 300), shots.today())
    chosen = heard(picker.time_chosen)
    grid = picker.grid
    for key in (K.Key_Up, K.Key_Left, K.Key_PageUp):
        qtbot.keyClick(grid, key)
    assert grid.day == QDate(2026, 9, 6)
    assert picker.month.text() == "September 2026"
    grid.go(QDate(2030, 1, 1))
    assert grid.day == QDate(2026, 10, 14)  # nothing is written in the future
    qtbot.keyClick(grid, K.Key_Return)
    (time,) = chosen[0]
    assert isinstance(time, QDateTime)
    assert time.date() == QDate(2026, 10, 14)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-10-14 09:30", "2026-10-14T09:30:00"),
        (" 14.10.2026 ", "2026-10-14T00:00:00"),
        ("9:30", None),
        ("09:30", "2026-10-01T09:30:00"),
        ("soon", None),
        ("", None),
    ],
)
def test_typed_times(text: str, found: str | None) -> None:
    at = typed_time(text, QDate(2026, 10, 1))
    assert (at.toString(Qt.DateFormat.ISODate) if at else None) == found


# ---------------------------------------------------------------- details


def details(message: Message) -> MessageDetails:
    return MessageDetails(
        message,
        (HolderView("Ana <b>F</b>", "sail\u202eing laptop", shots.NOW_MS),),
        (
            VersionView("first words", message.sent_at_ms),
            VersionView("<i>second</i>", shots.NOW_MS),
        ),
    )


def test_details_show_holders_and_former_words_verbatim(talk: Talk, window: ChatWindow) -> None:
    talk.show_details(details(OWN))
    dialog = window.findChild(DetailsDialog)
    assert dialog is not None
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert "On 1 other device" in words
    assert "Ana <b>F</b> · sailing laptop · 10:46" in words
    assert words.index("<i>second</i>") < words.index("first words")
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel)
    )
    dialog.close()


def test_details_without_holders_say_so(talk: Talk, window: ChatWindow) -> None:
    talk.show_details(MessageDetails(OWN))
    dialog = window.findChild(DetailsDialog)
    assert dialog is not None
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert "No other device has confirmed it yet." in words
    assert "Words over time" not in words
    dialog.close()


# ---------------------------------------------------------------- people of one name


def test_authors_of_one_name_have_their_marks_where_both_are_in_the_room(
    talk: Talk, window: ChatWindow
) -> None:
    def authors() -> set[str]:
        rows = talk.timeline.rows
        return {rows.row(ordinal).author for ordinal in range(rows.count)}

    plain = authors()
    bo = next(each for each in PRESENT if each.name == "Bo Lindqvist")
    marked = replace(bo, mark="AEAQ")
    others = [each for each in PRESENT if each is not bo]
    talk.set_people([*others, marked], ME.person)
    assert authors() == plain, "whoever is called so, too, is not in this room"
    other = replace(bo, person=PersonId(b"o" * 32), mark="N5XW")
    talk.set_people([*others, marked, other], ME.person)
    assert authors() == plain - {bo.name} | {"Bo Lindqvist (AEAQ)"}
    assert talk.timeline.rows.around.name(bo.person) == bo.name, "mentions are by the name alone"


def test_the_box_and_the_title_tell_rooms_of_one_name_apart(
    talk: Talk, window: ChatWindow
) -> None:
    del talk
    room = replace(lobby(TALK), mark="GEZD")
    window.open_room(room, Lines(TALK))
    assert window.page.composer.edit.placeholderText() == "Message to lobby (GEZD)"
    assert window.windowTitle().endswith("lobby (GEZD) · Grapevine")

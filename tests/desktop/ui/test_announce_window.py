"""The announcement window: who is reached, undo, what became of it, and trying again."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.model import Status
from desktop.ui.announce_preview import HEIGHT_PX
from desktop.ui.announce_window import AnnounceWindow
from desktop.ui.theme import ThemeChoice, ThemeSwitch
from desktop.ui.timeline.pieces import Act
from tests.shots import NOW_MS
from tests.shots_windows import PEOPLE, ROOMS

Sent = list[tuple[list[bytes], list[bytes], str]]


@pytest.fixture
def announce(qtbot: QtBot, switch: ThemeSwitch) -> AnnounceWindow:
    made = AnnounceWindow(switch, lambda: NOW_MS)
    qtbot.addWidget(made)
    made.set_rooms(ROOMS)
    made.set_people(PEOPLE)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def heard(announce: AnnounceWindow) -> Sent:
    sent: Sent = []
    announce.send_requested.connect(lambda *told: sent.append(told))
    return sent


def tick(announce: AnnounceWindow, *names: str) -> None:
    for number in range(announce.targets.rowCount()):
        index = announce.targets.index(number, 0)
        if index.data() in names:
            announce.targets.toggle(index)


def end_of_undo(announce: AnnounceWindow) -> None:
    """Let the seconds pass that a person would wait."""
    while announce._tick.isActive():
        announce._tick.timeout.emit()


def send(announce: AnnounceWindow, *names: str) -> None:
    tick(announce, *names)
    announce.edit.setPlainText("Drill at 15:00")
    QTest.keyClick(announce.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    end_of_undo(announce)


def test_people_in_several_rooms_count_once(announce: AnnounceWindow) -> None:
    field, safety = ROOMS[0], next(room for room in ROOMS if room.name == "safety")
    people = frozenset(each.person for each in PEOPLE[:4])
    announce.set_members({field.room: people, safety.room: people})
    tick(announce, "field-station", "safety", "Ana Ferreira", "Hanna Koch")
    # four members less oneself, and Hanna; Ana is one of the members
    assert announce.preview.text() == "Goes to 2 rooms and 2 people: 4 people in all, each once."


def test_rooms_of_unknown_members_are_a_bound(announce: AnnounceWindow) -> None:
    tick(announce, "bridge-watch")
    assert announce.preview.text() == "Goes to 1 room: at most 3 people in all, each once."


def test_oneself_blocked_people_and_direct_rooms_are_not_offered(announce: AnnounceWindow) -> None:
    blocked = msgspec.structs.replace(PEOPLE[1], blocked=True)
    announce.set_people((PEOPLE[0], blocked, *PEOPLE[2:4]))
    names = [announce.targets.index(n, 0).data() for n in range(announce.targets.rowCount())]
    assert PEOPLE[0].name not in names
    assert blocked.name not in names
    assert names.count("Dana Weiss") == 1
    assert "field-station" in names


def test_nothing_is_sent_before_the_seconds_of_undo(announce: AnnounceWindow) -> None:
    sent = heard(announce)
    tick(announce, "lobby")
    announce.edit.setPlainText("Drill")
    announce.send()
    assert sent == []
    assert announce.state.text() == "Sending in 5 s"
    QTest.keyClick(announce, Qt.Key.Key_Escape)
    assert announce.isVisible()
    assert not announce._tick.isActive()
    assert announce.edit.toPlainText() == "Drill"
    assert sent == []


def test_it_goes_to_rooms_and_people_after_them(announce: AnnounceWindow) -> None:
    sent = heard(announce)
    send(announce, "lobby", "Ana Ferreira", "field-station")
    rooms, people, text = sent[0]
    assert rooms == [ROOMS[0].room, ROOMS[1].room]
    assert people == [PEOPLE[1].person]
    assert text == "Drill at 15:00"
    assert len(sent) == 1


def test_closing_after_send_sends(announce: AnnounceWindow) -> None:
    sent = heard(announce)
    tick(announce, "lobby")
    announce.edit.setPlainText("Drill")
    announce.send()
    announce.closeEvent(QCloseEvent())
    assert len(sent) == 1


def test_the_key_that_closes_a_window_and_the_end_of_grapevine_send_too(
    announce: AnnounceWindow,
) -> None:
    sent = heard(announce)
    tick(announce, "lobby")
    announce.edit.setPlainText("Drill")
    announce.send()
    QTest.keyClick(announce, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert not announce.isVisible()
    assert len(sent) == 1
    announce.start_anew()
    tick(announce, "lobby")
    announce.edit.setPlainText("Drill again")
    announce.send()
    announce.hide()
    announce.finish()  # as when Grapevine is left
    assert len(sent) == 2


def test_each_target_has_its_outcome_and_failed_ones_are_tried_again(
    announce: AnnounceWindow,
) -> None:
    send(announce, "lobby", "Ana Ferreira")
    assert announce.state.text() == "Sending…"
    assert not announce.again.isVisible()
    announce.set_outcome(ROOMS[1].room)
    announce.set_outcome(PEOPLE[1].person, "Their inbox is full.")
    assert announce.state.text().startswith("Sent to 1 of 2.")
    assert announce.outcomes.index(1, 0).data() == "Ana Ferreira, Their inbox is full."
    again: Sent = []
    announce.retry_requested.connect(lambda *told: again.append(told))
    announce.again.click()
    assert again == [([], [PEOPLE[1].person], "Drill at 15:00")]
    announce.set_outcome(PEOPLE[1].person)
    assert announce.state.text() == "Sent to 2 of 2."
    assert not announce.again.isVisible()
    announce.anew.click()
    assert announce.edit.toPlainText() == ""
    assert announce.targets.targets() == ()


def test_a_target_that_is_tried_again_keeps_its_place_and_tells_its_whole_reason(
    announce: AnnounceWindow,
) -> None:
    send(announce, "lobby", "Ana Ferreira")
    announce.set_outcome(ROOMS[1].room, "A long reason that has no room in its line.")
    announce.set_outcome(PEOPLE[1].person)
    tip = announce.outcomes.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "no\u00a0room\u00a0in" in tip
    announce.again.click()
    announce.set_outcome(ROOMS[1].room)
    rows = [announce.outcomes.index(row, 0) for row in range(announce.outcomes.rowCount())]
    assert [row.data() for row in rows] == ["lobby, Sent", "Ana Ferreira, Sent"]
    assert rows[0].data(Qt.ItemDataRole.ToolTipRole) is None


def test_a_refusal_is_said_at_each_target(announce: AnnounceWindow) -> None:
    send(announce, "lobby", "Ana Ferreira")
    announce.set_outcome(ROOMS[1].room)
    announce.set_refused("Too many announcements: wait a minute.")
    assert announce.outcomes.counts() == (1, 1, 0)
    assert announce.again.text() == "Retry 1"


def test_a_text_that_is_too_long_is_not_sent(announce: AnnounceWindow) -> None:
    sent = heard(announce)
    send(announce)
    tick(announce, "lobby")
    announce.edit.setPlainText("ä" * 8_192)
    assert announce.limit.text() == "0 bytes left"
    assert announce.send_button.isEnabled()
    announce.edit.setPlainText("ä" * 8_193)
    assert announce.limit.text() == "2 bytes too long"
    assert not announce.send_button.isEnabled()
    announce.send()
    end_of_undo(announce)
    assert sent == []


def test_letters_narrow_the_list_and_all_shown_can_be_ticked(announce: AnnounceWindow) -> None:
    announce.field.setText("station")
    announce.all.click()
    announce.field.clear()
    assert [each.name for each in announce.targets.targets()] == ["field-station"]
    announce.none.click()
    assert announce.targets.targets() == ()


def test_a_room_that_was_left_is_ticked_no_more(announce: AnnounceWindow) -> None:
    tick(announce, "lobby", "field-station")
    announce.set_rooms(ROOMS[1:])
    assert [each.name for each in announce.targets.targets()] == ["lobby"]


def test_news_leave_the_row_one_walked_to(announce: AnnounceWindow) -> None:
    announce.list.enter()
    QTest.keyClick(announce.list, Qt.Key.Key_Down)
    walked_to = announce.list.currentIndex().data()
    announce.set_people(msgspec.structs.replace(each, status=Status.OFFLINE) for each in PEOPLE)
    announce.set_rooms(msgspec.structs.replace(each, unread=9) for each in ROOMS)
    assert announce.list.currentIndex().data() == walked_to


def test_by_keyboard_alone(announce: AnnounceWindow) -> None:
    sent = heard(announce)
    announce.field.setFocus()
    QTest.keyClicks(announce.field, "lobby")
    QTest.keyClick(announce.field, Qt.Key.Key_Down)
    QTest.keyClick(announce.list, Qt.Key.Key_Space)
    announce.edit.setFocus()
    QTest.keyClicks(announce.edit, "Drill")
    QTest.keyClick(announce.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    end_of_undo(announce)
    assert sent == [([ROOMS[1].room], [], "Drill")]


def test_every_control_has_a_name(announce: AnnounceWindow) -> None:
    for widget in announce.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface.text(QAccessible.Text.Name), widget.objectName()


# ---- how it will look


def test_the_text_is_shown_as_the_timeline_will_draw_it(
    announce: AnnounceWindow, switch: ThemeSwitch, qtbot: QtBot
) -> None:
    look = announce.look
    assert not look.isVisible()
    announce.edit.setPlainText("**Drill** at <b>three</b>\n- vest\n```\ncode\n```")
    assert look.isVisible()
    row = look._row
    assert row is not None
    kinds = [laid.block.kind.name for laid in row.body.blocks]
    assert kinds == ["TEXT", "ITEM", "CODE"]
    assert row.body.blocks[0].block.text == "Drill at <b>three</b>"  # never HTML
    assert (row.author, row.body.message.sent_at_ms) == (PEOPLE[0].name, NOW_MS)
    assert look.accessibleName() == "How it will look"
    assert look.accessibleDescription() == row.body.text
    qtbot.waitUntil(lambda: look.viewport().height() >= row.body.blocks[-1].bottom)
    plain = look.grab().toImage()
    announce.edit.setPlainText("__Drill at <b>three</b>\n- vest\n```\ncode\n```")
    assert look.grab().toImage() != plain
    switch.set_choice(ThemeChoice.DARK)
    assert look.grab().toImage().pixelColor(8, look.height() - 8) == switch.theme.surface
    announce.edit.clear()
    assert not look.isVisible()


def test_a_long_text_is_scrolled_by_keys_and_opened_by_return(
    announce: AnnounceWindow, switch: ThemeSwitch, qtbot: QtBot
) -> None:
    look = announce.look
    announce.edit.setPlainText("\n".join(f"line {number}" for number in range(400)))
    most = switch.theme.px(HEIGHT_PX) + 12
    qtbot.waitUntil(lambda: 100 < look.height() <= most)
    announce.edit.setFocus()
    qtbot.keyClick(announce.edit, Qt.Key.Key_Tab)
    assert look.hasFocus()
    bar = look.verticalScrollBar()
    qtbot.keyClick(look, Qt.Key.Key_Down)
    assert bar.value() == bar.singleStep()
    shut = bar.maximum()
    qtbot.keyClick(look, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bar.maximum() > shut)
    assert look.height() <= most
    qtbot.keyClick(look, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bar.maximum() == shut)
    bar.setValue(shut)
    row = look._row
    assert row is not None
    (fold,) = [spot for spot in row.body.spots if spot.act is Act.MORE]
    at = fold.rects[0].center() + QPoint(0, look._top() + row.head.height)
    qtbot.mouseClick(look.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: bar.maximum() > shut)


def test_the_look_is_from_oneself_by_the_name_of_now(announce: AnnounceWindow) -> None:
    announce.edit.setPlainText("words")
    renamed = msgspec.structs.replace(PEOPLE[0], name="Mira of the boat")
    announce.set_people((renamed, *PEOPLE[1:]))
    assert announce.look._row is not None
    assert announce.look._row.author == "Mira of the boat"


def test_while_it_is_sent_the_results_stand_where_its_look_was(announce: AnnounceWindow) -> None:
    tick(announce, "lobby")
    announce.edit.setPlainText("words")
    announce.send()
    assert announce.look.isVisible()
    announce._go()
    assert not announce.look.isVisible()
    assert announce.outcome_list.isVisible()


def test_in_a_low_window_the_look_leaves_room_for_the_text(
    announce: AnnounceWindow, switch: ThemeSwitch, qtbot: QtBot
) -> None:
    tick(announce, "lobby")
    announce.edit.setPlainText("words\n" * 40)
    announce.resize(640, 420)
    qtbot.waitUntil(lambda: 0 < announce.look.height() <= 420 * 3 // 10 + 12)
    assert announce.edit.height() >= 60
    assert not announce.state.isVisible()
    announce.edit.clear()
    assert announce.state.isVisible()  # why nothing can be sent
    announce.edit.setPlainText("words")
    switch.set_zoom(2.0)
    qtbot.waitUntil(lambda: not announce.look.isVisible())
    assert announce.edit.isVisible()

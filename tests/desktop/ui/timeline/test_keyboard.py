"""The keyboard does all that the mouse does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu

from desktop.model import MessageState
from tests.desktop.ui.timeline.sources import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.desktop.ui.timeline.conftest import Stage

pytestmark = pytest.mark.qt

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
K = Qt.Key


@pytest.fixture
def tall(stage: Stage) -> Stage:
    stage.play(*[message(i, f"message {i} " * (1 + i % 9), str(i // 3)) for i in range(80)])
    stage.view.setFocus()
    return stage


def test_paging_keeps_two_lines_in_sight(tall: Stage) -> None:
    view = tall.view
    first = view.shown[0]
    row, top = first.row, first.top
    tall.key(K.Key_PageUp)
    moved = next(s for s in view.shown if s.row is row).top - top
    assert moved == view.viewport().height() - 2 * view.metrics.line
    tall.key(K.Key_PageDown)
    assert view.at_bottom


def test_ends(tall: Stage) -> None:
    tall.key(K.Key_Home, CONTROL)
    assert tall.view.shown[0].ordinal == 0
    assert tall.view.shown[0].top == tall.view.metrics.top
    tall.key(K.Key_End, CONTROL)
    assert tall.view.at_bottom


def test_arrows_scroll_until_a_message_is_focused(tall: Stage) -> None:
    tall.key(K.Key_Up)
    assert tall.view.reader.focus is None
    assert not tall.view.at_bottom
    tall.key(K.Key_J, CONTROL)
    assert tall.view.reader.focus == 79
    assert tall.view.at_bottom
    for _ in range(60):
        tall.key(K.Key_Up)
        focus = tall.view.reader.focus
        shown = next(s for s in tall.view.shown if s.ordinal == focus)
        assert 0 <= shown.top or shown.bottom <= tall.view.viewport().height()
        assert tall.on_screen() == tall.repainted()
    assert tall.view.reader.focus == 19
    tall.key(K.Key_Down)
    assert tall.view.reader.focus == 20


def test_the_focus_is_seen_and_esc_leaves(tall: Stage) -> None:
    tall.take_keyboard()
    before = tall.repainted()
    tall.key(K.Key_J, CONTROL)
    ring = tall.view.metrics.theme.accent.rgb()
    picture = tall.repainted()
    assert any(picture.pixel(300, y) == ring for y in range(picture.height()))
    tall.key(K.Key_Escape)
    assert tall.view.reader.focus is None
    assert tall.repainted() == before


def test_ctrl_c_copies_the_focused_message(tall: Stage) -> None:
    tall.key(K.Key_J, CONTROL)
    tall.key(K.Key_Up)
    assert tall.copied() == "message 78 " * 7


def test_tab_walks_what_is_in_a_message_and_enter_activates(stage: Stage, heard: Callable) -> None:
    stage.play(message(1, "https://a.example/1 and https://a.example/2"))
    stage.view.setFocus()
    told = heard(stage.view.link_activated)
    stage.key(K.Key_J, CONTROL)
    stage.key(K.Key_Tab)
    stage.key(K.Key_Return)
    stage.key(K.Key_Tab)
    stage.key(K.Key_Return)
    stage.key(K.Key_Backtab, SHIFT)
    stage.key(K.Key_Enter)
    assert [target[-1] for target, _ in told] == ["1", "2", "1"]
    stage.key(K.Key_Escape)
    assert (stage.view.reader.focus, stage.view.reader.spot) == (0, None)


def test_retry_edit_discard_by_keyboard(stage: Stage, heard: Callable) -> None:
    mine = message("f", "x", "Mira", own=True, state=MessageState.FAILED)
    stage.play(mine)
    view = stage.view
    view.setFocus()
    told = [heard(view.retry_requested), heard(view.edit_requested), heard(view.discard_requested)]
    stage.key(K.Key_J, CONTROL)
    for _ in range(3):
        stage.key(K.Key_Tab)
        stage.key(K.Key_Return)
    assert told == [[mine.local_id]] * 3


def test_enter_on_a_message_without_links_opens_its_menu(tall: Stage) -> None:
    tall.key(K.Key_J, CONTROL)
    tall.key(K.Key_Return)
    menu = tall.view.findChild(QMenu, "timeline-menu")
    assert menu is not None
    assert [a.text() for a in menu.actions()] == ["Copy text\tC", "Select this day"]
    menu.close()


def test_the_menu_key_opens_the_menu_of_the_focused_message(tall: Stage) -> None:
    view, seen = tall.view, []
    view.menu_requested.connect(lambda _menu, about: seen.append(about.text))
    middle = view.viewport().rect().center()  # where Qt says that such an event is
    key = QContextMenuEvent.Reason.Keyboard

    def press() -> bool:
        event = QContextMenuEvent(key, middle, view.viewport().mapToGlobal(middle))
        tall.app.sendEvent(view, event)
        return event.isAccepted()

    assert (press(), seen) == (False, [])
    tall.key(K.Key_J, CONTROL)
    assert (press(), seen) == (True, [tall.source.messages[-1].text])
    menu = view.findChild(QMenu, "timeline-menu")
    assert view.viewport().mapFromGlobal(menu.pos()).x() == view.metrics.text_x
    menu.close()


def test_the_focus_stays_with_its_message(tall: Stage) -> None:
    tall.key(K.Key_J, CONTROL)
    tall.source.insert(3, message("late", "late"))
    assert tall.view.reader.focus == 80
    tall.source.remove(80)
    assert tall.view.reader.focus is None


def test_other_keys_are_left_to_the_window(stage: Stage) -> None:
    stage.play(message(1, "x"))
    for key, keys in ((K.Key_K, CONTROL), (K.Key_X, Qt.KeyboardModifier.NoModifier),
                      (K.Key_Escape, Qt.KeyboardModifier.NoModifier),
                      (K.Key_Up, Qt.KeyboardModifier.AltModifier)):  # fmt: skip
        event = QKeyEvent(QKeyEvent.Type.KeyPress, key, keys)
        stage.app.sendEvent(stage.view, event)
        assert not event.isAccepted()


def test_focus_newest_takes_the_keyboard(stage: Stage) -> None:
    stage.play(message(1, "x"), message(2, "y"))
    stage.view.focus_newest()
    assert stage.view.reader.focus == 1

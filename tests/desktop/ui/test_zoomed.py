"""What the zoom and a wordy language must not spoil: round things, signs in fields, widths."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QMenu, QScrollArea, QStyle, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.buttons import push_button
from desktop.ui.chat_window import ChatWindow
from desktop.ui.controls import SearchField
from desktop.ui.dialog import Dialog
from desktop.ui.dialogs import KeysSheet
from desktop.ui.labels import PlainLabel
from desktop.ui.links_list import LinksList
from desktop.ui.search_box import SearchLine
from desktop.ui.style import sheet
from desktop.ui.theme import ZOOM_STEPS, ThemeSwitch, light
from tests import shots_windows

ZOOMS = pytest.mark.parametrize("zoom", ZOOM_STEPS)
SIDES = pytest.mark.parametrize(
    "side", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)


def lengths(rule: str, css: str) -> dict[str, int]:
    """Return the px of each property of a rule; of a border its thickness."""
    body = css.partition(rule + " {")[2].partition("}")[0]
    return {name: int(px) for name, px in re.findall(r"([a-z-]+): (\d+)px", body)}


@ZOOMS
def test_circles_and_round_ends_stay_round(zoom: float) -> None:
    css = sheet(light(zoom))
    off = lengths("QRadioButton::indicator", css)
    on = lengths("QRadioButton::indicator:checked", css)
    side = off["width"] + 2 * off["border"]
    assert on["width"] + 2 * on["border"] == side, "a dot that moves when it is chosen"
    assert side // 2 == off["border-radius"], "Qt draws square what is rounder than its half"
    bar = lengths("QScrollBar:vertical", css)["width"]
    handle = lengths("QScrollBar::handle:vertical", css)
    margins = 2 * int(light(zoom).px(3))
    assert 0 < 2 * handle["border-radius"] <= bar - margins


@SIDES
def test_the_signs_of_a_field_grow_and_the_words_keep_clear(
    side: Qt.LayoutDirection, switch: ThemeSwitch, qtbot: QtBot
) -> None:
    field = SearchLine(switch)
    qtbot.addWidget(field)
    field.setLayoutDirection(side)
    field.resize(400, field.height())
    field.show()
    small = field._glass.width()
    switch.set_zoom(2.0)
    assert field._glass.width() == 2 * small
    field.setText("tide gauge")
    cross = field.cross
    assert cross is not None
    assert cross.isVisible()
    rtl = side is Qt.LayoutDirection.RightToLeft
    first, last = (cross, field._glass) if rtl else (field._glass, cross)
    assert 0 < first.geometry().right() < field.width() // 4
    assert field.width() * 3 // 4 < last.geometry().left()
    assert last.geometry().right() < field.width()
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert field.text() == ""
    assert not cross.isVisible()


def test_words_begin_behind_the_glass(switch: ThemeSwitch, qtbot: QtBot) -> None:
    switch.set_zoom(1.5)
    field = SearchField(switch, "Find a person", name="find")
    qtbot.addWidget(field)
    field.resize(400, field.height())
    field.show()
    field.setText("x")
    field.setCursorPosition(0)
    assert field.cursorRect().left() >= field._glass.geometry().right()


def test_the_signs_of_a_menu_grow(switch: ThemeSwitch, qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    switch.set_zoom(2.0)
    menu.ensurePolished()
    assert menu.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize, None, menu) == 32


def test_a_dialog_is_as_wide_as_its_controls_are_in_this_language(
    window: ChatWindow, switch: ThemeSwitch, qtbot: QtBot
) -> None:
    dialog = Dialog(switch, "Short", "wordy", window)
    dialog.resize(200, 100)
    button = push_button("Rechtsschutzversicherung abschließen und weiter …" * 2, name="wordy-act")
    dialog.buttons.addWidget(button)
    dialog.open()
    needed = QFontMetrics(button.font()).horizontalAdvance(button.text())
    room = dialog.screen().availableSize().width()
    qtbot.waitUntil(lambda: dialog.width() <= room)
    assert needed < room
    assert button.width() > needed


def test_the_sheet_of_keys_shows_its_keys(window: ChatWindow, switch: ThemeSwitch) -> None:
    room = window.screen().availableSize().width()
    for zoom in (1.0, 2.0):
        switch.set_zoom(zoom)
        sheet_of_keys = KeysSheet(switch, window)
        sheet_of_keys.open()
        assert sheet_of_keys.width() <= room
        scroll = sheet_of_keys.findChild(QScrollArea)
        assert scroll is not None
        keys = sheet_of_keys.findChild(PlainLabel, "keys-add-address-keys")
        page = scroll.widget()
        assert keys is not None
        end = keys.mapTo(page, QPoint(keys.width(), 0)).x()
        fits = end <= scroll.viewport().width()
        assert fits or scroll.horizontalScrollBar().maximum() > 0
        assert scroll.mapTo(sheet_of_keys, QPoint(scroll.width(), 0)).x() <= sheet_of_keys.width()
        sheet_of_keys.reject()


def test_the_way_of_a_link_is_read_in_the_window_as_it_opens(
    window: ChatWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.ui.row_painter import RowPainter

    cut: list[str] = []
    real = RowPainter.text

    def text(self: RowPainter, rect, words, font, *more, **options):  # type: ignore[no-untyped-def]
        if words.startswith("192.") and QFontMetrics(font).horizontalAdvance(words) > rect.width():
            cut.append(words)
        return real(self, rect, words, font, *more, **options)

    monkeypatch.setattr(RowPainter, "text", text)
    shown: QWidget = shots_windows.network(window)
    qtbot.addWidget(shown)
    links = shown.findChild(LinksList)
    assert links is not None
    links.viewport().grab()
    assert cut == []

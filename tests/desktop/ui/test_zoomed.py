"""What the zoom and a wordy language must not spoil: round things, signs in fields, widths."""

from __future__ import annotations

import re
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
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
from desktop.ui.network_window import NetworkWindow
from desktop.ui.row_painter import RowPainter
from desktop.ui.search_box import SearchLine
from desktop.ui.settings_window import SettingsWindow
from desktop.ui.style import sheet
from desktop.ui.theme import ZOOM_STEPS, ThemeSwitch, light
from tests import shots_desk, shots_windows

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
        assert page is not None
        end = keys.mapTo(page, QPoint(keys.width(), 0)).x()
        fits = end <= scroll.viewport().width()
        bar = scroll.horizontalScrollBar()
        assert sheet_of_keys.width() == room or bar.maximum() == 0, "a bar for nothing"
        assert fits or scroll.horizontalScrollBar().maximum() > 0
        assert scroll.mapTo(sheet_of_keys, QPoint(scroll.width(), 0)).x() <= sheet_of_keys.width()
        sheet_of_keys.reject()


def test_the_way_of_a_link_is_read_in_the_window_as_it_opens(
    window: ChatWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut: list[str] = []
    real = RowPainter.text

    def text(self: RowPainter, rect, words, font, *more, **options):
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


SMALL = QSize(790, 560)
"""What a window manager leaves of the smallest screen."""
CROWDED = pytest.mark.parametrize("zoom", [1.0, 1.5])


def inside(widget: QWidget, top: QWidget) -> bool:
    """Tell whether all of a widget is to be seen in its window, as large as it has to be."""
    corner = widget.mapTo(top, QPoint(0, 0))
    least = widget.minimumSizeHint()
    whole = widget.width() >= least.width() and widget.height() >= least.height() - 2
    return whole and top.rect().contains(widget.rect().translated(corner))


@CROWDED
def test_an_announcement_is_sent_from_the_smallest_screen(
    window: ChatWindow, switch: ThemeSwitch, qtbot: QtBot, zoom: float
) -> None:
    switch.set_zoom(zoom)
    shown = shots_desk.announce(window)
    qtbot.addWidget(shown)
    shown.resize(SMALL)
    for widget in (shown.send_button, shown.field, shown.edit, shown.all, shown.none):
        qtbot.waitUntil(partial(inside, widget, shown))
    assert shown.size() == SMALL
    shown.send()
    qtbot.waitUntil(lambda: inside(shown.undo, shown))
    shown._go()
    for target in shown._sending:
        shown.set_outcome(target.key, "Out of reach")
    for widget in (shown.again, shown.anew):
        qtbot.waitUntil(partial(inside, widget, shown))
    qtbot.waitUntil(lambda: shown.outcome_list.height() > 100)


@CROWDED
def test_checks_and_links_are_read_on_the_smallest_screen(
    window: ChatWindow, switch: ThemeSwitch, qtbot: QtBot, zoom: float
) -> None:
    switch.set_zoom(zoom)
    shown = shots_windows.network(window)
    qtbot.addWidget(shown)
    assert isinstance(shown, NetworkWindow)
    assert shown.mesh.isVisible()
    shown.resize(SMALL)
    qtbot.waitUntil(lambda: inside(shown.copy_report, shown))
    scroll = shown._scroll
    qtbot.waitUntil(lambda: scroll.horizontalScrollBar().maximum() == 0)
    qtbot.waitUntil(lambda: inside(shown.add, shown))
    qtbot.waitUntil(lambda: shown.links.height() > 60)
    shown.resize(2000, 900)
    qtbot.waitUntil(shown.mesh.isVisible)


def test_settings_are_reached_on_the_smallest_screen(
    window: ChatWindow, switch: ThemeSwitch, qtbot: QtBot
) -> None:
    shown = shots_windows.settings(window)
    qtbot.addWidget(shown)
    assert isinstance(shown, SettingsWindow)
    named = shown.buttons["keys"]
    assert named.text().strip() == "Keyboard"
    switch.set_zoom(1.5)
    shown.resize(SMALL)
    qtbot.waitUntil(lambda: not named.text().strip())
    assert named.accessibleName() == "Keyboard"
    assert "Keyboard" in named.toolTip()
    page = shown.pages["appearance"]
    qtbot.waitUntil(lambda: page.horizontalScrollBar().maximum() == 0)
    shown.open_page("keys")
    keys = shown.pages["keys"]
    bar, inner = keys.horizontalScrollBar(), keys.widget()
    assert inner is not None
    qtbot.waitUntil(
        lambda: bar.maximum() + keys.viewport().width() >= inner.minimumSizeHint().width()
    )
    shown.resize(1400, 900)
    qtbot.waitUntil(lambda: named.text().strip() == "Keyboard")


def test_a_target_is_named_before_its_members_are_counted(
    window: ChatWindow, switch: ThemeSwitch, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    widths: dict[str, int] = {}
    real = RowPainter.text

    def text(self: RowPainter, rect, words, *more, **options):
        widths[words] = rect.width()
        return real(self, rect, words, *more, **options)

    switch.set_zoom(1.5)
    shown = shots_desk.announce(window)
    qtbot.addWidget(shown)
    shown.resize(SMALL)
    monkeypatch.setattr(RowPainter, "text", text)
    shown.list.viewport().grab()
    assert widths["lobby"] >= QFontMetrics(switch.theme.font(14, 500)).horizontalAdvance("lobby")

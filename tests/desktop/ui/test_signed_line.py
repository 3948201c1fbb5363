"""The signs in a line of text follow the zoom, stand on the side they belong to, and empty the line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop.ui.controls import SearchField
from desktop.ui.search_box import SearchLine
from desktop.ui.signed_line import SIGN_PX, Cross, SignedLine
from desktop.ui.theme import ThemeSwitch


def drawn(line: SignedLine, *, right: bool) -> QRect:
    """Return where something is drawn in the half of a line without words, its frame left out."""
    image = line.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    ground = image.pixel(image.width() // 2, image.height() // 2)
    columns = range(image.width() // 2, image.width() - 4) if right else range(4, image.width() // 2)
    found = QRect()
    for x in columns:
        for y in range(image.height() // 4, image.height() * 3 // 4):  # clear of round corners
            if image.pixel(x, y) != ground:
                found |= QRect(x, y, 1, 1)
    return found


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("rtl", [False, True])
def test_the_glass_is_as_large_as_the_zoom_has_it(
    qtbot: QtBot, switch: ThemeSwitch, zoom: float, rtl: bool
) -> None:
    field = SearchField(switch, "", name="find")
    qtbot.addWidget(field)
    if rtl:
        field.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    switch.set_zoom(zoom)
    field.resize(300, field.height())
    found = drawn(field, right=rtl)
    # The glass leaves a little air in its square of 16 px.
    assert 0.7 * SIGN_PX * zoom <= found.width() <= SIGN_PX * zoom
    assert 0.7 * SIGN_PX * zoom <= found.height() <= SIGN_PX * zoom
    assert field.sign_rect(leading=True).contains(found)
    assert abs(found.center().y() - field.height() // 2) <= 2 * zoom


def test_words_keep_clear_of_the_signs(qtbot: QtBot, switch: ThemeSwitch) -> None:
    line = SearchLine(switch)
    qtbot.addWidget(line)
    switch.set_zoom(1.5)
    line.resize(400, line.height())
    line.show()
    glass = line.sign_rect(leading=True)
    assert line.textMargins().right() == 0, "there is nothing to empty yet"
    line.setText("w" * 200)
    line.setCursorPosition(0)
    assert line.cursorRect().center().x() > glass.right()
    cross = line.sign_rect(leading=False)
    assert line.width() - line.textMargins().right() <= cross.left()


def test_the_cross_empties_the_line_and_goes(qtbot: QtBot, switch: ThemeSwitch) -> None:
    line = SearchLine(switch)
    qtbot.addWidget(line)
    line.show()
    cross = line.findChild(Cross)
    assert isinstance(cross, Cross)
    assert not cross.isVisible()
    line.setText("tide")
    assert cross.isVisible()
    assert cross.accessibleName() == "Clear"
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert line.text() == ""
    assert not cross.isVisible()

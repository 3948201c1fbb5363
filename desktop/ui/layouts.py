"""Margins by reading direction and hairlines: what Qt's layouts do not mirror by themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def set_margins(
    layout: QLayout, owner: QWidget, start_px: int, top_px: int, end_px: int, bottom_px: int
) -> None:
    """Set margins where `start` is the side at which reading starts: Qt knows only left and right."""
    if owner.isRightToLeft():
        start_px, end_px = end_px, start_px
    layout.setContentsMargins(start_px, top_px, end_px, bottom_px)


def hairline() -> QWidget:
    """Return an upright line of one pixel: a border by style sheet would stay on its side."""
    line = QWidget()
    line.setProperty("ground", "border")
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    line.setFixedWidth(1)
    return line

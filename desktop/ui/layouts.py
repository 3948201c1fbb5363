"""Margins by reading direction, hairlines, and parts that give way: what Qt does not do by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget


def set_margins(
    layout: QLayout, owner: QWidget, start_px: int, top_px: int, end_px: int, bottom_px: int
) -> None:
    """Set margins where `start` is the side at which reading starts: Qt knows only left and right."""
    if owner.isRightToLeft():
        start_px, end_px = end_px, start_px
    layout.setContentsMargins(start_px, top_px, end_px, bottom_px)


def give_way(widget: QWidget) -> None:
    """Let a part that scrolls become as low as it must, before others are pressed into each other."""
    policy = widget.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Ignored)
    widget.setSizePolicy(policy)


def hairline() -> QWidget:
    """Return an upright line of one pixel: a border by style sheet would stay on its side."""
    line = QWidget()
    line.setProperty("ground", "border")
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    line.setFixedWidth(1)
    return line

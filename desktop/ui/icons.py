"""Draws the line icons of resources/icons in any colour, size and pixel ratio, and keeps them."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer

from resources import FOLDER

if TYPE_CHECKING:
    from desktop.ui.theme import Theme

CACHED_PIXMAPS = 512
"""About 50 icons in 3 colours, 3 sizes; at 40 px and ratio 2 the whole cache is under 13 MB."""
DIRECTED = frozenset(("announce", "chevron-right", "log-out", "reply", "send"))
"""What points where reading goes, or back: turned round where reading starts at the right."""
WINDOW_ICON_PX = (16, 32, 64)
"""What frames, task bars and window switchers draw."""


@functools.cache  # as many entries as there are files
def _svg(path: str) -> bytes:
    return (FOLDER / path).read_bytes()


def icon_names() -> list[str]:
    """Return the names that `icon_pixmap` knows, sorted."""
    return sorted(file.stem for file in (FOLDER / "icons").glob("*.svg"))


def icon_pixmap(name: str, color: QColor, size_px: float, dpr: float = 1.0) -> QPixmap:
    """Return the icon as a square of `size_px` device-independent pixels, as this window's side has it.

    Needs a QGuiApplication. Raises FileNotFoundError for a name without a file.
    """
    rtl = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    turned = rtl and name in DIRECTED
    path = f"icons/{name}.svg"
    return _pixmap(path, color.rgba(), round(size_px * 64), round(dpr * 64), turned=turned)


def logo_pixmap(theme: Theme, size_px: float, dpr: float = 1.0) -> QPixmap:
    """Return the grapes in the accent colour of the theme, `size_px` wide and high."""
    return _pixmap("logo.svg", theme.accent.rgba(), round(size_px * 64), round(dpr * 64))


def window_icon(theme: Theme) -> QIcon:
    """Return the grapes for a window's frame and for the list of windows."""
    mark = QIcon()
    for side in WINDOW_ICON_PX:
        mark.addPixmap(logo_pixmap(theme, side))
    return mark


@functools.lru_cache(maxsize=CACHED_PIXMAPS)
def _pixmap(
    path: str, rgba: int, size_64ths: int, dpr_64ths: int, *, turned: bool = False
) -> QPixmap:
    dpr = dpr_64ths / 64
    pixmap = QPixmap(_shape(path, max(1, round(size_64ths / 64 * dpr)), turned=turned))
    painter = QPainter(pixmap)
    try:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(pixmap.rect(), QColor.fromRgba(rgba))
    finally:
        painter.end()
    pixmap.setDevicePixelRatio(dpr)
    return pixmap


@functools.lru_cache(maxsize=CACHED_PIXMAPS)
def _shape(path: str, side_px: int, *, turned: bool) -> QPixmap:
    """Return a drawing's cover alone: tinting it costs a tenth of drawing it in each colour."""
    pixmap = QPixmap(side_px, side_px)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    try:
        QSvgRenderer(QByteArray(_svg(path))).render(painter, QRectF(0, 0, side_px, side_px))
    finally:
        painter.end()
    return pixmap.transformed(QTransform.fromScale(-1, 1)) if turned else pixmap


def icon(
    name: str, theme: Theme, color: QColor | None = None, *, checked: QColor | None = None
) -> QIcon:
    """Return a QIcon for buttons and menus in `color` (else text2), sharp on every screen."""
    made = QIcon()
    # The highest ratio of all screens: drawing for each possible one took 20 ms of the start.
    app = QGuiApplication.instance()
    dpr = max(1.0, app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0)
    normal = color if color is not None else theme.text2
    looks = [
        (QIcon.Mode.Normal, QIcon.State.Off, normal),
        (QIcon.Mode.Normal, QIcon.State.On, checked if checked is not None else normal),
        (QIcon.Mode.Disabled, QIcon.State.Off, theme.text3),
        (QIcon.Mode.Disabled, QIcon.State.On, theme.text3),
    ]
    for mode, state, tint in looks:
        made.addPixmap(icon_pixmap(name, tint, theme.px(20), dpr), mode, state)
    return made

"""Pictures of people and rooms: initials in a circle with a presence dot, a sign in a square."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.ui.icons import icon_pixmap
from desktop.ui.names import graphemes

if TYPE_CHECKING:
    from desktop.ui.theme import Theme, ThemeSwitch


def initials(name: str) -> str:
    """Return the first grapheme of the first and of the last word, in capitals; ? for no name."""
    words = name.split()
    if not words:
        return "?"
    ends = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(graphemes(word)[0] for word in ends).upper()


def paint_avatar(
    painter: QPainter,
    rect: QRectF,
    theme: Theme,
    person: bytes,
    name: str,
    *,
    online: bool | None = None,
    ground: QColor | None = None,
    mirrored: bool = False,
) -> None:
    """Draw somebody's circle into a square.

    `online` None draws no dot; the dot is a disc online and a ring offline, cut out of the circle
    in the colour of the `ground` it stands on.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.avatar_fill(person))
    painter.drawEllipse(rect)
    font = theme.font(rect.height() * 0.36 / theme.zoom, 600)
    painter.setFont(font)
    painter.setPen(QColor("white"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials(name))
    if online is not None:
        _paint_dot(painter, rect, theme, online, ground or theme.window, mirrored)
    painter.restore()


def _paint_dot(
    painter: QPainter, rect: QRectF, theme: Theme, online: bool, ground: QColor, mirrored: bool
) -> None:
    radius = theme.zoom * 4.6
    away = rect.width() / 2 * 0.75
    center = rect.center() + QPointF(-away if mirrored else away, away)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawEllipse(center, radius + 2 * theme.zoom, radius + 2 * theme.zoom)
    if online:
        painter.setBrush(theme.ok)
        painter.drawEllipse(center, radius, radius)
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.off, 2 * theme.zoom))
    painter.drawEllipse(center, radius - theme.zoom, radius - theme.zoom)


def paint_room(painter: QPainter, rect: QRectF, theme: Theme, sign: str, *, chosen: bool) -> None:
    """Draw a room's rounded square with the icon `sign` in it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.accent if chosen else theme.sunken)
    radius = 10 * theme.zoom
    painter.drawRoundedRect(rect, radius, radius)
    side = theme.px(20)
    color = theme.onaccent if chosen else theme.text2
    pixmap = icon_pixmap(sign, color, side, painter.device().devicePixelRatioF())
    corner = rect.center() - QPointF(side / 2, side / 2)
    painter.drawPixmap(QRectF(corner.x(), corner.y(), side, side), pixmap, QRectF(pixmap.rect()))
    painter.restore()


class Avatar(QWidget):
    """Somebody's circle as a widget of its own."""

    def __init__(self, switch: ThemeSwitch, size_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = switch.theme
        switch.changed.connect(self._set_theme)
        self._size_px = size_px
        self._person = b""
        self._name = ""
        self._online: bool | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()

    def set_person(self, person: bytes, name: str, *, online: bool | None) -> None:
        """Show this person."""
        self._person, self._name, self._online = person, name, online
        self.setAccessibleName(name)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        # One px more on each side, so that the ring of the dot is not cut off.
        side = self._theme.px(self._size_px) + 2
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            paint_avatar(
                painter,
                QRectF(self.rect()).adjusted(1, 1, -1, -1),
                self._theme,
                self._person,
                self._name,
                online=self._online,
                ground=self.palette().window().color(),
                mirrored=self.isRightToLeft(),
            )
        finally:
            painter.end()

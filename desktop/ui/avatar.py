"""Pictures of people and rooms: initials in a circle with a presence dot, a sign in a square."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.model import Status
from desktop.ui.icons import icon_pixmap
from desktop.ui.names import graphemes

if TYPE_CHECKING:
    from desktop.ui.theme import Theme, ThemeSwitch


def initials(name: str) -> str:
    """Return the first grapheme of the first and of the last word, in capitals; ? for no name."""
    words = name.split()
    words = [word for word in words if word[0] != "("] or words  # what only explains the name
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
    status: Status | None = None,
    ground: QColor | None = None,
    mirrored: bool = False,
) -> None:
    """Draw somebody's circle into a square.

    Without `status` and `online` there is no sign of presence; it is cut out of the circle in the
    colour of the `ground` it stands on. `online` is a short way to say online or offline.
    """
    if status is None and online is not None:
        status = Status.ONLINE if online else Status.OFFLINE
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.avatar_fill(person))
    painter.drawEllipse(rect)
    font = theme.font(rect.height() * 0.36 / theme.zoom, 600)
    painter.setFont(font)
    painter.setPen(QColor("white"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials(name))
    if status is not None:
        radius = theme.zoom * 4.6
        if rect.width() < theme.px(28):
            radius = theme.zoom * 3.6
        away = rect.width() / 2 * 0.75
        center = rect.center() + QPointF(-away if mirrored else away, away)
        paint_status(painter, center, radius, theme, status, ground or theme.window)
    painter.restore()


def paint_status(
    painter: QPainter,
    center: QPointF,
    radius: float,
    theme: Theme,
    status: Status,
    ground: QColor | None = None,
) -> None:
    """Draw how somebody is: a disc, a moon, a disc with a bar, or a ring; told apart without colour.

    With a `ground` a ring of that colour is left free round it.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if ground is not None:
        painter.setBrush(ground)
        free = radius + 2 * theme.zoom
        painter.drawEllipse(center, free, free)
    match status:
        case Status.ONLINE:
            painter.setBrush(theme.ok)
            painter.drawEllipse(center, radius, radius)
        case Status.AWAY:
            painter.setBrush(theme.away)
            painter.drawPath(_moon(center, radius))
        case Status.BUSY:
            painter.setBrush(theme.danger)
            painter.drawEllipse(center, radius, radius)
            painter.setBrush(ground if ground is not None else theme.surface)
            painter.drawRect(
                QRectF(
                    center.x() - radius * 0.55,
                    center.y() - radius * 0.2,
                    radius * 1.1,
                    radius * 0.4,
                )
            )
        case Status.OFFLINE:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.off, 2 * theme.zoom))
            painter.drawEllipse(center, radius - theme.zoom, radius - theme.zoom)
    painter.restore()


def status_icon(theme: Theme, status: Status) -> QIcon:
    """Return the shape of a status for menus and buttons."""
    side = theme.px(16)
    pixmap = QPixmap(side * 2, side * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    try:
        paint_status(painter, QPointF(side / 2, side / 2), 4.6 * theme.zoom, theme, status)
    finally:
        painter.end()
    return QIcon(pixmap)


def _moon(center: QPointF, radius: float) -> QPainterPath:
    disc, bite = QPainterPath(), QPainterPath()
    disc.addEllipse(center, radius, radius)
    bite.addEllipse(center + QPointF(-radius * 0.5, -radius * 0.5), radius * 0.8, radius * 0.8)
    return disc.subtracted(bite)


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
        self._status: Status | None = None
        self._ground = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()

    def set_ground(self, token: str) -> None:
        """Say which token of the theme it stands on, where that is not the window's colour."""
        self._ground = token
        self.update()

    def set_person(
        self, person: bytes, name: str, *, online: bool | None = None, status: Status | None = None
    ) -> None:
        """Show this person."""
        if status is None and online is not None:
            status = Status.ONLINE if online else Status.OFFLINE
        self._person, self._name, self._status = person, name, status
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
                status=self._status,
                ground=getattr(self._theme, self._ground)
                if self._ground
                else self.palette().window().color(),
                mirrored=self.isRightToLeft(),
            )
        finally:
            painter.end()

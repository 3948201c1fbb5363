"""A picture of who is linked with this device: drawn from what this device itself knows, no more."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.model import PersonPresence, Status
from desktop.namesakes import marked
from desktop.ui import strings
from desktop.ui.avatar import paint_avatar

if TYPE_CHECKING:
    from desktop.model import LinkInfo
    from desktop.ui.theme import Theme, ThemeSwitch
    from net.ids import PersonId

NODES_SHOWN = 24
"""More circles than this touch each other in the smallest window; the list below has everybody."""

ONE_RING = 12
"""Up to here all stand on one ring; more stand on two by turns."""

CIRCLE_PX = 36
LABEL_CHARS = 12


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody in the picture: linked with a round trip, or only known to be here."""

    person: PersonId
    name: str
    status: Status
    linked: bool
    rtt_ms: float | None = None
    trouble: str = ""
    mark: str = ""


def nodes(
    people: tuple[PersonPresence, ...],
    links: tuple[LinkInfo, ...],
    troubles: dict[PersonId, str] | None = None,
) -> tuple[Node, ...]:
    """Return who is drawn: everybody linked, everybody here, and those something is wrong with.

    Of several links to one person the quickest counts. The order depends on ids alone, so that
    nobody moves because somebody else changed.
    """
    best: dict[PersonId, LinkInfo] = {}
    for link in links:
        known = best.get(link.person)
        if known is None or (link.rtt_ms or math.inf) < (known.rtt_ms or math.inf):
            best[link.person] = link
    found: dict[PersonId, Node] = {}
    wrong = troubles or {}
    for person in people:
        quickest = best.get(person.person)
        shown = quickest is not None or person.status is not Status.OFFLINE
        if not person.mine and (shown or person.person in wrong):
            found[person.person] = Node(
                person.person,
                person.name,
                person.status,
                quickest is not None,
                None if quickest is None else quickest.rtt_ms,
                wrong.get(person.person, ""),
                person.mark,
            )
    for one, link in best.items():
        if one not in found and not any(p.mine and p.person == one for p in people):
            found[one] = Node(one, link.name, Status.ONLINE, linked=True, rtt_ms=link.rtt_ms)
    ordered = sorted(found.values(), key=lambda node: (not node.linked, node.person))
    return tuple(sorted(ordered[:NODES_SHOWN], key=lambda node: node.person))


def rtt_text(rtt_ms: float | None) -> str:
    """Return a round trip with its unit, finer where it is short; empty while it is unknown."""
    return "" if rtt_ms is None else strings.round_trip(rtt_ms)


class MeshPicture(QWidget):
    """Oneself in the middle; the list of links says the same in words."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mesh")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._theme = switch.theme
        self._me: PersonPresence | None = None
        self._nodes: tuple[Node, ...] = ()
        switch.changed.connect(self._set_theme)
        self._say()

    def set_nodes(self, me: PersonPresence | None, shown: tuple[Node, ...]) -> None:
        """Draw these round oneself."""
        if (me, shown) != (self._me, self._nodes):
            self._me, self._nodes = me, shown
            self._say()
            self.update()

    def places(self) -> dict[PersonId, QPointF]:
        """Return the middle of each circle, for this size of the widget."""
        px = self._theme.px
        center = self._center()
        across = self.width() / 2 - px(CIRCLE_PX) - px(16)
        along = self.height() / 2 - px(CIRCLE_PX)
        count = len(self._nodes)
        found: dict[PersonId, QPointF] = {}
        for number, node in enumerate(self._nodes):
            # Half a step off the vertical: labels of the middle do not meet those above it.
            turn = 2 * math.pi * (number + 0.5) / max(1, count) - math.pi / 2
            part = 0.66 if count > ONE_RING and number % 2 else 1.0
            side = -1 if self.isRightToLeft() else 1
            found[node.person] = center + QPointF(
                side * math.cos(turn) * across * part, math.sin(turn) * along * part
            )
        return found

    def _center(self) -> QPointF:
        return QPointF(self.width() / 2, self.height() / 2 - self._theme.px(8))

    def _say(self) -> None:
        linked = [node for node in self._nodes if node.linked]
        rest = len(self._nodes) - len(linked)
        words = strings.counted(
            "MeshPicture", "linked with %n person", "linked with %n people", len(linked)
        )
        self.setAccessibleName(self.tr("Picture of the mesh: {0}").format(words))
        more = strings.counted("MeshPicture", "%n more is here", "%n more are here", rest)
        self.setAccessibleDescription(more if rest else "")

    def _set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(480), self._theme.px(320))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(280), self._theme.px(220))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            # Words run as their script does: "0.4 ms" is not to be turned round.
            painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
            places = self.places()
            for node in self._nodes:
                self._paint_line(painter, node, places[node.person])
            if self._me is not None:
                me = self._me
                self._paint_circle(
                    painter, self._center(), me.person, me.name, me.status, self.tr("You")
                )
            for node in self._nodes:
                name = node.name.split()[0] if node.name.split() else node.name
                short = name if len(name) <= LABEL_CHARS else name[: LABEL_CHARS - 1] + "…"
                self._paint_circle(
                    painter, places[node.person], node.person, node.name, node.status,
                    marked(short, node.mark),
                )  # fmt: skip
            if not self._nodes:
                self._paint_alone(painter)
        finally:
            painter.end()

    def _paint_line(self, painter: QPainter, node: Node, place: QPointF) -> None:
        theme, center = self._theme, self._center()
        words, color = rtt_text(node.rtt_ms), theme.text2
        if node.trouble:
            pen = QPen(theme.danger, 1.8 * theme.zoom, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([3, 3])
            words, color = node.trouble, theme.danger
        elif node.linked:
            pen = QPen(theme.accent, 1.8 * theme.zoom)
        else:
            # Here, as others tell: which way the messages take is not known to this device.
            pen = QPen(theme.off, 1 * theme.zoom, Qt.PenStyle.DotLine)
            words = self.tr("through others")
        painter.setPen(pen)
        painter.drawLine(center, place)
        if words:
            self._paint_words(painter, center + (place - center) * 0.56, words, color)

    def _paint_words(self, painter: QPainter, at: QPointF, words: str, color: QColor) -> None:
        theme = self._theme
        font = theme.font(11)
        metrics = QFontMetrics(font)
        width, height = metrics.horizontalAdvance(words), metrics.height()
        box = QRectF(at.x() - width / 2, at.y() - height / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.surface)  # the line stops before the words
        painter.drawRoundedRect(box.adjusted(-4, -1, 4, 1), 4, 4)
        painter.setFont(font)
        painter.setPen(color)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_circle(
        self,
        painter: QPainter,
        place: QPointF,
        person: bytes,
        name: str,
        status: Status,
        label: str,
    ) -> None:
        theme = self._theme
        side = theme.px(CIRCLE_PX)
        circle = QRectF(place.x() - side / 2, place.y() - side / 2, side, side)
        paint_avatar(
            painter,
            circle,
            theme,
            person,
            name,
            status=status,
            ground=theme.surface,
            mirrored=self.isRightToLeft(),
        )
        font = theme.font(11)
        metrics = QFontMetrics(font)
        width = metrics.horizontalAdvance(label) + 8
        box = QRectF(place.x() - width / 2, circle.bottom() + theme.px(3), width, metrics.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.surface)
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font)
        painter.setPen(theme.text2)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label)

    def _paint_alone(self, painter: QPainter) -> None:
        theme = self._theme
        painter.setFont(theme.font(12))
        painter.setPen(theme.text2)
        below = QRectF(0, self._center().y() + theme.px(48), self.width(), theme.px(40))
        painter.drawText(
            below,
            Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap,
            self.tr("Nobody is linked with this device at the moment."),
        )

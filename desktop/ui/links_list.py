"""The list of live links: who, at which address, how quick, for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from desktop.model import LinkInfo
from desktop.namesakes import marked
from desktop.ui import strings
from desktop.ui.mesh_picture import rtt_text
from desktop.ui.row_painter import RowPainter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QPainter

    from desktop.ui.theme import Theme, ThemeSwitch
    from net.ids import PersonId

Index = QModelIndex | QPersistentModelIndex

LINK_ROLE = Qt.ItemDataRole.UserRole
LINKS_SHOWN = 500
"""A node keeps fewer links than this."""
LONGEST_MS = (0, 119 * 60_000, 2_879 * 60_000, 99 * 86_400_000)
"""Lengths of time whose words are the longest: just now, in minutes, in hours, in days."""
LONGEST_RTT_MS = 9_999
"""Of four figures: more than anybody would call a link."""


class LinksModel(QAbstractListModel):
    """Rows are links, by name."""

    def __init__(self, now_ms: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now_ms = now_ms
        self._links: list[LinkInfo] = []
        self._marks: Mapping[PersonId, str] = {}

    def set_links(
        self, links: tuple[LinkInfo, ...], marks: Mapping[PersonId, str] | None = None
    ) -> None:
        """Show these, people of one name with a mark; where only figures changed the rows stay."""
        self._marks = marks or {}
        ordered = sorted(links, key=lambda link: (link.name.casefold(), link.device))[:LINKS_SHOWN]
        if [link.device for link in ordered] == [link.device for link in self._links]:
            self._links = ordered
            if ordered:
                self.dataChanged.emit(self.index(0, 0), self.index(len(ordered) - 1, 0))
            return
        self.beginResetModel()
        self._links = ordered
        self.endResetModel()

    def where(self, link: LinkInfo) -> str:
        """Return the address and what the link runs on."""
        lanes = " + ".join(lane.upper() for lane in link.lanes)
        return f"{link.address} · {lanes}" if lanes else link.address

    def names(self) -> frozenset[str]:
        """Return what those linked are called."""
        return frozenset(map(self.name, self._links))

    def name(self, link: LinkInfo) -> str:
        """Return what somebody is called, with the mark where another is called so, too."""
        return marked(link.name, self._marks.get(link.person))

    def lasting(self, link: LinkInfo) -> str:
        """Return for how long it has been up."""
        return strings.lasting(self._now_ms() - link.since_ms)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._links)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._links):
            return None
        link = self._links[index.row()]
        if role == LINK_ROLE:
            return link
        if role == Qt.ItemDataRole.DisplayRole:
            return self.name(link)
        if role == Qt.ItemDataRole.ToolTipRole:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = [self.name(link), self.where(link), rtt_text(link.rtt_ms), self.lasting(link)]
            return ", ".join(part for part in told if part)
        return None


class LinkDelegate(QStyledItemDelegate):
    """Paints a link of 38 px."""

    def __init__(
        self, switch: ThemeSwitch, model: LinksModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._switch = switch
        self._model = model
        self._measured: tuple[int, frozenset[str]] = (-1, frozenset())
        self._name_px = 0
        self._lasting: tuple[tuple[int, tuple[str, ...]], tuple[int, int]] = (-1, ()), (0, 0)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self._switch.theme.row_px(38, 32))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        link = index.data(LINK_ROLE)
        if not isinstance(link, LinkInfo):
            return
        theme, px = self._switch.theme, self._switch.theme.px
        with RowPainter(painter, option, theme) as row:
            box = row.bounds.adjusted(px(8), 0, -px(8), 0)
            row.ground(box, 8)
            middle = box.center().y() + 1
            circle = QRect(box.left() + px(12), middle - px(12), px(24), px(24))
            row.avatar(circle, link.person, link.name, None, theme.surface)
            left, right = circle.right() + px(11), box.right() - px(12)
            small, quiet = theme.font(12), theme.softtext if row.chosen else theme.text2
            lasting_px, rtt_px = self._longest(theme)
            lasting = QRect(right - lasting_px, box.top(), lasting_px + 1, box.height())
            row.text(lasting, self._model.lasting(link), small, quiet, end=True)
            rtt = QRect(lasting.left() - px(8) - rtt_px, box.top(), rtt_px, box.height())
            row.text(rtt, rtt_text(link.rtt_ms), theme.font(13), theme.text, end=True)
            # Names and addresses share what is left, two to three.
            width = rtt.left() - left - px(10)
            name_px = min(max(self._widest(theme), px(110)), round(width * 0.45))
            name = QRect(left, box.top(), name_px, box.height())
            row.text(name, self._model.name(link), theme.font(14, 500), theme.text)
            where = QRect(left + name_px + px(10), box.top(), width - name_px, box.height())
            row.text(where, self._model.where(link), small, quiet)

    def _longest(self, theme: Theme) -> tuple[int, int]:
        """Return how wide the time that a link is up, and its round trip, get in this language."""
        words = tuple(map(strings.lasting, LONGEST_MS))
        if self._lasting[0] != (theme.rev, words):
            width = QFontMetrics(theme.font(12)).horizontalAdvance
            up_px = max(theme.px(64), *map(width, words))
            trip_px = QFontMetrics(theme.font(13)).horizontalAdvance(rtt_text(LONGEST_RTT_MS))
            self._lasting = (theme.rev, words), (up_px, trip_px + 1)
        return self._lasting[1]

    def _widest(self, theme: Theme) -> int:
        """Return how wide the longest name is: addresses begin one below the other."""
        names = self._model.names()
        if self._measured != (theme.rev, names):
            metrics = QFontMetrics(theme.font(14, 500))
            self._name_px = max(map(metrics.horizontalAdvance, names), default=0)
            self._measured = (theme.rev, names)
        return self._name_px


class LinksList(QListView):
    """The rows on screen."""

    def __init__(
        self, switch: ThemeSwitch, model: LinksModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("links")
        self.setAccessibleName(self.tr("Links"))
        self._delegate = LinkDelegate(switch, model, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        switch.changed.connect(self._on_theme)

    def _on_theme(self, _theme: Theme) -> None:
        self.doItemsLayout()
        self.viewport().update()

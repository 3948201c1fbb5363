"""The list of live links: who, at which address, how quick, for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QFontMetrics
from typing_extensions import override

from desktop.model import LinkInfo
from desktop.namesakes import marked
from desktop.ui import strings
from desktop.ui.mesh_picture import rtt_text
from desktop.ui.row_list import RowDelegate, RowList
from desktop.ui.row_model import VALUE_ROLE, RowModel
from desktop.ui.row_painter import RowPainter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from desktop.ui.row_model import Index
    from desktop.ui.theme import Theme, ThemeSwitch
    from net.ids import DeviceId, PersonId

LINKS_SHOWN = 500
"""A node keeps fewer links than this."""
LONGEST_MS = (0, 119 * 60_000, 2_879 * 60_000, 99 * 86_400_000)
"""Lengths of time whose words are the longest: just now, in minutes, in hours, in days."""
LONGEST_RTT_MS = 9_999
"""Of four figures: more than anybody would call a link."""


class LinksModel(RowModel[LinkInfo]):
    """Rows are links, by name."""

    def __init__(self, now_ms: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now_ms = now_ms
        self._marks: Mapping[PersonId, str] = {}

    def set_links(
        self, links: tuple[LinkInfo, ...], marks: Mapping[PersonId, str] | None = None
    ) -> None:
        """Show these, people of one name with a mark; where only figures changed the rows stay."""
        self._marks = marks or {}
        ordered = sorted(links, key=lambda link: (link.name.casefold(), link.device))
        self.set_rows(ordered[:LINKS_SHOWN])
        if ordered:  # how long each is up changed, and perhaps a mark
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))

    def where(self, link: LinkInfo) -> str:
        """Return the address and what the link runs on."""
        lanes = " + ".join(lane.upper() for lane in link.lanes)
        return f"{link.address} · {lanes}" if lanes else link.address

    def names(self) -> frozenset[str]:
        """Return what those linked are called."""
        return frozenset(map(self.name, self._rows))

    def name(self, link: LinkInfo) -> str:
        """Return what somebody is called, with the mark where another is called so, too."""
        return marked(link.name, self._marks.get(link.person))

    def lasting(self, link: LinkInfo) -> str:
        """Return for how long it has been up."""
        return strings.lasting(self._now_ms() - link.since_ms)

    @override
    def key(self, value: LinkInfo) -> DeviceId:
        return value.device

    @override
    def words(self, value: LinkInfo) -> str:
        return self.name(value)

    @override
    def spoken(self, value: LinkInfo) -> str:
        told = [self.name(value), self.where(value), rtt_text(value.rtt_ms), self.lasting(value)]
        return ", ".join(part for part in told if part)


class LinkDelegate(RowDelegate):
    """Paints a link of 38 px."""

    row_px = (38, 32)

    def __init__(
        self, switch: ThemeSwitch, model: LinksModel, parent: QObject | None = None
    ) -> None:
        super().__init__(switch, parent)
        self._model = model
        self._measured: tuple[int, frozenset[str]] = (-1, frozenset())
        self._name_px = 0
        self._lasting: tuple[tuple[int, tuple[str, ...]], tuple[int, int]] = (-1, ()), (0, 0)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        link = index.data(VALUE_ROLE)
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


class LinksList(RowList):
    """The rows on screen."""

    def __init__(
        self, switch: ThemeSwitch, model: LinksModel, parent: QWidget | None = None
    ) -> None:
        delegate = LinkDelegate(switch, model)
        title = QCoreApplication.translate("LinksList", "Links")
        super().__init__(switch, model, delegate, name="links", title=title, parent=parent)

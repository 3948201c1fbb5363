"""The mouse over the timeline: hover, clicks on links and buttons, selecting by dragging."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMenu

from desktop import deep_links
from desktop.ui.features import Feature
from desktop.ui.timeline import acts, labels
from desktop.ui.timeline.painting import name_px
from desktop.ui.timeline.pieces import Act
from desktop.ui.timeline.selection import Point

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QMouseEvent

    from desktop.ui.timeline.canvas import Shown
    from desktop.ui.timeline.pieces import Spot
    from desktop.ui.timeline.view import TimelineView
    from net.ids import PersonId

DRAG_STEP_MS = 30
"""How often the view moves while a selection is dragged out of it."""

DRAG_STEP_MAX_PX = 60


@dataclass(frozen=True, slots=True)
class Hit:
    """What is under a point: a row, the nearest typed character, a clickable place if any."""

    shown: Shown
    point: Point
    spot: int | None
    on_text: bool


class Pointer:
    """Handles the mouse of one view."""

    def __init__(self, view: TimelineView) -> None:
        self._view = view
        self._pressed: tuple[bytes, int] | None = None
        """Row and clickable place under a press that may still become a click."""

        self._pressed_at = QPoint()
        self._dragging = False
        self._holds = False
        """Whether the press was on selected text: moved on it carries that text away."""

        self._on_day = False
        """Whether the press was on a date between two days."""

        self._on_person: PersonId | None = None
        """Whose name or picture is under a press that may still become a click."""

        self._double_ms = -1
        self._unit: tuple[Point, Point] | None = None
        """The word that a double click took: dragging on keeps all of it."""

        self._last_at = QPoint()
        self._drag_timer = QTimer(view)
        self._drag_timer.setInterval(DRAG_STEP_MS)
        self._drag_timer.timeout.connect(self._drag_on)

    # ---- what is where

    def hit(self, at: QPoint) -> Hit | None:
        """Return what is at a point of the viewport; beside the rows, the nearest of them."""
        shown = self._view.shown
        if not shown:
            return None
        row = next((s for s in shown if at.y() < s.bottom), shown[-1])
        y = at.y() - row.body_top
        body = row.row.body
        typed = body.typed_at(at.x(), y)
        place = Point(row.ordinal, typed)
        return Hit(row, place, body.spot_at(QPoint(at.x(), y)), body.on_text(at.x(), y))

    def spot(self, hit: Hit | None) -> Spot | None:
        """Return the clickable place of a hit."""
        if hit is None or hit.spot is None:
            return None
        return hit.shown.row.body.spots[hit.spot]

    def tool_tip(self, at: QPoint) -> str:
        """Return the words for a point: where a link goes, the full time over name and gutter."""
        hit = self.hit(at)
        spot = self.spot(hit)
        if spot is not None:
            return self._spot_tip(hit, spot)
        if hit is None or hit.on_text or at.y() < hit.shown.top:
            return ""
        message = hit.shown.row.message
        metrics, width = self._view.metrics, self._view.viewport().width()
        if metrics.flipped(at.x(), 0, width) > metrics.ticks_right(width) - metrics.own_right:
            return labels.state_words(message).capitalize()
        return self._view.calendar.full(message.sent_at_ms)

    def _spot_tip(self, hit: Hit | None, spot: Spot) -> str:
        edited_ms = None if hit is None else hit.shown.row.message.edited_at_ms
        if spot.act is Act.HISTORY and edited_ms is not None:
            words = QCoreApplication.translate("Timeline", "Edited {0}. Click for the former words")
            return words.format(self._view.calendar.full(edited_ms))
        if spot.act is Act.LINK:  # one of ours leads where its words say
            return "" if deep_links.is_link(spot.value) else spot.value
        return spot.tip or spot.label

    # ---- the mouse

    def press(self, event: QMouseEvent) -> None:
        """Begin a click or a selection."""
        at = event.position().toPoint()
        hit = self.hit(at)
        if event.button() is not Qt.MouseButton.LeftButton or hit is None:
            event.ignore()
            return
        view = self._view
        self._pressed_at = self._last_at = at
        if hit.spot is not None:
            self._pressed = (hit.shown.row.key, hit.spot)
            return
        self._on_day = self._is_day(hit, at)
        self._on_person = self._person(hit, at)
        if self._on_day or self._on_person is not None:
            return
        if self._is_triple(event, at):
            self._select_block(hit)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            view.reader.selection.extend(hit.point)
            self._dragging = True
        elif self._is_selected(hit):
            self._holds = True
            return
        else:
            view.reader.selection.set(hit.point, hit.point)
            self._unit = None
            self._dragging = True
        self._unfocus()
        view.viewport().update()

    def move(self, event: QMouseEvent) -> None:
        """Drag a selection on, or follow with hover and cursor."""
        at = event.position().toPoint()
        self._last_at = at
        if self._pressed is not None:
            far = (at - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
            if far:
                self._begin_drag_from_spot()
        if self._holds:
            if (at - self._pressed_at).manhattanLength() >= QApplication.startDragDistance():
                self._holds = False
                self._view.clips.drag()
            return
        if self._dragging:
            self._extend(at)
            inside = self._view.viewport().rect().contains(QPoint(1, at.y()))
            if inside:
                self._drag_timer.stop()
            elif not self._drag_timer.isActive():
                self._drag_timer.start()
            return
        hit = self.hit(at)
        on_row = hit is not None and hit.shown.top <= at.y() < hit.shown.bottom
        self._view.set_hover(hit.shown.ordinal if hit is not None and on_row else None)
        on_day = hit is not None and (
            self._is_day(hit, at) or self._person(hit, at) is not None
        )
        pointing = Qt.CursorShape.PointingHandCursor
        self._view.viewport().setCursor(pointing if on_day else self._cursor(hit))

    def release(self, event: QMouseEvent) -> None:
        """End a click or a selection."""
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        pressed, self._pressed = self._pressed, None
        on_day, self._on_day = self._on_day, False
        on_person, self._on_person = self._on_person, None
        self._drag_timer.stop()
        if self._holds:
            self._holds = False
            self._view.reader.selection.clear()
            self._unfocus()
            self._view.viewport().update()
            return
        if self._dragging:
            self._dragging = False
            self._view.clips.offer()
            return
        hit = self.hit(event.position().toPoint())
        if hit is not None and on_day and self._is_day(hit, event.position().toPoint()):
            self._view.ask_day()
            return
        if hit is not None and on_person is not None:
            if self._person(hit, event.position().toPoint()) == on_person:
                self._view.person_wanted.emit(on_person)
            return
        spot = self.spot(hit)
        if hit is not None and spot is not None and pressed == (hit.shown.row.key, hit.spot):
            acts.activate(self._view, hit.shown.row, spot)

    def double(self, event: QMouseEvent) -> None:
        """Select a word."""
        at = event.position().toPoint()
        hit = self.hit(at)
        if event.button() is not Qt.MouseButton.LeftButton or hit is None or hit.spot is not None:
            self.press(event)
            return
        self._double_ms, self._pressed_at = event.timestamp(), at
        laid = hit.shown.row.body.block_near(at.y() - hit.shown.body_top)
        if laid is None:
            return
        start, end = laid.word_at(hit.point.typed)
        ordinal = hit.shown.ordinal
        self._unit = (Point(ordinal, start), Point(ordinal, end))
        self._view.reader.selection.set(*self._unit)
        self._dragging = True
        self._view.viewport().update()

    def menu(self, event: QContextMenuEvent) -> None:
        """Show what can be done with the message under the mouse."""
        view = self._view
        at = view.viewport().mapFromGlobal(event.globalPos())
        hit = self.hit(at)
        if hit is not None:
            self.show_menu(hit.shown, self.spot(hit), event.globalPos())

    def show_menu(self, shown: Shown, spot: Spot | None, on_screen: QPoint) -> None:
        """Open the menu of a row."""
        view = self._view
        menu = QMenu(view)
        menu.setObjectName("timeline-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        from desktop.ui.timeline.menus import fill_menu  # noqa: PLC0415 - not for the first paint

        fill_menu(menu, view, shown.row.message, spot)
        view.menu_requested.emit(menu, shown.row.message)
        menu.popup(on_screen)

    # ---- inside

    def _is_day(self, hit: Hit, at: QPoint) -> bool:
        """Tell whether a point is on a date between two days, where that can be clicked."""
        shown = hit.shown
        dated = self._view.dates and shown.row.head.day is not None
        return dated and shown.top <= at.y() < shown.top + self._view.metrics.day

    def _person(self, hit: Hit, at: QPoint) -> PersonId | None:
        """Return whose name or picture is at a point, where that can be clicked."""
        shown, metrics = hit.shown, self._view.metrics
        if Feature.CARDS not in self._view.features or not shown.row.head.author:
            return None
        message, width = shown.row.message, self._view.viewport().width()
        top = shown.body_top - metrics.name_line
        x = metrics.flipped(metrics.gutter, metrics.avatar, width)
        circle = QRect(x, top + metrics.px(1), metrics.avatar, metrics.avatar)
        wide = name_px(metrics, shown.row, width)
        x = metrics.flipped(metrics.text_x, wide, width)
        name = QRect(x, top, wide, metrics.name_line)
        return message.person if circle.contains(at) or name.contains(at) else None

    def _is_selected(self, hit: Hit) -> bool:
        length = len(hit.shown.row.body.text)
        part = self._view.reader.selection.part(hit.point.ordinal, length)
        return hit.on_text and part is not None and part[0] <= hit.point.typed < part[1]

    def _is_triple(self, event: QMouseEvent, at: QPoint) -> bool:
        since = event.timestamp() - self._double_ms
        near = (at - self._pressed_at).manhattanLength() <= QApplication.startDragDistance()
        return self._double_ms >= 0 and since <= QApplication.doubleClickInterval() and near

    def _select_block(self, hit: Hit) -> None:
        self._double_ms = -1
        y = self._last_at.y() - hit.shown.body_top
        laid = hit.shown.row.body.block_near(y)
        if laid is not None:
            ordinal = hit.shown.ordinal
            self._unit = (Point(ordinal, laid.block.first), Point(ordinal, laid.block.end))
            self._view.reader.selection.set(*self._unit)
            self._dragging = True

    def _begin_drag_from_spot(self) -> None:
        """A press on a link that moves on is a selection, not a click."""
        self._pressed = None
        hit = self.hit(self._pressed_at)
        if hit is not None:
            self._unit = None
            self._view.reader.selection.set(hit.point, hit.point)
            self._dragging = True

    def _extend(self, at: QPoint) -> None:
        hit = self.hit(at)
        if hit is None:
            return
        selection = self._view.reader.selection
        if self._unit is None:
            selection.extend(hit.point)
        elif hit.point.order() < self._unit[0].order():
            selection.set(self._unit[1], hit.point)
        else:
            selection.set(self._unit[0], max(self._unit[1], hit.point, key=Point.order))
        self._view.viewport().update()

    def _drag_on(self) -> None:
        height = self._view.viewport().height()
        y = self._last_at.y()
        beyond = y if y < 0 else max(y - height + 1, 0)
        if not self._dragging or not beyond:
            self._drag_timer.stop()
            return
        step = max(-DRAG_STEP_MAX_PX, min(DRAG_STEP_MAX_PX, beyond))
        self._view.scroll_by(step)
        self._extend(QPoint(self._last_at.x(), 0 if y < 0 else height - 1))

    def _unfocus(self) -> None:
        reader = self._view.reader
        before, reader.focus, reader.spot = reader.focus, None, None
        self._view.update_row(before)

    @staticmethod
    def _cursor(hit: Hit | None) -> Qt.CursorShape:
        if hit is None:
            return Qt.CursorShape.ArrowCursor
        if hit.spot is not None:
            return Qt.CursorShape.PointingHandCursor
        return Qt.CursorShape.IBeamCursor if hit.on_text else Qt.CursorShape.ArrowCursor

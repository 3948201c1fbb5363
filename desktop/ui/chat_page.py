"""The main page: sidebar, header, messages or an empty state, composer and people, side by side."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.namesakes import label
from desktop.ui.bar import Bar
from desktop.ui.composer import Composer
from desktop.ui.composer_edit import ENDS
from desktop.ui.drawer import Drawer
from desktop.ui.dropped import has_words
from desktop.ui.empty_state import Emptiness, EmptyState
from desktop.ui.find_bar import FindBar
from desktop.ui.header import Header
from desktop.ui.layouts import give_way
from desktop.ui.page_stack import PageStack
from desktop.ui.people_panel import WIDTH_PX as PANEL_PX
from desktop.ui.people_panel import PeoplePanel
from desktop.ui.sidebar import Sidebar
from desktop.ui.sidebar_edge import SidebarEdge
from desktop.ui.talk import Talk
from desktop.ui.typing_line import TypingLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import (
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QKeyEvent,
        QResizeEvent,
    )

    from desktop.model import Room
    from desktop.ui.theme import Theme, ThemeSwitch
    from desktop.ui.timeline.view import TimelineView

SIDEBAR_FROM_PX = 760
"""Narrower than this the sidebar folds away: messages keep at least 456 px."""

PANEL_FROM_PX = 1000
"""Narrower than this there is no people panel: messages keep at least 460 px."""

MESSAGES_PX = 456
"""What a wider sidebar leaves the messages at least."""


class ChatPage(QWidget):
    """Lays the parts out and folds sidebar and panel away where there is no room for them."""

    people_wanted = Signal()
    """The people button was pressed where no panel fits."""

    def __init__(
        self,
        switch: ThemeSwitch,
        timeline: QWidget,
        now_ms: Callable[[], int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("chat-page")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._switch = switch
        self._panel_wanted, self._narrow = True, False
        self.timeline = timeline
        self.sidebar = Sidebar(switch, now_ms)
        self.header = Header(switch)
        self.network_bar = Bar(switch, "network-bar")
        self.banner = Bar(switch, "banner", closable=True)
        self.empty = EmptyState(switch)
        self.composer = Composer(switch)
        self.find_bar = FindBar(switch)
        self.typing = TypingLine(switch)
        self.panel = PeoplePanel(switch, now_ms)
        self._middle = PageStack()
        self._middle.setObjectName("middle")
        give_way(self._middle)
        self._middle.addWidget(self.timeline)
        self._middle.addWidget(self.empty)
        messages = QVBoxLayout()
        for widget in (self.network_bar, self.banner):
            messages.addWidget(widget)
        messages.addWidget(self.find_bar)
        messages.addWidget(self._middle, 1)
        messages.addWidget(self.typing)
        messages.addWidget(self.composer)
        below = QHBoxLayout()
        below.addLayout(messages, 1)
        below.addWidget(self.panel)
        right = QVBoxLayout()
        right.addWidget(self.header)
        right.addLayout(below, 1)
        self._row = row = QHBoxLayout(self)
        row.addWidget(self.sidebar)
        row.addLayout(right, 1)
        row.setContentsMargins(0, 0, 0, 0)
        self.drawer = Drawer(switch, self.sidebar, self)
        self.edge = SidebarEdge(switch, self.sidebar, self)
        for layout in (messages, below, right, row):
            layout.setSpacing(0)
        self.header.people.setChecked(True)
        self.header.people_toggled.connect(self._on_people)
        self.header.rooms_toggled.connect(self._on_rooms)
        for chosen in (
            self.drawer.closed,
            self.sidebar.rooms.clicked,
            self.sidebar.room_chosen,
            self.sidebar.finder.jump_wanted,
        ):
            chosen.connect(self.close_drawer)
        self.header.people.clicked.connect(self._on_people_clicked)
        switch.changed.connect(self._fold)
        view = cast("TimelineView", timeline)
        self.talk = Talk(switch, view, self.composer, self.find_bar, self.typing, now_ms, self)
        self._set_tab_order()
        self.setAcceptDrops(True)

    def show_room(self, room: Room, now_ms: int) -> None:
        """Say which room this is, and whether it is silent."""
        self.header.set_room(room)
        self.panel.set_room(room)
        if self.composer.room == room.room:  # it may have another name by now
            self.composer.open_room(room.room, label(room))
        self.header.set_muted(
            muted=room.muted_until_ms is not None and room.muted_until_ms > now_ms
        )

    def show_empty(self, *, shown: bool) -> None:
        """Show the empty state instead of the messages, or the messages again."""
        self._middle.setCurrentWidget(self.empty if shown else self.timeline)
        away = shown and self.empty.kind is Emptiness.INVITED
        if away != self.composer.isHidden():
            self.composer.setHidden(away)
            self.take_keyboard()

    def take_keyboard(self) -> None:
        """Give the keyboard to the box one writes in, or to what has to be answered before."""
        target = self.empty.first if self.composer.isHidden() else self.composer.edit
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def shows_empty(self) -> bool:
        """Whether the empty state stands where the messages would."""
        return self._middle.currentWidget() is self.empty

    def regions(self) -> list[tuple[QWidget, QWidget]]:
        """Return the parts that F6 walks through: the part, and what gets the focus in it."""
        parts: list[tuple[QWidget, QWidget]] = [
            (self.sidebar, self.sidebar.rooms),
            (self.header, self.header.people),
            (self.timeline, self.timeline),
            (self.empty, self.empty.first),
            (self.composer, self.composer.edit),
            (self.panel, self.panel.people),
        ]
        return [(part, target) for part, target in parts if target.isVisible()]

    def step_region(self, step: int) -> None:
        """Move the keyboard to the next part of the page, or to the one before."""
        regions = self.regions()
        focused = QApplication.focusWidget()
        here = [
            number
            for number, (part, _) in enumerate(regions)
            if focused is not None and (part is focused or part.isAncestorOf(focused))
        ]
        if regions:
            number = (here[0] + step) % len(regions) if here else 0
            regions[number][1].setFocus(Qt.FocusReason.TabFocusReason)

    def _set_tab_order(self) -> None:
        """From top to bottom, from where reading starts to where it ends."""
        identity, connection = self.sidebar.identity, self.empty.connection
        order = [
            identity.name_button,
            identity.network_line,
            identity.compose,
            identity.settings,
            self.sidebar.finder.jump,
            *self.sidebar.finder.chips.values(),
            self.sidebar.rooms,
            self.edge,
            self.header.rooms,
            self.header.search,
            self.header.bell,
            self.header.people,
            self.header.more,
            self.network_bar.button,
            self.banner.button,
            self.banner.cross,
            self.find_bar.field,
            self.find_bar.older,
            self.find_bar.newer,
            self.find_bar.cross,
            self.timeline,
            connection.copy,
            connection.add,
            self.empty.answer.join,
            self.empty.answer.decline,
            self.composer.edit,
            self.composer.emoji_button,
            self.composer.send_button,
            self.panel.add,
            self.panel.invite,
            self.panel.people,
        ]
        for first, second in itertools.pairwise(order):
            QWidget.setTabOrder(first, second)

    def _on_people(self, shown: bool) -> None:
        if self._panel_fits():
            self._panel_wanted = shown
            self.panel.setVisible(shown)
            self._fit_sidebar(self._switch.theme)

    def _on_people_clicked(self) -> None:
        if not self._panel_fits():
            self.header.people.setChecked(False)
            self.people_wanted.emit()

    def _on_rooms(self, shown: bool) -> None:
        """Open the drawer or close it; nothing where the sidebar stands beside the messages."""
        if not self._narrow:
            return
        if shown:
            self.drawer.open_over()
            self.sidebar.rooms.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and self.drawer.isAncestorOf(focused)
        self.drawer.hide()
        if had_keyboard:
            self.take_keyboard()

    def close_drawer(self) -> bool:
        """Take the rooms away where they cover the messages; tells whether they did."""
        was_open = not self.drawer.isHidden()
        self.header.rooms.setChecked(False)
        return was_open

    def _panel_fits(self) -> bool:
        return self.width() >= self._switch.theme.px(PANEL_FROM_PX)

    def _fold(self, theme: Theme) -> None:
        narrow = self.width() < theme.px(SIDEBAR_FROM_PX)
        self.header.set_narrow(narrow=narrow)
        if narrow and not self._narrow:
            self._row.removeWidget(self.sidebar)
            self.drawer.take_in()
        elif self._narrow and not narrow:
            self.close_drawer()
            self._row.insertWidget(0, self.sidebar)
            self.sidebar.show()
        self._narrow = narrow
        self.drawer.resize(self.size())
        fits = self._panel_fits()
        self.panel.setVisible(fits and self._panel_wanted)
        self.header.people.setChecked(fits and self._panel_wanted)
        self._fit_sidebar(theme)

    def _fit_sidebar(self, theme: Theme) -> None:
        """Let the rooms be as wide as was chosen, as far as the messages keep their least width."""
        panel = PANEL_PX if self._panel_fits() and self._panel_wanted else 0
        room = int(self.width() / theme.zoom) - panel - MESSAGES_PX
        self.edge.fit(room, beside=not self._narrow)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write what is typed while the keyboard is somewhere that has no use for it."""
        edit = self.composer.edit
        if edit.hasFocus() and event.keyCombination() in ENDS:
            QApplication.sendEvent(self.timeline, event)  # of an empty box: to the first or latest
        elif edit.isVisible() and not edit.hasFocus() and _is_writing(event):
            edit.setFocus(Qt.FocusReason.OtherFocusReason)
            QApplication.sendEvent(edit, event)
        else:
            super().keyPressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._show_drop(event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._show_drop(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.composer.await_drop(False)

    def _show_drop(self, event: QDragMoveEvent) -> None:
        """Take words over the room that is shown, but not those that were dragged out of this page."""
        source = event.source()
        ours = isinstance(source, QWidget) and self.isAncestorOf(source)
        beside = (self.sidebar, self.panel, self.drawer)  # there it would mean something else
        at = event.position().toPoint()
        off = any(part.isVisible() and part.rect().contains(part.mapFrom(self, at)) for part in beside)
        taken = has_words(event.mimeData()) and self.composer.isVisible() and not (ours or off)
        self.composer.await_drop(taken)
        if taken:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.composer.await_drop(False)
        self.composer.edit.insertFromMimeData(event.mimeData())
        self.composer.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        event.setDropAction(Qt.DropAction.CopyAction)  # what it came from keeps it
        event.accept()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold(self._switch.theme)
        self.composer.set_window_height(self.height())


def _is_writing(event: QKeyEvent) -> bool:
    """Whether a key writes a character, or pastes; a space does neither: it turns pages elsewhere."""
    command = event.modifiers() & (
        Qt.KeyboardModifier.ControlModifier
        | Qt.KeyboardModifier.AltModifier
        | Qt.KeyboardModifier.MetaModifier
    )
    text = event.text()
    return event.matches(QKeySequence.StandardKey.Paste) or (
        not command and bool(text) and text.isprintable() and not text.isspace()
    )

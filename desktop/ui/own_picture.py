"""One's own picture at the top of the sidebar: shows one's status, and opens the menu to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QToolButton, QWidget
from typing_extensions import override

from desktop import online
from desktop.model import Status
from desktop.ui import strings
from desktop.ui.avatar import paint_avatar, status_icon
from desktop.ui.bidi import filled, joined
from desktop.ui.labels import plain_tooltip

if TYPE_CHECKING:
    from desktop.model import PersonPresence
    from desktop.ui.theme import Theme, ThemeSwitch

SIDE_PX = 36


class OwnPicture(QToolButton):
    """A picture only, until `offer` says that something stands behind it."""

    status_chosen = Signal(object)
    """The Status that was picked; OFFLINE is invisible."""

    note_wanted = Signal()
    name_wanted = Signal()

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("own-picture")
        self._switch = switch
        self._person, self._name, self._note = b"", "", ""
        self._status: Status | None = None
        self._connected = False
        self._menu: QMenu | None = None
        self.clicked.connect(self.open_menu)
        self.offer(on=False)
        switch.changed.connect(self._set_theme)
        self._set_theme(switch.theme)

    def offer(self, *, on: bool) -> None:
        """Open the menu when clicked, or not."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not on)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if on else Qt.FocusPolicy.NoFocus)

    def set_person(self, person: bytes, name: str, *, connected: bool) -> None:
        """Show whose picture it is; who is not connected is seen by nobody, whatever they chose."""
        self._person, self._name, self._connected = person, name, connected
        self._show()

    def set_presence(self, me: PersonPresence) -> None:
        """Show how one is."""
        self._status, self._note = online.chosen(me), me.note
        self._show()

    @property
    def shown(self) -> Status:
        """What the dot says."""
        if not self._connected:
            return Status.OFFLINE
        return Status.ONLINE if self._status is None else self._status

    def open_menu(self) -> None:
        """Show what one can be, and the way to note and name."""
        self._menu = menu = QMenu(self)
        menu.setObjectName("own-menu")
        menu.setAccessibleName(self.tr("Your status"))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for status in Status:
            action = menu.addAction(strings.own_status(status))
            action.setObjectName(f"own-{status.value}")
            action.setCheckable(True)
            action.setChecked(status is self._status)
            action.setIcon(status_icon(self._switch.theme, status))
            action.triggered.connect(
                lambda _=False, picked=status: self.status_chosen.emit(picked)
            )
            if status is self._status:
                menu.setActiveAction(action)
        menu.addSeparator()
        for words, name, signal in (
            (self.tr("Note and duration…"), "own-note", self.note_wanted),
            (self.tr("Change your name…"), "own-rename", self.name_wanted),
        ):
            action = menu.addAction(words)
            action.setObjectName(name)
            action.triggered.connect(lambda _=False, wanted=signal: wanted.emit())
        x = self.width() - menu.sizeHint().width() if self.isRightToLeft() else 0
        menu.popup(self.mapToGlobal(QPoint(x, self.height())))

    def _show(self) -> None:
        how = strings.own_status(self.shown) if self._connected else strings.status(self.shown)
        said = joined((how, self._note))
        self.setAccessibleName(filled(self.tr("Your status: {0}"), said))
        self.setToolTip(plain_tooltip(f"{self._name}\n{said}"))
        self.update()

    def _set_theme(self, theme: Theme) -> None:
        # One px more on each side, so that the ring of the dot is not cut off.
        self.setFixedSize(theme.px(SIDE_PX) + 2, theme.px(SIDE_PX) + 2)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return self.size()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._switch.theme
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter = QPainter(self)
        try:
            paint_avatar(
                painter,
                rect,
                theme,
                self._person,
                self._name,
                status=self.shown,
                ground=theme.window,
                mirrored=self.isRightToLeft(),
            )
            if self.hasFocus():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.accent, 2))
                painter.drawEllipse(rect)
        finally:
            painter.end()

"""The icon in the system tray, where there is one: menu, unread dot, and closing into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from desktop.model import Status
from desktop.ui import strings
from desktop.ui.bidi import joined
from desktop.ui.icons import logo_pixmap

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.theme import Theme, ThemeSwitch

SIDES_PX = (16, 22, 24, 32, 48, 64)
"""What the trays of the desktops ask for."""
MUTE_MS = 3_600_000
MESSAGE_MS = 10_000
"""How long a message of the tray's own stays; most systems decide themselves."""
NO_SCREEN = ("offscreen", "minimal")
"""Platforms that never have a tray, where asking for one brings a warning."""
STATUSES = (Status.ONLINE, Status.AWAY, Status.BUSY)


class Tray(QObject):
    """Built once by the desktop face. Nothing of it shows where the system has no tray."""

    show_wanted = Signal()
    quit_wanted = Signal()
    status_chosen = Signal(object)
    """The Status that somebody picked."""

    mute_wanted = Signal(object)
    """For how many ms nothing is to be told, None for the end of it."""

    close_told = Signal()
    """The person was told that closing leaves Grapevine running: keep it, it is told once."""

    message_clicked = Signal()

    def __init__(self, switch: ThemeSwitch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._switch = switch
        self._unread = 0
        self._mentions = 0
        self._muted = False
        self._was_told = False
        self._teller: Callable[[str, str, Callable[[], None]], None] | None = None
        self._menu = QMenu()
        self._menu.setObjectName("tray-menu")
        self._icon = QSystemTrayIcon(self)
        self._fill()
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self.message_clicked)
        self._draw()
        switch.changed.connect(self._draw)

    @property
    def available(self) -> bool:
        """Whether the system shows tray icons now; it may begin to, or stop."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def start(self, *, close_was_told: bool) -> None:
        """Show the icon as soon as there is a tray."""
        self._was_told = close_was_told
        if QGuiApplication.platformName() not in NO_SCREEN:
            self._icon.show()

    def close(self) -> None:
        """Take the icon away."""
        self._icon.hide()

    def set_unread(self, unread: int, mentions: int = 0) -> None:
        """Say how many messages wait: a dot on the icon, a number on the dock where there is one.

        The number counts what is meant for this person, the dot tells of anything.
        """
        if (unread, mentions) == (self._unread, self._mentions):
            return
        same = (unread > 0) == (self._unread > 0)
        self._unread, self._mentions = unread, mentions
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication) and hasattr(app, "setBadgeNumber"):
            app.setBadgeNumber(mentions)
        if same:
            self._icon.setToolTip(self._words())
        else:
            self._draw()

    def set_status(self, status: Status) -> None:
        """Mark this as one's own status."""
        for action in self._statuses.actions():
            action.setChecked(action.data() == status.value)

    def set_muted(self, *, muted: bool) -> None:
        """Offer to end the silence rather than to begin it, while true."""
        self._muted = muted
        self._mute.setText(self.tr("Tell me again") if muted else self.tr("Mute for 1 hour"))
        self._draw()

    def show_message(self, title: str, text: str) -> bool:
        """Show a bubble at the icon; False where the system shows none."""
        if not (self.available and QSystemTrayIcon.supportsMessages() and self._icon.isVisible()):
            return False
        self._icon.showMessage(title, text, self._icon.icon(), MESSAGE_MS)
        return True

    def shows_balloon(self) -> bool:
        """Whether a bubble stands on the screen that Qt draws itself, as it does at the oldest trays.

        At others the system shows it, and does not say whether it does.
        """
        tops = QApplication.topLevelWidgets()
        return any(each.inherits("QBalloonTip") and each.isVisible() for each in tops)

    def set_teller(self, tell: Callable[[str, str, Callable[[], None]], None]) -> None:
        """Have this say title and text of a bubble, and call back once somebody can have seen it."""
        self._teller = tell

    def takes_window(self) -> bool:
        """Whether closing the main window may hide it: only where the icon brings it back.

        Tells the person so, until it was seen once.
        """
        if not (self.available and self._icon.isVisible()):
            return False
        if not self._was_told:
            title = self.tr("Grapevine is still running")
            text = self.tr("You stay reachable. Click this icon to come back, or quit in its menu.")
            if self._teller is not None:
                self._teller(title, text, self._told)
            elif self.show_message(title, text):
                self._told()
        return True

    def _told(self) -> None:
        if not self._was_told:
            self._was_told = True
            self.close_told.emit()

    def _fill(self) -> None:
        show = self._menu.addAction(self.tr("Show Grapevine"))
        show.triggered.connect(self.show_wanted)
        self._menu.setDefaultAction(show)
        self._menu.addSeparator()
        self._statuses = QActionGroup(self)
        for status in STATUSES:
            action = QAction(strings.status(status), self._statuses)
            action.setCheckable(True)
            action.setData(status.value)
            action.triggered.connect(lambda _=False, each=status: self.status_chosen.emit(each))
            self._menu.addAction(action)
        self._menu.addSeparator()
        self._mute = self._menu.addAction(self.tr("Mute for 1 hour"))
        self._mute.triggered.connect(
            lambda: self.mute_wanted.emit(None if self._muted else MUTE_MS)
        )
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Quit")).triggered.connect(self.quit_wanted)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in {
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        }:
            self.show_wanted.emit()

    def _draw(self) -> None:
        theme = self._switch.theme
        made = QIcon()
        for side in SIDES_PX:
            made.addPixmap(tray_pixmap(theme, side, dot=self._unread > 0, muted=self._muted))
        self._icon.setIcon(made)
        self._icon.setToolTip(self._words())

    def _words(self) -> str:
        return joined(("Grapevine", strings.unread(self._unread) if self._unread else ""))


def tray_pixmap(theme: Theme, side_px: int, *, dot: bool, muted: bool = False) -> QPixmap:
    """Return the icon: the grapes, with a dot where something waits, a line across while muted."""
    pixmap = QPixmap(logo_pixmap(theme, side_px))
    painter = QPainter(pixmap)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if muted:
            painter.setPen(QPen(theme.text2, max(1.5, side_px / 14), c=Qt.PenCapStyle.RoundCap))
            painter.drawLine(
                QPointF(side_px * 0.12, side_px * 0.12), QPointF(side_px * 0.88, side_px * 0.88)
            )
        if dot:
            radius = side_px * 0.22
            center = QPointF(side_px - radius - 0.5, radius + 0.5)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(Qt.GlobalColor.black)
            painter.drawEllipse(center, radius * 1.35, radius * 1.35)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            painter.setBrush(theme.danger)
            painter.drawEllipse(center, radius, radius)
    finally:
        painter.end()
    return pixmap

"""What the windows beside the main one share: ground, size, Esc and Ctrl+W to close."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid
from typing_extensions import override

from desktop.ui.bar import Bar
from desktop.ui.icons import window_icon
from desktop.ui.spoken_role import SpokenRole, tell_roles

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QResizeEvent

    from desktop.ui.theme import Theme, ThemeSwitch

NEWS_MS = 10_000
"""Long enough to finish what one looks at and then read a sentence."""


class SideWindow(QWidget, SpokenRole):
    """A top-level window that can be opened again after it was closed."""

    spoken_role = QAccessible.Role.Window  # Qt calls a plain widget a filler, also a top-level one

    closed = Signal()

    def __init__(
        self, switch: ThemeSwitch, title: str, *, name: str, width_px: int, height_px: int
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        tell_roles()
        _front()
        self.notice: Bar | None = None
        self._news = QTimer(self)
        self._news.setSingleShot(True)
        self._news.setInterval(NEWS_MS)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._switch = switch
        self.resize(switch.theme.px(width_px), switch.theme.px(height_px))
        QShortcut(QKeySequence("Esc"), self, self.step_back)
        QShortcut(QKeySequence("Ctrl+W"), self, self.close)
        self._closed_now = QTimer(self, singleShot=True)  # gone with the window, where it is deleted
        self._closed_now.timeout.connect(self._free_picture)
        self._set_mark(switch.theme)
        switch.changed.connect(self._set_mark)

    def bring(self) -> None:
        """Show the window in front, wherever it was."""
        bring(self)

    def step_back(self) -> None:
        """Do what Esc does: close, where there is nothing to be taken back before."""
        self.close()

    def say(self, kind: str, words: str) -> None:
        """Say a sentence at the lower edge, over what is there; kinds as of `Bar`.

        What only tells that something is done goes by itself, what went wrong stays until closed.
        """
        if self.notice is None:
            self.notice = Bar(self._switch, f"{self.objectName()}-notice", self, closable=True)
            self._news.timeout.connect(self.notice.hide)
        self.notice.show_words(kind, words)
        if kind == "info":
            self._news.start()
        else:
            self._news.stop()
        self._place_notice()
        self.notice.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.notice, words))

    def _place_notice(self) -> None:
        if self.notice is not None:
            layout = self.notice.layout()
            height = layout.totalHeightForWidth(self.width()) if layout is not None else 0
            self.notice.setGeometry(0, self.height() - height, self.width(), height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_notice()

    def _set_mark(self, theme: Theme) -> None:
        self.setWindowIcon(window_icon(theme))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if self.notice is not None:
            self.notice.hide()
        self.closed.emit()
        self._closed_now.start()

    def _free_picture(self) -> None:
        """Free the picture that Qt keeps of a hidden window: three megabytes, drawn anew in a frame."""
        if not self.isVisible():
            self.destroy()


class _Front(QObject):
    """Knows which window had the keyboard last: between two of them none has it for a moment."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._last: SideWindow | None = None
        app.focusChanged.connect(self._look)

    def window(self) -> SideWindow | None:
        """Return the window beside the main one that has the keyboard, or had it until just now."""
        self._look()
        return self._last

    def _look(self, *_: object) -> None:
        found = QApplication.activeWindow()
        if found is not None:
            while found is not None and not isinstance(found, SideWindow):
                found = found.parentWidget()
            self._last = found
        if self._last is not None and not (isValid(self._last) and self._last.isVisible()):
            self._last = None


def in_front() -> SideWindow | None:
    """Return the window beside the main one that somebody looks at, itself or a dialog over it."""
    return _front().window()


@functools.cache
def _front() -> _Front:
    app = QApplication.instance()
    assert isinstance(app, QApplication)  # noqa: S101 - there are windows
    return _Front(app)


def bring(window: QWidget) -> None:
    """Show a window in front: of others, out of the tray, and when it was minimized."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


def over(window: QWidget, act: Callable[[], object]) -> Callable[[], None]:
    """Return what opens something over a window, with that window in front: its keys work elsewhere."""

    def open_over() -> None:
        if not window.isActiveWindow():
            bring(window)
        act()

    return open_over

"""Where windows stood: remembered when they close, put back where a screen still shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BAR_PX = 40
"""Of the top of a window so much must be on a screen, to be taken hold of."""
GRIP_PX = 120
"""And so much of its width."""
LENGTH_MAX_PX = 32_767
"""Beyond this a setting is damaged: no window system counts further."""


class Places(QObject):
    """Owned by the desktop face; told of each window once. Lives longer than they do."""

    changed = Signal(str, list)
    """Name of the window, and [x, y, width, height, maximized] to keep in the settings."""

    def __init__(self, kept: Mapping[str, object], parent: QObject | None = None) -> None:
        """Take what was kept: name to a list as `changed` told it. Anything else counts as nothing."""
        super().__init__(parent)
        self._kept = {name: place for name, value in kept.items() if (place := _checked(value))}
        self._names: dict[QObject, str] = {}

    def keep(self, window: QWidget, name: str) -> None:
        """Put a window where it stood last, before it is shown; follow it from now on."""
        place = self._kept.get(name)
        if place is not None:
            x, y, width, height, maximized = place
            screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
            window.setGeometry(fitted(QRect(x, y, width, height), screens))
            if maximized:
                window.setWindowState(window.windowState() | window.windowState().WindowMaximized)
        self._names[window] = name
        window.installEventFilter(self)
        window.destroyed.connect(lambda *_: self._names.pop(window, None))

    def remember(self) -> None:
        """Keep where all windows that are open stand; for the moment before the program ends."""
        for window in list(self._names):
            if isinstance(window, QWidget) and window.isVisible():
                self._take(window)

    def _take(self, window: QWidget) -> None:
        name = self._names[window]
        rect = window.normalGeometry() if window.isMaximized() else window.geometry()
        if not rect.isValid():
            rect = window.geometry()
        place = [rect.x(), rect.y(), rect.width(), rect.height(), int(window.isMaximized())]
        if self._kept.get(name) != tuple(place):
            self._kept[name] = (place[0], place[1], place[2], place[3], place[4])
            self.changed.emit(name, place)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Before the window is gone: a hidden one still knows its place, a minimized one does not.
        if (
            event.type() in {QEvent.Type.Close, QEvent.Type.Hide}
            and isinstance(watched, QWidget)
            and watched in self._names
            and not watched.isMinimized()
        ):
            self._take(watched)
        return False


def fitted(rect: QRect, screens: Sequence[QRect]) -> QRect:
    """Return a rectangle that a person can reach: no larger than a screen, its top on one.

    Args:
        rect: Where the window was.
        screens: The free area of each screen, the main one first.
    """
    if not screens:
        return rect
    shown = [screen.intersected(rect) for screen in screens]
    areas = [part.width() * part.height() if part.isValid() else 0 for part in shown]
    screen = screens[areas.index(max(areas))] if max(areas) else screens[0]
    made = QRect(rect)
    made.setSize(rect.size().boundedTo(screen.size()))
    top = QRect(made.left(), made.top(), made.width(), BAR_PX)
    grip = min(GRIP_PX, made.width())
    if not any(
        part.intersected(top).width() >= grip and part.contains(part.intersected(top).topLeft())
        and part.top() <= made.top()
        for part in screens
        if part.intersected(top).isValid()
    ):  # fmt: skip
        made.moveCenter(screen.center())
        made.moveTop(max(screen.top(), made.top()))
    return made


def _checked(value: object) -> tuple[int, int, int, int, int] | None:
    if not (isinstance(value, list | tuple) and len(value) == 5):
        return None
    numbers = [each for each in value if isinstance(each, int) and abs(each) <= LENGTH_MAX_PX]
    if len(numbers) != 5 or min(numbers[2:4]) < 1:
        return None
    x, y, width, height, maximized = numbers
    return x, y, width, height, maximized

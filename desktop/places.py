"""Where windows stood: remembered when they close, put back where a screen still shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BAR_PX = 40
"""Of the top of a window so much must be on a screen, to be taken hold of."""
GRIP_PX = 120
"""And so much of its width."""
STEP_PX = 32
"""A further window of a kind stands this much lower and further: the bar of each can be seen."""
NO_PLACES = "wayland"
"""Qt's name of the platform that tells no window where it is: all of them say 0, 0."""
LENGTH_MAX_PX = 32_767
"""Beyond this a setting is damaged: no window system counts further."""


class Places(QObject):
    """Owned by the desktop face; told of each window once. Lives longer than they do."""

    changed = Signal(str, list)
    """Name of the window, and [x, y, width, height, maximized] to keep in the settings."""

    def __init__(self, kept: Mapping[str, object], parent: QObject | None = None) -> None:
        """Take what was kept: name to a list as `changed` told it. Anything else counts as nothing."""
        super().__init__(parent)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._bring_back)
        self._kept = {name: place for name, value in kept.items() if (place := _checked(value))}
        self._names: dict[QObject, str] = {}
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            # Later: the list of screens still has the one that goes.
            app.screenRemoved.connect(self._later.start)

    def keep(self, window: QWidget, name: str) -> None:
        """Put a window where it stood last, before it is shown; follow it from now on.

        Where one of its name is open it stands a step beside that one. A window that was never
        shown is only made to fit.
        """
        screens = _screens()
        _let_fit(window, screens)
        open_now = [each for each in self._windows() if self._names[each] == name]
        place = self._kept.get(name)
        if open_now:
            window.setGeometry(beside(open_now[-1].geometry(), screens))
        elif place is not None:
            x, y, width, height, maximized = place
            window.setGeometry(fitted(QRect(x, y, width, height), screens))
            if maximized:
                window.setWindowState(window.windowState() | window.windowState().WindowMaximized)
        elif screens:
            window.resize(fitted(QRect(screens[0].topLeft(), window.size()), screens).size())
        self._names[window] = name
        window.installEventFilter(self)
        window.destroyed.connect(lambda *_: self._names.pop(window, None))

    def remember(self) -> None:
        """Keep where all windows that are open stand; for the moment before the program ends."""
        for window in self._windows():
            self._take(window)

    def _windows(self) -> list[QWidget]:
        return [each for each in self._names if isinstance(each, QWidget) and each.isVisible()]

    def _bring_back(self) -> None:
        """Put what stands on no screen any more on one that is left, also what is hidden in the tray."""
        screens = _screens()
        for window in [each for each in self._names if isinstance(each, QWidget)]:
            wanted = fitted(window.geometry(), screens)
            if wanted != window.geometry() and not window.isMaximized():
                window.setGeometry(wanted)

    def _take(self, window: QWidget) -> None:
        name = self._names[window]
        rect = window.normalGeometry() if window.isMaximized() else window.geometry()
        if not rect.isValid():
            rect = window.geometry()
        if QGuiApplication.platformName() == NO_PLACES:
            rect.moveTopLeft(self._known_corner(name, rect))
        place = [rect.x(), rect.y(), rect.width(), rect.height(), int(window.isMaximized())]
        if self._kept.get(name) != tuple(place):
            self._kept[name] = (place[0], place[1], place[2], place[3], place[4])
            self.changed.emit(name, place)

    def _known_corner(self, name: str, rect: QRect) -> QPoint:
        """Return where a window stood when that was last known, else where it is in the middle."""
        kept = self._kept.get(name)
        if kept is not None:
            return QPoint(kept[0], kept[1])
        screens = _screens()
        middle = QRect(QPoint(), rect.size())
        middle.moveCenter((screens[0] if screens else rect).center())
        return fitted(middle, screens).topLeft()

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
        elif event.type() == QEvent.Type.WindowStateChange:
            # What was maximized when its screen went is put back there by the window manager.
            self._later.start()
        return False


def beside(rect: QRect, screens: Sequence[QRect]) -> QRect:
    """Return a place a step beside a window; at the end of the screen, at its beginning again."""
    moved = rect.translated(STEP_PX, STEP_PX)
    if not any(screen.contains(moved) for screen in screens):
        screen = next((each for each in screens if each.contains(rect.center())), None)
        moved.moveTopLeft(_beginning(rect, screen) if screen is not None else rect.topLeft())
    return fitted(moved, screens)


def _beginning(rect: QRect, screen: QRect) -> QPoint:
    """Return the corner where windows begin: the bar that frames one is above its rectangle."""
    bar = max(0, min(BAR_PX, screen.height() - rect.height()))
    corner = screen.topLeft() + QPoint(0, bar)
    return corner if corner != rect.topLeft() else screen.topLeft()


def _let_fit(window: QWidget, screens: Sequence[QRect]) -> None:
    """Allow a window to be as small as the screens are, bar and all, whatever it would like."""
    if screens:
        widest = max(screen.width() for screen in screens)
        highest = max(screen.height() for screen in screens) - BAR_PX
        window.setMinimumSize(window.minimumSize().boundedTo(QSize(widest, max(1, highest))))


def _screens() -> list[QRect]:
    return [screen.availableGeometry() for screen in QGuiApplication.screens()]


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
    if rect.width() > screen.width() or rect.height() > screen.height():
        # What does not fit stands wholly on the screen, with room for the bar that frames it.
        room = screen.adjusted(0, min(BAR_PX, screen.height() // 2), 0, 0)
        made.setSize(rect.size().boundedTo(room.size()))
        made.moveTo(
            min(max(rect.left(), room.left()), room.right() + 1 - made.width()),
            min(max(rect.top(), room.top()), room.bottom() + 1 - made.height()),
        )
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

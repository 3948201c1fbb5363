"""A timeline on screen (offscreen), with fixed fonts, fixed day and UTC."""

from __future__ import annotations

from datetime import UTC, date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest

from desktop.ui import fonts, theme
from desktop.ui.timeline.accessible import install_accessibility
from desktop.ui.timeline.view import TimelineView
from tests.desktop.ui.edges import edge
from tests.desktop.ui.timeline.sources import ListSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from desktop.model import Message

TODAY = date(2025, 11, 3)


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    qapp.setStyle("Fusion")
    fonts.load(qapp)
    install_accessibility()
    return qapp


class Stage:
    """A shown timeline and hands to use it."""

    def __init__(self, app: QApplication) -> None:
        self.app = app
        self.view = TimelineView(theme.light(reduced_motion=True), lambda: TODAY, UTC)
        self.view.chip._hide.setInterval(3_600_000)  # its going is no part of what is compared
        self.view.resize(620, 420)
        self.view.show()
        self.source = ListSource()
        self.settle()

    def play(self, *messages: Message) -> ListSource:
        self.source = ListSource(messages)
        self.view.set_source(self.source)
        self.settle()
        return self.source

    def settle(self) -> None:
        """Let all that was put off happen, and be painted."""
        if self.view._dirty:
            self.view.flush()
        self.app.processEvents()

    def on_screen(self) -> QImage:
        """What the window system has: the result of all moved and painted parts."""
        self.app.processEvents()
        viewport = self.view.viewport()
        place = viewport.mapTo(self.view, QPoint(0, 0))
        shot = self.view.screen().grabWindow(
            self.view.winId(), place.x(), place.y(), viewport.width(), viewport.height()
        )
        return shot.toImage()

    def repainted(self) -> QImage:
        """The same, painted anew as a whole."""
        return self.view.viewport().grab().toImage()

    def at(self, ordinal: int, typed: int, dx: int = 1) -> QPoint:
        """The point just right of a typed character's left edge."""
        shown = next(s for s in self.view.shown if s.ordinal == ordinal)
        for laid in shown.row.body.blocks:
            if laid.block.first <= typed <= laid.block.end:
                unit = laid.unit_at(laid.block.shown_at(typed))
                line = laid.layout.lineForTextPosition(unit)
                x = round(laid.x + edge(line, unit)) + dx
                y = laid.y + line.lineNumber() * laid.line_px + laid.line_px // 2
                return QPoint(x, shown.body_top + y)
        raise AssertionError((ordinal, typed))

    def spot(self, ordinal: int, label: str) -> QPoint:
        """The middle of a clickable place."""
        shown = next(s for s in self.view.shown if s.ordinal == ordinal)
        spot = next(s for s in shown.row.body.spots if s.label == label)
        return spot.rects[0].center() + QPoint(0, shown.body_top)

    def click(self, at: QPoint, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, keys, at)

    def hover(self, at: QPoint) -> None:
        """Move the mouse with no button down, without waiting for a window system to do it."""
        viewport = self.view.viewport()
        none = Qt.MouseButton.NoButton
        place, on_screen = QPointF(at), QPointF(viewport.mapToGlobal(at))
        event = QMouseEvent(QMouseEvent.Type.MouseMove, place, on_screen, none, none,
                            Qt.KeyboardModifier.NoModifier)  # fmt: skip
        self.app.sendEvent(viewport, event)

    def take_keyboard(self) -> None:
        self.view.activateWindow()
        self.view.setFocus()
        self.app.processEvents()
        if not self.view.hasFocus():
            pytest.skip("this display gives no window the keyboard (no window manager)")

    def drag(self, start: QPoint, end: QPoint) -> None:
        viewport, left = self.view.viewport(), Qt.MouseButton.LeftButton
        QTest.mousePress(viewport, left, Qt.KeyboardModifier.NoModifier, start)
        QTest.mouseMove(viewport, end)
        QTest.mouseRelease(viewport, left, Qt.KeyboardModifier.NoModifier, end)

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.view, key, keys)

    def copied(self) -> str:
        self.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        return self.app.clipboard().text()


@pytest.fixture(scope="module")
def shared_stage(dressed: QApplication) -> Iterator[Stage]:
    stage = Stage(dressed)
    yield stage
    stage.view.close()
    stage.view.deleteLater()
    dressed.processEvents()


@pytest.fixture
def stage(shared_stage: Stage) -> Stage:
    shared_stage.play()
    shared_stage.view.resize(620, 420)
    shared_stage.view.set_theme(theme.light(reduced_motion=True))
    shared_stage.settle()
    return shared_stage


@pytest.fixture
def heard() -> Callable[..., list[object]]:
    """Collect what a signal says."""

    def listen(signal: object) -> list[object]:
        said: list[object] = []
        signal.connect(lambda *args: said.append(args[0] if len(args) == 1 else args))  # type: ignore[attr-defined]
        return said

    return listen

"""The worst a stranger's words can do: each as one message, and in every field of every window."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tests.bench.ui import in_process

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from desktop.ui.chat_window import ChatWindow
    from desktop.ui.theme import ThemeSwitch
    from desktop.ui.timeline.view import TimelineView
    from tests.desktop.ui.timeline.sources import ListSource

    Scene = Callable[[ChatWindow], QWidget | None]

CALM = "a few calm words"
NOBODY_OPENS = "/nowhere/canary.png", "http://127.0.0.1:9/x.png"


def measure(*, quick: bool = False) -> dict[str, float | str]:
    """Return the longest ms of one message, and what a window takes longer than for calm words."""
    return in_process("tests.bench.hostile", "1" if quick else "3")


def _messages(app: QApplication, switch: ThemeSwitch, rounds: int) -> dict[str, float | str]:
    """Ms to lay out and paint one message, as it comes and with the rest of it asked for."""
    from tests import shots
    from tests.desktop.ui.timeline.sources import ListSource, message
    from tests.hostile import TEXTS, arrived, hostile_texts

    view = shots.timeline(switch)
    view.resize(720, 640)
    view.show()
    worst: dict[str, tuple[float, str]] = {"shown": (0.0, ""), "opened": (0.0, "")}
    texts = TEXTS | {ascii(text[:12]): text for text in hostile_texts(*NOBODY_OPENS)}
    for name, text in texts.items():
        took: dict[str, list[float]] = {"shown": [], "opened": []}
        for number in range(rounds + 1):
            view.set_source(ListSource((message(number, CALM, "Ana"),)))
            view.flush()
            app.processEvents()
            words = arrived("Message", "text", text) or "x"
            hostile = message(f"{name} {number}", words, arrived("Message", "name", text))
            took["shown"].append(_ms(partial(_show, view, ListSource((hostile,)))))
            view.rows.set_opened(view.shown[0].row.key, opened=True)
            took["opened"].append(_ms(partial(_paint, view)))
        for what, figures in took.items():
            worst[what] = max(worst[what], (min(figures[1:]), name))
    view.close()
    return {
        "one message: longest layout and paint ms": worst["shown"][0],
        "that text": worst["shown"][1],
        "the rest of it asked for, longest ms": worst["opened"][0],
        "that one": worst["opened"][1],
    }


def _windows(app: QApplication, switch: ThemeSwitch, rounds: int) -> dict[str, float | str]:
    """Ms that a window with one text in all fields takes longer than with calm words."""
    from tests.hostile import SCENES, hostile_texts

    worst = (0.0, "", "")
    for scene in SCENES:
        calm = min(_opened(app, switch, scene, CALM) for _ in range(rounds + 2))
        for text in hostile_texts(*NOBODY_OPENS):
            took = _opened(app, switch, scene, text)
            if took - calm > worst[0]:  # or was the machine busy?
                took = min(_opened(app, switch, scene, text) for _ in range(rounds + 2))
            worst = max(worst, (took - calm, scene.__name__, ascii(text[:12])))
    return {
        "a window full of it: longest beyond calm words ms": worst[0],
        "that window": worst[1],
        "its text": worst[2],
    }


def _opened(app: QApplication, switch: ThemeSwitch, scene: Scene, words: str) -> float:
    from PySide6.QtCore import QEvent

    from desktop.ui.chat_window import ChatWindow
    from tests import shots
    from tests.hostile import spoiled_casts

    kept = []
    for module, name, value in list(spoiled_casts(itertools.repeat(words))):
        kept.append((module, name, getattr(module, name)))
        setattr(module, name, value)
    window = ChatWindow(switch, shots.timeline(switch), lambda: shots.NOW_MS, nobody_ms=3_600_000)
    window.show()
    app.processEvents()
    try:
        return _ms(lambda: _painted(app, scene, window))
    finally:
        for module, name, value in kept:
            setattr(module, name, value)
        for top in app.topLevelWidgets():
            top.close()
            top.deleteLater()
        app.processEvents()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # not within the next one's time


def _painted(app: QApplication, scene: Scene, window: ChatWindow) -> None:
    shown = scene(window) or window
    app.processEvents()
    shown.grab()


def _show(view: TimelineView, source: ListSource) -> None:
    view.set_source(source)
    _paint(view)


def _paint(view: TimelineView) -> None:
    view.flush()
    view.viewport().grab()


def _ms(act: Callable[[], None]) -> float:
    """CPU time: nothing here waits, and a busy neighbour does not count."""
    start_s = time.process_time()
    act()
    return (time.process_time() - start_s) * 1000


def main(rounds: int) -> None:
    """Measure, and print one line of figures."""
    from PySide6.QtWidgets import QApplication

    from desktop.ui import fonts
    from desktop.ui.theme import ThemeChoice, ThemeSwitch

    app = QApplication([])
    fonts.load(app)
    switch = ThemeSwitch(app, ThemeChoice.LIGHT)
    figures = _messages(app, switch, rounds) | _windows(app, switch, rounds)
    print("JSON " + json.dumps(figures))


if __name__ == "__main__":
    import sys

    main(int(sys.argv[1]))

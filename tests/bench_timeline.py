"""Measures the timeline at 1,000,000 rows: first paint, frames, jumps, appends, memory.

Run `python -m tests.bench_timeline`: a table on standard output, or JSON with `--json`. Figures
are in the unit that ends their name. Frames are whole: moving the rows and painting what is new,
until the pixels are ready.
"""

from __future__ import annotations

import json
import os
import sys
import time

_started_s = time.perf_counter()  # before Qt is loaded: its import is part of what one waits for
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

from datetime import UTC, date  # noqa: E402
from pathlib import Path  # noqa: E402

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer  # noqa: E402
from PySide6.QtGui import QWheelEvent  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from desktop.ui import fonts, theme  # noqa: E402
from desktop.ui.timeline.view import TimelineView  # noqa: E402
from tests.desktop.ui.timeline.sources import ComputedSource  # noqa: E402

ROWS = 1_000_000
WHEEL_FRAMES = 600
FLICKS = 60
JUMPS = 20
APPEND_S = 5.0
APPENDS_PER_S = 100
IDLE_S = 3.0


def measure(started_s: float | None = None) -> dict[str, float]:
    """Return all figures by name; takes about 15 seconds and needs no display.

    `started_s` is when the process began, by `time.perf_counter`; without it the first paint is
    counted from this call, and Qt's import (half of a start) is not in it.
    """
    began_s = time.perf_counter() if started_s is None else started_s
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([])
        app.setStyle("Fusion")
        fonts.load(app)
    view = TimelineView(theme.light(reduced_motion=True), lambda: date(2027, 5, 1), UTC)
    source = ComputedSource(ROWS)
    view.set_source(source)
    view.resize(900, 700)
    view.show()
    _paint(app, view)
    figures = {"first_paint_ms": (time.perf_counter() - began_s) * 1000}
    figures["rss_after_first_paint_mb"] = _rss_mb()
    figures |= _wheel(app, view)
    figures |= _frames("flick", [_timed(app, view, lambda: view.scroll_by(-2000))
                                 for _ in range(FLICKS)])  # fmt: skip
    figures |= _frames("jump_to_middle", [_timed(app, view, lambda n=n: _jump(view, n))
                                          for n in range(JUMPS)])  # fmt: skip
    figures |= _frames("resize_step", _resizes(app, view))
    figures |= _appends(app, view, source)
    figures["idle_cpu_percent"] = _cpu_percent(app, IDLE_S, lambda: None)
    figures["rss_at_end_mb"] = _rss_mb()
    view.close()
    view.deleteLater()
    return figures


def _paint(app: QApplication, view: TimelineView) -> None:
    app.sendPostedEvents()
    app.processEvents()
    if view._dirty:
        view.flush()
        app.processEvents()


def _timed(app: QApplication, view: TimelineView, act: object) -> float:
    start_s = time.perf_counter()
    act()  # type: ignore[operator]
    _paint(app, view)
    return (time.perf_counter() - start_s) * 1000


def _wheel(app: QApplication, view: TimelineView) -> dict[str, float]:
    def turn(delta: int) -> None:
        view._wheel_timer.stop()  # a frame is measured, not the wait for the next one
        view.wheelEvent(
            QWheelEvent(
                QPointF(400, 300), view.mapToGlobal(QPointF(400, 300)), QPoint(), QPoint(0, delta),
                Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase, False,
            )
        )  # fmt: skip

    cold = [_timed(app, view, lambda: turn(120)) for _ in range(WHEEL_FRAMES)]
    warm = [_timed(app, view, lambda: turn(-120)) for _ in range(100)]
    warm += [_timed(app, view, lambda: turn(120)) for _ in range(100)]
    return _frames("wheel_cold", cold) | _frames("wheel_warm", warm)


def _jump(view: TimelineView, n: int) -> None:
    view.jump_to_ordinal(ROWS // 2 + n * 1000 - JUMPS * 500)


def _resizes(app: QApplication, view: TimelineView) -> list[float]:
    widths = [*range(900, 700, -10), *range(700, 900, 10)]
    return [_timed(app, view, lambda w=w: view.resize(w, 700)) for w in widths]


def _appends(app: QApplication, view: TimelineView, source: ComputedSource) -> dict[str, float]:
    view.jump_to_latest()
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(1000 // APPENDS_PER_S)
    timer.timeout.connect(lambda: source.append("The tide gauge is back, drift under 0.4 cm."))
    before = source.count()
    percent = _cpu_percent(app, APPEND_S, timer.start)
    timer.stop()
    return {
        "append_100_per_s_cpu_percent": percent,
        "appended_per_s": (source.count() - before) / APPEND_S,
    }


def _cpu_percent(app: QApplication, span_s: float, start: object) -> float:
    start()  # type: ignore[operator]
    wall_s, cpu_s = time.perf_counter(), time.process_time()
    QTimer.singleShot(int(span_s * 1000), app.quit)
    app.exec()
    return (time.process_time() - cpu_s) / (time.perf_counter() - wall_s) * 100


def _frames(name: str, times_ms: list[float]) -> dict[str, float]:
    times_ms.sort()
    return {
        f"{name}_p50_ms": times_ms[len(times_ms) // 2],
        f"{name}_p95_ms": times_ms[int(len(times_ms) * 0.95)],
    }


def _rss_mb() -> float:
    """Return the resident memory; 0.0 where /proc is not."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    figures = measure(_started_s)
    if "--json" in sys.argv:
        sys.stdout.write(json.dumps(figures, indent=2) + "\n")
        sys.exit()
    for figure, value in figures.items():
        sys.stdout.write(f"{figure:32} {value:10.2f}\n")

"""One real window in this process, timed from inside: `python -m tests.bench.window SCENARIO …`."""

from __future__ import annotations

import collections
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop import app as desktop_app
from desktop.engine import Engine
from desktop.model import RoomKind, SearchResult
from desktop.options import Options
from net.ids import RoomId, lobby_id, open_network_id
from tests.bench.peers import percentile, rss_mb
from tests.lab.rpc_peer import RpcPeer

WAIT_S = 600.0
WAKE_MS = 10
"""What no event tells is looked at this often."""
SWITCHES = 40
KEYS = 200
FRAMES = 400
SECOND_ROOM = 200
"""Messages of the room that is switched to and from."""
WORDS = ("the", "window", "open", "change", "return", "result")
"""What is looked for: words of which the made history has thousands."""
REST_S = 0.25
"""Between two rooms: nobody is faster, and what the first one put off is done."""
ARRIVALS_PER_S = 100
BEAT_MS = 5
IDLE_S = 10.0
CARETS = ("QPlainTextEditControl", "QWidgetTextControl", "QWidgetLineControl")
"""What makes a caret blink in Qt."""
SETTLE_S = 14.0
"""After which the caret stands still and whatever was started has been done."""


class Bench:
    """The application up to its painted window, and hands to use it."""

    def __init__(self, folder: Path, *connect: str) -> None:
        sys.setswitchinterval(desktop_app.SWITCH_INTERVAL_S)
        self.app = QApplication(["grapevine"])
        addresses = tuple((a.rpartition(":")[0], int(a.rpartition(":")[2])) for a in connect)
        options = Options(
            face="window", data_dir=folder, name="Bench", listen=("127.0.0.1", 0),
            connect=addresses, discovery=False,
        )  # fmt: skip
        self.face = desktop_app.begin(self.app, options, time.monotonic())
        desktop_app._first_paint(self.face)
        self.window, self.view = self.face.window, self.face._timeline
        self.edit = self.window.page.composer.edit
        self.until(lambda: self.face.bridge.engine is not None, "the engine runs")

    def until(self, fits: Callable[[], object], what: str) -> None:
        """Serve events until it fits."""
        deadline_s = time.monotonic() + WAIT_S
        # With a time limit Qt never waits but asks again and again: the wait is a timer's.
        wake = QTimer()
        wake.start(WAKE_MS)
        while not fits():
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            # A loop that runs does it by itself; outside of one, what was let go would stay for ever.
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if time.monotonic() > deadline_s:
                raise TimeoutError(what)

    def show_lobby(self) -> None:
        """Turn to the long history: a window starts in the room of its last visit."""
        lobby = lobby_id(open_network_id())
        wiring = self.face._wiring
        self.until(lambda: any(each.room == lobby for each in wiring._rooms), "the lobby")
        if wiring.view.room != lobby:
            self.window.room_selected.emit(lobby)

    def serve(self, span_s: float) -> None:
        """Serve events for a while."""
        end_s = time.monotonic() + span_s
        self.until(lambda: time.monotonic() >= end_s, "time")

    def timed(self, act: Callable[[], object], painted: QWidget) -> float:
        """Return ms from an act until a widget was painted after it."""
        seen = _Painted(painted)
        start_s = time.perf_counter()
        act()
        self.until(lambda: seen.done, "a paint")
        took_ms = (time.perf_counter() - start_s) * 1000
        seen.stop()
        return took_ms

    def ask(self, make: Callable[[Any], Any]) -> Any:
        """Have the engine do something, and wait for its answer."""
        answers: list[Any] = []
        self.face.bridge.call(make, answers.append)
        self.until(lambda: answers, "an answer")
        return answers[0]

    # ---- what is measured

    def keys(self) -> list[float]:
        """Ms from a key to its glyph on the screen."""
        viewport = self.edit.viewport()
        taken = [self.timed(lambda: type_keys(self.edit, "a"), viewport) for _ in range(KEYS)]
        self.edit.clear()
        return taken

    def frames(self) -> list[float]:
        """Ms of each frame while the wheel turns."""
        taken = []
        for number in range(FRAMES):
            delta = 120 if number % 100 < 60 else -120
            start_s = time.perf_counter()
            self.view._wheel_timer.stop()  # a frame is measured, not the wait for the next one
            self.view.wheelEvent(_wheel(self.view, delta))
            self.app.sendPostedEvents()
            self.app.processEvents()
            if self.view._dirty:
                self.view.flush()
                self.app.processEvents()
            taken.append((time.perf_counter() - start_s) * 1000)
        return taken

    def switches(self) -> list[float]:
        """Ms from a click on a room to its painted messages."""
        room = self.ask(lambda engine: engine.rooms.create("second", RoomKind.OPEN))
        for number in range(SECOND_ROOM):
            self.ask(partial(_say, room, f"{number} " + "word " * (number % 30)))
        here = self.face._wiring.view.room
        self.until(lambda: any(r.room == room for r in self.face._wiring._rooms), "the room")
        viewport = self.view.viewport()
        taken = []
        for number in range(SWITCHES):
            target = room if number % 2 == 0 else here
            taken.append(self.timed(partial(self.window.room_selected.emit, target), viewport))
            self.until(partial(self._shows, target), "the room is shown")
            self.serve(REST_S)
        return taken

    def _shows(self, room: RoomId | None) -> bool:
        return self.face._wiring.view.room == room

    def searches(self) -> list[float]:
        """Ms from the last key in the search window to its results on the screen."""
        self.window.doors.search_wanted.emit("")
        search = self.face._wiring.search._windows[0]
        self.until(search.isVisible, "the search window")
        told: list[str] = []
        show = search.set_result

        def shown(generation: int, result: SearchResult, took_ms: int | None = None) -> None:
            show(generation, result, took_ms)
            told.append(result.query)

        search.set_result = shown  # type: ignore[method-assign]
        taken = []
        for word in WORDS:
            search.line.clear()
            self.serve(0.5)
            type_keys(search.line, word[:-1])
            start_s = time.perf_counter()
            type_keys(search.line, word[-1])
            told.clear()
            self.until(partial(told.__contains__, word), f"hits of {word}")
            self.app.processEvents()
            taken.append((time.perf_counter() - start_s) * 1000)
        search.close()
        return taken

    def wake_ups(self, company: str) -> dict[str, float]:
        """Timers of the window's thread, and the process' switches, over ten seconds of rest."""
        self.serve(SETTLE_S)
        counter = _Timers()
        self.app.installEventFilter(counter)
        before, end_s = _switches(), time.monotonic() + IDLE_S
        wake = threading.Timer(IDLE_S, lambda: None)
        wake.start()
        while time.monotonic() < end_s:  # no timer of this loop's own in Qt
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
            time.sleep(0.05)
        self.app.removeEventFilter(counter)
        wake.join()
        own = IDLE_S / 0.05  # this loop's
        ours = sum(n for name, n in counter.by_class.items() if name not in CARETS)
        return {
            f"at rest {company}: timers of ours in 10 s": float(ours),
            f"at rest {company}: switches of the process in 10 s": max(
                0.0, _switches() - before - own
            ),
        }

    def end(self) -> None:
        """Leave in order."""
        self.face.quit()


def type_keys(widget: QWidget, text: str) -> None:
    """Press and let go a key for each letter, Return for a line's end.

    Qt's own hands for tests would be five megabytes of a process whose memory is measured.
    """
    for letter in text:
        code = Qt.Key.Key_Return if letter == "\n" else Qt.Key(ord(letter.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)


class _Painted(QObject):
    """Knows whether a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.done = False
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self.done = True
        return False

    def stop(self) -> None:
        self._widget.removeEventFilter(self)


class _Timers(QObject):
    """Counts timers that fire."""

    def __init__(self) -> None:
        super().__init__()
        self.by_class: collections.Counter[str] = collections.Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Timer:
            self.by_class[watched.metaObject().className()] += 1
        return False


class _Beat:
    """Notes how long the loop did not come back to it."""

    def __init__(self) -> None:
        self.stalls_ms: list[float] = []
        self._last_s = time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(BEAT_MS)

    def _tick(self) -> None:
        now_s = time.perf_counter()
        self.stalls_ms.append(max(0.0, (now_s - self._last_s) * 1000 - BEAT_MS))
        self._last_s = now_s

    def stop(self) -> None:
        self._timer.stop()


def _wheel(view: QWidget, delta: int) -> QWheelEvent:
    place = QPointF(400, 300)
    return QWheelEvent(
        place, QPointF(view.mapToGlobal(place.toPoint())), QPoint(), QPoint(0, delta),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip


def _switches() -> int:
    """How often threads of this process went to sleep and were woken."""
    total = 0
    for task in Path("/proc/self/task").iterdir():
        for line in (task / "status").read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                total += int(line.split()[1])
    return total


def with_history(folder: str, count: str, quick: str) -> dict[str, float]:
    """A window on a long history, at rest and in use."""
    bench = Bench(Path(folder))
    bench.show_lobby()
    bench.until(lambda: bench.view.rows.count >= int(count), "the history is shown")
    bench.serve(1.0 if int(quick) else SETTLE_S)
    figures = {"key to glyph p95 ms": percentile(bench.keys(), 0.95)}
    figures["wheel frame p95 ms"] = percentile(bench.frames(), 0.95)
    bench.view.jump_to_latest()
    switched = bench.switches()
    figures["room switch p50 ms"] = percentile(switched, 0.5)
    figures["room switch p95 ms"] = percentile(switched, 0.95)
    found = bench.searches()
    figures["search key to results p50 ms"] = percentile(found, 0.5)
    figures["search key to results worst ms"] = max(found)
    figures |= bench.wake_ups("alone")
    figures["RSS MB"] = rss_mb(os.getpid())
    bench.end()
    return figures


def while_syncing(folder: str, count: str, address: str) -> dict[str, float]:
    """A fresh window that gets a long history, then a hundred messages a second."""
    bench = Bench(Path(folder), address)
    beat = _Beat()
    keys: list[float] = []
    rows = bench.view.rows
    while rows.count < int(count):
        keys += bench.keys()[:20] if bench.edit.isVisible() else []
        bench.serve(0.2)
        rows = bench.view.rows
    beat.stop()
    figures = {
        "while syncing, longest stall ms": max(beat.stalls_ms),
        "while syncing, stalls p99 ms": percentile(beat.stalls_ms, 0.99),
        "while syncing, key to glyph p95 ms": percentile(keys, 0.95) if keys else 0.0,
    }
    bench.serve(2.0)
    with RpcPeer(
        Path(folder).with_name("talker"), "Talker", "--no-discovery", "--listen", "127.0.0.1:0",
        "--connect", address,
    ) as talker:  # fmt: skip
        talker.wait_until("node.status", lambda s: s["entries"] >= int(count), 300)
        bench.serve(3.0)
        figures |= _arriving(bench, talker)
    figures |= bench.wake_ups("with another")
    bench.end()
    return figures


def _arriving(bench: Bench, talker: RpcPeer) -> dict[str, float]:
    room = next(r["room"] for r in talker.call("rooms.list") if r["name"] == "lobby")
    ended = threading.Event()

    def talk() -> None:
        number, begun_s = 0, time.monotonic()
        while not ended.wait(max(0.0, begun_s + number / ARRIVALS_PER_S - time.monotonic())):
            talker.request("messages.send", room=room, text=f"{number} arrives meanwhile")
            number += 1

    before, start_s = bench.view.rows.count, time.monotonic()
    thread = threading.Thread(target=talk)
    thread.start()
    frames: list[float] = []
    for _ in range(5):
        frames += bench.frames()
        bench.serve(0.5)
    arrived = (bench.view.rows.count - before) / (time.monotonic() - start_s)
    ended.set()
    thread.join()
    return {
        "messages arriving per s": arrived,
        "wheel frame while they arrive p95 ms": percentile(frames, 0.95),
    }


def _say(room: RoomId, text: str, engine: Engine) -> Any:
    return engine.chat.send(room, text)


if __name__ == "__main__":
    scenarios = {"with_history": with_history, "while_syncing": while_syncing}
    print("JSON", json.dumps(scenarios[sys.argv[1]](*sys.argv[2:])), flush=True)

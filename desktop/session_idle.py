"""Notices that nobody is at this machine: no input for minutes, or the screen is locked.

`IdleCore` decides (no clock, no timers). Nothing is polled while somebody is here: the next question
comes when they could have been away for the whole time at the earliest. While they are away, the
first input in a window of ours ends it at once, input elsewhere at the next of the rare questions.
"""

from __future__ import annotations

import functools
import logging
import sys
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import (
    SLOT,
    QCoreApplication,
    QElapsedTimer,
    QEvent,
    QObject,
    Qt,
    QThread,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication

from desktop.clock import unix_ms
from desktop.idle_sources import LOGIND, SESSION, BusSource, IdleSource, source_for_this_system

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

log = logging.getLogger(__name__)

AWAY_AFTER_S = 300.0
"""Reading a long page takes less; whoever fetches coffee is told apart (Slack waits 10, others 5)."""
BACK_CHECK_S = 30.0
"""While somebody is away: input in other programs is seen within this time."""
REST_S = 60.0
"""Where only our own windows can tell: after an input they need not be watched for this long."""
SOONEST_S = 1.0
"""The least time between two questions: one that fell due while the answer came is no storm."""
THREAD_END_MS = 10_000
"""More than all calls of one question with their time-outs; what takes longer is worth a word."""

INPUTS = frozenset((
    QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TabletMove,
    QEvent.Type.TabletPress,
))  # fmt: skip

LOCKERS = (
    ("org.freedesktop.ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("org.gnome.ScreenSaver", "org.gnome.ScreenSaver"),
)
"""Who tells by `ActiveChanged` that the screen was locked: KDE, Xfce and others; GNOME."""


class IdleCore:
    """Decides who is away and what to do next; every call takes the time, in seconds of one clock."""

    def __init__(self, now_s: float) -> None:
        """Begin to ask; whoever starts the program touched the machine to do so."""
        self._touched_s = float("-inf")
        self._watching_since_s: float | None = None
        self._blind = False
        self._lockers: set[str] = set()
        self.idle_since_s: float | None = None
        """Since when nobody is here, None while somebody is."""
        self.ask_at_s: float | None = now_s
        """When to ask how long the machine was not touched; None: not before something happens."""

    @property
    def watches(self) -> bool:
        """Whether input in windows of our own has to be reported."""
        return self.idle_since_s is not None or self._watching_since_s is not None

    def answered(self, idle_s: float | None, now_s: float) -> None:
        """Take an answer: how long nobody touched the machine, None if nobody can tell."""
        if self._lockers:
            return
        self._blind = idle_s is None
        if idle_s is None:
            self._judge_by_our_windows(now_s)
            return
        self._touched_s = max(self._touched_s, now_s - idle_s)
        if now_s - self._touched_s < AWAY_AFTER_S:
            self._is_here(self._touched_s + AWAY_AFTER_S, now_s)
            return
        self._watching_since_s = None
        if self.idle_since_s is None:  # kept as it was told: clocks differ by some ms each time
            self.idle_since_s = self._touched_s
        self.ask_at_s = now_s + BACK_CHECK_S

    def touched(self, now_s: float) -> None:
        """Somebody pressed or moved something in a window of ours: no lock is in front of it."""
        self._lockers.clear()
        self._touched_s = now_s
        self._is_here(now_s + (REST_S if self._blind else AWAY_AFTER_S), now_s)

    def locked(self, locker: str, *, on: bool, now_s: float) -> None:
        """One of those who know says that the screen was locked, or is open again."""
        if on == (locker in self._lockers):
            return
        if on:
            self._lockers.add(locker)
            self.idle_since_s = now_s if self.idle_since_s is None else self.idle_since_s
            self.ask_at_s = None
        else:
            self._lockers.discard(locker)
            if not self._lockers:
                self.touched(now_s)

    def _judge_by_our_windows(self, now_s: float) -> None:
        watched_since_s = self._watching_since_s
        if self.idle_since_s is not None:
            self.ask_at_s = now_s + BACK_CHECK_S
        elif watched_since_s is None:
            self._watching_since_s = now_s
            self.ask_at_s = now_s + AWAY_AFTER_S
        elif now_s - watched_since_s >= AWAY_AFTER_S:
            self.idle_since_s, self._watching_since_s = watched_since_s, None
            self.ask_at_s = now_s + BACK_CHECK_S
        else:
            self.ask_at_s = max(watched_since_s + AWAY_AFTER_S, now_s + SOONEST_S)

    def _is_here(self, ask_at_s: float, now_s: float) -> None:
        self.idle_since_s = self._watching_since_s = None
        self.ask_at_s = max(ask_at_s, now_s + SOONEST_S)


class SessionIdle(QObject):
    """Tells when people leave and come back. Lives on the windows' thread; ended by `close`."""

    changed = Signal(object)
    """Since when nobody is here, in Unix ms; None: somebody is here again."""

    _asked = Signal()

    def __init__(self, source: IdleSource | None = None, parent: QObject | None = None) -> None:
        """Be ready; `source` is who is asked, where that is not what this system offers."""
        super().__init__(parent)
        self._source = source
        self._clock = QElapsedTimer()
        self._clock.start()
        self._core = IdleCore(self._now_s())
        self._told_s: float | None = None
        self._filtering = False
        self._closed = False
        self._thread: QThread | None = None
        self._inquiry: _Inquiry | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        # Seconds do not matter here; the system may wake up for several timers at once.
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self._asked)

    def start(self) -> None:
        """Begin to watch; more than once is harmless, and so is after the end."""
        if self._thread is not None or self._closed:
            return
        self._inquiry = inquiry = _Inquiry(self._source, QGuiApplication.platformName())
        # Without a parent: it is destroyed only after it was waited for, whoever destroys this object.
        self._thread = thread = QThread()
        thread.setObjectName("idle")
        inquiry.moveToThread(thread)
        thread.started.connect(inquiry.begin)
        thread.finished.connect(inquiry.end, Qt.ConnectionType.DirectConnection)
        self.destroyed.connect(functools.partial(_stop, thread))
        app = QCoreApplication.instance()
        if app is not None:  # a desktop that ends the session asks nobody else
            app.aboutToQuit.connect(self.close)
        self._asked.connect(inquiry.ask)
        inquiry.answered.connect(self._answered)
        inquiry.locked.connect(self._locked)
        thread.start()
        self._follow()

    def close(self) -> None:
        """End the thread, wait for it and give the connections back; more than once is harmless."""
        self._closed = True
        self._timer.stop()
        self._watch(on=False)
        if self._thread is not None:
            _stop(self._thread)
            self._thread = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """See the first input of whoever comes back; installed only while that is of interest."""
        if event.spontaneous() and event.type() in INPUTS:
            self._core.touched(self._now_s())
            self._follow()
        return super().eventFilter(watched, event)

    @Slot(object)
    def _answered(self, idle_s: float | None) -> None:
        self._core.answered(idle_s, self._now_s())
        self._follow()

    @Slot(str, bool)
    def _locked(self, locker: str, on: bool) -> None:
        self._core.locked(locker, on=on, now_s=self._now_s())
        self._follow()

    def _follow(self) -> None:
        """Do as the core says: filter, timer, word to others."""
        core, now_s = self._core, self._now_s()
        self._watch(on=core.watches)
        if core.ask_at_s is None:
            self._timer.stop()
        else:
            self._timer.start(max(0, round((core.ask_at_s - now_s) * 1000)))
        if core.idle_since_s != self._told_s:
            self._told_s = core.idle_since_s
            since_ms = None
            if core.idle_since_s is not None:
                since_ms = unix_ms() - round((now_s - core.idle_since_s) * 1000)
            log.debug("nobody is here" if since_ms is not None else "somebody is here")
            self.changed.emit(since_ms)

    def _now_s(self) -> float:
        return self._clock.elapsed() / 1000

    def _watch(self, *, on: bool) -> None:
        app = QCoreApplication.instance()
        if on == self._filtering or app is None:
            return
        self._filtering = on
        app.installEventFilter(self) if on else app.removeEventFilter(self)


def _stop(thread: QThread) -> None:
    """End a thread and wait until it has; its calls of the system have time-outs of their own."""
    if not shiboken6.isValid(thread):  # this process ends, after it was stopped
        return
    thread.quit()
    if not thread.wait(THREAD_END_MS):
        log.warning("the desktop does not answer: the end waits for it")
        thread.wait()


class _Inquiry(QObject):
    """Asks the system, and listens for locks; lives on a thread of its own, where it may wait."""

    answered = Signal(object)
    """Seconds since the last input, None if nobody can tell."""
    locked = Signal(str, bool)
    """Who says so, and whether the screen is locked."""

    def __init__(self, source: IdleSource | None, platform: str) -> None:
        super().__init__()
        self._source = source
        self._given = source is not None
        self._platform = platform
        self._bus: BusSource | None = source if isinstance(source, BusSource) else None
        self._hears: list[tuple[QDBusConnection, tuple[Any, ...]]] = []
        """What `end` takes back."""

    @Slot()
    def begin(self) -> None:
        """Find whom to ask; D-Bus tells of locks, whoever tells of input."""
        if not self._given:
            self._source = source_for_this_system(self._platform)
            if isinstance(self._source, BusSource):
                self._bus = self._source
            elif self._source is not None and sys.platform not in ("win32", "darwin"):
                self._bus = BusSource()
        if self._bus is not None:
            self._listen(self._bus)

    @Slot()
    def ask(self) -> None:
        """Ask once."""
        self.answered.emit(None if self._source is None else self._source.idle_s())

    @Slot()
    def end(self) -> None:
        """Give everything back; called at the end of the thread."""
        # Each by itself: a connection that closes takes back what is left, on Qt's own thread, which
        # needs Python for it. A tray icon that is taken away meanwhile waits for that thread and lets
        # nobody have Python: for ever.
        for bus, what in self._hears:
            disconnect: Any = bus.disconnect
            disconnect(*what)
        if self._hears:
            self.destroyed.disconnect()  # by which Qt follows whoever listens to a bus
        self._hears.clear()
        for source in {id(each): each for each in (self._source, self._bus)}.values():
            if source is not None:
                source.close()

    @Slot(bool)
    def screen_saver(self, on: bool) -> None:
        """Take the desktop's word that it locked the screen."""
        self.locked.emit("screen saver", on)

    @Slot()
    def session_changed(self) -> None:
        """Look at logind's session again: something of some session changed."""
        locked = self._bus.is_locked() if self._bus is not None else None
        if locked is not None:
            self.locked.emit("logind", locked)

    def _listen(self, bus: BusSource) -> None:
        session, system = bus.connection(0), bus.connection(1)
        if session is not None:
            for service, interface in LOCKERS:
                self._told(
                    session, service, "", interface, "ActiveChanged", self,
                    SLOT("screen_saver(bool)"),
                )  # fmt: skip
        if system is not None:
            # From every session's path: which is ours, `session/auto` knows when it is read.
            self._told(
                system, LOGIND[0], "", "org.freedesktop.DBus.Properties", "PropertiesChanged",
                [SESSION], "sa{sv}as", self, SLOT("session_changed()"),
            )  # fmt: skip
            self.session_changed()

    def _told(self, bus: QDBusConnection, *what: Any) -> None:
        """Listen to a signal until the end."""
        connect: Any = bus.connect  # the stubs want bytes where only SLOT's string is taken
        if connect(*what):
            self._hears.append((bus, what))

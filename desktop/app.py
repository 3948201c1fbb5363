"""The desktop face: builds the loop, the bridge and the window; decides the start and stop order.

Start: one look for a running instance, the window with what the store shows, then, after the first
paint, the engine on its own thread. Stop: window, engine, loop.
"""

from __future__ import annotations

import dataclasses
import logging
import os
import signal
import socket
import sys
import time
from typing import TYPE_CHECKING, Any

from desktop import collecting, deep_links
from desktop.again import start_again
from desktop.allocator import keep_less
from desktop.errors import StartError
from desktop.preview import look, start_settings
from desktop.qt_guard import check_pair, check_screen
from desktop.qt_sources import spare

check_pair()
spare()

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSocketNotifier, QTimer  # noqa: E402
from PySide6.QtGui import QGuiApplication  # noqa: E402
from PySide6.QtWidgets import QApplication, QMessageBox  # noqa: E402

from desktop.bridge import Bridge  # noqa: E402
from desktop.languages import load as load_language  # noqa: E402
from desktop.single_instance import FirstInstance  # noqa: E402
from desktop.ui import fonts  # noqa: E402
from desktop.ui.chat_window import ChatWindow  # noqa: E402
from desktop.ui.refusals import refusal  # noqa: E402
from desktop.ui.side_window import bring  # noqa: E402
from desktop.ui.theme import ThemeChoice, ThemeSwitch  # noqa: E402
from desktop.ui.timeline.accessible import install_accessibility  # noqa: E402
from desktop.ui.timeline.view import TimelineView  # noqa: E402
from desktop.wiring import Wiring  # noqa: E402

if TYPE_CHECKING:
    from desktop.deep_links import DeepLink
    from desktop.options import Options
    from desktop.preview import Preview, StartSettings

log = logging.getLogger(__name__)

SWITCH_INTERVAL_S = 0.0005
"""With the engine busy on its thread, frames of 14.7 ms median go back to 3.2 ms (GIL hand-over)."""

PAINT_WAIT_MS = 500
"""A window that is covered or minimized is never painted; its engine starts all the same."""


def run(options: Options) -> int:
    """Show the window until it is closed; returns the exit code.

    Raises:
        StartError: no screen, or an installation that cannot run.
    """
    started_s = time.monotonic()
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    check_screen(os.environ)
    QGuiApplication.setDesktopFileName("grapevine")
    app = QApplication(["grapevine"])
    app.setApplicationName("Grapevine")
    app.setQuitOnLastWindowClosed(False)
    first = FirstInstance.claim(options)
    if first is None:
        return 0
    face = begin(app, options, started_s, first)
    _first_paint(face)
    if not face.ended:
        # Imported here: 50 ms that the first paint does not wait for.
        from desktop.loop import run_loop  # noqa: PLC0415

        run_loop(app)
    return start_again() if face.again else face.exit_code


def _first_paint(face: Face) -> None:
    """Show the window and serve Qt's events until it is painted, or closed already."""
    face.show()
    while not (face.begun or face.ended):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def begin(
    app: QApplication, options: Options, started_s: float, first: FirstInstance | None = None
) -> Face:
    """Speak the language that was kept, and build the window in it."""
    preview = look(options.data_dir)
    kept = start_settings(options.data_dir, preview)
    load_language(app, kept.language)
    return Face(app, with_kept(options, kept), started_s, preview, first)


def with_kept(options: Options, kept: StartSettings) -> Options:
    """Return the options with what the settings say where the command line says nothing.

    A port that somebody else has taken is left alone: nobody could change the setting in a program
    that does not start.
    """
    listen, discovery = options.listen, options.discovery and kept.discovery
    if listen is None and kept.port:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("", kept.port))
                listen = ("", kept.port)
            except OSError as error:
                log.warning("port %d of the settings is not free: %s", kept.port, error)
    return dataclasses.replace(options, listen=listen, discovery=discovery)


class Face(QObject):
    """The window and what is behind it, for the life of the process.

    `begun`: the first paint is over and the engine starts. `ended`: it was left. `again`: to be
    started anew.
    """

    def __init__(
        self,
        app: QApplication,
        options: Options,
        started_s: float,
        preview: Preview | None,
        first: FirstInstance | None = None,
    ) -> None:
        super().__init__()
        self.exit_code = 0
        self.again = False
        self._app = app
        self._options = options
        self._started_s = started_s
        self.begun = False
        self.ended = False
        fonts.load(app)
        install_accessibility()
        self._switch = ThemeSwitch(app, *_theme_of(preview), reduced_motion=_calm(preview))
        self._timeline = TimelineView(self._switch.theme, _today)
        self.window = ChatWindow(self._switch, self._timeline)
        self.bridge = Bridge(options)
        self._instance = first or FirstInstance(options)
        self._instance.setParent(self)
        self._wiring = Wiring(
            self.bridge, self.window, self._timeline, self._switch, options, preview
        )
        self._signals = _Signals(self)
        self._has_history = preview is not None
        self._connect()
        if options.open_link is not None:
            link = deep_links.parse(options.open_link)
            self._wiring.go(link.room, link.message)

    def show(self) -> None:
        """Show the window; the engine starts after its first paint."""
        self._timeline.viewport().installEventFilter(self)
        self.window.first_run.installEventFilter(self)
        self.window.show()
        QTimer.singleShot(PAINT_WAIT_MS, self._begin)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Start the engine once something is on the screen."""
        if event.type() == QEvent.Type.Paint and not self.begun:
            QTimer.singleShot(0, self._begin)
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        if self.begun or self.ended:
            return
        self.begun = True
        self._timeline.viewport().removeEventFilter(self)
        self.window.first_run.removeEventFilter(self)
        took_ms = (time.monotonic() - self._started_s) * 1000
        log.info(
            "window painted%s %d ms after main()",
            " with history" if self._has_history else "",
            took_ms,
        )
        keep_less()
        self.bridge.start()

    def _connect(self) -> None:
        self.bridge.started.connect(collecting.resume)
        self.bridge.start_failed.connect(self._start_failed)
        self._instance.raise_requested.connect(self._raise)
        self._instance.link_requested.connect(self._follow)
        self.window.closing.connect(self._closing)
        self._wiring.citizen.show_wanted.connect(self._raise)
        self._wiring.citizen.quit_wanted.connect(self.quit)
        self._wiring.citizen.restart_wanted.connect(self._restart)
        self.window.quit_requested.connect(self.quit)
        self._signals.received.connect(self.quit)

    def _follow(self, link: DeepLink) -> None:
        self._raise()
        self._wiring.go(link.room, link.message)

    def _closing(self) -> None:
        if not self._wiring.citizen.stays():
            self.quit()

    def _raise(self) -> None:
        bring(self.window)

    def _start_failed(self, error: StartError) -> None:
        sys.stderr.write(f"{error}\n")
        self.exit_code = error.code
        box = QMessageBox(self.window)
        box.setObjectName("start-failed")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Grapevine")
        box.setText(self.tr("Grapevine cannot start"))
        box.setInformativeText(refusal(error))
        box.finished.connect(self.quit)
        box.open()

    def _restart(self) -> None:
        self.again = True
        self.quit()

    def quit(self, *_: Any) -> None:
        """Leave in order: window, engine, loop."""
        if self.ended:
            return
        self.ended = True
        # First: what is put away then may wait for a desktop that hangs, and nobody shall see that.
        for each in self._app.topLevelWidgets():
            each.hide()
        self.window.page.composer.flush_draft()  # also where no window was closed: by a signal
        self._wiring.close()
        self._instance.close()
        self.bridge.stop()
        self._signals.close()
        self._app.quit()


class _Signals(QObject):
    """Turns SIGTERM and SIGINT into a Qt signal, so that `kill` and Ctrl+C leave in order."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._read, self._write = socket.socketpair()
        for end in (self._read, self._write):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self.received = self._notifier.activated
        signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: None)

    def close(self) -> None:
        """Give the signals back."""
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        self._read.close()
        self._write.close()


def _theme_of(preview: Preview | None) -> tuple[ThemeChoice, float]:
    if preview is None:
        return ThemeChoice.SYSTEM, 1.0
    chosen = preview.reader.setting("theme", ThemeChoice.SYSTEM.value)
    zoom = preview.reader.setting("zoom", 1.0)
    known = {choice.value: choice for choice in ThemeChoice}
    return known.get(chosen, ThemeChoice.SYSTEM), float(zoom) if isinstance(zoom, float) else 1.0


def _calm(preview: Preview | None) -> bool:
    return preview is not None and preview.reader.setting("reduced_motion", default=False) is True


def _today() -> Any:
    import datetime  # noqa: PLC0415 - the one place that asks for the local day

    return datetime.datetime.now().astimezone().date()


__all__ = ["Face", "StartError", "begin", "run"]

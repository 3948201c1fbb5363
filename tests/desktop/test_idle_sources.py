"""A real X server and a real bus tell how long nobody touched the machine, and that it is locked."""

from __future__ import annotations

import ctypes
import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.clock import unix_ms
from desktop.idle_sources import (
    BusSource,
    CallSource,
    X11Source,
    source_for_this_system,
    windows_idle_s,
)
from desktop.session_idle import SessionIdle

ROOT = Path(__file__).resolve().parents[2]
WAIT_S = 20.0
GNOME, KDE, LOGIND = (
    "org.gnome.Mutter.IdleMonitor",
    "org.freedesktop.ScreenSaver",
    "org.freedesktop.login1",
)

needs_x = pytest.mark.skipif(
    shutil.which("Xvfb") is None or shutil.which("xdotool") is None, reason="needs Xvfb, xdotool"
)
needs_bus = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="needs a D-Bus daemon"
)


def wait_for(fits: Callable[[], bool]) -> None:
    deadline_s = time.monotonic() + WAIT_S
    while not fits():
        assert time.monotonic() < deadline_s, "it never came"


@pytest.fixture
def server() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Start an X server that finds itself a free number."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "320x240x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        assert select.select([read], [], [], WAIT_S)[0], "no X server"
        yield f":{os.read(read, 20).decode().strip()}", server
    finally:
        os.close(read)
        server.kill()
        server.wait()


@needs_x
def test_x11_counts_up_and_falls_when_the_mouse_moves(
    server: tuple[str, subprocess.Popen[bytes]],
) -> None:
    display, _ = server
    source = X11Source(display)

    def idle_s() -> float:
        answer = source.idle_s()
        assert answer is not None
        return answer

    wait_for(lambda: idle_s() > 2.0)
    moved: list[int] = []

    def falls() -> bool:
        moved.append(1)
        subprocess.run(
            ["xdotool", "mousemove", str(10 * (len(moved) % 9)), "20"],
            env=os.environ | {"DISPLAY": display},
            check=True,
        )
        return idle_s() < 2.0

    wait_for(falls)
    source.close()
    assert source.idle_s() is None


@needs_x
def test_an_x_server_that_is_gone_is_no_answer_and_no_crash(
    server: tuple[str, subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    display, process = server
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    source = source_for_this_system("xcb")
    assert isinstance(source, X11Source)
    assert source.idle_s() is not None
    process.kill()
    process.wait()
    wait_for(lambda: source.idle_s() is None)
    source.close()
    with pytest.raises(OSError, match="X server"):
        X11Source(display)


class Desktop:
    """A bus of the test's own, and a desktop on it that knows so much."""

    def __init__(self, folder: Path) -> None:
        config = folder / "bus.conf"
        config.write_text(
            "<busconfig><type>session</type>"
            f"<listen>unix:path={folder}/bus</listen><auth>EXTERNAL</auth>"
            '<policy context="default"><allow send_destination="*" eavesdrop="true"/>'
            '<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>'
        )
        self._daemon = subprocess.Popen(
            ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._daemon.stdout is not None
        self.address = self._daemon.stdout.readline().strip()
        self._desktop: subprocess.Popen[str] | None = None

    def start(self, *names: str) -> None:
        self._desktop = subprocess.Popen(
            [sys.executable, "-m", "tests.desktop.idle_desktop", *names],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | {"DBUS_SESSION_BUS_ADDRESS": self.address},
        )
        assert self._line() == {"ready": True}

    def tell(self, words: str) -> None:
        assert self._desktop is not None
        assert self._desktop.stdin is not None
        self._desktop.stdin.write(f"{words}\n")
        self._desktop.stdin.flush()
        assert self._line() == {"done": True}

    def close(self) -> None:
        for process in (self._desktop, self._daemon):
            if process is not None:
                process.kill()
                for pipe in (process.stdin, process.stdout):
                    if pipe is not None:
                        pipe.close()
                process.wait()

    def _line(self) -> object:
        assert self._desktop is not None
        assert self._desktop.stdout is not None
        return json.loads(self._desktop.stdout.readline())


@pytest.fixture
def desktop(tmp_path: Path, qapp: QApplication) -> Iterator[Desktop]:
    made = Desktop(tmp_path)
    yield made
    made.close()


@needs_bus
def test_gnome_is_asked_first(desktop: Desktop) -> None:
    desktop.start(GNOME)
    source = BusSource(desktop.address, desktop.address)
    assert source.idle_s() == 0.0
    desktop.tell("idle 301000")
    assert source.idle_s() == 301.0
    source.close()


@needs_bus
def test_a_desktop_that_always_says_nought_is_not_believed(desktop: Desktop) -> None:
    desktop.start(KDE)
    source = BusSource(desktop.address, desktop.address)
    assert source.idle_s() is None
    desktop.tell("idle 4000")
    assert source.idle_s() == 4.0
    desktop.tell("idle 0")
    assert source.idle_s() == 0.0  # it counts
    source.close()


@needs_bus
def test_logind_s_hint_is_the_last_resort(desktop: Desktop) -> None:
    desktop.start(LOGIND)
    source = BusSource(desktop.address, desktop.address)
    assert source.idle_s() is None
    desktop.tell(f"hint {(unix_ms() - 500_000) * 1000}")
    idle_s = source.idle_s()
    assert idle_s is not None
    assert idle_s >= 500.0
    source.close()


@needs_bus
def test_no_bus_and_an_empty_bus_are_no_answer(desktop: Desktop, tmp_path: Path) -> None:
    nowhere = f"unix:path={tmp_path}/nobody"
    for address in (nowhere, desktop.address):
        source = BusSource(address, address)
        assert source.idle_s() is None
        assert source.is_locked() is None
        source.close()


@pytest.fixture
def idle(desktop: Desktop) -> Iterator[SessionIdle]:
    made = SessionIdle(BusSource(desktop.address, desktop.address))
    yield made
    made.close()


@needs_bus
@pytest.mark.parametrize("locker", ["saver", "lock"])
def test_a_lock_is_told_at_once_and_so_is_its_end(
    qtbot: QtBot, desktop: Desktop, idle: SessionIdle, locker: str
) -> None:
    desktop.start(GNOME, KDE, LOGIND)
    told: list[object] = []
    idle.changed.connect(told.append)
    idle.start()
    qtbot.waitUntil(lambda: idle._timer.remainingTime() > 10_000, timeout=int(WAIT_S * 1000))
    desktop.tell(f"{locker} on")
    qtbot.waitUntil(lambda: len(told) == 1, timeout=int(WAIT_S * 1000))
    assert isinstance(told[0], int)
    desktop.tell(f"{locker} off")
    qtbot.waitUntil(lambda: len(told) == 2, timeout=int(WAIT_S * 1000))
    assert told[1] is None


ENDS = """
import faulthandler
faulthandler.dump_traceback_later(25, exit=True)
from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtDBus import QDBusConnection
from desktop.idle_sources import BusSource
from desktop.session_idle import SessionIdle
app = QCoreApplication([])
for number in range(40):
    asked = QEventLoop()
    idle = SessionIdle(BusSource())
    idle.start()
    idle._inquiry.answered.connect(asked.quit)
    asked.exec()
    idle.close()
    name = f"other-{number}"
    QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, name)
    QDBusConnection.disconnectFromBus(name)
"""
"""Each connect waits for Qt's thread of the buses, and keeps Python for itself meanwhile."""


@needs_bus
def test_the_end_leaves_nothing_for_which_another_would_wait_for_ever(desktop: Desktop) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", ENDS], capture_output=True, text=True, cwd=ROOT,
        env=os.environ | {"DBUS_SESSION_BUS_ADDRESS": desktop.address}, timeout=2 * WAIT_S,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr


class _Windows:
    """What Windows answers, in the structure that it is given."""

    def __init__(self, last_ms: int, now_ms: int, *, works: bool = True) -> None:
        self._last_ms = last_ms
        self._now_ms = now_ms
        self._works = works
        self.user32 = self.kernel32 = self

    def GetLastInputInfo(self, place: Any) -> bool:  # noqa: N802 - Windows' name
        info = place._obj
        assert info.cbSize == 8
        info.dwTime = self._last_ms
        return self._works

    def GetTickCount(self) -> int:  # noqa: N802 - Windows' name
        return self._now_ms


@pytest.mark.parametrize(
    ("last_ms", "now_ms", "idle_s"), [(5_000, 306_000, 301.0), (2**32 - 1_000, 4_000, 5.0)]
)
def test_windows_ticks_are_compared_also_over_their_end(
    monkeypatch: pytest.MonkeyPatch, last_ms: int, now_ms: int, idle_s: float
) -> None:
    monkeypatch.setattr(ctypes, "windll", _Windows(last_ms, now_ms), raising=False)
    assert CallSource(windows_idle_s).idle_s() == idle_s


def test_a_call_that_fails_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "windll", _Windows(1, 2, works=False), raising=False)
    source = CallSource(windows_idle_s)
    assert source.idle_s() is None
    source.close()

"""Bubbles reach a real bus and come back as clicks; without a server the tray shows them, or nobody."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from pytestqt.qtbot import QtBot

from desktop.notify import BODY_CHARS, OWN, SERVICE, Bubble, Notifier, one_line
from desktop.ui.bidi import END, FROM_RIGHT, ISOLATE
from tests.desktop.notification_server import WANTED

ROOT = Path(__file__).resolve().parents[2]
HELLO = Bubble(b"room", b"message", "Grapevine · Bo", "Hello")

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="needs a D-Bus daemon"
)


class Bus:
    """A session bus of the test's own, and a notification server on it."""

    def __init__(self, folder: Path) -> None:
        self._services = folder / "services"
        self._services.mkdir()
        config = folder / "bus.conf"
        config.write_text(
            "<busconfig><type>session</type>"
            f"<listen>unix:path={folder}/bus</listen><auth>EXTERNAL</auth>"
            f"<servicedir>{self._services}</servicedir>"
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
        self._server: subprocess.Popen[str] | None = None

    def stop(self) -> None:
        """End the server; the bus stays: a process looks its address up once."""
        for service in self._services.iterdir():
            service.unlink()
            self._look_again()
        end(self._server)
        self._server = None

    def serve(self, *abilities: str) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.desktop.notification_server", *abilities],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | {"DBUS_SESSION_BUS_ADDRESS": self.address},
        )
        assert self.told() == {"ready": True}

    def starts_when_wanted(self) -> None:
        """Have the bus start a server for the first who asks, as some desktops do."""
        (self._services / f"{SERVICE}.service").write_text(
            f"[D-BUS Service]\nName={SERVICE}\n"
            f"Exec=/usr/bin/env PYTHONPATH={ROOT} DBUS_SESSION_BUS_ADDRESS={self.address} "
            f"{sys.executable} -m tests.desktop.notification_server {WANTED} actions\n"
        )
        self._look_again()

    def _look_again(self) -> None:
        bus = QDBusConnection.connectToBus(self.address, "the test's own")
        name, path = "org.freedesktop.DBus", "/org/freedesktop/DBus"
        answer = bus.call(QDBusMessage.createMethodCall(name, path, name, "ReloadConfig"))
        assert answer.type() is QDBusMessage.MessageType.ReplyMessage, answer.errorMessage()

    def told(self) -> dict[str, object]:
        assert self._server is not None
        assert self._server.stdout is not None
        answer: dict[str, object] = json.loads(self._server.stdout.readline())
        return answer

    def tell(self, words: str) -> None:
        assert self._server is not None
        assert self._server.stdin is not None
        self._server.stdin.write(f"{words}\n")
        self._server.stdin.flush()

    def close(self) -> None:
        self.stop()
        end(self._daemon)


def end(process: subprocess.Popen[str] | None) -> None:
    if process is not None:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


class FakeTray(QObject):
    """The tray of a system that has one, which the test machine has not."""

    message_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[str, str]] = []
        self.balloon = False

    def shows_balloon(self) -> bool:
        return self.balloon

    def show_message(self, title: str, text: str) -> bool:
        self.shown.append((title, text))
        return True


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bus]:
    made = Bus(tmp_path_factory.mktemp("bus"))
    with pytest.MonkeyPatch.context() as patch:
        # Somebody in this process has looked for a bus before there was one, as windows do that
        # ask who is idle: libdbus would keep to what it found then.
        patch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path_factory.mktemp('no')}/bus")
        early = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "early")
        assert not early.isConnected()
        patch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
        yield made
    made.close()


@pytest.fixture
def bus(
    daemon: Bus, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Bus]:
    monkeypatch.setattr("desktop.notify.BUS_NAME", request.node.name)
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    yield daemon
    daemon.stop()


@pytest.fixture
def notifier(qtbot: QtBot, bus: Bus) -> Iterator[Notifier]:
    made = Notifier()
    yield made
    made.close()


def shown(qtbot: QtBot, notifier: Notifier, bubble: Bubble) -> None:
    before = len(notifier._shown)
    notifier.show(bubble)
    qtbot.waitUntil(lambda: notifier._waiting == 0)
    assert len(notifier._shown) >= max(1, before)


def test_a_click_leads_to_the_message(qtbot: QtBot, bus: Bus, notifier: Notifier) -> None:
    bus.serve("actions", "body", "body-markup")
    shown(qtbot, notifier, HELLO)
    told = bus.told()
    assert told["title"] == "Grapevine · Bo"
    assert told["actions"] == ["default", "", "open", "Open"]
    with qtbot.waitSignal(notifier.message_requested) as heard:
        bus.tell("act 1 default")
    assert heard.args == [b"room", b"message"]
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "token-1"


def test_the_button_leads_there_too(qtbot: QtBot, bus: Bus, notifier: Notifier) -> None:
    bus.serve("actions")
    shown(qtbot, notifier, HELLO)
    with qtbot.waitSignal(notifier.message_requested):
        bus.tell("act 1 open")


def test_a_server_that_waits_to_be_wanted_is_started(
    qtbot: QtBot, bus: Bus, notifier: Notifier
) -> None:
    bus.starts_when_wanted()
    shown(qtbot, notifier, HELLO)
    notifier.withdraw(HELLO.room)


def test_markup_is_shown_as_it_was_typed(qtbot: QtBot, bus: Bus, notifier: Notifier) -> None:
    bus.serve("body-markup")
    shown(qtbot, notifier, Bubble(b"r", b"m", "t", "<a href='x'>1 & 2</a>"))
    told = bus.told()
    assert told["body"] == "&lt;a href=&#x27;x&#x27;&gt;1 &amp; 2&lt;/a&gt;"
    assert told["actions"] == []


def test_a_server_without_markup_gets_plain_words(
    qtbot: QtBot, bus: Bus, notifier: Notifier
) -> None:
    bus.serve("body")
    shown(qtbot, notifier, Bubble(b"r", b"m", "t", "1 & 2"))
    assert bus.told()["body"] == "1 & 2"


def test_one_bubble_a_room(qtbot: QtBot, bus: Bus, notifier: Notifier) -> None:
    bus.serve("actions")
    for body in ("one", "two"):
        shown(qtbot, notifier, Bubble(b"r", b"m", "t", body))
    shown(qtbot, notifier, Bubble(b"other", b"m", "t", "three"))
    assert [bus.told()["number"] for _ in range(3)] == [1, 1, 2]
    notifier.withdraw(b"r")
    assert bus.told() == {"closed": 1}


def test_clicks_on_the_bubbles_of_others_are_ignored(
    qtbot: QtBot, bus: Bus, notifier: Notifier
) -> None:
    bus.serve("actions")
    shown(qtbot, notifier, HELLO)
    heard: list[object] = []
    notifier.message_requested.connect(lambda *told: heard.append(told))
    bus.tell("act 99 default")
    bus.tell("act 1 whatever")
    shown(qtbot, notifier, Bubble(b"other", b"m2", "t", "b"))
    with qtbot.waitSignal(notifier.message_requested) as clicked:
        bus.tell("act 2 default")
    assert clicked.args == [b"other", b"m2"]
    assert len(heard) == 1


def test_without_a_server_the_tray_shows_it(qtbot: QtBot, bus: Bus) -> None:
    tray = FakeTray()
    made = Notifier(tray)  # type: ignore[arg-type]
    made.show(HELLO)
    qtbot.waitUntil(lambda: tray.shown == [("Grapevine · Bo", "Hello")])
    with qtbot.waitSignal(made.message_requested) as heard:
        tray.message_clicked.emit()
    assert heard.args == [b"room", b"message"]
    made.close()


def test_with_neither_nothing_happens(qtbot: QtBot, bus: Bus, notifier: Notifier) -> None:
    notifier.show(HELLO)
    qtbot.waitUntil(lambda: notifier._waiting == 0)
    assert not notifier._shown


def test_of_its_own_words_it_tells_whether_they_were_seen(qtbot: QtBot, bus: Bus) -> None:
    own, told = Bubble(OWN, None, "Grapevine", "still here"), list[bool]()
    tray = FakeTray()
    made = Notifier(tray)  # type: ignore[arg-type]
    made.show(own, told.append)
    qtbot.waitUntil(lambda: told == [False])
    assert tray.shown == [("Grapevine", "still here")]
    tray.balloon = True
    made.show(own, told.append)
    qtbot.waitUntil(lambda: told == [False, True])
    bus.serve("actions")
    tray.balloon = False
    made.show(own, told.append)
    qtbot.waitUntil(lambda: told == [False, True, True])
    with qtbot.waitSignal(made.window_requested), qtbot.assertNotEmitted(made.message_requested):
        bus.tell("act 1 default")
    made.close()


NO_BUS = """
from PySide6.QtCore import QCoreApplication, QTimer
from desktop.notify import Bubble, Notifier
app = QCoreApplication([])
made = Notifier()
made.show(Bubble(b"r", b"m", "t", "b"))
look = QTimer()
look.timeout.connect(lambda: made._waiting or app.quit())
look.start(10)
app.exec()
made.close()
print("gone", len(made._shown))
"""


def test_no_bus_at_all(tmp_path: Path) -> None:
    environment = os.environ | {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/none"}
    done = subprocess.run(
        [sys.executable, "-c", NO_BUS],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.stdout == "gone 0\n", done.stderr


def test_what_keeps_directions_apart_is_kept_and_ended_where_it_is_cut() -> None:
    title = f"{FROM_RIGHT}{ISOLATE}Grapevine{END} · {ISOLATE}Ana Ferreira{END}"
    assert one_line(title, 100) == title
    cut = one_line(title, 22)
    assert cut.endswith(f"…{END}")
    assert len(cut) <= 22
    assert cut.count(ISOLATE) == cut.count(END)


@pytest.mark.parametrize("text", ["a\nb\tc", "\u202eevil", "x" * 5_000, "\ud800", "", "\x1b[31m"])
def test_words_are_one_short_line(text: str) -> None:
    line = one_line(text, BODY_CHARS)
    assert len(line) <= BODY_CHARS
    assert line.isprintable()

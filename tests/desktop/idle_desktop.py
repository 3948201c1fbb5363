"""A desktop on D-Bus for the tests: answers how long it was idle, tells of locks, obeys its input.

Stands in for GNOME's monitor, the common screen saver and logind, which a build machine lacks.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import (
    ClassInfo,
    Property,
    QCoreApplication,
    QObject,
    QSocketNotifier,
    Signal,
    Slot,
)
from PySide6.QtDBus import QDBusAbstractAdaptor, QDBusConnection, QDBusMessage


class State:
    idle_ms = 0
    locked = False
    hint_since_us = 0


@ClassInfo({"D-Bus Interface": "org.gnome.Mutter.IdleMonitor"})
class Monitor(QDBusAbstractAdaptor):
    @Slot(result="qulonglong")
    def GetIdletime(self):  # noqa: N802
        return State.idle_ms


@ClassInfo({"D-Bus Interface": "org.freedesktop.ScreenSaver"})
class ScreenSaver(QDBusAbstractAdaptor):
    ActiveChanged = Signal(bool)

    @Slot(result="uint")
    def GetSessionIdleTime(self):  # noqa: N802
        return State.idle_ms


@ClassInfo({"D-Bus Interface": "org.freedesktop.login1.Session"})
class Session(QDBusAbstractAdaptor):
    LockedHint = Property(bool, lambda _: State.locked)
    IdleHint = Property(bool, lambda _: State.hint_since_us > 0)
    IdleSinceHint = Property("qulonglong", lambda _: State.hint_since_us)


def main() -> None:
    app = QCoreApplication([])
    bus = QDBusConnection.sessionBus()
    nodes = {path: QObject() for path in (
        "/org/gnome/Mutter/IdleMonitor/Core", "/org/freedesktop/ScreenSaver",
        "/org/freedesktop/login1/session/auto",
    )}  # fmt: skip
    monitor, saver, session = nodes.values()
    Monitor(monitor)
    screen_saver = ScreenSaver(saver)
    Session(session)
    for path, node in nodes.items():
        assert bus.registerObject(path, node)
    for name in sys.argv[1:]:
        assert bus.registerService(name)

    def obey() -> None:
        match sys.stdin.readline().split():
            case ["idle", ms]:
                State.idle_ms = int(ms)
            case ["hint", since_us]:
                State.hint_since_us = int(since_us)
            case ["saver", on]:
                screen_saver.ActiveChanged.emit(on == "on")
            case ["lock", on]:
                State.locked = on == "on"
                told = QDBusMessage.createSignal(
                    "/org/freedesktop/login1/session/_31",
                    "org.freedesktop.DBus.Properties",
                    "PropertiesChanged",
                )
                told.setArguments(
                    ["org.freedesktop.login1.Session", {"LockedHint": State.locked}, ["Id"]]
                )
                assert bus.send(told)
            case _:
                app.quit()
        print(json.dumps({"done": True}), flush=True)

    reader = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    reader.activated.connect(obey)
    print(json.dumps({"ready": True}), flush=True)
    app.exec()


if __name__ == "__main__":
    main()

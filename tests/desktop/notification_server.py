"""A notification server for the tests: prints what it is asked, does what it is told on its input.

Stands in for the desktop's own, which a build machine lacks. `python -m` it with its abilities.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import (
    ClassInfo,
    QCoreApplication,
    QObject,
    QSocketNotifier,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtDBus import QDBusAbstractAdaptor, QDBusConnection

NAME = "org.freedesktop.Notifications"

DESCRIBED = f"""
  <interface name="{NAME}">
    <method name="Notify">
      <arg type="s" name="app_name" direction="in"/>
      <arg type="u" name="replaces_id" direction="in"/>
      <arg type="s" name="app_icon" direction="in"/>
      <arg type="s" name="summary" direction="in"/>
      <arg type="s" name="body" direction="in"/>
      <arg type="as" name="actions" direction="in"/>
      <arg type="a{{sv}}" name="hints" direction="in"/>
      <arg type="i" name="expire_timeout" direction="in"/>
      <arg type="u" name="id" direction="out"/>
    </method>
    <method name="CloseNotification"><arg type="u" name="id" direction="in"/></method>
    <method name="GetCapabilities"><arg type="as" name="caps" direction="out"/></method>
  </interface>
"""
"""As servers that are not made with Qt describe themselves: nothing in it says what `a{sv}` is to Qt."""
WANTED = "started-when-wanted"
"""In place of an ability: the bus has started it, nobody speaks to it, and it ends with its bubble."""
LIFE_MS = 20_000


@ClassInfo({"D-Bus Interface": NAME, "D-Bus Introspection": DESCRIBED})
class Server(QDBusAbstractAdaptor):
    ActionInvoked = Signal("uint", str)
    ActivationToken = Signal("uint", str)
    NotificationClosed = Signal("uint", "uint")

    def __init__(self, parent: QObject, abilities: list[str]) -> None:
        super().__init__(parent)
        self._abilities = abilities
        self._last = 0

    @Slot(str, "uint", str, str, str, "QStringList", "QVariantMap", int, result="uint")
    def Notify(self, app, replaces, icon, title, body, actions, hints, timeout):  # noqa: N802
        if not replaces:
            self._last += 1
        number = replaces or self._last
        say(number=number, app=app, title=title, body=body, actions=actions, hints=dict(hints))
        return number

    @Slot("uint")
    def CloseNotification(self, number):  # noqa: N802
        say(closed=number)
        if WANTED in self._abilities:
            QCoreApplication.quit()

    @Slot(result="QStringList")
    def GetCapabilities(self):  # noqa: N802
        return self._abilities


def say(**what: object) -> None:
    print(json.dumps(what), flush=True)


def main() -> None:
    app = QCoreApplication([])
    node = QObject()
    server = Server(node, sys.argv[1:])
    bus = QDBusConnection.sessionBus()
    assert bus.registerObject("/org/freedesktop/Notifications", node)
    assert bus.registerService(NAME)

    def obey() -> None:
        line = sys.stdin.readline().split()
        match line:
            case ["act", number, action]:
                server.ActivationToken.emit(int(number), "token-1")
                server.ActionInvoked.emit(int(number), action)
            case ["close", number, reason]:
                server.NotificationClosed.emit(int(number), int(reason))
            case _:
                app.quit()

    if WANTED in sys.argv:
        QTimer.singleShot(LIFE_MS, app.quit)
    else:
        reader = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        reader.activated.connect(obey)
    say(ready=True)
    app.exec()


if __name__ == "__main__":
    main()

"""What the methods of a notification server take, in Qt's own types.

Most servers describe `Notify` without them (GNOME's, Xfce's, dunst), and Qt then offers a method that
nothing can call. It looks at the description of an interface once a connection: here it is shown ours.
"""

from __future__ import annotations

from typing import Any

from PySide6 import QtCore
from PySide6.QtCore import QObject, Slot
from PySide6.QtDBus import QDBusAbstractAdaptor, QDBusConnection, QDBusInterface

SERVICE = "org.freedesktop.Notifications"
OWN_PATH = "/org/grapevine/notify_methods"
_named: Any = QtCore.ClassInfo  # its stubs know no arguments


def describe(bus: QDBusConnection) -> None:
    """Make a connection know the methods, before the server is asked; for the thread that calls it."""
    node = QObject()
    shown = _Methods(node)
    if bus.registerObject(OWN_PATH, node):
        QDBusInterface(bus.baseService(), OWN_PATH, SERVICE, bus)
        bus.unregisterObject(OWN_PATH)
    del shown


@_named({"D-Bus Interface": SERVICE})
class _Methods(QDBusAbstractAdaptor):
    """Only looked at, never called."""

    @Slot(str, "uint", str, str, str, "QStringList", "QVariantMap", int, result="uint")
    def Notify(self, *_: object) -> int:  # noqa: N802 - the names of the specification
        """Show a bubble."""
        return 0

    @Slot("uint")
    def CloseNotification(self, _: int) -> None:  # noqa: N802
        """Take one back."""

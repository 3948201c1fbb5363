"""Native notifications: over D-Bus where there is such a server, else by the tray, else none at all.

The D-Bus calls run on a thread of their own: a hung notification server must not hold the windows.
"""

from __future__ import annotations

import logging
import os
import sys
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    Q_ARG,
    Q_RETURN_ARG,
    SLOT,
    QMetaObject,
    QObject,
    Qt,
    QThread,
    Signal,
    Slot,
)

from desktop.single_instance import ACTIVATION
from desktop.texts import as_markup
from desktop.ui.bidi import END, FROM_RIGHT, ISOLATE, LEFT_ISOLATE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtDBus import QDBusConnection, QDBusInterface

    from desktop.tray import Tray

log = logging.getLogger(__name__)

SERVICE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
BUS_NAME = "grapevine-notify"
CALL_MS = 3_000
"""A server that needs longer shows nothing in time anyway; leaving waits for at most one call."""
WAITING = 20
"""Notices that wait for a hung server; more are dropped: nobody reads a hundred bubbles."""
REMEMBERED = 128
"""Bubbles whose click is understood; servers keep about that many in their centre."""
TITLE_CHARS = 100
BODY_CHARS = 200
"""What bubbles show; also keeps a peer from covering the screen."""
OWN = b""
"""Instead of a room, where Grapevine itself has something to say."""
KEPT = frozenset("\n\t\u200c\u200d") | {ISOLATE, LEFT_ISOLATE, END, FROM_RIGHT}
"""What is not printed and yet kept: joiners of letters and emoji, and what `desktop.ui.bidi` sets."""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One notification: plain words, and where a click on it leads. `message` None is the room.

    Of room OWN it leads to the window.
    """

    room: bytes
    message: bytes | None
    title: str
    body: str


class Notifier(QObject):
    """Shows bubbles, one a room: a newer one takes the place of the older. Ended by `close`."""

    message_requested = Signal(bytes, object)
    """RoomId, and EntryId or None: somebody clicked a bubble."""

    window_requested = Signal()
    """Somebody clicked a bubble of Grapevine's own."""

    _wanted = Signal(object, int, str)
    _unwanted = Signal(int)

    def __init__(self, tray: Tray | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tray = tray
        self._server: _Server | None = None
        self._thread: QThread | None = None
        self._waiting = 0
        self._shown: OrderedDict[int, Bubble] = OrderedDict()
        self._last: Bubble | None = None
        self._told: Callable[[bool], None] | None = None
        if sys.platform not in ("win32", "darwin"):
            self._server = _Server(self)
        if tray is not None:
            tray.message_clicked.connect(self._tray_clicked)

    def show(self, bubble: Bubble, told: Callable[[bool], None] | None = None) -> None:
        """Show a bubble, in the place of an earlier one of its room.

        `told`, for one of OWN, is called with whether somebody can have seen it.
        """
        bubble = Bubble(
            bubble.room, bubble.message, one_line(bubble.title, TITLE_CHARS),
            one_line(bubble.body, BODY_CHARS),
        )  # fmt: skip
        if bubble.room == OWN:
            self._told = told
        if self._server is None:
            self._answer(bubble, seen=self._show_in_tray(bubble))
        elif self._waiting < WAITING:
            self._begin(self._server)
            self._waiting += 1
            self._wanted.emit(bubble, self._id_of(bubble.room), self.tr("Open"))
        else:
            self._answer(bubble, seen=False)

    def withdraw(self, room: bytes) -> None:
        """Take back the bubble of a room that was read meanwhile."""
        number = self._id_of(room)
        if number:
            del self._shown[number]
            self._unwanted.emit(number)

    def close(self) -> None:
        """End the thread."""
        if self._thread is not None:
            self._thread.quit()
            self._thread.wait(CALL_MS + 1_000)
            self._thread = None

    def _begin(self, server: _Server) -> None:
        if self._thread is not None:
            return
        self._thread = QThread(self)
        self._thread.setObjectName("notify")
        server.moveToThread(self._thread)
        self._wanted.connect(server.show)
        self._unwanted.connect(server.withdraw)
        server.shown.connect(self._on_shown)
        server.failed.connect(self._on_failed)
        self._thread.start()

    def _id_of(self, room: bytes) -> int:
        found = (number for number, bubble in self._shown.items() if bubble.room == room)
        return next(found, 0)

    def _on_shown(self, number: int, bubble: Bubble) -> None:
        self._waiting -= 1
        self._shown.pop(self._id_of(bubble.room), None)
        self._shown[number] = bubble
        while len(self._shown) > REMEMBERED:
            self._shown.popitem(last=False)
        self._answer(bubble, seen=True)

    def _on_failed(self, bubble: Bubble) -> None:
        self._waiting -= 1
        shown = self._show_in_tray(bubble)
        if bubble.room == OWN and self._tray is not None:
            # A tray of today asks the same server, in vain; an old one has bubbles of Qt's own.
            shown = shown and self._tray.shows_balloon()
        self._answer(bubble, seen=shown)

    def _answer(self, bubble: Bubble, *, seen: bool) -> None:
        if bubble.room == OWN and self._told is not None:
            told, self._told = self._told, None
            told(seen)

    @Slot("uint", str)
    def acted(self, number: int, action: str) -> None:
        """Take a click, as the server tells it to everybody; ours are known by their number."""
        bubble = self._shown.pop(number, None)
        if bubble is not None and action in ("default", "open"):
            self._lead(bubble)

    @Slot("uint", str)
    def allowed(self, number: int, token: str) -> None:
        """Keep what lets a window come to the front under Wayland; comes just before the click."""
        if number in self._shown:
            os.environ[ACTIVATION] = token

    @Slot("uint", "uint")
    def closed(self, number: int, reason: int) -> None:
        """Forget a bubble that is gone."""
        # The click of some servers follows their closing; it is understood as long as it is known.
        if reason == 2 and number in self._shown:  # dismissed by the person
            del self._shown[number]

    def _show_in_tray(self, bubble: Bubble) -> bool:
        if self._tray is None or not self._tray.show_message(bubble.title, bubble.body):
            return False
        self._last = bubble
        return True

    def _tray_clicked(self) -> None:
        if self._last is not None:
            self._lead(self._last)

    def _lead(self, bubble: Bubble) -> None:
        if bubble.room == OWN:
            self.window_requested.emit()
        else:
            self.message_requested.emit(bubble.room, bubble.message)


class _Server(QObject):
    """The calls to the notification server; lives on the notifier's thread once that runs."""

    shown = Signal(int, object)
    failed = Signal(object)

    def __init__(self, owner: Notifier) -> None:
        super().__init__()
        self._owner = owner
        self._interface: QDBusInterface | None = None
        self._bus: QDBusConnection | None = None
        self._abilities: frozenset[str] = frozenset()

    @Slot(object, int, str)
    def show(self, bubble: Bubble, replaces: int, open_words: str) -> None:
        """Show a bubble; `replaces` is the number of the one to replace, 0 for none."""
        server = self._connected()
        if server is None:
            self.failed.emit(bubble)
            return
        body = as_markup(bubble.body) if "body-markup" in self._abilities else bubble.body
        # Some servers have no click on the whole bubble, others no buttons: both lead there. The first
        # has no words, or Xfce's shows two buttons that say the same.
        acts = ["default", "", "open", open_words] if "actions" in self._abilities else []
        # By a method that Qt knows and not by a message: `replaces` must be unsigned, which nothing
        # made by Python is.
        number = _called(
            server,
            "Notify",
            "uint",
            Q_ARG("QString", "Grapevine"),
            Q_ARG("uint", replaces),
            Q_ARG("QString", "grapevine"),
            Q_ARG("QString", bubble.title),
            Q_ARG("QString", body),
            Q_ARG("QStringList", acts),
            Q_ARG("QVariantMap", {"desktop-entry": "grapevine", "category": "im.received"}),
            Q_ARG("int", -1),
        )
        if isinstance(number, int) and number > 0:
            self.shown.emit(number, bubble)
        else:
            self._interface = None  # the server may have been replaced: look again next time
            self.failed.emit(bubble)

    @Slot(int)
    def withdraw(self, number: int) -> None:
        """Take a bubble back."""
        server = self._connected()
        if server is not None:
            _called(server, "CloseNotification", "", Q_ARG("uint", number))

    def _connected(self) -> QDBusInterface | None:
        if self._interface is not None and self._interface.isValid():
            return self._interface
        from PySide6.QtDBus import (  # noqa: PLC0415 - Linux alone
            QDBus,
            QDBusConnection,
            QDBusInterface,
            QDBusMessage,
        )

        if self._bus is None:
            # By its address where that is known: libdbus looks for the session's bus once a process,
            # and whoever asked before one was there would never be told of it.
            address = os.environ.get("DBUS_SESSION_BUS_ADDRESS")
            self._bus = (
                QDBusConnection.connectToBus(address, BUS_NAME)
                if address
                else QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, BUS_NAME)
            )
            if self._bus.isConnected():
                from desktop import notify_methods  # noqa: PLC0415 - Linux alone

                notify_methods.describe(self._bus)
                self._listen(self._bus)
        if not self._bus.isConnected():
            return None
        # By a message: it also starts a server that waits to be wanted, as Xfce's does.
        question = QDBusMessage.createMethodCall(SERVICE, PATH, SERVICE, "GetCapabilities")
        answer = self._bus.call(question, QDBus.CallMode.Block, CALL_MS)
        if answer.type() is not QDBusMessage.MessageType.ReplyMessage:
            log.info("no notification server: %s", answer.errorMessage())
            return None
        interface = QDBusInterface(SERVICE, PATH, SERVICE, self._bus)
        if not interface.isValid():
            return None
        interface.setTimeout(CALL_MS)
        abilities = answer.arguments()[0] if answer.arguments() else ()
        self._abilities = frozenset(map(str, abilities if isinstance(abilities, list) else ()))
        self._interface = interface
        return interface

    def _listen(self, bus: QDBusConnection) -> None:
        told: Any = bus.connect  # the stubs want bytes where only SLOT's string is taken
        for name, slot in (
            ("ActionInvoked", "acted(uint,QString)"),
            ("ActivationToken", "allowed(uint,QString)"),
            ("NotificationClosed", "closed(uint,uint)"),
        ):
            told(SERVICE, PATH, SERVICE, name, self._owner, SLOT(slot))


def _called(server: QDBusInterface, method: str, returns: str, *arguments: object) -> object:
    """Call a method of the server; None if it did not answer as it should."""
    invoke: Any = QMetaObject.invokeMethod
    answer = [Q_RETURN_ARG(returns)] if returns else []
    try:
        result = invoke(server, method, Qt.ConnectionType.DirectConnection, *answer, *arguments)
    except RuntimeError as error:
        log.info("the notification server refused %s: %s", method, error)
        return None
    if server.lastError().isValid():
        log.info("the notification server refused %s: %s", method, server.lastError().message())
        return None
    return result if returns else True


def one_line(text: str, limit: int) -> str:
    """Return a text on one line, without overrides of direction, cut to a limit."""
    kept = "".join(
        " " if c in "\n\t\r" else c for c in text[: 4 * limit] if c.isprintable() or c in KEPT
    )
    line = " ".join(kept.split())
    line = line if len(line) <= limit else line[: limit - 2].rstrip() + "…"
    open_end = sum(map(line.count, (ISOLATE, LEFT_ISOLATE))) > line.count(END)
    return line + END if open_end else line

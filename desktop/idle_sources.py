"""Asks the system how long nobody touched this machine; each call may block and belongs on a thread.

X11 is asked by the screen saver extension over a connection of its own, with nothing but libxcb,
which Qt needs itself. Under Wayland the desktop is asked over D-Bus, since X11 sees only part of the
input there. Windows and macOS have one call each.
"""

from __future__ import annotations

import ctypes
import logging
import os
import select
import sys
from secrets import token_hex
from typing import TYPE_CHECKING, Protocol

from desktop.clock import unix_ms

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtDBus import QDBusConnection

log = logging.getLogger(__name__)

ANSWER_MS = 2_000
"""A desktop that needs longer is not asked further in this round; a local answer takes 1 ms."""

SCREEN_SAVER = b"MIT-SCREEN-SAVER"
QUERY_INFO = 1  # X11's saver.xml: the request's number in the extension
IDLE_AT_BYTE = 16
"""Where the reply holds the ms since the last input: after its header, the window and `until`."""

MUTTER = ("org.gnome.Mutter.IdleMonitor", "/org/gnome/Mutter/IdleMonitor/Core")
FREEDESKTOP = ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver")
LOGIND = ("org.freedesktop.login1", "/org/freedesktop/login1/session/auto")
SESSION = "org.freedesktop.login1.Session"


class IdleSource(Protocol):
    """Somebody who knows when the machine was touched last."""

    def idle_s(self) -> float | None:
        """Return the seconds since anybody touched the machine, None where that is not known."""

    def close(self) -> None:
        """Give the connection back."""


def source_for_this_system(platform: str) -> IdleSource | None:
    """Return whom to ask here, None for nobody; `platform` is Qt's name of the windows' system."""
    if sys.platform == "win32":
        return CallSource(windows_idle_s)
    if sys.platform == "darwin":
        return CallSource(macos_idle_s)
    if platform == "xcb" and not os.environ.get("WAYLAND_DISPLAY"):
        try:
            return X11Source()
        except OSError as error:
            log.info("X11 does not tell when the machine was touched: %s", error)
    if platform in ("xcb", "wayland"):
        return BusSource()
    return None  # offscreen and the like: no screen, nobody in front of it


class CallSource:
    """One plain call of the system."""

    def __init__(self, call: Callable[[], float]) -> None:
        self._call = call

    def idle_s(self) -> float | None:
        """Return the seconds since the last input."""
        try:
            return self._call()
        except OSError as error:
            log.info("the system does not tell when the machine was touched: %s", error)
            return None

    def close(self) -> None:
        """Nothing to give back."""


class _LastInput(ctypes.Structure):
    _fields_ = (("cbSize", ctypes.c_uint), ("dwTime", ctypes.c_uint))  # winuser.h


def windows_idle_s() -> float:
    """Return the seconds since the last input in this Windows session."""
    windll = getattr(ctypes, "windll")  # noqa: B009 - exists on Windows alone
    last = _LastInput(ctypes.sizeof(_LastInput), 0)
    if not windll.user32.GetLastInputInfo(ctypes.byref(last)):
        raise OSError("GetLastInputInfo failed")
    # Both count ms since the start in 32 bits, so their difference is right also after 49 days.
    ticks_ms = int(windll.kernel32.GetTickCount()) - int(last.dwTime)
    return (ticks_ms & 0xFFFFFFFF) / 1000


def macos_idle_s() -> float:
    """Return the seconds since the last input on this Mac."""
    services = ctypes.CDLL(
        "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
    )
    since = services.CGEventSourceSecondsSinceLastEventType
    since.restype = ctypes.c_double
    since.argtypes = (ctypes.c_int, ctypes.c_uint32)
    return float(since(1, 0xFFFFFFFF))  # the hardware's state, kCGAnyInputEventType


class _Extension(ctypes.Structure):
    _fields_ = (("name", ctypes.c_char_p), ("global_id", ctypes.c_int))


class _Request(ctypes.Structure):
    _fields_ = (
        ("count", ctypes.c_size_t),
        ("ext", ctypes.POINTER(_Extension)),
        ("opcode", ctypes.c_uint8),
        ("isvoid", ctypes.c_uint8),
    )


class _Part(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("len", ctypes.c_size_t))


class _Screens(ctypes.Structure):
    _fields_ = (
        ("data", ctypes.POINTER(ctypes.c_uint32)),
        ("rem", ctypes.c_int),
        ("index", ctypes.c_int),
    )


class X11Source:
    """An X server's screen saver extension, asked by one request on a connection of its own.

    By libxcb, not Xlib: Xlib ends the process when its server is gone.
    """

    def __init__(self, display: str | None = None) -> None:
        """Connect.

        Raises:
            OSError: no libxcb, no such server, or one without the extension.
        """
        self._xcb = xcb = ctypes.CDLL("libxcb.so.1")
        for name in ("xcb_connect", "xcb_get_setup"):
            getattr(xcb, name).restype = ctypes.c_void_p
        xcb.xcb_setup_roots_iterator.restype = _Screens
        xcb.xcb_setup_roots_iterator.argtypes = (ctypes.c_void_p,)
        xcb.xcb_send_request.restype = ctypes.c_uint
        self._free = ctypes.CDLL(None).free
        name_bytes = None if display is None else display.encode()
        self._server = ctypes.c_void_p(xcb.xcb_connect(name_bytes, None))
        self._extension = _Extension(SCREEN_SAVER, 0)
        try:
            self._must_stand()
            screens = xcb.xcb_setup_roots_iterator(xcb.xcb_get_setup(self._server))
            self._root = int(screens.data[0])
            self._query()
        except OSError:
            self.close()
            raise

    def idle_s(self) -> float | None:
        """Return the seconds since the last input on this display."""
        try:
            return self._query()
        except OSError as error:
            log.info("the X server does not answer: %s", error)
            return None

    def close(self) -> None:
        """Disconnect."""
        if self._server.value:
            self._xcb.xcb_disconnect(self._server)
            self._server = ctypes.c_void_p()

    def _query(self) -> float:
        """Ask once.

        Raises:
            OSError: the server or its extension is gone, or it does not answer.
        """
        if not self._server.value:
            raise OSError("the connection is closed")
        body = (ctypes.c_uint32 * 2)(0, self._root)  # xcb writes the header into the first word
        # xcb puts words of its own before the parts it is given: room for two.
        parts = (_Part * 4)()
        parts[2] = _Part(ctypes.addressof(body), ctypes.sizeof(body))
        request = _Request(2, ctypes.pointer(self._extension), QUERY_INFO, 0)
        number = self._xcb.xcb_send_request(
            self._server, 1, ctypes.byref(parts, 2 * ctypes.sizeof(_Part)), ctypes.byref(request)
        )
        self._xcb.xcb_flush(self._server)
        self._must_stand()
        return self._reply(number)

    def _reply(self, number: int) -> float:
        reply, error = ctypes.c_void_p(), ctypes.c_void_p()
        ready = select.poll()
        ready.register(self._xcb.xcb_get_file_descriptor(self._server), select.POLLIN)
        while not self._xcb.xcb_poll_for_reply(
            self._server, number, ctypes.byref(reply), ctypes.byref(error)
        ):
            if not ready.poll(ANSWER_MS):  # nothing else is ever sent to this connection
                raise OSError("no answer in time")
        try:
            self._must_stand()
            if not reply.value:
                raise OSError("the request was refused")
            return ctypes.c_uint32.from_address(reply.value + IDLE_AT_BYTE).value / 1000
        finally:
            for held in (reply, error):
                if held.value:
                    self._free(held)

    def _must_stand(self) -> None:
        broken = self._xcb.xcb_connection_has_error(self._server)
        if broken:
            raise OSError(f"no connection to the X server (xcb's error {broken})")


class BusSource:
    """What a Linux desktop tells over D-Bus: GNOME's monitor, the common screen saver, logind."""

    def __init__(self, session: str | None = None, system: str | None = None) -> None:
        """Know where to ask; `session` and `system` are addresses of buses other than the usual."""
        self._addresses = (session, system)
        self._buses: list[QDBusConnection | None] = []
        self._name = f"grapevine-idle-{token_hex(4)}"
        """Of the connections: Qt hands out the old one to whoever takes its name again."""
        self._counts = False

    def idle_s(self) -> float | None:
        """Return the seconds since the last input, as the first knows that knows it."""
        ms = self._number(0, MUTTER, "GetIdletime")
        if ms is not None:
            return ms / 1000
        ms = self._number(0, FREEDESKTOP, "GetSessionIdleTime")
        # Some answer 0 for ever because they cannot tell; who once counted is believed.
        self._counts = self._counts or bool(ms)
        if ms is not None and self._counts:
            return ms / 1000
        if self._property("IdleHint") is True:
            since_us = self._property("IdleSinceHint")
            if isinstance(since_us, int) and since_us > 0:
                return max(0.0, unix_ms() / 1000 - since_us / 1e6)
        return None

    def is_locked(self) -> bool | None:
        """Return whether logind says that the screen is locked, None where it does not say."""
        locked = self._property("LockedHint")
        return locked if isinstance(locked, bool) else None

    def connection(self, index: int) -> QDBusConnection | None:
        """Return the session's bus (0) or the system's (1), None where there is none."""
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - Linux alone

        while len(self._buses) <= index:
            made = len(self._buses)
            name = f"{self._name}-{made}"
            address = self._addresses[made]
            kind = QDBusConnection.BusType
            bus = (
                QDBusConnection.connectToBus(address, name)
                if address is not None
                else QDBusConnection.connectToBus((kind.SessionBus, kind.SystemBus)[made], name)
            )
            self._buses.append(bus if bus.isConnected() else None)
        return self._buses[index]

    def close(self) -> None:
        """Disconnect."""
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - Linux alone

        for index, bus in enumerate(self._buses):
            if bus is not None:
                QDBusConnection.disconnectFromBus(f"{self._name}-{index}")
        self._buses.clear()

    def _number(self, bus: int, whom: tuple[str, str], method: str) -> int | None:
        answer = self._called(bus, whom, whom[0], method)
        return answer if isinstance(answer, int) else None

    def _property(self, name: str) -> object:
        answer = self._called(1, LOGIND, "org.freedesktop.DBus.Properties", "Get", SESSION, name)
        variant = getattr(answer, "variant", None)
        return variant() if callable(variant) else answer

    def _called(
        self, bus: int, whom: tuple[str, str], interface: str, method: str, *arguments: str
    ) -> object:
        """Call a method; None if nobody answered as they should."""
        from PySide6.QtDBus import QDBus, QDBusMessage  # noqa: PLC0415 - Linux alone

        connection = self.connection(bus)
        if connection is None:
            return None
        call = QDBusMessage.createMethodCall(whom[0], whom[1], interface, method)
        call.setAutoStartService(False)
        if arguments:
            call.setArguments(list(arguments))
        reply = connection.call(call, QDBus.CallMode.Block, ANSWER_MS)
        said = reply.arguments()
        if reply.type() is not QDBusMessage.MessageType.ReplyMessage or not said:
            return None
        return said[0]

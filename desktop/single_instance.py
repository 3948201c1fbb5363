"""One window a data folder: a second start raises the first window, or opens its link there, and ends."""

from __future__ import annotations

import hashlib
import logging
import os
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QLockFile, QObject, QStandardPaths, QThread, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop import deep_links

if TYPE_CHECKING:
    from desktop.options import Options

log = logging.getLogger(__name__)

CONNECT_MS = 500
"""A local socket answers in under a millisecond; a hung first instance must not hang the second."""
BEGIN_MS = 2_000
"""A start that a double click made a moment earlier listens long before this."""
STEP_MS = 10
MAX_MESSAGE_BYTES = 4096
"""`raise` or `open LINK`, and who may come to the front; nothing else is asked of a running instance."""
ACTIVATION = "XDG_ACTIVATION_TOKEN"
"""Where Wayland's desktops put what lets a start of theirs come to the front, and Qt looks for it."""
TOKEN = re.compile(rb"(.+) token=([!-~]{1,256})")
LINE_MS = 2_000
"""Who connects and sends no whole line is not a start of ours, and is let go."""
MAX_WAITING = 8
"""Starts at one time; more come only from a program that means no good."""


def server_name(data_dir: Path) -> str:
    """Return the socket's name: one a user and data folder, in the user's own runtime folder."""
    folder = str(data_dir.resolve())
    user = str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    name = "grapevine-" + hashlib.blake2b(f"{user}\n{folder}".encode(), digest_size=8).hexdigest()
    runtime = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.RuntimeLocation)
    return str(Path(runtime) / name) if runtime and os.name == "posix" else name


def hand_over(options: Options) -> bool:
    """Ask a running instance with this data folder to show itself, or the link of these options.

    False if there is none.
    """
    socket = QLocalSocket()
    socket.connectToServer(server_name(options.data_dir))
    if not socket.waitForConnected(CONNECT_MS):
        return False
    line = b"raise" if options.open_link is None else f"open {options.open_link}".encode()
    with_token = line + b" token=" + os.environ.get(ACTIVATION, "").encode(errors="replace")
    socket.write((with_token if TOKEN.fullmatch(with_token) else line) + b"\n")
    socket.waitForBytesWritten(CONNECT_MS)
    socket.disconnectFromServer()
    return True


class FirstInstance(QObject):
    """Listens for later starts; tells what each wants, and ignores whatever else is said.

    `is_first`: no other start was quicker. If one was, this one does not take its place.
    """

    raise_requested = Signal()
    link_requested = Signal(object)
    """A DeepLink to show; the window is to be raised as well."""

    def __init__(self, options: Options, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Listening alone would take the name away from whoever listens there already.
        self._lock = QLockFile(_lock_path(options.data_dir))
        self._lock.setStaleLockTime(0)  # only that of a process that is gone
        taken = self._lock.tryLock(0)
        self.is_first = taken or self._lock.error() != QLockFile.LockError.LockFailedError
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(MAX_WAITING)
        self._server.newConnection.connect(self._accept)
        name = server_name(options.data_dir)
        if self.is_first and not self._server.listen(name):
            # What a crash left behind: nobody answered there a moment ago.
            QLocalServer.removeServer(name)
            if not self._server.listen(name):
                log.info("a second start will not find this one: %s", self._server.errorString())

    @classmethod
    def claim(cls, options: Options) -> FirstInstance | None:
        """Become the first; None where another is or just became it, which then has been told."""
        if hand_over(options):
            return None
        claimed = cls(options)
        for _ in range(0 if claimed.is_first else BEGIN_MS // STEP_MS):
            if hand_over(options):
                return None
            QThread.msleep(STEP_MS)
        return claimed

    def close(self) -> None:
        """Stop listening and remove the socket."""
        self._server.close()
        self._lock.unlock()

    def _accept(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is None:
            return
        socket.setReadBufferSize(MAX_MESSAGE_BYTES)
        patience = QTimer(socket)
        patience.setSingleShot(True)
        patience.timeout.connect(partial(_let_go, socket))
        patience.start(LINE_MS)
        socket.readyRead.connect(lambda: self._read(socket))
        socket.disconnected.connect(socket.deleteLater)
        self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        """Take one line, whole and short, and hang up."""
        if socket.canReadLine():
            line = bytes(socket.readLine(MAX_MESSAGE_BYTES).data())
            socket.disconnectFromServer()
            if line.endswith(b"\n"):
                self._obey(line[:-1])
        elif socket.bytesAvailable() >= MAX_MESSAGE_BYTES:
            _let_go(socket)

    def _obey(self, line: bytes) -> None:
        token = TOKEN.fullmatch(line)
        asked = token[1] if token else line
        verb, _, link = asked.partition(b" ")
        wanted = None
        if verb == b"open":
            try:
                wanted = deep_links.parse(link.decode("ascii"))
            except ValueError:
                log.info("a link was handed over that leads nowhere")
                return
        elif asked != b"raise":
            return
        if token:
            # The start that was clicked may come to the front, this one by itself may not.
            os.environ[ACTIVATION] = token[2].decode("ascii")
        if wanted is None:
            self.raise_requested.emit()
        else:
            self.link_requested.emit(wanted)


def _lock_path(data_dir: Path) -> str:
    name = server_name(data_dir) + ".lock"
    return name if Path(name).is_absolute() else QDir.temp().filePath(name)


def _let_go(socket: QLocalSocket) -> None:
    socket.abort()

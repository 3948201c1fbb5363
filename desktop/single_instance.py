"""One window a data folder: a second start raises the first window and ends."""

from __future__ import annotations

import hashlib
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

if TYPE_CHECKING:
    from desktop.options import Options

log = logging.getLogger(__name__)

CONNECT_MS = 500
"""A local socket answers in under a millisecond; a hung first instance must not hang the second."""
MAX_MESSAGE_BYTES = 4096
"""`raise` or one link; nothing else is ever asked of a running instance."""


def server_name(data_dir: Path) -> str:
    """Return the socket's name: one a user and data folder, in the user's own runtime folder."""
    folder = str(data_dir.resolve())
    user = str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    name = "grapevine-" + hashlib.blake2b(f"{user}\n{folder}".encode(), digest_size=8).hexdigest()
    runtime = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.RuntimeLocation)
    return str(Path(runtime) / name) if runtime and os.name == "posix" else name


def hand_over(options: Options) -> bool:
    """Ask a running instance with this data folder to show itself; False if there is none."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(options.data_dir))
    if not socket.waitForConnected(CONNECT_MS):
        return False
    socket.write(b"raise\n")
    socket.waitForBytesWritten(CONNECT_MS)
    socket.disconnectFromServer()
    return True


class FirstInstance(QObject):
    """Listens for later starts; `raise_requested` when one came."""

    raise_requested = Signal()

    def __init__(self, options: Options, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)
        name = server_name(options.data_dir)
        if not self._server.listen(name):
            # What a crash left behind: nobody answered there a moment ago.
            QLocalServer.removeServer(name)
            if not self._server.listen(name):
                log.info("a second start will not find this one: %s", self._server.errorString())

    def close(self) -> None:
        """Stop listening and remove the socket."""
        self._server.close()

    def _accept(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is None:
            return
        socket.setReadBufferSize(MAX_MESSAGE_BYTES)
        socket.readyRead.connect(lambda: self._read(socket))
        socket.disconnected.connect(socket.deleteLater)
        self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if socket.canReadLine() and bytes(socket.readLine(MAX_MESSAGE_BYTES).data()) == b"raise\n":
            self.raise_requested.emit()

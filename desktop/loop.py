"""The windows' event loop: the only place that imports qasync."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.app import Face

os.environ["QT_API"] = "pyside6"  # before the import: qasync takes the first binding it finds

import qasync  # noqa: E402


def run_loop(app: QApplication, face: Face) -> int:
    """Run the windows on a qasync loop until the application quits; returns the exit code."""
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    ended = asyncio.Event()
    app.aboutToQuit.connect(ended.set)
    try:
        with loop:
            face.show()
            loop.run_until_complete(ended.wait())
    finally:
        asyncio.set_event_loop(None)
    return face.exit_code

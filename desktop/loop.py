"""The windows' event loop: the only place that imports qasync."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

os.environ["QT_API"] = "pyside6"  # before the import: qasync takes the first binding it finds

import qasync


def run_loop(app: QApplication) -> None:
    """Run a qasync loop until the application quits."""
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    ended = asyncio.Event()
    app.aboutToQuit.connect(ended.set)
    try:
        with loop:
            loop.run_until_complete(ended.wait())
    finally:
        asyncio.set_event_loop(None)

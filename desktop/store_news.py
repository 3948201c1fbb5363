"""Brings what the store finds out by itself to the engine: changes, old looks at it, lost entries."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.services.chat import Chat
    from desktop.store.store import Store
    from net.lost import LostEntry
    from net.node import Node

log = logging.getLogger(__name__)


def listen(store: Store, node: Node, chat: Chat) -> None:
    """Pass the store's news on, from its threads to the running loop, for the life of the engine."""
    loop = asyncio.get_running_loop()

    def lost(entry: LostEntry) -> None:
        log.warning(
            "Entry %d of a log had changed on the disk. It was taken out, and others are asked for it.",
            entry.seq,
        )
        node.lost(entry)
        chat.touched(entry.room)

    store.history.on_changed = chat.changed
    store.on_held = lambda: loop.call_soon_threadsafe(chat.snapshots_are_old)
    store.on_lost = lambda entry: loop.call_soon_threadsafe(lost, entry)

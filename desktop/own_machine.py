"""What this computer tells the settings: its network interfaces, and the space that is used and free."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from desktop.ui.settings_values import InterfaceView, StorageView

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.engine import Engine


async def interfaces(engine: Engine) -> tuple[InterfaceView, ...]:
    """Return the interfaces there are, and those chosen that are gone."""
    return tuple(InterfaceView(*each) for each in engine.network.interfaces())


async def storage(engine: Engine) -> StorageView:
    """Return how much is kept, where, and how much more there is room for."""
    import asyncio  # noqa: PLC0415 - the first paint does not wait for it

    messages = await engine.store.read(lambda reader: reader.message_count())
    size, free = await asyncio.to_thread(_sizes, engine.store.path.parent)
    folder = str(engine.store.path.parent)
    return StorageView(folder=folder, size_bytes=size, messages=messages, free_bytes=free)


def _sizes(folder: Path) -> tuple[int, int]:
    used = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    return used, shutil.disk_usage(folder).free

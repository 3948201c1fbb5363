"""A disk that fills up under a running store, and has room again: run on a small disk of its own."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from desktop.store.errors import KnownStoreError
from desktop.store.store import Store
from tests.faults.authors import ROOM, Author, stamp
from tests.faults.plain import ME

BALLAST_BYTES = 1024 * 1024
MAX_ENTRIES = 20_000
"""Far more than a few megabytes hold: then the disk was not small."""


async def fill(folder: Path) -> dict[str, object]:
    """Write until the disk is full, read, make room, and write the refused words again.

    Returns:
        What happened: the trouble and its words, how many entries were kept before and after.
    """
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(BALLAST_BYTES))
    me = Author("me")
    store = await asyncio.to_thread(lambda: Store.open(folder / "data", me.device, ME, now_ms=0))
    kept = 0
    refused = None
    error: KnownStoreError | None = None
    for number in range(MAX_ENTRIES):
        entry = me.say("some words that take room " * 8, stamp(number))
        try:
            await store.history.append([entry])
        except KnownStoreError as caught:
            refused, error = entry, caught
            break
        kept += 1
    shown = len(await store.read(lambda reader: reader.latest(ROOM, MAX_ENTRIES)))
    ballast.unlink()
    if refused is not None:
        await store.history.append([refused])
        await store.history.append([me.say("and on it goes", stamp(MAX_ENTRIES))])
    after = await store.read(lambda reader: reader.entry_count())
    sound = await store.check()
    await store.aclose()
    again = await asyncio.to_thread(lambda: Store.open(folder / "data", me.device, ME, now_ms=0))
    reopened = await again.read(lambda reader: reader.entry_count())
    await again.aclose()
    return {
        "trouble": error.trouble.name if error is not None else None,
        "words": str(error),
        "kept": kept,
        "shown": shown,
        "after": after,
        "reopened": reopened,
        "recovered": again.recovered is not None,
        "sound": sound,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(fill(Path(sys.argv[1])))))

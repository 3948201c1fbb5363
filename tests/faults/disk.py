"""A disk that can lose its power: remembers what was written since the last sync of each file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import apsw

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

SECTOR_BYTES = 512
"""What a disk writes whole or not at all."""


class DiskOff(apsw.IOError):
    """What SQLite is told of a write that fails."""

    result = apsw.SQLITE_IOERR
    extendedresult = apsw.SQLITE_IOERR_WRITE


@dataclass(slots=True)
class _Content:
    """One file: what is on the platters, and what only the cache knows, in order."""

    durable: bytearray
    cached: list[tuple[int, bytes | None]] = field(default_factory=list)
    """(offset, bytes) of a write, (size, None) of a truncation."""


class Disk(apsw.VFS):
    """Passes everything through to the system's files and keeps book until the power goes.

    Register it by making it; give its name to SQLite; call `unregister` in the end.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.files: dict[str, _Content] = {}
        self.operations = 0
        self.cut_after: int | None = None
        self.fail_at: int | None = None
        self.is_off = False
        super().__init__(name, "")

    def xOpen(self, name: object, flags: list[int]) -> _File:  # noqa: N802 - SQLite's name
        return _File(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        self.count()
        self.files.pop(filename, None)
        super().xDelete(filename, syncdir)

    def count(self) -> None:
        """Count one operation; from the chosen one on, nothing reaches the disk any more."""
        self.operations += 1
        if self.cut_after is not None and self.operations > self.cut_after:
            self.is_off = True
        if self.is_off or self.operations == self.fail_at:
            raise DiskOff("the disk is off")

    def after_the_cut(self, folder: Path, rng: random.Random) -> None:
        """Write what a power cut leaves: all that was synced and any part of what was not."""
        for name, content in self.files.items():
            left = bytearray(content.durable)
            fate = rng.choice(("lost", "kept", "some", "some", "first"))
            pieces = list(_pieces(content.cached))
            keep = rng.randrange(len(pieces) + 1)
            for number, (offset, data) in enumerate(pieces):
                kept = {
                    "lost": False,
                    "kept": True,
                    "some": rng.random() < 0.5,
                    "first": number < keep,
                }[fate]
                if not kept:
                    continue
                if data is None:
                    del left[offset:]
                else:
                    left.extend(bytes(max(0, offset + len(data) - len(left))))
                    left[offset : offset + len(data)] = data
            (folder / Path(name).name).write_bytes(left)


class _File(apsw.VFSFile):
    """A file of the system whose writes are noted; the shared-memory file never comes here."""

    def __init__(self, disk: Disk, name: object, flags: list[int]) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        self._disk = disk
        before = Path(path).read_bytes() if Path(path).exists() else b""
        self._content = disk.files.setdefault(path, _Content(bytearray(before)))
        super().__init__("", name, flags)  # type: ignore[arg-type]

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._disk.count()
        self._content.cached.append((offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self._disk.count()
        self._content.cached.append((newsize, None))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._disk.count()
        durable = self._content.durable
        for offset, data in self._content.cached:
            if data is None:
                del durable[offset:]
            else:
                durable.extend(bytes(max(0, offset + len(data) - len(durable))))
                durable[offset : offset + len(data)] = data
        self._content.cached.clear()


def _pieces(cached: list[tuple[int, bytes | None]]) -> Iterator[tuple[int, bytes | None]]:
    """Cut writes into sectors: the unit in which a torn write is torn."""
    for offset, data in cached:
        if data is None:
            yield offset, None
            continue
        start = 0
        while start < len(data):
            end = min(len(data), start + SECTOR_BYTES - (offset + start) % SECTOR_BYTES)
            yield offset + start, data[start:end]
            start = end

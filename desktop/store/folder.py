"""The data folder: private to its owner, held by one instance, its names and files safely on disk."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import stat
import sys
from typing import TYPE_CHECKING

from desktop.store.errors import DataFolderInUse, KnownStoreError, Trouble

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)

FOLDER_MODE = 0o700
FILE_MODE = 0o600
LOCK_NAME = "lock"

_REFUSALS = {
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EROFS: Trouble.READ_ONLY,
    errno.EACCES: Trouble.READ_ONLY,
    errno.EPERM: Trouble.READ_ONLY,
    errno.EIO: Trouble.IO,
}


def known_os_error(error: OSError) -> KnownStoreError:
    """Return what a refusal by the operating system means for people."""
    detail = f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror)
    return KnownStoreError(_REFUSALS.get(error.errno or 0, Trouble.CANNOT_OPEN), detail)


def make_private(folder: Path) -> None:
    """Make the folder, or take away everybody else's rights to an existing one.

    Raises:
        KnownStoreError: it is no folder, or it cannot be made or changed.
    """
    try:
        folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        restrict(folder, FOLDER_MODE)
        for file in folder.iterdir():
            if file.is_file() and not file.is_symlink():
                restrict(file, FILE_MODE)
    except OSError as error:
        raise known_os_error(error) from error


def restrict(path: Path, mode: int) -> None:
    """Give a file or folder exactly this mode, whatever the umask was when it was made."""
    if sys.platform == "win32":
        return  # the profile folder's access list already keeps other users out
    found = stat.S_IMODE(path.stat().st_mode)
    if found != mode:
        if found & 0o077:
            log.info("took away other users' rights to %s", path.name)
        path.chmod(mode)


def create_private(path: Path) -> None:
    """Create an empty file that only its owner can read; SQLite's side files copy its mode.

    Raises:
        OSError: it exists or cannot be made.
    """
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, FILE_MODE)
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, FILE_MODE)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Wait until a file's bytes are on disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until a folder's names are on disk: a new or renamed file survives a power cut."""
    if sys.platform == "win32":
        return  # a directory cannot be opened there; NTFS journals the names
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class FolderLock:
    """Holds the folder for this instance; the system lets go of it when the process ends."""

    def __init__(self, folder: Path) -> None:
        """Take the lock at once.

        Raises:
            DataFolderInUse: another instance has it.
            KnownStoreError: the lock file cannot be made.
        """
        try:
            self._descriptor = os.open(folder / LOCK_NAME, os.O_CREAT | os.O_RDWR, FILE_MODE)
        except OSError as error:
            raise known_os_error(error) from error
        try:
            _lock(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            raise DataFolderInUse(folder) from error
        with contextlib.suppress(OSError):
            restrict(folder / LOCK_NAME, FILE_MODE)

    def release(self) -> None:
        """Let the next instance in."""
        os.close(self._descriptor)


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - exists on Windows only

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - does not exist on Windows

        # flock belongs to the open file, not to the process: two stores in one process clash too.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

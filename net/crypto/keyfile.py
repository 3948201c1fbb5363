"""The file with this device's private keys: made once, whole or absent, for its owner only."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import secrets
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import msgspec

from net.crypto.identity import KEY_BYTES, UNREADABLE, DeviceCertificate, Identity
from net.errors import NetError, RemoteProtocolError, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

log = logging.getLogger(__name__)

KEY_FILE_NAME = "identity.key"

FOLDER_MODE = 0o700
FILE_MODE = 0o600

MAX_KEY_FILE_BYTES = 4096
"""A key file has under 500 bytes; anything longer is not one and is not read."""

_FORMAT = "grapevine identity 1"

_CHECK_BYTES = 16
"""Enough to notice any damage; it protects against accidents, not against people."""

_TEMPORARY_SUFFIX = ".new"

_ON_POSIX = os.name == "posix"
"""Elsewhere a folder cannot be synced, modes say nothing, and rename never overwrites."""


class KeyFileError(NetError):
    """The key file cannot be used or made; the text says what to do."""


class _KeyFile(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The content of the file: a MessagePack array of these."""

    format: str
    person_seed: bytes
    sign_seed: bytes
    link_seed: bytes
    certificate: bytes
    check: bytes


def load_or_create(folder: Path, *, now_ms: int) -> Identity:
    """Return the identity kept in the folder, or make one and keep it there.

    Safe against other threads and processes that do the same at once: all get the same identity.
    Blocks on the disk.

    Args:
        folder: Made if missing, with mode 0700, and so are missing folders above it.
        now_ms: Unix time, for the certificate of a new identity.

    Raises:
        KeyFileError: the file is damaged (it is left as it is), or the disk refuses.
    """
    path = folder / KEY_FILE_NAME
    with _clear_errors(path):
        _prepare_folder(folder)
        if not os.path.lexists(path):
            with _written(path, _encode(Identity.generate(now_ms))) as temporary:
                _name_once(temporary, path)
        identity = _load(path)
        _remove_leftovers(folder)
        return identity


def renew_device(folder: Path, identity: Identity, *, now_ms: int) -> Identity:
    """Give this person a new device key, kept in the folder in place of the old one.

    For a device whose own logs may have lost their end: going on under the old key could write a
    second entry for a place in a log, which others would rightly take for a fork. The old file is
    kept beside the new one. Blocks on the disk; a crash leaves the old keys or the new ones.

    Raises:
        KeyFileError: the disk refuses; the old file still stands.
    """
    path = folder / KEY_FILE_NAME
    renewed = identity.on_new_device(now_ms)
    kept = path.with_name(f"{KEY_FILE_NAME}.before-{now_ms}")
    with _clear_errors(path):
        with _written(kept, path.read_bytes()) as temporary:
            _name_once(temporary, kept)
        with _written(path, _encode(renewed)) as temporary:
            temporary.replace(path)
    return renewed


@contextmanager
def _clear_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise KeyFileError(
            "The keys in {path} cannot be used: {reason}. Make sure that the folder belongs to you,"
            " can be written and has room, then start again.",
            path=path,
            reason=error.strerror or error,
        ) from error


def _prepare_folder(folder: Path) -> None:
    missing = []
    for parent in (folder, *folder.parents):
        if parent.exists():
            break
        missing.append(parent)
    for made in reversed(missing):
        try:
            made.mkdir(FOLDER_MODE)
        except FileExistsError:
            continue  # another process was faster
        _sync_folder(made.parent)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "a file stands where the folder should be")
    _repair_mode(folder, FOLDER_MODE)


def _repair_mode(path: Path, wanted: int) -> None:
    mode = stat.S_IMODE(path.stat().st_mode)
    if _ON_POSIX and mode & 0o077:
        log.warning("%s had mode %o and others could get at it; it has %o now", path, mode, wanted)
        path.chmod(wanted)


@contextmanager
def _written(path: Path, content: bytes) -> Iterator[Path]:
    """Write the content to a temporary file, for the body to name; then put all names on disk."""
    temporary = path.with_name(f".{KEY_FILE_NAME}.{secrets.token_hex(8)}{_TEMPORARY_SUFFIX}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(temporary, flags, FILE_MODE), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _name_once(temporary: Path, path: Path) -> None:
    """Give the file its final name; if another process was faster, leave theirs alone."""
    try:
        if _ON_POSIX:
            path.hardlink_to(temporary)  # unlike rename, this never replaces a file
        else:
            temporary.rename(path)
    except FileExistsError:
        return
    except OSError:
        if path.exists():
            return  # theirs is there, and our temporary file went as a leftover
        if not temporary.exists():
            raise
        temporary.rename(path)  # no hard links here, as on a USB stick


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    if not _ON_POSIX:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _load(path: Path) -> Identity:
    found = path.stat()
    if not stat.S_ISREG(found.st_mode) or found.st_size > MAX_KEY_FILE_BYTES:
        _damaged(path, Sentence("it is not a key file"))
    _repair_mode(path, FILE_MODE)
    return _decode(path, path.read_bytes())


def _remove_leftovers(folder: Path) -> None:
    """Remove what a crash between writing and naming left; its keys were never used.

    If another process is just between the two, it finds the name taken and uses that file.
    """
    for leftover in folder.glob(f".{KEY_FILE_NAME}.*{_TEMPORARY_SUFFIX}"):
        try:
            leftover.unlink(missing_ok=True)
        except OSError:  # not worth a refusal: it is unreadable to others like the key file
            log.info("could not remove %s", leftover)


def _encode(identity: Identity) -> bytes:
    seeds = [
        key.private_bytes_raw()
        for key in (identity.person_key, identity.sign_key, identity.link_key)
    ]
    encoded = identity.certificate.encoded
    content = _KeyFile(
        format=_FORMAT,
        person_seed=seeds[0],
        sign_seed=seeds[1],
        link_seed=seeds[2],
        certificate=encoded,
        check=_check(*seeds, encoded),
    )
    return msgspec.msgpack.encode(content)


def _decode(path: Path, content: bytes) -> Identity:
    try:
        kept = msgspec.msgpack.decode(content, type=_KeyFile)
    except UNREADABLE:
        _damaged(path, Sentence("it is incomplete or holds something else"))
    if kept.format != _FORMAT:
        _damaged(path, Sentence("it is of another version of Grapevine"))
    seeds = (kept.person_seed, kept.sign_seed, kept.link_seed)
    if kept.check != _check(*seeds, kept.certificate) or {len(s) for s in seeds} != {KEY_BYTES}:
        _damaged(path, Sentence("its content was changed"))
    try:
        certificate = DeviceCertificate.decode(kept.certificate)
    except RemoteProtocolError as error:
        _damaged(path, error.sentence)
    identity = Identity.from_seeds(*seeds, certificate.created_ms)
    if identity.certificate != certificate:
        _damaged(path, Sentence("its certificate belongs to other keys"))
    return identity


def _check(*parts: bytes) -> bytes:
    return hashlib.blake2b(b"".join(parts), digest_size=_CHECK_BYTES).digest()


def _damaged(path: Path, reason: Sentence) -> NoReturn:
    raise KeyFileError(
        "The file with this device's keys, {path}, cannot be used: {reason}. It was left as it is."
        " Put a good copy of it in its place; or move it away, and this device starts as a new one.",
        path=path,
        reason=reason,
    )

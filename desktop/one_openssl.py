"""Leaves the system's OpenSSL unloaded: all that is sealed is sealed by the one that `cryptography` brings.

Python's `hashlib` and `asyncio` load it whenever they find it, for hashes that Python has by itself and
for TLS, which nothing here speaks: five megabytes and 12 ms of a start.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec

LOADERS = ("_hashlib", "ssl")
"""Importing either loads it. Both may be missing from a Python: whoever asks for them is ready for that."""
OWN_HASHES = ("_md5", "_sha1", "_sha3", "_blake2")
"""Python's own, the ones that `hashlib` makes sure of; the SHA-2 ones changed their module's name."""
OWN_SHA2 = (("_sha2",), ("_sha256", "_sha512"))


def leave_out() -> bool:
    """Have them not found by whoever imports them from now on; before `hashlib` is imported.

    Returns whether it was done: not where Python was built with OpenSSL's hashes only.
    """
    if "hashlib" in sys.modules or not _has(OWN_HASHES) or not any(map(_has, OWN_SHA2)):
        return False
    for name in LOADERS:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # the import system's word for "there is none"
    return True


def _has(names: tuple[str, ...]) -> bool:
    return all(find_spec(name) is not None for name in names)

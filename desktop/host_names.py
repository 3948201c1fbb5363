"""What can be the name of a computer: a name that the DNS, or this system, can be asked for."""

from __future__ import annotations

import re

MAX_NAME_CHARS = 253
"""The longest name that the DNS has."""

_HOST = re.compile(r"(?!-)[A-Za-z0-9_-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9_-]{1,63}(?<!-))*\.?")
"""Names of the DNS, and the underscore that some computers have in theirs."""


def is_host_name(host: str) -> bool:
    """Whether a host can be looked up, in the letters that the DNS knows (IDNA); figures alone cannot."""
    if len(host) > MAX_NAME_CHARS:
        return False
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:  # an empty or overlong label, or signs that no name has
            return False
    if re.fullmatch(r"[0-9.]+", host):  # an address, or none; also in figures of another width
        return False
    return len(host) <= MAX_NAME_CHARS and _HOST.fullmatch(host) is not None

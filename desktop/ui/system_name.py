"""The full name of whoever is logged in, as a first suggestion for the name field."""

from __future__ import annotations

import sys

from desktop.ui.names import clean_name


def full_name() -> str:
    """Return the account's full name; empty where the system has none or only a role such as root."""
    return "" if sys.platform == "win32" else clean_name(_from_passwd())


def _from_passwd() -> str:
    import os  # noqa: PLC0415
    import pwd  # noqa: PLC0415 - there is none on Windows

    try:
        entry = pwd.getpwuid(os.getuid())
    except KeyError:  # a container's user that stands in no list
        return ""
    name = entry.pw_gecos.partition(",")[0]
    # System accounts carry their own name or a role there, which nobody is called.
    return "" if entry.pw_uid == 0 or name == entry.pw_name else name

"""Starts Grapevine anew in the place of this process, with what it was started with."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from desktop import deep_links

if TYPE_CHECKING:
    from collections.abc import Sequence


def command(started_with: Sequence[str]) -> tuple[str, ...]:
    """Return what starts the same again, but for a link, which was followed already.

    Args:
        started_with: As in sys.orig_argv.
    """
    more = (each for each in started_with[1:] if not each.startswith(deep_links.PREFIX))
    return (sys.executable, *more)


def start_again() -> int:
    """Become the new process; elsewhere than on POSIX start one and return the exit code of this."""
    wanted = command(sys.orig_argv)
    if os.name == "posix":
        os.execv(wanted[0], wanted)  # noqa: S606 - our own command
    subprocess.Popen(wanted)  # noqa: S603 - our own command
    return 0

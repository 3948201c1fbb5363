"""Refuses what Qt ends the process for: one pair of Python and PySide6, and a start without a screen."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import StartError

if TYPE_CHECKING:
    from collections.abc import Mapping

BROKEN_FROM = (6, 12)
"""PySide6 6.12 drops a reference to None in each void call; before Python 3.12, where None became
immortal (PEP 683), the process aborts within seconds."""
IMMORTAL_FROM = (3, 12)


def check_pair() -> None:
    """Check the installed pair before anything uses Qt.

    Asks the binding itself: metadata of the installation takes 30 ms to read, and a bundle has none.

    Raises:
        StartError: with the command that installs a good pair.
    """
    from PySide6 import __version__  # noqa: PLC0415 - importing is safe with any pair, using is not

    problem = problem_of(__version__, sys.version_info[:2])
    if problem is not None:
        raise StartError(problem)


def check_screen(environ: Mapping[str, str], system: str = sys.platform) -> None:
    """Check that this session has a screen, as one by ssh or of a service has not.

    Raises:
        StartError: with what works without one.
    """
    if system in ("win32", "darwin"):
        return
    if any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        return
    runtime = environ.get("XDG_RUNTIME_DIR")
    if runtime and Path(runtime, "wayland-0").exists():  # where Wayland looks without being told
        return
    raise StartError(
        "grapevine: there is no screen for a window here: neither DISPLAY nor WAYLAND_DISPLAY is set. "
        "`grapevine rpc` runs without one."
    )


def problem_of(pyside: str, python: tuple[int, int]) -> str | None:
    """Return why this pair must not run, None for a good one."""
    numbers = tuple(int(part) for part in pyside.split(".")[:2] if part.isdigit())
    if python >= IMMORTAL_FROM or numbers < BROKEN_FROM:
        return None
    return (
        f"PySide6 {pyside} aborts on Python {python[0]}.{python[1]}. Install an older one: "
        "python -m pip install 'PySide6-Essentials<6.12'; or use Python 3.12 or 3.13."
    )

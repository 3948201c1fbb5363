"""Refuses the one pair of Python and PySide6 that aborts the process."""

from __future__ import annotations

import sys
from importlib import metadata

from desktop.errors import StartError

BROKEN_FROM = (6, 12)
"""PySide6 6.12 drops a reference to None in each void call; before Python 3.12, where None became
immortal (PEP 683), the process aborts within seconds."""
IMMORTAL_FROM = (3, 12)


def check_pair() -> None:
    """Check the installed pair before anything imports Qt.

    Raises:
        StartError: with the command that installs a good pair.
    """
    try:
        version = metadata.version("PySide6-Essentials")
    except metadata.PackageNotFoundError:
        return  # a frozen bundle carries no metadata; it was tested as a whole
    problem = problem_of(version, sys.version_info[:2])
    if problem is not None:
        raise StartError(problem)


def problem_of(pyside: str, python: tuple[int, int]) -> str | None:
    """Return why this pair must not run, None for a good one."""
    numbers = tuple(int(part) for part in pyside.split(".")[:2] if part.isdigit())
    if python >= IMMORTAL_FROM or numbers < BROKEN_FROM:
        return None
    return (
        f"PySide6 {pyside} aborts on Python {python[0]}.{python[1]}. Install an older one: "
        "python -m pip install 'PySide6-Essentials<6.12'; or use Python 3.12 or 3.13."
    )

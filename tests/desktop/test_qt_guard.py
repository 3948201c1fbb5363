"""The pair of Python and PySide6 that aborts is refused, and every other is let through; so is no screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.errors import StartError
from desktop.qt_guard import check_pair, check_screen, problem_of


@pytest.mark.parametrize(
    ("pyside", "python", "good"),
    [
        ("6.12.0", (3, 11), False),
        ("6.13.1", (3, 11), False),
        ("6.11.3", (3, 11), True),
        ("6.8.3", (3, 11), True),
        ("6.12.0", (3, 12), True),
        ("6.12.0", (3, 13), True),
    ],
)
def test_the_pair_that_aborts_is_refused(pyside: str, python: tuple[int, int], good: bool) -> None:
    problem = problem_of(pyside, python)
    assert (problem is None) is good
    assert good or "PySide6-Essentials<6.12" in str(problem)


def test_the_installed_pair_runs() -> None:
    check_pair()


@pytest.mark.parametrize(
    "environ",
    [{"DISPLAY": ":0"}, {"WAYLAND_DISPLAY": "wayland-1"}, {"QT_QPA_PLATFORM": "offscreen"}],
)
def test_whatever_promises_a_screen_is_let_through(environ: dict[str, str]) -> None:
    check_screen(environ, "linux")
    check_screen({}, "win32")
    check_screen({}, "darwin")


def test_wayland_is_found_where_it_stands_by_itself(tmp_path: Path) -> None:
    environ = {"XDG_RUNTIME_DIR": str(tmp_path), "DISPLAY": ""}
    with pytest.raises(StartError):
        check_screen(environ, "linux")
    (tmp_path / "wayland-0").touch()
    check_screen(environ, "linux")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a screen")
def test_without_a_screen_it_says_so_and_does_not_abort(tmp_path: Path) -> None:
    hints = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR")
    ran = subprocess.run(
        [sys.executable, "-m", "desktop", "--data-dir", str(tmp_path)], capture_output=True,
        text=True, env={name: value for name, value in os.environ.items() if name not in hints},
        cwd=Path(__file__).resolve().parents[2], timeout=50,
    )  # fmt: skip
    assert ran.returncode == 1
    assert "`grapevine rpc`" in ran.stderr
    assert "Qt" not in ran.stderr

"""The pair of Python and PySide6 that aborts is refused, and every other is let through."""

from __future__ import annotations

import pytest

from desktop.qt_guard import check_pair, problem_of


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

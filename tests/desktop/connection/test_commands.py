"""Questions to the system: answered, not there, or given up."""

from __future__ import annotations

import sys

import pytest

from desktop.connection import commands


def test_an_answer_has_code_and_output() -> None:
    ran = commands.run((sys.executable, "-c", "import os; print(os.environ['LC_ALL']); exit(3)"))
    assert ran == commands.Ran(3, f"C{chr(10)}" if sys.platform != "win32" else "C\r\n")


def test_what_is_not_there_is_no_error() -> None:
    assert commands.run(("no-such-program-anywhere",)).code == commands.NOT_THERE


def test_what_waits_for_somebody_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "PATIENCE_S", 0.05)
    wait = "import signal; signal.pause()" if sys.platform != "win32" else "while True: pass"
    assert commands.run((sys.executable, "-c", wait)) == commands.Ran(None, "")


def test_an_endless_answer_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "MAX_OUTPUT_CHARS", 10)
    assert commands.run((sys.executable, "-c", "print('x' * 1000)")).output == "x" * 10

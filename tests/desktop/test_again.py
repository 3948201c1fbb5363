"""Another language is spoken after a restart, which the settings offer and which keeps the arguments."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from desktop import again, app, languages
from desktop.options import Options
from desktop.single_instance import FirstInstance


@pytest.mark.usefixtures("german")
def test_only_another_language_needs_a_restart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("de_AT"))
    assert languages.is_spoken("de")
    assert languages.is_spoken("")
    assert languages.is_spoken(None)
    assert not languages.is_spoken("ar")
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("ar_EG"))
    assert not languages.is_spoken("")


def test_it_starts_with_the_same_arguments_but_for_a_link() -> None:
    started = ("python", "-m", "desktop", "--data-dir", "/x", "grapevine://room/abc")
    assert again.command(started) == (sys.executable, "-m", "desktop", "--data-dir", "/x")


@pytest.mark.parametrize("wanted", [True, False])
def test_the_process_is_replaced_after_everything_was_closed(
    monkeypatch: pytest.MonkeyPatch, qapp: QApplication, *, wanted: bool
) -> None:
    class Left:
        ended, exit_code, again = True, 7, wanted

    calls: list[object] = []
    monkeypatch.setattr(app, "begin", lambda *_: Left())
    monkeypatch.setattr(app, "_first_paint", lambda face: calls.append(face.ended))
    monkeypatch.setattr(FirstInstance, "claim", lambda _: object())
    monkeypatch.setattr(app, "QApplication", lambda _: qapp)
    monkeypatch.setattr(os, "name", "posix")
    monkeypatch.setattr(os, "execv", lambda path, _: calls.append(path))
    monkeypatch.setattr(subprocess, "Popen", lambda _: None)
    monkeypatch.setattr(sys, "setswitchinterval", lambda _: None)
    code = app.run(Options(face="window", data_dir=Path("/nowhere")))
    assert calls == ([True, sys.executable] if wanted else [True])
    assert code == (0 if wanted else 7)

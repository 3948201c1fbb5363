"""A system that cannot draw emoji is told which package helps; any other hears nothing."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import emoji_font
from desktop.ui.emoji_font import advice, wanted_package
from desktop.ui.emoji_picker import EmojiPicker
from desktop.ui.theme import ThemeSwitch


@pytest.mark.parametrize(
    ("release", "package"),
    [
        ({"ID": "debian"}, "fonts-noto-color-emoji"),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "fonts-noto-color-emoji"),
        ({"ID": "fedora"}, "google-noto-color-emoji-fonts"),
        ({"ID": "opensuse-leap", "ID_LIKE": "suse opensuse"}, "noto-coloremoji-fonts"),
        ({"ID": "own"}, ""),
        ({}, ""),
    ],
)
def test_the_package_is_that_of_the_distribution(release: dict[str, str], package: str) -> None:
    assert wanted_package(release) == package


def test_the_advice_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emoji_font, "emoji_family", lambda: None)
    monkeypatch.setattr(emoji_font, "_release", lambda: {"ID": "debian"})
    monkeypatch.setattr("sys.platform", "linux")
    assert "fonts-noto-color-emoji" in advice()
    monkeypatch.setattr(emoji_font, "_release", dict)
    assert "Noto Color Emoji" in advice()
    monkeypatch.setattr(emoji_font, "emoji_family", lambda: "Noto Color Emoji")
    assert advice() == ""


@pytest.mark.parametrize("family", [None, "Noto Color Emoji"])
def test_the_picker_says_it(
    qtbot: QtBot, switch: ThemeSwitch, monkeypatch: pytest.MonkeyPatch, family: str | None
) -> None:
    monkeypatch.setattr(emoji_font, "emoji_family", lambda: family)
    parent = QWidget()
    qtbot.addWidget(parent)
    picker = EmojiPicker(switch, parent)
    assert picker.advice.isVisibleTo(picker) == (family is None)

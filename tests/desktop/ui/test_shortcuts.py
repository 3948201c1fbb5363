"""One table of keys: nothing twice, and every key of the window does something."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from desktop.ui import shortcuts
from desktop.ui.chat_window import ChatWindow
from desktop.ui.shortcuts import SHORTCUTS, Scope


def test_no_keys_twice_where_they_could_meet() -> None:
    for scope in Scope:
        # The keys of the window work everywhere, so they may not stand in any other scope either.
        here = [entry for entry in SHORTCUTS if entry.scope in {scope, Scope.WINDOW}]
        keys = Counter(QKeySequence(keys).toString() for entry in here for keys in entry.keys)
        assert [each for each, count in keys.items() if count > 1] == []


def test_ids_are_unique_and_keys_are_keys() -> None:
    assert len({entry.id for entry in SHORTCUTS}) == len(SHORTCUTS)
    for entry in SHORTCUTS:
        assert entry.keys
        assert entry.title
        for keys in entry.keys:
            assert QKeySequence(keys).toString(), keys


def test_every_key_of_the_window_is_an_action_of_it(window: ChatWindow) -> None:
    wired = {each.toString() for action in window.actions() for each in action.shortcuts()}
    for entry in SHORTCUTS:
        if entry.scope is Scope.WINDOW:
            assert {QKeySequence(keys).toString() for keys in entry.keys} <= wired, entry.id
    assert len(window.actions()) == sum(entry.scope is Scope.WINDOW for entry in SHORTCUTS)


def test_tooltips_name_the_keys() -> None:
    assert shortcuts.tooltip("Settings", "settings") == "Settings (Ctrl+,)"
    with pytest.raises(KeyError):
        shortcuts.shortcut("no-such")

"""Other keys for an action: nothing is pressed twice, nothing that is for writing, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from desktop.ui import shortcuts
from desktop.ui.key_map import KEYS_EACH, KeyMap, can_change, portable
from desktop.ui.settings_keys import usable
from desktop.ui.shortcuts import SHORTCUTS

CHANGEABLE = [entry.id for entry in SHORTCUTS if can_change(entry)]
KEYS = st.sampled_from(["Ctrl+K", "Ctrl+J", "Ctrl+9", "F7", "Alt+Up", "Ctrl+Alt+Shift+X", "Ctrl+N"])


def held(keys: KeyMap) -> list[str]:
    return [portable(each) for entry in SHORTCUTS for each in keys.keys(entry.id)]


def test_the_keys_of_sending_are_those_of_the_setting() -> None:
    keys = KeyMap()
    told: list[None] = []
    keys.changed.connect(lambda: told.append(None))
    for on, shown in ((True, ("Ctrl+Enter", "Enter")), (False, ("Enter", "Shift+Enter"))):
        keys.send_with_control(on=on)
        keys.send_with_control(on=on)
        assert (keys.text("send"), keys.text("newline")) == shown
        assert keys.overrides() == {}
    assert len(told) == 2


def test_given_keys_are_kept_and_come_back(qtbot: QtBot) -> None:
    keys = KeyMap()
    with qtbot.waitSignal(keys.changed):
        keys.give("switcher", "Ctrl+Alt+G")
    assert keys.text("switcher") == "Ctrl+Alt+G"
    again = KeyMap(keys.overrides())
    assert again.keys("switcher") == ("Ctrl+Alt+G",)
    assert again.is_changed("switcher")
    again.reset("switcher")
    assert again.overrides() == {}


def test_taken_keys_leave_the_other_action() -> None:
    keys = KeyMap()
    holder = keys.holder("ctrl+k", "new")
    assert holder is not None
    assert holder.id == "switcher"
    keys.give("new", "Ctrl+K")
    assert keys.keys("switcher") == ()
    assert keys.text("switcher") == ""
    keys.reset("switcher")
    assert keys.keys("switcher") == ("Ctrl+K",)
    assert keys.keys("new") == ()
    keys.reset_all()
    assert keys.overrides() == {}


def test_an_action_with_several_keys_loses_only_one() -> None:
    keys = KeyMap()
    keys.give("new", "Ctrl+Tab")
    assert keys.keys("next-room") == ("Alt+Down", "Ctrl+PgDown")


def test_keys_of_writing_and_reading_are_not_given_away() -> None:
    keys = KeyMap()
    fixed = next(entry for entry in SHORTCUTS if entry.id == "send")
    assert not can_change(fixed)
    with pytest.raises(ValueError, match="Enter"):
        keys.give("new", "Enter")
    with pytest.raises(ValueError, match="Ctrl"):
        keys.give("send", "Ctrl+Alt+Q")
    assert keys.overrides() == {}


@pytest.mark.parametrize(
    "found",
    [
        {"switcher": "Ctrl+K"}, {"no-such": ["F9"]}, {"switcher": None}, {"send": ["F9"]},
        {"switcher": {"a": 1}},
    ],
)  # fmt: skip
def test_a_strange_file_changes_nothing(found: dict[str, object]) -> None:
    assert KeyMap(found).keys("switcher") == ("Ctrl+K",)
    assert KeyMap(found).keys("send") == shortcuts.shortcut("send").keys


def test_a_long_file_is_cut() -> None:
    keys = KeyMap({"switcher": [f"Ctrl+F{n}" for n in range(1, 30)]})
    assert len(keys.keys("switcher")) == KEYS_EACH


@given(st.lists(st.tuples(st.sampled_from(CHANGEABLE), KEYS, st.booleans()), max_size=12))
def test_whatever_is_given_and_reset_no_keys_are_held_twice(
    steps: list[tuple[str, str, bool]],
) -> None:
    keys = KeyMap()
    for shortcut_id, wanted, give in steps:
        try:
            keys.give(shortcut_id, wanted) if give else keys.reset(shortcut_id)
        except ValueError:
            continue
        # Ctrl+J belongs to reading, whose scope may share keys with writing, but not with this.
        changeable = [p for e in SHORTCUTS if can_change(e) for p in map(portable, keys.keys(e.id))]
        assert len(changeable) == len(set(changeable))
    assert set(KeyMap(keys.overrides()).overrides()) == set(keys.overrides())


@pytest.mark.parametrize(
    ("keys", "fine"),
    [
        ("Ctrl+G", True), ("F5", True), ("Shift+F5", True), ("Alt+1", True), ("G", False),
        ("Shift+G", False), ("Space", False), ("", False), ("Ctrl+K, Ctrl+L", False),
    ],
)  # fmt: skip
def test_only_keys_that_write_nothing(keys: str, fine: bool) -> None:
    assert usable(keys) is fine

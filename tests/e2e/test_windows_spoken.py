"""A window used as a blind person does: what a screen reader is told, and what it can do."""

from __future__ import annotations

from functools import partial

import pytest

from tests.e2e.conftest import Open, Start, address, lobby
from tests.lab.rpc_peer import RpcPeer
from tests.lab.window import Window

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

WINDOWS = {
    "ctrl+k": "switcher",
    "ctrl+comma": "settings-window",
    "ctrl+shift+f": "search-window",
    "ctrl+shift+o": "presence-window",
    "ctrl+shift+w": "network-window",
    "ctrl+shift+n": "announce-window",
    "ctrl+shift+b": "browse-rooms",
    "ctrl+shift+a": "add-address",
    "ctrl+slash": "keys-sheet",
    "ctrl+f": "find-field",
}
"""Keys to what they open."""


def with_bo(start: Start, open_window: Open) -> tuple[Window, RpcPeer]:
    """A window linked with a headless peer who has talked in the lobby and to her alone."""
    bo = start("Bo")
    ana = open_window("ana", "--name", "Ana", "--connect", address(bo))
    bo.wait_until("people.list", lambda people: any(each["name"] == "Ana" for each in people))
    ana_id = me(bo)
    for words in ("first words", "second words", "third words"):
        bo.call("messages.send", room=lobby(bo), text=words)
    direct = bo.call("direct.open", person=ana_id)["room"]
    bo.call("messages.send", room=direct, text="psst")
    ana.wait(lambda: ana.lists("Bo, ", "psst", "unread"), "the direct room in the list of rooms")
    ana.hears("third words")
    ana.activate()
    return ana, bo


def test_read_open_a_room_write_and_send(start: Start, open_window: Open) -> None:
    ana, bo = with_bo(start, open_window)
    heard = [row.partition(": ")[2] for row in ana.messages()]
    assert heard == ["first words", "second words", "third words"]
    assert all(row.startswith("Bo, ") for row in ana.messages())
    assert ana.lists("Ana, you, Online")

    ana.act("Press", key="jump")
    ana.fill("jump-field", "Bo")
    places = ana.wait(lambda: ana.items("jump-list"), "places")
    assert places[0].startswith("Bo, ")
    ana.press("Return")
    ana.wait(lambda: ana.find(role="frame", name="Bo · Grapevine"), "the room with Bo")
    ana.hears("psst")
    assert len(ana.messages()) == 1

    words = "dictated, not typed\nللقارئ 日本 👍"
    ana.fill("message-text", words)
    ana.act("Press", key="send")
    assert bo.wait_notification("message.new").params["text"] == words
    ana.wait(lambda: "delivered" in ana.hears("dictated, not typed"), "its tick")
    bo.call("messages.send", room=bo.call("direct.open", person=me(bo))["room"], text="well said")
    ana.is_told("Bo: well said", "announcement")
    ana.hears("well said")


def me(bo: RpcPeer) -> str:
    people = bo.call("people.list")
    return str(next(each["person"] for each in people if each["name"] == "Ana"))


def test_keys_are_followed_aloud(start: Start, open_window: Open) -> None:
    ana, _bo = with_bo(start, open_window)
    ana.press("ctrl+j")
    ana.is_told("third words", "list item")
    ana.press("Up")
    ana.is_told("second words", "list item")
    ana.press("F6")
    ana.is_told("Message to lobby", "text")
    ana.press("ctrl+n")
    ana.is_told("Message to somebody…", "menu item")
    ana.press("Escape")
    ana.act("Press", key="emoji")
    ana.is_told("Search emoji")
    ana.press("Down")
    ana.is_told("face", "description")
    ana.press("Escape")
    ana.activate()
    ana.press("at")
    ana.is_told("Bo, Online", "description")
    ana.press("Return")
    ana.wait(lambda: ana.text("message-text") == "@Bo ", "the name in the text")
    ana.press("ctrl+a", "Delete")
    ana.press("ctrl+k")
    ana.is_told("Go to a room or a person")


def test_whatever_can_have_the_keyboard_has_a_name(start: Start, open_window: Open) -> None:
    ana, _bo = with_bo(start, open_window)
    assert ana.unnamed() == []
    for keys, opened in WINDOWS.items():
        ana.activate()
        ana.press(keys)
        ana.wait(partial(ana.find, key=opened), f"{opened} opens")
        assert ana.unnamed() == [], opened
        if opened == "settings-window":
            for page in [n.key for n in ana.nodes() if n.shown and n.key.startswith("nav-")]:
                ana.act("Toggle", key=page)
                ana.wait(partial(is_checked, ana, page), f"{page} opens")
                assert ana.unnamed() == [], page
        ana.press("Escape")
        ana.wait(partial(is_gone, ana, opened), f"{opened} closes")


def is_checked(window: Window, key: str) -> bool:
    node = window.find(key=key)
    return node is not None and "checked" in node.states


def is_gone(window: Window, key: str) -> bool:
    return window.find(key=key) is None

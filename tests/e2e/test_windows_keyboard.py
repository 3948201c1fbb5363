"""Two real windows of two processes, a window manager, and nothing but a keyboard."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Open, texts
from tests.lab.rpc_peer import RpcPeer
from tests.lab.window import Window

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

BOX = "message-text"


def kept(window: Window) -> list[str]:
    """The lobby's texts on the disk of a window that has ended."""
    with RpcPeer(window.data_dir, "Reader", "--no-discovery", "--listen", "127.0.0.1:0") as peer:
        return texts(peer)


def test_two_people_talk_with_keys_alone(open_window: Open) -> None:
    ana = open_window("ana")
    ana.activate()
    ana.press("ctrl+a")  # over the name that was suggested
    ana.write("Ana Ferreira", "first-run-name")
    ana.press("Return")
    bo = open_window("bo", "--name", "Bo", "--connect", ana.address)
    ana.wait(lambda: ana.lists("Bo, Online"), "Bo among the members")

    ana.activate()
    words = "café ñ 日本\nمرحبا 👍 second line"
    ana.write(words, BOX)
    ana.press("Return")
    ana.wait(lambda: ana.text(BOX) == "", "the box is empty again")
    assert bo.hears("second line").startswith("Ana Ferreira, ")

    bo.activate()
    bo.write("here is Bo", BOX)
    bo.press("Return")
    ana.hears("here is Bo")

    ana.activate()
    ana.press("Up")
    ana.wait(lambda: ana.text(BOX) == words, "the last own message is in the box")
    ana.press("Escape")
    ana.wait(lambda: ana.text(BOX) == "", "Esc gave up the edit")
    ana.press("Up")
    ana.wait(lambda: ana.text(BOX) == words, "the last own message is in the box again")
    ana.press("End")
    ana.screen.xdotool("type", "--delay", "40", " mended")
    ana.wait(lambda: ana.text(BOX) == f"{words} mended", "the new words")
    ana.press("Return")
    assert "edited" in bo.hears("second line mended")

    ana.press("alt+F4")
    assert ana.ended() == 0
    bo.wait(lambda: bo.lists("Ana Ferreira, ", "Offline"), "Ana left")
    bo.press("ctrl+q")
    assert bo.ended() == 0
    assert kept(ana) == kept(bo) == [f"{words} mended", "here is Bo"]


def test_places_are_reached_with_keys_alone(open_window: Open) -> None:
    ana = open_window("ana", "--name", "Ana")
    bo = open_window("bo", "--name", "Bo", "--connect", ana.address)
    bo.wait(lambda: bo.lists("Ana, ", "Online"), "Ana among the members")
    bo.activate()
    for words in ("one blue buoy", "a red buoy", "nothing of the kind"):
        bo.write(words, BOX)
        bo.press("Return")
        bo.wait(lambda: bo.text(BOX) == "", "the box is empty again")
        ana.hears(words)

    ana.activate()
    ana.press("ctrl+f")
    ana.write("buoy", "find-field")
    ana.wait(lambda: ana.find(key="find-count", name="1 of 2"), "two found")
    ana.press("Return")
    ana.wait(lambda: ana.find(key="find-count", name="2 of 2"), "the older one")
    ana.press("Escape")
    ana.wait(lambda: ana.find(key="find-field") is None, "the bar is gone")

    ana.activate()
    ana.press("ctrl+k")
    ana.write("bo", "jump-field")
    ana.wait(lambda: ana.lists("Bo"), "Bo is found")
    ana.press("Escape")
    ana.wait(lambda: ana.find(key="jump-field") is None, "the switcher is gone")
    ana.press("ctrl+k")
    ana.write("bo", "jump-field")
    ana.press("Return")
    ana.wait(lambda: ana.find(role="frame", name="Bo · Grapevine"), "the room with Bo")
    ana.write("only for you", BOX)
    ana.press("Return")
    bo.wait(lambda: bo.lists("Ana", "only for you"), "Bo's list of rooms tells it")
    bo.wait(lambda: bo.find(role="frame", name="(1) lobby · Grapevine"), "and his title")

    ana.press("ctrl+comma")
    ana.wait(lambda: ana.find(role="frame", name="Settings"), "the settings")
    ana.press("Escape")
    ana.wait(lambda: ana.find(key="settings-window") is None, "the settings are gone")
    ana.press("ctrl+q")
    assert ana.ended() == 0
    bo.activate()
    bo.press("alt+F4")
    assert bo.ended() == 0
    assert kept(ana) == kept(bo) == ["one blue buoy", "a red buoy", "nothing of the kind"]

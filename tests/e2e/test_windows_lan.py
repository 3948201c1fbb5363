"""Two real windows on two computers of a LAN find each other by themselves and talk."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.e2e.conftest import Open
from tests.lab.netns import Lab
from tests.lab.window import Window

pytestmark = [pytest.mark.lan, pytest.mark.slow, pytest.mark.timeout(300)]

BOX = "message-text"


def says(window: Window, words: str) -> None:
    """Type words and send them."""
    window.activate()
    window.write(words, BOX)
    window.press("Return")
    window.wait(lambda: window.text(BOX) == "", "the box is empty again")


def test_windows_on_two_hosts_meet_by_discovery_alone_and_talk(
    lab: Callable[[int], Lab], open_window: Open
) -> None:
    lan = lab(2)
    ana = open_window("ana", "--name", "Ana", host=lan.host(1))
    bo = open_window("bo", "--name", "Bo", host=lan.host(2))
    ana.wait(lambda: ana.lists("Bo, Online"), "Bo among the members")
    bo.wait(lambda: bo.lists("Ana, Online"), "Ana among the members")

    says(ana, "hello over there")
    assert bo.hears("hello over there").startswith("Ana, ")
    says(bo, "hello yourself")
    assert ana.hears("hello yourself").startswith("Bo, ")
    ana.wait(lambda: "delivered" in ana.hears("hello over there"), "its tick")

    lan.cut(2)
    bo.wait(lambda: bo.lists("Ana, ", "Offline"), "Ana out of reach")
    says(ana, "said while apart")
    lan.heal(2)
    assert bo.hears("said while apart").startswith("Ana, ")

    for window in (ana, bo):
        window.activate()
        window.press("ctrl+q")
        assert window.ended() == 0

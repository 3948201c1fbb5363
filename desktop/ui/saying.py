"""Says something where the person is looking: beside the main window, or in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.side_window import in_front

if TYPE_CHECKING:
    from desktop.ui.chat_window import ChatWindow


def say(window: ChatWindow, kind: str, words: str) -> None:
    """Say a sentence; kinds as of the bar above the messages: info, warn, danger.

    What only tells that something is done goes by itself, what went wrong stays.
    """
    beside = in_front()
    if beside is not None:
        beside.say(kind, words)
    elif window.first_run.isVisible():  # which has no room for a bar
        window.first_run.say(kind, words)
    else:
        window.show_banner(kind, words)
        if kind == "info":  # true when it was said, and perhaps not for long
            window.page.banner.pass_by()

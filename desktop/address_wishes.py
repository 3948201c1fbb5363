"""Tries the addresses that somebody typed or pasted, and says in the window what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.ui.bidi import filled
from desktop.ui.refusals import refusal
from desktop.ui.saying import say

if TYPE_CHECKING:
    from desktop.bridge import Bridge
    from desktop.ui.chat_window import ChatWindow
    from net.errors import Sentence


class AddressWishes(QObject):
    """Owned by the wiring; lives on the windows' thread.

    The addresses of an invite are those of one device, likeliest first: one that answers is enough,
    and where none does, what is said is said of the first.
    """

    changed = Signal()
    """Something came of an address."""

    def __init__(self, bridge: Bridge, window: ChatWindow) -> None:
        super().__init__()
        self._bridge = bridge
        self._window = window
        self._running: list[str] = []
        self._tried: list[str] = []
        """Those that run, and those that were tried together with them."""

        self._failed: dict[str, Exception] = {}
        self._answered = False

    def try_address(self, text: str) -> None:
        """Dial an address, together with those that are being tried."""
        if text in self._running:
            return
        if not self._running:
            self._tried.clear()
            self._failed.clear()
            self._answered = False
            words = filled(self.tr("Trying {0}: who is there shows up by itself."), text)
            say(self._window, "info", words)
        self._running.append(text)
        self._tried.append(text)
        self._bridge.call(
            lambda engine: engine.network.reach(text),
            lambda words: self._reached(text, words),
            lambda error: self._not_reached(text, error),
        )

    def _reached(self, text: str, words: Sentence) -> None:
        self._running.remove(text)
        self._answered = True
        say(self._window, "info", refusal(words))
        self.changed.emit()

    def _not_reached(self, text: str, error: Exception) -> None:
        self._running.remove(text)
        self._failed[text] = error
        if not self._answered and not self._running:
            first = next(each for each in self._tried if each in self._failed)
            say(self._window, "danger", refusal(self._failed[first]))
        self.changed.emit()

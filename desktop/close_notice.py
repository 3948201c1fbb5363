"""Says once that closing the window leaves Grapevine running: in a bubble, else when the window is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.notify import OWN, Bubble

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.notify import Notifier
    from desktop.tray import Tray
    from desktop.ui.chat_window import ChatWindow


class CloseNotice(QObject):
    """Belongs to what owns tray and notifier. A tray alone cannot tell whether its bubble was seen."""

    def __init__(self, tray: Tray, notifier: Notifier, window: ChatWindow) -> None:
        super().__init__(tray)
        self._notifier = notifier
        self._window = window
        self._answer: Callable[[], None] | None = None
        self._missed = False
        tray.set_teller(self._tell)

    def come_back(self) -> None:
        """Say in the window, which somebody looks at again, what no bubble could say."""
        self._notifier.withdraw(OWN)
        banner = self._window.page.banner
        if self._missed and self._answer is not None and banner.isHidden():
            self._missed = False
            words = self.tr(
                "While its window was closed Grapevine was still running, at its icon in the tray: "
                "you stayed reachable. To end it, quit in the icon's menu."
            )
            self._window.show_banner("info", words)
            self._answer()

    def _tell(self, title: str, text: str, answer: Callable[[], None]) -> None:
        self._answer, self._missed = answer, False
        self._notifier.show(Bubble(OWN, None, title, text), self._told)

    def _told(self, seen: bool) -> None:
        self._missed = not seen
        if seen and self._answer is not None:
            self._answer()

"""The menu of one message: what can be done with it, with the keys that do the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.ui import shortcuts
from desktop.ui.labels import button_text
from desktop.ui.menu_signs import put_sign
from desktop.ui.timeline.doings import Doing, do, doable, title
from desktop.ui.timeline.pieces import Act

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from desktop.model import Message
    from desktop.ui.timeline.pieces import Spot
    from desktop.ui.timeline.view import TimelineView

_LOOKS = {
    Doing.REPLY: ("reply", "R"),
    Doing.REACT: ("smile-plus", "+"),
    Doing.EDIT: ("edit", "E"),
    Doing.COPY: ("copy", "C"),
    Doing.LINK: ("link", "L"),
    Doing.PIN: ("pin", ""),
    Doing.DETAILS: ("info", ""),
    Doing.UNREAD: ("message", "U"),
    Doing.PERSON: ("user", "P"),
    Doing.DELETE: ("trash", "Del"),
}
"""Sign, and the key on a focused message."""


def fill_menu(menu: QMenu, view: TimelineView, message: Message, spot: Spot | None) -> None:
    """Add everything that can be done here."""
    theme = view.metrics.theme
    if view.reader.selection:
        words = QCoreApplication.translate("Timeline", "Copy selection")
        put_sign(menu.addAction(words, view.copy), "copy", theme)
    if spot is not None and spot.act is Act.LINK:
        target = spot.value
        words = QCoreApplication.translate("Timeline", "Copy link")
        put_sign(menu.addAction(words, lambda: view.clips.put(target)), "link", theme)
    for doing in doable(message, view.features):
        sign, keys = _LOOKS[doing]
        if doing is Doing.DELETE:
            _add_day(menu, view)
            menu.addSeparator()
        action = menu.addAction(button_text(title(doing, message)))
        put_sign(action, sign, theme)
        action.setObjectName(f"message-menu-{doing.value}")
        action.triggered.connect(lambda _=False, doing=doing: do(view, doing, message))
        if keys:
            # Shown beside the words only: the timeline handles its keys itself.
            native = shortcuts.native(keys)
            action.setText(f"{action.text()}\t{native}")
    if not menu.property("day"):
        _add_day(menu, view)


def _add_day(menu: QMenu, view: TimelineView) -> None:
    words = QCoreApplication.translate("Timeline", "Select this day")
    put_sign(menu.addAction(words, view.clips.select_day), "check", view.metrics.theme)
    menu.setProperty("day", True)

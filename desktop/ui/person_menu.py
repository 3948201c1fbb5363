"""What can be done with somebody without opening their card: the same as the card offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu

from desktop.ui.bidi import filled
from desktop.ui.labels import button_text
from desktop.ui.menu_signs import put_sign

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from desktop.model import PersonPresence
    from desktop.ui.theme import ThemeSwitch


@dataclass(frozen=True, slots=True)
class PersonActs:
    """What the entries do; one that nothing stands behind is None and not offered."""

    profile: Callable[[], object]
    message: Callable[[], object] | None
    mention: Callable[[], object] | None
    mute: Callable[[bool], object]
    block: Callable[[bool], object]


def person_menu(
    switch: ThemeSwitch, person: PersonPresence, acts: PersonActs, parent: QWidget
) -> QMenu:
    """Return a menu for one person, which is gone when closed."""
    translate = QCoreApplication.translate
    menu = QMenu(parent)
    menu.setObjectName("person-menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(filled(translate("ProfileCard", "More about {0}"), person.name))

    def entry(name: str, sign: str, words: str, act: Callable[[], object]) -> QAction:
        action = menu.addAction(button_text(words))
        action.setObjectName(f"person-{name}")
        action.triggered.connect(lambda _=False: act())
        put_sign(action, sign, switch.theme)
        return action

    entry("profile", "user", filled(translate("Timeline", "About {0}"), person.name), acts.profile)
    if person.mine:
        return menu
    if acts.message is not None:
        words = translate("ProfileCard", "Message")
        entry("message", "message", words, acts.message).setEnabled(not person.blocked)
    if acts.mention is not None:
        entry("mention", "at", translate("ProfileCard", "Mention"), acts.mention)
    menu.addSeparator()
    mute, unmute = translate("ProfileCard", "Mute"), translate("ProfileCard", "Unmute")
    sign, words = ("bell", unmute) if person.muted else ("bell-off", mute)
    entry("mute", sign, words, lambda: acts.mute(not person.muted))
    stop, again = translate("ProfileCard", "Block…"), translate("ProfileCard", "Unblock")
    words = again if person.blocked else stop
    entry("block", "ban", words, lambda: block(switch, person, acts.block, parent))
    return menu


def block(
    switch: ThemeSwitch, person: PersonPresence, changed: Callable[[bool], object], over: QWidget
) -> None:
    """Let somebody be heard again, or ask whether they shall not."""
    if person.blocked:
        changed(False)
        return
    from desktop.ui.room_dialogs import Confirm  # noqa: PLC0415 - only for this question

    translate = QCoreApplication.translate
    dialog = Confirm(
        switch,
        over,
        name="block-person",
        title=filled(translate("ProfileCard", "Block {0}?"), person.name),
        words=translate(
            "ProfileCard",
            "You will not see what they write, and they cannot write to you directly. "
            "They are not told.",
        ),
        act=translate("ProfileCard", "Block"),
    )
    dialog.confirmed.connect(lambda: changed(True))
    dialog.open()

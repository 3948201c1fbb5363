"""Gives the application its font: the bundled Inter on Linux, the system's own elsewhere."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase

from resources import FOLDER

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

log = logging.getLogger(__name__)

FACES = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")
"""The three weights of the design: 400, 500 and 600."""

EMOJI_FAMILIES = (
    "Noto Color Emoji",
    "Apple Color Emoji",
    "Segoe UI Emoji",
    "Twemoji",
    "JoyPixels",
    "EmojiOne Color",
)
"""Colour fonts that systems come with, most common first; none is bundled (10 MB)."""


def load(app: QApplication, platform: str = sys.platform) -> None:
    """Set the application's font and, where Qt can be told, its emoji font.

    Call it before the first ThemeSwitch. A face that cannot be read is logged and left out.
    """
    if platform.startswith("linux"):
        families = [family for face in FACES for family in _added(face)]
        if families:
            app.setFont(QFont(families[0]))
    emoji = emoji_family()
    # Qt 6.9 and later; before that Qt's own fallback finds an emoji font or does not.
    if emoji is not None and hasattr(QFontDatabase, "addApplicationEmojiFontFamily"):
        QFontDatabase.addApplicationEmojiFontFamily(emoji)


def emoji_family() -> str | None:
    """Return the colour emoji font of this system, None if it has none that is known here."""
    present = set(QFontDatabase.families())
    return next((family for family in EMOJI_FAMILIES if family in present), None)


def _added(face: str) -> list[str]:
    path = FOLDER / "fonts" / face
    number = QFontDatabase.addApplicationFont(str(path))
    if number < 0:
        log.warning("font %s is missing or cannot be read", path)
        return []
    return QFontDatabase.applicationFontFamilies(number)

"""The look for those who need it: colours as far apart as they go, frames as dark as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtGui import QColor

if TYPE_CHECKING:
    from desktop.ui.theme import Theme

_LIGHT = {
    "window": "#FFFFFF",
    "sunken": "#F2F4F5",
    "hover": "#E4E9EC",
    "border": "#15191E",
    "text": "#000000",
    "text2": "#15191E",
    "text3": "#15191E",
    "accent": "#00534B",
    "soft": "#C9E8E3",
    "softtext": "#003B35",
    "danger": "#8C0F0A",
    "dangersoft": "#FFFFFF",
    "warn": "#5C3B00",
    "ok": "#00512B",
    "away": "#6B4700",
    "off": "#3A424B",
    "mention": "#FFF3CF",
    "mentionbar": "#6B4700",
    "onmention": "#FFFFFF",
    "link": "#00357C",
    "selection": "#BFE5DF",
    "code_keyword": "#4D1FA3",
    "code_string": "#004A27",
    "code_number": "#00357C",
}
_DARK = {
    "window": "#000000",
    "surface": "#000000",
    "raised": "#0B0D0F",
    "sunken": "#15191E",
    "hover": "#1D2329",
    "border": "#E9ECEF",
    "text": "#FFFFFF",
    "text2": "#E9ECEF",
    "text3": "#E9ECEF",
    "accent": "#5FE6D5",
    "onaccent": "#000000",
    "soft": "#0C3B36",
    "softtext": "#C4FFF7",
    "danger": "#FFB4AD",
    "dangersoft": "#000000",
    "warn": "#FFD27A",
    "ok": "#7CF0B3",
    "away": "#FFD27A",
    "off": "#C3CBD3",
    "mention": "#241E08",
    "mentionbar": "#FFD05C",
    "onmention": "#000000",
    "link": "#B5D5FF",
    "selection": "#0A3A35",
    "code_keyword": "#E0CCFF",
    "code_string": "#A8F2C6",
    "code_number": "#B5D5FF",
}
_AUTHORS_LIGHT = (
    "#7D2113", "#623703", "#38420A", "#0B4A2C", "#06454F", "#173C8C", "#442A93", "#6F1D50",
)  # fmt: skip
_AUTHORS_DARK = (
    "#FFBDB0", "#FFD79C", "#DCEB8C", "#A0F0C4", "#9CE7F5", "#BBD2FF", "#D6C8FF", "#FFBFE0",
)  # fmt: skip


def high_contrast(theme: Theme) -> Theme:
    """Return this look with text at 7 : 1 (WCAG 1.4.6) and shapes at 4.5 : 1 or better."""
    codes = _DARK if theme.dark else _LIGHT
    authors = _AUTHORS_DARK if theme.dark else _AUTHORS_LIGHT
    # White initials: the fills of both looks as dark as the names of the light one.
    return msgspec.structs.replace(
        theme,
        high_contrast=True,
        authors=tuple(QColor(code) for code in authors),
        fills=tuple(QColor(code) for code in _AUTHORS_LIGHT),
        **{token: QColor(code) for token, code in codes.items()},
    )

"""The colours, fonts and zoom that every widget draws with, and the switch of light and dark."""

from __future__ import annotations

import enum
import zlib
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase

from desktop.ui import style
from desktop.ui.high_contrast import high_contrast
from desktop.ui.menu_signs import renew_signs

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

ZOOM_MIN = 0.8
ZOOM_MAX = 2.0
"""Below 0.8 the 11 px hint is under 9 px; above 2.0 the smallest window holds no whole message."""

ZOOM_STEPS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
"""What the zoom keys walk through: the steps of the web browsers, which hands know."""


class Theme(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One look, complete: what paints itself keeps it until the switch sends the next one.

    `rev` differs between any two themes of one switch, so that caches of laid out text can be keyed
    by it. `reduced_motion` asks for no animation at all, `compact` for rows of `row_px`.
    """

    dark: bool
    window: QColor
    surface: QColor
    raised: QColor
    sunken: QColor
    hover: QColor
    border: QColor
    text: QColor
    text2: QColor
    text3: QColor
    accent: QColor
    onaccent: QColor
    soft: QColor
    softtext: QColor
    danger: QColor
    dangersoft: QColor
    warn: QColor
    ok: QColor
    away: QColor
    off: QColor
    mention: QColor
    mentionbar: QColor
    onmention: QColor
    link: QColor
    selection: QColor
    shadow: QColor
    code_keyword: QColor
    code_string: QColor
    code_number: QColor
    fills: tuple[QColor, ...]
    authors: tuple[QColor, ...]
    zoom: float = 1.0
    rev: int = 0
    reduced_motion: bool = False
    high_contrast: bool = False
    compact: bool = False

    def avatar_fill(self, person: bytes) -> QColor:
        """Return the background of somebody's round picture; white stands on each of them."""
        return self.fills[_index(person, len(self.fills))]

    def author_text(self, person: bytes) -> QColor:
        """Return the colour of somebody's name above their messages."""
        return self.authors[_index(person, len(self.authors))]

    def px(self, length_px: float) -> int:
        """Return a length of the design in zoomed device-independent pixels."""
        return round(length_px * self.zoom)

    def row_px(self, comfortable_px: float, compact_px: float) -> int:
        """Return the zoomed height of a row in the density that was chosen."""
        return self.px(compact_px if self.compact else comfortable_px)

    def font(self, px: float, weight: int = 400) -> QFont:
        """Return the application's font in the size of the design (px, not yet zoomed)."""
        font = QFont()
        font.setPixelSize(max(1, self.px(px)))
        font.setWeight(QFont.Weight(weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def mono(self, px: float) -> QFont:
        """Return the system's fixed-pitch font in the size of the design (px, not yet zoomed)."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(max(1, self.px(px)))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


def _index(person: bytes, count: int) -> int:
    # The id, never the name: a namesake must not get the same colour by taking the name.
    return zlib.crc32(person) % count


def _colors(*codes: str) -> tuple[QColor, ...]:
    return tuple(QColor(code) for code in codes)


# White initials stand at 5.3 to 6.1 : 1 on these, in both themes.
_FILLS = (
    "#B4442F", "#94590F", "#5C6B12", "#1F7A4D", "#0F7285", "#2F62C9", "#6D4BC4", "#A8377D",
)  # fmt: skip


def light(zoom: float = 1.0, rev: int = 0, *, reduced_motion: bool = False) -> Theme:
    """Return the light look."""
    return Theme(
        dark=False,
        window=QColor("#F3F5F6"),
        surface=QColor("#FFFFFF"),
        raised=QColor("#FFFFFF"),
        sunken=QColor("#EFF2F3"),
        hover=QColor("#E9EDEF"),
        border=QColor("#DFE3E6"),
        text=QColor("#15191E"),
        text2=QColor("#4E5761"),
        text3=QColor("#5C656F"),
        accent=QColor("#0B7268"),
        onaccent=QColor("#FFFFFF"),
        soft=QColor("#DDF0ED"),
        softtext=QColor("#0A5F57"),
        danger=QColor("#B3261E"),
        dangersoft=QColor("#FCE9E7"),
        warn=QColor("#8A5A00"),
        ok=QColor("#177A48"),
        away=QColor("#A56F00"),
        off=QColor("#737C87"),
        mention=QColor("#FFF6DE"),
        mentionbar=QColor("#AD7600"),
        onmention=QColor("#15191E"),
        link=QColor("#0B63C5"),
        selection=QColor("#CBE9E5"),
        shadow=QColor(16, 24, 32, 46),
        code_keyword=QColor("#7541D2"),
        code_string=QColor("#0A6B3D"),
        code_number=QColor("#0B63C5"),
        fills=_colors(*_FILLS),
        authors=_colors(
            "#A63C28", "#87500B", "#52600F", "#1A6B43", "#0C6576", "#2857B5", "#6243B4", "#983070"
        ),
        zoom=zoom,
        rev=rev,
        reduced_motion=reduced_motion,
    )


def dark(zoom: float = 1.0, rev: int = 0, *, reduced_motion: bool = False) -> Theme:
    """Return the dark look."""
    return Theme(
        dark=True,
        window=QColor("#121518"),
        surface=QColor("#181C20"),
        raised=QColor("#20252A"),
        sunken=QColor("#22272D"),
        hover=QColor("#20262B"),
        border=QColor("#2B3138"),
        text=QColor("#E9ECEF"),
        text2=QColor("#AFB7C0"),
        text3=QColor("#9AA3AD"),
        accent=QColor("#2FB8A6"),
        onaccent=QColor("#04211D"),
        soft=QColor("#173733"),
        softtext=QColor("#7FE0D3"),
        danger=QColor("#FF8F86"),
        dangersoft=QColor("#3A1F1D"),
        warn=QColor("#F0B94D"),
        ok=QColor("#45C486"),
        away=QColor("#F0B94D"),
        off=QColor("#7A838D"),
        mention=QColor("#2A2717"),
        mentionbar=QColor("#E5AE2F"),
        onmention=QColor("#1B1608"),
        link=QColor("#7CB7FF"),
        selection=QColor("#173B37"),
        shadow=QColor(0, 0, 0, 128),
        code_keyword=QColor("#C9A6FF"),
        code_string=QColor("#7FD6A4"),
        code_number=QColor("#7CB7FF"),
        fills=_colors(*_FILLS),
        authors=_colors(
            "#F2917F", "#E0AC62", "#B9C95B", "#6FCF9E", "#63C7DA", "#8FB4FF", "#B8A2FA", "#F08FC8"
        ),
        zoom=zoom,
        rev=rev,
        reduced_motion=reduced_motion,
    )


class ThemeChoice(enum.Enum):
    """What a person picked; the value is what the settings keep."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Contrast(enum.Enum):
    """Whether colours are as far apart as they go; the value is what the settings keep."""

    SYSTEM = "system"
    NORMAL = "normal"
    HIGH = "high"


class ThemeSwitch(QObject):
    """Owns the current theme, dresses the application in it and tells everyone when it changes.

    Built once by the desktop face after the QApplication; lives as long as the windows.
    """

    changed = Signal(object)
    """The new Theme; the application's palette and style sheet are already those of it."""

    def __init__(
        self,
        app: QApplication,
        choice: ThemeChoice = ThemeChoice.SYSTEM,
        zoom: float = 1.0,
        *,
        reduced_motion: bool = False,
    ) -> None:
        super().__init__(app)
        self.setObjectName("theme-switch")
        self._app = app
        self._choice = choice
        self._zoom = _clamped(zoom)
        self._reduced_motion = reduced_motion
        self._contrast = Contrast.SYSTEM
        self._compact = False
        self._rev = 0
        app.setStyle("Fusion")
        self._tell_system()
        self._theme = self._made()
        self._dress()
        app.styleHints().colorSchemeChanged.connect(self._on_scheme)
        self._follow_contrast(app)

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return self._theme

    @property
    def choice(self) -> ThemeChoice:
        """What was picked; SYSTEM follows the desktop."""
        return self._choice

    def set_choice(self, choice: ThemeChoice) -> None:
        """Wear this look from now on."""
        if choice is self._choice:
            return
        self._choice = choice
        self._tell_system()
        self._renew()

    def set_zoom(self, zoom: float) -> None:
        """Draw everything this much larger, between ZOOM_MIN and ZOOM_MAX."""
        zoom = _clamped(zoom)
        if zoom != self._zoom:
            self._zoom = zoom
            self._renew()

    def step_zoom(self, steps: int) -> float:
        """Go up or down the list of zooms; 0 goes back to 1.0. Returns the zoom in force."""
        if steps == 0:
            self.set_zoom(1.0)
            return self._zoom
        nearest = min(range(len(ZOOM_STEPS)), key=lambda i: abs(ZOOM_STEPS[i] - self._zoom))
        self.set_zoom(ZOOM_STEPS[max(0, min(len(ZOOM_STEPS) - 1, nearest + steps))])
        return self._zoom

    def set_reduced_motion(self, *, reduced: bool) -> None:
        """Show no animation while true."""
        if reduced != self._reduced_motion:
            self._reduced_motion = reduced
            self._renew()

    @property
    def contrast(self) -> Contrast:
        """What was picked; SYSTEM follows the desktop where it says so."""
        return self._contrast

    def set_contrast(self, contrast: Contrast) -> None:
        """Keep colours this far apart from now on."""
        if contrast is not self._contrast:
            self._contrast = contrast
            self._renew()

    def set_compact(self, *, compact: bool) -> None:
        """Draw rows close together while true."""
        if compact != self._compact:
            self._compact = compact
            self._renew()

    def _is_high(self) -> bool:
        if self._contrast is not Contrast.SYSTEM:
            return self._contrast is Contrast.HIGH
        hints = self._app.styleHints()
        if not hasattr(hints, "accessibility"):  # before Qt 6.10 nobody says
            return False
        return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast

    def _follow_contrast(self, app: QApplication) -> None:
        hints = app.styleHints()
        if hasattr(hints, "accessibility"):
            hints.accessibility().contrastPreferenceChanged.connect(self._on_contrast)

    def _on_contrast(self) -> None:
        if self._is_high() != self._theme.high_contrast:
            self._renew()

    def _is_dark(self) -> bool:
        if self._choice is ThemeChoice.SYSTEM:
            # Unknown under bare window managers: then light.
            return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._choice is ThemeChoice.DARK

    def _made(self) -> Theme:
        self._rev += 1
        make = dark if self._is_dark() else light
        made = make(self._zoom, self._rev, reduced_motion=self._reduced_motion)
        if self._is_high():
            made = high_contrast(made)
        return msgspec.structs.replace(made, compact=self._compact)

    def _renew(self) -> None:
        self._theme = self._made()
        self._dress()
        renew_signs(self._theme)
        self.changed.emit(self._theme)

    def _dress(self) -> None:
        style.dress(self._app, self._theme)

    def _tell_system(self) -> None:
        """Let the title bars follow, where the window system can."""
        hints = self._app.styleHints()
        match self._choice:
            case ThemeChoice.SYSTEM:
                hints.unsetColorScheme()
            case ThemeChoice.LIGHT:
                hints.setColorScheme(Qt.ColorScheme.Light)
            case ThemeChoice.DARK:
                hints.setColorScheme(Qt.ColorScheme.Dark)

    def _on_scheme(self) -> None:
        if self._is_dark() != self._theme.dark:
            self._renew()


def _clamped(zoom: float) -> float:
    return max(ZOOM_MIN, min(ZOOM_MAX, zoom))

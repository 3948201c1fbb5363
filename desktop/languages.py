"""The language of the windows: our catalogue, Qt's own, number formats, and which side reading starts.

Chosen once, before the first window is built; another choice shows at the next start, for which the
settings have a button.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator

from resources import FOLDER

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

log = logging.getLogger(__name__)

NAMES = {"en": "English", "de": "Deutsch", "ar": "العربية"}
"""Each language by its own name: who cannot read the present one finds theirs."""
SOURCE = "en"
LOCALES = {"en": "en_GB", "de": "de_DE", "ar": "ar_AE"}
"""Whose formats are used where the system speaks another language. Times with 24 hours in English;
in Arabic the figures that the counts in sentences have too, which Qt always writes that way."""


@dataclass(frozen=True, slots=True)
class Language:
    """What is in force."""

    code: str
    locale: QLocale
    right_to_left: bool


def choose(wanted: str, system: QLocale) -> str:
    """Return the language to use: the wanted one, else the first of the system's that there is."""
    if wanted in NAMES:
        return wanted
    for name in (system.name(), *system.uiLanguages()):
        code = name.replace("_", "-").partition("-")[0]
        if code in NAMES:
            return code
    return SOURCE


def load(app: QGuiApplication, wanted: str = "") -> Language:
    """Speak a language from now on.

    Args:
        app: The application; owns the catalogues.
        wanted: One of NAMES, or empty for that of the system.
    """
    system = QLocale.system()
    code = choose(wanted, system)
    # The system's own locale keeps its country, for how dates and numbers are written; not its
    # figures where they are others: half of those on the screen are Qt's, which knows only these.
    kept = not wanted and system.name().startswith(code) and system.zeroDigit() == "0"
    locale = system if kept else QLocale(LOCALES[code])
    unload(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    _install(app, f"qtbase_{code}", folder)
    _install(app, f"grapevine_{code}", str(FOLDER / "i18n"))
    QLocale.setDefault(locale)
    right_to_left = QLocale(code).textDirection() == Qt.LayoutDirection.RightToLeft
    app.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    )
    return Language(code, locale, right_to_left)


def is_spoken(wanted: object) -> bool:
    """Tell whether this choice, as it is kept, leads to the language in force."""
    app = QCoreApplication.instance()
    names = [] if app is None else [each.objectName() for each in app.findChildren(QTranslator)]
    spoken = next((name for name in names if name.startswith("grapevine_")), f"grapevine_{SOURCE}")
    return spoken == f"grapevine_{choose(str(wanted or ''), QLocale.system())}"


def unload(app: QGuiApplication) -> None:
    """Speak as the sources do."""
    for translator in app.findChildren(QTranslator):
        if translator.objectName().startswith(("qtbase_", "grapevine_")):
            app.removeTranslator(translator)
            translator.setParent(None)
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


class _Catalogue(QTranslator):
    """Holds its words in memory: Qt would look into the file, which an update may write anew."""

    def __init__(self, app: QCoreApplication, path: Path) -> None:
        super().__init__(app)
        try:
            self._words = path.read_bytes()
        except OSError:
            self._words = b""
        self.is_whole = bool(self._words) and self.load(self._words)


def _install(app: QCoreApplication, name: str, folder: str) -> None:
    translator = _Catalogue(app, Path(folder) / f"{name}.qm")
    translator.setObjectName(name)
    if translator.is_whole:
        app.installTranslator(translator)
    else:
        translator.setParent(None)
        log.info("no catalogue %s in %s", name, folder)

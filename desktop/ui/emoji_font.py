"""What to say where this system has no font with emoji: which package brings one."""

from __future__ import annotations

import platform
import sys

from PySide6.QtCore import QCoreApplication

from desktop.ui.fonts import emoji_family

PACKAGES = {
    "debian": "fonts-noto-color-emoji",
    "fedora": "google-noto-color-emoji-fonts",
    "rhel": "google-noto-color-emoji-fonts",
    "arch": "noto-fonts-emoji",
    "suse": "noto-coloremoji-fonts",
    "opensuse": "noto-coloremoji-fonts",
    "alpine": "font-noto-emoji",
    "gentoo": "media-fonts/noto-emoji",
}
"""By the name of the distribution, or of the one it is made from."""


def advice() -> str:
    """Return a sentence for people, empty where emoji can be drawn."""
    if emoji_family() is not None:
        return ""
    package = wanted_package(_release()) if sys.platform.startswith("linux") else ""
    if not package:
        return QCoreApplication.translate(
            "Fonts", "This system has no font with emoji: install one, such as Noto Color Emoji."
        )
    words = QCoreApplication.translate(
        "Fonts",
        "This system has no font with emoji: install the package {0} and start Grapevine again.",
    )
    return words.format(package)


def wanted_package(release: dict[str, str]) -> str:
    """Return the package of a distribution by its os-release, empty for an unknown one."""
    names = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    return next((PACKAGES[name] for name in names if name in PACKAGES), "")


def _release() -> dict[str, str]:
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}

"""Which links may be opened, and when to ask first because the words say something else."""

from __future__ import annotations

from PySide6.QtCore import QUrl

SCHEMES = frozenset({"http", "https", "mailto"})
"""Everything else (file, smb, app links) starts programs or tells passwords to strangers."""

LINK_CHARS = 2_048
"""Longer ones are cut by browsers anyway, and nobody reads them before clicking."""


def openable(target: str) -> QUrl | None:
    """Return the address to open; None if its scheme is not allowed or it is no address."""
    if len(target) > LINK_CHARS:
        return None
    url = QUrl(target, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme().lower() not in SCHEMES:
        return None
    if url.scheme().lower() != "mailto" and not url.host():
        return None
    return url


def says_its_target(shown: str, target: str) -> bool:
    """Return whether the words of a link are its address, but for the scheme and a last slash."""
    return _bare(shown) == _bare(target)


def _bare(text: str) -> str:
    text = text.strip()
    for prefix in ("https://", "http://", "mailto:"):
        if text.lower().startswith(prefix):
            text = text[len(prefix) :]
            break
    # The host may be written in any case, what follows it may not.
    host, slash, path = text.partition("/")
    return f"{host.lower()}{slash}{path}".rstrip("/")

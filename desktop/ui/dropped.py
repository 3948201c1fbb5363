"""What may be dropped or pasted where words are written: words, and no files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData


def has_words(dragged: QMimeData) -> bool:
    """Whether something that is dragged or copied would be written as it is meant.

    A file comes with its path as text. Nobody who drops or pastes one means that to be sent, and
    nothing else of it can be.
    """
    return dragged.hasText() and not any(url.isLocalFile() for url in dragged.urls())

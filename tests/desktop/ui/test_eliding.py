"""The ellipsis of a cut line stands after what was cut, in lines of two directions too."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout
from pytestqt.qtbot import QtBot

from desktop.ui.eliding import ELLIPSIS, elided
from tests.desktop.ui.edges import edge

ARABIC = "مرحبا بالجميع في هذا الصباح الجميل على السفينة"
JOINER = "\u200d"
"""Qt leaves the last letter the form it has within its word."""
LATIN = "good morning everybody on this fine ship today"


def places(shown: str, font: QFont) -> dict[int, float]:
    """Where each character of a line begins to be read."""
    layout = QTextLayout(shown, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return {n: edge(line, n) for n in range(len(shown))}


@pytest.mark.parametrize(
    ("text", "leftwards"), [(f"Mira: {ARABIC}", True), (f"منى: {LATIN}", False)]
)
def test_it_stands_after_words_of_the_other_direction(
    qtbot: QtBot, text: str, leftwards: bool
) -> None:
    font = QFont()
    metrics = QFontMetrics(font)  # the application's, which another test may have dressed
    shown = elided(text, metrics, metrics.horizontalAdvance(text) // 2)
    cut = shown.index(ELLIPSIS)
    assert text.startswith(shown[:cut].rstrip(JOINER))
    at = places(shown, font)
    words = [at[n] for n in range(len("Mira: ") + 1, cut) if shown[n].isalpha()]
    assert len(words) > 5
    assert at[cut] < min(words) + 1 if leftwards else at[cut] > max(words)


def test_lines_of_one_direction_and_short_ones_are_qt_s(qtbot: QtBot) -> None:
    metrics = QFontMetrics(QFont())
    assert elided(f"Mira: {ARABIC}", metrics, 2000) == f"Mira: {ARABIC}"
    for text in (LATIN, ARABIC, ""):
        assert elided(text, metrics, 80).endswith(ELLIPSIS) == bool(text)
    assert elided(LATIN, metrics, 0) in ("", ELLIPSIS)

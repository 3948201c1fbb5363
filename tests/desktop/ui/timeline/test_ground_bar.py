"""The band of a mention, of the row pointed at and of the one jumped to reach the edge of the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint

from desktop.ui import style, theme
from desktop.ui.timeline.ground_bar import GroundBar
from desktop.ui.timeline.painting import band_of
from tests.desktop.ui.timeline.sources import message

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from tests.desktop.ui.timeline.conftest import Stage

pytestmark = pytest.mark.qt


def edge(stage: Stage, ordinal: int) -> tuple[QColor, QColor]:
    """Return the colours beside a row's last line: the last of the viewport's and the first of the bar's."""
    view = stage.view
    if not view.styleSheet():
        view.setStyleSheet(style.sheet(theme.light()))
    stage.settle()
    shown = next(s for s in view.shown if s.ordinal == ordinal)
    at = view.viewport().mapTo(view, QPoint(view.viewport().width() - 1, shown.bottom - 4))
    picture = view.grab().toImage()
    assert view.verticalScrollBar().width() > 2
    return picture.pixelColor(at), picture.pixelColor(at.x() + 1, at.y())


def test_a_mention_goes_on_under_the_scroll_bar(stage: Stage) -> None:
    stage.play(message(1, "calm"), message(2, "for you", mentions_me=True), message(3, "calm"))
    plain = theme.light(reduced_motion=True)
    assert edge(stage, 1) == (plain.mention, plain.mention)
    assert edge(stage, 0)[1] != plain.mention
    stage.view.resize(620, 300)
    assert edge(stage, 1) == (plain.mention, plain.mention)
    assert edge(stage, 0)[1] != plain.mention


def test_so_does_what_is_pointed_at_and_what_was_jumped_to(stage: Stage) -> None:
    stage.play(message(1, "calm"), message(2, "calm"))
    plain = theme.light(reduced_motion=True)
    stage.view.set_hover(1)
    assert edge(stage, 1) == (plain.hover, plain.hover)
    stage.view.set_hover(0)
    assert edge(stage, 1)[1] != plain.hover
    stage.view.jump_to(stage.source.rows(1, 2)[0].id)
    ours, under = edge(stage, 1)
    assert ours == under != edge(stage, 0)[1]


def test_the_bar_is_told_once_of_each_row_pointed_at_and_never_of_the_keyboard(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.play(message(1, "calm"), message(2, "calm"))
    told: list[int] = []
    monkeypatch.setattr(GroundBar, "follow", lambda _: told.append(1))
    stage.view.set_hover(1)
    stage.view.set_hover(0)
    assert len(told) == 2
    stage.take_keyboard()
    stage.view.clearFocus()
    assert len(told) == 2


def test_separators_stand_where_the_message_begins_less_what_they_need(stage: Stage) -> None:
    """One sum: the heading's parts end at the band, and the words begin at its height."""
    first, second = message(1, "calm"), message(2, "calm", mentions_me=True)
    stage.play(first, second)
    stage.view.set_unread_after(first.id)
    stage.settle()
    metrics = stage.view.metrics
    heads = [shown.row.head for shown in stage.view.shown]
    assert [head.band for head in heads] == [metrics.day, metrics.unread]
    assert [head.height for head in heads] == [
        metrics.day + metrics.name_line,
        metrics.unread + metrics.name_line + metrics.band_pad,
    ]
    for shown in stage.view.shown:
        band = band_of(shown.row, shown.top, 300)
        assert (band.top(), band.bottom() + 1) == (shown.top + shown.row.head.band, shown.bottom)

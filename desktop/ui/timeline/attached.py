"""What is fixed to a message: the pin, the quote of what it answers, the reactions below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QFontMetricsF

from desktop.ui.bidi import filled
from desktop.ui.eliding import elided
from desktop.ui.features import Feature
from desktop.ui.timeline import labels
from desktop.ui.timeline.pieces import Act, Box, Caption, Sign, Spot

if TYPE_CHECKING:
    from desktop.model import Reaction
    from desktop.ui.timeline.around import Around
    from desktop.ui.timeline.metrics import Metrics
    from desktop.ui.timeline.pieces import Body

Placed = Callable[[int], QRect]
"""Gives the next pill of this width its place."""

EMOJI_PX = 90
"""Wider than any emoji: where somebody sent something else, its beginning shows."""

REACTIONS_SHOWN = 32
"""More different emoji under one message are a flood; the others are left out."""


def pin(body: Body, metrics: Metrics, y: int) -> int:
    """Say that a message is pinned, above its words."""
    icon, x = metrics.icon, metrics.text_x
    inset = (metrics.answer_line - icon) // 2
    body.signs.append(Sign("pin", x, y + inset, icon, metrics.theme.text3))
    words = QCoreApplication.translate("Timeline", "Pinned")
    baseline = y + metrics.baseline(metrics.meta, metrics.answer_line)
    left = x + icon + metrics.px(5)
    body.captions.append(Caption(words, left, baseline, metrics.meta, metrics.theme.text3))
    return y + metrics.answer_line


def quote(body: Body, metrics: Metrics, around: Around, column: int, y: int) -> int:
    """Show who and what a message answers; a click goes there, if it is here."""
    theme, line = metrics.theme, metrics.answer_line
    x, answered = metrics.text_x, body.quoted
    left, room = x + metrics.quote_x, column - metrics.quote_x
    top = y + metrics.px(2)
    if answered is None:
        words = QCoreApplication.translate("Timeline", "The message this answers is not here")
        lines = [(words, metrics.quote, theme.text3)]
        color = theme.off
    else:
        color = theme.author_text(answered.person)
        name = labels.author(answered, around)
        said = labels.deleted_words() if answered.deleted else labels.one_line(answered.text)
        lines = [(name, metrics.quote_name, color), (said, metrics.quote, theme.text2)]
        rect = QRect(x, top, column, line * 2)
        label = filled(QCoreApplication.translate("Timeline", "In reply to {0}: {1}"), name, said)
        body.spots.append(Spot(Act.QUOTE, [rect], answered.id.hex(), label))
    body.boxes.append(Box(QRect(x, top, metrics.bar, line * len(lines)), 0, color))
    for number, (words, font, ink) in enumerate(lines):
        shown = elided(words, QFontMetricsF(font), room)
        baseline = top + number * line + metrics.baseline(font, line)
        body.captions.append(Caption(shown, left, baseline, font, ink))
    return top + line * len(lines) + metrics.px(3)


def reactions(body: Body, metrics: Metrics, around: Around, column: int, y: int) -> int:
    """Draw a pill per emoji, in as many lines as they need, and the one that adds another."""
    theme, gap, height = metrics.theme, metrics.pill_gap, metrics.pill
    offered = Feature.REACTIONS in around.offers
    x, top = metrics.text_x, y + metrics.px(3)
    end = metrics.text_x + column

    def placed(width: int) -> QRect:
        nonlocal x, top
        if x + width > end and x > metrics.text_x:
            x, top = metrics.text_x, top + height + gap
        rect = QRect(x, top, width, height)
        x += width + gap
        return rect

    for reaction in body.message.reactions[:REACTIONS_SHOWN]:
        _pill(body, reaction, metrics, around, placed)
    if offered:
        width = height + metrics.px(10)
        rect = placed(width)
        body.boxes.append(Box(rect, height // 2, theme.surface, theme.border))
        icon = metrics.px(16)
        inset_x, inset_y = (width - icon) // 2, (height - icon) // 2
        sign = Sign("smile-plus", rect.x() + inset_x, rect.y() + inset_y, icon, theme.text2)
        body.signs.append(sign)
        label = QCoreApplication.translate("Timeline", "Add a reaction")
        body.spots.append(Spot(Act.PICK, [rect], "", label))
    return top + height + metrics.px(4)


def _pill(body: Body, reaction: Reaction, metrics: Metrics, around: Around, placed: Placed) -> None:
    theme, height = metrics.theme, metrics.pill
    mine = around.me is not None and around.me in reaction.people
    count, most = str(len(reaction.people)), metrics.px(EMOJI_PX)
    emoji = QFontMetricsF(metrics.body).elidedText(
        labels.shown_emoji(reaction), Qt.TextElideMode.ElideRight, most
    )
    wide = metrics.advance(metrics.body, emoji)
    number = metrics.advance(metrics.meta_medium, count)
    rect = placed(metrics.px(9) + wide + metrics.px(5) + number + metrics.px(9))
    fill, edge = (theme.soft, theme.accent) if mine else (theme.surface, theme.border)
    body.boxes.append(Box(rect, height // 2, fill, edge))
    baseline = rect.y() + metrics.baseline(metrics.body, height)
    left = rect.x() + metrics.px(9)
    body.captions.append(Caption(emoji, left, baseline, metrics.body, theme.text))
    ink = theme.softtext if mine else theme.text2
    left += wide + metrics.px(5)
    baseline = rect.y() + metrics.baseline(metrics.meta_medium, height)
    body.captions.append(Caption(count, left, baseline, metrics.meta_medium, ink))
    words = labels.reaction_words(reaction, around)
    if Feature.REACTIONS in around.offers:
        body.spots.append(Spot(Act.REACT, [rect], reaction.emoji, words, on=mine, tip=words))

"""What stands round and below the words of a message: edited, more, why it failed, how far it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from desktop.model import MessageState
from desktop.ui.features import Feature
from desktop.ui.timeline import labels
from desktop.ui.timeline.pieces import Act, Caption, Sign, Spot

if TYPE_CHECKING:
    from desktop.ui.timeline.around import Around
    from desktop.ui.timeline.laid import Laid
    from desktop.ui.timeline.metrics import Metrics
    from desktop.ui.timeline.pieces import Body


def words(body: Body, metrics: Metrics, y: int, text: str, font: QFont, column: int) -> int:
    """Put a line of our own below; returns where the next one stands."""
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, column)
    baseline = y + metrics.baseline(font, metrics.meta_line)
    body.captions.append(Caption(shown, metrics.text_x, baseline, font, metrics.theme.text3))
    return y + metrics.meta_line


def edited(body: Body, metrics: Metrics, around: Around, column: int, y: int) -> int:
    """Put the word after the last line if it fits there, else on a line of its own."""
    word = QCoreApplication.translate("Timeline", "edited")
    wide, font = metrics.advance(metrics.hint, word), metrics.hint
    laid = body.blocks[-1] if body.blocks else None
    x, top, line = metrics.text_x, y, metrics.meta_line
    baseline = y + metrics.baseline(font, line)
    if laid is not None and laid.box is None and laid.rtl == metrics.rtl:
        after = _line_end(body, laid, laid.lines - 1, metrics) + metrics.px(6)
        if after + wide <= metrics.text_x + column:
            x, top, line = after, laid.bottom - laid.line_px, laid.line_px
            baseline = top + metrics.baseline(metrics.body, line)
            baseline = top + metrics.baseline(metrics.body, line)
    body.captions.append(Caption(word, x, baseline, font, metrics.theme.text3))
    if Feature.DETAILS in around.offers:
        rect = QRect(x - metrics.px(4), top, wide + metrics.px(8), line)
        label = QCoreApplication.translate("Timeline", "Show the former words")
        body.spots.append(Spot(Act.HISTORY, [rect], "", label))
    return y + line if top == y else y


def _line_end(body: Body, laid: Laid, line: int, metrics: Metrics) -> int:
    """Return where a line ends for somebody who reads, before `mirror` has turned it round."""
    drawn = laid.layout.lineAt(line).naturalTextRect()
    if metrics.rtl:
        return body.width - laid.x - round(drawn.left())
    return laid.x + round(drawn.right())


def more(body: Body, metrics: Metrics, y: int, *, opened: bool) -> int:
    """Put the way to the rest of a long message below."""
    text = (
        QCoreApplication.translate("Timeline", "Show less")
        if opened
        else QCoreApplication.translate("Timeline", "Show more")
    )
    act = Act.LESS if opened else Act.MORE
    _link(body, metrics, metrics.text_x, y, text, act, metrics.link)
    return y + metrics.meta_line


def _link(body: Body, metrics: Metrics, x: int, y: int, words: str, act: Act, font: QFont) -> int:
    width = metrics.advance(font, words)
    baseline = y + metrics.baseline(font, metrics.meta_line)
    body.captions.append(Caption(words, x, baseline, font, metrics.theme.link))
    # 4 px more on each side: easier to hit, and neighbours stay 0 px apart.
    rect = QRect(x - metrics.px(4), y, width + metrics.px(8), metrics.meta_line)
    body.spots.append(Spot(act, [rect], "", words))
    return x + width


def failure(body: Body, metrics: Metrics, column: int, y: int) -> int:
    """Say why a message was not sent, and what can be done."""
    theme, x = metrics.theme, metrics.text_x
    font = metrics.meta_medium
    y += metrics.px(1)
    inset = (metrics.meta_line - metrics.icon) // 2
    body.signs.append(Sign("alert-circle", x, y + inset, metrics.icon, theme.danger))
    left = x + metrics.icon + metrics.px(8)
    acts = (
        (QCoreApplication.translate("Timeline", "Retry"), Act.RETRY),
        (QCoreApplication.translate("Timeline", "Edit"), Act.EDIT),
        (QCoreApplication.translate("Timeline", "Discard"), Act.DISCARD),
    )
    links = sum(metrics.advance(font, words) + metrics.px(8) for words, _ in acts)
    words = labels.failure_words(body.message)
    room = x + column - left
    wraps = metrics.advance(font, words) + links > room
    shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
    baseline = y + metrics.baseline(font, metrics.meta_line)
    body.captions.append(Caption(shown, left, baseline, font, theme.danger))
    left += metrics.px(8) + metrics.advance(font, shown)
    if wraps:
        y += metrics.meta_line
        left = x + metrics.icon + metrics.px(8)
    for label, act in acts:
        left = _link(body, metrics, left, y, label, act, font) + metrics.px(8)
    return y + metrics.meta_line


_TICKS = {
    MessageState.PENDING: "clock",
    MessageState.STORED: "check",
    MessageState.DELIVERED: "check-check",
}


def ticks(body: Body, metrics: Metrics, around: Around) -> None:
    """Draw how far an own message is at the right of its first line; in short if room is short."""
    message, theme = body.message, metrics.theme
    words = labels.tick_words(message, around)
    right = metrics.ticks_right(body.width)
    end = metrics.text_x
    if body.blocks:
        first = body.blocks[0]
        end = _line_end(body, first, 0, metrics)
        if first.box is not None:
            end = metrics.text_x + first.box.width()
    gap = metrics.px(5)
    if right - metrics.advance(metrics.meta, words) - gap - metrics.icon < end + metrics.px(12):
        words = str(message.delivered_to) if message.state is MessageState.DELIVERED else ""
    width = metrics.advance(metrics.meta, words) if words else -gap
    y = metrics.pad
    baseline = y + metrics.baseline(metrics.body, metrics.line)
    if words:
        body.captions.append(Caption(words, right - width, baseline, metrics.meta, theme.text3))
    icon = metrics.px(16)
    inset = (metrics.line - icon) // 2
    name = _TICKS.get(message.state, "clock")
    body.signs.append(Sign(name, right - width - gap - icon, y + inset, icon, theme.text3))

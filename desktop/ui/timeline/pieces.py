"""What a laid out message is made of: blocks, captions, signs, boxes and clickable places."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QFont

if TYPE_CHECKING:
    from desktop.model import Message
    from desktop.ui.timeline.laid import Laid
    from desktop.ui.timeline.metrics import Metrics


class Act(enum.Enum):
    """What a click on a spot of a message asks for."""

    LINK = "link"
    COPY = "copy"
    RETRY = "retry"
    EDIT = "edit"
    DISCARD = "discard"
    MORE = "more"
    LESS = "less"
    QUOTE = "quote"
    REACT = "react"
    PICK = "pick"
    HISTORY = "history"


class Spot(msgspec.Struct, eq=False):
    """A clickable place; `label` is what is shown or, where only a picture is, what it does.

    `value`: the target of a link, the code to copy, the hex id of the message that a quote shows, or
    the emoji of a reaction. `on` tells whether that reaction is one's own; `tip` is for the mouse.
    """

    act: Act
    rects: list[QRect]
    value: str
    label: str
    on: bool = False
    tip: str = ""


class Caption(msgspec.Struct, eq=False):
    """A short line of our own words: at `x`, its letters standing on `baseline`."""

    text: str
    x: int
    baseline: int
    font: QFont
    color: QColor


class Sign(msgspec.Struct, eq=False):
    """A small icon."""

    name: str
    x: int
    y: int
    size: int
    color: QColor


class Box(msgspec.Struct, eq=False):
    """A filled shape under the words: a bar where `radius` is 0, else with round corners.

    One that is `in_text` stands where its block does, wherever that was placed.
    """

    rect: QRect
    radius: int
    fill: QColor
    border: QColor | None = None
    in_text: bool = False


class Body(msgspec.Struct, eq=False):
    """A laid out message without its heading; coordinates are from its top left corner.

    `quoted` is the message that it answers as it was when laid out.
    """

    message: Message
    text: str
    width: int
    opened: bool
    quoted: Message | None = None
    height: int = 0
    blocks: list[Laid] = msgspec.field(default_factory=list)
    captions: list[Caption] = msgspec.field(default_factory=list)
    signs: list[Sign] = msgspec.field(default_factory=list)
    boxes: list[Box] = msgspec.field(default_factory=list)
    spots: list[Spot] = msgspec.field(default_factory=list)

    def block_near(self, y: int) -> Laid | None:
        """Return the block at this height, else the nearest above it, else the first."""
        chosen = self.blocks[0] if self.blocks else None
        for laid in self.blocks:
            if laid.y > y:
                break
            chosen = laid
        return chosen

    def typed_at(self, x: int, y: int) -> int:
        """Return the place in the text nearest to a point; above is its start, below its end."""
        laid = self.block_near(y)
        if laid is None or y < 0:
            return 0
        if y >= self.height:
            return len(self.text)
        return laid.typed_at_point(x, y)

    def spot_at(self, point: QPoint) -> int | None:
        """Return the index of the clickable place under a point."""
        for index, spot in enumerate(self.spots):
            if any(rect.contains(point) for rect in spot.rects):
                return index
        return None

    def on_text(self, x: int, y: int) -> bool:
        """Tell whether a point is on letters."""
        return any(laid.covers(x, y) for laid in self.blocks)

    def mirror(self, metrics: Metrics) -> None:
        """Turn all but the blocks round, which stand where a window read from the right has them."""
        for box in self.boxes:
            if not box.in_text:
                box.rect = _mirrored(box.rect, self.width)
        for caption in self.captions:
            caption.x = self.width - caption.x - metrics.advance(caption.font, caption.text)
        for sign in self.signs:
            sign.x = self.width - sign.x - sign.size
        for spot in self.spots:
            if spot.act is not Act.LINK:
                spot.rects = [_mirrored(rect, self.width) for rect in spot.rects]


def _mirrored(rect: QRect, width: int) -> QRect:
    return QRect(width - rect.x() - rect.width(), rect.y(), rect.width(), rect.height())

"""What became of an announcement, one row a target: on its way, sent, or not sent and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect, Qt
from typing_extensions import override

from desktop.ui.announce_targets import Target
from desktop.ui.bidi import filled
from desktop.ui.labels import plain_tooltip
from desktop.ui.row_list import RowDelegate, RowList
from desktop.ui.row_model import VALUE_ROLE, RowModel
from desktop.ui.row_painter import RowPainter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from desktop.ui.row_model import Index
    from desktop.ui.theme import ThemeSwitch


@dataclass(frozen=True, slots=True)
class Outcome:
    """How far one target is; `error` is for people, None while there is none."""

    target: Target
    done: bool = False
    error: str | None = None


class OutcomesModel(RowModel[Outcome]):
    """Rows are outcomes in the order of sending."""

    def begin(self, targets: Iterable[Target]) -> None:
        """Show these as on their way, each in its place; of an earlier try stays what was sent."""
        again = {target.key: Outcome(target) for target in targets}
        rows = [again.pop(row.target.key, row) for row in self._rows]
        self.set_rows([*(row for row in rows if row.error is None), *again.values()])

    def clear(self) -> None:
        """Forget all."""
        self.reset_rows(())

    def tell(self, key: bytes, error: str | None) -> None:
        """Take what became of one target."""
        self.set_rows(
            replace(row, done=error is None, error=error) if row.target.key == key else row
            for row in self._rows
        )

    def failed(self) -> tuple[Target, ...]:
        """Return those that it did not reach."""
        return tuple(row.target for row in self._rows if row.error is not None)

    def under_way(self) -> tuple[Target, ...]:
        """Return those of which nothing is known yet."""
        return tuple(row.target for row in self._rows if not row.done and row.error is None)

    def counts(self) -> tuple[int, int, int]:
        """Return how many are sent, failed and on their way."""
        sent, failed = sum(row.done for row in self._rows), len(self.failed())
        return sent, failed, len(self._rows) - sent - failed

    def progress(self, row: Outcome) -> str:
        """Return how far a target is."""
        if row.error is not None:
            return row.error
        return self.tr("Sent") if row.done else self.tr("Sending…")

    @override
    def key(self, value: Outcome) -> bytes:
        return value.target.key

    @override
    def words(self, value: Outcome) -> str:
        return filled("{0}, {1}", value.target.name, self.progress(value))

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row())
        if role == Qt.ItemDataRole.ToolTipRole and row is not None and row.error is not None:
            return plain_tooltip(row.error)  # the line may be too short for it
        return super().data(index, role)


class OutcomeDelegate(RowDelegate):
    """Paints a target, a sign and words; the sign tells without its colour."""

    def __init__(
        self, switch: ThemeSwitch, model: OutcomesModel, parent: QObject | None = None
    ) -> None:
        super().__init__(switch, parent)
        self._model = model

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        outcome = index.data(VALUE_ROLE)
        if not isinstance(outcome, Outcome):
            return
        theme, px, target = self._switch.theme, self._switch.theme.px, outcome.target
        with RowPainter(painter, option, theme) as row:
            row.chosen = row.hovered = False
            box = option.rect.adjusted(0, px(1), 0, -px(1))
            row.ground(box, 8)
            middle = box.center().y()
            picture = QRect(box.left() + px(4), middle - px(13), px(28), px(28))
            if target.person is not None:
                row.avatar(picture, target.person, target.name, None, theme.surface)
            else:
                row.room(picture, "lock" if target.private else "hash")
            sign, ink = "clock", theme.text2
            if outcome.done:
                sign, ink = "check", theme.ok
            elif outcome.error is not None:
                sign, ink = "alert-circle", theme.danger
            font = theme.font(14, 500)
            half = (box.width() - px(48)) // 2
            name_px = min(row.width(target.name, font), half)
            row.text(
                QRect(box.left() + px(42), box.top(), name_px, box.height()),
                target.name,
                font,
                theme.text,
            )
            left = box.left() + px(42) + name_px + px(14)
            row.icon(QRect(left, middle - px(7), px(16), px(16)), sign, ink)
            words = QRect(left + px(22), box.top(), 0, box.height())
            words.setRight(box.right() - px(6))
            row.text(words, self._model.progress(outcome), theme.font(13), ink)


class OutcomesView(RowList):
    """The list; it can be walked by keys, so that each reason is read out."""

    def __init__(
        self, switch: ThemeSwitch, model: OutcomesModel, parent: QWidget | None = None
    ) -> None:
        title = QCoreApplication.translate("OutcomesView", "What became of it")
        delegate = OutcomeDelegate(switch, model)
        super().__init__(
            switch, model, delegate, name="announce-outcomes", title=title, parent=parent
        )

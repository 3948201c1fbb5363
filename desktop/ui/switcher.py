"""The quick switcher: a few letters and Enter bring one to a room or a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.model import RoomKind
from desktop.ui import strings
from desktop.ui.bidi import filled
from desktop.ui.labels import PlainLabel
from desktop.ui.popup import RoundFrame
from desktop.ui.row_list import RowDelegate, RowList
from desktop.ui.row_model import VALUE_ROLE, RowModel
from desktop.ui.row_painter import RowPainter
from desktop.ui.targets import Act, Places, Target, targets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from desktop.ui.row_model import Index
    from desktop.ui.theme import Theme, ThemeSwitch
    from net.ids import PersonId

ROWS_SHOWN = 8
WIDTH_PX = 560
ROW_PX = 48
_MOVES = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -ROWS_SHOWN,
    Qt.Key.Key_PageDown: ROWS_SHOWN,
}


class TargetsModel(RowModel[Target]):
    """Rows are targets, best first."""

    @override
    def words(self, value: Target) -> str:
        match value.act:
            case Act.CREATE:
                return filled(self.tr("Create the room “{0}”"), value.query)
            case Act.BROWSE:
                return self.tr("Browse the rooms of this network")
            case Act.SEARCH:
                return filled(self.tr("Search messages for “{0}”"), value.query)
            case None:
                return value.name

    @override
    def spoken(self, value: Target) -> str:
        return ", ".join(each for each in (self.words(value), self.detail(value)) if each)

    def detail(self, target: Target) -> str:
        """Return what stands at the end of a row."""
        if target.room is not None:
            room = target.room
            if not room.joined:
                invited = room.kind is RoomKind.PRIVATE
                return self.tr("You are invited") if invited else self.tr("Join")
            if room.unread:
                return strings.unread(room.unread)
            if room.kind is RoomKind.DIRECT:
                return strings.status(room.status) if room.status is not None else ""
            return room.topic if room.topic else strings.members(room.members)
        if target.person is not None:
            return target.person.note or strings.status(target.person.status)
        return ""


class TargetDelegate(RowDelegate):
    """Paints a row: picture, name, and what there is to know."""

    row_px = (ROW_PX, ROW_PX)

    def __init__(
        self, switch: ThemeSwitch, model: TargetsModel, parent: QObject | None = None
    ) -> None:
        super().__init__(switch, parent)
        self._model = model

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        target = index.data(VALUE_ROLE)
        if not isinstance(target, Target):
            return
        theme, px = self._switch.theme, self._switch.theme.px
        with RowPainter(painter, option, theme) as row:
            box = option.rect.adjusted(px(8), px(1), -px(8), -px(1))
            row.ground(box, 8)
            picture = QRect(box.left() + px(8), box.top() + px(7), px(32), px(32))
            self._paint_picture(row, picture, target)
            left, right = box.left() + px(52), box.right() - px(12)
            words, detail = self._model.words(target), self._model.detail(target)
            font = theme.font(14, 600 if target.room is not None and target.room.unread else 500)
            kept = min(row.width(detail, theme.font(12)) + px(14), (right - left) // 3)
            name_px = min(row.width(words, font) + px(4), right - left - (kept if detail else 0))
            line = QRect(left, box.top(), name_px, box.height())
            row.text(line, words, font, theme.text)
            rest = QRect(left + name_px + px(10), box.top(), 0, box.height())
            rest.setRight(right)
            if detail and rest.width() > px(30):
                ink = theme.softtext if row.chosen else theme.text2
                row.text(rest, detail, theme.font(12), ink, end=True)

    def _paint_picture(self, row: RowPainter, place: QRect, target: Target) -> None:
        theme = self._switch.theme
        room, person = target.room, target.person
        if room is not None and room.peer is not None:
            row.avatar(place, room.peer, room.name, room.status, theme.raised)
        elif room is not None:
            row.room(place, "lock" if room.kind is RoomKind.PRIVATE else "hash")
        elif person is not None:
            row.avatar(place, person.person, person.name, person.status, theme.raised)
        else:
            sign = "search" if target.act is Act.SEARCH else "plus"
            row.room(place, "hash" if target.act is Act.BROWSE else sign)


class Switcher(QDialog):
    """Opened over the window; closes when something was chosen, or with Esc."""

    room_chosen = Signal(bytes)
    """The RoomId to open."""

    join_chosen = Signal(bytes)
    """The RoomId of an open room to join and open."""

    person_chosen = Signal(bytes)
    """The PersonId to write to: open the direct room, or make it."""

    create_chosen = Signal(str)
    """The name for a new room."""

    browse_chosen = Signal()
    search_chosen = Signal(str)

    def __init__(
        self,
        switch: ThemeSwitch,
        places: Places,
        parent: QWidget,
        *,
        acts: Sequence[Act] = (),
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("switcher")
        self.setWindowTitle(self.tr("Go to"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._switch = switch
        self._frame = RoundFrame(switch, self)
        self._places = places
        self._acts = tuple(acts)
        self._rows_shown = ROWS_SHOWN
        self._asked = ""
        self.field = QLineEdit()
        self.field.setObjectName("jump-field")
        self.field.setPlaceholderText(self.tr("Go to a room or a person"))
        self.field.setAccessibleName(self.tr("Go to a room or a person"))
        self.field.setMaxLength(200)  # more than any name
        self.field.setClearButtonEnabled(False)
        self.field.installEventFilter(self)
        self._model = TargetsModel(self)
        delegate = TargetDelegate(switch, self._model)
        self.list = RowList(
            switch, self._model, delegate, name="jump-list", title=self.tr("Places")
        )
        # The keyboard stays in the field; its keys move the choice.
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nothing = PlainLabel("", tone="meta", name="jump-nothing")
        self.nothing.setText(self.tr("No room and nobody here is called that."))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint = PlainLabel("", tone="hint", name="jump-hint")
        self.hint.setText(self.tr("↑ ↓ to choose · Enter to go · Esc to close"))
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        for widget in (self.field, self.list, self.nothing, self.hint):
            self._column.addWidget(widget)
        self.field.textChanged.connect(self._find)
        self.list.clicked.connect(self._go)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)
        self._find("")

    def set_places(self, places: Places) -> None:
        """Follow the news while it is open; what was chosen stays chosen."""
        if places != self._places:
            self._places = places
            self._find(self.field.text())

    def open_over(self, window: QWidget) -> None:
        """Open near the top of a window."""
        px = self._switch.theme.px
        self.setFixedWidth(min(px(WIDTH_PX), window.width() - px(32)))
        corner = window.mapToGlobal(window.rect().topLeft())
        top = corner.y() + px(72)
        self.adjustSize()
        around = self.height() - self.list.height()
        room = window.screen().availableGeometry().bottom() - top - around
        self._rows_shown = max(1, min(ROWS_SHOWN, room // px(ROW_PX)))
        self._fit(self._switch.theme)
        self.adjustSize()
        self.move(corner.x() + (window.width() - self.width()) // 2, top)
        self.open()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    # ---- finding

    def _find(self, query: str) -> None:
        kept = self.chosen()
        asked = " ".join(query.split())
        anew = asked != self._asked or self._model.rowCount() == 0
        self._asked = asked
        found = targets(query, self._places, self._acts)
        self._model.reset_rows(found)
        rows = [
            number for number, each in enumerate(found) if kept is not None and _same(each, kept)
        ]
        # With other letters the best is meant; what is gone with the news hands its place to no other.
        self._choose(0 if anew else rows[0] if rows else -1)
        self.list.setVisible(bool(found))
        self.nothing.setVisible(not any(each.act is None for each in found) and bool(query.strip()))
        self._fit(self._switch.theme)

    def chosen(self) -> Target | None:
        """What Enter would go to."""
        target = self.list.currentIndex().data(VALUE_ROLE)
        return target if isinstance(target, Target) else None

    def _choose(self, row: int) -> None:
        """Stand on a row, or on the nearest there is; -1 stands on none."""
        count = self._model.rowCount()
        if not count or row == -1:
            self.field.setAccessibleDescription("" if count else self.nothing.text())
            return
        index = self._model.index(max(0, min(count - 1, row)), 0)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        # Spoken with the field, which is where the keyboard is.
        self.field.setAccessibleDescription(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))

    def _go(self) -> None:
        target = self.chosen()
        if target is None:
            return
        self.accept()
        if target.room is not None:
            new = not target.room.joined and target.room.kind is RoomKind.OPEN
            (self.join_chosen if new else self.room_chosen).emit(target.room.room)
        elif target.person is not None:
            self.person_chosen.emit(target.person.person)
        elif target.act is Act.CREATE:
            self.create_chosen.emit(target.query)
        elif target.act is Act.BROWSE:
            self.browse_chosen.emit()
        elif target.act is Act.SEARCH:
            self.search_chosen.emit(target.query)

    # ---- keys, look

    @override
    def eventFilter(self, watched: QObject, event: object) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() != QKeyEvent.Type.KeyPress:
                return False
            key = Qt.Key(event.key())
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._go()
                return True
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if key in _MOVES or (control and key in {Qt.Key.Key_N, Qt.Key.Key_P}):
                step = _MOVES.get(key, 1 if key == Qt.Key.Key_N else -1)
                self._choose(self._stepped(step))
                return True
        return False

    def _stepped(self, step: int) -> int:
        row, count = self.list.currentIndex().row(), self._model.rowCount()
        if row < 0:
            return 0 if step > 0 else max(0, count - 1)
        if abs(step) == 1 and count:
            return (row + step) % count
        return max(0, row + step)

    def _set_theme(self, theme: Theme) -> None:
        self._column.setContentsMargins(1, 1, 1, theme.px(8))
        self.hint.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), 0)
        self.nothing.setContentsMargins(0, theme.px(20), 0, theme.px(12))
        self._fit(theme)

    def _fit(self, theme: Theme) -> None:
        rows = min(self._rows_shown, self._model.rowCount())
        self.list.setFixedHeight(theme.px(ROW_PX) * rows + theme.px(6))
        if self.isVisible():
            self.adjustSize()


def _same(first: Target, second: Target) -> bool:
    if first.act is not None or second.act is not None:
        return first.act is second.act
    if first.room is not None and second.room is not None:
        return first.room.room == second.room.room
    # Somebody may have written for the first time meanwhile: now there is a room for the two.
    one, two = _somebody(first), _somebody(second)
    return one is not None and one == two


def _somebody(target: Target) -> PersonId | None:
    """Return who is at the other end of a person's row or of a direct room's."""
    if target.person is not None:
        return target.person.person
    return None if target.room is None else target.room.peer

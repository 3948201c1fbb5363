"""The small window to pick an emoji from: search, recent ones, groups, skin tone; keyboard first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui.emoji_book import TONES, Emoji, book
from desktop.ui.emoji_font import advice
from desktop.ui.labels import ElidedLabel, Paragraph
from desktop.ui.popup import Popup
from desktop.ui.row_painter import RowPainter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.theme import Theme, ThemeSwitch

Index = QModelIndex | QPersistentModelIndex

COLUMNS = 9
CELL_PX = 36
ROWS_SHOWN = 6
RECENT_MAX = 27
"""Three rows."""

FOUND_MAX = 180
_GROUP_SIGNS = {
    "recent": "🕘",
    "smileys": "😀",
    "people": "👋",
    "nature": "🌱",
    "food": "🍎",
    "activities": "⚽",
    "travel": "🚗",
    "objects": "💡",
    "symbols": "✅",
    "flags": "🏁",
}
_HAND = "✋"
_STEPS = {
    Qt.Key.Key_Up: -COLUMNS,
    Qt.Key.Key_Down: COLUMNS,
    Qt.Key.Key_PageUp: -COLUMNS * ROWS_SHOWN,
    Qt.Key.Key_PageDown: COLUMNS * ROWS_SHOWN,
}


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.emojis: list[Emoji] = []
        self.tone = 0

    def show_emojis(self, emojis: Sequence[Emoji], tone: int) -> None:
        self.beginResetModel()
        self.emojis, self.tone = list(emojis), tone
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.emojis)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        emoji = self.emojis[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return emoji.in_tone(self.tone)
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return f"{_named(emoji, self.tone)} :{emoji.codes[0]}:"
            case _:
                return None


def _named(emoji: Emoji, tone: int) -> str:
    return f"{emoji.title}: {tone_words(tone)}" if emoji.toned and tone else emoji.title


def tone_words(tone: int) -> str:
    """Return what one of TONES is called."""
    translate = QCoreApplication.translate
    return (
        translate("EmojiPicker", "yellow"),
        translate("EmojiPicker", "light skin tone"),
        translate("EmojiPicker", "medium-light skin tone"),
        translate("EmojiPicker", "medium skin tone"),
        translate("EmojiPicker", "medium-dark skin tone"),
        translate("EmojiPicker", "dark skin tone"),
    )[tone]


class _Delegate(QStyledItemDelegate):
    def __init__(self, switch: ThemeSwitch, parent: QObject) -> None:
        super().__init__(parent)
        self._switch = switch

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        side = self._switch.theme.px(CELL_PX)
        return QSize(side, side)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._switch.theme
        rect: QRect = option.rect
        with RowPainter(painter, option, theme) as row:
            row.focused = row.chosen
            row.ground(rect.adjusted(1, 1, -1, -1), 8)
            painter.setFont(theme.font(21))
            painter.setPen(theme.text)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(index.data()))


class EmojiPicker(Popup):
    """A popup that closes when something was picked, with Esc, or with a click elsewhere.

    Kept by its owner and opened again and again: `open_at`.
    """

    picked = Signal(str)
    recent_changed = Signal(list)
    """The emoji picked lately, newest first: for the settings."""

    tone_changed = Signal(int)

    def __init__(self, switch: ThemeSwitch, parent: QWidget) -> None:
        super().__init__(switch, "emoji-picker", parent)
        self.setAccessibleName(self.tr("Emoji"))
        self._recent: list[str] = []
        self._tone = 0
        self._group = "smileys"
        self.field = QLineEdit()
        self.field.setObjectName("emoji-search")
        self.field.setPlaceholderText(self.tr("Search emoji"))
        self.field.setAccessibleName(self.tr("Search emoji"))
        self.field.setMaxLength(40)
        self.field.installEventFilter(self)
        self.tone = QPushButton(_HAND)
        self.tone.setObjectName("emoji-tone")
        self.tone.setProperty("kind", "flat")
        self.tone.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # who clicks goes on typing in the field
        self.tone.clicked.connect(self._next_tone)
        self.list = QListView()
        self.list.setObjectName("emoji-list")
        self.list.setAccessibleName(self.tr("Emoji"))
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setUniformItemSizes(True)
        self.list.setSpacing(0)
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._model = _Model(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Delegate(switch, self))
        self.list.clicked.connect(self._take)
        self.list.selectionModel().currentChanged.connect(self._name)
        self.name = ElidedLabel("", tone="hint", name="emoji-name")
        self._tabs: dict[str, QPushButton] = {}
        top = QHBoxLayout()
        top.addWidget(self.field, 1)
        top.addWidget(self.tone)
        self._groups = QHBoxLayout()
        for group in _GROUP_SIGNS:
            self._groups.addWidget(self._tab(group))
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addLayout(self._groups)
        column.addWidget(self.list)
        column.addWidget(self.name)
        words = advice()
        self.advice = Paragraph(words, tone="meta", name="emoji-advice")
        self.advice.setVisible(bool(words))
        column.addWidget(self.advice)
        self.field.textChanged.connect(lambda _: self._show())
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def set_recent(self, emojis: Sequence[str], tone: int = 0) -> None:
        """Begin with these, as kept in the settings."""
        self._recent = [str(each) for each in emojis][:RECENT_MAX]
        self._tone = tone if 0 <= tone < len(TONES) else 0

    def open_at(self, on_screen: QPoint) -> None:
        """Open near a point of the screen, wholly on it."""
        self.field.clear()
        self._choose("recent" if self._recent else "smileys")
        screen = QGuiApplication.screenAt(on_screen) or self.screen()
        room = screen.availableGeometry()
        self.ensurePolished()
        around = self.sizeHint().height() - self.list.height()
        cell = self._switch.theme.px(CELL_PX)
        rows = max(1, min(ROWS_SHOWN, (room.height() - around) // cell))
        self.list.setFixedHeight(cell * rows)
        self.adjustSize()
        size = self.sizeHint()
        below = on_screen.y() + size.height() <= room.bottom()
        y = on_screen.y() if below else max(room.top(), on_screen.y() - size.height())
        x = min(max(room.left(), on_screen.x()), room.right() - size.width())
        self.move(x, y)
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    # ---- inside

    def _tab(self, group: str) -> QPushButton:
        button = QPushButton(_GROUP_SIGNS[group])
        button.setObjectName(f"emoji-group-{group}")
        button.setProperty("kind", "flat")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        words = self._group_words(group)
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.clicked.connect(lambda: self._choose(group))
        self._tabs[group] = button
        return button

    def _group_words(self, group: str) -> str:
        return {
            "recent": self.tr("Used lately"),
            "smileys": self.tr("Smileys"),
            "people": self.tr("People"),
            "nature": self.tr("Nature"),
            "food": self.tr("Food and drink"),
            "activities": self.tr("Activities"),
            "travel": self.tr("Travel and places"),
            "objects": self.tr("Objects"),
            "symbols": self.tr("Symbols"),
            "flags": self.tr("Flags"),
        }[group]

    def _choose(self, group: str) -> None:
        self._group = group
        self.field.clear()
        self._show()

    def _show(self) -> None:
        query = self.field.text().strip()
        if query:
            found = book().search(query, FOUND_MAX)
        elif self._group == "recent":
            found = book().plain(self._recent)
        else:
            found = list(dict(book().groups)[self._group])
        for group, tab in self._tabs.items():
            tab.setChecked(not query and group == self._group)
        self._tabs["recent"].setEnabled(bool(self._recent))
        self._model.show_emojis(found, self._tone)
        self.list.setCurrentIndex(self._model.index(0, 0))
        self.list.scrollToTop()
        if not found:
            self._say(self.tr("No emoji is called that"))
        hand = book().by_text[_HAND].in_tone(self._tone)
        self.tone.setText(hand)
        words = self.tr("Skin tone {0} of {1}: {2}").format(
            self._tone + 1, len(TONES), tone_words(self._tone)
        )
        self.tone.setAccessibleName(words)
        self.tone.setToolTip(words)

    def _name(self, index: QModelIndex) -> None:
        self._say(str(index.data(Qt.ItemDataRole.ToolTipRole) or ""))

    def _say(self, words: str) -> None:
        self.name.setText(words)
        self.field.setAccessibleDescription(words)  # spoken with the field, where the keyboard is

    def _next_tone(self) -> None:
        self._tone = (self._tone + 1) % len(TONES)
        self.tone_changed.emit(self._tone)
        self._show()

    def _take(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        emoji = self._model.emojis[index.row()]
        self._recent = [emoji.text, *(each for each in self._recent if each != emoji.text)]
        del self._recent[RECENT_MAX:]
        self.hide()
        self.recent_changed.emit(list(self._recent))
        self.picked.emit(emoji.in_tone(self._tone))

    def _step(self, cells: int) -> None:
        count = self._model.rowCount()
        if count:
            row = min(max(self.list.currentIndex().row() + cells, 0), count - 1)
            self.list.setCurrentIndex(self._model.index(row, 0))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = Qt.Key(event.key())
        at_end = self.field.cursorPosition() == len(self.field.text())
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left) and at_end and (
            key == Qt.Key.Key_Right or self.list.currentIndex().row() > 0
        ):  # fmt: skip
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self._step(1 if (key == Qt.Key.Key_Right) != rtl else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentIndex())
        else:
            return False
        return True

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        column = self.layout()
        if column is not None:
            column.setContentsMargins(px(10), px(10), px(10), px(8))
            column.setSpacing(px(6))
        self._groups.setSpacing(0)
        cell = px(CELL_PX)
        self.list.setGridSize(QSize(cell, cell))
        # The scroll bar is 12 px of the design; one pixel more keeps the last column.
        self.list.setFixedSize(cell * COLUMNS + px(12) + 2, cell * ROWS_SHOWN)
        for button in (*self._tabs.values(), self.tone):
            button.setFixedHeight(px(32))
            button.setMinimumWidth(px(30))
        self.setStyleSheet(
            f"QPushButton[kind=flat] {{ font-size: {px(17)}px; text-align: center; }}"
            f" QPushButton[kind=flat]:checked {{ background: {theme.soft.name()}; }}"
        )

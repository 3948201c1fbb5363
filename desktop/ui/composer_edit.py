"""The text box of the composer: grows, takes plain text only, and sends on Enter but never mid-word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import override

from desktop.ui import composer_words
from desktop.ui.caret_rest import CaretRest
from desktop.ui.dropped import has_words
from desktop.ui.timeline.laid import direction
from desktop.ui.typing_pause import TypingPause

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import (
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QFocusEvent,
        QInputMethodEvent,
        QPaintEvent,
        QResizeEvent,
    )

PASTE_BYTES = 256 * 1024
"""Sixteen messages' worth can still be cut up by hand; laying out 64 KiB takes 33 ms, megabytes
would stop the window."""

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_MARKS = {
    QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_B): "**",
    QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_I): "*",
    QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_E): "`",
}
_SHIFTED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_LINK = QKeyCombination(_SHIFTED, Qt.Key.Key_L)
_PLAIN_PASTE = QKeyCombination(_SHIFTED, Qt.Key.Key_V)
_FIRST_UNREAD = QKeyCombination(Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_PageUp)
ENDS = (
    QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Home),
    QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_End),
)
_PAGES = {int(Qt.Key.Key_PageUp): -1, int(Qt.Key.Key_PageDown): 1}


class ComposerEdit(QPlainTextEdit):
    """A plain text edit that tells what its composer must do."""

    send_wanted = Signal()
    paste_refused = Signal(str)
    """Why something was not pasted, for people."""

    page_wanted = Signal(int)
    """-1 or 1: turn a page of the messages; only while the text is one line and needs no paging."""

    focus_changed = Signal(bool)
    height_changed = Signal()
    escape_pressed = Signal()
    """Only while `keep_escape` holds."""

    drop_near = Signal(bool)
    """Words are held over the box, or no more."""

    edit_last_wanted = Signal()
    """Up was pressed in an empty box."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = False
        self._max_height_px = 400
        self.sends_by_control = False
        """Whether Enter begins a new line, and only with Ctrl sends."""

        self.keep_escape = False
        """Whether Esc is for the box, and not for the window."""

        self.take_key: Callable[[QKeyEvent], bool] | None = None
        """Asked first for each key, while a list of suggestions is open."""

        self.take_tab: Callable[[], bool] | None = None
        self.take_menu: Callable[[QTextCursor, QPoint], bool] | None = None
        """Asked first for each menu: at which place in the text, and where on the screen."""

        self.take_undo: Callable[[], bool] | None = None
        """Asked first for Ctrl+Z in an empty box, where a message may be held back."""

        self.setObjectName("message-text")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self._paper = QColor()
        # Whatever shows through has to be painted below: at each blink the box, the page, the window.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size)
        self._caret_rest = CaretRest(self)
        self.pause = TypingPause(self)
        self.textChanged.connect(self._align)
        self._align()

    @property
    def composing(self) -> bool:
        """True while an input method has begun a word that is not in the text yet."""
        return self._composing

    def set_purpose(self, words: str) -> None:
        """Say what is to be written here: in the empty box, and to a screen reader."""
        self.setAccessibleName(words)
        self.setPlaceholderText(words)
        self.viewport().update()  # Qt paints it anew only when it comes or goes

    def set_paper(self, color: QColor) -> None:
        """Write on this colour, an opaque one: that of the frame around."""
        self._paper = color
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        try:
            painter.fillRect(event.rect(), self._paper)
        finally:
            painter.end()
        super().paintEvent(event)

    def set_max_height_px(self, height_px: int) -> None:
        """Grow up to this, then scroll."""
        if height_px != self._max_height_px:
            self._max_height_px = height_px
            self._on_size()

    @override
    def sizeHint(self) -> QSize:
        # The document's height is counted in lines here (Qt: QPlainTextDocumentLayout).
        lines = max(1.0, self.document().size().height())
        height = round(lines * self.fontMetrics().lineSpacing()) + 2
        return QSize(200, min(height, self._max_height_px))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def _on_size(self) -> None:
        fits = self.document().size().height() * self.fontMetrics().lineSpacing()
        needed = fits > self._max_height_px
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if needed
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self.updateGeometry()
        self.height_changed.emit()

    def _align(self) -> None:
        """Begin lines on the side where their script begins; Qt's plain text begins at the left."""
        written = direction(self.toPlainText())
        rtl = self.isRightToLeft() if written is None else written
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        option = self.document().defaultTextOption()
        if option.alignment() != side:
            option.setAlignment(side)
            self.document().setDefaultTextOption(option)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._on_size()

    @override
    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.keyCombination() == _FIRST_UNREAD
            and self.document().size().height() <= 1
        ):
            event.ignore()  # a page of one line selects nothing: the window has a use for the key
            return True
        # The window has Esc as a shortcut; accepting the offer makes it an ordinary key here.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and self.keep_escape
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        if next and self.take_tab is not None and self.take_tab():
            return True
        return super().focusNextPrevChild(next)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._composing and self.take_key is not None and self.take_key(event):
            event.accept()
            return
        page = _PAGES.get(event.key(), 0)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.keyCombination() in ENDS and self.document().isEmpty():
            event.ignore()  # there is nothing to go to the ends of: the messages have a use for it
        elif page and self.document().size().height() <= 1:
            self.page_wanted.emit(page)
        elif event.key() == Qt.Key.Key_Escape and self.keep_escape:
            self.escape_pressed.emit()
        elif event.key() == Qt.Key.Key_Up and plain and self.document().isEmpty():
            self.edit_last_wanted.emit()
        elif self._takes_back(event):
            event.accept()
        elif event.key() in _ENTER:
            self._enter(event)
        elif not self._mark_up(event):
            super().keyPressEvent(event)

    def _takes_back(self, event: QKeyEvent) -> bool:
        undo = event.matches(QKeySequence.StandardKey.Undo) and self.document().isEmpty()
        return undo and self.take_undo is not None and self.take_undo()

    def _enter(self, event: QKeyEvent) -> None:
        alone = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self._composing:
            # This Enter belongs to the input method: it ends the word, not the message.
            event.accept()
        elif event.modifiers() & (
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier
        ) or (alone and self.sends_by_control):
            self.insertPlainText("\n")
            self.ensureCursorVisible()
        else:
            self.send_wanted.emit()

    def _mark_up(self, event: QKeyEvent) -> bool:
        """Put marks round the selection, or take them off; False for any other key."""
        pressed = event.keyCombination()
        if pressed == _PLAIN_PASTE:
            self.paste()
            return True
        if pressed == _LINK:
            self._make_link()
            return True
        mark = _MARKS.get(pressed)
        if mark is None:
            return False
        cursor = self.textCursor()
        chosen = cursor.selection().toPlainText()
        size = len(mark)
        if len(chosen) >= 2 * size and chosen.startswith(mark) and chosen.endswith(mark):
            wrapped = chosen[size:-size]
        else:
            wrapped = f"{mark}{chosen}{mark}"
        start = cursor.selectionStart()
        cursor.insertText(wrapped)
        if chosen:
            cursor.setPosition(start)
            cursor.setPosition(start + units_of(wrapped), QTextCursor.MoveMode.KeepAnchor)
        else:
            cursor.setPosition(start + size)
        self.setTextCursor(cursor)
        return True

    def _make_link(self) -> None:
        """Make an address out of the selection: links show where they go, so they have no words."""
        cursor = self.textCursor()
        chosen = cursor.selection().toPlainText().strip()
        if "://" not in chosen:
            cursor.insertText(f"https://{chosen}")
            self.setTextCursor(cursor)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        caret = self.textCursor() if by_key else self.cursorForPosition(event.pos())
        if self.take_menu is None or not self.take_menu(caret, event.globalPos()):
            super().contextMenuEvent(event)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        plain = QMimeData()
        plain.setText(self.textCursor().selection().toPlainText())
        return plain

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text() if has_words(source) else ""
        size = len(text.encode(errors="replace"))
        if size > PASTE_BYTES:
            self.paste_refused.emit(composer_words.not_pasted(size))
        elif text:
            self.insertPlainText(text.replace("\r\n", "\n").replace("\r", "\n"))
            self.ensureCursorVisible()
        elif source.hasImage() or source.hasUrls():
            self.paste_refused.emit(composer_words.no_words())

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if has_words(event.mimeData()):
            super().dragEnterEvent(event)
            self._leave_where_it_came_from(event)
            self.drop_near.emit(True)
        else:
            event.ignore()

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if has_words(event.mimeData()):
            super().dragMoveEvent(event)
            self._leave_where_it_came_from(event)
        else:
            event.ignore()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self.drop_near.emit(False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.drop_near.emit(False)
        if not has_words(event.mimeData()):
            event.ignore()
            return
        super().dropEvent(event)
        self._leave_where_it_came_from(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # whoever drops words here goes on writing

    def _leave_where_it_came_from(self, event: QDropEvent) -> None:
        """Copy words of other programs: only within the box they are moved."""
        if event.source() not in (self, self.viewport()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        # A word that was begun is thrown away or kept by the input method now; it ends here.
        self._composing = False
        super().focusOutEvent(event)
        self.focus_changed.emit(False)


def units_of(text: str) -> int:
    """Return how long a text is for Qt, which counts UTF-16 units."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2

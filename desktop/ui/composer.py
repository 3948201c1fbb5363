"""Where a message is written: the box, its limit, its draft and the send button.

The words leave the box only when the sender says that they were accepted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.texts import MAX_TEXT_BYTES
from desktop.ui import strings
from desktop.ui.buttons import IconButton
from desktop.ui.composer_edit import ComposerEdit
from desktop.ui.labels import ElidedLabel, PlainLabel
from desktop.ui.layouts import set_margins

if TYPE_CHECKING:
    from desktop.ui.theme import Theme, ThemeSwitch
    from net.ids import RoomId

DRAFT_MS = 400
"""A pause in typing; a draft is on disk half a second after the last key at the latest."""

COUNTER_FROM = 0.9
"""From nine tenths of the limit on the counter shows how many bytes are left."""

DRAFTS_KEPT = 256
"""Rooms whose words are kept in memory; the store has the rest."""

TOP_PX = 4
FOOT_PX = 26


class Composer(QWidget):
    """Writes for one room at a time; `open_room` before anything else."""

    send_requested = Signal(bytes, str)
    """RoomId and text. Answer with `accepted` or `refused`; until then the words stay."""

    draft_changed = Signal(bytes, str)
    """RoomId and the words of its box, after a pause or before another room opens."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._switch = switch
        self._room: RoomId | None = None
        self._drafts: dict[RoomId, str] = {}
        self._asked: str | None = None
        self._trouble = ""
        self._filling = False
        self._untold = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DRAFT_MS)
        self._box = _Box(switch, self)
        self.edit = self._box.edit
        self.send_button = self._box.send
        self.hint = ElidedLabel(self._hint(), tone="hint", name="composer-hint")
        self.note = PlainLabel(
            self.tr("encrypted on this network"), tone="hint", name="composer-note"
        )
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.hint, 1)
        self._foot.addWidget(self.note)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._box)
        self._column.addLayout(self._foot)
        self.edit.send_wanted.connect(self.send)
        self.edit.textChanged.connect(self._on_text)
        self.edit.paste_refused.connect(self._on_paste_refused)
        self.send_button.clicked.connect(self.send)
        self._pause.timeout.connect(self.flush_draft)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)
        self._on_text()

    def text(self) -> str:
        """The words in the box."""
        return self.edit.toPlainText()

    def open_room(self, room: RoomId, name: str) -> None:
        """Write for this room from now on; the words of the last one are kept as its draft."""
        self.edit.setAccessibleName(self.tr("Message to {0}").format(name))
        self.edit.setPlaceholderText(self.tr("Message to {0}").format(name))
        if room == self._room:
            return
        self.flush_draft()
        self._remember()
        self._room, self._asked, self._trouble = room, None, ""
        self._fill(self._drafts.get(room, ""))
        self._untold = False

    def set_draft(self, text: str) -> None:
        """Fill the box with a kept draft, unless somebody is already writing in it."""
        if not self.text():
            self._fill(text)

    def put_back(self, text: str) -> None:
        """Give words back to their writer, before whatever stands in the box by now."""
        written = self.text()
        self._fill(f"{text}\n{written}" if written and written != text else text)
        self._changed()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def accepted(self, room: RoomId, text: str) -> None:
        """The message is on its way: empty the box if these words are still in it."""
        self._asked = None
        if room != self._room:
            self._drafts.pop(room, None)
            self.draft_changed.emit(room, "")
        elif self._sendable() == text:
            self._trouble = ""
            self._fill("")
            self._changed()
            self.flush_draft()

    def refused(self, reason: str) -> None:
        """The message was not taken: the words stay, and the reason shows under them."""
        self._asked = None
        self._trouble = reason
        self._show_state()

    def send(self) -> None:
        """Ask for what is in the box to be sent, if it can be."""
        text = self._sendable()
        if self._room is None or not text or text == self._asked or self.edit.composing:
            return
        if self._over_bytes() > 0:
            self._show_state()
            return
        self._trouble, self._asked = "", text
        self.send_requested.emit(self._room, text)

    def flush_draft(self) -> None:
        """Tell the draft now, if it changed since it was last told."""
        self._pause.stop()
        if self._untold and self._room is not None:
            self._untold = False
            self.draft_changed.emit(self._room, self.text())

    def set_window_height(self, height_px: int) -> None:
        """Let the box grow to two fifths of the window."""
        theme = self._switch.theme
        lines_px = height_px * 2 // 5 - theme.px(TOP_PX + FOOT_PX + 28)
        self.edit.set_max_height_px(max(self.edit.fontMetrics().lineSpacing() * 2, lines_px))

    def _changed(self) -> None:
        self._untold = True
        self._pause.start()

    def _sendable(self) -> str:
        # Half characters would be refused by the far end; blank ends are nobody's words.
        return self.text().encode(errors="replace").decode().replace("\x00", "").strip()

    def _over_bytes(self) -> int:
        return len(self._sendable().encode()) - MAX_TEXT_BYTES

    def _remember(self) -> None:
        if self._room is None:
            return
        self._drafts.pop(self._room, None)
        if self.text():
            self._drafts[self._room] = self.text()
            while len(self._drafts) > DRAFTS_KEPT:
                del self._drafts[next(iter(self._drafts))]

    def _fill(self, text: str) -> None:
        self._filling = True
        # Through the cursor, so that Ctrl+Z brings back what was there.
        cursor = self.edit.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.edit.setTextCursor(cursor)
        self._filling = False
        self._show_state()

    def _on_text(self) -> None:
        if not self._filling:
            self._changed()
            self._asked, self._trouble = None, ""
        self._show_state()

    def _on_paste_refused(self, size: int) -> None:
        self._trouble = self.tr("Not pasted: {0} KiB is too much for messages of 16 KiB.").format(
            size // 1024
        )
        self._show_state()

    def _show_state(self) -> None:
        over = self._over_bytes()
        words, tone = self._hint(), "hint"
        if over > 0:
            words = strings.counted(
                "Composer",
                "Too long by %n byte: a message holds 16 KiB. Send it in parts.",
                "Too long by %n bytes: a message holds 16 KiB. Send it in parts.",
                over,
            )
            tone = "danger"
        elif self._trouble:
            words, tone = self._trouble, "danger"
        elif over > -MAX_TEXT_BYTES * (1 - COUNTER_FROM):
            words = strings.counted("Composer", "%n byte left", "%n bytes left", -over)
        self.hint.set_tone(tone)
        self.hint.setText(words)
        self.send_button.setEnabled(bool(self._sendable()) and over <= 0)

    def _hint(self) -> str:
        return self.tr("Enter to send · Shift+Enter for a new line")

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        self._column.setContentsMargins(px(16), px(TOP_PX), px(16), 0)
        self._foot.setContentsMargins(px(8), px(5), px(8), px(9))
        self._foot.setSpacing(px(16))


class _Box(QWidget):
    """The rounded frame round text and button; 2 px and in the accent colour while it has focus."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = switch.theme
        self.edit = ComposerEdit(self)
        self.send = IconButton(
            switch,
            "send",
            self.tr("Send"),
            name="send",
            keys="send",
            kind="send",
            parent=self,
        )
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.edit, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.send, 0, Qt.AlignmentFlag.AlignBottom)
        self.edit.focus_changed.connect(self.update)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def _set_theme(self, theme: Theme) -> None:
        self._theme = theme
        px = theme.px
        set_margins(self._row, self, px(18), px(7), px(7), px(7))
        self._row.setSpacing(px(8))
        self.setMinimumSize(QSize(px(160), px(50)))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        focused = self.edit.hasFocus()
        width = 2.0 if focused else 1.0
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.accent if focused else self._theme.off, width))
            painter.setBrush(self._theme.surface)
            inner = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
            radius = 12 * self._theme.zoom
            painter.drawRoundedRect(inner, radius, radius)
        finally:
            painter.end()

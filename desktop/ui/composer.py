"""Where a message is written: the box, its limit, its draft and the send button.

The words leave the box only when the sender says that they were accepted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.texts import MAX_TEXT_BYTES
from desktop.ui import composer_words
from desktop.ui.bidi import filled
from desktop.ui.completing import Completing
from desktop.ui.composer_box import WORDS_PX, ComposerBox
from desktop.ui.composer_mode import ComposerMode
from desktop.ui.features import Feature
from desktop.ui.held_send import HeldSend
from desktop.ui.kept_drafts import KeptDrafts
from desktop.ui.labels import ElidedLabel, PlainLabel
from desktop.ui.writing_aids import WritingAids
from desktop.ui.written import Written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.model import Message, PersonPresence, Picks
    from desktop.ui.theme import Theme, ThemeSwitch
    from net.ids import PersonId, RoomId

DRAFT_MS = 400
"""A pause in typing; a draft is on disk half a second after the last key at the latest."""

TOP_PX = 4
FOOT_PX = 26


class Composer(QWidget):
    """Writes for one room at a time; `open_room` before anything else."""

    send_requested = Signal(bytes, str)
    """RoomId and text. Answer with `accepted` or `refused`; until then the words stay."""

    message_written = Signal(bytes, object)
    """RoomId and Written, just before `send_requested` says the same without whom and what it is
    about: connect one of the two."""

    edit_submitted = Signal(bytes, str, object)
    """EntryId of an own message, its new words, and who was picked in them. Answer with
    `edit_accepted` or `refused`."""

    room_changed = Signal(bytes)
    """The RoomId that is written for now."""

    edit_last_wanted = Signal()
    """Up was pressed in an empty box: answer with `start_edit`."""

    emoji_wanted = Signal()
    """The emoji button was pressed: answer with `insert`."""

    typing = Signal(bytes, bool)
    """RoomId and whether somebody writes; at every key."""

    draft_changed = Signal(bytes, str, tuple)
    """RoomId, the words of its box and the Picks among them, after a pause or before another room opens."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._switch = switch
        self.room: RoomId | None = None
        self._drafts = KeptDrafts()
        self._asked: str | None = None
        self._trouble = ""
        self._filling = False
        self._untold = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DRAFT_MS)
        self._undo_s = 0
        self._released = ""
        """Words that were held back and are under way now."""

        self._typing = False
        self._known = ""
        """The text as last seen: colouring it is told as a change too."""

        self._box = ComposerBox(switch, self)
        self.edit = self._box.edit
        self.send_button = self._box.send
        self.emoji_button = self._box.emoji
        self.strip = self._box.strip
        self.await_drop = self._box.await_drop
        self.mode = ComposerMode(self.strip)
        self.held = HeldSend(self)
        self.completing = Completing(switch, self.edit)
        self.aids = WritingAids(switch, self.edit)
        self.hint = ElidedLabel("", tone="hint", name="composer-hint")
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
        self.edit.take_key = self.completing.take_key
        self.edit.take_tab = self.completing.take_tab
        self.edit.take_undo = self.strip.press_undo
        self.edit.send_wanted.connect(self.send)
        self.edit.textChanged.connect(self._on_text)
        self.edit.escape_pressed.connect(self.cancel)
        self.edit.edit_last_wanted.connect(self.edit_last_wanted)
        self.strip.closed.connect(self._on_strip)
        self.emoji_button.clicked.connect(self.emoji_wanted)
        self.held.due.connect(self._emit)
        self.held.ticked.connect(self._on_tick)
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
        self.edit.set_purpose(filled(self.tr("Message to {0}"), name))
        if room == self.room:
            return
        self.cancel()
        self.held.release()
        self.flush_draft()
        if self.room is not None:
            self._drafts.keep(self.room, self.text(), self.completing.picked.kept(self.text()))
        self._tell_typing(on=False)
        self.room, self._asked, self._trouble = room, None, ""
        self.completing.picked.forget()
        self._fill(self._drafts.of(room))
        self.completing.picked.restore(self._drafts.picks(room))
        self._untold = False
        self.room_changed.emit(room)

    def set_people(self, people: Sequence[PersonPresence], me: PersonId | None) -> None:
        """Offer these behind an at sign."""
        self.completing.set_people(people, me)
        self.aids.set_people(people)

    def set_features(self, features: frozenset[Feature]) -> None:
        """Offer what is wired: names, emoji."""
        self.completing.set_features(features)
        self.emoji_button.setVisible(Feature.EMOJI in features)

    def set_undo_s(self, seconds: int) -> None:
        """Hold each message back for so long before it is sent; 0 sends at once."""
        self._undo_s = max(0, seconds)

    def set_send_keys(self, *, control: bool) -> None:
        """Send with Ctrl+Enter, so that Enter begins a new line; or with Enter."""
        self._box.set_send_keys(control=control)
        self._show_state()

    def start_reply(self, message: Message) -> None:
        """Answer this message with what is written next."""
        self._leave_edit()
        self.mode.reply(message)
        self._enter_mode()

    def start_edit(self, message: Message) -> None:
        """Put an own message into the box, to be changed; what stood there comes back afterwards."""
        self._leave_edit()
        self.flush_draft()
        self.mode.edit(message, self.text())
        self._fill(message.text)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self._enter_mode()

    def cancel(self) -> bool:
        """Answer and edit nothing any more; False if that was so."""
        if not self.mode.is_on:
            return False
        self._leave_edit()
        self._leave_mode()
        return True

    def edit_accepted(self, message_id: bytes) -> None:
        """The new words are on their way."""
        self._asked = None
        if self.mode.editing is not None and self.mode.editing.id == message_id:
            self.cancel()

    def insert(self, text: str) -> None:
        """Put an emoji or words where the caret is."""
        self.edit.textCursor().insertText(text)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def mention(self, person: PersonId, name: str) -> None:
        """Put somebody's name where the caret is, and mean this person by it."""
        self.completing.mention(person, name)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_draft(self, text: str, picks: Picks = ()) -> None:
        """Fill the box with a kept draft, unless somebody is already writing in it."""
        if not self.text():
            self._fill(text)
            self.completing.picked.restore(picks)

    def put_back(self, text: str) -> None:
        """Give words back to their writer, before whatever stands in the box by now."""
        written = self.text()
        self._fill(f"{text}\n{written}" if written and written != text else text)
        self._changed()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def accepted(self, room: RoomId, text: str) -> None:
        """The message is on its way: empty the box if these words are still in it."""
        self._asked = None
        released, self._released = self._released, ""
        if room != self.room:
            self._drafts.drop(room)
            self.draft_changed.emit(room, "", ())
        elif released == text:
            self._untold = True  # until now they stood in the draft, for a crash
            self.flush_draft()
        elif self._sendable() == text:
            self._trouble = ""
            self._fill("")
            self._leave_mode()
            self.completing.picked.forget()
            self._changed()
            self.flush_draft()
            self._tell_typing(on=False)

    def refused(self, reason: str) -> None:
        """The message was not taken: the words stay, and the reason shows under them."""
        self._asked = None
        released, self._released = self._released, ""
        if released:
            self.put_back(released)
        self._trouble = reason
        self._show_state()

    def send(self) -> None:
        """Ask for what is in the box to be sent, if it can be."""
        text = self._sendable()
        if self.room is None or not text or text == self._asked or self.edit.composing:
            return
        if self._over_bytes() > 0:
            self._show_state()
            return
        self._trouble = ""
        edited = self.mode.editing
        if edited is not None and text == edited.text.strip():
            self.cancel()
        elif edited is not None:
            self._asked = text
            self.edit_submitted.emit(edited.id, text, self._written(text).mentions)
        elif self._undo_s:
            self._hold(self._written(text))
        else:
            self._asked = text
            self._emit(self.room, self._written(text))

    def _written(self, text: str) -> Written:
        answered = self.mode.answering
        reply_to = None if answered is None else answered.id
        return Written(text, self.completing.picked.meant(text), reply_to)

    def _emit(self, room: RoomId, written: Written) -> None:
        if not self.mode.is_on:
            self.strip.hide()
        if self._asked != written.text:
            self._released = written.text
            self.flush_draft()
        self.message_written.emit(room, written)
        self.send_requested.emit(room, written.text)

    def _hold(self, written: Written) -> None:
        if self.room is None:
            return
        self._fill("")
        self._leave_mode()
        self.completing.picked.forget()
        self.held.hold(self.room, written, self._undo_s)
        self._changed()
        self._tell_typing(on=False)

    def _on_tick(self, left_s: int) -> None:
        self.strip.show_countdown(composer_words.sending_in(left_s))

    def _on_strip(self) -> None:
        if not self.strip.undo_shown:
            self.cancel()
            return
        written = self.held.take_back()
        self.strip.hide()
        if written is not None:
            self.put_back(written.text)
            self.completing.restore(written.mentions)

    def flush_draft(self) -> None:
        """Tell the draft now, if it changed since it was last told."""
        self._pause.stop()
        if self._untold and self.room is not None:
            self._untold = False
            aside = self.mode.aside if self.mode.editing is not None else self.text()
            words = "\n".join(part for part in (self.held.text, aside) if part)
            self.draft_changed.emit(self.room, words, self.completing.picked.kept(aside))

    def set_window_height(self, height_px: int) -> None:
        """Let the box grow to two fifths of the window."""
        theme = self._switch.theme
        lines_px = height_px * 2 // 5 - theme.px(TOP_PX + FOOT_PX + 28 + 2 * WORDS_PX)
        self.edit.set_max_height_px(max(self.edit.fontMetrics().lineSpacing() * 2, lines_px))

    def _enter_mode(self) -> None:
        self.held.release()
        self.edit.keep_escape = True
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_state()

    def _leave_edit(self) -> None:
        """Give the box back the words that were being written before an edit."""
        if self.mode.editing is not None:
            aside = self.mode.aside
            self.mode.leave()
            self._fill(aside)

    def _leave_mode(self) -> None:
        self.mode.leave()
        self.edit.keep_escape = False
        if not self.held.text:
            self.strip.hide()

    def _tell_typing(self, *, on: bool) -> None:
        if self.room is not None and (on or self._typing):
            self._typing = on
            self.typing.emit(self.room, on)

    def _changed(self) -> None:
        self._untold = True
        self._pause.start()

    def _sendable(self) -> str:
        # Half characters would be refused by the far end; blank ends are nobody's words.
        return self.text().encode(errors="replace").decode().replace("\x00", "").strip()

    def _over_bytes(self) -> int:
        return len(self._sendable().encode()) - MAX_TEXT_BYTES

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
        known, self._known = self._known, self.text()
        if not self._filling and known != self._known:
            if self.mode.editing is None:
                self._changed()
            self._asked, self._trouble = None, ""
            self._tell_typing(on=bool(self.text()) and self.mode.editing is None)
        self._show_state()

    def _on_paste_refused(self, reason: str) -> None:
        self._trouble = reason
        self._show_state()

    def _show_state(self) -> None:
        over = self._over_bytes()
        words, tone = composer_words.state(over, self._trouble, self.edit.sends_by_control)
        self.hint.set_tone(tone)
        self.hint.setText(words)
        self.send_button.setEnabled(bool(self._sendable()) and over <= 0)

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        self._column.setContentsMargins(px(16), px(TOP_PX), px(16), 0)
        self._foot.setContentsMargins(px(8), px(5), px(8), px(9))
        self._foot.setSpacing(px(16))

"""Ties messages, composer, find bar and their popups together; tells what is left for a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from desktop.namesakes import marks
from desktop.ui.features import Feature
from desktop.ui.timeline import room_marks
from net.ids import EntryId

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.model import Message, PersonPresence, Room
    from desktop.ui.chat_page import ChatPage
    from desktop.ui.composer import Composer
    from desktop.ui.emoji_picker import EmojiPicker
    from desktop.ui.find_bar import FindBar
    from desktop.ui.message_details import MessageDetails
    from desktop.ui.theme import ThemeSwitch
    from desktop.ui.timeline.view import TimelineView
    from desktop.ui.typing_line import TypingLine
    from net.ids import PersonId


class Talk(QObject):
    """Owned by the main page. Everything is shut until `set_features` opens what is wired."""

    reaction_toggled = Signal(bytes, str, bool)
    """EntryId, emoji, on."""

    delete_requested = Signal(bytes)
    """EntryId, after the question was answered."""

    pin_toggled = Signal(bytes, bool)
    details_requested = Signal(bytes)
    """EntryId: answer with `show_details`."""

    unread_requested = Signal(bytes)
    """EntryId of the first message that is to be unread again."""

    person_wanted = Signal(bytes)
    """PersonId: show their card."""

    find_requested = Signal(bytes, str)
    """RoomId and words: answer with `find.set_found`; empty words end it."""

    recent_emoji_changed = Signal(list)
    tone_changed = Signal(int)

    def __init__(
        self,
        switch: ThemeSwitch,
        timeline: TimelineView,
        composer: Composer,
        find: FindBar,
        typing: TypingLine,
        now_ms: Callable[[], int],
        page: ChatPage,
    ) -> None:
        super().__init__(page)
        self._switch = switch
        self._page = page
        self._now_ms = now_ms
        self._picker: EmojiPicker | None = None
        self._recent: tuple[Sequence[str], int] = ((), 0)
        self._about: Message | None = None
        """The message that the picked emoji is for; None while it is for the text."""

        self._features: frozenset[Feature] = frozenset()
        self._room = b""
        self.timeline, self.composer, self.find, self.typing = timeline, composer, find, typing
        self._ctrl_f = self._keys("Ctrl+F", find.open)
        self._ctrl_g = self._keys("Ctrl+G", timeline.ask_day)
        self._keys("Ctrl+J", timeline.focus_newest)
        self._keys("Shift+PgUp", timeline.jump_to_unread)
        self._connect()
        self.set_features(frozenset())

    # ---- what the application tells

    def set_features(self, features: frozenset[Feature]) -> None:
        """Let these, and nothing else, be reached."""
        self._features = features
        self.timeline.set_features(features)
        self.composer.set_features(features)
        self._ctrl_f.setEnabled(Feature.FIND in features)
        self._ctrl_g.setEnabled(Feature.DATES in features)

    def set_people(self, people: Sequence[PersonPresence], me: PersonId | None) -> None:
        """Know who can be mentioned, and by which names mentions and reactions are drawn."""
        self.composer.set_people(people, me)
        same = marks((each.person, each.name) for each in people)
        # Only where both may be read in this room, and by the mark that they have everywhere.
        told = {each.person: each.mark for each in people if each.person in same and each.mark}
        self.timeline.set_people(me, {each.person: each.name for each in people}, told)

    def set_rooms(self, rooms: Sequence[Room]) -> None:
        """Know which rooms can be named, and led to."""
        named = room_marks.by_name(rooms)
        self.composer.completing.set_rooms([each for each in rooms if each.room in named.values()])
        self.timeline.set_rooms(named)

    def set_typing(self, names: Sequence[str]) -> None:
        """Say who writes in the open room."""
        self.typing.set_typing(names if Feature.TYPING in self._features else ())

    def set_recent_emoji(self, emojis: Sequence[str], tone: int = 0) -> None:
        """Begin with what the settings kept."""
        self._recent = (tuple(emojis), tone)
        if self._picker is not None:
            self._picker.set_recent(emojis, tone)

    def show_details(self, details: MessageDetails) -> None:
        """Show who holds a message, and its former words."""
        from desktop.ui.message_details import DetailsDialog  # noqa: PLC0415 - no start waits for it

        DetailsDialog(self._switch, details, self._now_ms(), self._page.window()).open()

    # ---- wiring

    def _keys(self, keys: str, act: Callable[[], object]) -> QShortcut:
        """Let keys of reading work from the whole page, so also while writing."""
        shortcut = QShortcut(QKeySequence(keys), self._page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
        return shortcut

    def _connect(self) -> None:
        timeline, composer = self.timeline, self.composer
        timeline.reply_wanted.connect(composer.start_reply)
        timeline.edit_wanted.connect(composer.start_edit)
        timeline.delete_wanted.connect(self._ask_delete)
        timeline.pin_wanted.connect(lambda message, on: self.pin_toggled.emit(message.id, on))
        timeline.details_requested.connect(lambda each: self.details_requested.emit(each.id))
        timeline.unread_wanted.connect(lambda each: self.unread_requested.emit(each.id))
        timeline.person_wanted.connect(self.person_wanted)
        timeline.reaction_toggled.connect(self.reaction_toggled)
        timeline.reaction_wanted.connect(self._pick_reaction)
        timeline.date_wanted.connect(self._pick_day)
        composer.emoji_wanted.connect(self._pick_for_text)
        composer.edit_last_wanted.connect(self._edit_last)
        composer.room_changed.connect(self._on_room)
        self.find.find_wanted.connect(lambda words: self.find_requested.emit(self._room, words))
        self.find.jump_wanted.connect(lambda each: timeline.jump_to(EntryId(bytes(each))))
        self.find.marks_changed.connect(timeline.set_found)
        self.find.closed.connect(lambda: composer.edit.setFocus(Qt.FocusReason.OtherFocusReason))

    def step_back(self) -> bool:
        """Leave a reply or an edit, else the finding, else go to the newest message; tells the last."""
        if self._page.close_drawer():
            return False
        if self.composer.mode.is_on:
            self.composer.cancel()
        elif not self.find.isHidden():
            self.find.close_bar()
        else:
            self.timeline.jump_to_latest()
            return True
        return False

    def _on_room(self, room: bytes) -> None:
        self.find.close_bar()
        self.typing.set_typing(())
        self._room = bytes(room)

    def _ask_delete(self, message: Message) -> None:
        from desktop.ui.message_details import DeleteDialog  # noqa: PLC0415 - no start waits for it

        dialog = DeleteDialog(self._switch, message, self._page.window())
        dialog.confirmed.connect(lambda: self.delete_requested.emit(message.id))
        dialog.open()

    def _edit_last(self) -> None:
        if Feature.EDITS in self._features and not self.composer.mode.is_on:
            message = self.timeline.last_own()
            if message is not None:
                self.composer.start_edit(message)

    # ---- popups

    def _pick_reaction(self, message: Message, on_screen: QPoint) -> None:
        self._about = message
        self._opened_picker().open_at(on_screen)

    def _pick_for_text(self) -> None:
        self._about = None
        picker, button = self._opened_picker(), self.composer.emoji_button
        corner = button.mapToGlobal(QPoint(0, 0))
        size = picker.sizeHint()
        picker.open_at(corner - QPoint(size.width() - button.width(), size.height()))

    def _opened_picker(self) -> EmojiPicker:
        if self._picker is None:
            # Its emoji are read when somebody first wants one: a start need not wait for that.
            from desktop.ui.emoji_picker import EmojiPicker  # noqa: PLC0415

            self._picker = EmojiPicker(self._switch, self._page)
            self._picker.set_recent(*self._recent)
            self._picker.picked.connect(self._on_picked)
            self._picker.recent_changed.connect(self.recent_emoji_changed)
            self._picker.tone_changed.connect(self.tone_changed)
        return self._picker

    def _on_picked(self, emoji: str) -> None:
        if self._about is None:
            self.composer.insert(emoji)
        else:
            self.reaction_toggled.emit(self._about.id, emoji, True)

    def _pick_day(self, on_screen: QPoint) -> None:
        from desktop.ui.day_picker import DayPicker  # noqa: PLC0415

        calendar, shown = self.timeline.calendar, self.timeline.shown
        day = self.timeline.rows.day(shown[0].ordinal) if shown else calendar.today()
        picker = DayPicker(self._switch, calendar.today(), self._page)
        picker.time_chosen.connect(self._go_to)
        picker.first_chosen.connect(self.timeline.jump_to_first)
        picker.open_at(on_screen, day)

    def _go_to(self, at: QDateTime) -> None:
        date, time = at.date(), at.time()
        day_ms, _ = self.timeline.calendar.day_bounds_ms(date.toPython())  # type: ignore[arg-type]
        self.timeline.jump_to_time(day_ms + time.msecsSinceStartOfDay())

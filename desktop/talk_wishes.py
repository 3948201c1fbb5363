"""What somebody wants with a message, and who is typing: from the conversation to the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.services import news
from desktop.ui.features import Feature
from desktop.ui.message_details import HolderView, MessageDetails, VersionView
from desktop.ui.refusals import refusal
from net.ids import EntryId, PersonId, RoomId

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.bridge import Bridge
    from desktop.engine import Engine
    from desktop.model import SearchResult
    from desktop.ui.chat_window import ChatWindow
    from desktop.ui.talk import Talk

FEATURES = frozenset(
    {
        Feature.REPLIES,
        Feature.REACTIONS,
        Feature.EDITS,
        Feature.PINS,
        Feature.DETAILS,
        Feature.FIND,
        Feature.MENTIONS,
        Feature.EMOJI,
        Feature.TYPING,
        Feature.DATES,
        Feature.MESSAGE_LINKS,
        Feature.MARK_UNREAD,
    }
)
"""What this module stands behind."""

MAX_FOUND = 200
"""Places found in a room at once; the bar says that there are more."""
RECENT_SETTING = "recent_emoji"
TONE_SETTING = "emoji_tone"


class TalkWishes(QObject):
    """Owned by the wiring; lives on the windows' thread."""

    def __init__(
        self,
        bridge: Bridge,
        window: ChatWindow,
        failed: Callable[[Exception], None],
        keep: Callable[[str, object], None],
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._window = window
        self._failed = failed
        self._names: dict[PersonId, str] = {}
        self._typing: tuple[RoomId, tuple[PersonId, ...]] | None = None
        self._room: RoomId | None = None
        talk = self._talk
        talk.reaction_toggled.connect(self._react)
        talk.delete_requested.connect(self._delete)
        talk.pin_toggled.connect(self._pin)
        talk.details_requested.connect(self._details)
        talk.find_requested.connect(self._find)
        talk.recent_emoji_changed.connect(lambda recent: keep(RECENT_SETTING, list(recent)))
        talk.tone_changed.connect(lambda tone: keep(TONE_SETTING, int(tone)))
        talk.composer.edit_submitted.connect(self._edit)
        talk.composer.typing.connect(self._write)
        talk.composer.room_changed.connect(self._on_room)

    @property
    def _talk(self) -> Talk:
        return self._window.page.talk

    def set_people(self, names: dict[PersonId, str]) -> None:
        """Know what people are called."""
        self._names = names
        if self._typing is not None:
            self._show_typing(*self._typing)

    def tell(self, value: object, room: RoomId | None) -> None:
        """Take news: who is typing in the room in view."""
        if isinstance(value, news.TypingChanged) and value.room == room:
            self._show_typing(value.room, value.people)

    def _on_room(self, room: bytes) -> None:
        """Forget who types in the room that was left; ask who does in this one: none of it was told."""
        self._typing = None
        self._room = RoomId(room)

        async def look(engine: Engine) -> tuple[PersonId, ...]:
            return engine.realtime.typing.people(RoomId(room))

        def shown(people: tuple[PersonId, ...]) -> None:
            if self._typing is None and self._room == room:  # else it was told meanwhile
                self._show_typing(RoomId(room), people)

        self._bridge.call(look, shown)

    def _show_typing(self, room: RoomId, people: tuple[PersonId, ...]) -> None:
        self._typing = (room, people)
        self._talk.set_typing([self._names.get(person, "") for person in people])

    def _react(self, message: bytes, emoji: str, on: bool) -> None:
        self._bridge.call(
            lambda engine: engine.actions.react(EntryId(message), emoji, on=on),
            failed=self._failed,
        )

    def _pin(self, message: bytes, on: bool) -> None:
        self._bridge.call(
            lambda engine: engine.actions.pin(EntryId(message), on=on), failed=self._failed
        )

    def _delete(self, message: bytes) -> None:
        self._bridge.call(
            lambda engine: engine.actions.delete(EntryId(message)), failed=self._failed
        )

    def _edit(self, message: bytes, text: str, mentions: tuple[PersonId, ...]) -> None:
        composer = self._talk.composer
        self._bridge.call(
            lambda engine: engine.actions.edit(EntryId(message), text, mentions),
            lambda _: composer.edit_accepted(message),
            lambda error: composer.refused(refusal(error)),
        )

    def _write(self, room: bytes, on: bool) -> None:
        self._bridge.post(lambda engine: engine.realtime.typing.set(RoomId(room), on=on))

    def _details(self, message: bytes) -> None:
        async def look(engine: Engine) -> MessageDetails:
            found = await engine.actions.details(EntryId(message))
            holders = []
            for holder in found.holders:
                device = engine.presence.device_name(holder.device)
                name = engine.people.name_of(holder.person)
                holders.append(HolderView(name, device, holder.at_ms))
            versions = tuple(VersionView(each.text, each.at_ms) for each in found.versions)
            return MessageDetails(found.message, tuple(holders), versions)

        self._bridge.call(look, self._talk.show_details, self._failed)

    def _find(self, room: bytes, words: str) -> None:
        if not words:
            return

        def found(result: SearchResult) -> None:
            marks = {hit.message: (hit.text, hit.marks) for hit in result.hits}
            self._talk.find.set_found(words, tuple(marks), more=result.more, marks=marks)

        self._bridge.call(
            lambda engine: engine.search.query(words, MAX_FOUND, RoomId(room)),
            found,
            self._failed,
        )

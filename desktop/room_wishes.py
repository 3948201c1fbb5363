"""What somebody wants with rooms and people: from the window's doors to the engine and back."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.errors import AppError
from desktop.model import RoomKind
from desktop.ui.features import Feature
from desktop.ui.refusals import refusal
from desktop.ui.saying import say
from desktop.views import PINNED_SETTING, members
from net.errors import NetError
from net.ids import PersonId, RoomId

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    from desktop.bridge import Bridge
    from desktop.engine import Engine
    from desktop.ui.chat_window import ChatWindow

log = logging.getLogger(__name__)

FEATURES = frozenset(
    {
        Feature.SWITCHER,
        Feature.FILTERS,
        Feature.DIRECT,
        Feature.CREATE_ROOMS,
        Feature.BROWSE_ROOMS,
        Feature.EDIT_ROOMS,
        Feature.ROOM_SETTINGS,
    }
)
"""What this module stands behind."""


class RoomWishes(QObject):
    """Owned by the wiring; lives on the windows' thread."""

    changed = Signal()
    """Rooms changed: look at the engine again."""

    opened = Signal(bytes)
    """RoomId: show it as soon as it is listed."""

    def __init__(self, bridge: Bridge, window: ChatWindow) -> None:
        super().__init__()
        self._bridge = bridge
        self._window = window
        self.left: set[RoomId] = set()
        """Rooms that this person wanted out of, since the start."""
        doors = window.doors
        doors.room_chosen.connect(self.opened)
        doors.direct_wanted.connect(self._direct)
        doors.room_created.connect(self._create)
        doors.browse_opened.connect(self._browse)
        doors.room_joined.connect(self._join)
        doors.members_opened.connect(self._show_members)
        doors.invite_opened.connect(self._ask_whom)
        doors.invited.connect(self._invite)
        window.page.panel.invite_wanted.connect(self._ask_whom)
        window.page.empty.joined.connect(self._join)
        window.page.empty.declined.connect(self._leave)
        doors.member_removed.connect(self._remove)
        doors.room_edited.connect(self._edit)
        doors.room_left.connect(self._leave)
        doors.read_wanted.connect(self._read)
        doors.mute_wanted.connect(self._mute)
        doors.notify_chosen.connect(self._notify)
        doors.pin_toggled.connect(self._pin)

    def failed(self, error: Exception) -> None:
        """Say where the person is why something could not be done."""
        if isinstance(error, AppError | NetError):
            say(self._window, "danger", refusal(error))
        else:
            log.error("a wish failed", exc_info=error)
            say(self._window, "danger", self.tr("Something went wrong inside Grapevine."))

    def _do(self, wish: Callable[[Engine], Awaitable[Any]]) -> None:
        self._bridge.call(wish, lambda _: self.changed.emit(), self.failed)

    def _direct(self, person: bytes) -> None:
        self._bridge.call(
            lambda engine: engine.rooms.open_direct(PersonId(person)), self._made, self.failed
        )

    def _made(self, room: RoomId) -> None:
        self.opened.emit(room)
        self.changed.emit()

    def _create(self, name: str, kind: str, topic: str) -> None:
        async def create(engine: Engine) -> RoomId:
            room = await engine.rooms.create(name, RoomKind(kind))
            if topic:
                await engine.rooms.update(room, topic=topic)
            return room

        def done(room: RoomId) -> None:
            self._window.doors.created()
            self._made(room)

        self._bridge.call(
            create, done, lambda error: self._window.doors.not_created(refusal(error))
        )

    def _browse(self) -> None:
        async def look(engine: Engine) -> Any:
            return tuple(await engine.rooms.open_rooms())

        self._bridge.call(look, self._window.doors.set_open_rooms, self.failed)

    def _join(self, room: bytes) -> None:
        self.left.discard(RoomId(room))
        self._bridge.call(
            lambda engine: engine.rooms.join(RoomId(room)),
            lambda _: self._made(RoomId(room)),
            self.failed,
        )

    def _show_members(self, room: bytes) -> None:
        async def look(engine: Engine) -> Any:
            return members(engine, RoomId(room))

        self._bridge.call(
            look,
            lambda found: self._window.doors.set_members(RoomId(room), found),
            self.failed,
        )

    def _ask_whom(self, room: bytes) -> None:
        async def look(engine: Engine) -> Any:
            return frozenset(engine.rooms.members(RoomId(room)))

        self._bridge.call(
            look,
            lambda found: self._window.doors.ask_whom_to_invite(RoomId(room), found),
            self.failed,
        )

    def _invite(self, room: bytes, people: list[bytes]) -> None:
        wanted = tuple(PersonId(person) for person in people)
        self._do(lambda engine: engine.rooms.invite(RoomId(room), wanted))

    def _remove(self, room: bytes, person: bytes) -> None:
        self._bridge.call(
            lambda engine: engine.rooms.remove(RoomId(room), (PersonId(person),)),
            lambda _: self._show_members(room),
            self.failed,
        )

    def _edit(self, room: bytes, name: str, topic: str) -> None:
        self._do(lambda engine: engine.rooms.update(RoomId(room), name=name, topic=topic))

    def _leave(self, room: bytes) -> None:
        self.left.add(RoomId(room))
        self._do(lambda engine: engine.rooms.leave(RoomId(room)))

    def _read(self, room: bytes) -> None:
        async def read(engine: Engine) -> None:
            found = await engine.rooms.get(RoomId(room))
            if found.last is not None:
                await engine.reading.mark_read(found.room, found.last.id)

        self._do(read)

    def _mute(self, room: bytes, until_ms: int | None) -> None:
        self._do(lambda engine: engine.rooms.update(RoomId(room), muted_until_ms=until_ms or 0))

    def _notify(self, room: bytes, level: str) -> None:
        self._do(lambda engine: engine.rooms.update(RoomId(room), notify=level))

    def _pin(self, room: bytes, on: bool) -> None:
        async def pin(engine: Engine) -> None:
            kept = await engine.store.read(lambda reader: reader.setting(PINNED_SETTING, []))
            others = [each for each in kept if each != room.hex()]
            await engine.store.set_setting(PINNED_SETTING, [*others, room.hex()] if on else others)

        self._do(pin)

"""Joins the window to the engine: wishes go in as calls, answers and news come out as values."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.clock import unix_ms
from desktop.errors import AppError
from desktop.model import Message, MessageState, NetworkState, Person, Room, RoomKind
from desktop.services import news
from desktop.services.timeline import RoomTimeline
from desktop.texts import clean_text
from desktop.ui.system_name import full_name
from net.errors import NetError
from net.ids import DeviceId, EntryId, PersonId, RoomId

if TYPE_CHECKING:
    from desktop.bridge import Bridge
    from desktop.engine import Engine
    from desktop.options import Options
    from desktop.preview import Preview
    from desktop.services.network import Finding
    from desktop.ui.chat_window import ChatWindow
    from desktop.ui.theme import ThemeSwitch
    from desktop.ui.timeline.view import TimelineView

log = logging.getLogger(__name__)

GATHER_MS = 40
"""News of people, links and rooms are gathered this long into one look at the engine."""
ALONE_MS = 5_000
"""While nobody is here the reasons are looked at this often; never otherwise."""
LOCAL_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Overview:
    """One look at the engine: everything around the messages."""

    me: Person | None
    people: tuple[Person, ...]
    rooms: tuple[Room, ...]
    network: NetworkState
    reasons: tuple[Finding, ...]
    addresses: tuple[str, ...]


async def _overview(engine: Engine) -> Overview:
    people = tuple(engine.people.everybody())
    return Overview(
        me=next((each for each in people if each.person == engine.identity.person_id), None),
        people=people,
        rooms=tuple(await engine.rooms.list()),
        network=engine.network.state(),
        reasons=engine.network.reasons(),
        addresses=engine.network.own_addresses(),
    )


class Wiring(QObject):
    """Owned by the desktop face; lives on the windows' thread."""

    def __init__(
        self,
        bridge: Bridge,
        window: ChatWindow,
        timeline: TimelineView,
        switch: ThemeSwitch,
        options: Options,
        preview: Preview | None,
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._window = window
        self._timeline = timeline
        self._switch = switch
        self._options = options
        self._preview = preview
        self._rows: RoomTimeline | None = None
        self._room: RoomId | None = None
        self._me: Person | None = None
        self._device = DeviceId(b"")
        self._failed: dict[bytes, tuple[RoomId, str]] = {}
        self._put_back: bytes | None = None
        self._looking = False
        self._look_again = False
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(GATHER_MS)
        self._gather.timeout.connect(self._look)
        self._alone = QTimer(self)
        self._alone.setInterval(ALONE_MS)
        self._alone.timeout.connect(self._look)
        self._connect()
        self._show_preview()

    def close(self) -> None:
        """Let go of the store's connections."""
        self._gather.stop()
        self._alone.stop()
        self._timeline.set_source(None)
        if self._rows is not None:
            self._rows.close()
            self._rows = None
        self._end_preview()

    # ---- wiring

    def _connect(self) -> None:
        window, bridge = self._window, self._bridge
        bridge.started.connect(self._started)
        bridge.news.connect(self._on_news)
        window.send_requested.connect(self._send)
        window.retry_requested.connect(self._retry)
        window.edit_requested.connect(self._edit_failed)
        window.discard_requested.connect(self._discard)
        window.draft_changed.connect(self._keep_draft)
        window.name_changed.connect(self._rename)
        window.first_run_finished.connect(self._rename)
        window.address_added.connect(self._add_address)
        window.read_up_to.connect(self._mark_read)
        window.theme_chosen.connect(lambda choice: self._keep("theme", choice))
        window.zoom_chosen.connect(lambda zoom: self._keep("zoom", float(zoom)))
        window.reduced_motion_chosen.connect(lambda on: self._keep("reduced_motion", on))

    def _show_preview(self) -> None:
        preview = self._preview
        if preview is None:
            if self._options.name is None:
                self._window.show_first_run(full_name())
            return
        self._me = preview.me
        self._device = preview.owner.device
        self._window.set_me(preview.me)
        people = preview.reader.people()
        self._window.set_people(people)
        lobby = Room(preview.lobby, "lobby", RoomKind.OPEN, members=len(people))
        room = preview.with_counts(lobby)
        self._window.set_rooms((room,))
        self._open(room, RoomTimeline(preview.room_rows(room.room)))
        state = preview.reader.state(room.room)
        self._show_state(state.read[3] if state.read is not None else None, state.draft, room)

    def _end_preview(self) -> None:
        if self._preview is not None:
            self._preview.reader.close()
            self._preview = None

    def _started(self) -> None:
        engine = self._bridge.engine
        if engine is None:
            return
        self._device = engine.identity.device_id
        self._end_preview()
        self._look()

    # ---- the room in view

    def _open(self, room: Room, rows: RoomTimeline) -> None:
        if self._rows is not None:
            self._rows.close()
        self._rows = rows
        self._room = room.room
        self._window.open_room(room, rows)

    def _show_state(self, read: bytes | None, draft: str, room: Room) -> None:
        if room.unread and read is not None:
            self._timeline.set_unread_after(EntryId(read))
        self._window.set_draft(draft)

    # ---- what the engine tells

    def _on_news(self, value: object) -> None:
        match value:
            case news.RoomTouched(room) if self._rows is not None and room == self._room:
                self._rows.refresh()
                self._gather.start()
            case news.MessageNew() | news.MessageChanged():
                pass  # RoomTouched follows once for all of them
            case _:
                if not self._gather.isActive():
                    self._gather.start()

    def _look(self) -> None:
        if self._looking:
            self._look_again = True
            return
        self._looking = True
        self._bridge.call(_overview, self._looked, self._look_failed)

    def _look_failed(self, error: Exception) -> None:
        self._looking = False
        log.info("no overview: %s", error)

    def _looked(self, seen: Overview) -> None:
        self._looking = False
        if self._look_again:
            self._look_again = False
            self._gather.start()
        window = self._window
        if seen.me is not None:
            self._me = seen.me
            window.set_me(seen.me)
        window.set_people(seen.people)
        window.set_rooms(seen.rooms)
        window.set_network(seen.network)
        window.set_reasons([(finding.verdict, finding.words) for finding in seen.reasons])
        window.set_addresses(seen.addresses)
        alone = seen.network.online <= 1
        if alone != self._alone.isActive():
            self._alone.start() if alone else self._alone.stop()
        if self._rows is None and seen.me is not None and seen.rooms:
            self._open_first(seen.rooms[0])

    def _open_first(self, room: Room) -> None:
        engine = self._bridge.engine
        if engine is None:
            return
        self._open(room, RoomTimeline(engine.store.room_rows(room.room)))
        self._window.show_chat()

    # ---- what the person wants

    def _send(self, room: bytes, text: str) -> None:
        try:
            cleaned = clean_text(text)
        except AppError as error:
            self._window.send_refused(str(error))
            return
        if self._rows is None or self._me is None:
            self._window.send_refused(self.tr("Grapevine is still starting: try again."))
            return
        local_id = os.urandom(LOCAL_ID_BYTES)
        self._submit(RoomId(room), cleaned, local_id)
        self._window.send_accepted(RoomId(room), text)

    def _submit(self, room: RoomId, text: str, local_id: bytes) -> None:
        assert self._me is not None  # noqa: S101 - checked by the callers
        if self._rows is not None and room == self._room:
            self._rows.add_pending(_pending(self._me, self._device, room, text, local_id))
        self._bridge.call(
            lambda engine: engine.chat.send(room, text, local_id=local_id),
            lambda message: self._sent(local_id, message),
            lambda error: self._not_sent(local_id, room, text, error),
        )

    def _sent(self, local_id: bytes, message: Message) -> None:
        failed = self._failed.pop(local_id, None)
        if failed is not None and self._put_back == local_id:
            self._put_back = None
            self._window.send_accepted(*failed)  # the copy in the box is not needed any more
        if self._rows is not None and message.room == self._room:
            self._rows.replace_pending(local_id, message)

    def _not_sent(self, local_id: bytes, room: RoomId, text: str, error: Exception) -> None:
        if isinstance(error, AppError | NetError):
            reason = str(error)
        else:
            log.error("sending failed", exc_info=error)
            reason = self.tr("something went wrong inside Grapevine")
        self._failed[local_id] = (room, text)
        self._put_back = local_id
        if self._rows is not None and room == self._room:
            self._rows.fail_pending(local_id, reason)
        self._window.send_failed(local_id, reason, text)

    def _retry(self, local_id: bytes) -> None:
        failed = self._failed.get(local_id)
        if failed is not None and self._rows is not None:
            self._rows.discard(local_id)
            self._submit(*failed, local_id)

    def _edit_failed(self, local_id: bytes) -> None:
        failed = self._failed.pop(local_id, None)
        if failed is not None and self._rows is not None:
            self._rows.discard(local_id)
            self._window.put_back(failed[1])

    def _discard(self, local_id: bytes) -> None:
        self._failed.pop(local_id, None)
        if self._rows is not None:
            self._rows.discard(local_id)

    def _keep_draft(self, room: bytes, text: str) -> None:
        self._bridge.call(
            lambda engine: engine.store.set_draft(RoomId(room), text), failed=self._not_kept
        )

    def _keep(self, key: str, value: object) -> None:
        self._bridge.call(
            lambda engine: engine.store.set_setting(key, value), failed=self._not_kept
        )

    def _not_kept(self, error: Exception) -> None:
        log.info("not kept: %s", error)

    def _rename(self, name: str) -> None:
        self._bridge.call(
            lambda engine: engine.people.set_own_name(name),
            lambda _: self._look(),
            lambda error: self._window.show_banner("danger", str(error)),
        )

    def _add_address(self, text: str) -> None:
        async def add(engine: Engine) -> None:
            engine.network.add_address(text)

        self._bridge.call(
            add,
            lambda _: self._gather.start(),
            lambda error: self._window.show_banner("danger", str(error)),
        )

    def _mark_read(self, room: bytes, message: bytes) -> None:
        self._bridge.call(
            lambda engine: engine.reading.mark_read(RoomId(room), EntryId(message)),
            lambda _: self._gather.start(),
            self._not_kept,
        )


def _pending(
    me: Person, device: DeviceId, room: RoomId, text: str, local_id: bytes
) -> Message:
    return Message(
        id=EntryId(local_id),
        local_id=local_id,
        room=room,
        person=PersonId(me.person),
        device=device,
        name=me.name,
        text=text,
        sent_at_ms=unix_ms(),
        state=MessageState.PENDING,
        own=True,
    )

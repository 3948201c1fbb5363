"""The methods of the rpc contract that make, change and open rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.errors import AppError
from desktop.model import RoomKind
from desktop.rpc.method import Method, Params
from desktop.rpc.values import person_id, room_id, room_json
from net.ids import to_text

if TYPE_CHECKING:
    from desktop.engine import Engine
    from net.ids import PersonId

MAX_PEOPLE = 128


class CreateParams(Params, frozen=True):
    """A room to make."""

    name: str
    kind: str


class RoomParams(Params, frozen=True):
    """One room."""

    room: str


class RoomPeopleParams(Params, frozen=True):
    """One room and some people."""

    room: str
    people: list[str]


class UpdateParams(Params, frozen=True):
    """What to change of a room; what is left out stays."""

    room: str
    name: str | None = None
    topic: str | None = None
    notify: str | None = None
    muted_until: int | None = None


class PersonParams(Params, frozen=True):
    """One person."""

    person: str


def _people(texts: list[str]) -> tuple[PersonId, ...]:
    if len(texts) > MAX_PEOPLE:
        raise AppError("too-large", f"At most {MAX_PEOPLE} people in one call.")
    return tuple(dict.fromkeys(person_id(text) for text in texts))


async def _list(engine: Engine, _: Params) -> list[dict[str, Any]]:
    return [room_json(room) for room in await engine.rooms.everything()]


async def _create(engine: Engine, params: CreateParams) -> dict[str, Any]:
    kinds = {kind.value: kind for kind in RoomKind}
    if params.kind not in kinds:
        raise AppError("invalid", 'The kind of a new room is "open" or "private".')
    return {"room": to_text(await engine.rooms.create(params.name, kinds[params.kind]))}


async def _join(engine: Engine, params: RoomParams) -> dict[str, Any]:
    await engine.rooms.join(room_id(params.room))
    return {}


async def _leave(engine: Engine, params: RoomParams) -> dict[str, Any]:
    await engine.rooms.leave(room_id(params.room))
    return {}


async def _invite(engine: Engine, params: RoomPeopleParams) -> dict[str, Any]:
    await engine.rooms.invite(room_id(params.room), _people(params.people))
    return {}


async def _remove(engine: Engine, params: RoomPeopleParams) -> dict[str, Any]:
    await engine.rooms.remove(room_id(params.room), _people(params.people))
    return {}


async def _update(engine: Engine, params: UpdateParams) -> dict[str, Any]:
    await engine.rooms.update(
        room_id(params.room),
        name=params.name,
        topic=params.topic,
        notify=params.notify,
        muted_until_ms=params.muted_until,
    )
    return {}


async def _direct(engine: Engine, params: PersonParams) -> dict[str, Any]:
    return {"room": to_text(await engine.rooms.open_direct(person_id(params.person)))}


class NoRoomParams(Params, frozen=True):
    """No params."""


ROOM_METHODS: dict[str, Method] = {
    "rooms.list": Method(NoRoomParams, _list),
    "rooms.create": Method(CreateParams, _create),
    "rooms.join": Method(RoomParams, _join),
    "rooms.leave": Method(RoomParams, _leave),
    "rooms.invite": Method(RoomPeopleParams, _invite),
    "rooms.remove": Method(RoomPeopleParams, _remove),
    "rooms.update": Method(UpdateParams, _update),
    "direct.open": Method(PersonParams, _direct),
}

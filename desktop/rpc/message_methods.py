"""The methods of the rpc contract that change messages, mark what was read, and say whom one trusts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.rpc.method import Method, Params
from desktop.rpc.values import message_id, message_json, person_id, room_id
from net.ids import to_text

if TYPE_CHECKING:
    from desktop.engine import Engine


class EditParams(Params, frozen=True):
    """Other words for a message."""

    message: str
    text: str


class MessageParams(Params, frozen=True):
    """One message."""

    message: str


class ReactParams(Params, frozen=True):
    """An emoji under a message, put there or taken away."""

    message: str
    emoji: str
    on: bool


class PinParams(Params, frozen=True):
    """A pin, put there or taken away."""

    message: str
    on: bool


class ReadParams(Params, frozen=True):
    """A room, read up to a message."""

    room: str
    message: str


class DraftParams(Params, frozen=True):
    """What stands in a room's composer."""

    room: str
    text: str


class RoomParams(Params, frozen=True):
    """One room."""

    room: str


class PersonParams(Params, frozen=True):
    """One person."""

    person: str


class TrustParams(Params, frozen=True):
    """One person, verified or blocked or no longer so."""

    person: str
    on: bool


async def _edit(engine: Engine, params: EditParams) -> dict[str, Any]:
    return message_json(await engine.actions.edit(message_id(params.message), params.text))


async def _delete(engine: Engine, params: MessageParams) -> dict[str, Any]:
    await engine.actions.delete(message_id(params.message))
    return {}


async def _react(engine: Engine, params: ReactParams) -> dict[str, Any]:
    await engine.actions.react(message_id(params.message), params.emoji, on=params.on)
    return {}


async def _pin(engine: Engine, params: PinParams) -> dict[str, Any]:
    await engine.actions.pin(message_id(params.message), on=params.on)
    return {}


async def _details(engine: Engine, params: MessageParams) -> dict[str, Any]:
    details = await engine.actions.details(message_id(params.message))
    return {
        "message": message_json(details.message),
        "edits": [{"text": version.text, "at": version.at_ms} for version in details.versions],
        "devices": [
            {
                "device": to_text(holder.device),
                "person": to_text(holder.person),
                "at": holder.at_ms,
            }
            for holder in details.holders
        ],
    }


async def _mark_read(engine: Engine, params: ReadParams) -> dict[str, Any]:
    await engine.reading.mark_read(room_id(params.room), message_id(params.message))
    return {}


async def _draft(engine: Engine, params: RoomParams) -> dict[str, Any]:
    return {"text": await engine.reading.draft(room_id(params.room))}


async def _set_draft(engine: Engine, params: DraftParams) -> dict[str, Any]:
    await engine.reading.set_draft(room_id(params.room), params.text)
    return {}


async def _safety(engine: Engine, params: PersonParams) -> dict[str, Any]:
    number, code = await engine.people.safety(person_id(params.person))
    return {"number": number, "qr": code}


async def _verify(engine: Engine, params: TrustParams) -> dict[str, Any]:
    await engine.people.set_verified(person_id(params.person), on=params.on)
    return {}


async def _block(engine: Engine, params: TrustParams) -> dict[str, Any]:
    await engine.people.set_blocked(person_id(params.person), on=params.on)
    return {}


MESSAGE_METHODS: dict[str, Method] = {
    "messages.edit": Method(EditParams, _edit),
    "messages.delete": Method(MessageParams, _delete),
    "messages.react": Method(ReactParams, _react),
    "messages.pin": Method(PinParams, _pin),
    "messages.details": Method(MessageParams, _details),
    "messages.markRead": Method(ReadParams, _mark_read),
    "drafts.get": Method(RoomParams, _draft),
    "drafts.set": Method(DraftParams, _set_draft),
    "people.safety": Method(PersonParams, _safety),
    "people.verify": Method(TrustParams, _verify),
    "people.block": Method(TrustParams, _block),
}

"""The methods of the rpc contract about who is here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.rpc.method import Method, Params
from desktop.rpc.values import room_id
from net.ids import to_text

if TYPE_CHECKING:
    from desktop.engine import Engine
    from desktop.services.news import PresenceDiff, PresenceEntry


class ListParams(Params, frozen=True):
    """A room, or the whole network."""

    room: str | None = None


class SetParams(Params, frozen=True):
    """One's own status; a note that is left out stays."""

    status: str
    note: str | None = None


def entry_json(entry: PresenceEntry) -> dict[str, Any]:
    """Return the contract's presence entry."""
    return {
        "person": to_text(entry.person),
        "name": entry.name,
        "status": entry.status,
        "note": entry.note,
        "devices": [
            {"device": to_text(meta.device), "status": meta.status, "since": meta.since_ms}
            for meta in entry.devices
        ],
    }


def diff_json(diff: PresenceDiff) -> dict[str, Any]:
    """Return the params of presence.diff."""
    return {
        "topic": diff.topic,
        "joins": [entry_json(entry) for entry in diff.joins],
        "leaves": [entry_json(entry) for entry in diff.leaves],
    }


async def _list(engine: Engine, params: ListParams) -> list[dict[str, Any]]:
    room = room_id(params.room) if params.room is not None else None
    return [entry_json(entry) for entry in await engine.presence.list(room)]


async def _set(engine: Engine, params: SetParams) -> dict[str, Any]:
    await engine.presence.set_status(params.status, params.note)
    return {}


PRESENCE_METHODS: dict[str, Method] = {
    "presence.list": Method(ListParams, _list),
    "presence.set": Method(SetParams, _set),
}

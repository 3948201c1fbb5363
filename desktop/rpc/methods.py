"""The methods of the rpc contract: each checks its params and calls the service the windows call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from desktop.rpc.message_methods import MESSAGE_METHODS
from desktop.rpc.method import Method, Params
from desktop.rpc.presence_methods import PRESENCE_METHODS
from desktop.rpc.realtime_methods import REALTIME_METHODS
from desktop.rpc.room_methods import ROOM_METHODS
from desktop.rpc.search_methods import SEARCH_METHODS
from desktop.rpc.values import (
    link_json,
    message_id,
    message_json,
    person_id,
    person_json,
    room_id,
)
from net.ids import to_text

if TYPE_CHECKING:
    from desktop.engine import Engine

MAX_LIST = 500
"""Messages one messages.list returns; the contract's limit."""


class NoParams(Params, frozen=True):
    """A method without params."""


class AddressParams(Params, frozen=True):
    """HOST:PORT."""

    address: str


class DiagnoseParams(Params, frozen=True):
    """Somebody who cannot be seen, or the network in general."""

    person: str | None = None


class SendParams(Params, frozen=True):
    """A message to one room."""

    room: str
    text: str
    reply_to: str | None = None
    mentions: tuple[str, ...] = ()


class ListParams(Params, frozen=True):
    """A page of a room: the newest, or those before a message."""

    room: str
    limit: int = 50
    before: str | None = None


async def _status(engine: Engine, _: NoParams) -> dict[str, Any]:
    status = await engine.network.status()
    return {
        "person": to_text(status.person),
        "device": to_text(status.device),
        "name": status.name,
        "version": status.version,
        "listen": [f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
                   for host, port in status.listen],
        "network": "closed" if status.closed else "open",
        "links": [link_json(link) for link in status.links],
        "rooms": status.rooms,
        "entries": status.entries,
    }  # fmt: skip


async def _add_peer(engine: Engine, params: AddressParams) -> dict[str, Any]:
    engine.network.add_address(params.address)
    return {}


async def _diagnose(engine: Engine, params: DiagnoseParams) -> list[dict[str, Any]]:
    person = person_id(params.person) if params.person is not None else None
    findings = await engine.network.diagnose(person)
    return [
        {"check": finding.check, "verdict": finding.verdict, "words": finding.words}
        | ({"fix": " ".join(filter(None, (finding.fix, finding.command)))} if finding.fix else {})
        for finding in findings
    ]


async def _people(engine: Engine, _: NoParams) -> list[dict[str, Any]]:
    return [person_json(person) for person in await engine.people.list()]


async def _send(engine: Engine, params: SendParams) -> dict[str, Any]:
    message = await engine.chat.send(
        room_id(params.room),
        params.text,
        reply_to=message_id(params.reply_to) if params.reply_to is not None else None,
        mentions=tuple(person_id(person) for person in params.mentions),
    )
    return message_json(message)


async def _list(engine: Engine, params: ListParams) -> dict[str, Any]:
    if not 1 <= params.limit <= MAX_LIST:
        raise msgspec.ValidationError(f"`limit` is from 1 to {MAX_LIST}")
    messages, more = await engine.chat.page(
        room_id(params.room),
        before=message_id(params.before) if params.before is not None else None,
        limit=params.limit,
    )
    return {"messages": [message_json(message) for message in messages], "more": more}


METHODS: dict[str, Method] = {
    "node.status": Method(NoParams, _status),
    "node.addPeer": Method(AddressParams, _add_peer),
    "node.diagnose": Method(DiagnoseParams, _diagnose),
    "people.list": Method(NoParams, _people),
    "messages.send": Method(SendParams, _send),
    "messages.list": Method(ListParams, _list),
} | MESSAGE_METHODS | ROOM_METHODS | PRESENCE_METHODS | SEARCH_METHODS | REALTIME_METHODS

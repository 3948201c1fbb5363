"""The search methods of the rpc contract, and the notice that a watched search found something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from desktop.errors import AppError
from desktop.rpc.method import Method, Params
from desktop.rpc.values import room_id
from net.ids import to_text

if TYPE_CHECKING:
    from desktop.engine import Engine
    from desktop.model import SearchResult
    from desktop.services.news import SearchChanged

MAX_HITS = 200
"""Hits one search.query returns; the contract's limit."""
MAX_GROUP_CHARS = 100


class QueryParams(Params, frozen=True):
    """A query, how many hits at most, and a room to stay in."""

    query: str
    limit: int = 50
    room: str | None = None


class WatchParams(Params, frozen=True):
    """A query to be kept up to date; all watches of a group share the newest query of any of them."""

    query: str
    group: str | None = None
    room: str | None = None


class UnwatchParams(Params, frozen=True):
    """A watch as search.watch named it."""

    watch: str


def result_json(result: SearchResult) -> dict[str, Any]:
    """Return the contract's answer to a query; `reason` only where nothing was looked for."""
    ids = {each for hit in result.hits for each in (hit.room, hit.person)}
    names = {each: to_text(each) for each in ids}  # spelling an id out costs more than finding it
    found: dict[str, Any] = {
        "query": result.query,
        "hits": [
            {
                "message": to_text(hit.message),
                "room": names[hit.room],
                "person": names[hit.person],
                "text": hit.text,
                "sent_at": hit.sent_at_ms,
                "marks": [list(mark) for mark in hit.marks],
            }
            for hit in result.hits
        ],
        "more": result.more,
    }
    if result.reason is not None:
        found["reason"] = result.reason
    return found


def changed_json(changed: SearchChanged) -> list[dict[str, Any]]:
    """Return the params of search.changed, once for each watch of the group; none of a failure."""
    if changed.error is not None:
        return []
    result = result_json(changed.result)
    return [{"watch": str(watch), **result} for watch in changed.watches]


async def _query(engine: Engine, params: QueryParams) -> dict[str, Any]:
    if not 1 <= params.limit <= MAX_HITS:
        raise msgspec.ValidationError(f"`limit` is from 1 to {MAX_HITS}")
    room = room_id(params.room) if params.room is not None else None
    return result_json(await engine.search.query(params.query, params.limit, room))


async def _watch(engine: Engine, params: WatchParams) -> dict[str, Any]:
    if params.group is not None and not 0 < len(params.group) <= MAX_GROUP_CHARS:
        raise msgspec.ValidationError(f"`group` has 1 to {MAX_GROUP_CHARS} characters")
    room = room_id(params.room) if params.room is not None else None
    return {"watch": str(engine.search.watch(params.query, params.group, room))}


async def _unwatch(engine: Engine, params: UnwatchParams) -> dict[str, Any]:
    if not (params.watch.isascii() and params.watch.isdecimal() and len(params.watch) < 16):
        raise AppError("not-found", "There is no such watch: search.watch names them.")
    engine.search.unwatch(int(params.watch))
    return {}


SEARCH_METHODS: dict[str, Method] = {
    "search.query": Method(QueryParams, _query),
    "search.watch": Method(WatchParams, _watch),
    "search.unwatch": Method(UnwatchParams, _unwatch),
}

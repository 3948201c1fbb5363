"""The methods of the rpc contract for what happens this moment: typing, notices, announcements."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from desktop.errors import AppError
from desktop.rpc.method import Method, Params
from desktop.rpc.values import message_json, person_id, room_id
from desktop.services.fan_out import MAX_TARGETS

if TYPE_CHECKING:
    from desktop.engine import Engine
    from desktop.services.news import FanOutResult

Id = TypeVar("Id")


class NoParams(Params, frozen=True):
    """No params."""


class TypingParams(Params, frozen=True):
    """A room, and whether somebody types in it."""

    room: str
    on: bool


class OnParams(Params, frozen=True):
    """A switch."""

    on: bool


class QuietParams(Params, frozen=True):
    """Until when nothing is told, Unix ms; null: tell again."""

    until: int | None = None


class KeywordsParams(Params, frozen=True):
    """Words to be told of."""

    words: list[str]


class FanOutParams(Params, frozen=True):
    """A text for many rooms and people."""

    text: str
    rooms: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


async def _typing(engine: Engine, params: TypingParams) -> dict[str, Any]:
    engine.realtime.typing.set(room_id(params.room), on=params.on)
    return {}


async def _typing_shown(engine: Engine, params: OnParams) -> dict[str, Any]:
    await engine.realtime.typing.set_shown(on=params.on)
    return {}


async def _notice_settings(engine: Engine, _: NoParams) -> dict[str, Any]:
    notices = engine.realtime.notifications
    return {
        "quiet_until": notices.quiet_until_ms,
        "keywords": list(notices.keywords),
        "typing_shown": engine.realtime.typing.shown,
    }


async def _quiet(engine: Engine, params: QuietParams) -> dict[str, Any]:
    await engine.realtime.notifications.set_quiet(params.until)
    return {}


async def _keywords(engine: Engine, params: KeywordsParams) -> dict[str, Any]:
    await engine.realtime.notifications.set_keywords(params.words)
    return {}


async def _fan_out(engine: Engine, params: FanOutParams) -> list[dict[str, Any]]:
    texts = dict.fromkeys((*params.rooms, *params.people))
    if len(texts) > MAX_TARGETS:
        raise AppError("too-large", f"An announcement has at most {MAX_TARGETS} targets.")
    answers: dict[str, dict[str, Any]] = {}
    rooms = _readable(params.rooms, room_id, answers)
    people = _readable(params.people, person_id, answers)
    results = await engine.realtime.fan_out.send(
        tuple(rooms.values()), tuple(people.values()), params.text
    )
    for text, result in zip((*rooms, *people), results, strict=True):
        answers[text] = _result_json(text, result)
    return [answers[text] for text in texts]


def _readable(
    texts: tuple[str, ...], read: Callable[[str], Id], answers: dict[str, dict[str, Any]]
) -> dict[str, Id]:
    """Return the targets with their ids; one that is no id is answered at once."""
    found: dict[str, Id] = {}
    for text in texts:
        try:
            found[text] = read(text)
        except AppError as error:
            answers[text] = {"target": text, "error": {"kind": error.kind, "message": str(error)}}
    return found


def _result_json(target: str, result: FanOutResult) -> dict[str, Any]:
    if result.message is not None:
        return {"target": target, "message": message_json(result.message)}
    kind, words = result.error or ("storage", "")
    return {"target": target, "error": {"kind": kind, "message": str(words)}}


REALTIME_METHODS: dict[str, Method] = {
    "typing.set": Method(TypingParams, _typing),
    "typing.show": Method(OnParams, _typing_shown),
    "notifications.get": Method(NoParams, _notice_settings),
    "notifications.quiet": Method(QuietParams, _quiet),
    "notifications.keywords": Method(KeywordsParams, _keywords),
    "messages.fanOut": Method(FanOutParams, _fan_out),
}

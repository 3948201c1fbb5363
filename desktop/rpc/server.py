"""Requests in, answers and notifications out: JSON-RPC 2.0 without knowing where lines come from."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.errors import AppError
from desktop.rpc.methods import METHODS
from desktop.rpc.told import told
from desktop.rpc.topic_feed import TopicFeed
from desktop.services import news
from net.errors import LocalProtocolError, StorageError
from net.pubsub import (
    CHATS_TOPIC,
    LINKS_TOPIC,
    PRESENCE_TOPIC,
    TYPING_TOPIC,
    Subscription,
    notifications_topic,
    search_topic,
)

if TYPE_CHECKING:
    from desktop.engine import Engine
    from desktop.rpc.method import Method, Params

log = logging.getLogger(__name__)

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS, INTERNAL_ERROR = (
    -32700, -32600, -32601, -32602, -32603,
)  # fmt: skip
APP_ERROR = -32000
MAX_LINE_BYTES = 1024 * 1024
"""A request of 16 KiB of text has at most 100 KiB with every character escaped."""
MAX_IN_FLIGHT = 1024
"""Requests being answered at once; reading stops above it, so a script cannot outgrow memory."""


class RpcError(Exception):
    """An error object of JSON-RPC 2.0."""

    def __init__(self, code: int, message: str, data: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.data = data


class RpcServer:
    """Answers lines against one engine; owned by the headless face, used on the engine's loop."""

    def __init__(
        self,
        engine: Engine,
        write: Callable[[bytes], None],
        unread_lines: Callable[[], int] = lambda: 0,
    ) -> None:
        """Serve one caller.

        Args:
            engine: What is asked.
            write: Takes an answer or a notification, with its newline.
            unread_lines: How many of them the caller has not read yet.
        """
        self._engine = engine
        self._write = write
        self._feed = TopicFeed(engine, self._notify, unread_lines)
        self._methods = METHODS | self._feed.methods()
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(MAX_IN_FLIGHT)
        self._subscriptions: list[Subscription] = []

    def start(self) -> None:
        """Subscribe to what the contract announces."""
        bus = self._engine.bus
        self._subscriptions.append(bus.subscribe(CHATS_TOPIC, self._on_message))
        me = self._engine.identity.person_id
        mine = (search_topic(me), notifications_topic(me))
        for topic in (LINKS_TOPIC, PRESENCE_TOPIC, TYPING_TOPIC, *mine):
            self._subscriptions.append(bus.subscribe(topic, self._on_event))

    async def handle_line(self, line: bytes) -> None:
        """Take one line; returns when there is room for the next, not when it is answered."""
        if not line.strip():
            return
        await self._room.acquire()
        task = asyncio.ensure_future(self._answer(line))  # noqa: TID251 - kept below, awaited by stop()
        self._tasks.add(task)
        task.add_done_callback(self._done)

    async def stop(self) -> None:
        """Answer what was asked, then stop announcing."""
        while self._tasks:
            await asyncio.wait(self._tasks)
        for subscription in self._subscriptions:
            subscription.close()
        self._subscriptions.clear()
        self._feed.close()

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._room.release()

    async def _answer(self, line: bytes) -> None:
        try:
            request = _parse(line)
        except RpcError as error:
            self._send(_error_object(None, error))
            return
        if isinstance(request, list):
            answers = [await self._answer_one(item) for item in request]
            kept = [answer for answer in answers if answer is not None]
            if kept:
                self._send(kept)
            return
        answer = await self._answer_one(request)
        if answer is not None:
            self._send(answer)

    async def _answer_one(self, request: Any) -> dict[str, Any] | None:
        request_id = _id_of(request)
        wants_answer = not isinstance(request, dict) or "id" in request
        try:
            method, params = _check_request(request)
            result = await self._call(method, params)
        except RpcError as error:
            # A request too malformed to tell is answered: silence would look like a lost line.
            wants_answer = wants_answer or error.code == INVALID_REQUEST
            return _error_object(request_id, error) if wants_answer else None
        return {"jsonrpc": "2.0", "id": request_id, "result": result} if wants_answer else None

    async def _call(self, name: str, params: Any) -> Any:
        method = self._methods.get(name)
        if method is None:
            raise RpcError(
                METHOD_NOT_FOUND, f"There is no method {name[:80]!r} here; docs/rpc.md lists them."
            )
        try:
            named = _by_name(params, method.params.__struct_fields__)
            return await method.handler(self._engine, _converted(named, method))
        except msgspec.ValidationError as error:
            raise RpcError(INVALID_PARAMS, f"{name}: {error}") from error
        except AppError as error:
            raise RpcError(APP_ERROR, str(error), {"kind": error.kind}) from error
        except StorageError as error:
            raise RpcError(APP_ERROR, str(error), {"kind": "storage"}) from error
        except LocalProtocolError as error:
            raise RpcError(APP_ERROR, str(error), {"kind": "invalid"}) from error
        except Exception as error:
            log.exception("method %s failed", name)
            raise RpcError(
                INTERNAL_ERROR,
                "Something went wrong inside Grapevine; its log on stderr says what.",
            ) from error

    def _notify(self, method: str, params: dict[str, Any]) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def _on_message(self, event: object) -> None:
        match event:
            case news.MessageNew(message) if message.own:
                pass  # its sender has it as the answer to messages.send
            case _:
                self._on_event(event)

    def _on_event(self, event: object) -> None:
        for method, params in told(event):
            self._notify(method, params)

    def _send(self, value: object) -> None:
        try:
            line = msgspec.json.encode(value, enc_hook=_plain)
        except (UnicodeEncodeError, OverflowError):  # in the caller's own id: all that JSON can hold
            line = json.dumps(value, separators=(",", ":")).encode()
        self._write(line + b"\n")


def _plain(words: Any) -> str:
    if isinstance(words, str):  # a sentence that windows can translate is a text here
        return str(words)
    raise TypeError(f"{type(words).__name__} is nothing the contract knows")


def _parse(line: bytes) -> Any:
    def refuse(constant: str) -> Any:
        raise ValueError(f"{constant} is not JSON")

    if len(line) > MAX_LINE_BYTES:
        raise RpcError(PARSE_ERROR, f"This line has more than {MAX_LINE_BYTES} bytes.")
    try:
        value = json.loads(line.decode("utf-8"), parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise RpcError(PARSE_ERROR, "This line is not one JSON object in UTF-8.") from error
    if isinstance(value, list) and not value:
        raise RpcError(INVALID_REQUEST, "An empty batch asks for nothing.")
    return value


def _id_of(request: Any) -> Any:
    request_id = request.get("id") if isinstance(request, dict) else None
    return None if isinstance(request_id, dict | list | bool) else request_id


def _check_request(request: Any) -> tuple[str, Any]:
    if not isinstance(request, dict):
        raise RpcError(INVALID_REQUEST, "A request is a JSON object.")
    if isinstance(request.get("id"), dict | list | bool):
        raise RpcError(INVALID_REQUEST, "The id of a request is a string, a number or null.")
    method = request.get("method")
    if request.get("jsonrpc") != "2.0" or not isinstance(method, str):
        raise RpcError(INVALID_REQUEST, 'A request has "jsonrpc": "2.0" and a "method".')
    params = request.get("params", {})
    if not isinstance(params, dict | list):
        raise RpcError(INVALID_PARAMS, "The params of a request are an object or an array.")
    return method, params


def _converted(named: Any, method: Method) -> Params:
    try:
        return msgspec.convert(named, method.params)
    except UnicodeEncodeError as error:  # it looked into a text and met half a character
        raise msgspec.ValidationError("half a character (a lone surrogate) in a name or value") from error


def _by_name(params: Any, fields: tuple[str, ...]) -> Any:
    if not isinstance(params, list):
        return params
    if len(params) > len(fields):
        raise msgspec.ValidationError(f"at most {len(fields)} params")
    return dict(zip(fields, params, strict=False))


def _error_object(request_id: Any, error: RpcError) -> dict[str, Any]:
    body: dict[str, Any] = {"code": error.code, "message": str(error)}
    if error.data is not None:
        body["data"] = error.data
    return {"jsonrpc": "2.0", "id": request_id, "error": body}

"""Waits for what comes of addresses that somebody typed: the network dials them again and again."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from desktop.connection import trying
from desktop.errors import AppError
from desktop.options import Address, format_address, parse_address
from net.news import Miss, is_dialable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from net.errors import Sentence
    from net.ids import PersonId
    from net.news import LinkView, Tried

TRIAL_S = 8.0
"""Looking a name up and a connection that nobody answers take three seconds each."""


class Trials:
    """Owned by the network service, used on the engine's loop."""

    def __init__(
        self,
        *,
        links: Callable[[], Sequence[LinkView]],
        name_of: Callable[[PersonId], str],
        own: Callable[[], Sequence[str]],
        dial: Callable[[Address], None],
        trial_s: float = TRIAL_S,
    ) -> None:
        self._links = links
        self._name_of = name_of
        self._own = own
        self._dial = dial
        self._trial_s = trial_s
        self._waiting: dict[Address, list[asyncio.Future[Tried]]] = {}

    async def run(self, text: str) -> Sentence:
        """Dial an address that a person typed, and return what came of it.

        Raises:
            AppError: "invalid" for what is no address of another computer, "offline" with why nobody
                was reached and what helps.
        """
        address = typed_address(text)
        shown = format_address(address)
        if shown in self._own():
            words = trying.trouble(Miss.SELF, shown)
            raise AppError("invalid", words)
        before = {view.device: view.person for view in self._links()}
        future: asyncio.Future[Tried] = asyncio.get_running_loop().create_future()
        waiting = self._waiting.setdefault(address, [])
        waiting.append(future)
        try:
            self._dial(address)
            async with asyncio.timeout(self._trial_s):
                came = await future
        except TimeoutError:
            return trying.still_trying(shown)
        finally:
            waiting.remove(future)
            if not waiting:
                self._waiting.pop(address, None)
        if came.device is None:
            words = trying.trouble(came.miss, shown)
            raise AppError("offline", words)
        if came.device in before:
            return trying.linked_before(self._name_of(before[came.device]), shown)
        return trying.linked(shown)

    def tried(self, news: Tried) -> None:
        """Take up what the network tells of an address that was typed."""
        for future in self._waiting.get(news.address, ()):
            if not future.done():
                future.set_result(news)


def typed_address(text: str) -> Address:
    """Return (host, port) of what a person typed.

    Raises:
        AppError: "invalid" with what an address of one computer looks like.
    """
    try:
        address = parse_address(text)
    except ValueError as error:
        raise AppError("invalid", "{reason}.", reason=error) from error
    if not address[0]:
        raise AppError("invalid", "The address names no host: write HOST:PORT.")
    if not is_dialable(address, typed=True):
        words = trying.trouble(Miss.NOT_ONE, format_address(address))
        raise AppError("invalid", words)
    return address

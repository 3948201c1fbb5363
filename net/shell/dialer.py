"""One dial: all addresses of a peer at once, the first that completes the handshake wins (RFC 8305).

Losers are cut before they say their last handshake message, so the peer never sees them as links.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING

from net.crypto.handshake import ITSELF
from net.errors import NetError
from net.misses import Miss
from net.shell.addresses import SocketAddress, resolve
from net.shell.words import in_words, miss_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from net.shell.link import Link
    from net.wire import Address

STAGGER_S = 0.03
"""Between two starts: longer than a LAN's connect, so that the best address usually wins alone;
shorter than RFC 8305's 250 ms, which is made for the internet. A failure starts the next at once."""

MAX_REASONS = 3
"""Different failures named in one sentence."""


class Race:
    """The attempts of one dial; `admit` of the links asks it who was first."""

    def __init__(
        self,
        addresses: Sequence[Address],
        make_link: Callable[[Race, Address], Link],
        timeout_s: float,
    ) -> None:
        self._addresses = addresses
        self._make_link = make_link
        self._timeout_s = timeout_s
        self._winner: Link | None = None
        self._ends: dict[Link, asyncio.Future[str | None]] = {}
        self._misses: list[Miss] = []

    @property
    def miss(self) -> Miss:
        """What the failures say of the addresses, as far as there were any."""
        return min(self._misses, default=Miss.FAILED)

    def win(self, link: Link) -> bool:
        """A link proved its peer; whether it is the first of this dial."""
        if self._winner is not None:
            return False
        self._winner = link
        self._settle(link, None)
        return True

    def lost(self, link: Link, reason: str) -> None:
        """A link ended before it proved anything."""
        self._settle(link, reason)

    async def run(self) -> str | None:
        """Dial; return None when a link won, else a sentence with the reasons."""
        targets, reasons = await self._resolve_all()
        running: set[asyncio.Task[str | None]] = set()
        try:
            while targets or running:
                if targets:
                    address, target = targets.pop(0)
                    attempt = self._attempt(address, target)
                    running.add(asyncio.create_task(attempt, name=f"dial {address[0]}"))
                done, running = await asyncio.wait(
                    running,
                    timeout=STAGGER_S if targets else None,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                reasons += [reason for task in done if (reason := task.result()) is not None]
                if self._winner is not None:
                    return None
        finally:
            for task in running:
                task.cancel()
            if running:
                await asyncio.wait(running)
        return _sentence(reasons)

    async def _resolve_all(self) -> tuple[list[tuple[Address, SocketAddress]], list[str]]:
        found = await asyncio.gather(*(self._resolve(address) for address in self._addresses))
        targets: list[tuple[Address, SocketAddress]] = []
        reasons: list[str] = []
        for address, result in zip(self._addresses, found, strict=True):
            if isinstance(result, str):
                reasons.append(f"{address[0]}: {result}")
            else:
                targets += [(address, target) for target in result]
        return targets, reasons

    async def _resolve(self, address: Address) -> list[SocketAddress] | str:
        try:
            async with asyncio.timeout(self._timeout_s):
                return await resolve(address)
        except OSError as error:  # TimeoutError is one
            # A number that could not be used names an interface that this machine lacks.
            self._misses.append(Miss.NO_WAY if ":" in address[0] else Miss.NO_NAME)
            return in_words(error)

    async def _attempt(self, address: Address, target: SocketAddress) -> str | None:
        link = self._make_link(self, address)
        end = self._ends[link] = asyncio.get_running_loop().create_future()
        connected = False
        try:
            async with asyncio.timeout(self._timeout_s):
                await _connect(link, target)
                connected = True
                reason = await end
            if reason is not None:
                self._misses.append(Miss.SELF if reason == ITSELF else Miss.STRANGER)
        except (OSError, NetError) as error:
            reason = in_words(error)
            self._misses.append(Miss.STRANGER if connected else miss_of(error))
        finally:
            del self._ends[link]
            if link is not self._winner:
                link.abort("another address was faster")
        return None if reason is None else f"{address[0]} port {address[1]}: {reason}"

    def _settle(self, link: Link, reason: str | None) -> None:
        end = self._ends.get(link)
        if end is not None and not end.done():
            end.set_result(reason)


async def _connect(link: Link, target: SocketAddress) -> None:
    family, where = target
    loop = asyncio.get_running_loop()
    opened = socket.socket(family, socket.SOCK_STREAM)
    with contextlib.ExitStack() as undo:
        undo.callback(opened.close)
        opened.setblocking(False)
        try:
            await loop.sock_connect(opened, where)
        except (ValueError, OverflowError) as error:  # a port or scope outside its range
            raise NetError("that is not an address") from error
        await loop.create_connection(lambda: link, sock=opened)
        undo.pop_all()


def _sentence(reasons: Sequence[str]) -> str:
    if not reasons:
        return "no address is known"
    different = list(dict.fromkeys(reasons))
    more = len(different) - MAX_REASONS
    return "; ".join(different[:MAX_REASONS]) + (f"; and {more} more" if more > 0 else "")

"""Link news: tells that a device came or went, with its person's name where it is known in time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from desktop.services.news import LinkDown, LinkUp, NetworkChanged
from net.pubsub import LINKS_TOPIC, PubSub

if TYPE_CHECKING:
    from desktop.model import LinkInfo
    from net.ids import DeviceId, PersonId

NAME_WAIT_S = 1.0
"""A newcomer's profile arrives with the first sync, milliseconds after the link; then wait no more."""


class LinkNews:
    """Orders link.up after the name and before link.down. Owned by the engine, used on its loop."""

    def __init__(
        self, bus: PubSub, knows: Callable[[PersonId], bool], name_of: Callable[[PersonId], str]
    ) -> None:
        self._bus = bus
        self._knows = knows
        self._name_of = name_of
        self._up: dict[DeviceId, LinkInfo] = {}
        self._waiting: dict[DeviceId, tuple[LinkInfo, asyncio.TimerHandle]] = {}

    def up(self, link: LinkInfo) -> None:
        """A device is linked."""
        if self._knows(link.person):
            self._announce(link)
            return
        timer = asyncio.get_running_loop().call_later(NAME_WAIT_S, self._late, link.device)
        self._waiting[link.device] = (link, timer)

    def down(self, device: DeviceId, reason: str) -> None:
        """A device is no longer linked."""
        self._late(device)
        link = self._up.pop(device, None)
        if link is not None:
            self._bus.local_broadcast(LINKS_TOPIC, LinkDown(self._named(link), reason))

    def names_changed(self) -> None:
        """Profiles arrived: announce whom they name."""
        for device, (link, _) in tuple(self._waiting.items()):
            if self._knows(link.person):
                self._late(device)

    def network_changed(self) -> None:
        """What looks for others sees something else."""
        self._bus.local_broadcast(LINKS_TOPIC, NetworkChanged())

    def close(self) -> None:
        """Forget who is still waiting."""
        for _, timer in self._waiting.values():
            timer.cancel()
        self._waiting.clear()

    def _late(self, device: DeviceId) -> None:
        waiting = self._waiting.pop(device, None)
        if waiting is not None:
            link, timer = waiting
            timer.cancel()
            self._announce(link)

    def _announce(self, link: LinkInfo) -> None:
        self._up[link.device] = link
        self._bus.local_broadcast(LINKS_TOPIC, LinkUp(self._named(link)))

    def _named(self, link: LinkInfo) -> LinkInfo:
        return msgspec.structs.replace(link, name=self._name_of(link.person))

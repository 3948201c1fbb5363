"""mDNS: announces this device as `_grapevine._tcp` and turns what others announce into hints.

Nothing here says that a peer is present or gone: a killed one stays listed for over an hour.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import logging
import socket
from typing import TYPE_CHECKING

from net.core.events import Hint
from net.shell import mdns_hints
from net.shell.beacon_packet import network_tag
from net.shell.interfaces import outward
from net.shell.lookups import Lookups
from net.shell.words import in_words

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from zeroconf import ServiceStateChange, Zeroconf
    from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

    from net.ids import DeviceId, NetworkId
    from net.shell.interfaces import Interface

log = logging.getLogger(__name__)

LOOKUP_MS = 1000
"""What is there answers within one; a fake service holds a lookup no longer."""

RETRY_S = 30.0
"""After a failure that no change of the interfaces explains, such as another program on port 5353."""

CLOSE_S = 1.0
"""Saying goodbye takes a quarter of a second; nobody waits longer for it."""

MAX_KNOWN = 500
"""Names offered again when the network changes, as many as the book of hints holds."""


class Mdns:
    """Runs python-zeroconf while it is started; without a network it waits for one."""

    def __init__(
        self,
        device: DeviceId,
        network: NetworkId,
        tcp_port: int,
        interfaces: Callable[[], tuple[Interface, ...]],
        on_hint: Callable[[Hint], None],
        rng: random.Random,
    ) -> None:
        self._device = device
        self._tag = network_tag(network)
        self._tcp_port = tcp_port
        self._interfaces = interfaces
        self._on_hint = on_hint
        self._lookups = Lookups(self._look_up, rng)
        self._known: dict[str, None] = {}
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._zeroconf: AsyncZeroconf | None = None
        self._browser: AsyncServiceBrowser | None = None
        self._choices: list[str | int] = []
        self.problem: str | None = None

    @property
    def running(self) -> bool:
        """Whether this device is announced."""
        return self._zeroconf is not None and self.problem is None

    def start(self) -> None:
        """Begin in the background; importing zeroconf alone takes 30-170 ms."""
        self._task = asyncio.get_running_loop().create_task(self._run(), name="mdns")

    async def stop(self) -> None:
        """Say goodbye and close, within about a second."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    def wake(self) -> None:
        """The network changed: use the interfaces that are there now."""
        self._wake.set()

    async def _run(self) -> None:
        # On a thread: the import would stop the loop for as long as a frame of a film lasts, thrice.
        zeroconf = await asyncio.to_thread(importlib.import_module, "zeroconf")
        await asyncio.to_thread(importlib.import_module, "zeroconf.asyncio")
        logging.getLogger("zeroconf").addFilter(_as_debug)
        try:
            while True:
                self._wake.clear()
                try:
                    await self._use_interfaces()
                except (zeroconf.Error, OSError, RuntimeError, ValueError) as error:
                    self.problem = f"mDNS does not run: {in_words(error)}"
                    log.info("%s", self.problem)
                    await self._close()
                timeout_s = RETRY_S if self.problem else None
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(timeout_s):
                        await self._wake.wait()
        finally:
            await self._lookups.stop()
            await self._close()

    async def _use_interfaces(self) -> None:
        interfaces = outward(self._interfaces())
        choices: list[str | int] = [address for each in interfaces for address, _ in each.ipv4]
        choices += [each.index for each in interfaces if each.ipv6 and not each.loopback]
        if not choices:
            self.problem = "mDNS waits for a network"
            return
        if self._zeroconf is None:
            await self._open(choices, interfaces)
        else:
            await self._zeroconf.async_update_interfaces(interfaces=choices)
            await (await self._zeroconf.async_update_service(self._service(interfaces)))
            for name in self._known:
                self._lookups.add(name)
        self._choices = choices
        self.problem = None

    async def _open(self, choices: list[str | int], interfaces: tuple[Interface, ...]) -> None:
        from zeroconf.asyncio import AsyncServiceBrowser, AsyncZeroconf  # noqa: PLC0415 - lazily

        self._zeroconf = AsyncZeroconf(interfaces=choices)
        await self._zeroconf.zeroconf.async_wait_for_start()
        self._browser = AsyncServiceBrowser(
            self._zeroconf.zeroconf, mdns_hints.SERVICE_TYPE, handlers=[self._on_change]
        )
        # No probing for the name: it is the hash of our key, so only a forger has the same.
        announced = await self._zeroconf.async_register_service(
            self._service(interfaces), cooperating_responders=True
        )
        await announced

    def _service(self, interfaces: tuple[Interface, ...]) -> AsyncServiceInfo:
        from zeroconf.asyncio import AsyncServiceInfo  # noqa: PLC0415 - lazily, as above

        addresses = [address for each in interfaces for address, _ in each.ipv4 + each.ipv6]
        name = mdns_hints.instance_name(self._device)
        return AsyncServiceInfo(
            mdns_hints.SERVICE_TYPE,
            name,
            port=self._tcp_port,
            properties=mdns_hints.properties(self._tag),
            # A host name of our own: the machine's belongs to its system's responder.
            server=f"grapevine-{name[:32]}.local.",
            addresses=[_packed(address) for address in addresses],
        )

    def _on_change(
        self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
    ) -> None:
        """The browser saw a service come, change or go; called on the loop."""
        device = mdns_hints.named_device(name)
        if device is None or device == self._device:
            return
        if state_change.name == "Removed":
            self._known.pop(name, None)
        else:
            self._lookups.add(name)

    async def _look_up(self, name: str) -> None:
        from zeroconf.asyncio import AsyncServiceInfo  # noqa: PLC0415 - lazily, as above

        device = mdns_hints.named_device(name)
        running = self._zeroconf
        if device is None or running is None:
            return
        info = AsyncServiceInfo(mdns_hints.SERVICE_TYPE, name)
        if not await info.async_request(running.zeroconf, LOOKUP_MS):
            return
        if not mdns_hints.same_network(info.text, info.properties, self._tag):
            return
        addresses = mdns_hints.dialable(
            info.parsed_scoped_addresses(), info.port, self._interfaces()
        )
        if addresses:
            self._known.pop(name, None)
            self._known[name] = None
            if len(self._known) > MAX_KNOWN:
                del self._known[next(iter(self._known))]
            self._on_hint(Hint(device, addresses, "mdns"))

    async def _close(self) -> None:
        running, self._zeroconf, self._browser = self._zeroconf, None, None
        if running is None:
            return
        try:
            async with asyncio.timeout(CLOSE_S):
                await running.async_close()
        except (OSError, RuntimeError) as error:  # TimeoutError is an OSError
            log.debug("mDNS did not close in order: %s", error)


def _packed(address: str) -> bytes:
    return socket.inet_pton(socket.AF_INET6 if ":" in address else socket.AF_INET, address)


def _as_debug(record: logging.LogRecord) -> bool:
    """Take down zeroconf's warnings: no network, a vanished address and junk are everyday here."""
    if logging.INFO < record.levelno < logging.CRITICAL:
        record.levelno, record.levelname = logging.DEBUG, "DEBUG"
        return logging.getLogger(record.name).isEnabledFor(logging.DEBUG)
    return True

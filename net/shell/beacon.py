"""The UDP beacon: says where this device is, at once and then ever more calmly, and hears others.

A stranger's beacon is answered straight to its sender, so that a first meeting takes one round trip.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import ipaddress
import logging
import socket
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from net.core.events import Hint
from net.ids import DeviceId
from net.shell import beacon_packet, beacon_sockets
from net.shell.addresses import from_socket
from net.shell.beacon_strangers import FRESH_S, Strangers
from net.shell.bucket import Bucket
from net.shell.words import in_words

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Hashable

    from net.ids import NetworkId
    from net.shell.beacon_packet import Beacon
    from net.shell.interfaces import Interface

log = logging.getLogger(__name__)

DELAYS_S = (1.0, 5.0, 10.0, 20.0, 30.0)
"""After the first beacon; the last one for ever. The second comes soon because Wi-Fi loses every
tenth multicast and a new cable carries nothing for a moment."""

JITTER = 0.2
"""Share of each delay that is random: a hall of laptops after a power cut must not beat in time."""

RETRY_S = 1.0
RETRIES = 15
"""While no multicast leaves: an IPv6 address is being confirmed for 1-2 s, DHCP takes up to 10."""

HEAR_PER_S = 500.0
HEAR_BURST = 1000.0
"""Datagrams looked at. 10,000 devices make 333 a second; one costs 30 us, so at most 2 % of a core."""

FLOOD_PAUSE_S = 1.0
"""Over that the ears are closed so long, and the kernel throws the flood away for nothing."""

ANSWER_PER_S = 50.0
ANSWER_BURST = 100.0
"""Answers sent. They are not longer than what they answer, so nobody gains by forging a sender."""

ANSWER_AGAIN_S = 60.0
"""The same start of the same device at the same address gets one answer in this time."""

HINT_AGAIN_S = 2.0
"""One beacon comes by multicast and by broadcast; the same news within this time is one."""

MAX_REMEMBERED = 1024
"""Devices whose last answer and hint are remembered; forged ones push each other out."""


class BeaconService:
    """Sends this device's beacon and turns those of others into hints, while it is started."""

    def __init__(
        self,
        device: DeviceId,
        network: NetworkId,
        tcp_port: int,
        interfaces: Callable[[], tuple[Interface, ...]],
        on_hint: Callable[[Hint], None],
        rng: random.Random,
        is_near: Callable[[str], bool] = lambda _: True,
        on_look: Callable[[], None] = lambda: None,
    ) -> None:
        """Make it; `is_near` says whether a sender is on an interface that is used.

        `on_look` is called when what is public here may have changed: after each beacon of this
        device, and when the first one is heard after FRESH_S of silence; no flood calls it often.
        """
        nonce = rng.getrandbits(8 * beacon_packet.NONCE_BYTES)
        self._own = beacon_packet.make_beacon(
            device, network, tcp_port, nonce.to_bytes(beacon_packet.NONCE_BYTES, "big")
        )
        self._data = beacon_packet.encode(self._own)
        self._answer = beacon_packet.encode(beacon_packet.as_answer(self._own))
        self._interfaces = interfaces
        self._on_hint = on_hint
        self._rng = rng
        self._is_near = is_near
        self._on_look = on_look
        self._task: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()
        self._flooded = False
        self._transports: list[asyncio.DatagramTransport] = []
        self._senders: dict[socket.AddressFamily, socket.socket] = {}
        self._hear = Bucket(HEAR_PER_S, HEAR_BURST)
        self._answers = Bucket(ANSWER_PER_S, ANSWER_BURST)
        self._answered = _Recent(ANSWER_AGAIN_S)
        self._hinted = _Recent(HINT_AGAIN_S)
        self.multicast_out_ok: bool | None = None
        self.heard_at_s: float | None = None
        self.strangers = Strangers()
        self.floods = 0
        self.problem: str | None = None

    def start(self) -> None:
        """Begin; the first beacon leaves in the next loop turns."""
        self._task = asyncio.get_running_loop().create_task(self._run(), name="beacon")

    async def stop(self) -> None:
        """End, and close the sockets."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    def wake(self) -> None:
        """The network changed: bind anew, say hello at once, and be eager again."""
        self._wake.set()

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while True:
                self._wake.clear()
                await self._open()
                step = failures = 0
                changed = False
                while not changed:
                    self._say()
                    self._on_look()
                    if not self.multicast_out_ok and failures < RETRIES:
                        failures += 1
                        delay_s = RETRY_S
                    else:
                        delay_s = DELAYS_S[min(step, len(DELAYS_S) - 1)]
                        step += 1
                    delay_s *= self._rng.uniform(1 - JITTER, 1 + JITTER)
                    changed = await self._listen_until(loop.time() + delay_s)
        finally:
            self._close()

    async def _listen_until(self, deadline_s: float) -> bool:
        """Wait; return True as soon as the network changed."""
        while True:
            try:
                async with asyncio.timeout_at(deadline_s):
                    await self._wake.wait()
            except TimeoutError:
                return False
            if not self._flooded:
                return True
            self._wake.clear()
            self._flooded = False
            self._close()
            await asyncio.sleep(FLOOD_PAUSE_S)
            await self._open()

    async def _open(self) -> None:
        self._close()
        self.problem = None
        interfaces = self._interfaces()
        families = [socket.AF_INET]
        if any(each.ipv6 and not each.loopback for each in interfaces):
            families.append(socket.AF_INET6)
        for family in families:
            await self._listen(functools.partial(beacon_sockets.receiver, family, interfaces))
            own = await self._listen(functools.partial(beacon_sockets.sender, family))
            if own is not None:
                self._senders[family] = own

    async def _listen(self, make: Callable[[], socket.socket]) -> socket.socket | None:
        try:
            opened = make()
        except OSError as error:  # another program holds the port; a family was just switched off
            self.problem = f"the beacon cannot listen: {in_words(error)}"
            log.info("%s", self.problem)
            return None
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(lambda: _Ear(self._heard), sock=opened)
        self._transports.append(transport)
        return opened

    def _close(self) -> None:
        for transport in self._transports:
            transport.abort()
        self._transports.clear()
        self._senders.clear()

    def _say(self) -> None:
        interfaces = self._interfaces()
        self.multicast_out_ok, problem = beacon_sockets.send_everywhere(
            self._senders.get(socket.AF_INET),
            self._senders.get(socket.AF_INET6),
            interfaces,
            self._data,
        )
        if problem is not None and not self.multicast_out_ok:
            self.problem = f"no beacon could be sent: {problem}"

    def _heard(self, data: bytes, sender: tuple[Any, ...]) -> None:
        now_s = asyncio.get_running_loop().time()
        if not self._hear.take(now_s):
            if not self._flooded:
                self.floods += 1
                self._flooded = True
                self._wake.set()
            return
        host, port = from_socket(sender)
        address = ipaddress.ip_address(host)
        # A broadcast is heard on every interface, also on those that are not used.
        if address.is_multicast or address.is_unspecified or not port or not self._is_near(host):
            return
        beacon = beacon_packet.decode(data)
        if beacon is None or beacon.tag != self._own.tag:
            self._heard_stranger(beacon, data, now_s)
            return
        if beacon.device == self._own.device:
            return
        before_s, self.heard_at_s = self.heard_at_s, now_s
        if before_s is None or now_s - before_s > FRESH_S:
            self._on_look()
        if not beacon.answer and self._answered.is_new((beacon.device, beacon.nonce, host), now_s):
            self._reply(sender, now_s)
        if self._hinted.is_new((beacon.device, host, beacon.port), now_s):
            self._on_hint(Hint(DeviceId(beacon.device), ((host, beacon.port),), "beacon"))

    def _heard_stranger(self, beacon: Beacon | None, data: bytes, now_s: float) -> None:
        first = False
        if beacon is not None:
            first = self.strangers.heard_device(beacon.device, now_s)
        elif (version := beacon_packet.other_version(data)) is not None:
            first = self.strangers.heard_version(version, now_s)
        if first:
            self._on_look()

    def _reply(self, sender: tuple[Any, ...], now_s: float) -> None:
        own = self._senders.get(socket.AF_INET6 if len(sender) == 4 else socket.AF_INET)
        if own is not None and self._answers.take(now_s):
            # A full buffer, a network that just went: the next beacon is answered by ours.
            with contextlib.suppress(OSError):
                own.sendto(self._answer, sender)


class _Ear(asyncio.DatagramProtocol):
    """Passes datagrams on. Errors are nobody's: Windows reports a peer's closed port as one."""

    def __init__(self, heard: Callable[[bytes, tuple[Any, ...]], None]) -> None:
        self._heard = heard

    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        """Pass a datagram on."""
        self._heard(data, addr)


class _Recent:
    """Which keys were seen within so many seconds; the oldest are forgotten first."""

    def __init__(self, within_s: float) -> None:
        self._within_s = within_s
        self._seen: OrderedDict[Hashable, float] = OrderedDict()

    def is_new(self, key: Hashable, now_s: float) -> bool:
        """Whether the key was not seen lately; notes it if so."""
        seen_s = self._seen.get(key)
        if seen_s is not None and now_s - seen_s < self._within_s:
            return False
        self._seen[key] = now_s
        self._seen.move_to_end(key)
        if len(self._seen) > MAX_REMEMBERED:
            self._seen.popitem(last=False)
        return True

"""Everything that looks for other devices on the network: beacon, mDNS and the interface watch."""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from net.core.events import Event, NetworkChanged
from net.shell.beacon import BeaconService
from net.shell.beacon_strangers import FRESH_S
from net.shell.chosen import ChosenInterfaces
from net.shell.interfaces import InterfaceWatch, outward
from net.shell.mdns import Mdns

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from net.config import NetConfig
    from net.ids import DeviceId, NetworkId
    from net.shell.interfaces import Interface

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class InterfaceView:
    """An interface in use, for people: its name and addresses."""

    name: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DiscoveryStatus:
    """What discovery sees. `multicast_out_ok` is None before the first try.

    `heard_beacon_ms_ago` is None as long as no other device was heard. `last_error` is a sentence.
    `other_networks` counts devices that called lately in another network, `other_versions` names
    the other versions of the protocol that were heard; nothing of that is proven.
    """

    interfaces: tuple[InterfaceView, ...]
    multicast_out_ok: bool | None
    heard_beacon_ms_ago: int | None
    mdns_running: bool
    last_error: str | None
    other_networks: int = 0
    other_versions: tuple[int, ...] = ()


class Discovery:
    """Finds addresses where other devices may be; all it says are hints.

    Built only where discovery is wanted: importing this module is part of the price.
    """

    def __init__(
        self,
        config: NetConfig,
        device_id: DeviceId,
        network_id: NetworkId,
        tcp_port: int,
        on_event: Callable[[Event], None],
        rng: random.Random,
        chosen: ChosenInterfaces | None = None,
        on_look: Callable[[], None] = lambda: None,
    ) -> None:
        chosen = chosen or ChosenInterfaces()
        self._on_look = on_look
        self._told: object = None
        self._on_event = on_event
        self._watch = InterfaceWatch(self._changed, read=chosen.interfaces)
        self._beacon = BeaconService(
            device_id,
            network_id,
            tcp_port,
            lambda: self._watch.interfaces,
            on_event,
            rng,
            chosen.is_near,
            self._look,
        )
        self._mdns = Mdns(
            device_id, network_id, tcp_port, lambda: self._watch.interfaces, on_event, rng
        )

    async def start(self) -> None:
        """Begin; works without any network and goes on when one comes."""
        self._watch.start()
        self._beacon.start()
        self._mdns.start()
        log.info("looking for others on %s", ", ".join(each.name for each in self._shown()) or "-")

    async def stop(self) -> None:
        """Say goodbye and end, within about a second."""
        self._watch.stop()
        await asyncio.gather(self._beacon.stop(), self._mdns.stop())

    def network_changed(self) -> None:
        """Look at the interfaces anew and announce this device at once; calls nobody back."""
        self._watch.refresh()
        self._wake()

    def status(self) -> DiscoveryStatus:
        """Return what discovery sees now."""
        heard_at_s = self._beacon.heard_at_s
        heard_ms = None
        now_s = asyncio.get_running_loop().time()
        if heard_at_s is not None:
            heard_ms = round((now_s - heard_at_s) * 1000)
        shown = self._shown()
        return DiscoveryStatus(
            interfaces=tuple(InterfaceView(each.name, each.addresses) for each in shown),
            multicast_out_ok=self._beacon.multicast_out_ok,
            heard_beacon_ms_ago=heard_ms,
            mdns_running=self._mdns.running,
            last_error=self._beacon.problem or self._mdns.problem,
            other_networks=self._beacon.strangers.devices(now_s),
            other_versions=self._beacon.strangers.versions(now_s),
        )

    def _look(self) -> None:
        """Tell if the status says something else; how long ago is no news while it is fresh."""
        status = self.status()
        heard_ms = status.heard_beacon_ms_ago
        heard = heard_ms is not None and heard_ms <= FRESH_S * 1000
        seen = dataclasses.replace(status, heard_beacon_ms_ago=0 if heard else None)
        if seen != self._told:
            self._told = seen
            self._on_look()

    def _changed(self, interfaces: tuple[Interface, ...]) -> None:
        self._wake()
        # The node may answer by network_changed(): waking twice within one turn is once.
        self._on_event(NetworkChanged())

    def _wake(self) -> None:
        self._beacon.wake()
        self._mdns.wake()

    def _shown(self) -> tuple[Interface, ...]:
        return tuple(each for each in outward(self._watch.interfaces) if not each.loopback)

"""A process with discovery and links for the tests in namespaces: prints each event as a line."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import random
import resource
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[3]))

from net.config import NetConfig
from net.core import events as ev
from net.crypto.identity import Identity
from net.ids import open_network_id
from net.shell.discovery import Discovery
from net.shell.links import Links

FAKE_PORT = 9
"""Hints of floods lead there, and are only counted."""


def say(kind: str, **values: Any) -> None:
    """Print one line for the test."""
    print(
        json.dumps({"kind": kind, "s": round(time.monotonic() - started, 4)} | values), flush=True
    )


class Complaints(logging.Handler):
    """Prints what no test expects: warnings and errors."""

    def emit(self, record: logging.LogRecord) -> None:
        say("complaint", text=f"{record.levelname} {record.name}: {record.getMessage()}")


class Peer:
    """Discovery whose hints are dialled, each address once."""

    def __init__(self, *, dials: bool) -> None:
        self.identity = Identity.generate(0)
        self.links = Links(NetConfig(), self.identity, open_network_id(), None, self.event)
        self.dials = dials
        self.dialled: set[Any] = set()
        self.hints = 0
        self.discovery: Discovery | None = None

    def event(self, event: ev.Event) -> None:
        match event:
            case ev.Hint(device, addresses, source):
                self.hints += 1
                if addresses[0][1] != FAKE_PORT:
                    say("hint", device=(device or b"").hex(), addresses=addresses, source=source)
                for address in addresses:
                    if self.dials and address not in self.dialled:
                        self.dialled.add(address)
                        self.links.dial(len(self.dialled), device, [address])
            case ev.LinkUp(_, certificate, outbound, address):
                say("up", device=certificate.device_id.hex(), outbound=outbound, address=address)
            case ev.NetworkChanged():
                say("changed")
                if self.discovery is not None:
                    self.discovery.network_changed()  # as the node does
            case ev.DialFailed(_, reason):
                say("failed", reason=reason)
            case _:
                say("event", text=type(event).__name__)

    def looked(self) -> None:
        if self.discovery is not None:
            status = self.discovery.status()
            say(
                "looked",
                interfaces=[each.name for each in status.interfaces],
                out_ok=status.multicast_out_ok,
                heard=status.heard_beacon_ms_ago is not None,
            )

    async def command(self, line: str) -> bool:
        """Carry out a line of the test; False to end."""
        match line.strip():
            case "status" if self.discovery is not None:
                status = self.discovery.status()
                usage = resource.getrusage(resource.RUSAGE_SELF)
                say(
                    "status",
                    interfaces=[each.name for each in status.interfaces],
                    out_ok=status.multicast_out_ok,
                    heard_ms=status.heard_beacon_ms_ago,
                    mdns=status.mdns_running,
                    error=status.last_error,
                    cpu_s=usage.ru_utime + usage.ru_stime,
                    rss_kb=int(Path("/proc/self/statm").read_text().split()[1]) * 4,
                    hints=self.hints,
                )
            case _:
                return False
        return True


async def main() -> None:
    """Run until the test closes our input."""
    logging.getLogger().addHandler(Complaints(logging.WARNING))
    peer = Peer(dials="quiet" not in sys.argv)
    await peer.links.start(None, 0)
    rng = random.Random(int.from_bytes(os.urandom(8)))
    peer.discovery = Discovery(
        NetConfig(), peer.identity.device_id, open_network_id(), peer.links.port, peer.event, rng,
        on_look=peer.looked,
    )  # fmt: skip
    await peer.discovery.start()
    say("started", device=peer.identity.device_id.hex(), port=peer.links.port)
    lines: asyncio.Queue[str] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def take() -> None:
        return lines.put_nowait(sys.stdin.readline())

    loop.add_reader(sys.stdin, take)
    while await peer.command(await lines.get()):
        pass
    loop.remove_reader(sys.stdin)
    await peer.discovery.stop()
    await peer.links.stop()
    say("stopped", tasks=len(asyncio.all_tasks()) - 1)


started = time.monotonic()
if __name__ == "__main__":
    asyncio.run(main())

"""Link round trip: probe and answer between two processes over one authenticated link."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable

from net.config import NetConfig
from net.core import events as ev
from net.crypto.identity import Identity
from net.ids import open_network_id
from net.shell.links import Links
from net.wire import Live, Ping, Pong
from tests.bench.peers import percentile

PAYLOAD_BYTES = 200


def _links(on_event: Callable[[ev.Event], None]) -> Links:
    return Links(NetConfig(), Identity.generate(1), open_network_id(), None, on_event)


async def _echo() -> None:
    ended = asyncio.Event()

    def on_event(event: ev.Event) -> None:
        match event:
            case ev.Received(link, Ping(number=number)):
                links.send(link, ev.Lane.CONTROL, Pong(number, 0))
            case ev.LinkDown():
                ended.set()
            case _:
                pass

    links = _links(on_event)
    await links.start("127.0.0.1", 0)
    print(links.port, flush=True)
    await ended.wait()
    await links.stop()


async def _ping(port: int, rounds: int, blast: int) -> tuple[list[float], float]:
    loop = asyncio.get_running_loop()
    linked: asyncio.Future[int] = loop.create_future()
    answered: asyncio.Future[None] = loop.create_future()

    def on_event(event: ev.Event) -> None:
        match event:
            case ev.LinkUp(link):
                linked.set_result(link)
            case ev.Received(_, Pong()):
                answered.set_result(None)
            case _:
                pass

    links = _links(on_event)
    await links.start("127.0.0.1", 0)
    links.dial(1, None, (("127.0.0.1", port),))
    link = await asyncio.wait_for(linked, 10)
    took_us: list[float] = []
    for number in range(rounds):
        answered = loop.create_future()
        started_s = time.perf_counter()
        links.send(link, ev.Lane.CONTROL, Ping(number, 0))
        await answered
        took_us.append((time.perf_counter() - started_s) * 1e6)
    frame = Live(b"x" * PAYLOAD_BYTES, b"")
    answered = loop.create_future()
    started_s = time.perf_counter()
    for number in range(blast):
        links.send(link, ev.Lane.LIVE, frame)
        if number % 500 == 499:  # a turn of the loop: what a burst from the core looks like
            await asyncio.sleep(0)
            while links.waiting_bytes(link) > 200_000:
                await asyncio.sleep(0)
    while links.waiting_bytes(link) or links.write_buffer_bytes(link):
        await asyncio.sleep(0)
    links.send(link, ev.Lane.CONTROL, Ping(0, 0))
    await answered
    rate = blast / (time.perf_counter() - started_s)
    await links.stop()
    return took_us, rate


def measure(*, quick: bool = False) -> dict[str, float | str]:
    """Return percentiles in microseconds, and frames of 200 B per second one way."""
    child = subprocess.Popen([sys.executable, "-m", "tests.bench.link"], stdout=subprocess.PIPE)
    assert child.stdout is not None
    try:
        port = int(child.stdout.readline())
        took_us, rate = asyncio.run(_ping(port, 500 if quick else 5000, 20_000 if quick else 100_000))
        child.wait(10)
    finally:
        child.kill()
        child.stdout.close()
    return {
        "round trip p50 us": percentile(took_us, 0.5),
        "round trip p99 us": percentile(took_us, 0.99),
        "frames of 200 B one way /s": rate,
    }


if __name__ == "__main__":
    asyncio.run(_echo())

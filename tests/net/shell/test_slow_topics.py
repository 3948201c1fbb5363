"""Messages on topics and slow links: dropped and counted there, at once everywhere else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from net import wire
from net.config import NetConfig
from net.core import events as ev
from net.shell import links
from net.wire import Frame, Live, Publish
from tests.net.shell.ends import End, Ends, RawPeer, until

pytestmark = pytest.mark.asyncio


def message(number: int) -> Publish:
    return Publish("free", bytes(1000), bytes(32), number)


async def test_a_slow_subscriber_is_left_out_and_holds_up_nobody(
    ends: Ends, raw_peer: Callable[..., RawPeer]
) -> None:
    sender, fast_link, fast, _ = await ends.linked()
    slow = raw_peer(receive_buffer_bytes=4096)
    await slow.connect(sender.address)
    await slow.shake()
    await until(lambda: len(sender.all(ev.LinkUp)) == 2)
    slow_link = sender.all(ev.LinkUp)[1].link
    numbers = range(30_000)
    for number in numbers:
        frame = message(number)
        sender.links.send(slow_link, ev.Lane.LIVE, frame)
        sender.links.send(fast_link, ev.Lane.LIVE, frame)
        if number % 100 == 99:
            await until(partial(has_received, fast, number + 1))
    assert sender.links.topics_dropped > 10_000
    assert not sender.all(ev.Behind), "its messages are not pushed out by what may be lost"
    waiting = sender.links.waiting_bytes(slow_link) + sender.links.write_buffer_bytes(slow_link)
    assert waiting <= NetConfig().topic_queue_bytes + 2000
    sender.links.send(slow_link, ev.Lane.LIVE, Live(bytes(100), bytes(64)))
    assert sender.links.waiting_bytes(slow_link) > 0


def has_received(end: End, count: int) -> bool:
    return len(end.all(ev.Received)) == count


async def test_one_message_is_encoded_once_for_all_links(
    ends: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoded: list[Frame] = []
    encode = wire.encode
    monkeypatch.setattr(links, "encode", lambda frame: (encoded.append(frame), encode(frame))[1])
    sender = await ends.make()
    others = [await ends.make() for _ in range(5)]
    for number, other in enumerate(others):
        sender.links.dial(number, None, [other.address])
    await until(lambda: len(sender.all(ev.LinkUp)) == len(others))
    frame = message(1)
    for up in sender.all(ev.LinkUp):
        sender.links.send(up.link, ev.Lane.LIVE, frame)
    for other in others:
        assert (await other.first(ev.Received)).frame == frame
    assert encoded == [frame]

"""What the core costs: `python -m tests.sim.measure` prints figures; nothing is asserted on them."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from unittest import mock

from net import entry as entries
from net import wire
from net.config import NetConfig
from net.core import events, verify
from net.core.peer import PeerCore
from net.crypto import identity as identities
from net.crypto.identity import Identity
from net.entry import Entry
from tests.sim.history import MemoryHistory
from tests.sim.network import LOBBY, NETWORK, START_WALL_MS, identity

ENTRIES = 10_000
AUTHORS = 4
TEXT = b"x" * 120


def log_of(author: Identity, count: int) -> list[Entry]:
    made, prev = [], b""
    for seq in range(1, count + 1):
        body = entries.encode_body(
            room=LOBBY, device=author.device_id, seq=seq, prev=prev,
            hlc=(START_WALL_MS << 16) + seq, kind=1, payload=TEXT,
        )  # fmt: skip
        domain = entries.signing_prefix(NETWORK)
        made.append(entries.decode(body, author.sign(domain, entries.signed_part(body))))
        prev = made[-1].id
    return made


class Pair:
    """Two cores joined by a wire without delay; the disks commit at once."""

    def __init__(self, config: NetConfig, disks: list[MemoryHistory]) -> None:
        self.disks = disks
        self.now = 1.0
        self.cores = [
            PeerCore(config, identity(n).certificate, NETWORK, random.Random(n),
                     disks[n].load(), [LOBBY], 1, 7000, identity(n).sign)
            for n in (0, 1)
        ]  # fmt: skip
        self.cpu_s = [0.0, 0.0]
        self.queue: list[tuple[int, events.Event]] = []
        self.frame_bytes = 0
        for n in (0, 1):
            other = identity(1 - n).certificate
            self.queue.append((n, events.LinkUp(1, other, n == 0, ("10.0.0.9", 7000))))

    def run(self) -> None:
        position = 0
        while position < len(self.queue):
            n, event = self.queue[position]
            position += 1
            self.now += 1e-6
            began = time.process_time()
            if isinstance(event, events.Received):
                event = events.Received(event.link, wire.decode(event.frame, 61_440))  # type: ignore[arg-type]
            actions = self.cores[n].handle(event, self.now, START_WALL_MS + int(self.now * 1000))
            frames = [wire.encode(each.frame) for each in actions if isinstance(each, events.Send)]
            self.cpu_s[n] += time.process_time() - began
            for frame in frames:
                self.frame_bytes += len(frame)
                self.queue.append((1 - n, events.Received(1, frame)))  # type: ignore[arg-type]
            for action in actions:
                match action:
                    case events.Store(ticket, new, certificates, _):
                        self.disks[n].append(new, certificates)
                        self.queue.append((n, events.Stored(ticket, new)))
                    case events.ReadRun(link, room, device, lo, hi, size, signed):
                        run = self.disks[n].read_run(room, device, lo, hi, size, signed=signed)
                        self.queue.append((n, events.RunRead(link, room, device, lo, hi, run)))
                    case events.Misbehaved(_, reason):
                        raise AssertionError(reason)
                    case _:
                        pass
        self.queue.clear()


def live(check: bool) -> None:
    config = replace(NetConfig(), live_frames_burst=10**6)
    pair = Pair(config, [MemoryHistory(), MemoryHistory()])
    pair.run()
    log = log_of(identity(0), ENTRIES)
    how = identities.verify_signature if check else mock.Mock(return_value=True)
    patch = mock.patch.object(verify, "verify_signature", how)
    patch.start()
    began = time.process_time()
    for entry in log:
        frame = wire.encode(wire.Live(entry.body, entry.signature))
        pair.queue.append((1, events.Received(1, frame)))  # type: ignore[arg-type]
    pair.cpu_s = [0.0, 0.0]
    began = time.process_time() - began
    pair.run()
    patch.stop()
    assert len(pair.disks[1].entries) == ENTRIES, pair.cores[1].counters
    what = "verified" if check else "signatures taken on trust"
    print(f"live entries, {what}: {ENTRIES / pair.cpu_s[1]:,.0f}/s")


def runs() -> None:
    config = NetConfig()
    full = MemoryHistory()
    each = 100_000 // AUTHORS
    for number in range(AUTHORS):
        author = identity(10 + number)
        full.append(log_of(author, each), [author.certificate.encoded])
    pair = Pair(config, [full, MemoryHistory()])
    pair.run()
    assert len(pair.disks[1].entries) == 100_000, len(pair.disks[1].entries)
    print(
        f"sync of 100,000 entries by {AUTHORS} authors: joiner {pair.cpu_s[1]:.2f} s CPU "
        f"({100_000 / pair.cpu_s[1]:,.0f}/s), server {pair.cpu_s[0]:.2f} s, "
        f"{pair.frame_bytes / 1e6:.1f} MB, {pair.cores[1].counters['wants']} requests"
    )


if __name__ == "__main__":
    mock.patch.object(verify, "verify_signature", identities.verify_signature).start()
    live(check=True)
    live(check=False)
    runs()

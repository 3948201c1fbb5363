"""Search at a million messages: through `grapevine rpc`, and what indexing costs a commit."""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from desktop.store.store import Store
from net.crypto.keyfile import load_or_create
from net.ids import lobby_id, open_network_id
from tests.bench import search_history
from tests.bench.peers import lobby, percentile
from tests.faults.authors import Author
from tests.lab.rpc_peer import RpcPeer

ROUNDS = 200
LIMIT = 50
CACHE = os.environ.get("GRAPEVINE_BENCH_CACHE")
"""A folder that keeps the history from one run to the next."""


def measure(*, quick: bool = False) -> dict[str, float | str]:
    """Return p50 and p99 in ms by sort of query, and figures of the index."""
    count = 50_000 if quick else 1_000_000
    with tempfile.TemporaryDirectory(prefix="grapevine-bench-") as temporary:
        folder = Path(CACHE or temporary) / f"search-{count}"
        results = _prepare(folder, count)
        results |= _through_rpc(folder, ROUNDS // 4 if quick else ROUNDS)
    return results


def _prepare(folder: Path, count: int) -> dict[str, float | str]:
    results: dict[str, float | str] = {"messages": float(count)}
    fresh = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    identity = load_or_create(folder, now_ms=search_history.START_MS)
    owner = search_history.Owner(identity.device_id, identity.person_id)
    if fresh:
        search_history.build(folder, owner, lobby_id(open_network_id()), count)
        results |= _commits_while_indexing(folder, owner)
        start_s, start_cpu_s = time.monotonic(), time.process_time()
        results["slowest step of the index ms"] = search_history.index_all(folder, owner)
        results["index the rest, s"] = time.monotonic() - start_s
        results["index the rest, s of CPU"] = time.process_time() - start_cpu_s
    for name, size in search_history.sizes(folder).items():
        results[f"{name} MB"] = size / 1e6
    return results


def _commits_while_indexing(folder: Path, owner: search_history.Owner) -> dict[str, float | str]:
    """Store single messages while a long backlog is indexed, and again without one."""
    writer = Author("bench")
    room = lobby_id(open_network_id())

    async def commits(store: Store, number: int) -> list[float]:
        taken: list[float] = []
        for _ in range(number):
            entry = writer.say("a few words to be stored", search_history.START_MS << 16, room=room)
            start_s = time.perf_counter()
            await store.history.append([entry])
            taken.append((time.perf_counter() - start_s) * 1000)
            await asyncio.sleep(0.05)
        return taken

    async def run(*, indexing: bool) -> list[float]:
        store = await asyncio.to_thread(
            Store.open, folder, owner.device, owner.person, now_ms=search_history.START_MS
        )
        if not indexing:
            store._writer._idle = None
            store._writer.idle_due = False
        try:
            return await commits(store, 100)
        finally:
            await store.aclose()

    results: dict[str, float | str] = {}
    for label, indexing in (("at rest", False), ("while indexing", True)):
        taken = asyncio.run(run(indexing=indexing))
        results[f"commit {label} p50 ms"] = percentile(taken, 0.5)
        results[f"commit {label} p99 ms"] = percentile(taken, 0.99)
    return results


def _through_rpc(folder: Path, rounds: int) -> dict[str, float | str]:
    rng = random.Random(1)
    people = [f"from:{each}" for each in _people(folder, rng)]
    results: dict[str, float | str] = {}
    with RpcPeer(
        folder, "Bench", "--no-discovery", "--listen", "127.0.0.1:0", answer_s=600
    ) as peer:
        room = lobby(peer)
        peer.call("search.query", query="warm", limit=LIMIT)
        everything: list[float] = []
        for name, query in _queries(rng, people).items():
            taken = []
            for _ in range(rounds):
                text = query()
                start_s = time.perf_counter()
                peer.call("search.query", query=text, limit=LIMIT)
                taken.append((time.perf_counter() - start_s) * 1000)
            everything += taken
            results[f"{name} p50 ms"] = percentile(taken, 0.5)
            results[f"{name} p99 ms"] = percentile(taken, 0.99)
        results["all of them p50 ms"] = percentile(everything, 0.5)
        results["all of them p99 ms"] = percentile(everything, 0.99)
        results |= _live(peer, room, rounds // 4)
    return results


def _live(peer: RpcPeer, room: str, rounds: int) -> dict[str, float | str]:
    watch = peer.call("search.watch", query="livematch")["watch"]
    peer.wait_notification("search.changed")
    taken = []
    for number in range(rounds):
        start_s = time.monotonic()
        peer.request("messages.send", room=room, text=f"livematch {number} {time.time_ns()}")
        told = peer.wait_notification(
            "search.changed",
            partial(_begins_with, f"livematch {number} "),
        )
        taken.append((told.at_s - start_s) * 1000)
    peer.call("search.unwatch", watch=watch)
    return {
        "live match p50 ms": percentile(taken, 0.5),
        "live match p99 ms": percentile(taken, 0.99),
    }


def _begins_with(words: str, told: dict[str, Any]) -> bool:
    return bool(told["hits"]) and told["hits"][0]["text"].startswith(words)


def _people(folder: Path, rng: random.Random) -> list[str]:
    from desktop.store.connection import connect
    from net.ids import to_text

    connection = connect(folder / search_history.DATABASE_NAME, "ro")
    rows = connection.execute("SELECT DISTINCT person FROM devices WHERE person!=id ORDER BY person").fetchall()
    connection.close()
    return [to_text(row[0])[:12] for row in rng.sample(rows, 10)]


def _queries(rng: random.Random, people: list[str]) -> dict[str, Callable[[], str]]:
    used = search_history.words()
    vocabulary = list(used)
    weights = list(used.values())

    def word() -> str:
        """Return a word as often as it is said: what people remember is what was said."""
        return rng.choices(vocabulary, weights)[0]

    def han(length: int) -> str:
        return "".join(rng.choice(search_history.HAN) for _ in range(length))

    def long_word() -> str:
        while len(found := word()) < 6:
            pass
        return found

    common = vocabulary[:100]
    rare = vocabulary[-5_000:]

    return {
        "three letters": lambda: long_word()[:3],
        "a word half typed": lambda: long_word()[: rng.randint(4, 6)],
        "one word": lambda: f"{word()}xx"[:-2] + " ",
        "two words": lambda: f"{long_word()} {long_word()}",
        "three words": lambda: f"{long_word()} {long_word()} {long_word()}",
        "rare and common word": lambda: f"{rng.choice(rare)} {rng.choice(common)}",
        "phrase": lambda: f'"{long_word()} {long_word()}"',
        "phrase half typed": lambda: f'"{long_word()} {long_word()[:5]}',
        "one Han": lambda: han(1),
        "three Han": lambda: han(3),
        "substring": lambda: long_word()[1:-1],
        "not there": lambda: f"{long_word()}qzx",
        "person alone": lambda: rng.choice(people),
        "links alone": lambda: rng.choice(("has:link", "has:code", "-has:link")),
        "word and person": lambda: f"{long_word()} {rng.choice(people)}",
        "word, link, before": lambda: f"{long_word()} has:link before:2024-0{rng.randint(1, 9)}",
        "word without another": lambda: f"{long_word()} -{long_word()}",
        "a day": lambda: f"on:2024-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}",
    }

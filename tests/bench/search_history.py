"""A history of a million messages for the search bench, written straight into a store."""

from __future__ import annotations

import collections
import itertools
import os
import random
import re
import sqlite3
import time
from functools import partial
from pathlib import Path

from desktop.store import append, search_index
from desktop.store.committer import Committer
from desktop.store.connection import connect
from desktop.store.file_version import DATABASE_NAME
from desktop.store.folder import make_private
from desktop.store.opening import open_database
from desktop.store.owner import Owner
from desktop.store.payloads import (
    MessagePayload,
    ProfilePayload,
    encode_message,
    encode_profile,
)
from desktop.store.session import Session
from net.crypto.identity import Identity
from net.entry import Entry, Kind, decode, encode_body, signed_part, signing_prefix
from net.ids import DeviceId, RoomId, directory_id, open_network_id

AUTHORS = 40
YEAR_MS = 365 * 24 * 3_600_000
START_MS = 1_700_000_000_000
APPENDED = 500
SIGNED_EVERY = 100
"""Entries of an author come as runs of some hundred, and of each its head's signature is kept."""
SIGNED_LAST = 10_000
"""Every author's newest entry is among so many."""
HAN = "日本語中文会議東京大阪今日明日天気学校電車時間問題開発設計検索結果確認資料送信完了"


def words() -> dict[str, int]:
    """Return 20,000 words of real language and how often each is used: Python's own library's."""
    found: collections.Counter[str] = collections.Counter()
    for file in sorted(Path(os.__file__).parent.glob("*.py")):
        text = file.read_text(encoding="utf-8", errors="ignore").lower()
        found.update(re.findall(r"[a-z]{2,16}", text))
    common = dict(found.most_common(20_000))
    # Every thirtieth with an accent, as in most languages of the world.
    return {
        word.replace("e", "é") if rank % 30 == 0 else word: count
        for rank, (word, count) in enumerate(common.items())
    }


def sentence(rng: random.Random, vocabulary: list[str], weights: list[int]) -> str:
    """Return the text of one message: mostly words, at times a link, code or Japanese."""
    kind = rng.random()
    picked = rng.choices(vocabulary, cum_weights=weights, k=rng.randint(3, 16))
    if kind < 0.03:
        return "".join(rng.choice(HAN) for _ in range(rng.randint(4, 24)))
    if kind < 0.06:
        picked.append(f"https://{picked[0]}.example/{picked[1]}/{rng.randint(1, 9999)}")
    elif kind < 0.07:
        picked.append(f"`{picked[0]}_{picked[1]}()`")
    return " ".join(picked)


def build(folder: Path, owner: Owner, room: RoomId, count: int, seed: int = 1) -> None:
    """Fill a new store with `count` messages of one year; the index is left to the application."""
    rng = random.Random(seed)
    used = words()
    vocabulary = list(used)
    weights = list(itertools.accumulate(used.values()))
    make_private(folder)
    path = folder / DATABASE_NAME
    open_database(path, owner, START_MS, None, connect)
    committer = Committer(lambda: connect(path, "rw"), owner)
    authors = {each.device_id: each for each in _authors(rng)}
    devices = list(authors)
    certificates = [each.certificate.encoded for each in authors.values()]
    heads: dict[DeviceId, tuple[int, bytes]] = {}
    now_ms = float(START_MS)
    done = 0
    while done < count:
        entries: list[Entry] = []
        for _ in range(min(APPENDED, count - done)):
            now_ms += rng.expovariate(1.0) * YEAR_MS / count
            device = rng.choice(devices)
            seq, prev = heads.get(device, (0, b""))
            payload = encode_message(
                MessagePayload(rng.randbytes(16), sentence(rng, vocabulary, weights))
            )
            signed = (seq + 1) % SIGNED_EVERY == 0 or count - done <= SIGNED_LAST
            body = encode_body(
                room=room, device=device, seq=seq + 1, prev=prev, hlc=int(now_ms) << 16,
                kind=Kind.MESSAGE, payload=payload,
            )  # fmt: skip
            entry = decode(body, _signature(authors[device], body, signed=signed))
            heads[device] = (entry.seq, entry.id)
            entries.append(entry)
        committer.commit(
            [partial(append.append, entries=entries, certificates=certificates)]
        )
        done += len(entries)
    committer.commit([lambda session: _name(session, list(authors.values()))])
    committer.close()


def _authors(rng: random.Random) -> list[Identity]:
    return [Identity.generate(START_MS, rng.randbytes) for _ in range(AUTHORS)]


def _signature(author: Identity, body: bytes, *, signed: bool) -> bytes:
    """Return the signature of an entry, or none where a later one's hash link is the proof."""
    if not signed:
        return b""
    return author.sign(signing_prefix(open_network_id()), signed_part(body))


def _name(session: Session, authors: list[Identity]) -> None:
    """Give each author a name, so that `from:` finds them."""
    directory = directory_id(open_network_id())
    for number, author in enumerate(authors):
        body = encode_body(
            room=directory, device=author.device_id, seq=1, prev=b"", hlc=START_MS << 16,
            kind=Kind.PROFILE, payload=encode_profile(ProfilePayload(f"Author {number}")),
        )  # fmt: skip
        append.append(session, [decode(body, _signature(author, body, signed=True))])
    session.people_changed()


def index_all(folder: Path, owner: Owner) -> float:
    """Index everything that waits, as fast as the disk takes it; returns the slowest step in ms."""
    path = folder / DATABASE_NAME
    committer = Committer(lambda: connect(path, "rw"), owner)
    slowest = 0.0
    more = True
    while more:
        start = time.perf_counter()
        (more,) = committer.commit([search_index.step])
        slowest = max(slowest, time.perf_counter() - start)
        committer.checkpoint_if_due(busy=True)
    committer.close()
    return slowest * 1000


def sizes(folder: Path) -> dict[str, int]:
    """Return bytes by what they are for, as far as SQLite was built to say."""
    connection = sqlite3.connect(folder / DATABASE_NAME)
    found: dict[str, int] = {}
    for name, size in connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"):
        group = next(
            (p for p in ("search_words", "search_parts", "search_docs") if name.startswith(p)),
            "rest",
        )
        if name.startswith("sqlite_autoindex_search_docs"):
            group = "search_docs"
        found[group] = found.get(group, 0) + size
    connection.close()
    return found

"""An hour of use: one real window on a million messages, used as a busy person does; what it weighs.

Started by `python3 dev bench hour`; the window itself is `python -m tests.bench.hour FOLDER SPAN_S PEER`.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.peers import address_of, lobby, rss_mb
from tests.lab.rpc_peer import RpcPeer

SPAN_S = 3600.0
QUICK_S = 120.0
ACT_EVERY_S = 3.0
"""A person at work does something this often, for an hour without a break: more than anybody does."""
TALK_EVERY_S = 2.0
"""What others say meanwhile."""
SETTLED_S = 60.0
"""By then every kind of act was done at least once and all its modules are loaded."""
SEED = 7


def measure(*, quick: bool = False) -> dict[str, float | str]:
    """Return the memory, threads and open files of the window, early and at the end."""
    from tests.bench import ui

    span_s, history = (QUICK_S, 50_000) if quick else (SPAN_S, 1_000_000)
    with tempfile.TemporaryDirectory(prefix="grapevine-bench-") as temporary:
        folder = ui.made_history(Path(temporary), history)
        with RpcPeer(
            Path(temporary) / "talker", "Talker", "--no-discovery", "--listen", "127.0.0.1:0",
        ) as talker:  # fmt: skip
            ended = threading.Event()
            thread = threading.Thread(target=_talk, args=(talker, ended))
            thread.start()
            try:
                return {"messages": float(history)} | ui.in_process(
                    "tests.bench.hour", str(folder), str(span_s), address_of(talker),
                    timeout_s=span_s + 600,
                )  # fmt: skip
            finally:
                ended.set()
                thread.join()


def _talk(talker: RpcPeer, ended: threading.Event) -> None:
    room = lobby(talker)
    for number in itertools.count():
        if ended.wait(TALK_EVERY_S):
            return
        talker.call("typing.set", room=room, on=True)
        talker.call("messages.send", room=room, text=f"{number}: said meanwhile, " + "word " * 9)


def used(folder: str, span_s: float, address: str) -> dict[str, float]:
    """Use the window for so long; return what it weighs."""
    # Qt only in the window's own process: the one that measures has none.
    from tests.bench.window import Bench

    bench = Bench(Path(folder), address)
    bench.show_lobby()
    bench.until(lambda: bench.view.rows.count > 1, "the history is shown")
    started_s = time.monotonic()
    weighed: list[tuple[float, float]] = []
    acts = 0
    for act in _acts(bench, random.Random(SEED)):
        act()
        acts += 1
        bench.serve(ACT_EVERY_S)
        weighed.append((time.monotonic() - started_s, rss_mb(os.getpid())))
        if weighed[-1][0] >= span_s:
            break
    early = [mb for at_s, mb in weighed if at_s >= min(SETTLED_S, span_s / 2)]
    figures = {
        "things done": float(acts),
        "RSS MB after the first minute": early[0],
        "RSS MB most": max(early),
        "RSS MB at the end": weighed[-1][1],
        "threads at the end": float(threading.active_count()),
        "open files at the end": float(len(os.listdir("/proc/self/fd"))),
    }
    bench.end()
    return figures


def _acts(bench: object, chance: random.Random) -> Iterator[Callable[[], object]]:
    from PySide6.QtWidgets import QApplication

    from tests.bench.window import WORDS, Bench, type_keys

    assert isinstance(bench, Bench)
    window, view, doors = bench.window, bench.view, bench.window.doors

    def rooms() -> None:
        known = [room.room for room in bench.face._wiring._rooms]
        window.room_selected.emit(chance.choice(known))

    def write() -> None:
        type_keys(bench.edit, f"{chance.choice(WORDS)} is what I say, **really** :wave: \n")

    def far() -> None:
        view.jump_to_ordinal(chance.randrange(max(1, view.rows.count)))

    def search() -> None:
        doors.search_wanted.emit(chance.choice(WORDS))

    def find() -> None:
        window.page.talk.find_requested.emit(bench.face._wiring.view.room, chance.choice(WORDS))

    def put_away() -> None:
        for each in QApplication.topLevelWidgets():
            if each is not window and each.isVisible():
                each.close()

    def size() -> None:
        window.resize(chance.randrange(900, 1500), chance.randrange(600, 1000))

    def theme() -> None:
        window.theme_chosen.emit(chance.choice(("light", "dark")))

    bench.ask(lambda engine: engine.rooms.create("second", _open_kind()))
    return itertools.cycle(
        [
            write, bench.frames, far, bench.frames, view.jump_to_latest, rooms, write,
            search, put_away, find, doors.presence_wanted.emit, put_away, rooms,
            doors.network_wanted.emit, put_away, doors.settings_wanted.emit, put_away,
            doors.announce_wanted.emit, put_away, size, far, view.jump_to_latest, theme,
        ]
    )  # fmt: skip


def _open_kind() -> object:
    from desktop.model import RoomKind

    return RoomKind.OPEN


if __name__ == "__main__":
    print("JSON", json.dumps(used(sys.argv[1], float(sys.argv[2]), sys.argv[3])), flush=True)

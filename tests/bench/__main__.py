"""Run the named measurements (all of them without a name), print a table and write JSON."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

BENCHES = {
    "link": "link round trip between two processes on loopback",
    "meeting": "first meeting of two fresh hosts in namespaces, by discovery alone",
    "delivery": "delivery end to end between two processes, both commits included",
    "typing": "typing and topic messages from one process to another",
    "lossy": "10 hosts, 10 minutes, 30 % of all frames lost: false offlines, presence changes",
    "fanout": "one text to 50 rooms, all on disk",
    "blast": "one sender, 7 receivers: messages per second at each receiver",
    "returner": "a peer back after 1,000 missed messages",
    "latejoin": "late joiner with 100,000 messages: first screen and all",
    "paint": "process start to the window painted with history",
    "timeline": "frames of the timeline at 1,000,000 messages",
    "ui": "the window as a person feels it: paint, switch, keys, frames, search, rest",
    "hostile": "a stranger's worst words laid out: as a message, and in every field of every window",
    "hour": "an hour of use with 1,000,000 messages: what the window weighs",
    "search": "search at 1,000,000 messages through rpc; what the index costs",
    "idle": "memory and CPU of a headless node and of the window at rest",
    "kill9": "1,000 kill -9 cycles: acknowledged messages lost",
    "powercut": "2,000 simulated power cuts: acknowledged messages lost",
}


def machine() -> dict[str, object]:
    """Return what the figures were measured on."""
    model = ""
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    return {
        "cpu": model or platform.processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def main() -> int:
    """Measure, print, write build/bench.json."""
    parser = argparse.ArgumentParser(prog="python3 dev bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("--quick", action="store_true", help="fewer rounds, rougher figures")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in BENCHES]
    if unknown:
        sys.stderr.write(f"There is no bench {unknown[0]!r}; there are: {', '.join(BENCHES)}.\n")
        return 2
    results: dict[str, dict[str, float | str]] = {}
    print(", ".join(f"{key}: {value}" for key, value in machine().items()))
    for name in arguments.names or BENCHES:
        module = importlib.import_module(f"tests.bench.{name}")
        started_s = time.monotonic()
        try:
            results[name] = module.measure(quick=arguments.quick)
        except Exception as error:
            results[name] = {"not measured": f"{type(error).__name__}: {error}"}
        print(f"\n{name}: {BENCHES[name]} ({time.monotonic() - started_s:.0f} s)")
        for figure, value in results[name].items():
            shown = f"{value:12.2f}" if isinstance(value, float) else f"{value:>12}"
            print(f"  {figure:<44} {shown}", flush=True)
    target = ROOT / "build" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps({"machine": machine(), "results": results}, indent=2) + "\n")
    print(f"\nwritten to {target.relative_to(ROOT)}")
    return 1 if any("not measured" in figures for figures in results.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())

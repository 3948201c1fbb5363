"""Frames of the timeline at a million messages."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.bench.peers import ROOT_ENV


def measure(*, quick: bool = False) -> dict[str, float | str]:
    """Return the figures of the timeline's own measurement, taken in a process of its own."""
    code = "import json; from tests.bench_timeline import measure; print('JSON', json.dumps(measure()))"
    del quick
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **ROOT_ENV}, capture_output=True,
        text=True, timeout=300, check=True,
    )  # fmt: skip
    line = next(line for line in done.stdout.splitlines() if line.startswith("JSON "))
    return dict(json.loads(line.removeprefix("JSON ")))

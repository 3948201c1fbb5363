"""Runs a short question to the system, such as whether a firewall is on: never for long, never as root."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass

PATIENCE_S = 2.0
"""A tool that waits for a bus or a password is given up; these answer within half a second."""

MAX_OUTPUT_CHARS = 256 * 1024
"""Rules of a machine full of containers have 100 KiB; the beginning tells enough."""

NOT_THERE = 127
"""As a shell says of a command that does not exist."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command answered; `code` is None if it did not in time."""

    code: int | None
    output: str


Run = Callable[[Sequence[str]], Ran]


def run(command: Sequence[str]) -> Ran:
    """Run a command and return its answer, in English where it knows languages; blocks."""
    environment = {**os.environ, "LC_ALL": "C", "LANGUAGE": ""}
    # Administration tools stand where the path of a desktop session often does not lead.
    environment["PATH"] = os.pathsep.join(
        (os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin")
    )
    try:
        done = subprocess.run(  # noqa: S603 - fixed commands of this package, without a shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=PATIENCE_S,
            check=False,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        return Ran(None, "")
    except OSError:
        return Ran(NOT_THERE, "")
    return Ran(done.returncode, done.stdout.decode("utf-8", "replace")[:MAX_OUTPUT_CHARS])

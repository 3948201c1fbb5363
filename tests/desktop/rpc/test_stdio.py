"""Lines on real pipes: whole, whatever interrupts the writing."""

from __future__ import annotations

import array
import fcntl
import os
import signal
import termios
import threading
import time
from collections.abc import Iterator
from io import FileIO

import pytest

from desktop.rpc.stdio import LineWriter, unbuffered

LINE = b"x" * 300_000 + b"\n"
"""More than a pipe holds."""


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for end in ends:
        os.close(end)


def test_a_line_that_a_signal_interrupts_is_written_once_and_whole(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    before = signal.signal(signal.SIGUSR1, lambda *_: None)
    try:
        writer = LineWriter(FileIO(writing, "wb", closefd=False))
        (thread,) = (each for each in threading.enumerate() if each.name == "rpc-out")
        writer.write(LINE)
        until_full(reading)
        assert thread.ident is not None
        signal.pthread_kill(thread.ident, signal.SIGUSR1)
        assert read(reading, len(LINE)) == LINE
        writer.write(b"next\n")
        assert read(reading, 5) == b"next\n"
        writer.close(5)
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_a_pipe_made_non_blocking_by_the_caller_loses_nothing(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    os.set_blocking(writing, False)
    with open(writing, "w", closefd=False) as output:
        writer = LineWriter(unbuffered(output, "wb"))
        writer.write(LINE)
        until_full(reading)
        assert read(reading, len(LINE)) == LINE
        writer.close(5)


def test_a_caller_who_closes_its_end_stops_nobody() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    writer = LineWriter(FileIO(writing, "wb", closefd=False))
    writer.write(LINE)
    writer.write(b"next\n")
    writer.close(5)
    assert not any(each.name == "rpc-out" for each in threading.enumerate())
    os.close(writing)


def until_full(reading: int) -> None:
    """Wait until what stands in the pipe grows no more: its writer is blocked."""
    capacity = fcntl.fcntl(reading, fcntl.F_GETPIPE_SZ)
    deadline = time.monotonic() + 10
    while waiting(reading) < capacity:
        assert time.monotonic() < deadline, f"{waiting(reading)} of {capacity} bytes"
        os.sched_yield()


def waiting(reading: int) -> int:
    """Bytes in the pipe."""
    count = array.array("i", [0])
    fcntl.ioctl(reading, termios.FIONREAD, count)
    return count[0]


def read(reading: int, size: int) -> bytes:
    data = b""
    while len(data) < size:
        data += os.read(reading, size - len(data))
    return data

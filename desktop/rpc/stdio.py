"""The process of `grapevine rpc`: an engine on the main thread, lines on standard input and output."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import queue
import signal
import sys
import threading
from io import RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from desktop import collecting
from desktop.engine import Engine
from desktop.rpc.server import MAX_LINE_BYTES, RpcServer

if TYPE_CHECKING:
    from desktop.options import Options

log = logging.getLogger(__name__)

READ_BYTES = 64 * 1024
"""What a pipe holds on most systems."""
MAX_UNWRITTEN_LINES = 100_000
"""Lines a caller that does not read may leave behind before the oldest notice is the last one."""
LEAVE_TIMEOUT_S = 5.0
"""An orderly leave takes milliseconds; a stuck disk must not keep the process for ever."""


class LineWriter:
    """Writes lines on a thread of its own, so that a caller who does not read blocks nobody."""

    def __init__(self, stream: RawIOBase) -> None:
        self._stream = stream
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._dropped = 0
        self._thread = threading.Thread(target=self._run, name="rpc-out", daemon=True)
        self._thread.start()

    def waiting(self) -> int:
        """Return how many lines nobody has read yet."""
        return self._lines.qsize()

    def write(self, line: bytes) -> None:
        """Queue one line; from any thread."""
        if self._lines.qsize() >= MAX_UNWRITTEN_LINES:
            self._dropped += 1
            if self._dropped == 1:
                log.error("nobody reads standard output: lines are dropped from here on")
            return
        self._lines.put(line)

    def close(self, timeout_s: float) -> None:
        """Write what is queued, then stop."""
        self._lines.put(None)
        self._thread.join(timeout_s)

    def _run(self) -> None:
        taken = True
        line: bytes | None = b""
        while line is not None:
            line = self._lines.get()
            parts: list[bytes] = []
            while line is not None:
                parts.append(line)
                if len(parts) >= 256 or self._lines.empty():
                    break
                line = self._lines.get()
            taken = taken and self._write_out(b"".join(parts))

    def _write_out(self, lines: bytes) -> bool:
        """Write it all, in pieces where a signal or sleep comes in between; False if nobody takes it."""
        rest = memoryview(lines)
        try:
            while rest:
                rest = rest[self._stream.write(rest) or 0 :]
        except BrokenPipeError:
            return False  # the reader is gone: it wants no more answers
        except (OSError, ValueError) as error:
            log.error("standard output takes no more lines: %s", error)  # noqa: TRY400 - words do
            return False
        return True


class LineReader:
    """Reads lines on a thread of its own, the one way that works for pipes on every system."""

    def __init__(self, stream: RawIOBase, loop: asyncio.AbstractEventLoop) -> None:
        self._stream = stream
        self._loop = loop
        self._lines: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._space = threading.Semaphore(4096)
        self._thread = threading.Thread(target=self._run, name="rpc-in", daemon=True)
        self._thread.start()

    async def next(self) -> bytes | None:
        """Return the next line, None at the end of input."""
        line = await self._lines.get()
        self._space.release()
        return line

    def end(self) -> None:
        """Behave as if the input had ended; on the loop."""
        self._lines.put_nowait(None)

    def _run(self) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody asks any more
            rest = b""
            while chunk := self._read():
                *lines, rest = (rest + chunk).split(b"\n")
                rest = rest[: MAX_LINE_BYTES + 1]  # so much shows that it is too long
                for line in lines:
                    self._pass_on(line)
            if rest:
                self._pass_on(rest)
            self._pass_on(None)

    def _read(self) -> bytes:
        try:
            return self._stream.read(READ_BYTES) or b""
        except (OSError, ValueError):
            return b""

    def _pass_on(self, line: bytes | None) -> None:
        self._space.acquire()
        self._loop.call_soon_threadsafe(self._lines.put_nowait, line)


def unbuffered(stream: TextIO | None, mode: str) -> RawIOBase:
    """Return a standard stream without its buffers; one that is closed as one that is empty.

    A thread that waits inside a buffer holds its lock, and an interpreter that ends wants it: it
    would abort when a signal ends the program, or when nobody reads.
    """
    if stream is None:
        return cast("RawIOBase", Path(os.devnull).open(mode, buffering=0))
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.set_blocking(stream.fileno(), True)
    return cast("RawIOBase", getattr(stream.buffer, "raw", stream.buffer))


def run(options: Options) -> int:
    """Serve until the input ends; returns the exit code.

    Raises:
        StartError: the engine cannot start; the text says what to do.
    """
    return asyncio.run(_serve(options))


async def _serve(options: Options) -> int:
    loop = asyncio.get_running_loop()
    reader = LineReader(unbuffered(sys.stdin, "rb"), loop)
    for name in ("SIGTERM", "SIGINT"):
        with contextlib.suppress(NotImplementedError, AttributeError, ValueError):
            loop.add_signal_handler(getattr(signal, name), reader.end)
    engine = await Engine.open(options)
    collecting.resume()
    writer = LineWriter(unbuffered(sys.stdout, "wb"))
    server = RpcServer(engine, writer.write, writer.waiting)
    try:
        server.start()
        engine.node.tell_news()
        while (line := await reader.next()) is not None:
            await server.handle_line(line)
        await server.stop()
    finally:
        try:
            async with asyncio.timeout(LEAVE_TIMEOUT_S):
                await engine.close()
        except TimeoutError:
            log.exception("leaving took too long: the disk or the network is stuck")
        await asyncio.to_thread(writer.close, LEAVE_TIMEOUT_S)
    return 0

"""The process of `grapevine rpc`: an engine on the main thread, lines on standard input and output."""

from __future__ import annotations

import asyncio
import contextlib
import io
import logging
import queue
import signal
import sys
import threading
from typing import TYPE_CHECKING, BinaryIO

from desktop import collecting
from desktop.engine import Engine
from desktop.rpc.server import RpcServer

if TYPE_CHECKING:
    from desktop.options import Options

log = logging.getLogger(__name__)

MAX_LINE_BYTES = 1024 * 1024
"""A request of 16 KiB of text has at most 100 KiB with every character escaped."""
MAX_UNWRITTEN_LINES = 100_000
"""Lines a caller that does not read may leave behind before the oldest notice is the last one."""
LEAVE_TIMEOUT_S = 5.0
"""An orderly leave takes milliseconds; a stuck disk must not keep the process for ever."""


class LineWriter:
    """Writes lines on a thread of its own, so that a caller who does not read blocks nobody."""

    def __init__(self, stream: BinaryIO) -> None:
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
        with contextlib.suppress(BrokenPipeError, OSError, ValueError):
            while True:
                line = self._lines.get()
                parts: list[bytes] = []
                while line is not None:
                    parts.append(line)
                    if len(parts) >= 256 or self._lines.empty():
                        break
                    line = self._lines.get()
                self._stream.write(b"".join(parts))
                self._stream.flush()
                if line is None:
                    return
        while self._lines.get() is not None:  # the reader is gone: take and forget
            pass


class LineReader:
    """Reads lines on a thread of its own, the one way that works for pipes on every system."""

    def __init__(self, stream: BinaryIO, loop: asyncio.AbstractEventLoop) -> None:
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
        while True:
            try:
                line = self._stream.readline(MAX_LINE_BYTES)
                if line and not line.endswith(b"\n"):
                    line = self._skip_rest(line)
            except (OSError, ValueError):
                line = b""
            self._space.acquire()
            try:
                self._loop.call_soon_threadsafe(self._lines.put_nowait, line or None)
            except RuntimeError:  # the loop is closed: nobody asks any more
                return
            if not line:
                return

    def _skip_rest(self, line: bytes) -> bytes:
        if len(line) < MAX_LINE_BYTES:
            return line  # the last line, without its newline
        while True:
            rest = self._stream.readline(MAX_LINE_BYTES)
            if not rest or rest.endswith(b"\n"):
                return b"\x00"  # answered as a parse error, once


def run(options: Options) -> int:
    """Serve until the input ends; returns the exit code.

    Raises:
        StartError: the engine cannot start; the text says what to do.
    """
    return asyncio.run(_serve(options))


def _standard_input() -> BinaryIO:
    """Take standard input away from Python, which closes it at the end of the process.

    A thread that still reads then, as after a signal, would make that abort.
    """
    return sys.stdin.detach() if isinstance(sys.stdin, io.TextIOWrapper) else sys.stdin.buffer


async def _serve(options: Options) -> int:
    loop = asyncio.get_running_loop()
    engine = await Engine.open(options)
    collecting.resume()
    writer = LineWriter(sys.stdout.buffer)
    server = RpcServer(engine, writer.write, writer.waiting)
    try:
        server.start()
        engine.node.tell_news()
        reader = LineReader(_standard_input(), loop)
        for name in ("SIGTERM", "SIGINT"):
            with contextlib.suppress(NotImplementedError, AttributeError, ValueError):
                loop.add_signal_handler(getattr(signal, name), reader.end)
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

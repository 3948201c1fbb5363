"""The only place where threads meet: the engine's loop on one side, the windows' thread on the other.

Calls go in with `call`; answers and news come out through one deque and one queued signal that is
pending at most once, so a burst of a thousand messages costs the windows one wake-up.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QDeadlineTimer, QObject, Qt, Signal

from desktop.errors import StartError
from desktop.services.news import MessageChanged, MessageNew

if TYPE_CHECKING:
    import asyncio
    import concurrent.futures

    from desktop.engine import Engine
    from desktop.options import Options

log = logging.getLogger(__name__)

T = TypeVar("T")

SLICE_MS = 6
"""How long news are handed to the windows in one turn of their loop; the rest follows in the next.

Less than half of a frame at 60 Hz: keys and paints come between.
"""
UNHEARD = (MessageNew, MessageChanged)
"""Not for the windows: `RoomTouched` follows once for all of a commit, and they look for themselves."""
MAX_EARLY = 1_000
"""Calls that wait for the engine to start; a person makes a handful of them."""
STOP_TIMEOUT_S = 6.0


class Bridge(QObject):
    """Runs the engine on a thread of its own and carries calls and news across.

    All signals are emitted on the thread that made the bridge. `news` carries one value of
    `desktop.services.news` at a time, in the order they were told.
    """

    news = Signal(object)
    started = Signal()
    start_failed = Signal(object)
    """A StartError: what to tell, and the exit code."""
    _wake = Signal()

    def __init__(self, options: Options) -> None:
        super().__init__()
        self._options = options
        self._out: deque[Callable[[], None]] = deque()
        self._pending = False
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._engine: Engine | None = None
        self._stop: asyncio.Event | None = None
        self._leaving = threading.Event()
        self._ready = False
        self._early: list[Callable[[], None]] = []
        self._thread: threading.Thread | None = None
        self._wake.connect(self._drain, Qt.ConnectionType.QueuedConnection)

    @property
    def engine(self) -> Engine | None:
        """The engine once `started` was emitted; only its thread-safe values may be touched."""
        return self._engine

    def start(self) -> None:
        """Start the engine's thread; `started` or `start_failed` follows."""
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._thread.start()

    def call(
        self,
        make: Callable[[Engine], Awaitable[T]],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run a coroutine of the engine; the answer comes back on the windows' thread.

        While the engine is still starting the call waits for it.
        """
        loop, engine = self._loop, self._engine
        if loop is None or engine is None:
            if not self._ready and not self._leaving.is_set() and len(self._early) < MAX_EARLY:
                self._early.append(lambda: self.call(make, done, failed))
            elif failed is not None:
                failed(StartError("Grapevine is not running any more: start it again."))
            return

        import asyncio  # noqa: PLC0415 - 40 ms that the first paint does not wait for

        async def run() -> T:
            return await make(engine)

        future = asyncio.run_coroutine_threadsafe(run(), loop)
        future.add_done_callback(lambda ended: self._answer(ended, done, failed))

    def post(self, action: Callable[[Engine], object]) -> None:
        """Run a quick function on the engine's loop; nothing comes back."""
        loop, engine = self._loop, self._engine
        if loop is not None and engine is not None:
            loop.call_soon_threadsafe(action, engine)

    def tell(self, value: object) -> None:
        """Pass a piece of news to the windows; called on the engine's loop."""
        if isinstance(value, UNHEARD):
            return
        self._push(lambda: self.news.emit(value))

    def stop(self) -> None:
        """Leave in order and wait for the engine's thread, a few seconds at most."""
        self._leaving.set()  # the thread may not have come to its loop yet
        loop, stop, thread = self._loop, self._stop, self._thread
        if loop is not None and stop is not None:
            try:
                loop.call_soon_threadsafe(stop.set)
            except RuntimeError:
                log.debug("the engine's loop had ended already")
        if thread is not None:
            thread.join(STOP_TIMEOUT_S)

    def _run(self) -> None:
        import asyncio  # noqa: PLC0415 - see call

        try:
            asyncio.run(self._live())
        except StartError as error:
            failure = error
            self._push(lambda: self.start_failed.emit(failure))
        except Exception:
            log.exception("the engine stopped")
            self._push(
                lambda: self.start_failed.emit(
                    StartError("Grapevine's engine stopped; its log says why. Start it again.")
                )
            )

    async def _live(self) -> None:
        # Imported on this thread: cryptography and the network are not needed for the first paint.
        import asyncio  # noqa: PLC0415

        from desktop.engine import Engine  # noqa: PLC0415

        self._stop = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        if self._leaving.is_set():
            return
        engine = await Engine.open(self._options)
        try:
            self._engine = engine
            engine.watch(self.tell)
            engine.node.tell_news()
            self._push(self._begun)
            await self._stop.wait()
        finally:
            self._engine = None
            await engine.close()

    def _begun(self) -> None:
        self._ready = True
        self.started.emit()
        early, self._early = self._early, []
        for call in early:
            call()

    def _answer(
        self,
        ended: concurrent.futures.Future[Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
    ) -> None:
        if ended.cancelled():
            return
        error = ended.exception()
        if error is None:
            if done is not None:
                result = ended.result()
                self._push(lambda: done(result))
        elif isinstance(error, Exception):
            if failed is not None:
                reported = error
                self._push(lambda: failed(reported))
            else:
                log.error("a call failed", exc_info=error)

    def _push(self, action: Callable[[], None]) -> None:
        with self._lock:
            self._out.append(action)
            if self._pending:
                return
            self._pending = True
        self._wake.emit()

    def _drain(self) -> None:
        slice_ends = QDeadlineTimer(SLICE_MS)
        while not slice_ends.hasExpired():
            with self._lock:
                if not self._out:
                    self._pending = False
                    return
                action = self._out.popleft()
            action()
        self._wake.emit()

"""One headless Grapevine as a child process, spoken to in JSON-RPC lines."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from tests.lab.netns import Host

ROOT = Path(__file__).resolve().parents[2]
ANSWER_S = 20.0
"""How long an answer, a notification or an orderly end may take on a busy machine."""


class RpcError(Exception):
    """The peer answered a request with a JSON-RPC error."""

    def __init__(self, method: str, error: dict[str, Any]) -> None:
        super().__init__(f"{method}: {error.get('code')} {error.get('message')}")
        self.code: int | None = error.get("code")
        self.data: dict[str, Any] = error.get("data") or {}
        self.kind: str | None = self.data.get("kind")


class PeerGone(Exception):
    """The process ended, or wrote something that is no JSON-RPC, while an answer was awaited."""


@dataclass(frozen=True, slots=True)
class Notification:
    """What a peer told without being asked."""

    method: str
    params: dict[str, Any]
    at_s: float
    """When its line was read, on this process' monotonic clock."""


class RpcPeer:
    """Starts `grapevine rpc`, on a lab's host or on this machine, and talks to it.

    `data_dir` outlives the process: after `kill()` or `close()`, `start()` makes the same device
    come back. Safe to use from several threads. Everything it starts ends with `close()`.
    """

    def __init__(
        self,
        data_dir: Path,
        name: str,
        *options: str,
        host: Host | None = None,
        program: Sequence[str] = (sys.executable, "-m", "desktop", "rpc"),
        answer_s: float = ANSWER_S,
    ) -> None:
        self.data_dir = data_dir
        self.name = name
        self.stderr_path = data_dir.with_name(data_dir.name + ".stderr")
        self.answer_s = answer_s
        self._command = [*program, "--data-dir", str(data_dir), "--name", name, *options]
        self._host = host
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self._news = threading.Condition()
        self._writing = threading.Lock()
        self._ids = itertools.count(1)
        self._methods: dict[int, str] = {}
        self._answers: dict[int, dict[str, Any]] = {}
        self._notifications: list[Notification] = []
        self._ended: str | None = "it was never started"

    def __enter__(self) -> RpcPeer:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill() if error else self.close()

    @property
    def pid(self) -> int:
        """The process id of the peer itself."""
        return self._running().pid

    def start(self, *, wait: bool = True) -> RpcPeer:
        """Start the process and, unless told not to, wait until it answers `node.status`."""
        if self._process is not None:
            raise RuntimeError(f"{self.name} runs already")
        self.stderr_path.parent.mkdir(parents=True, exist_ok=True)
        with self.stderr_path.open("a") as stderr:
            options: dict[str, Any] = {
                "stdin": subprocess.PIPE,
                "stdout": subprocess.PIPE,
                "stderr": stderr,
                "text": True,
                "encoding": "utf-8",
                "errors": "surrogatepass",
                "cwd": ROOT,
                "env": {**os.environ, "PYTHONUNBUFFERED": "1"},
            }
            make = self._host.popen if self._host else subprocess.Popen
            self._process = make(self._command, **options)
        self._ended = None
        self._answers.clear()
        self._methods.clear()
        self._notifications.clear()
        self._reader = threading.Thread(
            target=self._read, args=(self._process.stdout,), name=f"rpc-peer-{self.name}"
        )
        self._reader.start()
        if wait:
            try:
                self.call("node.status")
            except BaseException:
                self.kill()
                raise
        return self

    def call(self, method: str, /, **params: Any) -> Any:
        """Ask and wait for the result.

        Raises:
            RpcError: the peer refused.
            PeerGone: the process ended first.
            TimeoutError: no answer within `answer_s`.
        """
        return self.answer(self.request(method, **params))

    def request(self, method: str, /, **params: Any) -> int:
        """Ask without waiting; the result is the request's id, for `answer`."""
        request_id = next(self._ids)
        line = {"jsonrpc": "2.0", "id": request_id, "method": method, "params": params}
        with self._news:
            self._methods[request_id] = method
        self.send_line(json.dumps(line))
        return request_id

    def send_line(self, line: str) -> None:
        """Write one line as it is, such as one that no peer should accept."""
        process = self._running()
        assert process.stdin is not None
        try:
            with self._writing:
                process.stdin.write(line + "\n")
                process.stdin.flush()
        except (BrokenPipeError, ValueError) as error:
            raise PeerGone(self._last_words("it closed its standard input")) from error

    def answer(self, request_id: int | None, timeout_s: float | None = None) -> Any:
        """Wait for the result of a request; None stands for an unreadable line's id."""
        timeout_s = self.answer_s if timeout_s is None else timeout_s
        key = -1 if request_id is None else request_id
        method = self._methods.get(key, "?")
        with self._news:
            if not self._news.wait_for(lambda: key in self._answers or self._ended, timeout_s):
                raise TimeoutError(self._last_words(f"no answer to {method} in {timeout_s} s"))
            if key not in self._answers:
                raise PeerGone(self._last_words(f"{self._ended}, before it answered {method}"))
            self._methods.pop(key, None)
            answer = self._answers.pop(key)
        if "error" in answer:
            raise RpcError(method, answer["error"])
        return answer["result"]

    def wait_notification(
        self,
        method: str,
        predicate: Callable[[dict[str, Any]], bool] = lambda _: True,
        timeout_s: float | None = None,
    ) -> Notification:
        """The oldest notification not yet taken that fits, taken out; waits for one to come."""
        timeout_s = self.answer_s if timeout_s is None else timeout_s
        taken: list[Notification] = []

        def take() -> bool:
            for index, told in enumerate(self._notifications):
                if told.method == method and predicate(told.params):
                    taken.append(self._notifications.pop(index))
                    return True
            return self._ended is not None

        with self._news:
            if not self._news.wait_for(take, timeout_s):
                methods = sorted({told.method for told in self._notifications})
                raise TimeoutError(
                    self._last_words(f"no fitting {method} in {timeout_s} s; it told {methods}")
                )
            if not taken:
                raise PeerGone(self._last_words(f"{self._ended}, before it told a {method}"))
        return taken[0]

    def wait_until(
        self,
        method: str,
        fits: Callable[[Any], bool],
        /,
        timeout_s: float | None = None,
        **params: Any,
    ) -> Any:
        """Ask again after each notification, and at least every 50 ms, until the result fits."""
        deadline_s = time.monotonic() + (self.answer_s if timeout_s is None else timeout_s)
        while True:
            result = self.call(method, **params)
            if fits(result):
                return result
            if time.monotonic() > deadline_s:
                raise TimeoutError(self._last_words(f"{method} never fitted; last: {result!r}"))
            with self._news:
                self._news.wait(0.05)

    def take_notifications(self, method: str | None = None) -> list[Notification]:
        """All notifications not yet taken, of one method or of any, taken out at once."""
        with self._news:
            taken, left = [], []
            for told in self._notifications:
                (taken if method in (None, told.method) else left).append(told)
            self._notifications = left
        return taken

    def close(self) -> int | None:
        """End of input: the orderly leave. Returns the exit code; None when nothing ran."""
        if self._process is None:
            return None
        process = self._process
        assert process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # gone already; its exit code says how
            process.stdin.close()
        try:
            process.wait(self.answer_s)
        except subprocess.TimeoutExpired:
            words = self._last_words(f"did not leave {self.answer_s} s after the end of input")
            self.kill()
            raise TimeoutError(words) from None
        return self._bury()

    def kill(self) -> int | None:
        """SIGKILL, as a power cut ends it. Returns the exit code; None when nothing ran."""
        if self._process is None:
            return None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        return self._bury()

    def stderr(self) -> str:
        """All that the peer logged so far, over all its starts."""
        return self.stderr_path.read_text(errors="replace") if self.stderr_path.exists() else ""

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            raise PeerGone(f"{self.name} does not run")
        return self._process

    def _bury(self) -> int:
        process = self._running()
        assert self._reader is not None
        self._reader.join()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):  # half a request in the buffer
                    pipe.close()
        self._process = self._reader = None
        return process.returncode

    def _read(self, lines: IO[str]) -> None:
        ending = "it ended"
        for line in lines:
            try:
                message = json.loads(line)
            except ValueError:
                ending = f"it wrote {line[:200]!r}, which is no JSON"
                break
            with self._news:
                if "method" in message:
                    told = Notification(
                        message["method"], message.get("params") or {}, time.monotonic()
                    )
                    self._notifications.append(told)
                else:
                    key = message.get("id")
                    self._answers[-1 if key is None else key] = message
                self._news.notify_all()
        with self._news:
            self._ended = ending
            self._news.notify_all()
        for _ in lines:
            pass  # a full pipe would keep the peer from leaving

    def _last_words(self, what: str) -> str:
        tail = self.stderr()[-1500:]
        return f"{self.name}: {what}\n--- end of {self.stderr_path.name} ---\n{tail}"

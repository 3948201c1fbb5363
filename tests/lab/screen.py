"""A screen in a box: an X server, a window manager, a session bus, and a reader of what windows say.

Programs on it are driven by real key presses (xdotool) and read as a screen reader reads them
(AT-SPI). Nothing of the user's own session is touched.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

HERE = Path(__file__).resolve().parent
PROGRAMS = ("Xvfb", "openbox", "xdotool", "dbus-daemon")
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
PYTHONS = ("/usr/bin/python3",)
"""gi is the system's own: it is built for no other Python."""
SIZE = "1500x1000x24"
WAIT_S = 60.0
"""For anything on a machine that has other work."""
POLL_S = 0.05


def missing() -> str | None:
    """Why there can be no such screen here; None if there can."""
    absent = [name for name in PROGRAMS if shutil.which(name) is None]
    if _launcher() is None:
        absent.append("at-spi-bus-launcher")
    if _python() is None:
        absent.append("python3-gi with gir1.2-atspi-2.0")
    return f"not installed: {', '.join(absent)}" if absent else None


def _launcher() -> str | None:
    return next((path for path in LAUNCHERS if Path(path).exists()), None)


def _python() -> str | None:
    ask = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    for python in PYTHONS:
        if not Path(python).exists():
            continue
        if subprocess.run([python, "-c", ask], stderr=subprocess.DEVNULL).returncode == 0:
            return python
    return None


def until(look: Callable[[], Any], told: Callable[[], str], timeout_s: float = WAIT_S) -> Any:
    """Return the first answer that is true; TimeoutError with what `told` says of the state."""
    deadline_s = time.monotonic() + timeout_s
    while True:
        answer = look()
        if answer:
            return answer
        if time.monotonic() > deadline_s:
            raise TimeoutError(told())
        time.sleep(POLL_S)


class Screen:
    """Everything a window needs; all of it ends with the `with` block."""

    def __init__(self) -> None:
        self._ends = contextlib.ExitStack()
        self.env: dict[str, str] = {}

    def __enter__(self) -> Screen:
        try:
            self._start()
        except BaseException:
            self._ends.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ends.close()

    def _start(self) -> None:
        folder = Path(self._ends.enter_context(tempfile.TemporaryDirectory(prefix="screen-")))
        self.log = folder / "log"
        runtime = folder / "run"
        runtime.mkdir(mode=0o700)
        kept = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("QT_", "XDG_", "DBUS_", "WAYLAND", "AT_SPI", "GTK_"))
        }
        self.env = kept | {
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(runtime),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_SCALE_FACTOR": "1",
            "LC_ALL": "C.UTF-8",
        }
        number = self._says(["Xvfb", "-displayfd", "1", "-screen", "0", SIZE, "-noreset"])
        self.env["DISPLAY"] = f":{number}"
        bus = self._says(["dbus-daemon", "--session", "--nofork", "--nosyslog", "--print-address"])
        self.env["DBUS_SESSION_BUS_ADDRESS"] = bus
        self._spawn([str(_launcher()), "--launch-immediately"])
        self._spawn(["openbox", "--sm-disable"])
        until(self._managed, lambda: f"no window manager: {self.log.read_text()[-800:]}")
        self._reader = self._spawn(
            [str(_python()), str(HERE / "at_spi.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def _managed(self) -> bool:
        return self.xdotool("getactivewindow", check=False) is not None or (
            self.xdotool("get_desktop", check=False) is not None
        )

    def _spawn(self, command: list[str], **more: Any) -> subprocess.Popen[str]:
        """Start something in a process group of its own, so that its children end with it."""
        with self.log.open("a") as log:
            pipes: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": log, **more}
            process = subprocess.Popen(
                command, env=self.env, stderr=log, text=True, start_new_session=True, **pipes
            )
        self._ends.callback(_end, process)
        return process

    def _says(self, command: list[str]) -> str:
        """Start a server that writes one line when it is ready, and return that line."""
        process = self._spawn(command, stdout=subprocess.PIPE)
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        if not line:
            raise RuntimeError(f"{command[0]} did not start: {self.log.read_text()[-800:]}")
        return line

    def xdotool(self, *words: str, check: bool = True) -> str | None:
        """Run xdotool; None when it fails and `check` is off."""
        done = subprocess.run(
            ["xdotool", *words], env=self.env, capture_output=True, text=True, timeout=WAIT_S
        )
        if done.returncode:
            if check:
                raise RuntimeError(f"xdotool {words}: {done.stderr}")
            return None
        return done.stdout.strip()

    def ask(self, do: str, *words: object) -> Any:
        """Have the screen reader do something; LookupError when the thing is gone meanwhile."""
        requests, answers = self._reader.stdin, self._reader.stdout
        assert requests is not None
        assert answers is not None
        requests.write(json.dumps({"do": do, "with": words}) + "\n")
        requests.flush()
        line = answers.readline()
        if not line:
            raise RuntimeError(f"the screen reader ended: {self.log.read_text()[-800:]}")
        answer: Mapping[str, Any] = json.loads(line)
        if "error" in answer:
            raise LookupError(answer["error"])
        return answer["result"]


def _end(process: subprocess.Popen[str]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()

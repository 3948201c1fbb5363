"""One Grapevine window as a process on a screen in a box: keys go in, what a screen reader reads comes out."""

from __future__ import annotations

import dataclasses
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.lab.netns import Host
from tests.lab.screen import WAIT_S, Screen, until

ROOT = Path(__file__).resolve().parents[2]
DELAYS_MS = (80, 400, 1000)
"""Between typed letters. For one that the keyboard lacks xdotool changes the keyboard's map, and a
window on a busy machine may look at the map too late: it is typed again, slower, as one would."""

SETTLE_S = 5.0
"""In which the last typed letter shows up even on a busy machine; later is taken for never."""


@dataclasses.dataclass(frozen=True, slots=True)
class Node:
    """Something in a window, as a screen reader finds it."""

    number: int
    parent: int
    role: str
    name: str
    key: str
    """The object's name in the program; unlike `name` in no language."""
    states: frozenset[str]
    shown: bool
    """Whether it and all that it is in are on the screen."""


class Window:
    """A window process; `data_dir` outlives it. On a host of a lab it finds others by itself."""

    def __init__(
        self, screen: Screen, data_dir: Path, *options: str, host: Host | None = None
    ) -> None:
        self.screen = screen
        self.data_dir = data_dir
        self.host = host
        self.log = data_dir.with_name(data_dir.name + ".window-log")
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None
        self._heard: list[tuple[str, str]] = []

    def start(self) -> Window:
        """Start it and wait until it takes keys and accepts links."""
        command = [sys.executable, "-m", "desktop", "--data-dir", str(self.data_dir)]
        command += ["--log-level", "info", *self._options]
        if self.host is None:
            command += ["--no-discovery", "--listen", "127.0.0.1:0"]
        popen = subprocess.Popen if self.host is None else self.host.popen
        with self.log.open("wb") as log:
            self._process = popen(
                command, cwd=ROOT, env=self.screen.env, stderr=log, stdin=subprocess.DEVNULL
            )
        self.wait(lambda: self.port, "it listens")
        self.wait(self.nodes, "it is told to screen readers")
        return self

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process is not None
        return self._process.pid

    @property
    def port(self) -> int | None:
        """Where it accepts links, once it says so."""
        found = re.search(r"listening on port (\d+)", self.log.read_text(errors="replace"))
        return int(found[1]) if found else None

    @property
    def address(self) -> str:
        """The same for --connect."""
        return f"127.0.0.1:{self.port}"

    def ended(self) -> int:
        """Wait until it ends by itself; its exit code."""
        assert self._process is not None
        try:
            return self._process.wait(WAIT_S)
        except subprocess.TimeoutExpired:
            raise TimeoutError(self._last_words("it did not end")) from None

    def stop(self) -> None:
        """End it, in order if it lets itself be."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(WAIT_S / 3)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    # ---- reading

    def nodes(self) -> list[Node]:
        """Everything in its windows, parents first."""
        nodes: list[Node] = []
        for number, each in enumerate(self.screen.ask("tree", self.pid)):
            states = frozenset(each["states"])
            within = each["parent"] < 0 or nodes[each["parent"]].shown
            shown = within and {"showing", "visible"} <= states
            key = each["id"].rpartition(".")[2]
            nodes.append(
                Node(number, each["parent"], each["role"], each["name"], key, states, shown)
            )
        return nodes

    def find(
        self, *, key: str | None = None, role: str | None = None, name: str | None = None
    ) -> Node | None:
        """The first that fits and is on the screen."""
        for node in self.nodes():
            fits = (
                key in (None, node.key) and role in (None, node.role) and name in (None, node.name)
            )
            if fits and node.shown:
                return node
        return None

    def messages(self) -> list[str]:
        """What a reader hears of the rows of the timeline on screen."""
        return self.items("timeline")

    def items(self, key: str) -> list[str]:
        """What is read for the items of a list on screen."""
        nodes = self.nodes()
        lists = [node.number for node in nodes if node.key == key and node.shown]
        return [node.name for node in nodes if node.parent in lists and node.role == "list item"]

    def text(self, key: str) -> str:
        """What stands in a field; empty if there is no such field on screen."""
        field = self.find(key=key)
        if field is None:
            return ""
        try:
            return str(self.screen.ask("text", field.number))
        except LookupError:
            return ""

    def lists(self, start: str, *words: str) -> bool:
        """Whether an item of a list on screen begins so and has these words."""
        return any(
            node.role == "list item"
            and node.name.startswith(start)
            and all(w in node.name for w in words)
            for node in self.nodes()
        )

    def hears(self, words: str, timeout_s: float = WAIT_S) -> str:
        """Wait for a message with these words, and return all that is said of it."""
        return self.wait(
            lambda: next((row for row in self.messages() if words in row), ""),
            f"a message with {words!r}",
            timeout_s,
        )

    def wait(self, look: Callable[[], Any], what: str, timeout_s: float = WAIT_S) -> Any:
        """Return the first true answer; a process that ended is an error at once."""

        def alive() -> Any:
            assert self._process is not None
            if self._process.poll() is not None:
                raise RuntimeError(self._last_words(f"it ended while waiting: {what}"))
            return look()

        return until(alive, lambda: self._last_words(f"never came: {what}"), timeout_s)

    # ---- keys

    def activate(self) -> None:
        """Bring its main window to the front and give it the keyboard."""

        def front() -> bool:
            listed = self.screen.xdotool(
                "search", "--all", "--onlyvisible", "--pid", str(self.pid), "--name", "Grapevine$",
                check=False,
            )  # fmt: skip
            if not listed:
                return False
            self.screen.xdotool("windowactivate", listed.split()[-1], check=False)
            return self.is_active()

        self.wait(front, "its window in front")

    def is_active(self) -> bool:
        """Whether one of its windows has the keyboard."""
        return self.screen.xdotool("getactivewindow", "getwindowpid", check=False) == str(self.pid)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, such as ctrl+k, wherever the keyboard is."""
        self.wait(self.is_active, "it has the keyboard")
        for key in keys:
            self.screen.xdotool("key", "--clearmodifiers", key)

    def write(self, words: str, into: str) -> None:
        """Type words into the field that has the keyboard, and wait until they stand there."""
        self.wait(lambda: self._has_keyboard(into), f"the keyboard in {into}")
        for delay_ms in DELAYS_MS:
            for number, line in enumerate(words.split("\n")):
                if number:
                    self.press("shift+Return")
                self.screen.xdotool("type", "--clearmodifiers", "--delay", str(delay_ms), line)
            try:
                self.wait(lambda: self.text(into) == words, words, SETTLE_S)
            except TimeoutError:
                self.press("ctrl+a", "Delete")
                self.wait(lambda: not self.text(into), f"{into} is empty")
            else:
                return
        raise TimeoutError(self._last_words(f"{words!r} became {self.text(into)!r}"))

    def _has_keyboard(self, key: str) -> bool:
        node = self.find(key=key)
        return node is not None and "focused" in node.states

    # ---- as a screen reader

    def act(self, name: str, **what: Any) -> None:
        """Do an action of a node, as a reader's user would; `what` as for `find`."""

        def done() -> bool:
            node = self.find(**what)
            if node is None or "enabled" not in node.states:
                return False
            try:
                return bool(self.screen.ask("act", node.number, name))
            except LookupError:
                return False

        self.wait(done, f"{name} of {what}")

    def fill(self, key: str, words: str) -> None:
        """Set a field's text at once, as dictation does."""

        def done() -> bool:
            node = self.find(key=key)
            return node is not None and bool(self.screen.ask("set_text", node.number, words))

        self.wait(done, f"{key} takes words")
        self.wait(lambda: self.text(key) == words, f"{words!r} in {key}")

    def is_told(self, words: str, kind: str | None = None) -> None:
        """Wait until something with these words is announced, takes the keyboard or describes itself.

        `kind` is "announcement", "description" or a role.
        """
        self._heard.clear()

        def told() -> bool:
            self._heard.extend(self.screen.ask("heard"))
            return any(words in said and kind in (None, what) for what, said in self._heard)

        self.wait(told, repr(words))

    def unnamed(self) -> list[str]:
        """What can have the keyboard on screen, but has no name."""
        return [
            f"{node.role} {node.key}"
            for node in self.nodes()
            if node.shown and "focusable" in node.states and not node.name.strip()
        ]

    def _last_words(self, what: str) -> str:
        shown = [
            f"{n.role} {n.key} {n.name!r}" for n in self.nodes() if n.shown and (n.name or n.key)
        ]
        log = self.log.read_text(errors="replace")[-1500:]
        return "\n".join(
            [f"{self.data_dir.name}: {what}", *shown, f"heard: {self._heard}", "--- log ---", log]
        )

"""A screen reader for the tests: reads and operates a program over AT-SPI, told what by JSON lines.

Run by the system's own Python, which has gi. One request a line, one answer a line; `tree` gives
each node a number, by which the other requests name it until the next `tree`.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

MAX_NODES = 4_000
"""More than any window has; a tree that leads back into itself ends here."""
CALL_MS = 5_000
"""A call to a program on a busy machine; Atspi's own 0.8 s is too short for it."""
EVENTS = (
    "object:state-changed:focused",
    "object:announcement",
    "object:property-change:accessible-description",
)
STATES = ("FOCUSED", "FOCUSABLE", "SHOWING", "VISIBLE", "ENABLED", "EDITABLE", "CHECKED", "ACTIVE")


class Reader:
    """Knows the nodes of the last tree."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._heard: list[tuple[str, str]] = []
        self._listener = Atspi.EventListener.new(self._hear)
        for kind in EVENTS:
            self._listener.register(kind)

    def _hear(self, event: Any) -> None:
        kind = event.type.split(":")[1]
        if kind == "announcement":
            self._heard.append((kind, str(event.any_data)))
        elif kind == "property-change":
            self._heard.append(("description", event.source.get_description()))
        elif event.detail1:
            self._heard.append((event.source.get_role_name(), event.source.get_name()))

    def heard(self) -> list[tuple[str, str]]:
        """What was announced or took the keyboard since this was last asked: kind and words.

        Popups are told in no other way: Qt keeps them out of the tree.
        """
        heard, self._heard = self._heard, []
        return heard

    def tree(self, pid: int) -> list[dict[str, Any]]:
        """What is shown of the program's windows, parents first; empty if it is not there yet.

        Nothing within a hidden thing: a hidden window has hundreds of nodes.
        """
        app = self._app(pid)
        self._nodes, told = [], []
        waiting = [] if app is None else [(app, -1)]
        while waiting and len(self._nodes) < MAX_NODES:
            node, parent = waiting.pop(0)
            try:
                told.append({"parent": parent, **self._described(node)})
                shown = parent < 0 or "showing" in told[-1]["states"]
                count = node.get_child_count() if shown else 0
                children = [node.get_child_at_index(i) for i in range(count)]
            except GLib.Error:  # gone while it was read
                told = told[: len(self._nodes)]
                continue
            self._nodes.append(node)
            waiting += [(child, len(self._nodes) - 1) for child in children if child is not None]
        return told

    def _app(self, pid: int) -> Any:
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for index in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(index)
            if app is not None and app.get_process_id() == pid:
                app.clear_cache()
                return app
        return None

    def _described(self, node: Any) -> dict[str, Any]:
        states = node.get_state_set()
        return {
            "role": node.get_role_name(),
            "name": node.get_name() or "",
            "id": node.get_accessible_id() or "",  # None of what is gone meanwhile
            "states": [s.lower() for s in STATES if states.contains(getattr(Atspi.StateType, s))],
        }

    def text(self, node: int) -> str:
        """What stands in a field."""
        field = self._nodes[node]
        return Atspi.Text.get_text(field, 0, Atspi.Text.get_character_count(field))

    def set_text(self, node: int, words: str) -> bool:
        """Write into a field."""
        return Atspi.EditableText.set_text_contents(self._nodes[node], words)

    def acts(self, node: int) -> list[str]:
        """What can be done with a node."""
        thing = self._nodes[node]
        count = Atspi.Action.get_n_actions(thing)
        return [Atspi.Action.get_action_name(thing, i) for i in range(count)]

    def act(self, node: int, name: str) -> bool:
        """Do one of the node's actions."""
        return Atspi.Action.do_action(self._nodes[node], self.acts(node).index(name))

    def focus(self, node: int) -> bool:
        """Give the node the keyboard."""
        return Atspi.Component.grab_focus(self._nodes[node])


def main() -> None:
    """Answer until the input ends."""
    Atspi.init()
    Atspi.set_timeout(CALL_MS, 2 * CALL_MS)
    reader, loop = Reader(), GLib.MainLoop()

    def answer(_stdin: object, _condition: object) -> bool:
        line = sys.stdin.readline()
        if not line:
            loop.quit()
            return False
        request = json.loads(line)
        try:
            said = {"result": getattr(reader, request["do"])(*request["with"])}
        except (GLib.Error, IndexError, ValueError) as error:
            said = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(said), flush=True)
        return True

    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IO_IN | GLib.IO_HUP, answer)
    loop.run()


if __name__ == "__main__":
    main()

"""The search box as a machine without a clock: when a text is asked for, and which answer counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

DEBOUNCE_S = 0.3
"""LiveView's default for phx-debounce: the pause of somebody who has finished a word."""

T = TypeVar("T")


class Debounce(Generic[T]):
    """Holds the newest value back until none has followed it for a while.

    Nothing in here waits: the owner arms its own timer for `due_s` and then calls `take`.
    """

    def __init__(self, delay_s: float = DEBOUNCE_S) -> None:
        self._delay_s = delay_s
        self._held: tuple[T] | None = None
        self.due_s: float | None = None

    def put(self, value: T, now_s: float) -> None:
        """Hold a value; the time starts anew."""
        self._held = (value,)
        self.due_s = now_s + self._delay_s

    def take(self, now_s: float) -> T | None:
        """Return the value if its time has come; None before, and after it was taken."""
        if self._held is None or self.due_s is None or now_s < self.due_s:
            return None
        (value,) = self._held
        self.cancel()
        return value

    def cancel(self) -> None:
        """Forget what is held."""
        self._held = None
        self.due_s = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Run this query now; its answer comes back with the generation."""

    generation: int
    text: str


@dataclass(frozen=True, slots=True)
class Clear:
    """Show no results, and stop whatever runs: there is nothing to ask for."""

    generation: int


Act = Ask | Clear


class LiveQuery:
    """One search box: what is typed becomes few queries, and only the newest answer is shown.

    Every change of the text makes a new generation, so that an answer to an earlier text is stale at
    once, also while the next query still waits for its time.
    """

    def __init__(self, searchable: Callable[[str], bool], delay_s: float = DEBOUNCE_S) -> None:
        """Begin with an empty box.

        Args:
            searchable: Whether a text asks for anything: `search_query.parse(...).reason is None`.
            delay_s: How long the text must rest before it is asked for.
        """
        self._searchable = searchable
        self._debounce: Debounce[str] = Debounce(delay_s)
        self._generation = 0
        self._text = ""

    @property
    def due_s(self) -> float | None:
        """When to call `tick`; None for not at all."""
        return self._debounce.due_s

    @property
    def generation(self) -> int:
        """The generation of the text in the box."""
        return self._generation

    def typed(self, text: str, now_s: float) -> Act | None:
        """Take a changed text; too little of it clears the results and cancels what waits or runs."""
        if text.strip() == self._text.strip() and text.endswith(" ") == self._text.endswith(" "):
            self._text = text
            return None
        self._text = text
        self._generation += 1
        if not self._searchable(text):
            self._debounce.cancel()
            return Clear(self._generation)
        self._debounce.put(text, now_s)
        return None

    def entered(self) -> Act | None:
        """Take the Enter key: ask at once, and not once more when the time comes."""
        self._debounce.cancel()
        if not self._searchable(self._text):
            return Clear(self._generation)
        self._generation += 1
        return Ask(self._generation, self._text)

    def tick(self, now_s: float) -> Act | None:
        """Ask for the text if it has rested long enough."""
        text = self._debounce.take(now_s)
        return None if text is None else Ask(self._generation, text)

    def accepts(self, generation: int) -> bool:
        """Whether an answer is to what stands in the box now; a stale one is to be dropped."""
        return generation == self._generation

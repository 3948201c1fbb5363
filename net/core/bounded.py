"""Maps that never outgrow their capacity: the key set longest ago leaves first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class BoundedMap(Generic[Key, Value]):
    """A dict with a capacity, for everything keyed by what a peer says."""

    __slots__ = ("_items", "capacity")

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self._items: dict[Key, Value] = {}

    def put(self, key: Key, value: Value) -> None:
        """Set a key and make it the youngest."""
        self._items.pop(key, None)
        self._items[key] = value
        if len(self._items) > self.capacity:
            del self._items[next(iter(self._items))]

    def get(self, key: Key) -> Value | None:
        """Return the key's value, or None."""
        return self._items.get(key)

    def pop(self, key: Key) -> Value | None:
        """Remove a key and return its value, or None."""
        return self._items.pop(key, None)

    def items(self) -> list[tuple[Key, Value]]:
        """Return all pairs, oldest first."""
        return list(self._items.items())

    def clear(self) -> None:
        """Forget everything."""
        self._items.clear()

    def __contains__(self, key: object) -> bool:
        return key in self._items

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Key]:
        return iter(list(self._items))

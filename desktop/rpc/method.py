"""The shape of one rpc method: its params, checked by name and type, and what it does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from desktop.engine import Engine


class Params(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Base of all params: names are checked, an unknown one is a mistake worth an error."""


Handler = Callable[["Engine", Any], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Method:
    """One method: the shape of its params and what it does."""

    params: type[Params]
    handler: Handler

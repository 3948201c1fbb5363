"""Garbage collection around a start: off while modules load, what they made is never looked at again.

Imports make some hundred thousand lasting objects and hardly any garbage; the collector walks them
several times over, a tenth of the time to the first paint. Frozen, they cost no later walk either.
"""

from __future__ import annotations

import gc


def pause() -> None:
    """Collect nothing until `resume`."""
    gc.disable()


def resume() -> None:
    """Take everything alive as lasting and collect from now on."""
    gc.freeze()
    gc.enable()

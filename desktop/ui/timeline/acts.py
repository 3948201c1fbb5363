"""Does what the clickable places of a message ask for: link, copy, retry, edit, discard, more."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from desktop.ui.timeline.body import Act

if TYPE_CHECKING:
    from desktop.ui.timeline.body import Spot
    from desktop.ui.timeline.rows import Row
    from desktop.ui.timeline.view import TimelineView


def activate(view: TimelineView, row: Row, spot: Spot) -> None:
    """Act as if the place had been clicked."""
    match spot.act:
        case Act.LINK:
            view.link_activated.emit(spot.value, spot.label)
        case Act.COPY:
            view.clips.put(spot.value)
        case Act.RETRY:
            view.retry_requested.emit(row.message.local_id)
        case Act.EDIT:
            view.edit_requested.emit(row.message.local_id)
        case Act.DISCARD:
            view.discard_requested.emit(row.message.local_id)
        case Act.MORE | Act.LESS:
            view.rows.set_opened(row.key, opened=spot.act is Act.MORE)
            view.flush()
        case _:
            assert_never(spot.act)

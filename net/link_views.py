"""The live links as status displays show them: what core and sockets know of each, in one value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from net.news import LinkView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from net.core.peer import PeerCore
    from net.ids import DeviceId
    from net.shell.datagrams import Datagrams
    from net.shell.links import Links


def link_views(
    linked: Iterable[tuple[DeviceId, int]], core: PeerCore, links: Links, datagrams: Datagrams
) -> tuple[LinkView, ...]:
    """Return each linked device's link: of two, the one that carries everything.

    Args:
        linked: Devices that are told of as linked, and since when in Unix milliseconds.
        core: Knows which link is kept, and its round trip.
        links: The TCP links.
        datagrams: Their UDP lanes.
    """
    views = []
    for device, since_ms in linked:
        link = core.link_to(device)
        if link is None:  # gone, and about to be told of
            continue
        views.append(
            LinkView(
                link=link.id,
                device=device,
                person=link.person,
                address=link.address,
                rtt_ms=link.rtt_ms,
                since_ms=since_ms,
                outbound=link.outbound,
                datagrams=datagrams.has_path(link.id),
                waiting_bytes=links.waiting_by_lane(link.id),
            )
        )
    return tuple(views)

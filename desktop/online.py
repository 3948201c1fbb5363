"""Says who counts as online, in every list and number alike: who is online or busy.

Who is away has a device here and reads nothing of what is written now; who is invisible looks like
somebody who is gone, in one's own windows too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from desktop.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.model import PersonPresence

PARTS = {Status.ONLINE: 0, Status.BUSY: 0, Status.AWAY: 1, Status.OFFLINE: 2}
"""In which part of a list of people somebody stands: Online, Away or Offline."""


class Present(Protocol):
    """Somebody with a status; `mine` is oneself, `invited` somebody who has not come in yet."""

    @property
    def status(self) -> Status: ...  # noqa: D102
    @property
    def mine(self) -> bool: ...  # noqa: D102
    @property
    def invited(self) -> bool: ...  # noqa: D102


def is_online(status: Status) -> bool:
    """Whether somebody with this status counts as online."""
    return PARTS[status] == 0


def count(people: Iterable[Present], *, but_me: bool = False) -> int:
    """Count who is online and has come in, oneself included if not said otherwise."""
    present = (each for each in people if not each.invited)
    return sum(is_online(each.status) and not (but_me and each.mine) for each in present)


def chosen(me: PersonPresence) -> Status:
    """Return what somebody chose to be, whether anybody can see it now or not."""
    return me.status if me.chosen is None else me.chosen

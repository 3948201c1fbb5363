"""An invitation is shown as long as one of those who sent it is not blocked."""

from __future__ import annotations

from desktop.invitations import Invitations
from net.ids import PersonId, RoomId

ANA, BO = PersonId(b"a" * 32), PersonId(b"b" * 32)
ROOM = RoomId(b"r" * 32)


def test_one_who_is_not_blocked_is_enough() -> None:
    blocked = {ANA}
    invitations = Invitations(blocked.__contains__)
    invitations.set(ROOM, (ANA,))
    assert ROOM in invitations
    assert list(invitations.shown()) == []
    invitations.set(ROOM, (ANA, BO))
    assert list(invitations.shown()) == [ROOM]
    assert invitations.first(ROOM) == BO
    blocked.add(BO)
    assert invitations.first(ROOM) is None
    assert invitations.hides(ROOM)
    blocked.clear()
    assert not invitations.hides(ROOM)
    assert invitations.first(ROOM) == ANA
    invitations.set(ROOM, ())
    assert ROOM not in invitations
    assert not invitations.hides(ROOM)

"""One private room as a device keeps it: its invitation, its entries, and the state these make."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.store.room_fold import RoomState
from desktop.store.room_payloads import Act, MembershipPayload, decode_membership
from net.entry import Entry
from net.ids import DeviceId, PersonId, RoomId

if TYPE_CHECKING:
    from net.crypto.identity import Identity


@dataclass(slots=True)
class PrivateRoom:
    """What is known of one private room.

    `members` and `name` are what the invitation said. `awaited`: joined by an invitation, and the
    entry that adds this person has not come yet; until then the invitation is taken at its word.
    `invited_by`: whoever invited this person, the first one first.
    """

    room: RoomId
    joined: bool
    members: tuple[PersonId, ...]
    name: str
    entries: dict[bytes, Entry]
    state: RoomState
    awaited: bool = False
    invited_by: tuple[PersonId, ...] = ()
    mending: asyncio.TimerHandle | None = None
    answered: frozenset[bytes] = frozenset()
    """Entries that called for one of this device, which was written in this run."""
    shared: frozenset[tuple[bytes, DeviceId]] = frozenset()
    """Keys that this device sealed for others in this run, each with for whom."""

    def invite_again(self, by: PersonId, members: tuple[PersonId, ...], name: str) -> None:
        """Take an invitation to a room that this person was removed from."""
        self.joined, self.members, self.name = False, members, name
        self.invited_by = (by,)
        self.state.members = list(members)

    def settle(self, state: RoomState, me: PersonId) -> bool:
        """Take the state that the entries make, filled up from the invitation where they end early.

        Returns whether what was awaited has come.
        """
        came = self.awaited and me in state.members
        self.awaited = self.awaited and not came
        if state.maker is None:
            # The entry that made it is still on its way: go by the invitation, plus what is known.
            state.members = list(dict.fromkeys((*self.members, *state.members)))
            state.name = state.name or self.name
        elif self.awaited:
            state.members = list(dict.fromkeys((*state.members, *self.members)))
        self.state = state
        return came

    def declined(
        self, said: MembershipPayload, by: PersonId, at_hlc: int, owner: Identity
    ) -> bool:
        """Whether somebody declined to come in, and it is for this device to take them out again.

        Only where it added them itself is it sure that it overlooks no newer invitation.
        """
        if said.act != Act.LEAVE or self.state.owner != owner.person_id:
            return False
        added = [
            entry
            for entry in self.entries.values()
            if (change := decode_membership(entry.payload)) is not None
            and change.act == Act.ADD
            and by in change.people
        ]
        newest = max(added, key=lambda entry: entry.hlc, default=None)
        return newest is not None and newest.device == owner.device_id and newest.hlc < at_hlc

    def unanswered(self, *acts: Act) -> frozenset[bytes]:
        """Return the entries that did this and are not `answered` yet.

        Each is answered once a run. Where a clock was ahead the answer may come to stand before what
        it answers, where it changes nothing; the next one would stand there, too.
        """
        return frozenset(
            entry.id
            for entry in self.entries.values()
            if entry.id not in self.answered
            and (change := decode_membership(entry.payload)) is not None
            and change.act in acts
        )

    def to_announce(self, me: PersonId) -> frozenset[bytes]:
        """Return the entries after which this person has to say that they came in."""
        return frozenset() if me in self.state.came else self.unanswered(Act.ADD)

    def to_follow(self) -> frozenset[bytes]:
        """Return the entries after which the others need a new key."""
        return self.unanswered(Act.LEAVE, Act.REMOVE) if self.state.rekey_due else frozenset()

    def recall(self, said: dict[str, Any], me: PersonId) -> None:
        """Take up what `kept` returned in an earlier run, but for what makes the room."""
        self.awaited = bool(said.get("awaited"))
        others = [each.hex() for each in self.members if each != me]
        by = said.get("invited_by") or others  # an older version did not keep it
        self.invited_by = tuple(PersonId(bytes.fromhex(each)) for each in by)

    def kept(self) -> dict[str, Any]:
        """Return it as the settings hold it."""
        return {
            "joined": self.joined,
            "members": [person.hex() for person in self.members],
            "name": self.state.name or self.name,
            "awaited": self.awaited,
            "invited_by": [person.hex() for person in self.invited_by],
        }

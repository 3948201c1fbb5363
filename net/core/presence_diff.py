"""What presence tells the application: who came, who went, per topic and person.

Phoenix's semantics: a person may be present with several devices ("metas"), and an update is one
join (the new meta with its ref and the previous ref) and one leave (the old meta) of the same
person. A person in both has changed; they never left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from net.ids import DeviceId, PersonId

Ref = tuple[int, int]
"""(incarnation, seq) of the write that made a meta; with the device it names the meta."""

Shown = Mapping[str, tuple[Ref, bytes]]
"""What is to be seen of one device: topic to ref and meta."""


@dataclass(frozen=True, slots=True)
class Meta:
    """One device's entry on one topic; `previous_ref` only in the join of an update."""

    device: DeviceId
    ref: Ref
    meta: bytes
    previous_ref: Ref | None = None


@dataclass(frozen=True, slots=True)
class Diff:
    """What changed on one topic, to be applied joins first."""

    topic: str
    joins: Mapping[PersonId, tuple[Meta, ...]]
    leaves: Mapping[PersonId, tuple[Meta, ...]]


def device_diffs(
    person: PersonId, device: DeviceId, before: Shown, after: Shown
) -> tuple[Diff, ...]:
    """Return what changed of one device, a diff a topic, topics ascending."""
    diffs = []
    for topic in sorted(before.keys() | after.keys()):
        old, new = before.get(topic), after.get(topic)
        if old == new:
            continue
        joins: dict[PersonId, tuple[Meta, ...]] = {}
        leaves: dict[PersonId, tuple[Meta, ...]] = {}
        if new is not None:
            joins[person] = (Meta(device, *new, previous_ref=old[0] if old else None),)
        if old is not None:
            leaves[person] = (Meta(device, *old),)
        diffs.append(Diff(topic, joins, leaves))
    return tuple(diffs)

"""Writes a search down for the index: the match expression, and what SQL narrows it by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desktop.store.order import dev8_of, position_of
from desktop.store.search_index import (
    everything,
    sign_of_device,
    sign_of_room,
    sign_of_trait,
    unit_of,
)
from desktop.store.search_terms import Trait
from net.history import HLC_COUNTER_BITS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.model import Message
    from desktop.store.connection import Connection
    from desktop.store.order import Position
    from desktop.store.search_terms import Term, Wanted
    from desktop.store.session import Owner
    from net.ids import PersonId, RoomId

_COLUMNS = "i.rowid AS doc, m.entry, m.place, m.dev8, m.seq, m.tie"
_JOIN = "CROSS JOIN search_docs d ON d.doc=i.rowid CROSS JOIN messages m ON m.entry=d.entry"
SELECT = f"SELECT {_COLUMNS} FROM search_words i {_JOIN} WHERE search_words MATCH ?"  # noqa: S608

MAX_WHOLES = 64
"""Longer words that one part is looked for in, those first that were said first, which most often
are the common ones. A part of more words than that fills any list."""
MAX_SIGNS = 1_000
"""Devices or rooms named in one match; more of them are told apart by SQL."""

_COMMON = {letter: rank for rank, letter in enumerate(" etaoinsrhldcumfpgwybvkxjqz0123456789", 1)}


@dataclass(frozen=True, slots=True)
class Scope:
    """What narrows a search beside its words: numbers and positions of this database."""

    rooms: frozenset[int] | None
    devices: frozenset[int] | None
    not_rooms: frozenset[int]
    not_devices: frozenset[int]
    where: str
    bounds: tuple[Any, ...]
    read: dict[RoomId, Position] = field(default_factory=dict)

    def is_unread(self, message: Message) -> bool:
        """Whether a message of another person stands above its room's read mark."""
        mark = self.read.get(message.room)
        return message.key is not None and (mark is None or position_of(message.key) > mark)


def scope_of(connection: Connection, wanted: Wanted, owner: Owner) -> Scope | None:
    """Look up everything a search names; None where no message can be it."""
    people = wanted.people
    not_people = wanted.not_people
    if Trait.OWN in wanted.traits:
        people = frozenset((owner.person,)) if people is None else people & {owner.person}
    if Trait.OWN in wanted.not_traits or Trait.UNREAD in wanted.traits:
        not_people |= {owner.person}
    rooms = None if wanted.rooms is None else _rooms(connection, wanted.rooms)
    devices = None if people is None else _devices(connection, people)
    where: list[str] = []
    bounds: list[Any] = []
    (spill,) = connection.execute("SELECT spill FROM search_state").fetchone()
    read = _read_marks(connection)
    since = None if wanted.since_ms is None else wanted.since_ms << HLC_COUNTER_BITS
    if Trait.UNREAD in wanted.traits:
        unread = _unread_rooms(connection)
        rooms = frozenset(unread) if rooms is None else rooms & frozenset(unread)
        lowest = min((unread[room] for room in rooms), default=0)
        since = lowest if since is None else max(since, lowest)
    if since is not None:
        where.append("AND i.rowid>=? AND m.place>=?")
        bounds += [unit_of(since), since]
    if wanted.until_ms is not None:
        until = wanted.until_ms << HLC_COUNTER_BITS
        where.append("AND i.rowid<=? AND m.place<?")
        bounds += [unit_of(until) + spill, until]
    if rooms == frozenset() or devices == frozenset():
        return None
    not_rooms = _rooms(connection, wanted.not_rooms)
    for column, sign, numbers in (
        ("m.room", "IN", rooms),
        ("m.room", "NOT IN", not_rooms),
    ):
        if numbers:
            where.append(f"AND {column} {sign} ({','.join(map(str, numbers))})")
    if people is not None:
        where.append(f"AND m.dev8 IN ({','.join(_dev8s(connection, people))})")
    return Scope(
        rooms=rooms,
        devices=devices,
        not_rooms=not_rooms,
        not_devices=_devices(connection, not_people),
        where=" ".join(where),
        bounds=tuple(bounds),
        read=read,
    )


def match_of(connection: Connection, wanted: Wanted, scope: Scope) -> str:
    """Return the match expression: exactly what is wanted, as it was indexed."""
    groups = [_group(connection, term) for term in wanted.terms]
    pieces = [f"text : ({' AND '.join(groups)})"] if groups else []
    pieces += [_signs(sign_of_room, scope.rooms), _signs(sign_of_device, scope.devices)]
    traits = [sign_of_trait(trait) for trait in wanted.traits]
    pieces += [_sign(sign) for sign in traits if sign is not None]
    pieces = [piece for piece in pieces if piece] or [_sign(everything())]
    refused = [f"text : {_quoted(term.words, prefix=False)}" for term in wanted.refused]
    refused += [_signs(sign_of_room, scope.not_rooms), _signs(sign_of_device, scope.not_devices)]
    refused += [_sign(sign) for trait in wanted.not_traits if (sign := sign_of_trait(trait))]
    refused = [piece for piece in refused if piece]
    match = " AND ".join(pieces)
    return f"({match}) NOT ({' OR '.join(refused)})" if refused else match


def _group(connection: Connection, term: Term) -> str:
    """Return a term with all the longer words that hold it."""
    rows = [_quoted(term.words, prefix=term.prefix)]
    part = term.part
    if part is not None:
        rows += [
            _quoted((whole, *term.words[1:]), prefix=term.prefix and len(term.words) > 1)
            for whole in _wholes(connection, term, part)
        ]
    return rows[0] if len(rows) == 1 else f"({' OR '.join(rows)})"


def _wholes(connection: Connection, term: Term, part: str) -> list[str]:
    threes = dict.fromkeys(part[at : at + 3] for at in range(len(part) - 2))
    wholes: list[str] = []
    for (word,) in connection.execute(
        "SELECT v.word FROM search_parts p CROSS JOIN search_vocabulary v ON v.n=p.rowid "
        "WHERE search_parts MATCH ? ORDER BY p.rowid",
        (" AND ".join(f'"{three}"' for three in threes),),
    ):
        if word == part or not term.fits_part(word):
            continue
        if term.prefix and len(term.words) == 1 and word.startswith(part):
            continue  # its beginning finds it already
        wholes.append(word)
        if len(wholes) == MAX_WHOLES:
            break
    return wholes


def _quoted(words: tuple[str, ...], *, prefix: bool) -> str:
    # Words hold letters and digits only, so that nothing in them can end the quotes.
    return f'"{" ".join(words)}"' + (" *" if prefix else "")


def _sign(sign: str) -> str:
    return f'signs : "{sign}"'


def _signs(sign_of: Any, numbers: Iterable[int] | None) -> str:
    named = sorted(numbers or ())[:MAX_SIGNS]
    if not named:
        return ""
    return f"signs : ({' OR '.join(f'{chr(34)}{sign_of(number)}{chr(34)}' for number in named)})"


def _rooms(connection: Connection, rooms: Iterable[RoomId]) -> frozenset[int]:
    found: set[int] = set()
    for room in rooms:
        row = connection.execute("SELECT n FROM rooms WHERE id=?", (room,)).fetchone()
        if row is not None:
            found.add(row[0])
    return frozenset(found)


def _devices(connection: Connection, people: Iterable[PersonId]) -> frozenset[int]:
    found: set[int] = set()
    for person in people:
        found.update(
            row[0] for row in connection.execute("SELECT n FROM devices WHERE person=?", (person,))
        )
    return frozenset(found)


def _dev8s(connection: Connection, people: Iterable[PersonId]) -> list[str]:
    return [
        str(dev8_of(row[0]))
        for person in people
        for row in connection.execute("SELECT id FROM devices WHERE person=?", (person,))
    ] or ["NULL"]


def _read_marks(connection: Connection) -> dict[RoomId, Position]:
    return {
        room: position_of((place, dev8, seq, entry))
        for room, place, dev8, seq, entry in connection.execute(
            "SELECT r.id, read_place, read_dev8, read_seq, read_id FROM room_state s "
            "JOIN rooms r ON r.n=s.room WHERE read_place IS NOT NULL"
        )
    }


def _unread_rooms(connection: Connection) -> dict[int, int]:
    """Return the rooms whose newest message is above the read mark, with the mark's place."""
    unread: dict[int, int] = {}
    for room, read_place in connection.execute(
        "SELECT c.room, s.read_place FROM counts c LEFT JOIN room_state s ON s.room=c.room"
    ).fetchall():
        row = connection.execute("SELECT max(place) FROM messages WHERE room=?", (room,)).fetchone()
        if row[0] is not None and (read_place is None or row[0] >= read_place):
            unread[room] = -1 if read_place is None else read_place
    return unread

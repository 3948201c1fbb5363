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
from desktop.store.search_terms import MIN_PART_CHARS, Trait
from net.history import HLC_COUNTER_BITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop.model import Message, OrderKey
    from desktop.store.connection import Connection
    from desktop.store.order import Position
    from desktop.store.owner import Owner
    from desktop.store.search_terms import Term, Wanted
    from net.ids import PersonId, RoomId

_COLUMNS = "i.rowid AS doc, m.entry, m.place, m.dev8, m.seq, m.tie"
_JOIN = "CROSS JOIN search_docs d ON d.doc=i.rowid CROSS JOIN messages m ON m.entry=d.entry"
SELECT = f"SELECT {_COLUMNS} FROM search_words i {_JOIN} WHERE search_words MATCH ?"  # noqa: S608

MAX_WHOLES = 16
"""Longer words that the parts in one search are looked for in, shared out among its terms: those that
were said first, which most often are the common ones. Each costs a step for each message crossed."""
MAX_BEGUN = 256
"""Words that a beginning is written out to. The index keeps the messages of two and three letters in
order; for more it gathers all messages of all words that begin so before it gives the first: 25 ms
for `return` at a million messages, 1 ms for its words one by one. More words than these begin with
four letters of no language in one place; they are left to the index."""
MAX_BEGUN_ROWS = 8
"""The same for several words in a row: there each longer word has the whole row read once more."""
MAX_SIGNS = 64
"""Devices or rooms named in one match; more of them are told apart by SQL."""
SELECTIVE = 0.1
"""A share of all messages below which the index is asked for it. To cross a word's messages with
those of a room that has nearly all of them took 20 ms at a million, to look at each hit's room none."""

_AFTER_ALL = chr(0x10FFFF)
"""Above every letter, and none itself."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What narrows a search beside its words: pieces of the match, and of the SQL with its bounds."""

    signs: tuple[str, ...]
    where: str
    bounds: tuple[Any, ...]
    read: dict[RoomId, Position] = field(default_factory=dict)

    def is_unread(self, message: Message) -> bool:
        """Whether a message of another person stands above its room's read mark."""
        mark = self.read.get(message.room)
        return message.key is not None and (mark is None or position_of(message.key) > mark)


def scope_of(connection: Connection, wanted: Wanted, owner: Owner) -> Scope | None:
    """Look up everything a search names; None where no message can be it."""
    counts = dict(connection.execute("SELECT room, messages FROM counts WHERE messages>0"))
    rooms = frozenset(counts)
    if wanted.rooms is not None:
        rooms &= _rooms(connection, wanted.rooms)
    rooms -= _rooms(connection, wanted.not_rooms)
    where: list[str] = []
    bounds: list[Any] = []
    since = None if wanted.since_ms is None else wanted.since_ms << HLC_COUNTER_BITS
    if Trait.UNREAD in wanted.traits:
        unread = _unread_rooms(connection, rooms)
        rooms = frozenset(unread)
        since = max(min(unread.values(), default=-1), -1 if since is None else since)
    if since is not None:
        where.append("AND i.rowid>=? AND m.place>=?")
        bounds += [unit_of(since), since]
    if wanted.until_ms is not None:
        until = wanted.until_ms << HLC_COUNTER_BITS
        where.append("AND i.rowid<=? AND m.place<?")
        bounds += [_last_doc(connection, until), until]
    signs: list[str] = []
    _narrow(rooms, counts, "m.room", sign_of_room, signs, where)
    people = _people(wanted, owner)
    if people is not None:
        devices = _devices(connection, people)
        if not _narrow_to_devices(connection, devices, signs, where):
            return None
    if not rooms:
        return None
    read = _read_marks(connection) if _asks_unread(wanted) else {}
    return Scope(tuple(signs), " ".join(where), tuple(bounds), read)


def below(connection: Connection, key: OrderKey) -> tuple[str, tuple[Any, ...]]:
    """Return what leaves out all messages from this one up, with its bounds."""
    position = position_of(key)
    where = "AND i.rowid<=? AND (m.place,m.dev8,m.seq,m.tie)<(?,?,?,?)"
    return where, (_last_doc(connection, position.place), *position)


def _last_doc(connection: Connection, place: int) -> int:
    """Return a doc that no message of this place or below stands above."""
    (spill,) = connection.execute("SELECT spill FROM search_state").fetchone()
    return unit_of(place) + int(spill)


def _people(wanted: Wanted, owner: Owner) -> frozenset[PersonId] | None:
    if Trait.OWN not in wanted.traits:
        return wanted.people
    return frozenset((owner.person,)) & (wanted.people or frozenset((owner.person,)))


def _asks_unread(wanted: Wanted) -> bool:
    return Trait.UNREAD in wanted.traits | wanted.not_traits


def _narrow(
    kept: frozenset[int],
    sizes: dict[int, int],
    column: str,
    sign_of: Callable[[int], str],
    signs: list[str],
    where: list[str],
) -> None:
    """Ask the index for a few rooms or devices, SQL for many, nobody for all."""
    share = sum(sizes.get(number, 0) for number in kept) / max(1, sum(sizes.values()))
    if kept >= sizes.keys():
        return
    if share < SELECTIVE and len(kept) <= MAX_SIGNS:
        named = " OR ".join(f'"{sign_of(number)}"' for number in sorted(kept))
        signs.append(f"signs : ({named})" if named else _sign(everything()))
    else:
        where.append(f"AND {column} IN ({','.join(map(str, sorted(kept)))})")


def _narrow_to_devices(
    connection: Connection, devices: frozenset[int], signs: list[str], where: list[str]
) -> bool:
    """Ask for devices; False if there is none."""
    if not devices:
        return False
    sizes = dict(connection.execute("SELECT device, sum(head_seq) FROM logs GROUP BY device"))
    names = dict(connection.execute("SELECT n, id FROM devices"))
    asked: list[str] = []
    _narrow(devices, sizes, "m.dev8", sign_of_device, signs, asked)
    if asked:
        dev8s = ",".join(str(dev8_of(names[number])) for number in sorted(devices))
        where.append(f"AND m.dev8 IN ({dev8s})")
    return True


def match_of(connection: Connection, wanted: Wanted, scope: Scope) -> str:
    """Return the match expression: exactly what is wanted, as it was indexed."""
    share = MAX_WHOLES // max(1, len(wanted.terms))
    groups = [_group(connection, term, share) for term in wanted.terms]
    pieces = [f"text : ({' AND '.join(groups)})"] if groups else []
    pieces += scope.signs
    pieces += [_sign(sign) for trait in wanted.traits if (sign := sign_of_trait(trait))]
    refused = [f"text : {_quoted(term.words, prefix=False)}" for term in wanted.refused]
    refused += [_sign(sign) for trait in wanted.not_traits if (sign := sign_of_trait(trait))]
    match = " AND ".join(pieces or [_sign(everything())])
    return f"({match}) NOT ({' OR '.join(refused)})" if refused else match


def _group(connection: Connection, term: Term, most: int) -> str:
    """Return a term with the longer words that hold it."""
    rows = _begun(connection, term)
    part = term.part
    if part is not None:
        rows += [
            _quoted((whole, *term.words[1:]), prefix=term.prefix and len(term.words) > 1)
            for whole in _wholes(connection, term, part, most)
        ]
    return rows[0] if len(rows) == 1 else f"({' OR '.join(rows)})"


def _begun(connection: Connection, term: Term) -> list[str]:
    """Return a term's row of words, or the rows of all words that its last one is the beginning of."""
    *first, last = term.words
    # The vocabulary knows all words of the messages but the shortest.
    if term.prefix and len(last) > MIN_PART_CHARS:
        most = MAX_BEGUN_ROWS if first else MAX_BEGUN
        words = connection.execute(
            "SELECT word FROM search_vocabulary WHERE word>=? AND word<? LIMIT ?",
            (last, last + _AFTER_ALL, most + 1),
        ).fetchall()
        if 0 < len(words) <= most:
            return [_quoted((*first, word), prefix=False) for (word,) in words]
    return [_quoted(term.words, prefix=term.prefix)]


def _wholes(connection: Connection, term: Term, part: str, most: int) -> list[str]:
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
        if len(wholes) == most:
            break
        wholes.append(word)
    return wholes


def _quoted(words: tuple[str, ...], *, prefix: bool) -> str:
    # Words hold letters and digits only, so that nothing in them can end the quotes.
    return f'"{" ".join(words)}"' + (" *" if prefix else "")


def _sign(sign: str) -> str:
    return f'signs : "{sign}"'


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


def _read_marks(connection: Connection) -> dict[RoomId, Position]:
    return {
        room: position_of((place, dev8, seq, entry))
        for room, place, dev8, seq, entry in connection.execute(
            "SELECT r.id, read_place, read_dev8, read_seq, read_id FROM room_state s "
            "JOIN rooms r ON r.n=s.room WHERE read_place IS NOT NULL"
        )
    }


def _unread_rooms(connection: Connection, rooms: Iterable[int]) -> dict[int, int]:
    """Return the rooms whose newest message is not below the read mark, with the mark's place."""
    unread: dict[int, int] = {}
    for room in rooms:
        newest, mark = connection.execute(
            "SELECT (SELECT max(place) FROM messages WHERE room=?1), "
            "(SELECT read_place FROM room_state WHERE room=?1)",
            (room,),
        ).fetchone()
        if newest is not None and (mark is None or newest >= mark):
            unread[room] = -1 if mark is None else mark
    return unread

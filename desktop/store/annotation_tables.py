"""What follows from edits, deletes, reactions and pins, written with the entries that say them.

The table keeps, for each device, its newest word on each thing it can say about a message; the rest
is `annotation_fold`. A message row carries flags that say whether there is anything to fold, so
plain messages cost nothing. What is said about a message that is not held yet waits for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.store import annotation_rows, search_index
from desktop.store.annotation_fold import NOTHING, Folded
from desktop.store.annotation_payloads import (
    Annotation,
    DeletePayload,
    EditPayload,
    PinPayload,
    ReactionPayload,
    decode_delete,
    decode_edit,
    decode_pin,
    decode_reaction,
)
from desktop.store.flags import ANNOTATED, DELETED, EDITED, MENTIONS_ME, PINNED, REACTED
from desktop.store.order import tie_of
from desktop.store.payloads import decode_message, shown_text
from net.entry import Entry, Kind, decode, without_payload
from net.errors import RemoteProtocolError
from net.ids import EntryId, PersonId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from desktop.store.connection import Connection
    from desktop.store.projection import Added
    from desktop.store.runs import Damaged
    from desktop.store.session import Session

MAX_MARKS_PER_DEVICE = 64
"""A device's words of one kind on one message that are kept, the newest: more emoji than count, and
more edits than anybody reads back."""
IDS_PER_QUERY = 500
"""Ids looked up at once; SQLite takes 32,766 parameters, and statements of one size are kept."""

_DECODERS: dict[int, Callable[[bytes], Annotation | None]] = {
    Kind.EDIT: decode_edit,
    Kind.DELETE: decode_delete,
    Kind.REACTION: decode_reaction,
    Kind.PIN: decode_pin,
}
_BY_AUTHOR = (int(Kind.EDIT), int(Kind.DELETE))
_SHOWN = ANNOTATED | DELETED | EDITED | PINNED | REACTED | MENTIONS_ME


@dataclass(frozen=True, slots=True)
class _Said:
    """A row of the table as it will be, and who says it."""

    kind: int
    device: int
    person: bytes
    mark: bytes
    seq: int
    tie: int
    hlc: int
    on: bool
    entry: int


@dataclass(frozen=True, slots=True)
class _Target:
    """A message that is held; `flags` is None where it is not shown."""

    n: int
    author: PersonId
    body: bytes
    flags: int | None


@dataclass(frozen=True, slots=True)
class _Looks:
    """What a message shows."""

    folded: Folded
    text: str | None
    mentions: tuple[bytes, ...]
    withheld: bool

    @property
    def key(self) -> tuple[object, ...]:
        """Equal where there is no difference to see."""
        if self.folded.deleted or self.withheld:
            return ("deleted",)
        last = self.folded.edits[-1].entry if self.folded.edits else 0
        return (last, self.folded.reactions, self.folded.pinned)

    def flags(self, owner: PersonId) -> int:
        """Return the flags of the message's row that follow from this."""
        if self.folded.deleted or self.withheld:
            return ANNOTATED | DELETED
        flags = ANNOTATED if self.folded != NOTHING else 0
        flags |= EDITED if self.folded.edits else 0
        flags |= PINNED if self.folded.pinned else 0
        flags |= REACTED if self.folded.reactions else 0
        return flags | (MENTIONS_ME if owner in self.mentions else 0)


def add(session: Session, room: int, runs: Sequence[Added]) -> None:
    """Bring messages up to date with new entries: with what is said of them, and with their arrival."""
    said: dict[bytes, list[_Said]] = {}
    for run in runs:
        for n, entry in enumerate(run.entries, run.first):
            if entry.kind in _DECODERS:
                payload = _DECODERS[entry.kind](session.owner.keyring.payload_of(entry))
                if payload is not None:
                    row = _row(run.device.n, run.device.owner, n, entry, payload)
                    said.setdefault(payload.target, []).append(row)
    messages = [e.id for run in runs for e in run.entries if e.kind == Kind.MESSAGE]
    come = set(_awaited(session.connection, room, messages))
    fresh = set(messages) if said else come
    for target in dict.fromkeys((*come, *said)):
        _apply(session, room, target, said.get(target, ()), fresh=target in fresh)


def forget(session: Session, room: int, device: int, seq: int, entry: int) -> None:
    """Take back what a damaged entry said, and have its message wait if it was one itself."""
    connection = session.connection
    gone = connection.execute(
        "SELECT target FROM annotations WHERE room=? AND device=? AND seq=? AND entry=?",
        (room, device, seq, entry),
    ).fetchall()
    connection.execute(
        "DELETE FROM annotations WHERE room=? AND device=? AND seq=? AND entry=?",
        (room, device, seq, entry),
    )
    for (target,) in gone:
        refresh(session, room, target)
    row = connection.execute("SELECT id FROM entries WHERE n=?", (entry,)).fetchone()
    if row is not None:
        wait_for(session, room, row[0])


def wait_for(session: Session, room: int, target: bytes) -> None:
    """Apply what was said about a message once it is shown (again)."""
    if _has_marks(session.connection, room, target):
        session.connection.execute("INSERT OR IGNORE INTO awaited VALUES (?,?)", (room, target))


def judged(session: Session, room: int, dev8: int, seq: int, hlc: int) -> None:
    """Fold again what a device said up to `seq` from `hlc` on: it counts from an earlier moment now."""
    for (target,) in session.connection.execute(
        "SELECT DISTINCT a.target FROM annotations a JOIN devices d ON d.n=a.device "
        "WHERE a.room=? AND a.seq<=? AND a.hlc>=? AND substr(d.id, 1, 8)=?",
        (room, seq, hlc, dev8.to_bytes(8, "big", signed=True)),
    ).fetchall():
        refresh(session, room, target)


def refresh(session: Session, room: int, target: bytes) -> None:
    """Bring a message's row up to date with all marks, whatever it showed before."""
    found = _target(session.connection, room, target)
    if found is not None:
        looks = _looks(session, room, target, found)
        _strip(session, target, found, looks)
        _show(session, room, target, found, looks, fresh=False)


def _apply(
    session: Session, room: int, target: bytes, said: Iterable[_Said], *, fresh: bool
) -> None:
    connection = session.connection
    found = _target(connection, room, target)
    if found is None:
        for row in said:
            _keep(connection, room, target, row)
        connection.execute("INSERT OR IGNORE INTO awaited VALUES (?,?)", (room, target))
        _strip_early(session, room, target)
        return
    if found.flags is None:  # its author is blocked, or its key is still to come
        connection.execute("INSERT OR IGNORE INTO awaited VALUES (?,?)", (room, target))
    before = None if fresh else _looks(session, room, target, found)
    for row in said:
        if row.kind not in _BY_AUTHOR or row.person == found.author:
            _keep(connection, room, target, row)
    if fresh and found.flags is not None:
        connection.execute("DELETE FROM awaited WHERE room=? AND target=?", (room, target))
        connection.execute(
            "DELETE FROM annotations WHERE room=? AND target=? AND kind IN (?,?) AND device NOT IN "
            "(SELECT n FROM devices WHERE coalesce(person, id)=?)",
            (room, target, *_BY_AUTHOR, found.author),
        )
    after = _looks(session, room, target, found)
    _strip(session, target, found, after)
    if before is None or before.key != after.key:
        old_text = before.text if before is not None else None
        _show(session, room, target, found, after, fresh=fresh, old_text=old_text)


def _show(
    session: Session,
    room: int,
    target: bytes,
    found: _Target,
    looks: _Looks,
    *,
    fresh: bool,
    old_text: str | None = None,
) -> None:
    gone = looks.folded.deleted or looks.withheld
    if found.flags is None or (looks.text is None and not gone):
        return  # hidden, or in a private room whose key comes later in this start
    flags = (found.flags & ~_SHOWN) | looks.flags(session.owner.person)
    if fresh and flags == found.flags:
        return
    count = session.count(room)
    count.rev += 1
    session.connection.execute(
        "UPDATE messages SET rev=?, flags=? WHERE entry=?", (count.rev, flags, found.n)
    )
    session.keep_count(room)
    session.changed.append((EntryId(target), fresh))
    if old_text is not None and not fresh:
        new_text = None if gone or looks.text is None else shown_text(looks.text)
        search_index.reindex(
            session, found.n, shown_text(old_text), new_text, old_flags=found.flags
        )


def _looks(session: Session, room: int, target: bytes, found: _Target) -> _Looks:
    connection = session.connection
    folded = annotation_rows.folded(connection, room, target, found.author)
    keyring = session.owner.keyring
    edit = annotation_rows.standing_edit(connection, folded, keyring, _leave)
    entry = _decoded(found.body)
    withheld = entry is not None and entry.withheld
    if edit is not None:
        return _Looks(folded, edit.text, edit.mentions, withheld)
    words = decode_message(keyring.payload_of(entry)) if entry is not None else None
    if words is None:
        return _Looks(folded, None, (), withheld)
    return _Looks(folded, words.text, words.mentions, withheld)


# Dropping words.


def _strip(session: Session, target: bytes, found: _Target, looks: _Looks) -> None:
    """Drop the words of a deleted message and of its edits; their headers keep the logs whole."""
    if not looks.folded.deleted:
        return
    _bare(session, target, found.n, found.body)
    for mark in looks.folded.edits:
        _bare_entry(session, mark.entry)


def _strip_early(session: Session, room: int, target: bytes) -> None:
    """Drop the edits of somebody who took the message back; the message itself is still to come."""
    for (n,) in session.connection.execute(
        "SELECT e.entry FROM annotations e JOIN devices a ON a.n=e.device WHERE e.room=?1 "
        "AND e.target=?2 AND e.kind=?3 AND EXISTS (SELECT 1 FROM annotations d JOIN devices b "
        "ON b.n=d.device WHERE d.room=?1 AND d.target=?2 AND d.kind=?4 "
        "AND coalesce(a.person, a.id)=coalesce(b.person, b.id))",
        (room, target, Kind.EDIT, Kind.DELETE),
    ).fetchall():
        _bare_entry(session, n)


def _bare_entry(session: Session, n: int) -> None:
    row = session.connection.execute("SELECT id, body FROM entries WHERE n=?", (n,)).fetchone()
    if row is not None:
        _bare(session, row[0], n, row[1])


def _bare(session: Session, entry: bytes, n: int, body: bytes) -> None:
    bare = without_payload(body)
    if bare != body:
        session.connection.execute("UPDATE entries SET body=? WHERE n=?", (bare, n))
        session.bared[EntryId(entry)] = bare
        session.scrub_due = True


# Rows.


def _row(device: int, person: bytes, n: int, entry: Entry, payload: Annotation) -> _Said:
    tie = tie_of(entry.id)
    mark, on = b"", True
    match payload:
        case EditPayload():
            mark = entry.seq.to_bytes(8, "big") + tie.to_bytes(6, "big")  # each one is kept
        case ReactionPayload(_, emoji, on):
            mark = emoji.encode()
        case PinPayload(_, on):
            pass
        case DeletePayload():
            pass
    return _Said(entry.kind, device, person, mark, entry.seq, tie, entry.hlc, on, n)


def _keep(connection: Connection, room: int, target: bytes, row: _Said) -> None:
    connection.execute(
        "INSERT INTO annotations VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO UPDATE SET "
        "seq=excluded.seq, tie=excluded.tie, hlc=excluded.hlc, is_on=excluded.is_on, "
        "entry=excluded.entry WHERE (excluded.seq, excluded.tie) > (seq, tie)",
        (room, target, row.kind, row.device, row.mark, row.seq, row.tie, row.hlc, int(row.on),
         row.entry),
    )  # fmt: skip
    connection.execute(
        "DELETE FROM annotations WHERE (room, target, kind, device, mark) IN "
        "(SELECT room, target, kind, device, mark FROM annotations "
        "WHERE room=? AND target=? AND kind=? AND device=? "
        "ORDER BY seq DESC, tie DESC LIMIT -1 OFFSET ?)",
        (room, target, row.kind, row.device, MAX_MARKS_PER_DEVICE),
    )


def _target(connection: Connection, room: int, target: bytes) -> _Target | None:
    row = connection.execute(
        "SELECT e.n, coalesce(d.person, d.id), e.body, m.flags FROM entries e "
        "JOIN devices d ON d.n=e.device LEFT JOIN messages m ON m.entry=e.n "
        "WHERE substr(e.id, 1, 8)=substr(?1, 1, 8) AND e.id=?1 AND e.room=?2 AND e.kind=?3",
        (target, room, Kind.MESSAGE),
    ).fetchone()
    return None if row is None else _Target(row[0], PersonId(row[1]), row[2], row[3])


def _awaited(connection: Connection, room: int, ids: Sequence[bytes]) -> Iterator[bytes]:
    if not ids or not _any_awaited(connection, room):
        return
    for start in range(0, len(ids), IDS_PER_QUERY):
        piece = ids[start : start + IDS_PER_QUERY]
        marks = ",".join("?" * len(piece))
        for row in connection.execute(
            f"SELECT target FROM awaited WHERE room=? AND target IN ({marks})",  # noqa: S608
            (room, *piece),
        ).fetchall():
            yield row[0]


def _any_awaited(connection: Connection, room: int) -> bool:
    return _one(connection, "SELECT 1 FROM awaited WHERE room=? LIMIT 1", (room,))


def _has_marks(connection: Connection, room: int, target: bytes) -> bool:
    return _one(
        connection, "SELECT 1 FROM annotations WHERE room=? AND target=? LIMIT 1", (room, target)
    )


def _one(connection: Connection, sql: str, parameters: Sequence[Any]) -> bool:
    return connection.execute(sql, parameters).fetchone() is not None


def _leave(damaged: Damaged) -> None:
    """Whoever shows a damaged entry next reports it; here it is only passed over."""
    del damaged


def _decoded(body: bytes) -> Entry | None:
    try:
        return decode(body, b"")
    except RemoteProtocolError:
        return None

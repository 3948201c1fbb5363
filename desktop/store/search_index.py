"""The search index: kept up with the messages by small steps of the writer while nothing else waits.

An FTS5 table without content of its own holds the words (with prefixes of two and three letters and
signs for room, device and kind), a second one in threes of letters the vocabulary: what lies inside
of words is first found there, a thousand times smaller than the messages. A message's
number there is its doc: its time in steps of 128 ms, moved up to the next free one, so that walking
the docs down is walking the messages from the newest, whenever they arrived. Old history that is
synced late takes its old docs and stands behind the newer. The index only proposes: every hit is
judged against the message itself, so what is left of a changed text costs time, never truth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.store import annotation_rows, search_purge
from desktop.store.flags import DELETED, EDITED, MENTIONS_ME, PINNED, REACTED
from desktop.store.payloads import decode_message, shown_text
from desktop.store.search_terms import MIN_PART_CHARS, Trait, text_traits
from desktop.store.search_text import FOLD_VERSION, folded
from net.entry import decode
from net.errors import RemoteProtocolError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop.store.connection import Connection
    from desktop.store.session import Session

DOC_BITS = 23
"""A doc is a place without its last 23 bits: steps of 128 ms. Finer steps make every posting
longer, coarser ones let a burst spill further over what follows it."""
BATCH_MESSAGES = 32
"""Messages indexed in one step, about 3 ms, while nothing waits."""
SLICE_MESSAGES = 8
"""Messages after which a step looks whether a job waits, and then ends early: about 1 ms."""
MERGE_PAGES = 16
"""Pages of the index merged in one step, about 3 ms. Left to itself FTS5 merges 64 a level at once,
which held a commit up for 100 ms."""
CRISIS_SEGMENTS = 64
"""Segments of one size that FTS5 merges by itself; the steps keep them at four."""
BATCH_ENTRIES = 2_048
"""Entries looked at in one step, most of them no messages."""
MAX_PROBES = 64
"""Docs tried one by one before the search for a free one doubles its stride."""

_ALL = "a"
_SIGNS = {
    Trait.LINK: "l",
    Trait.CODE: "c",
    Trait.MENTIONED: "m",
    Trait.EDITED: "e",
    Trait.REACTION: "r",
    Trait.PIN: "p",
}
_BY_FLAG = (
    (MENTIONS_ME, Trait.MENTIONED),
    (EDITED, Trait.EDITED),
    (REACTED, Trait.REACTION),
    (PINNED, Trait.PIN),
)

SCHEMA = (
    # The words come folded and parted by spaces: the plainest tokenizer keeps them as they are.
    """CREATE VIRTUAL TABLE search_words USING fts5(
        text, signs, content='', columnsize=0, prefix='2 3', tokenize='ascii')""",
    "CREATE TABLE search_vocabulary (n INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE)",
    """CREATE VIRTUAL TABLE search_parts USING fts5(
        word, content='', columnsize=0, detail=none, tokenize='trigram case_sensitive 1')""",
    "CREATE TABLE search_docs (doc INTEGER PRIMARY KEY, entry INTEGER NOT NULL UNIQUE)",
    # Ranges of entry numbers not looked at yet below `seen`, the highest entry known to the index.
    "CREATE TABLE search_todo (lo INTEGER PRIMARY KEY, hi INTEGER NOT NULL)",
    # `spill`: the furthest a doc lies above its message's unit; `place` and `doc` of the last one given.
    """CREATE TABLE search_state (
        seen INTEGER NOT NULL,
        fold INTEGER NOT NULL,
        spill INTEGER NOT NULL,
        place INTEGER NOT NULL,
        doc INTEGER NOT NULL
    )""",
)

_TABLES = (
    "search_words", "search_vocabulary", "search_parts", "search_docs", "search_todo", "search_state",
)  # fmt: skip


def create(connection: Connection) -> None:
    """Make the empty index; what is stored already is indexed by the steps that follow."""
    for statement in SCHEMA:
        connection.execute(statement)
    for option, value in (("automerge", 0), ("crisismerge", CRISIS_SEGMENTS)):
        connection.execute(
            "INSERT INTO search_words (search_words, rank) VALUES (?,?)", (option, value)
        )
    connection.execute("INSERT INTO search_state VALUES (0, ?, 0, 0, 0)", (FOLD_VERSION,))


def rebuild_if_outdated(connection: Connection) -> bool:
    """Start the index anew if it was made by other folding rules; whether it was."""
    if connection.execute("SELECT fold FROM search_state").fetchone() == (FOLD_VERSION,):
        return False
    for table in _TABLES:
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    create(connection)
    return True


def sign_of_room(number: int) -> str:
    """Return the word that stands for a room in the index."""
    return _sign(0x100000, number)


def sign_of_device(number: int) -> str:
    """Return the word that stands for a device in the index."""
    return _sign(0xF0000, number)


def sign_of_trait(trait: Trait) -> str | None:
    """Return the word that stands for a trait; None where the index does not know it."""
    return _SIGNS.get(trait)


def everything() -> str:
    """Return the word that every message has."""
    return _ALL


def unit_of(place: int) -> int:
    """Return the lowest doc a message at this place may have."""
    return place >> DOC_BITS


def behind(connection: Connection) -> int:
    """Return how many entries the index has not looked at yet."""
    (seen,) = connection.execute("SELECT seen FROM search_state").fetchone()
    (newer,) = connection.execute("SELECT coalesce(max(n), 0) - ? FROM entries", (seen,)).fetchone()
    (todo,) = connection.execute("SELECT coalesce(sum(hi - lo + 1), 0) FROM search_todo").fetchone()
    return int(max(0, newer) + todo)


def step_at_leisure(session: Session) -> bool:
    """Do as `step`, and end early where a job waits for the writer."""
    return step(session, session.hurried)


def step(session: Session, hurried: Callable[[], bool] = lambda: False) -> bool:
    """Index messages that wait, at most BATCH_MESSAGES and fewer in a hurry; whether there are more.

    What came while a backlog is worked off is done first, each range from its start: so a burst
    gets ascending docs, and a message just sent is found long before a long history is indexed.
    One job of the writer: what was done and how far it came are committed together, so after a
    crash the next step goes on where the last one on disk ended.
    """
    connection = session.connection
    rebuild_if_outdated(connection)
    _note_new(connection)
    todo = connection.execute("SELECT lo, hi FROM search_todo ORDER BY lo DESC LIMIT 1").fetchone()
    merged = _merge(connection)
    if merged and (todo is None or hurried()):
        return True
    if todo is None:
        return search_purge.step(session)
    lo, hi = todo
    top = min(hi, lo + BATCH_ENTRIES - 1)
    rows = connection.execute(
        "SELECT m.entry, m.place, m.room, e.device, m.flags, e.body "
        "FROM messages m CROSS JOIN entries e ON e.n=m.entry "
        "WHERE m.entry BETWEEN ? AND ? ORDER BY m.entry LIMIT ?",
        (lo, top, BATCH_MESSAGES),
    ).fetchall()
    for start in range(0, len(rows), SLICE_MESSAGES):
        _index(session, rows[start : start + SLICE_MESSAGES])
        done = start + SLICE_MESSAGES
        if done >= BATCH_MESSAGES or (done < len(rows) and hurried()):
            top = rows[min(done, len(rows)) - 1][0]
            break
    connection.execute("DELETE FROM search_todo WHERE lo=?", (lo,))
    if top < hi:
        connection.execute("INSERT OR REPLACE INTO search_todo VALUES (?,?)", (top + 1, hi))
    return True  # what was written may have to be merged


def _merge(connection: Connection) -> bool:
    """Merge a little of what the steps before have written; whether there was something to merge."""
    before = connection.total_changes
    connection.execute(
        "INSERT INTO search_words (search_words, rank) VALUES ('merge',?)", (MERGE_PAGES,)
    )
    return connection.total_changes - before >= 2  # https://sqlite.org/fts5.html#the_merge_command


def reindex(
    session: Session, entry: int, old_text: str, new_text: str | None, *, old_flags: int
) -> None:
    """Follow an edit or a delete: the old words leave the index, the new ones come.

    Called in the job that changes the message. Nothing happens for a message that is not indexed
    yet: its turn comes, and then its text of that time counts.

    Args:
        session: The writer's.
        entry: The message's entry number.
        old_text: The text shown until now, exactly.
        new_text: The text shown from now on; None where there is nothing any more.
        old_flags: The message's flags until now; its row has the new ones already.
    """
    connection = session.connection
    row = connection.execute(
        "SELECT d.doc, m.room, e.device, m.flags FROM search_docs d JOIN messages m ON m.entry=d.entry "
        "JOIN entries e ON e.n=d.entry WHERE d.entry=?",
        (entry,),
    ).fetchone()
    if row is None:
        return
    doc, room, device, flags = row
    words = folded(old_text)
    connection.execute(
        "INSERT INTO search_words (search_words, rowid, text, signs) VALUES ('delete',?,?,?)",
        (doc, " ".join(words), _signs(old_text, room, device, old_flags)),
    )
    if new_text is None:
        search_purge.ask(connection)
        connection.execute("DELETE FROM search_docs WHERE doc=?", (doc,))
        kept: tuple[str, ...] = ()
    else:
        kept = folded(new_text)
        connection.execute(
            "INSERT INTO search_words (rowid, text, signs) VALUES (?,?,?)",
            (doc, " ".join(kept), _signs(new_text, room, device, flags)),
        )
        _learn(connection, kept)
    _unlearn(connection, set(words) - set(kept))


def look_again(connection: Connection, entry: int) -> None:
    """Have a message indexed anew, for example because it stands at another place now."""
    connection.execute("INSERT OR IGNORE INTO search_todo VALUES (?,?)", (entry, entry))


def shown_late(connection: Connection, entries: Sequence[int]) -> None:
    """Have messages indexed whose turn went by while they were not shown."""
    (seen,) = connection.execute("SELECT seen FROM search_state").fetchone()
    if min(entries) <= seen:
        connection.executemany(
            "INSERT OR IGNORE INTO search_todo VALUES (?,?)",
            [(entry, entry) for entry in entries if entry <= seen],
        )


def _note_new(connection: Connection) -> None:
    (seen,) = connection.execute("SELECT seen FROM search_state").fetchone()
    (highest,) = connection.execute("SELECT coalesce(max(n), 0) FROM entries").fetchone()
    if highest > seen:
        connection.execute("INSERT OR REPLACE INTO search_todo VALUES (?,?)", (seen + 1, highest))
        connection.execute("UPDATE search_state SET seen=?", (highest,))


def _index(session: Session, rows: Sequence[tuple[int, int, int, int, int, bytes]]) -> None:
    connection = session.connection
    documents: list[tuple[int, str, str]] = []
    said: set[str] = set()
    docs = _Docs(connection)
    # FTS5 takes ascending numbers in one piece and starts a new segment for others.
    for entry, place, room, device, flags, body in sorted(rows, key=lambda row: row[1]):
        text = text_of(session, room, entry, body, flags)
        if text is None:
            continue
        doc = docs.take(place, entry)
        words = folded(text)
        said.update(words)
        documents.append((doc, " ".join(words), _signs(text, room, device, flags)))
    connection.executemany(
        "INSERT INTO search_words (rowid, text, signs) VALUES (?,?,?)", documents
    )
    _learn(connection, said)
    docs.keep()


class _Docs:
    """Gives docs to the messages of one step, in the order of their places."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._spill, self._place, self._doc = connection.execute(
            "SELECT spill, place, doc FROM search_state"
        ).fetchone()
        (top,) = connection.execute("SELECT max(doc) FROM search_docs").fetchone()
        self._top = -(2**63) if top is None else top

    def take(self, place: int, entry: int) -> int:
        """Return a free doc not below the message's unit; after the last one given if it is later."""
        unit = unit_of(place)
        # In a burst every doc for a long way up is taken: the place to go on is known.
        doc = self._free(max(unit, self._doc + 1) if place >= self._place else unit)
        # The entry's number may have been another's, or the message stood elsewhere before.
        self._connection.execute("INSERT OR REPLACE INTO search_docs VALUES (?,?)", (doc, entry))
        self._top = max(self._top, doc)
        self._spill = max(self._spill, doc - unit)
        self._place, self._doc = place, doc
        return doc

    def keep(self) -> None:
        """Remember for the next step where this one ended."""
        self._connection.execute(
            "UPDATE search_state SET spill=?, place=?, doc=?", (self._spill, self._place, self._doc)
        )

    def _free(self, doc: int) -> int:
        stride = MAX_PROBES
        while doc <= self._top:
            taken = self._connection.execute(
                "SELECT doc FROM search_docs WHERE doc>=? ORDER BY doc LIMIT ?", (doc, MAX_PROBES)
            ).fetchall()
            for (found,) in taken:
                if found != doc:
                    return doc
                doc += 1
            if len(taken) < MAX_PROBES:
                return doc
            doc += stride  # a late message in a full stretch: above it is near enough
            stride *= 2
        return doc


def _learn(connection: Connection, words: Iterable[str]) -> None:
    """Add words to the vocabulary that are long enough to hold a part of themselves."""
    before = connection.execute("SELECT coalesce(max(n), 0) FROM search_vocabulary").fetchone()
    connection.executemany(
        "INSERT OR IGNORE INTO search_vocabulary (word) VALUES (?)",
        [(word,) for word in words if len(word) > MIN_PART_CHARS],
    )
    connection.execute(
        "INSERT INTO search_parts (rowid, word) SELECT n, word FROM search_vocabulary WHERE n>?",
        before,
    )


def _unlearn(connection: Connection, words: Iterable[str]) -> None:
    """Take words out of the vocabulary that stand in no message any more."""
    for word in words:
        found = connection.execute(
            "SELECT n FROM search_vocabulary WHERE word=?", (word,)
        ).fetchone()
        if (
            found is None
            or connection.execute(
                "SELECT 1 FROM search_words WHERE search_words MATCH ? LIMIT 1",
                (f'text : "{word}"',),
            ).fetchone()
        ):
            continue
        connection.execute(
            "INSERT INTO search_parts (search_parts, rowid, word) VALUES ('delete',?,?)",
            (*found, word),
        )
        connection.execute("DELETE FROM search_vocabulary WHERE n=?", found)


def _signs(text: str, room: int, device: int, flags: int) -> str:
    signs = [_ALL, sign_of_room(room), sign_of_device(device)]
    signs += [_SIGNS[trait] for trait in text_traits(text)]
    signs += [_SIGNS[trait] for flag, trait in _BY_FLAG if flags & flag]
    return " ".join(signs)


def text_of(session: Session, room: int, entry: int, body: bytes, flags: int) -> str | None:
    """Return the words of a message as the index has them; None for a deleted one."""
    if flags & DELETED:
        return None
    if flags & EDITED:
        edited = annotation_rows.text_now(session.connection, session.owner, room, entry)
        if edited is not None:
            return edited
    # A body that changed on disk is found out, and dropped, by whoever shows or passes it on.
    try:
        payload = decode_message(session.owner.keyring.payload_of(decode(body, b"")))
    except RemoteProtocolError:
        return None
    return None if payload is None else shown_text(payload.text)


def _sign(base: int, number: int) -> str:
    # One sign needs no room in the prefix lists; a second one only beyond 65,536 of a kind.
    high, low = divmod(number, 0xFFFE)
    return chr(base + low) + (chr(base + high) if high else "")

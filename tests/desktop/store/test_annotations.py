"""Edits, deletes, reactions and pins in the database: alike in any order, and words that are gone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.model import Message, Reaction
from desktop.services.timeline import RoomTimeline
from desktop.store import annotation_tables, search_index, upkeep
from desktop.store.annotation_payloads import (
    DeletePayload,
    EditPayload,
    PinPayload,
    ReactionPayload,
    encode_delete,
    encode_edit,
    encode_pin,
    encode_reaction,
)
from desktop.store.append import append
from desktop.store.file_version import DATABASE_NAME
from net.entry import Entry, Kind, decode, without_payload
from net.history import AHEAD_TOLERANCE_MS
from net.ids import DeviceId, EntryId, RoomId, digest
from tests.faults.authors import ROOM, Author, stamp
from tests.faults.plain import ME, PlainStore

OTHER_ROOM = RoomId(digest(b"another room"))


class Speaker(Author):
    """An author who says things about messages. Without a certificate a device is its own person."""

    def edit(self, target: bytes, text: str, hlc: int, mentions: tuple[bytes, ...] = ()) -> Entry:
        return self.write(Kind.EDIT, encode_edit(EditPayload(target, text, mentions)), hlc)

    def delete(self, target: bytes, hlc: int) -> Entry:
        return self.write(Kind.DELETE, encode_delete(DeletePayload(target)), hlc)

    def react(self, target: bytes, emoji: str, hlc: int, *, on: bool = True) -> Entry:
        return self.write(
            Kind.REACTION, encode_reaction(ReactionPayload(target, emoji, on)), hlc
        )

    def pin(
        self,
        target: bytes,
        hlc: int,
        *,
        on: bool = True,
        ahead: tuple[tuple[DeviceId, int], ...] = (),
    ) -> Entry:
        return self.write(Kind.PIN, encode_pin(PinPayload(target, on)), hlc, ahead=ahead)


@pytest.fixture
def me() -> Speaker:
    return Speaker("me")


@pytest.fixture
def bo() -> Speaker:
    return Speaker("bo")


@pytest.fixture
def cy() -> Speaker:
    return Speaker("cy")


@pytest.fixture
def store(tmp_path: Path, me: Speaker) -> Iterator[PlainStore]:
    store = PlainStore(tmp_path, me.device)
    yield store
    store.close()


def shown(store: PlainStore, entry: Entry) -> Message:
    message = store.reader().message(entry.id)
    assert message is not None
    return message


def changed(store: PlainStore, *entries: Entry) -> list[tuple[EntryId, bool]]:
    """Store entries and return which messages that changed."""
    return store.do(lambda session: (append(session, entries), list(session.changed))[1])


def test_a_message_shows_what_was_said_about_it(store: PlainStore, bo: Speaker, cy: Speaker) -> None:
    said = bo.say("teh words", stamp(0))
    store.append(said)
    assert changed(store, bo.edit(said.id, "the words", stamp(5))) == [(said.id, False)]
    assert changed(store, cy.react(said.id, "👍", stamp(6))) == [(said.id, False)]
    assert changed(store, cy.pin(said.id, stamp(7))) == [(said.id, False)]
    row = shown(store, said)
    assert (row.text, row.pinned) == ("the words", True)
    assert row.edited_at_ms == stamp(5) >> 16
    assert row.reactions == (Reaction("👍", (cy.device,)),)  # type: ignore[arg-type]
    (listed,) = store.reader().latest(ROOM)
    assert listed == row


def test_what_changes_nothing_is_told_to_nobody(
    store: PlainStore, bo: Speaker, cy: Speaker
) -> None:
    said = bo.say("words", stamp(0))
    store.append(said, bo.react(said.id, "👍", stamp(3)))
    before = store.rows(ROOM)
    rev = before.rev
    before.close()
    assert changed(store, cy.edit(said.id, "not mine", stamp(4))) == []
    assert changed(store, cy.delete(said.id, stamp(5))) == []
    assert changed(store, bo.react(said.id, "👍", stamp(6))) == []
    assert changed(store, cy.pin(said.id, stamp(7), on=False)) == []
    assert changed(store, cy.write(Kind.REACTION, b"\xff", stamp(8))) == []
    rows = store.rows(ROOM)
    assert rows.rev == rev
    rows.close()
    assert shown(store, said).text == "words"
    assert not shown(store, said).deleted


def test_what_comes_before_its_message_waits_for_it(
    store: PlainStore, bo: Speaker, cy: Speaker
) -> None:
    said = bo.say("teh words", stamp(0))
    edit = bo.edit(said.id, "the words", stamp(5))
    like = cy.react(said.id, "🎉", stamp(6))
    assert changed(store, edit) == []
    assert changed(store, like) == []
    assert changed(store, said) == [(said.id, True)]
    assert shown(store, said).text == "the words"
    assert [each.emoji for each in shown(store, said).reactions] == ["🎉"]


def test_what_is_said_in_another_room_is_nothing(store: PlainStore, bo: Speaker) -> None:
    said = bo.say("words", stamp(0))
    payload = encode_delete(DeletePayload(said.id))
    store.append(said, bo.write(Kind.DELETE, payload, stamp(1), room=OTHER_ROOM))
    assert shown(store, said).text == "words"


def test_a_timeline_hears_of_the_change(store: PlainStore, bo: Speaker, cy: Speaker) -> None:
    first, second = bo.say("one", stamp(0)), bo.say("two", stamp(1))
    store.append(first, second)
    rows = store.rows(ROOM)
    rev = rows.rev
    store.append(cy.react(first.id, "👍", stamp(2)))
    rows.advance()
    changes = rows.changes_since(rev, 100)
    assert changes is not None
    assert (changes.left, changes.came) == ((), ())
    (row,) = changes.changed
    (message,) = rows.messages([row])
    assert message is not None
    assert (message.text, len(message.reactions)) == ("one", 1)
    rows.close()


def test_a_timeline_on_screen_follows(store: PlainStore, bo: Speaker, cy: Speaker) -> None:
    first, second = bo.say("teh words", stamp(0)), bo.say("two", stamp(1))
    store.append(first, second)
    timeline = RoomTimeline(store.rows(ROOM))
    told = _Told()
    timeline.set_listener(told)
    assert [row.text for row in timeline.rows(0, 9)] == ["teh words", "two"]
    store.append(bo.edit(first.id, "the words", stamp(2)), cy.react(second.id, "👍", stamp(3)))
    timeline.refresh()
    assert told == [("changed", 0), ("changed", 1)]
    assert [(row.text, len(row.reactions)) for row in timeline.rows(0, 9)] == [
        ("the words", 0),
        ("two", 1),
    ]
    store.append(bo.delete(first.id, stamp(4)))
    timeline.refresh()
    assert [(row.text, row.deleted) for row in timeline.rows(0, 9)] == [("", True), ("two", False)]
    timeline.close()


class _Told(list[tuple[object, ...]]):
    def inserted(self, ordinal: int, n: int) -> None:
        self.append(("inserted", ordinal, n))

    def removed(self, ordinal: int, n: int) -> None:
        self.append(("removed", ordinal, n))

    def changed(self, ordinal: int) -> None:
        self.append(("changed", ordinal))

    def reset(self) -> None:
        self.append(("reset",))


# ---------------------------------------------------------------- deleted words


def bodies(store: PlainStore) -> bytes:
    folder = store.path.parent
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def scrubbed(store: PlainStore) -> bytes:
    while store.do(search_index.step):
        pass
    assert store.committer.scrub_due
    store.committer.scrub()
    assert not store.committer.scrub_due
    return bodies(store)


@pytest.mark.parametrize("order", ["message first", "delete first", "edit last", "all at once"])
def test_a_delete_drops_the_words_and_keeps_the_log(
    store: PlainStore, bo: Speaker, order: str
) -> None:
    said = bo.say("marmalade", stamp(0))
    edit = bo.edit(said.id, "breadcrumbs", stamp(1))
    gone = bo.delete(said.id, stamp(2))
    after = bo.say("toast", stamp(3))
    if order == "message first":
        store.append(said)
        store.append(edit)
        store.do(search_index.step)
        assert b"marmalade" in bodies(store)
        store.append(gone, after)
    elif order == "delete first":
        store.append(gone, after)
        (stored,) = store.append(edit)
        assert stored.withheld
        (stored,) = store.append(said)
        assert stored.withheld
        assert stored.payload == b""
    elif order == "edit last":
        store.append(said)
        store.append(gone, after)
        store.append(edit)
    else:
        stored_all = store.append(said, edit, gone, after)
        assert [each.withheld for each in stored_all] == [True, True, False, False]
    message = shown(store, said)
    assert (message.deleted, message.text, message.edited_at_ms) == (True, "", None)
    assert [row.text for row in store.reader().latest(ROOM)] == ["", "toast"]
    content = scrubbed(store)
    assert b"marmalade" not in content
    assert b"breadcrumbs" not in content
    assert b"toast" in content
    run = store.read_run(ROOM, bo.device, 1, 4, max_bytes=100_000, signed=True)
    assert run is not None
    entries = [decode(body, b"") for body in run.bodies]
    assert [entry.id for entry in entries] == [said.id, edit.id, gone.id, after.id]
    assert store.append(said, edit) == ()  # whoever kept the words cannot bring them back
    assert b"marmalade" not in scrubbed_again(store)


def scrubbed_again(store: PlainStore) -> bytes:
    store.committer.scrub()
    return bodies(store)


def test_nobody_else_drops_words(store: PlainStore, bo: Speaker, cy: Speaker) -> None:
    said = bo.say("marmalade", stamp(0))
    edit = bo.edit(said.id, "breadcrumbs", stamp(1))
    store.append(cy.delete(said.id, stamp(2)))
    stored = store.append(said, edit)
    assert not any(entry.withheld for entry in stored)
    assert shown(store, said).text == "breadcrumbs"


def test_a_latecomer_shows_a_deleted_message(store: PlainStore, bo: Speaker) -> None:
    said = bo.say("marmalade", stamp(0))
    bare = decode(without_payload(said.body), said.signature)
    store.append(bare)  # the delete itself is still on its way
    message = shown(store, said)
    assert (message.deleted, message.text) == (True, "")
    assert store.reader().counts(ROOM).messages == 1
    assert store.reader().counts(ROOM).unread == 0
    store.append(bo.delete(said.id, stamp(1)))
    assert shown(store, said).deleted


def test_many_deleted_among_kept_leave_nothing(store: PlainStore, bo: Speaker) -> None:
    rng = random.Random(5)
    words = [f"{rng.getrandbits(64):016x}" for _ in range(300)]
    said = [
        bo.say(f"{word} {'x' * rng.choice([9, 90, 2_000])}", stamp(n))
        for n, word in enumerate(words)
    ]
    store.append(*said)
    gone = set(rng.sample(range(300), 250))
    for n in rng.sample(sorted(gone), 250):
        store.append(bo.delete(said[n].id, stamp(1_000 + n)))
    content = scrubbed(store)
    assert {n for n, word in enumerate(words) if word.encode() not in content} == gone


# ---------------------------------------------------------------- any order, two devices


def story(seed: int) -> tuple[list[list[Entry]], list[Entry]]:
    """Logs of three people who talk, correct and react; and their messages."""
    rng = random.Random(seed)
    people = [Speaker(name, random.Random(f"{seed} {name}")) for name in ("ana", "bo", "cy")]
    logs: dict[bytes, list[Entry]] = {each.device: [] for each in people}
    said: list[tuple[Speaker, Entry]] = []
    for ms in range(60):
        speaker = rng.choice(people)
        kind = rng.random()
        if kind < 0.25 or not said:
            entry = speaker.say(f"words {ms}", stamp(ms))
            said.append((speaker, entry))
        else:
            author, message = rng.choice(said[-6:])
            if kind < 0.5:
                entry = speaker.react(
                    message.id, rng.choice("👍🎉😀"), stamp(ms), on=rng.random() < 0.7
                )
            elif kind < 0.7:
                who = author if rng.random() < 0.8 else speaker
                entry = who.edit(message.id, f"edit {ms}", stamp(ms))
                speaker = who
            elif kind < 0.8:
                entry = author.delete(message.id, stamp(ms))
                speaker = author
            else:
                entry = speaker.pin(message.id, stamp(ms), on=rng.random() < 0.6)
        logs[speaker.device].append(entry)
    return list(logs.values()), [entry for _, entry in said]


def told(store: PlainStore, logs: list[list[Entry]], rng: random.Random) -> None:
    """Deliver the logs in pieces, newest first or oldest first, as sync and live pushes do."""
    pieces: list[list[Entry]] = []
    for log in logs:
        at = 0
        while at < len(log):
            size = rng.randrange(1, 8)
            pieces.append(log[at : at + size])
            at += size
    rng.shuffle(pieces)
    for piece in pieces:
        store.append(*piece)
        if rng.random() < 0.3:
            store.append(*piece)
        if rng.random() < 0.3:
            store.do(search_index.step)


@pytest.mark.parametrize("seed", range(6))
def test_two_devices_end_alike_whatever_came_first(tmp_path: Path, seed: int) -> None:
    logs, said = story(seed)
    ends = []
    for number in range(3):
        folder = tmp_path / str(number)
        folder.mkdir()
        store = PlainStore(folder, DeviceId(digest(b"reader")))
        told(store, logs, random.Random(f"{seed} {number}"))
        page = store.reader().latest(ROOM, 500)
        assert [row.id for row in page] == [entry.id for entry in said]
        flags = dict(
            store.do(lambda session: session.connection.execute(
                "SELECT e.id, m.flags FROM messages m JOIN entries e ON e.n=m.entry").fetchall())
        )  # fmt: skip
        bare = {
            row[0]
            for row in store.do(lambda session: session.connection.execute(
                "SELECT id, body FROM entries").fetchall())
            if decode(row[1], b"").withheld
        }  # fmt: skip
        ends.append((page, flags, bare))
        store.close()
    assert ends[0] == ends[1] == ends[2]
    assert any(row.reactions for row in ends[0][0])


def test_a_clock_that_is_years_ahead_does_not_have_the_last_word(
    store: PlainStore, bo: Speaker, cy: Speaker
) -> None:
    said = bo.say("words", stamp(0))
    years = 3 * 365 * 86_400_000
    pinned = cy.pin(said.id, stamp(years))
    assert years > AHEAD_TOLERANCE_MS
    store.append(said, pinned)
    assert shown(store, said).pinned
    # Bo saw the pin stamped in his future and says so.
    unpinned = bo.pin(said.id, stamp(9), on=False, ahead=((cy.device, pinned.seq),))
    assert changed(store, unpinned)
    assert not shown(store, said).pinned


# ---------------------------------------------------------------- counts, caps, damage


def test_counts_follow_edits_and_deletes(store: PlainStore, me: Speaker, bo: Speaker) -> None:
    said = [bo.say(f"number {n}", stamp(n)) for n in range(4)]
    mention = bo.say("hi", stamp(5), mentions=(ME,))
    store.append(*said, mention)
    counts = store.reader().counts(ROOM)
    assert (counts.unread, counts.mentions, counts.messages) == (5, 1, 5)
    store.append(bo.edit(said[1].id, "you too", stamp(6), (ME,)))
    assert store.reader().counts(ROOM).mentions == 2
    assert shown(store, said[1]).mentions_me
    store.append(bo.edit(mention.id, "not you", stamp(7)))
    assert store.reader().counts(ROOM).mentions == 1
    store.append(bo.delete(said[1].id, stamp(8)), bo.delete(said[2].id, stamp(9)))
    counts = store.reader().counts(ROOM)
    assert (counts.unread, counts.mentions, counts.messages) == (3, 0, 5)
    key = shown(store, said[2]).key
    assert key is not None
    store.do(lambda session: upkeep.mark_read(session, ROOM, key))
    assert store.reader().counts(ROOM).unread == 2


def test_a_device_keeps_a_bounded_number_of_marks(store: PlainStore, bo: Speaker, cy: Speaker) -> None:
    said = bo.say("words", stamp(0))
    store.append(said)
    more = annotation_tables.MAX_MARKS_PER_DEVICE + 20
    store.append(*(cy.react(said.id, chr(0x1F600 + n % 80), stamp(n + 1)) for n in range(more)))
    store.append(*(cy.react(said.id, "👍", stamp(200 + n), on=n % 2 == 0) for n in range(51)))
    (rows,) = store.do(
        lambda session: session.connection.execute("SELECT count(*) FROM annotations").fetchone()
    )
    assert rows == annotation_tables.MAX_MARKS_PER_DEVICE
    assert "👍" in {each.emoji for each in shown(store, said).reactions}


def test_a_damaged_reaction_is_taken_back_and_a_damaged_message_keeps_its_marks(
    store: PlainStore, bo: Speaker, cy: Speaker
) -> None:
    said = bo.say("words", stamp(0))
    like = cy.react(said.id, "👍", stamp(1))
    store.append(said, like, bo.say("more", stamp(2)), cy.say("more", stamp(3)))

    def damage(session: object, entry: Entry) -> None:
        session.connection.execute(  # type: ignore[attr-defined]
            "UPDATE entries SET body=? WHERE id=?", (b"\0" * len(entry.body), entry.id)
        )

    store.do(lambda session: damage(session, like))
    assert store.read_entry(like.id) is None
    store.drop_damaged()
    assert shown(store, said).reactions == ()
    store.append(like)
    assert len(shown(store, said).reactions) == 1
    store.do(lambda session: damage(session, said))
    assert store.reader().message(said.id) is None
    store.drop_damaged()
    store.append(said)
    assert len(shown(store, said).reactions) == 1


def test_search_finds_the_words_that_stand(store: PlainStore, bo: Speaker) -> None:
    said, late = bo.say("marmalade", stamp(0)), bo.say("breadcrumbs", stamp(1))
    store.append(said)
    while store.do(search_index.step):
        pass
    store.append(late, bo.edit(said.id, "toast", stamp(2)), bo.edit(late.id, "butter", stamp(3)))
    while store.do(search_index.step):
        pass

    def found(word: str) -> list[bytes]:
        return [
            row[0]
            for row in store.do(lambda session: session.connection.execute(
                "SELECT e.id FROM search_words s JOIN search_docs d ON d.doc=s.rowid "
                "JOIN entries e ON e.n=d.entry WHERE search_words MATCH ?", (word,)).fetchall())
        ]  # fmt: skip

    assert (found("marmalade"), found("breadcrumbs")) == ([], [])
    assert (found("toast"), found("butter")) == ([said.id], [late.id])
    store.append(bo.delete(said.id, stamp(4)))
    assert found("toast") == []


def test_marks_survive_salvage(tmp_path: Path, me: Speaker, bo: Speaker, cy: Speaker) -> None:
    store = PlainStore(tmp_path, me.device)
    said, gone = bo.say("words", stamp(0)), bo.say("marmalade", stamp(1))
    store.append(said, gone, cy.react(said.id, "👍", stamp(2)), bo.delete(gone.id, stamp(3)))
    store.close()
    path = tmp_path / DATABASE_NAME
    content = bytearray(path.read_bytes())
    content[20:60] = bytes(40)
    path.write_bytes(content)
    again = PlainStore(tmp_path, me.device)
    assert again.opened.recovery is not None
    if again.opened.recovery.entries:
        assert len(shown(again, said).reactions) == 1
        assert shown(again, gone).deleted
    again.close()


def test_an_old_look_holds_the_words_until_it_is_let_go(store: PlainStore, bo: Speaker) -> None:
    said = bo.say("marmalade", stamp(0))
    store.append(said)
    rows = store.rows(ROOM)  # a window that looks at the room
    store.append(bo.delete(said.id, stamp(1)))
    while store.do(search_index.step):
        pass
    assert not store.committer.scrub()
    assert store.committer.scrub_due
    rows.advance()  # what a window does when it is told
    store.committer.scrub()
    rows.advance()
    assert store.committer.scrub()
    assert b"marmalade" not in bodies(store)
    rows.close()


def test_a_start_after_a_kill_empties_the_log(tmp_path: Path, me: Speaker, bo: Speaker) -> None:
    store = PlainStore(tmp_path, me.device)
    said = bo.say("marmalade", stamp(0))
    store.append(said, bo.say("toast", stamp(1)))
    store.append(bo.delete(said.id, stamp(2)))
    killed = tmp_path / "killed"
    killed.mkdir()
    for path in tmp_path.glob("history.db*"):
        (killed / path.name).write_bytes(path.read_bytes())
    store.close()
    assert b"marmalade" in b"".join(path.read_bytes() for path in killed.iterdir())
    again = PlainStore(killed, me.device)
    assert b"marmalade" not in scrubbed(again)
    again.close()

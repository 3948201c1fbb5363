"""The search index and its reader on real SQLite: found is what is there, the newest first, always."""

from __future__ import annotations

import random
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.store import loss, search_index, search_match, search_reader, upkeep
from desktop.store.annotation_payloads import DeletePayload, EditPayload, encode_delete, encode_edit
from desktop.store.connection import connect
from desktop.store.search_reader import judged
from desktop.store.search_terms import judge
from desktop.store.search_threads import was_interrupted
from desktop.store.session import Session
from net.entry import Kind
from net.ids import EntryId, PersonId, RoomId, digest
from tests.desktop.store.searching import NAUGHTY, Searched, wanted
from tests.faults.authors import ROOM, Author, stamp
from tests.faults.plain import ME

OTHER = RoomId(digest(b"other room"))


@pytest.fixture
def me() -> Author:
    return Author("me")


@pytest.fixture
def bo() -> Author:
    return Author("bo")


@pytest.fixture
def store(tmp_path: Path, me: Author) -> Iterator[Searched]:
    store = Searched(tmp_path, me)
    yield store
    store.close()


def own(store: Searched, *people: tuple[Author, PersonId]) -> None:
    for author, person in people:
        store.do(
            lambda session, a=author, p=person: session.connection.execute(
                "UPDATE devices SET person=? WHERE id=?", (p, a.device)
            )
        )


@pytest.mark.parametrize("most", [0, 2, 256])
def test_a_beginning_finds_the_same_however_many_words_it_begins(
    store: Searched, bo: Author, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_match, "MAX_BEGUN", most)
    monkeypatch.setattr(search_match, "MAX_BEGUN_ROWS", most)
    texts = [
        "return",
        "to return",
        "we returned it",
        "who returns",
        "a retina",
        "Retürning",
        "re turn",
    ]
    store.append(*(bo.say(text, stamp(number)) for number, text in enumerate(texts)))
    store.index()

    def found(query: str) -> list[str]:
        return [each.message.text for each in store.search(query).found]

    begun = ["Retürning", "who returns", "we returned it", "to return", "return"]
    assert found("retur") == begun
    assert found("return") == begun
    assert found("retu wh") == ["who returns"]
    assert found('"we retu') == ["we returned it"]
    assert found('"who retu') == ["who returns"]
    assert found("returnx") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("grap", ["fresh grapevine"]),
        ("GRÄP", ["fresh grapevine"]),
        ("apevi", ["fresh grapevine"]),
        ("vine", ["wine or vines", "fresh grapevine"]),
        ("vine ", ["wine or vines", "fresh grapevine"]),
        ("fresh grape", ["fresh grapevine"]),
        ("grapevine fresh", ["fresh grapevine"]),
        ('"grapevine fresh"', []),
        ('"fresh grapevine"', ["fresh grapevine"]),
        ('"fresh grap', ["fresh grapevine"]),
        ('"fresh grap"', []),
        ("cafe", ["Café at https://ample.example/x"]),
        ("ple.exam", ["Café at https://ample.example/x"]),
        ("has:link", ["Café at https://ample.example/x"]),
        ("has:code", ["`import os`"]),
        ("-has:link -has:code -wine", ["明日は東京で会議", "fresh grapevine"]),
        ("京", ["明日は東京で会議"]),
        ("東京", ["明日は東京で会議"]),
        ("京東", []),
        ("vine -fresh", ["wine or vines"]),
        ("vine -vine", ["wine or vines", "fresh grapevine"]),  # a refused word is a whole word
        ("or", ["wine or vines"]),
        ("nothing", []),
    ],
)
def test_what_a_query_finds(store: Searched, bo: Author, query: str, found: list[str]) -> None:
    texts = [
        "fresh grapevine", "Café at https://ample.example/x", "`import os`", "wine or vines",
        "明日は東京で会議",
    ]  # fmt: skip
    store.append(*(bo.say(text, stamp(i)) for i, text in enumerate(texts)))
    store.index()
    assert store.texts(query) == found


def test_marks_count_code_points(store: Searched, bo: Author) -> None:
    store.append(bo.say("👍 𠜎 Straße: Grapevine, grape", stamp(1)))
    store.index()
    (found,) = store.search("grap straße").found
    assert [found.message.text[a:b] for a, b in found.marks] == ["Straße", "Grap", "grap"]
    (inside,) = store.search("apevi").found
    assert [inside.message.text[a:b] for a, b in inside.marks] == ["apevi"]


WORD = st.text(st.sampled_from("abeé東京"), min_size=1, max_size=5)
TEXT = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
PIECE = st.one_of(
    WORD,
    WORD.map(lambda word: f"-{word}"),
    TEXT.map(lambda text: f'"{text}"'),
    TEXT.map(lambda text: f'-"{text}"'),
    TEXT.map(lambda text: text.replace(" ", ".")),
    st.sampled_from(["has:link", "-has:link", "has:code", '"']),
)
QUERY = st.lists(PIECE, min_size=1, max_size=4).map(" ".join)


@given(
    texts=st.lists(TEXT | st.sampled_from(["https://a.b c", "`ab`"]), min_size=1, max_size=12),
    queries=st.lists(QUERY, min_size=1, max_size=8),
)
def test_the_index_finds_what_the_matcher_matches(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], queries: list[str]
) -> None:
    me, bo = Author("me"), Author("bo")
    patch = pytest.MonkeyPatch()
    store = Searched(tmp_path_factory.mktemp("search"), me)
    try:
        store.append(*(bo.say(text, stamp(i)) for i, text in enumerate(texts)))
        store.index()
        patch.setattr(search_match, "MAX_WHOLES", 10_000)  # cut short only where many are found
        messages = store.reader().latest(ROOM, 100)[::-1]
        for query in queries:
            want = wanted(query)
            matched = [
                (message.id, marks)
                for message in messages
                if (marks := judge(want, judged(message, unread=True))) is not None
            ]
            answer = store.searcher.search(want, 200)
            assert [(found.message.id, found.marks) for found in answer.found] == matched
    finally:
        patch.undo()
        store.close()


@given(st.lists(st.text(st.characters(codec=None), max_size=30), min_size=1, max_size=10))
def test_any_text_is_a_query(tmp_path_factory: pytest.TempPathFactory, queries: list[str]) -> None:
    store = Searched(tmp_path_factory.mktemp("any"), Author("me"))
    try:
        store.append(Author("bo").say("anything at all", stamp(1)))
        store.index()
        for query in queries:
            store.search(query)
    finally:
        store.close()


def test_naughty_queries_and_texts_do_no_harm(store: Searched, bo: Author) -> None:
    said = [text for text in NAUGHTY if text.strip(" \x00\x1b\x7f\x85") and "\ud800" not in text]
    store.append(*(bo.say(text, stamp(i)) for i, text in enumerate(said) if _is_text(text)))
    schema = _schema(store.path)
    store.index()
    for query in NAUGHTY:
        store.search(query)
        store.search(f"{query} {query}")
        store.search(f'from:"{query}" -{query}')
    assert _schema(store.path) == schema
    assert store.texts("grapevine") == []


def _is_text(text: str) -> bool:
    return text.isprintable() and bool(text.strip()) and len(text.encode()) < 16_000


def _schema(path: Path) -> list[tuple[str, ...]]:
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
    connection.close()
    return found


@pytest.mark.parametrize("seed", range(4))
def test_the_newest_come_first_whatever_arrived_when(
    store: Searched, bo: Author, seed: int
) -> None:
    rng = random.Random(seed)
    writers = [Author(f"writer {i}") for i in range(5)]
    logs = []
    for writer in writers:  # conversations of minutes, and bursts within one step of the index
        times = sorted(
            rng.choice((rng.randrange(10_000_000), rng.randrange(300))) for _ in range(60)
        )
        logs.append([writer.say(f"message {i}", stamp(ms, i)) for i, ms in enumerate(times)])
    while any(logs):  # whole runs, the newest first, as a late joiner gets them
        log = rng.choice([each for each in logs if each])
        store.append(*log[-20:])
        del log[-20:]
        if rng.random() < 0.5:
            store.index()
    store.index()
    keys = [message.key for message in store.reader().latest(ROOM, 1000)[::-1]]
    for limit in (1, 7, 50, 200):
        answer = store.search("message", limit)
        assert [found.message.key for found in answer.found] == keys[:limit]
        assert answer.more


@pytest.mark.parametrize("most", [40, 4_000])
@pytest.mark.parametrize("seed", range(3))
def test_page_after_page_is_the_same_as_all_at_once(
    store: Searched, seed: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(seed)
    for i in range(5):  # each synced on its own, in one minute: many share a place in the index
        writer = Author(f"writer {i}")
        times = sorted(rng.randrange(60_000) for _ in range(50))
        store.append(*(writer.say(f"word {n}", stamp(ms, n % 2)) for n, ms in enumerate(times)))
        store.index()
    keys = [message.key for message in store.reader().latest(ROOM, 1000)[::-1]]
    monkeypatch.setattr(search_reader, "MAX_JUDGED", most)
    found, below, more = [], None, True
    while more:
        answer = store.searcher.search(wanted("word"), rng.choice((1, 7, 60)), below)
        found += [each.message.key for each in answer.found]
        below, more = answer.down_to, answer.more
    assert found == keys


def test_old_history_synced_late_stays_behind_the_newest(
    store: Searched, me: Author, bo: Author
) -> None:
    store.append(*(me.say(f"new word {i}", stamp(10_000_000 + i * 1000)) for i in range(5)))
    store.index()
    store.append(*(bo.say(f"old word {i}", stamp(i * 1000)) for i in range(500)))
    store.index()
    assert store.texts("word", 6) == [
        "new word 4", "new word 3", "new word 2", "new word 1", "new word 0", "old word 499",
    ]  # fmt: skip


def test_a_message_whose_clock_ran_ahead_is_found_where_it_is_shown(
    store: Searched, me: Author, bo: Author
) -> None:
    wild = bo.say("wild word", stamp(10_000_000_000))
    store.append(wild)
    store.index()
    store.append(me.say("calm word", stamp(1000), ahead=((bo.device, 1),)))
    store.append(me.say("later word", stamp(2000)))
    store.index()
    assert store.texts("word") == ["later word", "calm word", "wild word"]
    early = store.search("word", since_ms=0, until_ms=stamp(1500) >> 16)
    assert [found.message.text for found in early.found] == ["calm word", "wild word"]


def test_small_steps_and_a_start_in_the_middle(
    tmp_path: Path, me: Author, bo: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "BATCH_MESSAGES", 7)
    store = Searched(tmp_path, me)
    store.append(*(bo.say(f"word {i}", stamp(i * 1000)) for i in range(50)))
    for _ in range(3):
        assert store.do(search_index.step)
    store.close()  # killed here: what is on disk is what three steps left
    store = Searched(tmp_path, me)
    assert len(store.texts("word")) == 21
    assert store.searcher.behind() == 29
    store.append(me.say("word of the moment", stamp(100_000)))
    store.do(search_index.step)
    assert store.texts("moment") == ["word of the moment"]  # before the backlog
    store.index()
    assert store.searcher.behind() == 0
    assert len(store.texts("word")) == 51
    store.close()


def test_a_step_that_is_rolled_back_is_done_again(store: Searched, bo: Author) -> None:
    store.append(bo.say("a word", stamp(1)))

    def broken(session: Session) -> None:
        search_index.step(session)
        raise ValueError("the disk, for example")

    with pytest.raises(ValueError, match="for example"):
        store.do(broken)
    assert store.texts("word") == []
    store.index()
    assert store.texts("word") == ["a word"]


def test_a_database_from_before_the_index_is_indexed(store: Searched, bo: Author) -> None:
    store.append(*(bo.say(f"word {i}", stamp(i)) for i in range(5)))
    store.index()
    store.do(lambda session: session.connection.execute("UPDATE search_state SET fold=0"))
    store.index()
    assert len(store.texts("word")) == 5


def test_a_damaged_message_is_not_found_and_its_number_may_serve_again(
    store: Searched, bo: Author
) -> None:
    store.append(*(bo.say(text, stamp(i)) for i, text in enumerate(["kept word", "lost word"])))
    store.index()
    store.do(
        lambda session: session.connection.execute(
            "UPDATE entries SET body=substr(body, 1, length(body) - 1) || x'00' WHERE seq=2"
        )
    )
    assert store.texts("word") == ["kept word"]
    (damaged,) = store.damaged
    store.do(lambda session: loss.drop_damaged(session, damaged))
    store.do(lambda session: session.forget())
    other = Author("other")
    store.append(other.say("another thing", stamp(10)))
    store.index()
    assert store.texts("lost") == []
    assert store.texts("another") == ["another thing"]


def test_an_edit_changes_what_is_found(store: Searched, bo: Author) -> None:
    first = bo.say("before unusualword", stamp(1))
    store.append(first, bo.say("another before", stamp(2)))
    store.index()
    store.append(bo.write(Kind.EDIT, encode_edit(EditPayload(first.id, "after words")), stamp(3)))
    assert store.texts("unusualword") == store.texts("nusual") == []
    assert store.texts("after") == ["after words"]
    assert store.texts("is:edited") == ["after words"]
    assert store.texts("before") == ["another before"]
    assert _vocabulary(store) == {"before", "another", "after", "words"}


def test_an_edit_before_the_index_came_by_counts(store: Searched, bo: Author) -> None:
    first = bo.say("before", stamp(1))
    store.append(first)
    store.append(bo.write(Kind.EDIT, encode_edit(EditPayload(first.id, "after")), stamp(3)))
    store.index()
    assert store.texts("before") == []
    assert store.texts("after") == ["after"]


def test_a_delete_takes_the_words_along(store: Searched, bo: Author) -> None:
    first = bo.say("secret unusualword", stamp(1))
    store.append(first)
    store.index()
    store.append(bo.write(Kind.DELETE, encode_delete(DeletePayload(first.id)), stamp(2)))
    assert store.texts("secret") == []
    assert _vocabulary(store) == set()


def _vocabulary(store: Searched) -> set[str]:
    found: list[tuple[str]] = []
    store.do(
        lambda session: found.extend(
            session.connection.execute("SELECT word FROM search_vocabulary").fetchall()
        )
    )
    return {word for (word,) in found}


def test_rooms_and_people(store: Searched, me: Author, bo: Author) -> None:
    store.append(
        bo.say("word of bo", stamp(1)),
        me.say("word of mine", stamp(2)),
        bo.say("word of bo elsewhere", stamp(3), room=OTHER),
    )
    person = PersonId(digest(b"bo"))
    own(store, (bo, person), (me, ME))
    store.index()
    assert store.texts("word", rooms=frozenset([OTHER])) == ["word of bo elsewhere"]
    assert store.texts("word", not_rooms=frozenset([OTHER])) == ["word of mine", "word of bo"]
    assert store.texts("word", people=frozenset([person])) == ["word of bo elsewhere", "word of bo"]
    assert store.texts("word", not_people=frozenset([person])) == ["word of mine"]
    assert store.texts("", people=frozenset([person]), rooms=frozenset([ROOM])) == ["word of bo"]
    assert store.texts("word", people=frozenset()) == []
    assert store.texts("word", rooms=frozenset([RoomId(bytes(32))])) == []
    assert store.texts("is:own") == ["word of mine"]
    assert store.texts("-is:own word") == ["word of bo elsewhere", "word of bo"]


def test_unread_and_mentioned(store: Searched, me: Author, bo: Author) -> None:
    own(store, (me, ME))
    store.append(
        bo.say("word one", stamp(1), mentions=(ME,)),
        bo.say("word two", stamp(2)),
        me.say("own word", stamp(3)),
        bo.say("word three", stamp(4)),
        bo.say("word elsewhere", stamp(5), room=OTHER),
    )
    own(store, (me, ME))
    store.index()
    two = store.search('"word two"').found[0].message.key
    assert two is not None
    store.do(lambda session: upkeep.mark_read(session, ROOM, two))
    assert store.texts("is:unread") == ["word elsewhere", "word three"]
    assert store.texts("-is:unread word") == ["own word", "word two", "word one"]
    assert store.texts("is:mentioned") == ["word one"]
    assert store.texts("-is:mentioned is:unread", rooms=frozenset([ROOM])) == ["word three"]


def test_times(store: Searched, bo: Author) -> None:
    store.append(*(bo.say(f"word {i}", stamp(i * 1000)) for i in range(10)))
    store.index()
    begin = stamp(0) >> 16
    assert store.texts("word", since_ms=begin + 8000) == ["word 9", "word 8"]
    assert store.texts("word", until_ms=begin + 2000) == ["word 1", "word 0"]
    assert store.texts("word", since_ms=begin + 3000, until_ms=begin + 4000) == ["word 3"]
    assert store.texts("word", since_ms=2**46) == []


def test_more_words_hold_a_part_than_are_looked_up(store: Searched, bo: Author) -> None:
    store.append(*(bo.say(f"x{i}part{i}y", stamp(i * 1000)) for i in range(200)))
    store.index()
    assert len(store.texts("part")) == 16


def test_a_limit_is_kept_and_capped(store: Searched, bo: Author) -> None:
    store.append(*(bo.say(f"word {i}", stamp(i * 1000)) for i in range(300)))
    store.index()
    assert len(store.search("word", 10_000).found) == search_reader.MAX_LIMIT
    exact = store.search('"word 7"', 1)
    assert (len(exact.found), exact.more) == (1, False)


def test_an_interrupt_ends_a_search(store: Searched, bo: Author) -> None:
    store.append(*(bo.say(f"word {i}", stamp(i)) for i in range(500)))
    store.index()
    connection = connect(store.path, "ro")
    entered, go_on = threading.Event(), threading.Event()
    errors: list[BaseException] = []

    class Slow:
        """A connection that stops after each statement until the test lets it go on."""

        def __getattr__(self, name: str) -> object:
            return getattr(connection, name)

        def execute(self, sql: str, *values: Sequence[Any]) -> object:
            cursor = connection.execute(sql, *values)
            if "search_words MATCH" in sql:
                entered.set()
                go_on.wait(10)
            return cursor

    def run() -> None:
        searcher = search_reader.SearchReader(Slow(), store.owner, store.damaged.append)  # type: ignore[arg-type]
        try:
            searcher.search(wanted("word"), 200)
        except sqlite3.Error as error:
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert entered.wait(10)
    connection.interrupt()
    go_on.set()
    thread.join()
    assert [was_interrupted(error) for error in errors] == [True]
    assert not connection.in_transaction
    connection.close()


def test_a_message_is_one_hit_by_id(store: Searched, bo: Author) -> None:
    store.append(bo.say("word word word", stamp(1)))
    store.index()
    store.do(lambda session: search_index.look_again(session.connection, 1))
    store.index()
    found = store.search("word").found
    assert len({EntryId(each.message.id) for each in found}) == len(found) == 1

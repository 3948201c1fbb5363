"""Links to rooms and messages are made and read back; anything else is no link."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.deep_links import MAX_LINK_CHARS, DeepLink, make, parse
from desktop.errors import StartError
from desktop.options import parse as parse_options
from net.ids import EntryId, RoomId, digest

ROOM = RoomId(digest(b"room"))
MESSAGE = EntryId(digest(b"message"))


@given(st.binary(min_size=32, max_size=32), st.none() | st.binary(min_size=32, max_size=32))
def test_what_is_made_is_read_back(room: bytes, message: bytes | None) -> None:
    entry = None if message is None else EntryId(message)
    link = make(RoomId(room), entry)
    assert parse(link) == DeepLink(RoomId(room), entry)
    assert parse(link + "/") == DeepLink(RoomId(room), entry)
    assert len(link) < MAX_LINK_CHARS


GOOD = make(ROOM, MESSAGE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "grapevine://",
        "grapevine://room/",
        GOOD[:-1],
        GOOD + "a",
        GOOD + "?x=1",
        GOOD + "#x",
        GOOD + "\n",
        " " + GOOD,
        GOOD.upper(),
        GOOD.replace("grapevine", "https"),
        GOOD.replace("room", "user"),
        GOOD.replace("room/", "room//"),
        GOOD.replace("/message/", "/message/../"),
        make(ROOM)[:-1] + "b",  # stray bits: a second spelling of the same id
        GOOD + "/" * 10_000,
        "grapevine://room/" + "١" * 52,
    ],
)
def test_anything_else_is_no_link(text: str) -> None:
    with pytest.raises(ValueError, match=r"link|id"):
        parse(text)


@given(st.text(max_size=300))
def test_any_text_is_refused_or_means_itself(text: str) -> None:
    try:
        found = parse(text)
    except ValueError:
        return
    assert make(found.room, found.message) == text.rstrip("/")


def test_the_command_line_takes_one_link() -> None:
    options = parse_options([GOOD])
    assert options.face == "window"
    assert options.open_link == GOOD
    assert parse_options([]).open_link is None
    assert parse_options(["rpc"]).open_link is None


@pytest.mark.parametrize(
    "arguments", [["grapevine://room/x"], [GOOD + "x"], [GOOD, GOOD], ["rpc", GOOD]]
)
def test_a_bad_link_is_one_sentence_and_exit_code_2(arguments: list[str]) -> None:
    with pytest.raises(StartError) as caught:
        parse_options(arguments)
    assert caught.value.code == 2

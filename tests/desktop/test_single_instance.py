"""A second start is handed over to the first; nothing else that connects has any effect."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from desktop.deep_links import make, parse
from desktop.options import Options
from desktop.single_instance import MAX_MESSAGE_BYTES, FirstInstance, hand_over, server_name
from net.ids import EntryId, RoomId, digest

LINK = make(RoomId(digest(b"room")), EntryId(digest(b"message")))


class Heard:
    def __init__(self, first: FirstInstance) -> None:
        self.told: list[object] = []
        first.raise_requested.connect(lambda: self.told.append("raise"))
        first.link_requested.connect(self.told.append)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))  # sockets have short names only
    tmp_path.chmod(0o700)
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    return tmp_path / "data"


@pytest.fixture
def first(qtbot: QtBot, folder: Path) -> Iterator[FirstInstance]:
    made = FirstInstance(options(folder))
    yield made
    made.close()


def options(folder: Path, link: str | None = None) -> Options:
    return Options(face="window", data_dir=folder, open_link=link)


def say(qtbot: QtBot, folder: Path, words: bytes) -> None:
    """Send raw bytes, and wait until the first instance hung up."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(folder))
    assert socket.waitForConnected(1_000)
    socket.write(words)
    socket.flush()
    gone = QLocalSocket.LocalSocketState.UnconnectedState
    qtbot.waitUntil(lambda: socket.state() == gone)


def test_nobody_is_there(qtbot: QtBot, folder: Path) -> None:
    assert not hand_over(options(folder))


def test_a_second_start_raises_the_first(qtbot: QtBot, first: FirstInstance, folder: Path) -> None:
    heard = Heard(first)
    assert hand_over(options(folder))
    qtbot.waitUntil(lambda: heard.told == ["raise"])


def test_a_link_is_handed_over(qtbot: QtBot, first: FirstInstance, folder: Path) -> None:
    heard = Heard(first)
    assert hand_over(options(folder, LINK))
    qtbot.waitUntil(lambda: heard.told == [parse(LINK)])


@pytest.mark.parametrize("link", [None, LINK])
def test_who_was_clicked_lets_the_first_come_to_the_front(
    qtbot: QtBot, first: FirstInstance, folder: Path, monkeypatch: pytest.MonkeyPatch,
    link: str | None,
) -> None:  # fmt: skip
    heard = Heard(first)
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "gnome-shell/Grapevine/3-0_TIME9")
    assert hand_over(options(folder, link))
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN")
    qtbot.waitUntil(lambda: heard.told == ["raise" if link is None else parse(link)])
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "gnome-shell/Grapevine/3-0_TIME9"


def test_a_token_that_is_none_is_left_out(
    qtbot: QtBot, first: FirstInstance, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = Heard(first)
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "two words\nraise")
    assert hand_over(options(folder))
    qtbot.waitUntil(lambda: heard.told == ["raise"])


@pytest.mark.parametrize(
    "words",
    [
        b"\n",
        b"quit\n",
        b"raise now\n",
        b"raise token=\n",
        b"raise token=a b\n",
        b"raise token=" + b"x" * 257 + b"\n",
        b" token=x\n",
        b"open\n",
        b"open grapevine://room/x\n",
        b"open " + LINK.encode() + b" \n",
        b"open \xff\xfe\n",
        b"open file:///etc/passwd\n",
        b"x" * (2 * MAX_MESSAGE_BYTES),
        b"open " + b"x" * MAX_MESSAGE_BYTES + b"\n",
    ],
)
def test_anything_else_is_ignored(
    qtbot: QtBot, first: FirstInstance, folder: Path, words: bytes
) -> None:
    heard = Heard(first)
    say(qtbot, folder, words)
    assert heard.told == []
    assert hand_over(options(folder))
    qtbot.waitUntil(lambda: heard.told == ["raise"])


def test_one_line_is_taken_and_no_more(qtbot: QtBot, first: FirstInstance, folder: Path) -> None:
    heard = Heard(first)
    say(qtbot, folder, b"raise\n" * 100)
    assert heard.told == ["raise"]


def test_of_two_starts_at_one_moment_one_is_the_first(qtbot: QtBot, folder: Path) -> None:
    first = FirstInstance.claim(options(folder))
    assert first is not None
    heard = Heard(first)
    late = FirstInstance(options(folder))  # it looked before the other one listened
    assert not late.is_first
    assert FirstInstance.claim(options(folder)) is None
    qtbot.waitUntil(lambda: heard.told == ["raise"])
    late.close()
    first.close()
    again = FirstInstance.claim(options(folder))
    assert again is not None
    assert again.is_first
    again.close()


def test_a_socket_that_a_crash_left_is_taken_over(qtbot: QtBot, folder: Path) -> None:
    Path(server_name(folder)).write_bytes(b"")
    made = FirstInstance(options(folder))
    assert hand_over(options(folder))
    made.close()

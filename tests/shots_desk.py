"""The pictures of the search and the announcement window, with the talk of the target picture."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from desktop.model import Hit, Message, Reaction, Room, RoomKind, SearchResult
from net.ids import RoomId, digest
from tests import shots
from tests.shots import NOW_MS, said
from tests.shots_windows import BOTH, LOOKS, MIXED, PEOPLE, ROOMS, SPOKEN, Scene

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.announce_window import AnnounceWindow
    from desktop.ui.chat_window import ChatWindow
    from desktop.ui.search_window import SearchWindow

FIELD = RoomId(digest(b"shot room", b"field-station"))
BRIDGE = RoomId(digest(b"shot room", b"bridge-watch"))
DANA = RoomId(digest(b"shot room", b"direct dana"))


def hit(room: RoomId, at: str, text: str, *marked: str) -> Hit:
    """Return a message of Goro's that was found, with these words in it marked."""
    message = said("goro", at, text)
    marks, start = [], 0
    for word in marked:
        start = text.index(word, start)
        marks.append((start, start + len(word)))
        start += len(word)
    return Hit(message.id, room, message.person, text, message.sent_at_ms, tuple(marks))


CHOSEN = "Checked twice: the tide gauge agrees with the staff to a centimetre."
HITS = (
    hit(FIELD, "10:35", CHOSEN, "tide", "ga"),
    hit(FIELD, "5 16:02", "Swap the tide gauge battery before the weekend, please.", "tide", "ga"),
    hit(
        FIELD,
        "33 09:48",
        "`drift` needs the Tide-Gauge table from last year, I put it in data-logs.",
        "Tide",
        "Ga",
    ),
    hit(BRIDGE, "36 22:15", "Low tide, gangway is steep: use the aft one.", "tide", "ga"),
    hit(
        BRIDGE,
        "43 07:20",
        "Tide and gale warning for tonight, all boats in by 19:00.",
        "Tide",
        "ga",
    ),
    hit(DANA, "48 11:31", "Ask Dana, the tide gauge was her design.", "tide", "ga"),
)


def around() -> tuple[Message, ...]:
    """Return the talk round the chosen message."""
    thumbs = Reaction("👍", tuple(each.person for each in PEOPLE[:4]))
    return (
        said(
            "ana",
            "10:31",
            "Does anyone trust the reading at the pier? It jumped when the ferry passed.",
        ),
        said("bo", "10:33", "I compared it with the model, looks fine to me."),
        said("goro", "10:35", CHOSEN),
        said(
            "chidi",
            "10:36",
            "Then it was the wake. I will mark the ten minutes in the log.",
            reactions=(thumbs,),
        ),
        said("ana", "10:38", "Thank you both."),
    )


def _made(window: ChatWindow) -> SearchWindow:
    from desktop.ui.search_window import SearchWindow

    made = SearchWindow(window._switch, shots.today, lambda: NOW_MS, datetime.UTC)
    made.set_people(PEOPLE)
    made.set_rooms((*ROOMS, Room(DANA, "Dana Weiss", RoomKind.DIRECT, peer=PEOPLE[3].person)))
    made.show()
    made.activateWindow()
    return made


def search(window: ChatWindow) -> QWidget:
    """Results with a message that came meanwhile, the newest chosen and shown in its talk."""
    made = _made(window)
    made.line.setText('from:"Goro Tanaka" tide ga')
    made.line.setFocus()
    made.clock.entered()
    made.set_result(made.clock.generation, SearchResult("q", HITS[1:]), 4)
    made.set_result(made.clock.generation, SearchResult("q", HITS), 4)
    made.view.move_choice(-1)
    made.set_context(HITS[0].message, around())
    return made


def search_by_day(window: ChatWindow) -> QWidget:
    """The same under headings of days."""
    made = search(window)
    made._regroup()  # type: ignore[attr-defined]
    return made


def search_start(window: ChatWindow) -> QWidget:
    """Before a letter is typed: kept queries, and how to search."""
    made = _made(window)
    made.set_recent(("tide gauge", 'from:"Goro Tanaka" battery', "in:data-logs has:link"))
    return made


def search_typing(window: ChatWindow) -> QWidget:
    """An operator half typed, with names that complete it."""
    made = _made(window)
    made.line.setText("tide from:a")
    return made


def search_nothing(window: ChatWindow) -> QWidget:
    """Nothing found, and what could be left out."""
    made = _made(window)
    made.line.setText("in:mess-hall is:unread kettle")
    made.clock.entered()
    made.set_result(made.clock.generation, SearchResult("q", ()), 2)
    return made


ANNOUNCEMENT = (
    "**Boat drill** today at 15:00. Everybody at their station:\n- vest and radio\n"
    "- list at https://logs.station.example/drill"
)


def announce(window: ChatWindow) -> AnnounceWindow:
    """A text and whom it goes to."""
    from desktop.ui.announce_window import AnnounceWindow

    made = AnnounceWindow(window._switch, lambda: NOW_MS)
    made.set_rooms(ROOMS)
    made.set_people(PEOPLE)
    made.set_members(
        {
            room.room: frozenset(each.person for each in PEOPLE[:7])
            for room in ROOMS
            if room.name in ("field-station", "safety")
        }
    )
    made.show()
    for row in (1, 3, 8, 10):
        made.targets.toggle(made.targets.index(row, 0))
    made.edit.setPlainText(ANNOUNCEMENT)
    made.edit.setFocus()
    return made


def announce_undo(window: ChatWindow) -> QWidget:
    """The seconds in which it can be undone."""
    made = announce(window)
    made.send()
    return made


def announce_done(window: ChatWindow) -> QWidget:
    """What became of it."""
    made = announce_undo(window)
    assert hasattr(made, "_go")
    made._go()
    targets = made.targets.targets()  # type: ignore[attr-defined]
    for target in targets[:-1]:
        made.set_outcome(target.key)  # type: ignore[attr-defined]
    made.set_outcome(  # type: ignore[attr-defined]
        targets[-1].key, "Blocked by you: unblock them to write."
    )
    return made


SCENES: tuple[tuple[Scene, tuple[str, ...]], ...] = (
    (search, (*LOOKS, *SPOKEN, *MIXED)),
    (search_by_day, ("light",)),
    (search_start, BOTH),
    (search_typing, BOTH),
    (search_nothing, BOTH),
    (announce, (*LOOKS, *SPOKEN, *MIXED)),
    (announce_undo, ("light",)),
    (announce_done, BOTH),
)

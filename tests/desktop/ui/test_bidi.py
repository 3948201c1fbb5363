"""Values of the other direction stand apart in a sentence, which keeps its own direction."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor, QFontMetrics, QTextLayout
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import languages
from desktop.model import Hit, NetworkState
from desktop.notify import one_line
from desktop.services.news import Notice, NoticeKind
from desktop.tray import Tray
from desktop.ui import shortcuts, strings
from desktop.ui.announce_outcomes import OutcomesModel
from desktop.ui.announce_targets import Target
from desktop.ui.bidi import END, ISOLATE, LEFT_ISOLATE, filled, from_left, isolated, joined
from desktop.ui.eliding import elided
from desktop.ui.icons import icon_pixmap
from desktop.ui.key_map import KeyMap
from desktop.ui.notice_words import notice_words
from desktop.ui.rooms_list import RoomsModel
from desktop.ui.search_window import SearchWindow
from desktop.ui.settings_keys import KeyButton
from desktop.ui.sidebar import Sidebar
from desktop.ui.theme import ThemeSwitch
from net.ids import EntryId
from tests import shots
from tests.desktop.ui.edges import edge
from tests.shots import ME, NOW_MS, lobby, said


@pytest.fixture
def arabic(qapp: QApplication) -> Iterator[QApplication]:
    before = QLocale()
    languages.load(qapp, "ar")
    yield qapp
    languages.unload(qapp)
    QLocale.setDefault(before)


def as_drawn(text: str, *pieces: str) -> list[str]:
    """Return pieces of a text from left to right, as Qt puts them on a line."""
    layout = QTextLayout(text)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(10_000)
    layout.endLayout()

    def left(piece: str) -> float:
        at = text.index(piece)
        ends = [edge(line, at), edge(line, at + len(piece))]
        return min(ends)

    return sorted(pieces, key=left)


@pytest.mark.usefixtures("qapp")
def test_in_english_only_what_runs_from_the_right_stands_apart() -> None:
    assert filled("{0} and {1} are typing", "Ana", "Bo") == "Ana and Bo are typing"
    assert filled("{0} ({1})", "مقهى", 3) == f"{ISOLATE}مقهى{END} (3)"
    assert joined(("", "Ana", "")) == "Ana"
    assert as_drawn(joined(("مقهى", "5 online")), "مقهى", "5", "online") == ["مقهى", "5", "online"]


@pytest.mark.usefixtures("arabic")
def test_a_sentence_that_begins_with_a_latin_name_runs_from_the_right() -> None:
    words = filled("{0} و{1} يكتبان", "Ana", "Farah")
    assert as_drawn(words, "Ana", "Farah", "يكتبان") == ["يكتبان", "Farah", "Ana"]


@pytest.mark.usefixtures("arabic")
def test_a_figure_after_a_latin_name_belongs_to_what_follows_it() -> None:
    words = f"{isolated('Station LAN')} · {strings.online(5)}"
    assert as_drawn(words, "Station LAN", "5") == ["5", "Station LAN"]
    assert as_drawn(joined(("Station", "LAN")), "Station", "LAN") == ["LAN", "Station"]


@pytest.mark.usefixtures("arabic")
def test_an_address_keeps_its_order() -> None:
    words = filled("أضف {0} الآن", "2001:db8::1")
    assert as_drawn(words, "2001", "db8") == ["2001", "db8"]


def test_what_is_cut_does_not_swallow_what_follows(
    qtbot: QtBot, arabic: QApplication, switch: ThemeSwitch
) -> None:
    metrics = QFontMetrics(arabic.font())
    name = isolated("A network with a long name")
    cut = elided(name, metrics, metrics.horizontalAdvance(name) // 2)
    assert cut.endswith(f"…{END}")
    sidebar = Sidebar(switch, lambda: 0)
    qtbot.addWidget(sidebar)
    sidebar.set_network(NetworkState("Station LAN", 5, connected=True))
    line = sidebar.identity.network_line.words
    assert as_drawn(line, "Station LAN", "5") == ["5", "Station LAN"]


def test_what_points_where_reading_goes_is_turned_round(arabic: QApplication) -> None:
    color = QColor("#102030")
    turned = {name: icon_pixmap(name, color, 24).toImage() for name in ("send", "reply", "search")}
    languages.load(arabic, "de")
    for name, image in turned.items():
        straight = icon_pixmap(name, color, 24).toImage()
        mirrored = straight.flipped(Qt.Orientation.Horizontal)
        assert image == (straight if name == "search" else mirrored)


@pytest.mark.usefixtures("arabic")
def test_figures_that_are_compared_keep_their_order() -> None:
    words = joined(("2026/10/14", from_left("40312 77519 … 90241")))
    assert as_drawn(words, "40312", "77519", "90241") == ["40312", "77519", "90241"]
    assert from_left("") == ""


@pytest.mark.parametrize(("language", "words"), [("en", "0.4 ms"), ("de", "0,4 ms"), ("ar", "0.4 م.ث")])
def test_round_trips_are_written_as_the_language_does(
    arabic: QApplication, language: str, words: str
) -> None:
    languages.load(arabic, language)
    assert strings.round_trip(0.44) == words


@pytest.mark.usefixtures("arabic")
def test_who_said_it_stands_where_the_preview_begins() -> None:
    model = RoomsModel(lambda: NOW_MS)
    for said_words in ("القارب يعود", "the boat is back"):
        words = model.preview(lobby((said("goro", "10:00", said_words),)))
        assert as_drawn(words, "Goro Tanaka", said_words)[1] == "Goro Tanaka"


@pytest.mark.usefixtures("arabic")
def test_what_a_search_finds_runs_with_the_window(qtbot: QtBot, switch: ThemeSwitch) -> None:
    search = SearchWindow(switch, shots.today, lambda: NOW_MS, datetime.UTC)
    qtbot.addWidget(search)
    search.set_rooms((lobby(()),))
    search.empty.show_nothing("tide gauge (2)", ())
    words = search.empty.title.text()
    assert as_drawn(words, "tide", "gauge") == ["tide", "gauge"]
    assert f"{ISOLATE}tide gauge (2){END}" in words
    search.model.set_hits([Hit(EntryId(bytes(32)), lobby(()).room, ME.person, "tide", NOW_MS)])
    heading = search.model.row(0)
    assert heading is not None
    assert as_drawn(heading.words, "lobby", "1") == ["1", "lobby"]


@pytest.mark.usefixtures("arabic")
def test_titles_of_window_tray_and_notices_run_with_the_language(switch: ThemeSwitch) -> None:
    title = strings.window_title(lobby(()), 3)
    assert as_drawn(title, "lobby", "Grapevine") == ["Grapevine", "lobby"]
    tray = Tray(switch)
    tray.set_unread(5)
    tip = tray._icon.toolTip()
    assert as_drawn(tip, "Grapevine", "5") == ["5", "Grapevine"]
    tray.close()
    said_so = Notice(NoticeKind.MESSAGE, lobby(()).room, ME.person, said("bo", "10:42", "Hello"), 3)
    head, body = notice_words(said_so, lobby(()), "Bo", verified=True)
    head, body = one_line(head, 100), one_line(body, 200)
    assert as_drawn(head, "Grapevine", "Bo", "lobby") == ["lobby", "Bo", "Grapevine"]
    assert as_drawn(body, "3", "Hello") == ["Hello", "3"]


@pytest.mark.usefixtures("arabic")
def test_a_notice_takes_no_signs_of_direction_from_a_peer() -> None:
    hostile = msgspec.structs.replace(said("bo", "10:42", ""), text="a\u2067b\u202ec\u2069")
    told = Notice(NoticeKind.ANNOUNCEMENT, lobby(()).room, ME.person, hostile)
    _, body = notice_words(told, lobby(()), "Bo\u2066", verified=False)
    assert f"{ISOLATE}abc{END}" in body


@pytest.mark.usefixtures("arabic")
def test_keys_stand_from_left_to_right_wherever_they_are_named(qtbot: QtBot) -> None:
    keys = KeyMap()
    named = {
        keys.text("next-room"),
        shortcuts.keys_text(shortcuts.shortcut("next-room")),
        shortcuts.native(shortcuts.shortcut("next-room").keys[0]),
    }
    assert len(named) == 1
    (text,) = named
    assert text.startswith(LEFT_ISOLATE)
    assert text.endswith(END)
    button = KeyButton("next room", "key-next-room")
    qtbot.addWidget(button)
    button.show_keys(shortcuts.shortcut("next-room").keys[0])
    assert text in button.text()


@pytest.mark.usefixtures("arabic")
def test_a_name_stands_apart_in_what_became_of_an_announcement() -> None:
    model = OutcomesModel()
    model.begin([Target("Ana Ferreira", person=ME.person)])
    spoken = model.index(0, 0).data()
    assert f"{ISOLATE}Ana Ferreira{END}" in spoken

"""Values of the other direction stand apart in a sentence, which keeps its own direction."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor, QFontMetrics, QTextLayout
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import languages
from desktop.model import NetworkState
from desktop.ui import strings
from desktop.ui.bidi import END, ISOLATE, filled, from_left, isolated, joined
from desktop.ui.eliding import elided
from desktop.ui.icons import icon_pixmap
from desktop.ui.rooms_list import RoomsModel
from desktop.ui.sidebar import Sidebar
from desktop.ui.theme import ThemeSwitch
from tests.shots import NOW_MS, lobby, said


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
        ends = [line.cursorToX(at)[0], line.cursorToX(at + len(piece))[0]]
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

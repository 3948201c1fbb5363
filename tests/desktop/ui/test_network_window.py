"""The window of the network: checks in words, questions about somebody, the picture, the report."""

from __future__ import annotations

from functools import partial

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from desktop import languages
from desktop.model import CheckView, LinkInfo, NetworkState, PersonPresence, Status
from desktop.ui import strings
from desktop.ui.check_rows import CheckRow, CommandBox
from desktop.ui.dialogs import AddAddress
from desktop.ui.link_details import details
from desktop.ui.links_list import LinksModel
from desktop.ui.mesh_picture import NODES_SHOWN, MeshPicture, nodes, rtt_text
from desktop.ui.network_report import masked, report, without_secrets
from desktop.ui.network_window import NetworkWindow
from desktop.ui.row_painter import RowPainter
from desktop.ui.theme import ThemeSwitch
from tests.shots import NOW_MS
from tests.shots_cast import CHECKS, FINDINGS, LINKS, PEOPLE

LEFT = Qt.MouseButton.LeftButton
ME, ANA, BO, CHIDI, EMRE = PEOPLE[0], PEOPLE[1], PEOPLE[2], PEOPLE[7], PEOPLE[9]


@pytest.fixture
def network(qtbot: QtBot, switch: ThemeSwitch) -> NetworkWindow:
    made = NetworkWindow(switch, lambda: NOW_MS, ("version 0.4",))
    qtbot.addWidget(made)
    made.set_people(PEOPLE)
    made.set_links(LINKS)
    made.set_checks(CHECKS)
    made.show()
    return made


def size(count_bytes: int) -> str:
    return QLocale().formattedDataSize(count_bytes)


def spoken(network: NetworkWindow) -> list[str]:
    return [row.words.accessibleName() for row in network.checks.findChildren(CheckRow)]


# ---- checks and findings


def test_checks_are_words_with_a_verdict(network: NetworkWindow, qtbot: QtBot) -> None:
    assert spoken(network)[0] == "Works: Connected through enp3s0."
    assert spoken(network)[4].startswith("Problem: A Grapevine that speaks another version")
    assert spoken(network)[7].startswith("Not known yet")
    with qtbot.waitSignal(network.check_wanted):
        qtbot.mouseClick(network.again, LEFT)


def test_on_a_small_screen_all_of_the_checks_can_be_scrolled_to(
    network: NetworkWindow, qtbot: QtBot
) -> None:
    network.setMinimumSize(1, 1)
    network.resize(640, 440)
    bar = network.findChild(QScrollArea, "network-scroll").horizontalScrollBar()
    qtbot.waitUntil(lambda: network.width() == 640 and not network.mesh.isVisible())
    qtbot.waitUntil(lambda: bar.maximum() == 0)  # below each other both have the whole width
    network.resize(240, 440)
    qtbot.waitUntil(lambda: network.width() == 240 and bar.maximum() > 0 and bar.isVisible())


def test_the_picture_goes_and_comes_back_at_one_width(
    network: NetworkWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MeshPicture, "minimumSizeHint", lambda _: QSize(700, 220))
    network.mesh.updateGeometry()
    seen: dict[int, set[bool]] = {}
    for width in (1500, 1390, 1100, 1390, 1500):
        network.resize(width, 700)
        wide = partial(lambda wanted: network.width() == wanted, width)
        qtbot.waitUntil(wide)
        QApplication.processEvents()  # a fold that asks for another one shows here
        seen.setdefault(width, set()).add(network.mesh.isVisible())
    assert seen == {1500: {True}, 1390: {False}, 1100: {False}}


def test_checks_that_come_later_are_measured_too(qtbot: QtBot, switch: ThemeSwitch) -> None:
    made = NetworkWindow(switch, lambda: NOW_MS)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    qtbot.waitUntil(made.mesh.isVisible)
    made.set_checks((CheckView("x", "bad", "Odd", fix="Try this", command="w" * 120),))
    qtbot.waitUntil(lambda: made.checks.minimumSizeHint().width() > 450)
    qtbot.waitUntil(lambda: not made.mesh.isVisible())


def test_a_strange_verdict_counts_as_unknown(network: NetworkWindow, qtbot: QtBot) -> None:
    network.set_checks((CheckView("x", "?", "Odd"),))
    qtbot.waitUntil(
        lambda: (
            [row.words.accessibleName() for row in network.checks.findChildren(CheckRow)]
            == ["Not known yet: Odd"]
        )
    )


def test_somebody_is_chosen_by_letters_and_asked_about(
    network: NetworkWindow, qtbot: QtBot
) -> None:
    chooser = network.chooser
    qtbot.keyClicks(chooser.field, "chi")
    assert chooser.list.isVisible()
    with qtbot.waitSignal(network.diagnose_wanted) as told:
        qtbot.keyClick(chooser.field, Qt.Key.Key_Return)
    assert told.args == [CHIDI.person]
    assert chooser.name.text() == "Chidi Okafor"
    network.set_findings(BO.person, FINDINGS)  # the answer to an older question
    assert network._finding is None
    network.set_findings(CHIDI.person, FINDINGS)
    assert network._finding is not None
    box = network._finding.findChild(CommandBox)
    assert isinstance(box, CommandBox)
    qtbot.mouseClick(box.copy, LEFT)
    assert QGuiApplication.clipboard().text() == "sudo ufw allow 47474/tcp"
    assert any(node.trouble for node in network.mesh._nodes if node.person == CHIDI.person)
    qtbot.mouseClick(chooser.clear_button, LEFT)
    assert network._finding is None
    assert chooser.field.isVisible()
    assert not any(node.trouble for node in network.mesh._nodes)


def test_oneself_is_not_to_be_asked_about(network: NetworkWindow, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(network.diagnose_wanted):
        qtbot.keyClicks(network.chooser.field, "mira")
        qtbot.keyClick(network.chooser.field, Qt.Key.Key_Return)


# ---- links and picture


def test_links_say_where_how_quick_how_long(network: NetworkWindow) -> None:
    model = network.links.model()
    assert isinstance(model, LinksModel)
    first = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert first == "Ana Ferreira, 192.168.20.31:47474 · TCP + UDP, 0.4 ms, 2 h 40"
    assert network.links_title.text() == "Links · 5 people direct"


@pytest.mark.parametrize("language", ["de", "ar"])
def test_how_long_a_link_is_up_has_room_in_every_language(
    qapp: QApplication, network: NetworkWindow, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    rooms: dict[str, tuple[int, QFont]] = {}

    def text(self: RowPainter, rect: QRect, words: str, font: QFont, *_: object, **__: object) -> None:
        rooms[words] = rect.width(), font

    monkeypatch.setattr(RowPainter, "text", text)
    before = QLocale()
    languages.load(qapp, language)
    try:
        network.set_links(tuple(msgspec.structs.replace(each, since_ms=NOW_MS) for each in LINKS))
        network.links.viewport().grab()
        words = strings.lasting(0)
    finally:
        languages.unload(qapp)
        QLocale.setDefault(before)
    width, font = rooms[words]
    assert QFontMetrics(font).horizontalAdvance(words) <= width


def test_addresses_stand_below_each_other_beside_names_of_any_length(
    network: NetworkWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    places: dict[str, int] = {}

    def text(self: RowPainter, rect: QRect, words: str, *_: object, **__: object) -> None:
        places[words] = rect.left()

    long = msgspec.structs.replace(LINKS[0], name="Bo Lindqvist the Younger of Uppsala", address="a:1")
    network.set_links((long, *LINKS[1:]))
    monkeypatch.setattr(RowPainter, "text", text)
    network.links.viewport().grab()
    where = [places[network._links_model.where(link)] for link in (long, *LINKS[1:])]
    assert len(set(where)) == 1
    assert where[0] > places[long.name]


def test_a_chosen_link_tells_its_lanes_and_what_waits(network: NetworkWindow) -> None:
    assert network.link_details.isHidden()
    network.set_links(
        (
            msgspec.structs.replace(LINKS[0], outbound=True, waiting_bytes=(0, 0, 2048)),
            msgspec.structs.replace(
                LINKS[1], lanes=("tcp",), outbound=False, waiting_bytes=(0, 0, 0)
            ),
        )
    )
    network.links.setCurrentIndex(network.links.model().index(0, 0))
    assert network.link_details.isVisible()
    assert network.link_details.text() == (
        "This device opened the link. Short news go by UDP, everything else by TCP. Waiting to be "
        f"sent: control {size(0)}, live {size(0)}, bulk {size(2048)}."
    )
    network.links.setCurrentIndex(network.links.model().index(1, 0))
    assert network.link_details.text() == (
        "The other device opened the link. UDP does not get through: everything goes by TCP. "
        "Nothing waits to be sent (control, live, bulk)."
    )
    unknown = msgspec.structs.replace(LINKS[0], lanes=(), outbound=None, waiting_bytes=None)
    assert details(unknown) == ""
    network.set_links(())
    assert network.link_details.isHidden()


def test_new_figures_keep_the_chosen_row(network: NetworkWindow) -> None:
    network.links.setCurrentIndex(network.links.model().index(2, 0))
    network.set_links(tuple(msgspec.structs.replace(each, rtt_ms=9.0) for each in LINKS))
    assert network.links.currentIndex().row() == 2


def test_the_picture_has_the_quickest_link_and_those_who_are_here() -> None:
    slow = msgspec.structs.replace(LINKS[0], device=b"other" * 6, rtt_ms=30.0)
    shown = {node.person: node for node in nodes(PEOPLE, (slow, *LINKS))}
    assert shown[ANA.person].rtt_ms == 0.4
    assert ME.person not in shown
    assert not shown[CHIDI.person].linked
    assert EMRE.person not in shown
    wrong = {node.person for node in nodes(PEOPLE, LINKS, {EMRE.person: "no link"})}
    assert EMRE.person in wrong


def test_nobody_moves_because_somebody_else_changed() -> None:
    changed = tuple(
        p if p.status is Status.OFFLINE else msgspec.structs.replace(p, name="Zoe", status=Status.AWAY)
        for p in PEOPLE
    )
    before = [node.person for node in nodes(PEOPLE, LINKS)]
    assert [node.person for node in nodes(changed, LINKS)] == before
    assert [node.person for node in nodes(tuple(reversed(PEOPLE)), LINKS[::-1])] == before


def test_a_crowd_stays_inside_and_linked_people_are_kept(
    network: NetworkWindow, switch: ThemeSwitch
) -> None:
    crowd = tuple(
        PersonPresence(n.to_bytes(32, "big"), f"p {n}", Status.ONLINE)  # type: ignore[arg-type]
        for n in range(200)
    )
    network.set_people((*crowd, *PEOPLE))
    assert len(network.mesh._nodes) == NODES_SHOWN
    drawn = {node.person for node in network.mesh._nodes}
    assert {link.person for link in LINKS} <= drawn
    for place in network.mesh.places().values():
        assert network.mesh.rect().contains(place.toPoint())
    assert not network.mesh.grab().isNull()


def test_the_picture_is_mirrored_and_says_itself(network: NetworkWindow) -> None:
    assert network.mesh.accessibleName() == "Picture of the mesh: linked with 5 people"
    assert network.mesh.accessibleDescription() == "3 more are here"
    before = network.mesh.places()[ANA.person]
    network.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    after = network.mesh.places()[ANA.person]
    assert after == QPointF(network.mesh.width() - before.x(), before.y())


@given(st.one_of(st.none(), st.floats(0, 1e6)))
def test_round_trips_have_units(rtt_ms: float | None) -> None:
    assert rtt_text(rtt_ms) == "" if rtt_ms is None else rtt_text(rtt_ms).endswith(" ms")


# ---- addresses and report


def test_addresses_are_added_and_given(network: NetworkWindow, qtbot: QtBot) -> None:
    assert network.copy_address.isHidden()
    network.set_addresses(("192.168.20.14:47474",))
    qtbot.mouseClick(network.copy_address, LEFT)
    assert QGuiApplication.clipboard().text() == "192.168.20.14:47474"
    qtbot.mouseClick(network.add, LEFT)
    dialog = network.findChild(AddAddress)
    assert isinstance(dialog, AddAddress)
    dialog.field.setText("10.0.0.7:47474")
    with qtbot.waitSignal(network.address_added) as told:
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert told.args == ["10.0.0.7:47474"]


def test_the_report_has_no_names_ids_or_public_addresses(
    network: NetworkWindow, qtbot: QtBot
) -> None:
    away = LinkInfo(BO.devices[0].device, BO.person, BO.name, "93.184.216.34:5", None, NOW_MS)
    network.set_links((*LINKS, away))
    qtbot.mouseClick(network.copy_report, LEFT)
    text = QGuiApplication.clipboard().text()
    assert "version 0.4" in text
    assert "[problem] other-version" in text
    assert "outbound" in text
    assert "inbound" in text
    assert "192.168.20.31:47474" in text
    assert "93.184" not in text
    assert "a public IPv4 address" in text
    for person in PEOPLE:
        assert person.name not in text
        assert person.person.hex() not in text


def test_the_report_has_no_names_from_findings_either(
    network: NetworkWindow, qtbot: QtBot
) -> None:
    network.ask_about(BO.person)
    words = f"{BO.name} was last reached at 93.184.216.34, which is in no network of this computer."
    own = "Port 5 answers on this computer at 10.0.0.2, 2606:4700::1, fe80::1%2."
    network.set_findings(BO.person, (CheckView("person", "unknown", words),))
    network.set_checks((CheckView("port", "ok", own),))
    qtbot.mouseClick(network.copy_report, LEFT)
    text = QGuiApplication.clipboard().text()
    assert "somebody was last reached at a public IPv4 address, which is" in text
    assert "at 10.0.0.2, a public IPv6 address, fe80::1%2." in text
    assert BO.name not in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("at 12:30, version 1.2.3.4.5.", "at 12:30, version 1.2.3.4.5."),
        ("at [2606:4700::1]:5.", "at a public IPv6 address."),
        ("Al and Alma are here", "somebody and Alma are here"),
    ],
)
def test_words_without_secrets(text: str, shown: str) -> None:
    assert without_secrets(text, ["Al", ""]) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("10.1.2.3:4", "10.1.2.3:4"),
        ("[fe80::1%eth0]:4", "[fe80::1%eth0]:4"),
        ("[2606:4700::1]:4", "a public IPv6 address"),
        ("desk.example.org:4", "a host name"),
        ("", "a host name"),
    ],
)
def test_only_local_addresses_stay(address: str, shown: str) -> None:
    assert masked(address) == shown


def test_an_empty_report_is_whole() -> None:
    assert report((), (), (), NOW_MS).endswith("Links (0)\n")


def test_while_nobody_is_there_it_says_so(network: NetworkWindow) -> None:
    network.set_links(())
    network.set_people((ME,))
    network.set_network(NetworkState("", 1, connected=False))
    assert network.nobody.isVisible()
    assert network.links.isHidden()
    assert network.network_name.text() == "Not connected"
    assert not network.mesh.grab().isNull()


def test_links_to_people_of_one_name_have_their_marks(network: NetworkWindow) -> None:
    marked = msgspec.structs.replace(BO, mark="AEAQ")
    network.set_people(tuple(marked if each is BO else each for each in PEOPLE))
    model = network.links.model()
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert "Bo Lindqvist (AEAQ)" in names
    assert sum("(" in name for name in names) == 1
    drawn = {node.person: node.mark for node in network.mesh._nodes}
    assert drawn[BO.person] == "AEAQ"
    assert set(drawn.values()) == {"AEAQ", ""}

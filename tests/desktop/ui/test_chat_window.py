"""The window as somebody meets it: states, keys, reading, links, names of everything."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import QObject, QPoint, QRect, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.model import NetworkState, Status
from desktop.ui import strings
from desktop.ui.chat_window import ChatWindow
from desktop.ui.checks import Verdict
from desktop.ui.empty_state import Emptiness
from desktop.ui.features import Feature
from desktop.ui.theme import ThemeChoice, ThemeSwitch
from desktop.ui.timeline.view import TimelineView
from tests import shots
from tests.shots import FAILED, ME, PEOPLE, PRESENT, TALK, Lines, lobby

LAN = NetworkState("Station LAN", 5, connected=True)
ALONE = NetworkState("Station LAN", 1, connected=True)
NOWHERE = NetworkState("", 0, connected=False)
REASONS: list[tuple[Verdict, str]] = [
    ("ok", "Connected."),
    ("problem", "Not heard."),
    ("unknown", "Not tried."),
]


def furnished(window: ChatWindow) -> ChatWindow:
    shots._open(window, TALK)
    return window


def dialog_of(window: ChatWindow, name: str) -> QDialog:
    found = [d for d in window.findChildren(QDialog, name) if d.isVisible()]
    assert len(found) == 1
    return found[0]


def press(qtbot: QtBot, window: ChatWindow, key: Qt.Key, *mods: Qt.KeyboardModifier) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    for each in mods:
        modifiers |= each
    target = QApplication.focusWidget() or window
    qtbot.keyClick(target, key, modifiers)


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

# ---- what shows


def test_a_room_with_messages_shows_them(window: ChatWindow) -> None:
    furnished(window)
    assert not window.page.shows_empty
    assert window.page.header.title.text() == "# lobby"
    assert window.page.header.subtitle.text().startswith("8 members, 5 online · everyone")
    assert window.windowTitle() == "lobby · Grapevine"
    assert window.page.network_bar.isHidden()
    assert window.page.composer.edit.hasFocus()


def test_unread_stands_in_the_title(window: ChatWindow) -> None:
    furnished(window)
    window.set_rooms((lobby(TALK, unread=3),))
    assert window.windowTitle() == "(3) lobby · Grapevine"


def test_the_network_line(window: ChatWindow) -> None:
    line = window.page.sidebar.identity.network_line
    window.set_network(LAN)
    assert line.text() == "Station LAN · 5 online"
    window.set_network(msgspec.structs.replace(LAN, name="A&B <b>"))
    assert line.text() == "A&&B <b> · 5 online"
    window.set_network(NOWHERE)
    assert line.text() == "Not connected"


def test_offline_says_what_becomes_of_messages(window: ChatWindow) -> None:
    furnished(window).set_network(NOWHERE)
    assert window.page.network_bar.isVisible()
    assert window.page.network_bar.words.text() == strings.offline_bar()
    assert window.page.composer.edit.isEnabled()
    window.set_network(LAN)
    assert window.page.network_bar.isHidden()


def test_an_empty_room_says_so_until_something_is_said(window: ChatWindow) -> None:
    shots._open(window, ())
    assert window.page.shows_empty
    assert window.page.empty.kind is Emptiness.ROOM
    assert window.page.empty.title.text() == "Nothing said in lobby yet"
    assert "4 other people are here" in window.page.empty.words.text()
    window.send_accepted(lobby(()).room, "first")
    assert not window.page.shows_empty


def test_nobody_found_gives_reasons_and_things_to_do(window: ChatWindow, qtbot: QtBot) -> None:
    shots.nobody(window)
    empty = window.page.empty
    assert empty.kind is Emptiness.NOBODY
    assert empty.title.text() == "No one else yet"
    signs = empty.connection.checks.findChildren(QLabel)
    spoken = [label.accessibleName() for label in signs if label.accessibleName()]
    assert [words.partition(":")[0] for words in spoken] == ["Works", "Problem", "Not known yet"]
    qtbot.mouseClick(empty.connection.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "192.168.20.14:47474"
    window.set_network(msgspec.structs.replace(ALONE, online=2))
    window.set_people(PEOPLE)
    assert empty.kind is Emptiness.ROOM


def test_where_all_others_are_away_nobody_is_missed(qtbot: QtBot, switch: ThemeSwitch) -> None:
    window = ChatWindow(switch, shots.timeline(switch), lambda: shots.NOW_MS, nobody_ms=1)
    qtbot.addWidget(window)
    window.set_network(ALONE)
    window.open_room(lobby(()), Lines(()))
    qtbot.waitUntil(lambda: window.page.empty.kind is Emptiness.NOBODY)
    away = [msgspec.structs.replace(each, status=Status.AWAY) for each in PRESENT[1:]]
    window.set_people(PEOPLE)
    window.set_presence((PRESENT[0], *away))
    assert ALONE.online == 1, "who is away is not counted"
    assert window.page.empty.kind is Emptiness.ROOM
    assert not window._alone.isActive()


def test_nobody_is_said_only_after_a_while(qtbot: QtBot, switch: ThemeSwitch) -> None:
    timeline = shots.timeline(switch)
    window = ChatWindow(switch, timeline, lambda: shots.NOW_MS, nobody_ms=30)
    qtbot.addWidget(window)
    window.set_network(ALONE)
    window.open_room(lobby(()), Lines(()))
    assert window.page.empty.kind is Emptiness.LOOKING
    qtbot.waitUntil(lambda: window.page.empty.kind is Emptiness.NOBODY)


def test_alone_with_history_keeps_the_history(window: ChatWindow, qtbot: QtBot) -> None:
    furnished(window)
    window.set_network(ALONE)
    window.set_people((ME,))
    window.nobody_found()
    window.set_reasons(REASONS)
    assert not window.page.shows_empty
    assert "No one else is here" in window.page.network_bar.words.text()
    qtbot.mouseClick(window.page.network_bar.button, Qt.MouseButton.LeftButton)
    labels = dialog_of(window, "connection").findChildren(QLabel)
    assert {words for _, words in REASONS} <= {label.text() for label in labels}


def test_a_banner_comes_and_goes(window: ChatWindow, qtbot: QtBot) -> None:
    furnished(window)
    window.show_banner("danger", "The disk is full.", "Show folder")
    assert window.page.banner.isVisible()
    with qtbot.waitSignal(window.banner_action):
        qtbot.mouseClick(window.page.banner.button, Qt.MouseButton.LeftButton)
    window.clear_banner()
    assert window.page.banner.isHidden()
    window.show_banner("info", "Something.")
    qtbot.mouseClick(window.page.banner.cross, Qt.MouseButton.LeftButton)
    assert window.page.banner.isHidden()
    assert not window.page.network_bar.cross.isVisibleTo(window.page.network_bar)


# ---- one's own words


def test_words_leave_only_when_accepted_and_come_back(window: ChatWindow, qtbot: QtBot) -> None:
    furnished(window)
    edit = window.page.composer.edit
    edit.setPlainText("hello")
    with qtbot.waitSignal(window.send_requested) as asked:
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert asked.args == [lobby(()).room, "hello"]
    window.send_accepted(*asked.args)
    assert edit.toPlainText() == ""
    window.send_failed(b"1" * 16, "The disk is full.", "hello")
    assert edit.toPlainText() == "hello"
    assert window.page.composer.hint.text() == "The disk is full."
    edit.setPlainText("newer")
    window.send_failed(b"2" * 16, "The disk is full.", "hello")
    assert edit.toPlainText() == "newer"


def test_the_name_is_changed_in_place(window: ChatWindow, qtbot: QtBot) -> None:
    window.set_me(ME)
    identity = window.page.sidebar.identity
    qtbot.mouseClick(identity.name_button, Qt.MouseButton.LeftButton)
    assert identity.name_field.isVisible()
    identity.name_field.setText("Mira  S.")
    with qtbot.waitSignal(window.name_changed) as told:
        qtbot.keyClick(identity.name_field, Qt.Key.Key_Return)
    assert told.args == ["Mira S."]
    qtbot.mouseClick(identity.name_button, Qt.MouseButton.LeftButton)
    identity.name_field.setText("Other")
    with qtbot.assertNotEmitted(window.name_changed):
        qtbot.keyClick(identity.name_field, Qt.Key.Key_Escape)
    assert identity.name_button.isVisible()
    assert identity.name_button.text() == "Mira Sol"


def test_failed_rows_hand_their_wishes_on(window: ChatWindow, qtbot: QtBot) -> None:
    timeline = window.timeline
    for inner, outer in (
        (timeline.retry_requested, window.retry_requested),
        (timeline.edit_requested, window.edit_requested),
        (timeline.discard_requested, window.discard_requested),
    ):
        with qtbot.waitSignal(outer) as told:
            inner.emit(b"1" * 16)
        assert told.args == [b"1" * 16]


def test_closing_tells_the_draft(window: ChatWindow, qtbot: QtBot) -> None:
    furnished(window)
    window.page.composer.edit.insertPlainText("half")
    with qtbot.waitSignals([window.draft_changed, window.closing]):
        window.close()


# ---- reading


def test_read_is_what_was_on_screen_in_the_active_window(window: ChatWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.read_up_to) as told:
        furnished(window)
    assert told.args == [lobby(()).room, TALK[-1].id]
    with qtbot.assertNotEmitted(window.read_up_to):
        window.timeline.visible_range_changed.emit()


def test_nothing_is_read_behind_another_window(window: ChatWindow, qtbot: QtBot) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    with qtbot.assertNotEmitted(window.read_up_to, wait=50):
        furnished(window)
        window.page.composer.edit.repaint()
    with qtbot.waitSignal(window.read_up_to):
        window.activateWindow()


def test_unsent_words_are_not_read(window: ChatWindow, qtbot: QtBot) -> None:
    told: list[bytes] = []
    window.read_up_to.connect(lambda _room, entry: told.append(entry))
    shots._open(window, FAILED[:-1])
    qtbot.waitUntil(lambda: window.timeline.last_fully_visible() is not None)
    assert told == []


# ---- keys


def test_f6_walks_the_parts_and_back(window: ChatWindow, qtbot: QtBot) -> None:
    furnished(window)
    page = window.page
    parts = [page.panel, page.sidebar, page.header, page.timeline, page.composer]
    for part in parts:
        press(qtbot, window, Qt.Key.Key_F6)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert part is focused or part.isAncestorOf(focused), part.objectName()
    press(qtbot, window, Qt.Key.Key_F6, SHIFT)
    assert page.timeline.hasFocus()


def test_zoom_keys(window: ChatWindow, qtbot: QtBot, switch: ThemeSwitch) -> None:
    furnished(window)
    with qtbot.waitSignal(window.zoom_chosen) as told:
        press(qtbot, window, Qt.Key.Key_Equal, CTRL)
    assert told.args == [switch.theme.zoom] == [1.1]
    assert window.page.header.height() == 66
    press(qtbot, window, Qt.Key.Key_Minus, CTRL)
    press(qtbot, window, Qt.Key.Key_Minus, CTRL)
    assert switch.theme.zoom == 0.9
    press(qtbot, window, Qt.Key.Key_0, CTRL)
    assert switch.theme.zoom == 1.0


def test_ctrl_q_asks_to_quit(window: ChatWindow, qtbot: QtBot) -> None:
    furnished(window)
    with qtbot.waitSignal(window.quit_requested):
        press(qtbot, window, Qt.Key.Key_Q, CTRL)


def test_esc_goes_to_the_latest(window: ChatWindow, qtbot: QtBot) -> None:
    window.resize(900, 480)
    furnished(window)
    qtbot.waitUntil(lambda: window.timeline.at_bottom)
    window.timeline.scroll_by(-100)
    assert not window.timeline.at_bottom
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.timeline.at_bottom


def test_esc_ends_one_thing_after_the_other(window: ChatWindow, qtbot: QtBot) -> None:
    window.resize(900, 480)
    furnished(window)
    page, timeline = window.page, window.timeline
    assert isinstance(timeline, TimelineView)
    talk, edit = page.talk, page.composer.edit
    talk.set_features(frozenset(Feature))
    page.composer.set_people(PRESENT, ME.person)
    qtbot.waitUntil(lambda: timeline.at_bottom)
    press(qtbot, window, Qt.Key.Key_F, CTRL)
    qtbot.keyClicks(talk.find.field, "gauge")
    talk.timeline.reply_wanted.emit(TALK[2])
    qtbot.waitUntil(edit.hasFocus)
    window.mark.hold()
    timeline.scroll_by(-100)
    qtbot.keyClicks(edit, "@an")
    assert page.composer.completing.is_open

    def state() -> tuple[bool, bool, bool, bool]:
        popup, reply = page.composer.completing.is_open, page.composer.mode.is_on
        return popup, reply, talk.find.isVisible(), timeline.at_bottom

    assert state() == (True, True, True, False)
    press(qtbot, window, Qt.Key.Key_Escape)
    assert state() == (False, True, True, False)
    timeline.setFocus()  # from here as well as from the box
    qtbot.waitUntil(timeline.hasFocus)
    press(qtbot, window, Qt.Key.Key_Escape)
    assert state() == (False, False, True, False)
    assert page.composer.text() == "@an"
    timeline.setFocus()
    qtbot.waitUntil(timeline.hasFocus)
    press(qtbot, window, Qt.Key.Key_Escape)
    assert state() == (False, False, False, False)
    with qtbot.waitSignal(window.mark.let_go):
        press(qtbot, window, Qt.Key.Key_Escape)
    assert state() == (False, False, False, True)


def test_paging_works_from_a_line_of_text(window: ChatWindow, qtbot: QtBot) -> None:
    window.resize(900, 480)
    furnished(window)
    edit = window.page.composer.edit
    edit.setPlainText("one line")
    qtbot.waitUntil(lambda: window.timeline.at_bottom)
    qtbot.keyClick(edit, Qt.Key.Key_PageUp)
    assert not window.timeline.at_bottom
    qtbot.keyClick(edit, Qt.Key.Key_PageDown)
    assert window.timeline.at_bottom
    edit.setPlainText("two\nlines")
    qtbot.keyClick(edit, Qt.Key.Key_PageUp)
    assert window.timeline.at_bottom


def test_the_sheet_of_keys_opens(window: ChatWindow, qtbot: QtBot) -> None:
    furnished(window)
    press(qtbot, window, Qt.Key.Key_Slash, CTRL)
    texts = {label.text() for label in dialog_of(window, "keys-sheet").findChildren(QLabel)}
    assert {"Ctrl+Q", "Quit", "Shift+Enter", "New line"} <= texts


# ---- folding


def test_narrow_windows_fold_the_sides_away(window: ChatWindow, qtbot: QtBot) -> None:
    furnished(window)
    page = window.page
    assert page.panel.isVisible()
    window.resize(990, 600)
    assert not page.panel.isVisible()
    assert page.sidebar.isVisible()
    window.resize(750, 600)
    assert not page.sidebar.isVisible()
    qtbot.mouseClick(page.header.rooms, Qt.MouseButton.LeftButton)
    assert page.sidebar.isVisible()
    window.resize(1200, 600)
    assert page.sidebar.isVisible()
    assert page.panel.isVisible()
    assert not page.header.rooms.isVisible()


def test_the_people_button_always_does_something(window: ChatWindow, qtbot: QtBot) -> None:
    furnished(window)
    page = window.page
    qtbot.mouseClick(page.header.people, Qt.MouseButton.LeftButton)
    assert not page.panel.isVisible()
    window.resize(900, 600)
    window.resize(1200, 600)
    assert not page.panel.isVisible()
    window.resize(900, 600)
    qtbot.mouseClick(page.header.people, Qt.MouseButton.LeftButton)
    assert dialog_of(window, "people-here").isVisible()


@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_the_smallest_window_holds_everything(
    window: ChatWindow, switch: ThemeSwitch, zoom: float
) -> None:
    furnished(window)
    switch.set_zoom(zoom)
    window.resize(720, 480)
    assert (window.width(), window.height()) == (720, 480)
    send = window.page.composer.send_button
    place = QRect(send.mapTo(window, QPoint(0, 0)), send.size())
    assert window.rect().contains(place)
    assert window.page.timeline.height() > 100


def test_from_right_to_left_everything_changes_sides(window: ChatWindow) -> None:
    furnished(window)
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    page = window.page
    assert page.sidebar.mapTo(window, QPoint(0, 0)).x() > page.panel.mapTo(window, QPoint(0, 0)).x()
    send = page.composer.send_button.mapTo(window, QPoint(0, 0)).x()
    assert send < page.composer.edit.mapTo(window, QPoint(0, 0)).x()


# ---- settings


def test_the_menu_switches_look_and_motion(
    window: ChatWindow, qtbot: QtBot, switch: ThemeSwitch
) -> None:
    qtbot.mouseClick(window.page.sidebar.identity.settings, Qt.MouseButton.LeftButton)
    menu, shown = window.findChild(QMenu, "settings-menu"), window.timeline
    assert isinstance(menu, QMenu)
    assert isinstance(shown, TimelineView)
    by_name = {action.objectName(): action for action in menu.actions()}
    with qtbot.waitSignal(window.theme_chosen) as told:
        by_name["theme-dark"].trigger()
    assert told.args == ["dark"]
    assert switch.choice is ThemeChoice.DARK
    assert shown.metrics.theme.dark
    with qtbot.waitSignal(window.reduced_motion_chosen):
        by_name["reduce-motion"].trigger()
    assert switch.theme.reduced_motion
    menu.close()


def test_adding_an_address(window: ChatWindow, qtbot: QtBot) -> None:
    furnished(window)
    press(qtbot, window, Qt.Key.Key_A, CTRL, SHIFT)
    dialog = dialog_of(window, "add-address")
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText("nonsense here")
    with qtbot.assertNotEmitted(window.address_added):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "There is no address in this" in said
    field.setText(" 192.168.1.9 ")  # the engine dials no address without a port
    with qtbot.assertNotEmitted(window.address_added):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "port is missing" in " ".join(label.text() for label in dialog.findChildren(QLabel))
    field.setText(" 192.168.1.9:4000 ")
    with qtbot.waitSignal(window.address_added) as told:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told.args == ["192.168.1.9:4000"]


# ---- links


class Browser(QObject):
    """Stands in for the system's browser, which a test machine lacks."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser() -> Iterator[Browser]:
    made = Browser()
    for scheme in ("http", "https", "file"):
        QDesktopServices.setUrlHandler(scheme, made, "open")  # type: ignore[arg-type]  # bytes are refused
    yield made
    for scheme in ("http", "https", "file"):
        QDesktopServices.unsetUrlHandler(scheme)


def test_an_honest_link_opens(window: ChatWindow, browser: Browser, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.link_activated):
        window.timeline.link_activated.emit("https://a.example/x", "a.example/x")
    assert browser.opened == ["https://a.example/x"]


def test_a_link_in_disguise_is_asked_about(
    window: ChatWindow, browser: Browser, qtbot: QtBot
) -> None:
    window.timeline.link_activated.emit("https://evil.example/", "https://bank.example/<b>")
    dialog = dialog_of(window, "confirm-link")
    texts = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "https://evil.example/" in texts
    assert browser.opened == []
    button = dialog.findChild(QAbstractButton, "open-link")
    assert isinstance(button, QAbstractButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert browser.opened == ["https://evil.example/"]


def test_a_file_link_never_opens(window: ChatWindow, browser: Browser) -> None:
    window.timeline.link_activated.emit("file:///etc/passwd", "file:///etc/passwd")
    assert browser.opened == []


# ---- rules over the whole tree


def everything(window: ChatWindow, qtbot: QtBot) -> list[QWidget]:
    """All widgets of the window, with every dialog open once."""
    shots._open(window, FAILED)
    window.set_reasons(REASONS)
    window.show_first_run("Mira")
    window.show_chat()
    window.show_banner("info", "<b>words</b>", "Act")
    window.dialogs.show_connection("line")
    window.dialogs.show_keys()
    window.dialogs.ask_address()
    window.dialogs.show_people(PEOPLE, ME.person)
    window.dialogs.follow_link("https://a.example", "<i>b</i>")
    return [window, *window.findChildren(QWidget)]


def test_no_label_takes_its_text_for_markup(window: ChatWindow, qtbot: QtBot) -> None:
    labels = [each for each in everything(window, qtbot) if isinstance(each, QLabel)]
    assert len(labels) > 30
    rich = [each for each in labels if each.text() and each.textFormat() != Qt.TextFormat.PlainText]
    assert rich == []


def test_everything_that_takes_the_focus_has_a_name(window: ChatWindow, qtbot: QtBot) -> None:
    controls = [
        each
        for each in everything(window, qtbot)
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not each.objectName().startswith("qt_")
        and each.focusProxy() is None
        and (each.objectName() != "" or isinstance(each, QAbstractButton | QLineEdit))
    ]
    assert len(controls) > 20
    nameless = [each.objectName() for each in controls if not _name(each)]
    assert nameless == []


def _name(widget: QWidget) -> str:
    return widget.accessibleName()


def test_every_button_and_field_can_be_found_and_explains_itself(
    window: ChatWindow, qtbot: QtBot
) -> None:
    for each in everything(window, qtbot):
        if isinstance(each, QAbstractButton) and not each.objectName().startswith("qt_"):
            assert each.objectName(), each.text()
            assert each.toolTip() or not each.isVisible(), each.objectName()
        if isinstance(each, QLineEdit | QPlainTextEdit):
            assert each.objectName()


def test_hostile_names_stay_words(window: ChatWindow) -> None:
    hostile = msgspec.structs.replace(PEOPLE[1], name="<img src=x>&amp; \u202eevil")
    window.set_me(msgspec.structs.replace(ME, name="<b>Mira & Sol</b>"))
    window.set_people((hostile,))
    button = window.page.sidebar.identity.name_button
    assert button.text() == "<b>Mira && Sol</b>"
    assert "&lt;b&gt;" in button.toolTip()


def test_void_calls_take_no_reference_from_none(window: ChatWindow) -> None:
    """A binding that does would abort the process after a few thousand of them."""
    label = window.page.header.title
    before = sys.getrefcount(None)
    for _ in range(500):
        label.setText("x")
        label.update()
    assert sys.getrefcount(None) > before - 250


@pytest.mark.parametrize("scene", [scene for _, scene, dark in shots.SCENES if not dark])
def test_every_picture_can_be_set_up(window: ChatWindow, scene, qtbot: QtBot) -> None:
    scene(window)
    assert not window.grab().isNull()

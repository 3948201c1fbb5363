"""What the members panel offers for somebody without opening their card."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.model import PersonPresence
from desktop.ui.chat_window import ChatWindow
from desktop.ui.people_panel import PeopleList
from desktop.ui.person_cards import PersonCards
from desktop.ui.profile_card import ProfileDialog
from desktop.ui.room_dialogs import Confirm
from tests.shots import NOW_MS
from tests.shots_cast import PEOPLE

ME, BO = PEOPLE[0], PEOPLE[1]


@pytest.fixture
def people(window: ChatWindow) -> PeopleList:
    window.set_presence(PEOPLE)
    panel = window.page.panel.people
    assert panel.isVisible()
    return panel


@pytest.fixture
def cards(window: ChatWindow, people: PeopleList) -> PersonCards:
    made = PersonCards(window._switch, lambda: NOW_MS, window)
    made.set_people(PEOPLE)
    people.menu_wanted.connect(lambda row, at: made.open_menu(row.person.person, at))
    return made


def _row(people: PeopleList, name: str) -> QPoint:
    model = people.model()
    for number in range(model.rowCount()):
        index = model.index(number, 0)
        if str(index.data()) == name:
            return people.visualRect(index).center()
    raise AssertionError(name)


def _ask(people: PeopleList, at: QPoint, reason: QContextMenuEvent.Reason) -> None:
    place = people.viewport().mapToGlobal(at)
    QApplication.sendEvent(people.viewport(), QContextMenuEvent(reason, at, place))


def _entries(window: ChatWindow) -> dict[str, QAction]:
    menus = [each for each in window.findChildren(QMenu, "person-menu") if each.isVisible()]
    return {each.objectName(): each for each in menus[-1].actions() if each.objectName()}


def test_a_member_under_the_mouse(
    window: ChatWindow, people: PeopleList, cards: PersonCards, qtbot: QtBot
) -> None:
    window.page.composer.edit.setFocus()
    at = _row(people, BO.name)
    QTest.mouseClick(people.viewport(), Qt.MouseButton.RightButton, pos=at)
    _ask(people, at, QContextMenuEvent.Reason.Mouse)
    assert window.page.composer.edit.hasFocus()
    assert not people.currentIndex().isValid()
    entries = _entries(window)
    for name, signal, told in (
        ("person-message", cards.message_wanted, [BO.person]),
        ("person-mention", cards.mention_wanted, [BO.person]),
        ("person-mute", cards.mute_changed, [BO.person, True]),
    ):
        with qtbot.waitSignal(signal) as heard:
            entries[name].trigger()
        assert heard.args == told
    entries["person-block"].trigger()
    question = window.findChild(Confirm, "block-person")
    assert isinstance(question, Confirm)
    with qtbot.waitSignal(cards.block_changed) as heard:
        question.act.click()
    assert heard.args == [BO.person, True]
    entries["person-profile"].trigger()
    card = window.findChild(ProfileDialog)
    assert isinstance(card, ProfileDialog)
    assert card.card.person == BO
    card.reject()


def test_the_menu_key_means_the_row_it_stands_on(
    window: ChatWindow, people: PeopleList, cards: PersonCards
) -> None:
    people.setCurrentIndex(people.indexAt(_row(people, BO.name)))
    _ask(people, QPoint(0, 0), QContextMenuEvent.Reason.Keyboard)
    assert BO.name in _entries(window)["person-profile"].text()


def test_oneself_has_only_the_card_and_a_heading_nothing(
    window: ChatWindow, people: PeopleList, cards: PersonCards
) -> None:
    _ask(people, people.visualRect(people.model().index(0, 0)).center(), QContextMenuEvent.Reason.Mouse)
    assert window.findChild(QMenu, "person-menu") is None
    _ask(people, _row(people, ME.name), QContextMenuEvent.Reason.Mouse)
    assert list(_entries(window)) == ["person-profile"]


@pytest.mark.parametrize(
    "known", [msgspec.structs.replace(BO, muted=True), msgspec.structs.replace(BO, blocked=True)]
)
def test_what_was_done_can_be_undone(
    window: ChatWindow, cards: PersonCards, qtbot: QtBot, known: PersonPresence
) -> None:
    cards.set_people((known,))
    cards.open_menu(BO.person, QPoint(10, 10))
    entries = _entries(window)
    assert entries["person-message"].isEnabled() is not known.blocked
    name = "person-block" if known.blocked else "person-mute"
    signal = cards.block_changed if known.blocked else cards.mute_changed
    with qtbot.waitSignal(signal) as heard:
        entries[name].trigger()
    assert heard.args == [BO.person, False]

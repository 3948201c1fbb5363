"""The window of people: who is listed how, the card, one's own status, the numbers to compare."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QFocusEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.model import Status
from desktop.ui import strings
from desktop.ui.chat_window import ChatWindow
from desktop.ui.own_status import TODAY
from desktop.ui.people_panel import PeopleModel
from desktop.ui.person_cards import PersonCards
from desktop.ui.presence_list import PEOPLE_SHOWN, PresenceModel, Shown
from desktop.ui.presence_window import PresenceWindow
from desktop.ui.profile_card import ProfileDialog
from desktop.ui.room_dialogs import Confirm
from desktop.ui.safety_dialog import CompareNumber, groups
from desktop.ui.theme import ThemeSwitch
from net.ids import PersonId
from tests.shots import NOW_MS
from tests.shots_cast import NUMBER, PEOPLE, ROOMS, at

LEFT = Qt.MouseButton.LeftButton
ME, ANA, BO, DANA, FARAH, GORO, IRIS, CHIDI, KAVYA, EMRE, HANNA = PEOPLE


@pytest.fixture
def presence(qtbot: QtBot, switch: ThemeSwitch) -> PresenceWindow:
    made = PresenceWindow(switch, lambda: NOW_MS)
    qtbot.addWidget(made)
    made.set_rooms(ROOMS)
    made.set_people(PEOPLE)
    made.set_current_room("field-station", frozenset({ANA.person, EMRE.person}))
    made.show()
    return made


def rows(window: PresenceWindow) -> list[str]:
    model = window.list.model()
    return [model.index(n, 0).data() for n in range(model.rowCount())]


# ---- the list


def test_people_stand_by_state_and_oneself_above(presence: PresenceWindow) -> None:
    assert rows(presence) == [
        "Online · 6", "Ana Ferreira", "Bo Lindqvist", "Dana Weiss", "Farah Nasser", "Goro Tanaka",
        "Iris Blom", "Away · 2", "Chidi Okafor", "Kavya Rao",
        "Offline · 2", "Emre Y\u0131ld\u0131z", "Hanna Koch",
    ]  # fmt: skip
    assert presence.own.name.text() == "Mira Sol"


def test_rows_say_since_when_and_what_waits(presence: PresenceWindow) -> None:
    model = PresenceModel(lambda: NOW_MS)
    assert model.end(ANA) == "since 08:02"
    assert model.end(IRIS) == "just now"
    assert model.end(EMRE) == "2 messages wait"
    assert model.line(EMRE) == "seen yesterday, 18:20"
    assert model.line(HANNA) == "seen Friday"
    assert model.spoken(ANA) == (
        "Ana Ferreira, Online, verified, in the wet lab · until 12:30, lab-2, x270, since 08:02"
    )
    assert model.spoken(GORO).startswith("Goro Tanaka, Do not disturb")


def test_filters_and_letters_narrow(presence: PresenceWindow, qtbot: QtBot) -> None:
    assert presence.chips[Shown.ONLINE].text() == "Online 6"
    qtbot.mouseClick(presence.chips[Shown.AWAY], LEFT)
    assert rows(presence) == ["Away · 2", "Chidi Okafor", "Kavya Rao"]
    qtbot.mouseClick(presence.chips[Shown.ROOM], LEFT)
    assert rows(presence)[1::2] == ["Ana Ferreira", "Emre Y\u0131ld\u0131z"]
    chosen = QAccessible.queryAccessibleInterface(presence.chips[Shown.AWAY]).actionInterface()
    chosen.doAction("Toggle")  # by a screen reader, which is no click
    assert rows(presence) == ["Away · 2", "Chidi Okafor", "Kavya Rao"]
    qtbot.mouseClick(presence.chips[Shown.EVERYONE], LEFT)
    qtbot.keyClicks(presence.finder, "deck-pad")  # a device leads to its person
    assert rows(presence) == ["Online · 1", "Dana Weiss"]
    assert presence.card.name.text() == "Dana Weiss"
    presence.finder.setText("nobody at all")
    assert presence.nobody.isVisible()
    assert presence.nobody.text() == "Nobody known here is called that."
    qtbot.keyClick(presence.finder, Qt.Key.Key_Escape)
    assert len(rows(presence)) > 8
    assert presence.isVisible()


def test_without_a_room_there_is_no_such_filter(presence: PresenceWindow) -> None:
    presence.choose_filter(Shown.ROOM)
    presence.set_current_room("", frozenset())
    assert presence.chips[Shown.ROOM].isHidden()
    assert presence.chips[Shown.EVERYONE].isChecked()


def test_news_keep_the_choice_even_in_another_section(presence: PresenceWindow) -> None:
    presence.select(BO.person)
    gone = msgspec.structs.replace(BO, status=Status.OFFLINE, since_ms=NOW_MS)
    presence.set_people(tuple(gone if p is BO else p for p in PEOPLE))
    assert presence.card.name.text() == "Bo Lindqvist"
    assert presence.list.currentIndex().data() == "Bo Lindqvist"
    assert "seen 10:46" in presence.card.line.text()


def test_who_goes_while_their_card_is_read_hands_it_to_nobody(
    presence: PresenceWindow, qtbot: QtBot
) -> None:
    qtbot.mouseClick(presence.chips[Shown.ONLINE], LEFT)
    presence._stand_on(BO.person)
    away = msgspec.structs.replace(BO, status=Status.AWAY)
    presence.set_people(tuple(away if each is BO else each for each in PEOPLE))
    assert away.name not in rows(presence)
    assert presence.card.person == away
    assert not presence.list.currentIndex().isValid()
    with qtbot.waitSignal(presence.message_wanted) as told:
        presence.card.message.click()
    assert told.args == [BO.person]
    presence.set_people(PEOPLE)
    assert presence.list.currentIndex().data() == BO.name
    qtbot.mouseClick(presence.chips[Shown.AWAY], LEFT)
    assert presence.card.person != BO, "a filter that is chosen shows those that it lets through"


def test_a_crowd_is_cut_with_words(switch: ThemeSwitch) -> None:
    model = PresenceModel(lambda: NOW_MS)
    model.set_people(
        tuple(
            msgspec.structs.replace(BO, person=n.to_bytes(32, "big"), name=f"p{n:05}")
            for n in range(PEOPLE_SHOWN + 9)
        )
    )
    assert model.rowCount() == PEOPLE_SHOWN + 1
    assert model.index(PEOPLE_SHOWN, 0).data() == "and 10 more"


# ---- the card


def test_the_card_shows_devices_and_shared_rooms(presence: PresenceWindow) -> None:
    presence.select(ANA.person)
    card = presence.card
    assert card.line.text() == "in the wet lab · until 12:30"
    words = [label.text() for label in card.findChildren(type(card.line), "device-detail")]
    assert words == ["online since 08:02 · direct, 0.4 ms", "away for 20 min"]
    assert card.trust.words.text() == "You compared codes with each other"
    assert card.trust.detail.text() == "14 October · 40312 77519 … 90241"


def test_the_way_to_a_device_is_said_in_the_language_of_the_windows(
    presence: PresenceWindow, german: None
) -> None:
    ways = [
        msgspec.structs.replace(BO.devices[0], since_ms=None, linked=linked, rtt_ms=rtt_ms)
        for linked, rtt_ms in ((True, 0.44), (True, 12.6), (True, None), (False, None))
    ]
    presence.set_people((msgspec.structs.replace(BO, devices=tuple(ways)),))
    presence.select(BO.person)
    card = presence.card
    words = [label.text() for label in card.findChildren(type(card.line), "device-detail")]
    assert words[-4:] == ["direkt, 0,4 ms", "direkt, 13 ms", "direkt", ""]


def test_the_card_leads_to_message_mention_and_room(presence: PresenceWindow, qtbot: QtBot) -> None:
    presence.select(ANA.person)
    with qtbot.waitSignal(presence.message_wanted) as told:
        qtbot.mouseClick(presence.card.message, LEFT)
    assert told.args == [ANA.person]
    with qtbot.waitSignal(presence.mention_wanted):
        qtbot.mouseClick(presence.card.mention, LEFT)
    chips = [b for b in presence.card._rooms_box.children() if hasattr(b, "click")]
    with qtbot.waitSignal(presence.room_chosen) as told:
        chips[0].click()
    assert told.args[0] in {room.room for room in ROOMS}


def test_what_nothing_stands_behind_is_not_offered(presence: PresenceWindow) -> None:
    presence.allow(message=False, mention=False)
    assert presence.card.message.isHidden()
    assert presence.card.mention.isHidden()


def entry(presence: PresenceWindow, words: str) -> object:
    presence.card.more.click()
    menu = presence.findChildren(QMenu, "card-menu")[-1]
    return next(action for action in menu.actions() if action.text() == words)


def test_mute_at_once_block_after_a_question(presence: PresenceWindow, qtbot: QtBot) -> None:
    presence.select(BO.person)
    with qtbot.waitSignal(presence.mute_changed) as told:
        entry(presence, "Mute").trigger()  # type: ignore[attr-defined]
    assert told.args == [BO.person, True]
    with qtbot.assertNotEmitted(presence.block_changed):
        entry(presence, "Block…").trigger()  # type: ignore[attr-defined]
    question = presence.findChild(Confirm, "block-person")
    assert isinstance(question, Confirm)
    with qtbot.waitSignal(presence.block_changed) as told:
        qtbot.mouseClick(question.act, LEFT)
    assert told.args == [BO.person, True]
    blocked = msgspec.structs.replace(BO, blocked=True)
    presence.set_people(tuple(blocked if p is BO else p for p in PEOPLE))
    assert not presence.card.message.isEnabled()
    with qtbot.waitSignal(presence.block_changed) as told:
        entry(presence, "Unblock").trigger()  # type: ignore[attr-defined]
    assert told.args == [BO.person, False]


def test_in_a_narrow_window_the_card_opens_over_the_list(
    presence: PresenceWindow, qtbot: QtBot
) -> None:
    presence.resize(600, 500)
    assert presence.card.isHidden()
    presence.select(ANA.person)
    qtbot.keyClick(presence.list, Qt.Key.Key_Return)
    dialog = presence.findChild(ProfileDialog, "profile")
    assert isinstance(dialog, ProfileDialog)
    assert dialog.card.name.text() == "Ana Ferreira"
    with qtbot.waitSignal(presence.message_wanted):
        dialog.card.message.click()
    assert dialog.isHidden()


# ---- numbers


def test_numbers_stand_in_groups_of_five() -> None:
    assert groups(NUMBER) == tuple(NUMBER.split())
    assert groups(NUMBER.replace(" ", "")) == tuple(NUMBER.split())
    assert groups("") == ()


def test_comparing_is_for_people_to_say(presence: PresenceWindow, qtbot: QtBot) -> None:
    presence.select(BO.person)
    assert presence.card.trust.words.text() == "Not verified yet"
    qtbot.mouseClick(presence.card.trust.button, LEFT)
    dialog = presence.findChild(CompareNumber)
    assert isinstance(dialog, CompareNumber)
    assert NUMBER in dialog.box.accessibleName()
    qtbot.mouseClick(dialog.findChild(type(dialog.answer), "copy-number"), LEFT)
    assert QGuiApplication.clipboard().text() == NUMBER
    with qtbot.waitSignal(presence.verify_changed) as told:
        qtbot.mouseClick(dialog.answer, LEFT)
    assert told.args == [BO.person, True]


def test_without_a_number_there_is_nothing_to_confirm(
    qtbot: QtBot, presence: PresenceWindow
) -> None:
    dialog = CompareNumber(presence._switch, FARAH, presence)
    assert not dialog.answer.isEnabled()


# ---- oneself


def test_a_status_is_told_at_once(presence: PresenceWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(presence.status_chosen) as told:
        qtbot.keyClick(presence.own.status, Qt.Key.Key_Down)
    assert told.args == ["away", "", None]
    presence.set_people((msgspec.structs.replace(ME, status=Status.AWAY), *PEOPLE[1:]))
    assert presence.own.status.accessibleName() == "Your status: Away"


def test_invisible_is_offline_for_others(presence: PresenceWindow, qtbot: QtBot) -> None:
    told: list[tuple[object, ...]] = []
    presence.status_chosen.connect(lambda *args: told.append(args))
    for _ in range(3):
        qtbot.keyClick(presence.own.status, Qt.Key.Key_Down)
    assert told[-1][0] == "offline"
    assert presence.own.status.text().endswith("Invisible")


def test_a_note_holds_as_long_as_chosen(presence: PresenceWindow, qtbot: QtBot) -> None:
    own = presence.own
    qtbot.keyClicks(own.note, "  at the   winch ")
    own.duration.set_value(1)
    with qtbot.waitSignal(presence.status_chosen) as told:
        qtbot.keyClick(own.note, Qt.Key.Key_Return)
    assert told.args == ["online", "at the winch", NOW_MS + 3_600_000]
    own.duration.set_value(TODAY)
    own.note.setText("later")
    with qtbot.waitSignal(presence.status_chosen) as told:
        qtbot.keyClick(own.note, Qt.Key.Key_Return)
    assert told.args == ["online", "later", at("00:00") + 86_400_000]
    with qtbot.assertNotEmitted(presence.status_chosen):  # the same again is no news
        QApplication.sendEvent(
            own.note, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason)
        )


def test_the_end_that_holds_is_what_is_shown_as_chosen(
    presence: PresenceWindow, qtbot: QtBot
) -> None:
    own = presence.own
    assert own.duration.text() == "until cleared"
    until = NOW_MS + 1_800_000
    away = msgspec.structs.replace(ME, status=Status.AWAY, note="lunch", until_ms=until)
    presence.set_people((away, *PEOPLE[1:]))  # as after a restart
    assert own.duration.text() == f"until {strings.clock_time(until)}"
    own.note.setText("late lunch")
    with qtbot.waitSignal(presence.status_chosen) as told:
        own.note.returnPressed.emit()
    assert told.args == ["away", "late lunch", until]
    with qtbot.waitSignal(presence.status_chosen) as told:
        own.duration.set_value(None)
        own.duration.chosen.emit(None)
    assert told.args == ["away", "late lunch", None]
    presence.set_people((msgspec.structs.replace(away, until_ms=None), *PEOPLE[1:]))
    assert own.duration.text() == "until cleared"


def test_do_not_disturb_holds_as_long_as_chosen(presence: PresenceWindow, qtbot: QtBot) -> None:
    own = presence.own
    own.duration.set_value(1)
    with qtbot.waitSignal(presence.status_chosen) as told:
        own.status.set_value(Status.BUSY)
        own.status.chosen.emit(Status.BUSY)
    assert told.args == ["busy", "", NOW_MS + 3_600_000]
    busy = msgspec.structs.replace(ME, status=Status.BUSY, until_ms=NOW_MS + 3_600_000)
    presence.set_people((busy, *PEOPLE[1:]))
    assert own.seen.text() == f"what others see · until {strings.clock_time(NOW_MS + 3_600_000)}"
    with qtbot.waitSignal(presence.status_chosen) as told:
        own.status.set_value(Status.ONLINE)
        own.status.chosen.emit(Status.ONLINE)
    assert told.args == ["online", "", None]


def test_lists_say_until_when(presence: PresenceWindow) -> None:
    until = f"until {strings.clock_time(NOW_MS + 3_600_000)}"
    busy = msgspec.structs.replace(ANA, note="", status=Status.BUSY, until_ms=NOW_MS + 3_600_000)
    noted = msgspec.structs.replace(busy, note="in the lab")
    assert presence._model.line(busy) == f"Do not disturb · {until}"
    assert presence._model.line(noted) == f"in the lab · {until}"
    panel = PeopleModel(lambda: NOW_MS, sections=True)
    assert panel._line(busy) == f"Do not disturb · {until}"
    assert panel._line(noted) == f"in the lab · {until}"
    far = msgspec.structs.replace(noted, until_ms=NOW_MS + 3 * 86_400_000)
    assert strings.clock_time(NOW_MS) not in panel._line(far)


def test_a_note_that_is_being_typed_stays(presence: PresenceWindow, qtbot: QtBot) -> None:
    presence.activateWindow()
    presence.own.note.setFocus()
    qtbot.waitUntil(presence.own.note.hasFocus)
    qtbot.keyClicks(presence.own.note, "half a no")
    presence.set_people(PEOPLE)
    assert presence.own.note.text() == "half a no"


def test_escape_closes_and_it_can_be_brought_back(presence: PresenceWindow, qtbot: QtBot) -> None:
    presence.activateWindow()
    qtbot.waitUntil(presence.isActiveWindow)
    with qtbot.waitSignal(presence.closed):
        qtbot.keyClick(presence.list, Qt.Key.Key_Escape)
    presence.bring()
    assert presence.isVisible()
    assert presence.mapFromGlobal(QPoint(0, 0)) is not None


def test_a_card_over_the_main_window_follows_the_news(window: ChatWindow, qtbot: QtBot) -> None:
    cards = PersonCards(window._switch, lambda: NOW_MS, window)
    cards.set_rooms(ROOMS)
    cards.set_people(PEOPLE)
    cards.show(PersonId(b"nobody"))
    assert window.findChild(ProfileDialog) is None
    cards.show(ANA.person)
    dialog = window.findChild(ProfileDialog)
    assert isinstance(dialog, ProfileDialog)
    cards.set_people((msgspec.structs.replace(ANA, note="at lunch", until_ms=None),))
    assert dialog.card.line.text() == "at lunch"
    with qtbot.waitSignal(cards.message_wanted) as told:
        dialog.card.message.click()
    assert told.args == [ANA.person]
    assert dialog.isHidden()

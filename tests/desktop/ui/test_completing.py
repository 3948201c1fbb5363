"""Names after an at sign and emoji after a colon; the book of emoji and its picker."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import languages
from desktop.model import PersonPresence, Room, RoomKind, Status
from desktop.store.emoji import one_emoji
from desktop.ui.choices import CHOICE_ROLE, CORNER_PX
from desktop.ui.composer import Composer
from desktop.ui.emoji_book import TONES, book
from desktop.ui.emoji_picker import EmojiPicker
from desktop.ui.features import Feature
from desktop.ui.fuzzy import folded
from desktop.ui.theme import ThemeSwitch
from net.ids import PersonId, RoomId
from tests.shots import ME, PEOPLE, PRESENT, TALK, person

LOBBY, OTHER = RoomId(b"l" * 32), RoomId(b"o" * 32)
K = Qt.Key


@pytest.fixture
def composer(qtbot: QtBot, switch: ThemeSwitch) -> Composer:
    made = Composer(switch)
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.open_room(LOBBY, "lobby")
    made.set_people(PRESENT, ME.person)
    made.set_features(frozenset({Feature.MENTIONS, Feature.EMOJI}))
    made.show()
    made.activateWindow()
    made.edit.setFocus()
    qtbot.waitUntil(made.edit.hasFocus)
    return made


def offered(composer: Composer) -> list[str]:
    popup = composer.completing._popup
    if popup is None or not popup.isVisible():
        return []
    model = popup.model()
    return [model.index(row, 0).data(CHOICE_ROLE).title for row in range(model.rowCount())]


def sent(composer: Composer) -> list[object]:
    said: list[object] = []
    composer.message_written.connect(lambda _, written: said.append(written))
    return said


# ---------------------------------------------------------------- aloud


def test_what_enter_would_take_is_spoken_with_the_text(qtbot: QtBot, composer: Composer) -> None:
    edit = composer.edit
    qtbot.keyClicks(edit, "@")
    first = edit.accessibleDescription()
    assert first.startswith(offered(composer)[0])
    qtbot.keyClick(edit, K.Key_Down)
    assert edit.accessibleDescription().startswith(offered(composer)[1])
    qtbot.keyClick(edit, K.Key_Escape)
    assert edit.accessibleDescription() == ""
    qtbot.keyClicks(edit, " :coff")
    assert edit.accessibleDescription() == offered(composer)[0] == ":coffee:"
    qtbot.keyClick(edit, K.Key_Return)
    assert edit.accessibleDescription() == ""


def test_the_emoji_to_be_picked_is_spoken_with_the_field(qtbot: QtBot, picker: EmojiPicker) -> None:
    qtbot.keyClicks(picker.field, "coffee")
    assert picker.field.accessibleDescription().endswith(":coffee:")
    qtbot.keyClicks(picker.field, "xyz")
    assert picker.field.accessibleDescription() == picker.name.text() != ""


# ---------------------------------------------------------------- names


def test_an_at_sign_lists_everybody_but_oneself_those_here_first(
    qtbot: QtBot, composer: Composer
) -> None:
    qtbot.keyClicks(composer.edit, "hi @")
    names = offered(composer)
    assert "Mira Sol" not in names
    assert names[:4] == ["Ana Ferreira", "Bo Lindqvist", "Farah Nasser", "Goro Tanaka"]
    assert len(names) == len(PEOPLE) - 1


@pytest.mark.parametrize("key", [K.Key_Tab, K.Key_Return, K.Key_Enter])
def test_a_pick_puts_the_name_and_keeps_the_person(
    qtbot: QtBot, composer: Composer, key: Qt.Key
) -> None:
    said = sent(composer)
    qtbot.keyClicks(composer.edit, "hi @lin")
    assert offered(composer) == ["Bo Lindqvist"]
    qtbot.keyClick(composer.edit, key)
    assert composer.text() == "hi @Bo Lindqvist "
    assert offered(composer) == []
    assert composer.edit.hasFocus()
    qtbot.keyClicks(composer.edit, "come")
    qtbot.keyClick(composer.edit, K.Key_Return)
    assert said[0].mentions == (person("bo").person,)  # type: ignore[attr-defined]


def test_a_name_that_was_deleted_is_not_meant(qtbot: QtBot, composer: Composer) -> None:
    said = sent(composer)
    qtbot.keyClicks(composer.edit, "@lin")
    qtbot.keyClick(composer.edit, K.Key_Tab)
    for _ in range(3):
        qtbot.keyClick(composer.edit, K.Key_Backspace)
    qtbot.keyClick(composer.edit, K.Key_Escape)
    qtbot.keyClick(composer.edit, K.Key_Return)
    assert said[0].mentions == ()  # type: ignore[attr-defined]


def test_keys_move_in_the_list_and_escape_closes_it_for_this_word(
    qtbot: QtBot, composer: Composer
) -> None:
    qtbot.keyClicks(composer.edit, "@")
    qtbot.keyClick(composer.edit, K.Key_Down)
    qtbot.keyClick(composer.edit, K.Key_Up)
    qtbot.keyClick(composer.edit, K.Key_Up)
    last = offered(composer)[-1]
    qtbot.keyClick(composer.edit, K.Key_Return)
    assert composer.text() == f"@{last} "
    qtbot.keyClicks(composer.edit, "@a")
    assert offered(composer)
    qtbot.keyClick(composer.edit, K.Key_Escape)
    qtbot.keyClicks(composer.edit, "n")
    assert offered(composer) == []
    qtbot.keyClicks(composer.edit, " @")
    assert offered(composer)


def namesakes() -> tuple[PersonPresence, PersonPresence]:
    """Two people who are both called Bo, the second is away."""
    first, second = (PersonId(bytes([n]) * 32) for n in (1, 2))
    return (
        PersonPresence(first, "Bo", Status.ONLINE, mark="AEAQ"),
        PersonPresence(second, "Bo", Status.AWAY, mark="AIBA"),
    )


def pick(qtbot: QtBot, composer: Composer, row: int) -> None:
    qtbot.keyClicks(composer.edit, "@bo")
    for _ in range(row):
        qtbot.keyClick(composer.edit, K.Key_Down)
    qtbot.keyClick(composer.edit, K.Key_Tab)


def test_who_is_away_is_not_called_online(qtbot: QtBot, composer: Composer) -> None:
    composer.set_people(namesakes(), ME.person)
    qtbot.keyClicks(composer.edit, "@bo")
    popup = composer.completing._popup
    assert popup is not None
    model = popup.model()
    details = [model.index(row, 0).data(CHOICE_ROLE).detail for row in range(model.rowCount())]
    assert details == ["AEAQ · Online", "AIBA · Away"]


def test_two_of_one_name_are_both_meant(qtbot: QtBot, composer: Composer) -> None:
    one, other = namesakes()
    composer.set_people((one, other), ME.person)
    said = sent(composer)
    pick(qtbot, composer, 1)
    pick(qtbot, composer, 0)
    assert composer.text() == "@Bo @Bo "
    qtbot.keyClick(composer.edit, K.Key_Return)
    assert said[0].mentions == (other.person, one.person)  # type: ignore[attr-defined]


@pytest.mark.parametrize("gone", [0, 1])
def test_of_two_of_one_name_the_one_whose_name_was_taken_out_is_not_meant(
    qtbot: QtBot, composer: Composer, gone: int
) -> None:
    both = namesakes()
    composer.set_people(both, ME.person)
    said = sent(composer)
    pick(qtbot, composer, 0)
    pick(qtbot, composer, 1)
    cursor = composer.edit.textCursor()
    cursor.setPosition(4 * gone)
    cursor.setPosition(4 * gone + 4, cursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    assert composer.text() == "@Bo "
    qtbot.keyClick(composer.edit, K.Key_Return)
    assert said[0].mentions == (both[1 - gone].person,)  # type: ignore[attr-defined]


def test_a_longer_name_is_none_that_begins_it(qtbot: QtBot, composer: Composer) -> None:
    composer.set_people(namesakes()[:1], ME.person)
    said = sent(composer)
    pick(qtbot, composer, 0)
    qtbot.keyClick(composer.edit, K.Key_Backspace)
    qtbot.keyClicks(composer.edit, "b is somebody else")
    qtbot.keyClick(composer.edit, K.Key_Return)
    assert said[0].text == "@Bob is somebody else"  # type: ignore[attr-defined]
    assert said[0].mentions == ()  # type: ignore[attr-defined]


def test_words_that_come_back_mean_whom_they_meant(qtbot: QtBot, composer: Composer) -> None:
    one, other = namesakes()
    composer.set_people((one, other), ME.person)
    composer.set_undo_s(5)
    said = sent(composer)
    pick(qtbot, composer, 1)
    pick(qtbot, composer, 0)
    qtbot.keyClick(composer.edit, K.Key_Return)
    assert composer.text() == ""
    composer.strip.undo.click()
    composer.set_undo_s(0)
    qtbot.keyClick(composer.edit, K.Key_Return)
    assert said[0].mentions == (other.person, one.person)  # type: ignore[attr-defined]


def test_a_draft_means_whom_it_meant_after_another_room(qtbot: QtBot, composer: Composer) -> None:
    one, other = namesakes()
    composer.set_people((one, other), ME.person)
    said = sent(composer)
    pick(qtbot, composer, 1)
    pick(qtbot, composer, 0)
    composer.open_room(OTHER, "other")
    pick(qtbot, composer, 0)
    composer.open_room(LOBBY, "lobby")
    assert composer.text() == "@Bo @Bo "
    qtbot.keyClick(composer.edit, K.Key_Return)
    assert said[0].mentions == (other.person, one.person)  # type: ignore[attr-defined]


def test_a_draft_means_whom_it_meant_after_a_restart(
    qtbot: QtBot, composer: Composer, switch: ThemeSwitch
) -> None:
    _, other = namesakes()
    composer.set_people(namesakes(), ME.person)
    told: list[tuple[object, ...]] = []
    composer.draft_changed.connect(lambda *args: told.append(args))
    qtbot.keyClicks(composer.edit, "ask ")
    pick(qtbot, composer, 1)
    composer.flush_draft()
    assert told[-1] == (LOBBY, "ask @Bo ", (("Bo", other.person),))
    again = Composer(switch)
    qtbot.addWidget(again)
    again.open_room(LOBBY, "lobby")
    said = sent(again)
    again.set_draft(*told[-1][1:])
    again.set_people(namesakes(), ME.person)  # known only later
    again.send()
    assert said[0].mentions == (other.person,)  # type: ignore[attr-defined]


def test_a_mention_from_a_card_means_the_one_on_it(qtbot: QtBot, composer: Composer) -> None:
    _, other = namesakes()
    composer.set_people(namesakes(), ME.person)
    said = sent(composer)
    qtbot.keyClicks(composer.edit, "ask")
    composer.mention(other.person, other.name)
    assert composer.text() == "ask @Bo "
    assert offered(composer) == []
    qtbot.keyClick(composer.edit, K.Key_Return)
    assert said[0].mentions == (other.person,)  # type: ignore[attr-defined]


def test_an_edit_mentions_whom_it_picks(qtbot: QtBot, composer: Composer) -> None:
    _, other = namesakes()
    composer.set_people(namesakes(), ME.person)
    edits: list[tuple[object, ...]] = []
    composer.edit_submitted.connect(lambda *told: edits.append(told))
    own = next(each for each in TALK if each.person == ME.person)
    composer.start_edit(own)
    qtbot.keyClicks(composer.edit, " ")
    pick(qtbot, composer, 1)
    qtbot.keyClick(composer.edit, K.Key_Return)
    assert edits == [(own.id, f"{own.text} @Bo", (other.person,))]


@pytest.mark.parametrize("text", ["me@example", "12:30", "a::b", ":)", "@ ", "https://x", ":-D"])
def test_what_is_no_beginning_opens_nothing(qtbot: QtBot, composer: Composer, text: str) -> None:
    qtbot.keyClicks(composer.edit, text)
    assert offered(composer) == []


def test_nothing_opens_unless_offered_or_for_a_kept_draft(qtbot: QtBot, composer: Composer) -> None:
    composer.set_features(frozenset())
    assert not composer.emoji_button.isVisible()
    qtbot.keyClicks(composer.edit, "@b :smi")
    assert offered(composer) == []


def test_leaving_the_box_closes_the_list(qtbot: QtBot, composer: Composer) -> None:
    qtbot.keyClicks(composer.edit, "@b")
    assert offered(composer)
    composer.edit.clearFocus()
    assert offered(composer) == []


# ---------------------------------------------------------------- emoji


def test_a_colon_lists_and_puts_emoji(qtbot: QtBot, composer: Composer) -> None:
    qtbot.keyClicks(composer.edit, "nice :thumbsu")
    assert offered(composer)[0] == ":thumbsup:"
    qtbot.keyClick(composer.edit, K.Key_Tab)
    assert composer.text() == "nice 👍"


def test_a_whole_code_turns_at_its_second_colon(qtbot: QtBot, composer: Composer) -> None:
    qtbot.keyClicks(composer.edit, ":tada: :nosuch:")
    assert composer.text() == "🎉 :nosuch:"


def test_a_number_sign_lists_and_puts_rooms(qtbot: QtBot, composer: Composer) -> None:
    qtbot.keyClicks(composer.edit, "#")
    assert offered(composer) == []  # there are none
    composer.edit.clear()
    rooms = [
        Room(room=RoomId(bytes([n]) * 32), name=name, kind=RoomKind.OPEN, topic=f"about {name}")
        for n, name in enumerate(("data-logs", "lobby", "Mess Hall"))
    ]
    composer.completing.set_rooms(rooms)
    qtbot.keyClicks(composer.edit, "see #")
    assert offered(composer) == ["data-logs", "lobby", "Mess Hall"]
    qtbot.keyClicks(composer.edit, "hal")
    assert offered(composer) == ["Mess Hall"]
    qtbot.keyClick(composer.edit, K.Key_Return)
    assert composer.text() == "see #Mess Hall "
    assert offered(composer) == []
    qtbot.keyClicks(composer.edit, "and #lobby")
    assert offered(composer) == []  # whole as it stands: Enter sends
    for nothing in ("a#lo", "##lo", "# lo", "https://a.example/#lo"):
        composer.edit.clear()
        qtbot.keyClicks(composer.edit, nothing)
        assert offered(composer) == [], nothing


def test_emoji_are_offered_behind_a_name_too(qtbot: QtBot, composer: Composer) -> None:
    qtbot.keyClicks(composer.edit, "@lin")
    qtbot.keyClick(composer.edit, K.Key_Tab)
    qtbot.keyClicks(composer.edit, "thanks :thumbsu")
    assert offered(composer)[0] == ":thumbsup:"
    qtbot.keyClick(composer.edit, K.Key_Tab)
    qtbot.keyClicks(composer.edit, " :tada:")
    assert composer.text() == "@Bo Lindqvist thanks 👍 🎉"


def test_emoji_before_it_do_not_shift_what_is_replaced(qtbot: QtBot, composer: Composer) -> None:
    composer.edit.insertPlainText("first line 🎉\n🎉🎉 ")
    qtbot.keyClicks(composer.edit, "a :coffee: @lin")
    qtbot.keyClick(composer.edit, K.Key_Tab)
    assert composer.text() == "first line 🎉\n🎉🎉 a ☕ @Bo Lindqvist "


def test_every_emoji_is_one_and_no_short_name_stands_twice() -> None:
    every = [emoji for _, emojis in book().groups for emoji in emojis]
    assert len(every) > 600
    assert [each.text for each in every if one_emoji(each.text) != each.text] == []
    toned = [each.in_tone(tone) for each in every for tone in range(len(TONES)) if each.toned]
    assert [each for each in toned if one_emoji(each) != each] == []
    codes = Counter(code for each in every for code in each.codes)
    assert [code for code, count in codes.items() if count > 1] == []


def test_search_prefers_short_names() -> None:
    assert next(each.text for each in book().search("joy", 3)) == "😂"
    assert book().search("wave", 1)[0].text == "👋"
    assert book().search("boat", 9)
    assert book().search("", 9) == []
    assert book().search("zzzzzz", 9) == []


@pytest.fixture
def speak(qapp: QApplication) -> Iterator[Callable[[str], None]]:
    before = QLocale()


    def load(language: str) -> None:
        languages.load(qapp, language)

    yield load
    languages.unload(qapp)
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("language", "query", "text"),
    [
        ("de", "rotes herz", "❤️"),
        ("de", "Fröhlich", "😀"),
        ("de", "frohlich", "😀"),
        ("de", "geburtstag", "🎂"),
        ("de", "heart_eyes", "😍"),
        ("de", "thumbsup", "👍"),
        ("de", "weary cat", "🙀"),
        ("ar", "قلب أحمر", "❤️"),
        ("ar", "قلب احمر", "❤️"),
        ("ar", "القلب", "❤️"),
        ("ar", "قهوة", "☕"),
        ("ar", "قهوه", "☕"),
        ("ar", "coffee", "☕"),
        ("ar", "قَلْب", "❤️"),
        ("en", "cheerful", "😀"),
    ],
)
def test_search_knows_the_windows_language_and_english_short_names(
    speak: Callable[[str], None], language: str, query: str, text: str
) -> None:
    speak(language)
    assert text in [each.text for each in book().search(query, 24)]


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_every_emoji_has_a_name_and_words_that_are_folded(
    speak: Callable[[str], None], language: str
) -> None:
    speak(language)
    every = [emoji for _, emojis in book().groups for emoji in emojis]
    assert [each.codes[0] for each in every if not each.title or not each.words] == []
    assert [each.words for each in every if folded(each.words)[0] != each.words] == []
    if language == "ar":
        assert [each.title for each in every if each.title.isascii()] == []


def test_a_name_in_ones_own_language_completes(
    qtbot: QtBot, composer: Composer, speak: Callable[[str], None]
) -> None:
    speak("de")
    composer.edit.insertPlainText("Alles :glückwü")
    assert "Partygesicht" in offered(composer)
    qtbot.keyClick(composer.edit, K.Key_Escape)
    composer.edit.insertPlainText(" :Konfetti")
    assert offered(composer)[0] == "Konfettibombe"
    assert composer.edit.accessibleDescription() == "Konfettibombe, :tada:"
    qtbot.keyClick(composer.edit, K.Key_Tab)
    qtbot.keyClicks(composer.edit, " :coffee:")
    assert composer.text().endswith(" 🎉 ☕")


def test_from_the_right_the_list_opens_over_the_words(
    qtbot: QtBot, composer: Composer, speak: Callable[[str], None]
) -> None:
    speak("ar")
    composer.resize(900, 400)
    composer.edit.insertPlainText("قلب " * 12 + ":قهوة")
    popup = composer.completing._popup
    assert popup is not None
    corner = composer.completing._corner().x()
    assert popup.geometry().right() <= corner + 2 * CORNER_PX
    assert popup.geometry().left() < corner - popup.width() // 2


def test_names_and_tones_are_spoken_in_the_windows_language(
    qtbot: QtBot, picker: EmojiPicker, speak: Callable[[str], None]
) -> None:
    speak("de")
    qtbot.keyClicks(picker.field, "daumen hoch")
    assert picker.field.accessibleDescription() == "Daumen hoch :thumbsup:"
    picker.tone.click()
    assert picker.field.accessibleDescription() == "Daumen hoch: helle Hautfarbe :thumbsup:"
    assert picker.tone.toolTip() == "Hautton 2 von 6: helle Hautfarbe"


def test_a_start_does_not_read_the_names() -> None:
    code = (
        "import sys, builtins, desktop.app, desktop.ui.emoji_picker\n"
        "from desktop.ui import emoji_book\n"
        "print(emoji_book._book.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


@pytest.fixture
def picker(qtbot: QtBot, composer: Composer, switch: ThemeSwitch) -> EmojiPicker:
    made = EmojiPicker(switch, composer)
    made.set_recent(["🌊", "👋🏽", "unknown"])
    made.open_at(QPoint(50, 50))
    qtbot.waitUntil(made.isVisible)
    return made


def shown(picker: EmojiPicker) -> list[str]:
    return [picker._model.index(row, 0).data() for row in range(picker._model.rowCount())]


def test_the_picker_begins_with_what_was_used_lately(qtbot: QtBot, picker: EmojiPicker) -> None:
    assert shown(picker) == ["🌊", "👋"]
    told, recent = [], []
    picker.picked.connect(told.append)
    picker.recent_changed.connect(recent.append)
    qtbot.keyClicks(picker.field, "coffee")
    qtbot.keyClick(picker.field, K.Key_Return)
    assert told == ["☕"]
    assert recent[0][:2] == ["☕", "🌊"]
    assert not picker.isVisible()


def test_a_tone_is_kept_and_worn(qtbot: QtBot, picker: EmojiPicker) -> None:
    told = []
    picker.picked.connect(told.append)
    picker.tone.click()
    assert "2 of 6" in picker.tone.accessibleName()
    picker._choose("people")
    assert "👍🏻" in shown(picker)
    qtbot.keyClick(picker.field, K.Key_Down)
    qtbot.keyClick(picker.field, K.Key_Right)
    qtbot.keyClick(picker.field, K.Key_Return)
    assert told == [shown(picker)[10]]


def test_the_picker_says_when_nothing_is_called_that(qtbot: QtBot, picker: EmojiPicker) -> None:
    qtbot.keyClicks(picker.field, "qqqq")
    assert shown(picker) == []
    assert picker.name.text() == "No emoji is called that"
    qtbot.keyClick(picker.field, K.Key_Return)
    assert picker.isVisible()
    assert all(tab.accessibleName() for tab in picker._tabs.values())
    assert picker.grab().width() > 100

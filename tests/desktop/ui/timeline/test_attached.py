"""Quotes, reactions, mentions, pins, deletions and markers: drawn, clickable, and kept up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QToolTip

from desktop import deep_links
from desktop.model import MessageState, Reaction
from desktop.ui.features import Feature
from desktop.ui.timeline.accessible import row_name
from desktop.ui.timeline.around import Around
from desktop.ui.timeline.doings import Doing, doable, message_link
from desktop.ui.timeline.mention_marks import marks
from desktop.ui.timeline.pieces import Act, Spot
from desktop.ui.timeline.source import Marker
from net.ids import EntryId
from tests.desktop.ui.timeline.sources import ListSource, message, person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.model import Message
    from desktop.ui.timeline.pieces import Body
    from tests.desktop.ui.timeline.conftest import Stage

pytestmark = pytest.mark.qt

ALL = frozenset(Feature)
ME, BO = person("Mira Sol"), person("Bo Lindqvist")
NAMES = {ME: "Mira Sol", BO: "Bo Lindqvist"}


@pytest.fixture
def open_stage(stage: Stage) -> Iterator[Stage]:
    """A stage on which everything is offered."""
    stage.view.set_people(ME, NAMES)
    stage.view.set_features(ALL)
    yield stage
    stage.view.set_features(frozenset())
    stage.view.set_people(None, {})
    stage.view.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def body(stage: Stage, ordinal: int) -> Body:
    return stage.view.rows.row(ordinal).body


def words(stage: Stage, ordinal: int) -> list[str]:
    return [caption.text for caption in body(stage, ordinal).captions]


def spot(stage: Stage, ordinal: int, act: Act) -> Spot:
    return next(each for each in body(stage, ordinal).spots if each.act is act)


def click(stage: Stage, ordinal: int, act: Act, value: str = "") -> None:
    found = next(
        each
        for each in body(stage, ordinal).spots
        if each.act is act and (not value or each.value == value)
    )
    shown = next(s for s in stage.view.shown if s.ordinal == ordinal)
    stage.click(found.rects[0].center() + QPoint(0, shown.body_top))


# ---------------------------------------------------------------- quotes


def test_a_quote_shows_who_and_what_and_a_click_goes_there(stage: Stage) -> None:
    first = message(1, "> old\n**Boards** are `back`", "Bo Lindqvist")
    rows = [first, *(message(10 + i, "word " * 40) for i in range(60))]
    source = stage.play(*rows, message(2, "good", reply_to=first.id))
    last = source.count() - 1
    assert words(stage, last)[:2] == ["Bo Lindqvist", "Boards are back"]
    assert spot(stage, last, Act.QUOTE).label == "In reply to Bo Lindqvist: Boards are back"
    assert stage.view.at_bottom
    click(stage, last, Act.QUOTE)
    assert stage.view.reader.flash == 0
    assert 0 in [s.ordinal for s in stage.view.shown]


def test_a_quote_follows_the_message_it_shows(stage: Stage) -> None:
    first = message(1, "before")
    source = stage.play(first, message(2, "good", reply_to=first.id))
    source.change(0, replace(first, text="after", edited_at_ms=5))
    stage.settle()
    assert "after" in words(stage, 1)
    source.change(0, replace(first, deleted=True))
    stage.settle()
    assert "This message was deleted. Others may have kept a copy." in words(stage, 1)
    source.remove(0)
    stage.settle()
    assert words(stage, 0) == ["The message this answers is not here"]
    assert not body(stage, 0).spots


def test_a_source_may_know_more_than_its_rows(stage: Stage) -> None:
    class Wide(ListSource):
        def quote_of(self, message_id: EntryId) -> Message | None:
            return message(7, "from elsewhere", "Chidi") if message_id == b"x" * 32 else None

    stage.view.set_source(Wide([message(1, "a", reply_to=EntryId(b"x" * 32))]))
    assert words(stage, 0) == ["Chidi", "from elsewhere"]


def test_a_hostile_quote_is_one_short_line(stage: Stage) -> None:
    first = message(1, "\u202e" + "wide " * 9_000 + "\n" * 99, "N\u202eame")
    stage.play(first, message(2, "x", reply_to=first.id))
    line = words(stage, 1)[1]
    assert "\n" not in line
    assert len(line) < 300
    assert words(stage, 1)[0] == "Name"


# ---------------------------------------------------------------- reactions


def reacted(*who: tuple[str, tuple[bytes, ...]]) -> tuple[Reaction, ...]:
    return tuple(Reaction(emoji, people) for emoji, people in who)  # type: ignore[arg-type]


def test_pills_toggle_what_is_ones_own(open_stage: Stage, heard) -> None:
    said = heard(open_stage.view.reaction_toggled)
    asked = heard(open_stage.view.reaction_wanted)
    row = message(1, "x", reactions=reacted(("👍", (BO, ME)), ("🌊", (BO,))))
    open_stage.play(row)
    click(open_stage, 0, Act.REACT, "👍")
    click(open_stage, 0, Act.REACT, "🌊")
    assert said == [(row.id, "👍", False), (row.id, "🌊", True)]
    click(open_stage, 0, Act.PICK)
    assert [about for about, _ in asked] == [row]
    assert spot(open_stage, 0, Act.REACT).label == "👍 by you, Bo Lindqvist"
    theme = open_stage.view.metrics.theme
    edges = [box.border for box in body(open_stage, 0).boxes]
    assert edges == [theme.accent, theme.border, theme.border]


def test_without_the_feature_pills_are_only_shown(stage: Stage) -> None:
    stage.play(message(1, "x", reactions=reacted(("👍", (BO,)))))
    assert "👍" in words(stage, 0)
    assert not body(stage, 0).spots


def test_many_reactions_wrap_inside_the_column(open_stage: Stage) -> None:
    many = reacted(*((chr(0x1F600 + i), (BO,)) for i in range(60)))
    open_stage.play(message(1, "x", reactions=many))
    boxes = body(open_stage, 0).boxes
    metrics = open_stage.view.metrics
    right = metrics.text_x + metrics.text_width(open_stage.view.viewport().width(), own=False)
    assert max(box.rect.right() for box in boxes) <= right
    assert len({box.rect.y() for box in boxes}) > 2
    assert len(boxes) == 33
    assert body(open_stage, 0).height > boxes[-1].rect.bottom()


# ---------------------------------------------------------------- mentions, marks, deletion


def test_marks_find_the_longest_name_and_no_part_of_a_word() -> None:
    around = Around(ME, {ME: "Ana", BO: "Ana Maria"})
    people = (ME, BO)
    assert marks("@Ana Maria, @ana! x@Ana @Anatol", people, around) == [(0, 10, BO), (12, 16, ME)]
    assert marks("nothing", people, around) == []
    assert len(marks("@Ana " * 500, people, around)) == 64


def test_marks_of_one_name_follow_the_order_of_those_mentioned() -> None:
    other = person("Another Bo")
    around = Around(names={other: "Bo", BO: "Bo", ME: "Al"})
    found = marks("@Bo, @al, @bo and @Bo", (BO, ME, other), around)
    assert [each for _, _, each in found] == [BO, ME, other, BO]


def test_a_mention_has_its_patch_of_colour_and_the_band(open_stage: Stage) -> None:
    text = "hey @Mira Sol and @Bo Lindqvist, `@Mira Sol` is code"
    open_stage.play(message(1, text, mentions=(ME, BO), mentions_me=True))
    theme = open_stage.view.metrics.theme
    boxes = body(open_stage, 0).boxes
    assert [box.fill for box in boxes] == [theme.mentionbar]
    start = open_stage.at(0, 4)
    assert boxes[0].rect.left() < start.x() < boxes[0].rect.right()
    picture = open_stage.repainted()
    shown = open_stage.view.shown[0]
    assert picture.pixelColor(1, shown.body_top + 5) == theme.mentionbar
    assert picture.pixelColor(picture.width() - 3, shown.body_top + 5) == theme.mention


def test_a_deleted_message_keeps_nothing(open_stage: Stage) -> None:
    gone = message(
        1, "secret", deleted=True, pinned=True, reactions=reacted(("👍", (BO,))), edited_at_ms=4
    )
    open_stage.play(gone)
    assert words(open_stage, 0) == ["This message was deleted. Others may have kept a copy."]
    assert not body(open_stage, 0).spots
    assert "secret" not in row_name(gone, open_stage.view.calendar)


def test_edited_offers_the_former_words(open_stage: Stage, heard) -> None:
    asked = heard(open_stage.view.details_requested)
    row = message(1, "short", edited_at_ms=1_762_164_300_000)
    open_stage.play(row)
    assert words(open_stage, 0) == ["edited"]
    click(open_stage, 0, Act.HISTORY)
    assert asked == [row]
    at = spot(open_stage, 0, Act.HISTORY).rects[0].center()
    tip = open_stage.view._pointer.tool_tip(at + QPoint(0, open_stage.view.shown[0].body_top))
    assert tip == "Edited Monday, 3 November 2025, 10:05. Click for the former words"


def test_a_pin_is_said(stage: Stage) -> None:
    stage.play(message(1, "x", pinned=True))
    assert words(stage, 0) == ["Pinned"]
    assert [sign.name for sign in body(stage, 0).signs] == ["pin"]


def test_a_marker_stands_above_and_begins_a_block(stage: Stage) -> None:
    class Marked(ListSource):
        at = 1

        def marker_before(self, row: Message) -> Marker | None:
            return Marker("14 messages came") if row is self.messages[self.at] else None

    rows = [message(i, "x") for i in range(3)]
    source = Marked(rows)
    stage.view.set_source(source)
    heads = [stage.view.rows.row(i).head for i in range(3)]
    assert [head.author for head in heads] == [True, True, False]
    assert heads[1].marker == Marker("14 messages came")
    assert heads[1].height > heads[2].height + stage.view.metrics.name_line
    stage.settle()
    assert stage.on_screen() == stage.repainted()


def test_screen_readers_hear_what_is_attached() -> None:
    row = message(1, "x", pinned=True, reply_to=EntryId(b"y" * 32),
                  reactions=reacted(("👍", (BO, ME))))  # fmt: skip
    from tests.desktop.ui.timeline.test_rows import Calendar, date

    said = row_name(row, Calendar(lambda: date(2025, 11, 3)), Around(ME, NAMES))
    assert said.endswith("x, pinned, a reply, 👍 by you, Bo Lindqvist")


def test_ticks_say_of_how_many_where_that_is_known(stage: Stage) -> None:
    row = message(1, "x", own=True, state=MessageState.DELIVERED, delivered_to=6)
    stage.play(row)
    assert words(stage, 0) == ["delivered to 6"]
    stage.view.set_reach(7)
    stage.settle()
    assert words(stage, 0) == ["6 of 7"]
    stage.view.set_reach(3)  # more than were known have it: then no number of all is true
    stage.settle()
    assert words(stage, 0) == ["delivered to 6"]
    stage.view.set_reach(0)


def test_a_tool_tip_shows_names_verbatim(open_stage: Stage) -> None:
    open_stage.view.set_people(ME, {BO: '<img src="x"><b>Bo</b>'})
    open_stage.play(message(1, "x", reactions=reacted(("👍", (BO,)))))
    at = spot(open_stage, 0, Act.REACT).rects[0].center()
    at += QPoint(0, open_stage.view.shown[0].body_top)
    open_stage.view._tool_tip(at, open_stage.view.mapToGlobal(at))
    assert "&lt;img" in QToolTip.text()
    assert "<img" not in QToolTip.text()
    QToolTip.hideText()


# ---------------------------------------------------------------- what can be done


def test_only_what_is_offered_and_possible_can_be_done() -> None:
    others = message(1, "x")
    own = replace(others, own=True)
    assert doable(others, frozenset()) == [Doing.COPY]
    assert Doing.EDIT not in doable(others, ALL)
    assert {Doing.EDIT, Doing.DELETE, Doing.REPLY} <= set(doable(own, ALL))
    assert doable(replace(own, state=MessageState.PENDING), ALL) == [Doing.COPY]
    deleted = doable(replace(own, deleted=True, text=""), ALL)
    assert deleted == [Doing.LINK, Doing.DETAILS, Doing.PERSON]
    assert Doing.UNREAD in doable(replace(others, deleted=True, text=""), ALL)


def test_the_card_follows_the_mouse_and_acts(open_stage: Stage, heard) -> None:
    view = open_stage.view
    replies, edits = heard(view.reply_wanted), heard(view.edit_wanted)
    open_stage.play(message(1, "theirs", "Bo"), message(2, "mine", "Mira", own=True))
    open_stage.hover(open_stage.at(1, 2))
    card = view._toolbar
    assert card is not None
    assert card.isVisible()
    visible = {doing for doing, button in card._buttons.items() if button.isVisible()}
    assert visible == {Doing.REACT, Doing.REPLY, Doing.EDIT}
    assert all(button.accessibleName() and button.toolTip() for button in card._buttons.values())
    card._buttons[Doing.EDIT].click()
    open_stage.hover(open_stage.at(0, 2))
    assert not card._buttons[Doing.EDIT].isVisible()
    card._buttons[Doing.REPLY].click()
    assert [each.text for each in edits] == ["mine"]
    assert [each.text for each in replies] == ["theirs"]
    view.scroll_by(-10)
    assert not card.isVisible()


def test_without_features_there_is_no_card(stage: Stage) -> None:
    stage.play(message(1, "theirs", "Bo"))
    stage.hover(stage.at(0, 2))
    assert stage.view._toolbar is None or not stage.view._toolbar.isVisible()


@pytest.mark.parametrize(
    ("key", "keys", "signal"),
    [
        (Qt.Key.Key_R, Qt.KeyboardModifier.NoModifier, "reply_wanted"),
        (Qt.Key.Key_E, Qt.KeyboardModifier.NoModifier, "edit_wanted"),
        (Qt.Key.Key_Plus, Qt.KeyboardModifier.ShiftModifier, "reaction_wanted"),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "delete_wanted"),
        (
            Qt.Key.Key_R,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
            "reply_wanted",
        ),
        (
            Qt.Key.Key_D,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
            "delete_wanted",
        ),
    ],
)
def test_keys_act_on_the_focused_message(
    open_stage: Stage, heard, key: Qt.Key, keys: Qt.KeyboardModifier, signal: str
) -> None:
    told = heard(getattr(open_stage.view, signal))
    open_stage.play(message(1, "a", "Bo"), message(2, "mine", "Mira", own=True))
    open_stage.take_keyboard()
    open_stage.key(key, keys)
    assert told == []  # nothing is focused yet
    open_stage.key(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    open_stage.key(key, keys)
    assert len(told) == 1


def test_c_copies_the_focused_message(open_stage: Stage) -> None:
    open_stage.play(message(1, "take me", "Bo"))
    open_stage.take_keyboard()
    open_stage.key(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    open_stage.key(Qt.Key.Key_C)
    assert open_stage.app.clipboard().text() == "take me"


def test_the_menu_holds_everything_and_copies_a_link(open_stage: Stage) -> None:
    row = message(2, "mine", "Mira", own=True, pinned=True)
    open_stage.play(row)
    open_stage.view.open_menu(open_stage.view.shown[0], QPoint(5, 5))
    menu = open_stage.view.findChild(QMenu, "timeline-menu")
    assert menu is not None
    texts = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    assert texts == ["Reply", "Add a reaction", "Edit", "Copy text", "Copy link to message",
                     "Unpin", "Details", "About Mira", "Select this day",
                     "Delete…"]  # fmt: skip
    next(a for a in menu.actions() if a.objectName() == "message-menu-link").trigger()
    assert open_stage.app.clipboard().text() == message_link(row)
    assert deep_links.parse(message_link(row)) == deep_links.DeepLink(row.room, row.id)
    menu.close()


def test_the_menu_says_a_name_as_it_was_written(open_stage: Stage) -> None:
    open_stage.play(message(1, "theirs", "Bo &amp; &Co"))
    open_stage.view.open_menu(open_stage.view.shown[0], QPoint(5, 5))
    menu = open_stage.view.findChild(QMenu, "timeline-menu")
    assert menu is not None
    person = next(a for a in menu.actions() if a.objectName() == "message-menu-person")
    menu.close()
    assert person.text().partition("\t")[0] == "About Bo &&amp; &&Co"  # as Qt shows one "&"


def test_what_others_wrote_can_be_unread_again_by_menu_and_key(open_stage: Stage) -> None:
    row = message(2, "theirs", "Bo")
    open_stage.play(message(1, "mine", own=True), row)
    asked: list[object] = []
    open_stage.view.unread_wanted.connect(asked.append)
    open_stage.view.open_menu(open_stage.view.shown[1], QPoint(5, 5))
    menu = open_stage.view.findChild(QMenu, "timeline-menu")
    assert menu is not None
    next(a for a in menu.actions() if a.objectName() == "message-menu-unread").trigger()
    menu.close()
    open_stage.take_keyboard()
    open_stage.key(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    open_stage.key(Qt.Key.Key_U)
    assert asked == [row, row]
    open_stage.key(Qt.Key.Key_L)
    assert open_stage.app.clipboard().text() == message_link(row)
    open_stage.key(Qt.Key.Key_Up)
    open_stage.key(Qt.Key.Key_U)  # one's own
    assert asked == [row, row]


def test_a_name_or_a_picture_asks_for_the_card(open_stage: Stage) -> None:
    bo, ann = message(1, "hello", "Bo"), message(2, "hi", "Ann", own=True)
    open_stage.play(bo, replace(bo, id=EntryId(bytes(32)), local_id=b"2"), ann)
    view, metrics = open_stage.view, open_stage.view.metrics
    asked: list[bytes] = []
    view.person_wanted.connect(asked.append)
    first, second, third = view.shown
    name = QPoint(metrics.text_x + 4, first.body_top - metrics.name_line // 2)
    picture = QPoint(metrics.gutter + 8, third.body_top)
    open_stage.hover(name)
    assert view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
    open_stage.click(name)
    open_stage.click(picture)
    assert asked == [bo.person, ann.person]
    beside = QPoint(metrics.text_x + 300, name.y())
    in_group = QPoint(metrics.gutter + 8, (second.body_top + second.bottom) // 2)
    for elsewhere in (beside, in_group):
        open_stage.hover(elsewhere)
        assert view.viewport().cursor().shape() != Qt.CursorShape.PointingHandCursor
        open_stage.click(elsewhere)
    assert len(asked) == 2
    open_stage.take_keyboard()
    open_stage.key(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    open_stage.key(Qt.Key.Key_P)
    assert asked[2:] == [ann.person]
    view.set_features(frozenset())
    open_stage.click(name)
    assert len(asked) == 3


def test_in_a_window_read_from_the_right_the_picture_is_there(open_stage: Stage) -> None:
    open_stage.play(message(1, "hello", "Bo"))
    view = open_stage.view
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    open_stage.settle()
    asked: list[bytes] = []
    view.person_wanted.connect(asked.append)
    x = view.viewport().width() - view.metrics.gutter - 8
    open_stage.click(QPoint(x, view.shown[0].body_top))
    assert len(asked) == 1


def test_the_last_own_message_is_found(open_stage: Stage) -> None:
    rows = [message(1, "mine", own=True), *(message(10 + i, "x") for i in range(40))]
    open_stage.play(*rows)
    assert open_stage.view.last_own() == rows[0]
    open_stage.view.set_features(frozenset())
    assert open_stage.view.last_own() is None


def test_a_date_between_days_and_a_key_ask_for_another_day(stage: Stage, heard) -> None:
    asked = heard(stage.view.date_wanted)
    stage.play(message(1, "x"))
    shown = stage.view.shown[0]
    at = QPoint(300, shown.top + stage.view.metrics.day_center)
    stage.click(at)
    stage.take_keyboard()
    stage.key(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert asked == []
    stage.view.set_features(frozenset({Feature.DATES}))
    stage.settle()
    stage.click(at)
    stage.key(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert len(asked) == 2
    stage.view.set_features(frozenset())


# ---------------------------------------------------------------- right to left


def test_a_window_read_from_the_right_is_the_mirror(open_stage: Stage, heard) -> None:
    told = heard(open_stage.view.link_activated)
    said = heard(open_stage.view.reaction_toggled)
    first = message(1, "שלום", "Bo", reactions=reacted(("👍", (BO,))))
    second = message(2, "see https://a.example/x", "Bo", reply_to=first.id)
    open_stage.play(first, second, message(3, "mine", "Mira", own=True, edited_at_ms=3))
    open_stage.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    open_stage.settle()
    assert open_stage.view.metrics.rtl
    assert open_stage.on_screen() == open_stage.repainted()
    width = open_stage.view.viewport().width()
    assert all(box.rect.center().x() > width / 2 for box in body(open_stage, 0).boxes)
    assert body(open_stage, 2).signs[0].x < width / 4
    click(open_stage, 1, Act.LINK)
    click(open_stage, 0, Act.REACT)
    click(open_stage, 1, Act.QUOTE)
    assert len(told) == len(said) == 1
    assert open_stage.view.reader.flash == 0
    open_stage.view.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    open_stage.settle()
    assert not open_stage.view.metrics.rtl


@pytest.mark.parametrize("words", ["as long as a line " * 9, "short", "מילים"])
def test_in_a_window_read_from_the_right_own_words_stand_below_those_of_others(
    open_stage: Stage, words: str
) -> None:
    open_stage.play(message(1, words, "Bo"), message(2, words, "Mira", own=True))
    open_stage.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    open_stage.settle()
    edges = []
    for ordinal in (0, 1):
        (laid,) = body(open_stage, ordinal).blocks
        line = laid.layout.lineAt(0).naturalTextRect()
        edges.append((round(laid.x + line.left()), round(laid.x + line.right())))
    assert edges[0] == edges[1]


@pytest.mark.parametrize("side", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("words", ["a plain quote of words", "ציטוט של מילים"])
def test_the_bar_of_a_quote_stands_where_its_words_begin(
    open_stage: Stage, side: Qt.LayoutDirection, words: str
) -> None:
    view = open_stage.view
    view.setLayoutDirection(side)
    open_stage.play(message(1, f"> {words}\nand an answer", "Bo"))
    open_stage.settle()
    shown, (quote, *_) = view.shown[0], body(open_stage, 0).blocks
    metrics, color = view.metrics, view.metrics.theme.text3
    line = quote.layout.lineAt(0).naturalTextRect()
    begin = quote.x + (line.right() if quote.rtl else line.left())
    image = open_stage.repainted()
    y = shown.body_top + quote.y + quote.line_px // 2
    gap = metrics.quote_x - metrics.bar
    here = [x for x in range(image.width()) if image.pixelColor(x, y) == color]
    near = begin if quote.rtl else begin - metrics.quote_x
    bar = [x for x in here if near - 2 <= x <= near + metrics.quote_x + 2]
    assert len(bar) >= metrics.bar, (begin, here)
    distance = min(bar) - begin if quote.rtl else begin - max(bar)
    assert abs(distance - gap) <= 2


def test_nothing_is_slanted_where_the_window_reads_from_the_right(open_stage: Stage) -> None:
    assert open_stage.view.metrics.removed.italic()
    open_stage.view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    open_stage.settle()
    assert not open_stage.view.metrics.removed.italic()

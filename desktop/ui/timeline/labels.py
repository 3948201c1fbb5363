"""The words of the timeline: times, days, names and states, in the reader's own time zone."""

from __future__ import annotations

import functools
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QTime

from desktop.model import MessageState
from desktop.namesakes import marked
from desktop.ui import strings
from desktop.ui.bidi import filled
from desktop.ui.names import clean_name
from desktop.ui.timeline.cleaning import cleaned
from desktop.ui.timeline.markup import Kind, parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.model import Message, Reaction
    from desktop.ui.timeline.around import Around

_QUARTER_MS = 15 * 60 * 1000
"""Every time zone's offset changes on a quarter of an hour, so a quarter lies in one day."""

_LAST_MS = 253_370_000_000_000
"""December 9998: a clock that claims more would not fit a date."""

ONE_LINE_CHARS = 300
"""Of a message's text where one line of it is shown: wider than any quote."""

EMOJI_CHARS = 20
"""The longest emoji there is: four joined pictures, each with its skin tone."""

NAMED_MAX = 12
"""Names in the words for a reaction; the others are a number."""

NAMES_KEPT = 2_048
"""Cleaning a name costs 30 µs; a room shows a few dozen, a hostile one may show any number."""


class Calendar:
    """Says which day and which minute a Unix time is here; `zone` None means the system's own."""

    def __init__(self, today: Callable[[], date], zone: tzinfo | None = None) -> None:
        self.today = today
        self._zone = zone
        self._days: dict[int, date] = {}
        self._clocks: dict[int, str] = {}

    def local(self, unix_ms: int) -> datetime:
        """Return the local time; impossible ones are held inside what a date can say."""
        held = min(max(unix_ms, _QUARTER_MS * 100), _LAST_MS)
        return datetime.fromtimestamp(held / 1000, UTC).astimezone(self._zone)

    def day(self, unix_ms: int) -> date:
        """Return the local day."""
        quarter = unix_ms // _QUARTER_MS
        found = self._days.get(quarter)
        if found is None:
            if len(self._days) > 4096:  # 42 days of quarters; peers choose the times
                self._days.clear()
            found = self._days[quarter] = self.local(unix_ms).date()
        return found

    def day_bounds_ms(self, day: date) -> tuple[int, int]:
        """Return the first millisecond of a local day and of the next."""
        bounds = []
        for each in (day, day + timedelta(days=1)):
            midnight = datetime(each.year, each.month, each.day, tzinfo=self._zone)
            if self._zone is None:
                midnight = midnight.astimezone()
            bounds.append(int(midnight.timestamp() * 1000))
        return bounds[0], bounds[1]

    def clock(self, unix_ms: int) -> str:
        """Return the local time as hours and minutes, as the locale writes it, like 10:24."""
        minute = unix_ms // 60_000
        found = self._clocks.get(minute)
        if found is None:
            if len(self._clocks) > 4096:
                self._clocks.clear()
            at = self.local(unix_ms)
            found = self._clocks[minute] = strings.time_of_day(QTime(at.hour, at.minute))
        return found

    def full(self, unix_ms: int) -> str:
        """Return day and time in full, like Monday, 3 November 2026, 10:24."""
        local = self.local(unix_ms)
        day = QCoreApplication.translate("Timeline", "{weekday}, {date} {year}, {time}")
        return day.format(
            weekday=_weekday(local.date()),
            date=_dated(local.date()),
            year=local.year,
            time=f"{local:%H:%M}",
        )

    def day_label(self, day: date) -> str:
        """Return Today, Yesterday, or the day's name and date; with the year if it is another."""
        today = self.today()
        if day == today:
            return QCoreApplication.translate("Timeline", "Today")
        if (today - day).days == 1:
            return QCoreApplication.translate("Timeline", "Yesterday")
        if day.year == today.year:
            words = QCoreApplication.translate("Timeline", "{weekday}, {date}")
            return words.format(weekday=_weekday(day), date=_dated(day))
        words = QCoreApplication.translate("Timeline", "{weekday}, {date} {year}")
        return words.format(weekday=_weekday(day), date=_dated(day), year=day.year)


def _weekday(day: date) -> str:
    return QLocale().dayName(day.isoweekday(), QLocale.FormatType.LongFormat)


def _dated(day: date) -> str:
    words = QCoreApplication.translate("Timeline", "{day} {month}")
    month = QLocale().monthName(day.month, QLocale.FormatType.LongFormat)
    return words.format(day=day.day, month=month)


@functools.lru_cache(maxsize=NAMES_KEPT)
def shown_name(name: str) -> str:
    """Return a name without control or direction characters; a word for a name without letters."""
    return clean_name(cleaned(name)) or QCoreApplication.translate("Timeline", "Someone")


def author(message: Message, around: Around) -> str:
    """Return what the author of a message is called, with the mark where another is called so, too."""
    return marked(shown_name(message.name), around.marks.get(message.person))


def state_words(message: Message) -> str:
    """Return how far an own message has come, as a reader hears it; empty for others' messages."""
    if not message.own:
        return ""
    match message.state:
        case MessageState.PENDING:
            return QCoreApplication.translate("Timeline", "pending")
        case MessageState.FAILED:
            return QCoreApplication.translate("Timeline", "not sent")
        case MessageState.DELIVERED:
            return strings.counted(
                "Timeline", "delivered to %n", "delivered to %n", message.delivered_to
            )
        case MessageState.STORED:
            return QCoreApplication.translate("Timeline", "stored")


def tick_words(message: Message, around: Around) -> str:
    """Return what stands beside the ticks: 6 of 7 where it is known how many there are."""
    reached = message.delivered_to
    if message.state is MessageState.DELIVERED and 0 < reached <= around.reach:
        return QCoreApplication.translate("Timeline", "{0} of {1}").format(reached, around.reach)
    return state_words(message)


def failure_words(message: Message) -> str:
    """Return the red line under a message that was not sent."""
    reason = shown_reason(message.error or "")
    if not reason:
        return QCoreApplication.translate("Timeline", "Not sent")
    return filled(QCoreApplication.translate("Timeline", "Not sent: {0}"), reason)


def shown_reason(error: str) -> str:
    """Return a reason on one line."""
    return " ".join(cleaned(error).split())[:200]


def notes(message: Message) -> tuple[str, ...]:
    """Return the small honest sentences below a message."""
    found = []
    if message.clock_suspect:
        found.append(
            QCoreApplication.translate(
                "Timeline", "The clock of the sending device is wrong, so this time is too"
            )
        )
    if message.forked:
        found.append(
            QCoreApplication.translate(
                "Timeline", "This device signed two different histories; it may have been copied"
            )
        )
    return tuple(found)


def deleted_words() -> str:
    """Return what stands in place of a deleted message."""
    return QCoreApplication.translate(
        "Timeline", "This message was deleted. Others may have kept a copy."
    )


def one_line(text: str) -> str:
    """Return the beginning of a message on one line, without marks; what it quotes is left out."""
    blocks = parse(cleaned(text[:ONE_LINE_CHARS])).blocks
    own = [block for block in blocks if block.kind is not Kind.QUOTE] or blocks
    return " ".join(" ".join(block.words for block in own).split())


def shown_emoji(reaction: Reaction) -> str:
    """Return a reaction's emoji in one piece, whatever somebody sent in its place."""
    return "".join(cleaned(reaction.emoji[:EMOJI_CHARS]).split()) or "\ufffd"


def reaction_words(reaction: Reaction, around: Around) -> str:
    """Return who chose an emoji, for the mouse and for screen readers."""
    you = QCoreApplication.translate("Timeline", "you")
    named = [
        you if person == around.me else shown_name(around.name(person))
        for person in sorted(reaction.people, key=lambda each: each != around.me)
        if person == around.me or around.name(person)
    ][:NAMED_MAX]
    others = len(reaction.people) - len(named)
    if others:
        named.append(
            strings.counted("Timeline", "%n other", "%n others", others)
            if named
            else strings.counted("Timeline", "%n person", "%n people", others)
        )
    emoji = shown_emoji(reaction)
    return filled(QCoreApplication.translate("Timeline", "{0} by {1}"), emoji, ", ".join(named))

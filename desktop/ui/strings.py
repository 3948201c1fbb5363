"""Words that more than one widget says, and plurals that are right in English without a catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QTime

from desktop.model import UNNAMED_NETWORK, Status
from desktop.namesakes import label
from desktop.ui.bidi import filled, joined

if TYPE_CHECKING:
    from desktop.model import NetworkState, Room


def counted(context: str, one: str, many: str, n: int) -> str:
    """Return the words for a number, translated with the plural rules of the language.

    All three are written out where it is called: packaging/i18n.py reads `many` there, which is what
    the catalogues know it by, as lupdate itself sees only calls of Qt's own.

    Args:
        context: Of the translators, as in QCoreApplication.translate.
        one: What English says for 1, for as long as no catalogue is loaded.
        many: What English says for any other number; %n stands for it.
        n: The number, 0 or more.
    """
    text = QCoreApplication.translate(context, many, "", n)
    if n == 1 and text == many.replace("%n", "1"):
        text = one
    # A catalogue has put the bare figures in: those of many thousands are grouped here.
    figures = QLocale().toString(n)
    return text.replace("%n", figures).replace(str(n), figures, 1)


def members(n: int) -> str:
    """Say how many people a room has."""
    return counted("Words", "%n member", "%n members", n)


def online(n: int) -> str:
    """Say how many people are online, oneself included."""
    return counted("Words", "%n online", "%n online", n)


def devices(n: int) -> str:
    """Say how many devices somebody has."""
    return counted("Words", "%n device", "%n devices", n)


def unread(n: int) -> str:
    """Say how many messages wait."""
    return counted("Words", "%n unread message", "%n unread messages", n)


def window_title(room: Room | None, waiting: int) -> str:
    """Name the room in view, and how many messages wait in all."""
    title = joined(("" if room is None else label(room), "Grapevine"))
    return f"({waiting}) {title}" if waiting else title


def status(status: Status) -> str:
    """Say how somebody is."""
    match status:
        case Status.ONLINE:
            return QCoreApplication.translate("Words", "Online")
        case Status.AWAY:
            return QCoreApplication.translate("Words", "Away")
        case Status.BUSY:
            return QCoreApplication.translate("Words", "Do not disturb")
        case Status.OFFLINE:
            return QCoreApplication.translate("Words", "Offline")


def own_status(chosen: Status) -> str:
    """Say what one chooses to be: who is offline to all others is invisible."""
    if chosen is Status.OFFLINE:
        return QCoreApplication.translate("Words", "Invisible")
    return status(chosen)


def lasting(ms: int) -> str:
    """Say how long something lasts: minutes up to two hours, hours and minutes, or days."""
    minutes = max(0, ms) // 60_000
    if minutes < 1:
        return QCoreApplication.translate("Words", "just now")
    if minutes < 120:
        return counted("Words", "%n min", "%n min", minutes)
    if minutes < 48 * 60:
        words = QCoreApplication.translate("Words", "{hours} h {minutes}")
        return words.format(hours=minutes // 60, minutes=f"{minutes % 60:02}")
    return counted("Words", "%n day", "%n days", minutes // (24 * 60))


def round_trip(ms: float) -> str:
    """Return a round trip with its unit, finer where it is short."""
    figures = QLocale().toString(float(ms), "f", 1 if ms < 10 else 0)
    return QCoreApplication.translate("Words", "{0} ms").format(figures)


def offline_bar() -> str:
    """What the bar says while no network is there."""
    return QCoreApplication.translate(
        "Words", "Not connected to any network. Messages will be sent when someone is reachable."
    )


def looking(network: NetworkState | None) -> str:
    """Say whom this device looks for: people, once there is a network to look on."""
    if network is None or not network.connected:
        return QCoreApplication.translate("Words", "Looking for a network…")
    if network.name == UNNAMED_NETWORK:
        return QCoreApplication.translate("Words", "Looking for people on this network…")
    words = QCoreApplication.translate("Words", "Looking for people on {0}…")
    return filled(words, network.name)


def open_network() -> str:
    """What everybody must know before writing on an open network."""
    return QCoreApplication.translate(
        "Words", "Open network: anyone on this LAN can join and read the lobby."
    )


def clock_time(at_ms: int) -> str:
    """Return the local time of day, hours and minutes, as the locale writes it."""
    return time_of_day(QDateTime.fromMSecsSinceEpoch(at_ms).time())


def time_of_day(at: QTime) -> str:
    """Return hours and minutes as the locale writes them."""
    locale = QLocale()
    if locale.language() == QLocale.Language.C:  # its short form has seconds
        return at.toString("HH:mm")
    return locale.toString(at, QLocale.FormatType.ShortFormat)


def short_time(at_ms: int, now_ms: int) -> str:
    """Return the time of today, the weekday of the last six days, else the date; local time."""
    at = QDateTime.fromMSecsSinceEpoch(at_ms).date()
    days = at.daysTo(QDateTime.fromMSecsSinceEpoch(now_ms).date())
    if days == 0:
        return clock_time(at_ms)
    locale = QLocale()
    if 0 < days < 7:
        return locale.dayName(at.dayOfWeek(), QLocale.FormatType.ShortFormat)
    return locale.toString(at, QLocale.FormatType.ShortFormat)


def with_end(words: str, until_ms: int | None, now_ms: int) -> str:
    """Return a note or a status with when it ends, where that is known: a time of day, or the day."""
    if until_ms is None:
        return words
    day_ms = 24 * 60 * 60 * 1000
    until = clock_time(until_ms) if until_ms - now_ms <= day_ms else short_time(until_ms, now_ms)
    ends = QCoreApplication.translate("Words", "until {0}").format(until)
    return joined((words, ends))


def seen_time(at_ms: int, now_ms: int) -> str:
    """Return when somebody was there last: today's time, yesterday with its time, else the day."""
    at = QDateTime.fromMSecsSinceEpoch(at_ms).date()
    days = at.daysTo(QDateTime.fromMSecsSinceEpoch(now_ms).date())
    if days == 1:
        words = QCoreApplication.translate("Words", "yesterday, {0}")
        return words.format(clock_time(at_ms))
    if 1 < days < 7:
        return QLocale().dayName(at.dayOfWeek(), QLocale.FormatType.LongFormat)
    return short_time(at_ms, now_ms)


def day(at_ms: int) -> str:
    """Return the date in the long form of the locale without the weekday."""
    date = QDateTime.fromMSecsSinceEpoch(at_ms).date()
    locale = QLocale()
    month = locale.monthName(date.month(), QLocale.FormatType.LongFormat)
    if locale.language() in {QLocale.Language.C, QLocale.Language.English}:
        return f"{date.day()} {month}"
    return locale.toString(date, QLocale.FormatType.ShortFormat)

"""Words that more than one widget says, and plurals that are right in English without a catalogue."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale


def counted(context: str, one: str, many: str, n: int) -> str:
    """Return `one` or `many` with %n replaced, translated with the plural rules of the language.

    Qt picks plurals only from a catalogue, and English has none loaded.
    """
    source = one if n == 1 else many
    text = QCoreApplication.translate(context, source, "", n)
    return text.replace("%n", QLocale().toString(n))


def members(n: int) -> str:
    """Say how many people a room has."""
    return counted("Words", "%n member", "%n members", n)


def online(n: int) -> str:
    """Say how many people have a live link, oneself included."""
    return counted("Words", "%n online", "%n online", n)


def devices(n: int) -> str:
    """Say how many devices somebody has."""
    return counted("Words", "%n device", "%n devices", n)


def unread(n: int) -> str:
    """Say how many messages wait."""
    return counted("Words", "%n unread message", "%n unread messages", n)


def offline_bar() -> str:
    """What the bar says while no network is there."""
    return QCoreApplication.translate(
        "Words", "Not connected to any network. Messages will be sent when someone is reachable."
    )


def open_network() -> str:
    """What everybody must know before writing on an open network."""
    return QCoreApplication.translate(
        "Words", "Open network: anyone on this LAN can join and read the lobby."
    )


def clock_time(at_ms: int) -> str:
    """Return the local time of day, hours and minutes, as the locale writes it."""
    locale = QLocale()
    at = QDateTime.fromMSecsSinceEpoch(at_ms).time()
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

"""What the engine found out about the network, in the language of the window.

The engine speaks English, to bots and logs too; each of its sentences has its pattern here. A
sentence that has none is shown as it is.
"""

from __future__ import annotations

import functools
import re

from PySide6.QtCore import QCoreApplication

from desktop.ui import strings


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001
    """Return the text; the name, which lupdate looks for, marks it for the translators."""
    return text


SENTENCES = (
    QT_TRANSLATE_NOOP("Finding", "That is you, on this device."),
    QT_TRANSLATE_NOOP("Finding", "{0} is linked with this device at {1}."),
    QT_TRANSLATE_NOOP(
        "Finding",
        "{0} is known but not linked: Grapevine is not running there, or this network does not "
        "carry its packets.",
    ),
    QT_TRANSLATE_NOOP("Finding", "Ask for the address shown in their Grapevine and add it here."),
    QT_TRANSLATE_NOOP("Finding", "Accepting links on port {0}."),
    QT_TRANSLATE_NOOP("Finding", "No port accepts links."),
    QT_TRANSLATE_NOOP("Finding", "Nobody is linked yet."),
    QT_TRANSLATE_NOOP(
        "Finding",
        "This device's clock is {0} off the others'; messages are stamped with theirs.",
    ),
    QT_TRANSLATE_NOOP("Finding", "Set this computer's clock."),
    QT_TRANSLATE_NOOP("Finding", "The clock agrees with the others'."),
    QT_TRANSLATE_NOOP("Finding", "Looking for others is switched off."),
    QT_TRANSLATE_NOOP("Finding", "This computer is not connected to any network."),
    QT_TRANSLATE_NOOP("Finding", "Plug in a cable or join a Wi-Fi."),
    QT_TRANSLATE_NOOP("Finding", "Connected through {0}."),
    QT_TRANSLATE_NOOP("Finding", "Calling for others just now."),
    QT_TRANSLATE_NOOP("Finding", "Calls for others go out."),
    QT_TRANSLATE_NOOP("Finding", "Calls for others cannot be sent on this network."),
    QT_TRANSLATE_NOOP(
        "Finding", "A VPN or a firewall may hold them: add the other's address by hand."
    ),
    QT_TRANSLATE_NOOP("Finding", "Others' calls are heard."),
    QT_TRANSLATE_NOOP(
        "Finding",
        "No call of anybody else was heard yet: nobody is here, or a firewall or the Wi-Fi keeps "
        "devices apart.",
    ),
    QT_TRANSLATE_NOOP("Finding", "This LAN"),
)
LINKED = re.compile(r"Linked with (\d+) devices\.")


def said(words: str) -> str:
    """Return a sentence of the engine in the language of the window."""
    linked = LINKED.fullmatch(words)
    if linked is not None:
        n = int(linked[1])
        return strings.counted("Finding", "Linked with %n device.", "Linked with %n devices.", n)
    for sentence, pattern in _patterns():
        found = pattern.fullmatch(words)
        if found is not None:
            return QCoreApplication.translate("Finding", sentence).format(*found.groups())
    return words


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (each, re.compile(re.sub(r"\\\{\d\\\}", "(.+)", re.escape(each)), re.DOTALL))
        for each in SENTENCES
    )

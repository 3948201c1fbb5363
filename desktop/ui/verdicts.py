"""Parts what the engine found out about the network into a short verdict and a line of detail.

Both say no more than the sentence they stand for. A sentence that has no parts here, being short or
new, is the verdict as it is.
"""

from __future__ import annotations

import functools
import re

from PySide6.QtCore import QCoreApplication

from desktop.ui import strings
from desktop.ui.findings import REACHED, STRANGERS, lasting, pattern, said


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001
    """Return the text; the name, which lupdate looks for, marks it for the translators."""
    return text


PARTS = (
    (
        "Connected through {0}.",
        QT_TRANSLATE_NOOP("Verdict", "Connected to a network"),
        QT_TRANSLATE_NOOP("Verdict", "Through {0}"),
    ),
    (
        "Accepting links on port {0}.",
        QT_TRANSLATE_NOOP("Verdict", "Ready for others"),
        QT_TRANSLATE_NOOP("Verdict", "Accepting links on port {0}"),
    ),
    (
        "Port {0} answers on this computer at {1}.",
        QT_TRANSLATE_NOOP("Verdict", "Ready for others"),
        QT_TRANSLATE_NOOP("Verdict", "Port {0} answers on this computer at {1}"),
    ),
    (
        "Port {0} does not answer at {1}, though that is this computer.",
        QT_TRANSLATE_NOOP("Verdict", "The port does not answer"),
        QT_TRANSLATE_NOOP("Verdict", "Port {0} at {1}, though that is this computer"),
    ),
    (
        "Others reached this device; time since the last: {0}.",
        QT_TRANSLATE_NOOP("Verdict", "Others reached this device"),
        QT_TRANSLATE_NOOP("Verdict", "Time since the last: {0}"),
    ),
    (
        "No other device has linked to this one by itself since the start: that others reach it is "
        "not proven.",
        QT_TRANSLATE_NOOP("Verdict", "Not proven that others reach this device"),
        QT_TRANSLATE_NOOP("Verdict", "None has linked to it by itself since the start"),
    ),
    (
        "No call of anybody else was heard yet: nobody is here, or a firewall or the Wi-Fi keeps "
        "devices apart.",
        QT_TRANSLATE_NOOP("Verdict", "No call of anybody else was heard yet"),
        QT_TRANSLATE_NOOP(
            "Verdict", "Nobody is here, or a firewall or the Wi-Fi keeps devices apart"
        ),
    ),
    (
        "The firewall of {0} blocks everything that comes in.",
        QT_TRANSLATE_NOOP("Verdict", "The firewall blocks everything that comes in"),
        QT_TRANSLATE_NOOP("Verdict", "It is the firewall of {0}"),
    ),
    (
        "The firewall {0} is on; links come through.",
        QT_TRANSLATE_NOOP("Verdict", "The firewall lets links through"),
        QT_TRANSLATE_NOOP("Verdict", "{0} is on"),
    ),
    (
        "The firewall {0} is on; whether it lets Grapevine in cannot be told.",
        QT_TRANSLATE_NOOP("Verdict", "A firewall is on"),
        QT_TRANSLATE_NOOP("Verdict", "Whether {0} lets Grapevine in cannot be told"),
    ),
    (
        "Whether a firewall is on in this computer cannot be told.",
        QT_TRANSLATE_NOOP("Verdict", "A firewall may be on"),
        QT_TRANSLATE_NOOP("Verdict", "Whether one is on in this computer cannot be told"),
    ),
    (
        "No VPN is on, as far as the system tells.",
        QT_TRANSLATE_NOOP("Verdict", "No VPN is on"),
        QT_TRANSLATE_NOOP("Verdict", "As far as the system tells"),
    ),
    (
        "A VPN is on ({0}); the links stand all the same.",
        QT_TRANSLATE_NOOP("Verdict", "A VPN is on"),
        QT_TRANSLATE_NOOP("Verdict", "{0}; the links stand all the same"),
    ),
    (
        "A VPN ({0}) takes all traffic of this computer; it may close off the local network.",
        QT_TRANSLATE_NOOP("Verdict", "A VPN takes all traffic of this computer"),
        QT_TRANSLATE_NOOP("Verdict", "{0} may close off the local network"),
    ),
    (
        "A VPN is on ({0}): calls for others do not go through it, and it may take traffic of the "
        "local network.",
        QT_TRANSLATE_NOOP("Verdict", "A VPN is on"),
        QT_TRANSLATE_NOOP(
            "Verdict",
            "Calls for others do not go through {0}, and it may take traffic of the local network",
        ),
    ),
    (
        "A Grapevine that speaks another version is heard: {0}, here {1}.",
        QT_TRANSLATE_NOOP("Verdict", "Another version of Grapevine is heard"),
        QT_TRANSLATE_NOOP("Verdict", "It speaks version {0}, this device {1}"),
    ),
    (
        "{0} is in no network of this computer: only a router can lead there.",
        QT_TRANSLATE_NOOP("Verdict", "An address is in no network of this computer"),
        QT_TRANSLATE_NOOP("Verdict", "Only a router can lead to {0}"),
    ),
    (
        "This device's clock is {0} off the others'; messages are stamped with theirs.",
        QT_TRANSLATE_NOOP("Verdict", "This device's clock is {0} off the others'"),
        QT_TRANSLATE_NOOP("Verdict", "Messages are stamped with theirs"),
    ),
    (
        "There is no other device to compare the clock with.",
        QT_TRANSLATE_NOOP("Verdict", "The clock is not compared yet"),
        QT_TRANSLATE_NOOP("Verdict", "There is no other device to compare it with"),
    ),
    (
        "{0} is known but not linked: Grapevine is not running there, or this network does not "
        "carry its packets.",
        QT_TRANSLATE_NOOP("Verdict", "{0} is known but not linked"),
        QT_TRANSLATE_NOOP(
            "Verdict", "Grapevine is not running there, or this network does not carry its packets"
        ),
    ),
)
"""A sentence of the engine, the verdict in it, and what else it says."""


def parted(words: str) -> tuple[str, str]:
    """Return verdict and detail, which may be empty, in the language of the window."""
    reached = REACHED.fullmatch(words)
    if reached is not None:
        detail = strings.counted(
            "Verdict",
            "%n device linked to it by itself; its link lasts: {0}",
            "%n devices linked to it by themselves; longest link: {0}",
            int(reached[1]),
        )
        title = QCoreApplication.translate("Verdict", "Others reach this device")
        return title, detail.format(lasting(reached[2]))
    strangers = STRANGERS.fullmatch(words)
    if strangers is not None:
        detail = strings.counted(
            "Verdict",
            "Calls of %n device in it are heard",
            "Calls of %n devices in it are heard",
            int(strangers[1]),
        )
        title = QCoreApplication.translate("Verdict", "Another Grapevine network is here")
        return title, detail
    for shape, title, detail in _patterns():
        found = shape.fullmatch(words)
        if found is not None:
            values = [lasting(each) for each in found.groups()]
            return (
                QCoreApplication.translate("Verdict", title).format(*values),
                QCoreApplication.translate("Verdict", detail).format(*values),
            )
    return said(words).removesuffix("."), ""


@functools.cache
def _patterns() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((pattern(sentence), title, detail) for sentence, title, detail in PARTS)

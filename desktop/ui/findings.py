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
    QT_TRANSLATE_NOOP("Finding", "Port {0} answers on this computer at {1}."),
    QT_TRANSLATE_NOOP(
        "Finding", "Port {0} does not answer at {1}, though that is this computer."
    ),
    QT_TRANSLATE_NOOP(
        "Finding",
        "Another program may hold the port, or a security program closes it: start Grapevine again, "
        "or choose another port in the settings under Network.",
    ),
    QT_TRANSLATE_NOOP("Finding", "Others reached this device; time since the last: {0}."),
    QT_TRANSLATE_NOOP(
        "Finding",
        "No other device has linked to this one by itself since the start: that others reach it is "
        "not proven.",
    ),
    QT_TRANSLATE_NOOP("Finding", "The firewall of {0} blocks everything that comes in."),
    QT_TRANSLATE_NOOP(
        "Finding", "Let incoming connections in, in the system's settings of the firewall."
    ),
    QT_TRANSLATE_NOOP("Finding", "The firewall {0} is on; links come through."),
    QT_TRANSLATE_NOOP(
        "Finding", "The firewall {0} is on; whether it lets Grapevine in cannot be told."
    ),
    QT_TRANSLATE_NOOP(
        "Finding", "If others cannot link to this device, this opens the firewall for Grapevine:"
    ),
    QT_TRANSLATE_NOOP(
        "Finding",
        "The port changes with each start: set a fixed one in the settings under Network first. "
        "Then this opens the firewall:",
    ),
    QT_TRANSLATE_NOOP("Finding", "No firewall is on in this computer."),
    QT_TRANSLATE_NOOP("Finding", "Whether a firewall is on in this computer cannot be told."),
    QT_TRANSLATE_NOOP("Finding", "No VPN is on, as far as the system tells."),
    QT_TRANSLATE_NOOP("Finding", "A VPN is on ({0}); the links stand all the same."),
    QT_TRANSLATE_NOOP(
        "Finding",
        "A VPN ({0}) takes all traffic of this computer; it may close off the local network.",
    ),
    QT_TRANSLATE_NOOP(
        "Finding", "Allow the local network in the settings of the VPN, or switch it off to try."
    ),
    QT_TRANSLATE_NOOP(
        "Finding",
        "A VPN is on ({0}): calls for others do not go through it, and it may take traffic of the "
        "local network.",
    ),
    QT_TRANSLATE_NOOP("Finding", "Whoever is only reached through the VPN is added by address."),
    QT_TRANSLATE_NOOP(
        "Finding",
        "Only devices with the same network key find each other: start all of them with the same "
        "--network-key.",
    ),
    QT_TRANSLATE_NOOP(
        "Finding",
        "They have a network key: start Grapevine with --network-key and the same key.",
    ),
    QT_TRANSLATE_NOOP(
        "Finding", "A Grapevine that speaks another version is heard: {0}, here {1}."
    ),
    QT_TRANSLATE_NOOP("Finding", "Install the same version of Grapevine on all devices."),
    QT_TRANSLATE_NOOP(
        "Finding", "{0} is in no network of this computer: only a router can lead there."
    ),
    QT_TRANSLATE_NOOP(
        "Finding", "Join the same network, or ask whoever runs it whether the two are connected."
    ),
    QT_TRANSLATE_NOOP(
        "Finding", "{0} was last reached at {1}, which is in no network of this computer."
    ),
    QT_TRANSLATE_NOOP("Finding", "None of the chosen network interfaces is there."),
    QT_TRANSLATE_NOOP("Finding", "Choose others in the settings under Network."),
    QT_TRANSLATE_NOOP("Finding", "There is no other device to compare the clock with."),
)
LINKED = re.compile(r"Linked with (\d+) devices?\.")
REACHED = re.compile(
    r"Others reach this device: (\d+) devices? linked to it by (?:themselves|itself); "
    r"longest link: (.+)\."
)
STRANGERS = re.compile(r"Calls of (\d+) devices? in another Grapevine network are heard\.")
DURATION = re.compile(r"(\d+) (days|hours|minutes|seconds)")


def said(words: str) -> str:
    """Return a sentence of the engine in the language of the window."""
    linked = LINKED.fullmatch(words)
    if linked is not None:
        n = int(linked[1])
        return strings.counted("Finding", "Linked with %n device.", "Linked with %n devices.", n)
    reached = REACHED.fullmatch(words)
    if reached is not None:
        text = strings.counted(
            "Finding",
            "Others reach this device: %n device linked to it by itself; its link lasts: {0}.",
            "Others reach this device: %n devices linked to it by themselves; longest link: {0}.",
            int(reached[1]),
        )
        return text.format(lasting(reached[2]))
    strangers = STRANGERS.fullmatch(words)
    if strangers is not None:
        return strings.counted(
            "Finding",
            "Calls of %n device in another Grapevine network are heard.",
            "Calls of %n devices in another Grapevine network are heard.",
            int(strangers[1]),
        )
    for sentence, shape in _patterns():
        found = shape.fullmatch(words)
        if found is not None:
            values = map(lasting, found.groups())
            return QCoreApplication.translate("Finding", sentence).format(*values)
    return words


def lasting(value: str) -> str:
    """Return a length of time in the language of the window, and anything else as it is."""
    found = DURATION.fullmatch(value)
    if found is None:
        return value
    n = int(found[1])
    match found[2]:
        case "days":
            return strings.counted("Finding", "%n day", "%n days", n)
        case "hours":
            return strings.counted("Finding", "%n hour", "%n hours", n)
        case "minutes":
            return strings.counted("Finding", "%n minute", "%n minutes", n)
        case _:
            return strings.counted("Finding", "%n second", "%n seconds", n)


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((each, pattern(each)) for each in SENTENCES)


def pattern(sentence: str) -> re.Pattern[str]:
    """Return what a sentence of the engine looks like when {0} and {1} are filled in."""
    return re.compile(re.sub(r"\\\{\d\\\}", "(.+)", re.escape(sentence)), re.DOTALL)

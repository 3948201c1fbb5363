"""Every sentence of the network's checks is known to the windows, and is said in their language."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator

from desktop.connection import checks
from desktop.connection.finding import Finding
from desktop.model import UNNAMED_NETWORK
from desktop.people_wishes import _check
from desktop.services import network
from desktop.ui.findings import SENTENCES, said
from desktop.ui.network_report import report
from desktop.ui.verdicts import PARTS, parted


def sentences(places: slice = slice(2, None)) -> Iterator[str]:
    """The words in each Finding of the engine, with figures where it fills something in.

    `places` are those of its arguments: what was found comes first, then what would help.
    """
    trees = (ast.parse(inspect.getsource(module)) for module in (network, checks))
    for node in (node for tree in trees for node in ast.walk(tree)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
            for argument in node.args[places]:
                match argument:
                    case ast.Constant(value=str(words)):
                        yield words
                    case ast.JoinedStr(values=parts):
                        yield "".join(
                            str(part.value) if isinstance(part, ast.Constant) else "7"
                            for part in parts
                        )
                    case _:
                        pass  # a figure, or words that were made elsewhere


def test_every_finding_is_translated(german: None) -> None:
    found = [*sentences(), UNNAMED_NETWORK, checks.FIXED_PORT_FIRST]
    found += ["Only devices with the same network key find each other: start all of them with the "
              "same --network-key.",
              "They have a network key: start Grapevine with --network-key and the same key.",
              "If others cannot link to this device, this opens the firewall for Grapevine:"]
    assert len(found) >= 40
    assert [words for words in found if said(words) == words] == []


def test_what_is_filled_in_stays(german: None) -> None:
    assert said("Accepting links on port 47474.") == "Nimmt Verbindungen an Port 47474 an."
    assert said("Linked with 1 devices.") == "Mit 1 Gerät verbunden."
    words = said("Bo {0} is linked with this device at [::1]:5.")
    assert words.startswith("Bo {0} ist mit diesem Gerät verbunden, unter [::1]:5")


def test_lengths_of_time_and_counts_are_in_the_language_too(german: None) -> None:
    clock = "This device's clock is 3 minutes off the others'; messages are stamped with theirs."
    assert "3 Minuten" in said(clock)
    reached = "Others reach this device: 1 devices linked to it by themselves; longest link: 2 days."
    assert "1 Gerät" in said(reached)
    assert "2 Tage" in said(reached)
    heard = "Calls of 2 devices in another Grapevine network are heard."
    assert "2 Geräten" in said(heard)


def test_english_counts_one_rightly() -> None:
    reached = "Others reach this device: 1 devices linked to it by themselves; longest link: 9 hours."
    assert said(reached) == (
        "Others reach this device: 1 device linked to it by itself; its link lasts: 9 hours."
    )
    past = "Others reached this device; time since the last: 1 seconds."
    assert said(past) == "Others reached this device; time since the last: 1 second."


def test_what_the_engine_says_of_one_device_is_known(german: None) -> None:
    assert said("Linked with 1 device.") == "Mit 1 Gerät verbunden."
    reached = "Others reach this device: 1 device linked to it by itself; longest link: 2 days."
    assert "1 Gerät" in said(reached)
    assert "1 Gerät" in said("Calls of 1 device in another Grapevine network are heard.")


def test_other_words_are_shown_as_they_are(german: None) -> None:
    for words in ("", "Something new.", "Office {0} LAN"):
        assert said(words) == words


def test_no_sentence_hides_another() -> None:
    assert len(set(SENTENCES)) == len(SENTENCES)
    assert said("Linked with 1 devices.") == "Linked with 1 device."


LINE_CHARS = 56
"""About what fits into one line of the window, at its first size, in half-bold."""


def test_every_verdict_is_short_and_its_detail_apart() -> None:
    shown = [parted(words) for words in sentences(slice(2, 3)) if "7 was last" not in words]
    assert len(shown) >= 25
    assert [verdict for verdict, _ in shown if len(verdict) > LINE_CHARS] == []
    assert parted("Others reach this device: 2 devices linked to it by themselves; longest link: "
                  "4 hours.") == (
        "Others reach this device", "2 devices linked to it by themselves; longest link: 4 hours",
    )  # fmt: skip
    assert parted("Linked with 1 devices.") == ("Linked with 1 device", "")
    assert parted("Nobody knows this sentence.") == ("Nobody knows this sentence", "")


def test_every_sentence_that_is_parted_is_one_of_the_engine() -> None:
    known = {words.replace("7", "{}") for words in sentences()}
    mine = {sentence.replace("{0}", "{}").replace("{1}", "{}") for sentence, _, _ in PARTS}
    assert mine <= known


def test_verdicts_are_said_in_the_language_of_the_window(german: None) -> None:
    words = "This device's clock is 3 hours off the others'; messages are stamped with theirs."
    assert parted(words) == (
        "Die Uhr dieses Geräts weicht 3 Stunden von denen der anderen ab",
        "Nachrichten tragen deren Zeit",
    )


def test_a_report_is_english_in_a_window_that_is_not(german: None) -> None:
    findings = [Finding("x", "ok", words, fix="Set this computer's clock.") for words in sentences()]
    views = tuple(_check(each) for each in findings)
    assert views[0].words != findings[0].words
    text = report(("Grapevine 0",), views, (), 0)
    assert [line[6:] for line in text.splitlines() if line.startswith("      ")] == [
        each.words for each in findings
    ]

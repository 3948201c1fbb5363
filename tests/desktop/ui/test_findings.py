"""Every sentence of the network's checks is known to the windows, and is said in their language."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from desktop import languages
from desktop.services import network
from desktop.ui.findings import SENTENCES, said


def sentences() -> Iterator[str]:
    """The words in each Finding of the service, with figures where it fills something in."""
    for node in ast.walk(ast.parse(inspect.getsource(network))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
            for argument in node.args[2:]:
                match argument:
                    case ast.Constant(value=str(words)):
                        yield words
                    case ast.JoinedStr(values=parts):
                        yield "".join(
                            str(part.value) if isinstance(part, ast.Constant) else "7"
                            for part in parts
                        )


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    languages.load(qapp, "de")
    yield
    languages.unload(qapp)
    QLocale.setDefault(before)


def test_every_finding_is_translated(german: None) -> None:
    found = [*sentences(), network.NETWORK_NAME]
    assert len(found) >= 20
    assert [words for words in found if said(words) == words] == []


def test_what_is_filled_in_stays(german: None) -> None:
    assert said("Accepting links on port 47474.") == "Nimmt Verbindungen an Port 47474 an."
    assert said("Linked with 1 devices.") == "Mit 1 Gerät verbunden."
    words = said("Bo {0} is linked with this device at [::1]:5.")
    assert words.startswith("Bo {0} ist mit diesem Gerät verbunden, unter [::1]:5")


def test_other_words_are_shown_as_they_are(german: None) -> None:
    for words in ("", "Something new.", "Office {0} LAN"):
        assert said(words) == words


def test_no_sentence_hides_another() -> None:
    assert len(set(SENTENCES)) == len(SENTENCES)
    assert said("Linked with 1 devices.") == "Linked with 1 device."

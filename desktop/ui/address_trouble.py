"""Says what is wrong with an address that somebody typed, and how it is written."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

from desktop.ui.addresses import clean_address, is_ipv6, parted
from desktop.ui.bidi import filled

EXAMPLE = "192.168.1.20:47474"
EXAMPLE_IPV6 = "[fd00::7]:47474"

SHOWN_CHARS = 40
"""Of what was typed, in a sentence about it."""


def trouble_with(text: str) -> str:
    """Return why nothing in a text can be dialled; one that can is not told apart here."""
    translate = QCoreApplication.translate
    text = text.strip()
    host, port = parted(text)
    clean = clean_address(host) if is_ipv6(host) or parted(host)[1] is None else None
    if not text:
        words, value = translate("AddAddress", "Write an address like {0}, or paste an invite."), EXAMPLE
    elif is_ipv6(text):
        words, value = _no_port(), f"[{text}]:47474"
    elif not port and clean is not None:
        words, value = _no_port(), f"{clean}:47474"
    elif port is not None and clean is not None:
        if port.isascii() and port.isdigit():
            words = translate("AddAddress", "There is no port {0}: ports go from 1 to 65535.")
            value = port
        else:
            words = translate("AddAddress", "A port is a number. Write it like {0}.")
            value = f"{clean}:47474"
    elif re.fullmatch(r"[0-9.]+", host):
        words = translate("AddAddress", "{0} is no IP address: it has four numbers, each up to 255.")
        value = host
    elif len(text.split()) == 1 and (host.startswith("[") or ":" in host) and "/" not in text:
        words = translate("AddAddress", "An IPv6 address stands in brackets, like {0}.")
        value = EXAMPLE_IPV6
    elif port and len(text.split()) == 1 and not host.isascii():
        words = translate("AddAddress", "No computer can be called {0}: look at its spelling.")
        value = host
    else:
        words = translate("AddAddress", "There is no address in this. Write it like {0}.")
        value = EXAMPLE
    return filled(words, value[:SHOWN_CHARS])


def _no_port() -> str:
    return QCoreApplication.translate("AddAddress", "The port is missing. Write it like {0}.")

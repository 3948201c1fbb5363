"""One link in words: who opened it, what it runs on, and what still waits to be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.ui.bidi import filled

if TYPE_CHECKING:
    from desktop.model import LinkInfo


def details(link: LinkInfo) -> str:
    """Return sentences about a link; "" where nothing but its address is known."""
    parts = []
    if link.outbound is not None:
        parts.append(
            QCoreApplication.translate("LinkDetails", "This device opened the link.")
            if link.outbound
            else QCoreApplication.translate("LinkDetails", "The other device opened the link.")
        )
    if "udp" in link.lanes:
        parts.append(
            QCoreApplication.translate(
                "LinkDetails", "Short news go by UDP, everything else by TCP."
            )
        )
    elif link.lanes:
        parts.append(
            QCoreApplication.translate(
                "LinkDetails", "UDP does not get through: everything goes by TCP."
            )
        )
    if link.waiting_bytes is not None:
        if any(link.waiting_bytes):
            words = QCoreApplication.translate(
                "LinkDetails", "Waiting to be sent: control {0}, live {1}, bulk {2}."
            )
            parts.append(filled(words, *map(QLocale().formattedDataSize, link.waiting_bytes)))
        else:
            parts.append(
                QCoreApplication.translate(
                    "LinkDetails", "Nothing waits to be sent (control, live, bulk)."
                )
            )
    return " ".join(parts)

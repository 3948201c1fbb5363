"""The pages of what is on disk, and of what Grapevine is and is made of."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui import strings
from desktop.ui.bidi import filled, joined
from desktop.ui.buttons import push_button
from desktop.ui.controls import Card
from desktop.ui.folding import FoldingLayout
from desktop.ui.icons import logo_pixmap
from desktop.ui.labels import Paragraph, PlainLabel
from desktop.ui.layouts import set_margins
from desktop.ui.settings_rows import SettingsPage
from resources import FOLDER

if TYPE_CHECKING:
    from desktop.ui.settings_values import StorageView
    from desktop.ui.theme import Theme, ThemeSwitch


@dataclass(frozen=True, slots=True)
class Part:
    """Something that Grapevine is made of, and the licence it came under."""

    name: str
    what: str
    licence: str


def parts() -> tuple[Part, ...]:
    """Return what stands in resources/licences.json."""
    text = (FOLDER / "licences.json").read_text(encoding="utf-8")
    return tuple(Part(each["name"], each["what"], each["licence"]) for each in json.loads(text))


class StoragePage(SettingsPage):
    """How much is kept, where, and how to get there."""

    open_folder = Signal(str)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__(switch, "", "storage")
        self.words = self.tr("Storage")
        self.setAccessibleName(self.words)
        self.findChild(PlainLabel, "page-storage-title").setText(self.words)  # type: ignore[union-attr]
        px = switch.theme.px
        self._folder = ""
        card = Card(name="storage-card")
        self.size_words = PlainLabel("", tone="row", name="storage-size")
        self.detail = Paragraph("", tone="meta", name="storage-detail")
        self.folder = Paragraph("", tone="preview", name="storage-folder")
        self.folder.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.open = push_button(self.tr("Open folder"), name="storage-open")
        self.open.clicked.connect(self._open)
        for widgets in ((self.size_words, self.detail), (self.folder,)):
            row = QWidget()
            line = QHBoxLayout(row)
            set_margins(line, self, px(16), px(11), px(14), px(11))
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addStretch(1)  # in the middle; an alignment would leave it one line's height
            for widget in widgets:
                column.addWidget(widget)
            column.addStretch(1)
            line.addLayout(column, 1)
            if self.folder in widgets:
                line.addWidget(self.open)
            card.add_row(row)
        self.column.addWidget(card)
        self.column.addWidget(
            Paragraph(
                self.tr(
                    "Your keys and all your messages are in this folder and nowhere else. Copy it, "
                    "while Grapevine is not running, to keep a backup; show it to nobody."
                ),
                tone="meta",
                name="storage-words",
            )
        )
        self.end()

    def set_storage(self, storage: StorageView) -> None:
        """Show what is on disk."""
        self.always = bool(storage.folder)
        self._folder = storage.folder
        locale = QLocale()
        self.size_words.setText(locale.formattedDataSize(storage.size_bytes, 1))
        told = [strings.counted("Words", "%n message", "%n messages", storage.messages)]
        if storage.free_bytes is not None:
            free = locale.formattedDataSize(storage.free_bytes, 1)
            told.append(filled(self.tr("{0} free on this disk"), free))
        self.detail.setText(joined(told))
        self.folder.setText(storage.folder)

    def _open(self) -> None:
        if self._folder:
            self.open_folder.emit(self._folder)
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder))


class AboutPage(SettingsPage):
    """Name, version, licence, and the parts with theirs."""

    def __init__(self, switch: ThemeSwitch, version: str) -> None:
        super().__init__(switch, "", "about")
        self.words = self.tr("About")
        self.always = True
        self.setAccessibleName(self.words)
        self.findChild(PlainLabel, "page-about-title").setText(self.words)  # type: ignore[union-attr]
        px = switch.theme.px
        self._logo = QLabel()
        self._show_logo(switch.theme)
        switch.changed.connect(self._show_logo)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel("Grapevine", tone="name", name="about-name"))
        words.addWidget(PlainLabel(version, tone="meta", name="about-version"))
        top = QHBoxLayout()
        top.setSpacing(px(14))
        top.addWidget(self._logo)
        top.addLayout(words, 1)
        self.column.addLayout(top)
        self.column.addWidget(
            Paragraph(
                self.tr(
                    "Group chat for the people on your network, with no server, no account and no "
                    "internet. Free under the Apache License 2.0."
                ),
                tone="lead",
                name="about-words",
            )
        )
        self.add_caption(self.tr("Made with"), "about-parts-title")
        self._switch = switch
        self._card = Card(name="about-parts")
        self.column.addWidget(self._card)
        self.end()

    def _show_logo(self, theme: Theme) -> None:
        self._logo.setPixmap(logo_pixmap(theme, theme.px(48), self.devicePixelRatioF() or 1.0))

    @override
    def fill(self) -> None:
        if self._card.column.count():
            return
        px = self._switch.theme.px
        for part in parts():
            row = QWidget()
            line = FoldingLayout(row, widest=1)
            line.setContentsMargins(px(16), px(8), px(16), px(8))
            line.setSpacing(px(6))
            words = QCoreApplication.translate("Part", part.what)
            line.addWidget(Paragraph(part.name, tone="row", name="part-name"))
            line.addWidget(Paragraph(words, tone="meta", name="part-what"))
            # Licences have names that are the same everywhere; "public domain" is none.
            licence = QCoreApplication.translate("Part", part.licence)
            line.addWidget(Paragraph(licence, tone="meta", name="part-licence"))
            self._card.add_row(row)

"""The first page ever shown: one's name on the left, the people found so far on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.model import Status
from desktop.ui import strings
from desktop.ui.bidi import filled
from desktop.ui.buttons import push_button
from desktop.ui.empty_state import ConnectionChecks
from desktop.ui.findings import said
from desktop.ui.flow import FlowLayout
from desktop.ui.icons import icon_pixmap, logo_pixmap
from desktop.ui.labels import ElidedLabel, Paragraph, PlainLabel
from desktop.ui.layouts import hairline, set_margins
from desktop.ui.names import NameField
from desktop.ui.people_panel import PeopleList

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from desktop.model import NetworkState, Person, PersonPresence
    from desktop.ui.checks import Reason
    from desktop.ui.theme import Theme, ThemeSwitch

COLUMN_PX = 358

BOTH_FROM_PX = 700
"""Narrower than this only the name is asked: half of it would not hold the heading."""


class FirstRunPage(QWidget):
    """Asks for a name and nothing else; people show up while it is typed."""

    finished = Signal(str)
    """The cleaned name, never empty."""

    add_wanted = Signal()

    def __init__(
        self, switch: ThemeSwitch, now_ms: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("first-run")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.form = _Form(switch)
        self.found = _Found(switch, now_ms)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        scroll = QScrollArea()
        scroll.setObjectName("first-run-scroll")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.form)
        self._line = hairline()
        row.addWidget(scroll, 52)
        row.addWidget(self._line)
        row.addWidget(self.found, 48)
        self._switch = switch
        switch.changed.connect(self._fold)
        self.form.finished.connect(self.finished)
        self.form.invite.clicked.connect(self.add_wanted)
        self.found.connection.add_wanted.connect(self.add_wanted)

    def set_reasons(self, reasons: list[Reason]) -> None:
        """Keep what was checked, for when nobody is found."""
        self.found.connection.checks.set_reasons(reasons)

    def set_addresses(self, addresses: tuple[str, ...]) -> None:
        """Say where this device is reached."""
        self.found.connection.set_addresses(addresses)

    def set_presence(self, people: tuple[PersonPresence, ...]) -> None:
        """Show how the others are: state and note, which links alone do not tell."""
        self.found.set_presence(tuple(each for each in people if not each.mine))

    def say(self, kind: str, words: str) -> None:
        """Say under the button what came of something, or what went wrong: info or danger."""
        self.form.say(kind, words)

    def suggest(self, name: str) -> None:
        """Fill the field with a name, unless something was typed already."""
        if not self.form.field.text():
            self.form.field.setText(name)
            self.form.field.selectAll()
        self.form.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fold(self, theme: Theme) -> None:
        wide = self.width() >= theme.px(BOTH_FROM_PX)
        self._line.setVisible(wide)
        self.found.setVisible(wide)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold(self._switch.theme)


class _Form(QWidget):
    """The left half."""

    finished = Signal(str)

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("first-run-form")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._logo = QLabel()
        self._logo.setAccessibleName("Grapevine")
        heading = Paragraph(
            self.tr("Chat with the people on this network"),
            tone="heading",
            name="first-run-title",
            leading=1.36,
        )
        lead = Paragraph(
            self.tr("No account, no server, no internet. Everything stays on your computers."),
            tone="lead",
            name="first-run-lead",
            leading=1.5,
        )
        caption = PlainLabel(self.tr("Your name"), tone="label", name="first-run-caption")
        self.field = NameField()
        self.field.setObjectName("first-run-name")
        self.field.setProperty("kind", "large")
        self.field.setToolTip(self.tr("The name others see; you can change it at any time"))
        caption.setBuddy(self.field)
        self.hint = Paragraph("", tone="meta", name="first-run-hint")
        self.start = push_button(self.tr("Start chatting"), name="start", kind="primary")
        self.start.setToolTip(self.tr("Start chatting (Enter)"))
        self.news = Paragraph("", tone="meta", name="first-run-news")
        self.news.hide()
        self.invite = push_button(self.tr("Use an invite"), name="use-invite", kind="link")
        self.invite.setToolTip(self.tr("Add the device of someone who sent you an invite or address"))
        self._asked = PlainLabel(
            self.tr("Did someone send you an invite?"), tone="meta", name="first-run-invite"
        )
        self._foot = FlowLayout()
        self._foot.addWidget(self._asked)
        self._foot.addWidget(self.invite)
        self._column = QVBoxLayout()
        self._gaps: list[int] = []
        for widget, gap_px in (
            (self._logo, 22),
            (heading, 6),
            (lead, 32),
            (caption, 8),
            (self.field, 8),
            (self.hint, 22),
            (self.start, 12),
            (self.news, 24),
        ):
            self._column.addWidget(widget)
            self._gaps.append(gap_px)
            self._column.addSpacing(gap_px)
        self._column.addLayout(self._foot)
        self._column.addStretch(1)
        self._inner = QWidget()
        self._inner.setLayout(self._column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._row = QHBoxLayout(self)
        self._row.addStretch(1)
        self._row.addWidget(self._inner, 1000)  # all there is, up to its maximum
        self._row.addStretch(1)
        self.field.textChanged.connect(self._on_text)
        self.field.returnPressed.connect(self._finish)
        self.start.clicked.connect(self._finish)
        self._on_text()
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def _on_text(self) -> None:
        self.start.setEnabled(bool(self.field.name()))
        typed = self.field.text().strip()
        if typed and not self.field.name():
            self.hint.setText(self.tr("Nobody could read this name: type at least one letter."))
        elif len(" ".join(typed.split())) > len(self.field.name()):
            self.hint.setText(filled(self.tr("Others see: {0}"), self.field.name()))
        else:
            self.hint.setText(self.tr("Others see this. You can change it at any time."))

    def say(self, kind: str, words: str) -> None:
        """Say something under the button until the next is typed."""
        self.news.set_tone("danger" if kind == "danger" else "meta")
        self.news.setText(words)
        self.news.setVisible(bool(words))

    def _finish(self) -> None:
        name = self.field.name()
        if name:
            self.finished.emit(name)

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        self._inner.setMaximumWidth(px(COLUMN_PX))
        self._row.setContentsMargins(px(24), px(66), px(24), px(24))
        self._foot.set_gap(px(2))
        self._asked.setFixedHeight(self.invite.sizeHint().height())
        self._logo.setPixmap(logo_pixmap(theme, px(64), self.devicePixelRatioF() or 1.0))


class _Found(QWidget):
    """The right half: the network and who was found on it."""

    def __init__(self, switch: ThemeSwitch, now_ms: Callable[[], int]) -> None:
        super().__init__()
        self.setObjectName("first-run-people")
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._switch = switch
        self._network: NetworkState | None = None
        self._count = 0
        self._told = False
        self._sign = QLabel()
        self.network_name = ElidedLabel("", tone="strong", name="first-run-network")
        self.count = Paragraph("", tone="preview", name="first-run-count")
        self.people = PeopleList(switch, now_ms, ground="window", sections=False)
        self.people.setObjectName("first-run-list")
        self.people.hide()
        self.connection = ConnectionChecks(switch)
        self.connection.hide()
        self._lock = QLabel()
        self.note = Paragraph(
            self.tr(
                "This network is open: anyone on it can join and read the lobby. "
                "What is written is encrypted on its way."
            ),
            tone="meta",
            name="first-run-note",
        )
        self._top = QHBoxLayout()
        self._top.addWidget(self._sign)
        self._top.addWidget(self.network_name, 1)
        self._foot_box = QWidget()
        self._foot = QHBoxLayout(self._foot_box)
        self._foot.addWidget(self._lock, 0, Qt.AlignmentFlag.AlignTop)
        self._foot.addWidget(self.note, 1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(self._top)
        self._column.addWidget(self.count)
        self._column.addWidget(self.people)
        self._column.addWidget(self.connection)
        self._column.addWidget(self._foot_box)
        self._column.addStretch(1)
        self._show()
        switch.changed.connect(self._set_theme)

    def set_network(self, network: NetworkState) -> None:
        """Name the network."""
        self._network = network
        self._show()

    def set_people(self, people: tuple[Person, ...]) -> None:
        """Show who has a live link now, until `set_presence` says more."""
        if self._told:
            return
        here = tuple(person for person in people if person.online)
        self._count = len(here)
        self.people.set_people(here, None)
        self._show()

    def set_presence(self, people: tuple[PersonPresence, ...]) -> None:
        """Show who is here now, with their state and note."""
        self._told = True
        here = tuple(person for person in people if person.status is not Status.OFFLINE)
        self._count = len(here)
        self.people.set_presence(here)
        self._show()

    def show_checks(self, *, shown: bool) -> None:
        """Show why nobody may be found, or take it away."""
        self.connection.setVisible(shown)

    def _show(self) -> None:
        self.people.setVisible(self._count > 0)  # without rows it would still take room
        network = self._network
        connected = network is not None and network.connected
        name = "" if network is None else said(network.name)
        self.network_name.setText(name if connected else self.tr("Not connected"))
        if network is None:  # it takes the engine a moment to know
            self.network_name.setText(strings.looking(None))
            self.count.setText("")
        elif not connected:
            self.count.setText(self.tr("People show up here once this device is on a network."))
        elif self._count:
            self.count.setText(
                strings.counted(
                    "FirstRun",
                    "%n person is here, looking for more",
                    "%n people are here, looking for more",
                    self._count,
                )
            )
        else:
            self.count.setText(strings.looking(network))
        self._foot_box.setVisible(network is not None and connected and not network.closed)
        self._set_theme(self._switch.theme)

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        set_margins(self._column, self, px(30), px(66), px(48), px(24))
        self._top.setContentsMargins(px(18), 0, 0, px(4))
        self._top.setSpacing(px(8))
        self.count.setContentsMargins(px(18), 0, 0, px(16))
        self.connection.setContentsMargins(px(18), 0, 0, px(16))
        self._foot.setContentsMargins(px(18), px(20), 0, 0)
        self._foot.setSpacing(px(8))
        self.people.updateGeometry()
        connected = self._network is not None and self._network.connected
        ratio = self.devicePixelRatioF() or 1.0
        sign = "wifi" if connected or self._network is None else "wifi-off"
        self._sign.setPixmap(icon_pixmap(sign, theme.text, px(18), ratio))
        self._lock.setPixmap(icon_pixmap("unlock", theme.text2, px(16), ratio))

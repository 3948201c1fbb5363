"""The window of the network: why somebody cannot be seen, one's own checks, the links, a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.model import LinkInfo
from desktop.ui import strings
from desktop.ui.buttons import push_button, set_sign
from desktop.ui.check_rows import CheckRow, finding_card
from desktop.ui.controls import Card
from desktop.ui.dialogs import AddAddress
from desktop.ui.findings import said
from desktop.ui.folding import FoldingLayout
from desktop.ui.icons import icon
from desktop.ui.labels import Paragraph, PlainLabel
from desktop.ui.layouts import hairline, set_margins
from desktop.ui.link_details import details
from desktop.ui.links_list import LinksList, LinksModel
from desktop.ui.mesh_picture import MeshPicture, nodes
from desktop.ui.network_report import report
from desktop.ui.person_chooser import PersonChooser
from desktop.ui.row_model import VALUE_ROLE
from desktop.ui.side_window import SideWindow
from net.ids import PersonId

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.model import CheckView, NetworkState, PersonPresence
    from desktop.ui.theme import Theme, ThemeSwitch


class NetworkWindow(SideWindow):
    """Shows what it is given; `facts` are lines for the report: version, system."""

    check_wanted = Signal()
    """Look at one's own connection again; answer with `set_checks`."""

    diagnose_wanted = Signal(bytes)
    """PersonId: why can I not see them? Answer with `set_findings`."""

    address_added = Signal(str)

    def __init__(
        self, switch: ThemeSwitch, now_ms: Callable[[], int], facts: Sequence[str] = ()
    ) -> None:
        super().__init__(switch, "", name="network-window", width_px=1080, height_px=760)
        self.setWindowTitle(self.tr("Network"))
        self.setMinimumSize(720, 480)
        self._now_ms = now_ms
        self._facts = tuple(facts)
        self._people: tuple[PersonPresence, ...] = ()
        self._links: tuple[LinkInfo, ...] = ()
        self._checks: tuple[CheckView, ...] = ()
        self._findings: tuple[CheckView, ...] = ()
        self._asked: PersonId | None = None
        self._addresses: tuple[str, ...] = ()
        self.chooser = PersonChooser(switch, self.tr("Choose somebody"))
        self.again = push_button(self.tr("Check again"), name="check-again", kind="link")
        self.checks = Card(name="own-checks")
        self.copy_address = push_button(self.tr("Copy my address"), name="network-copy-address")
        self.copy_address.setToolTip(self.tr("Copy this device's address for someone to add"))
        self.add = push_button(self.tr("Add by address"), name="network-add", keys="add-address")
        self.copy_report = push_button(self.tr("Copy report"), name="copy-report")
        self.copy_report.setToolTip(self.tr("Checks and links, without names, keys or messages"))
        self.mesh = MeshPicture(switch)
        self._links_model = LinksModel(now_ms, self)
        self.links = LinksList(switch, self._links_model)
        self.links_title = PlainLabel("", tone="section", name="links-title")
        self._finding: Card | None = None
        self._lay_out()
        self._connect()
        self._show_links()
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)
        self.chooser.field.setFocus()

    # ---- what the application tells

    def set_people(self, people: tuple[PersonPresence, ...]) -> None:
        """Know everybody, oneself among them: for the picture and the question."""
        self._people = people
        self.chooser.set_people(people)
        self._show_links()

    def set_links(self, links: tuple[LinkInfo, ...]) -> None:
        """Show the live links."""
        self._links = links
        self._show_links()

    def set_network(self, network: NetworkState) -> None:
        """Say which network this is."""
        words = said(network.name) if network.connected else self.tr("Not connected")
        self.network_name.setText(words)

    def set_checks(self, checks: tuple[CheckView, ...]) -> None:
        """Show this device's own checks."""
        if checks == self._checks:
            return
        self._checks = checks
        self._show_checks()

    def set_findings(self, person: PersonId, findings: tuple[CheckView, ...]) -> None:
        """Answer the question about somebody; a question that was changed meanwhile is not."""
        if person == self._asked:
            self._findings = findings
            self._show_findings()
            self._show_links()

    def set_addresses(self, addresses: tuple[str, ...]) -> None:
        """Say where this device is reached, best first."""
        self._addresses = addresses
        self.copy_address.setVisible(bool(addresses))
        self.copy_address.setText(self.copy_address.accessibleName())

    def ask_about(self, person: PersonId) -> None:
        """Choose somebody, as if by hand."""
        self.chooser.choose(person)

    # ---- inside

    def _lay_out(self) -> None:
        left_page = QWidget()
        left_page.setProperty("ground", "surface")
        left_page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._left = QVBoxLayout(left_page)
        self._left.addWidget(PlainLabel(self.tr("Why can't I see…"), tone="title", name="why"))
        self._left.addWidget(self.chooser)
        self._finding_box = QVBoxLayout()
        self._left.addLayout(self._finding_box)
        own = QHBoxLayout()
        title = PlainLabel(self.tr("Your own connection"), tone="section", name="own-title")
        self.network_name = PlainLabel("", tone="meta", name="network-name")
        own.addWidget(title)
        own.addWidget(self.network_name, 1)
        own.addWidget(self.again)
        self._left.addLayout(own)
        self._left.addWidget(self.checks)
        copy_row = QHBoxLayout()
        copy_row.addWidget(self.copy_address)
        copy_row.addStretch(1)
        self._left.addLayout(copy_row)
        self._left.addStretch(1)
        self.copy_address.hide()
        scroll = QScrollArea()
        scroll.setObjectName("network-scroll")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setWidget(left_page)
        self._scroll, self._left_page = scroll, left_page
        self.mesh_title = PlainLabel(self.tr("The mesh"), tone="title", name="mesh-title")
        self._acts = FoldingLayout()
        self._acts.addWidget(self.add)
        self._acts.addWidget(self.copy_report)
        self._top = FoldingLayout()
        self._top.addWidget(self.mesh_title)
        self._top.add_layout(self._acts)
        self._right = right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(self._top)
        right.addWidget(self.mesh, 5)
        self.nobody = Paragraph("", tone="lead", name="links-nobody")
        right.addWidget(self.links_title)
        right.addWidget(self.nobody)
        right.addWidget(self.links, 4)
        self.link_details = Paragraph("", tone="meta", name="link-details")
        right.addWidget(self.link_details)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(scroll, 1)
        self._line = hairline()
        row.addWidget(self._line)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        self.chooser.chosen.connect(self._on_chosen)
        self.chooser.cleared.connect(self._on_cleared)
        self.again.clicked.connect(self.check_wanted)
        self.add.clicked.connect(self._ask_address)
        self.copy_report.clicked.connect(self._copy_report)
        self.copy_address.clicked.connect(self._copy_address)
        self.links.selectionModel().currentChanged.connect(self._show_details)

    def _show_details(self) -> None:
        link = self.links.currentIndex().data(VALUE_ROLE)
        words = details(link) if isinstance(link, LinkInfo) else ""
        self.link_details.setText(words)
        self.link_details.setVisible(bool(words))

    def _on_chosen(self, person: bytes) -> None:
        self._on_cleared()
        self._asked = PersonId(person)
        self.diagnose_wanted.emit(person)

    def _on_cleared(self) -> None:
        self._asked = None
        self._findings = ()
        self._show_findings()
        self._show_links()

    def _show_findings(self) -> None:
        if self._finding is not None:
            self._finding_box.removeWidget(self._finding)
            self._finding.hide()
            self._finding.deleteLater()
            self._finding = None
        if self._findings:
            self._finding = finding_card(self._switch, self._findings, "finding")
            self._finding_box.addWidget(self._finding)

    def _show_checks(self) -> None:
        self.checks.clear()
        for check in self._checks:
            self.checks.add_row(CheckRow(self._switch, check))
        self.checks.setVisible(bool(self._checks))

    def _show_links(self) -> None:
        me = next((person for person in self._people if person.mine), None)
        troubles = {}
        linked = {link.person for link in self._links}
        if self._asked is not None and self._findings and self._asked not in linked:
            troubles[self._asked] = self.tr("no link")
        self.mesh.set_nodes(me, nodes(self._people, self._links, troubles))
        marks = {each.person: each.mark for each in self._people if each.mark}
        self._links_model.set_links(self._links, marks)
        direct = len({link.person for link in self._links})
        words = strings.counted("NetworkWindow", "%n person direct", "%n people direct", direct)
        title = self.tr("Links · {0}").format(words) if direct else self.tr("Links")
        self.links_title.setText(title)
        self.links.setVisible(bool(self._links))
        self._show_details()
        self.nobody.setVisible(not self._links)
        self.nobody.setText(
            self.tr("No device is linked. Whoever opens Grapevine on this network is, by itself.")
        )

    def _ask_address(self) -> None:
        dialog = AddAddress(self._switch, self, self._addresses)
        dialog.address_entered.connect(self.address_added)
        dialog.open()

    def _copy_report(self) -> None:
        checks = (*self._findings, *self._checks)
        names = [each.name for each in self._people if each.person == self._asked]
        text = report(self._facts, checks, self._links, self._now_ms(), names)
        QGuiApplication.clipboard().setText(text)
        self._sign("check", self.tr("Copied"))

    def _copy_address(self) -> None:
        if self._addresses:
            QGuiApplication.clipboard().setText(self._addresses[0])
            self.copy_address.setText(self.tr("Copied"))

    def _sign(self, name: str, words: str) -> None:
        set_sign(self.copy_report, icon(name, self._switch.theme), words)

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        set_margins(self._left, self, px(20), px(18), px(20), px(18))
        self._left.setSpacing(px(11))
        set_margins(self._top, self, px(20), px(16), px(20), px(6))
        self._top.setSpacing(px(8))
        self._acts.setSpacing(px(6))
        # On a low screen these give way, before words are cut: to the question, and to one link.
        self._scroll.setMinimumHeight(px(96))
        self.links.setMinimumHeight(px(40))
        self.links_title.setContentsMargins(px(20), px(6), px(20), px(6))
        self.nobody.setContentsMargins(px(20), px(4), px(20), px(24))
        self.link_details.setContentsMargins(px(20), px(6), px(20), px(12))
        set_sign(self.add, icon("plus", theme), self.add.accessibleName())
        self._sign("copy", self.copy_report.accessibleName())
        set_sign(self.again, icon("refresh", theme, theme.link), self.again.accessibleName())
        self._show_checks()
        self._show_findings()
        self._fold()

    def _fold(self) -> None:
        """Put the links below the checks where both are not to be read beside each other.

        The picture goes then: the list below it says the same.
        """
        bar_px = self._scroll.verticalScrollBar().sizeHint().width()
        checks = self._left_page.minimumSizeHint().width() + bar_px
        # The picture counts while it is away, too: or what is measured would change with the answer.
        margins = self._top.contentsMargins()
        acts = self._acts.sizeHint().grownBy(margins).width()
        picture = self.mesh.minimumSizeHint().width()
        links = max(self._right.minimumSize().width(), acts, picture)
        wide = self.width() >= 2 * max(checks, links)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(way)
        self._line.setVisible(wide)
        self.mesh.setVisible(wide)
        self.mesh_title.setVisible(wide)

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # other checks or links, wider words
            self._fold()
        return done

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

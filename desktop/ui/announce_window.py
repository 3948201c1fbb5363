"""The announcement window: one text to many rooms and people, with a look before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.texts import MAX_TEXT_BYTES, safe_text
from desktop.ui import strings
from desktop.ui.announce_outcomes import OutcomesModel, OutcomesView
from desktop.ui.announce_preview import HEIGHT_PX, AnnouncePreview
from desktop.ui.announce_targets import Reach, TargetsModel, TargetsView
from desktop.ui.bidi import filled
from desktop.ui.buttons import push_button
from desktop.ui.controls import SearchField, rename_button
from desktop.ui.flow import FlowLayout
from desktop.ui.labels import Paragraph, PlainLabel, plain_tooltip
from desktop.ui.side_window import SideWindow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from PySide6.QtGui import QCloseEvent, QResizeEvent

    from desktop.model import PersonPresence, Room
    from desktop.ui.announce_targets import Target
    from desktop.ui.theme import Theme, ThemeSwitch
    from net.ids import PersonId, RoomId

UNDO_S = 5
"""Long enough to see the wrong room, short enough not to wait for."""
TICK_MS = 1_000
TELL_LEFT_BYTES = 2_000
"""From here on the room that is left is shown: about a screen of text before the end."""
LEFT_PX = 340
LOW_PX = 480
LOOK_FROM_PX = 380
"""Lower than this the look would leave no room for the text."""
FOOT_FROM_PX = 440
"""So wide the right side holds its state and two buttons beside each other, in any language."""


class AnnounceWindow(SideWindow):
    """Sends by `send_requested` and is told by `set_outcome`; knows no engine."""

    send_requested = Signal(list, list, str)
    """RoomIds, PersonIds, text: answer with `set_outcome` for each. After the time for Undo."""

    retry_requested = Signal(list, list, str)
    """The same for those that failed; who has it already must not get it twice."""

    def __init__(
        self, switch: ThemeSwitch, now_ms: Callable[[], int], *, undo_s: int = UNDO_S
    ) -> None:
        super().__init__(switch, "", name="announce-window", width_px=900, height_px=640)
        self.setWindowTitle(self.tr("Announcement"))
        self._undo_s = undo_s
        self._left_s = 0
        self._sent_text = ""
        self._sending: tuple[Target, ...] = ()
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._count_down)
        self._make(switch)
        self.look = AnnouncePreview(switch, now_ms)
        self._lay_out()
        self._connect()
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)
        self._show()

    # ---- what the application tells

    def set_rooms(self, rooms: Iterable[Room]) -> None:
        """Offer these rooms."""
        self.targets.set_rooms(rooms)

    def set_people(self, people: Iterable[PersonPresence]) -> None:
        """Offer these people, and know oneself among them: it is from there."""
        told = tuple(people)
        self.targets.set_people(told)
        me = next((each for each in told if each.mine), None)
        if me is not None:
            self.look.set_author(me.person, me.name)

    def set_members(self, members: Mapping[RoomId, frozenset[PersonId]]) -> None:
        """Say who is in the rooms, so that people can be counted once."""
        self.targets.set_members(members)

    def set_outcome(self, target: bytes, error: str | None = None) -> None:
        """Say what became of one target: sent, or the reason why not, for people."""
        self.outcomes.tell(target, error)
        self._show()

    def set_refused(self, words: str) -> None:
        """Say that nothing was sent at all, and why; it can be tried again."""
        for target in self.outcomes.under_way():
            self.outcomes.tell(target.key, words)
        self._show()

    # ---- what the person does

    def send(self) -> None:
        """Begin the time for Undo, if there is something to send and somebody to send it to."""
        if self._tick.isActive() or not self._can_send():
            return
        self._sending = self.targets.targets()
        self._sent_text = self._words()
        self.outcomes.clear()
        self._left_s = self._undo_s
        self._tick.start()
        self._show()
        self.undo.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_back(self) -> None:
        """Undo: nothing is sent, everything stands as before."""
        if self._tick.isActive():
            self._tick.stop()
            self._sending = ()
            self._show()
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def retry(self) -> None:
        """Send again to those that it did not reach."""
        failed = self.outcomes.failed()
        if failed:
            self._ask(failed, again=True)

    def finish(self) -> None:
        """Send now what waits for an Undo: Send was pressed, and the end of the window is no Undo."""
        if self._tick.isActive():
            self._go()

    def start_anew(self) -> None:
        """Forget the announcement that was sent."""
        self.outcomes.clear()
        self._sending = ()
        self.edit.clear()
        self.targets.clear()
        self._show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count_down(self) -> None:
        self._left_s -= 1
        if self._left_s <= 0:
            self._go()
        else:
            self._show()

    def _go(self) -> None:
        self._tick.stop()
        self._ask(self._sending, again=False)

    def _ask(self, targets: Sequence[Target], *, again: bool) -> None:
        self.outcomes.begin(targets)
        rooms = [each.room for each in targets if each.room is not None]
        people = [each.person for each in targets if each.person is not None]
        self._show()
        signal = self.retry_requested if again else self.send_requested
        signal.emit(rooms, people, self._sent_text)

    def _words(self) -> str:
        return safe_text(self.edit.toPlainText()).strip()

    def _bytes_left(self) -> int:
        return MAX_TEXT_BYTES - len(self._words().encode(errors="replace"))

    def _can_send(self) -> bool:
        reach = self.targets.reach()
        return (
            bool((reach.rooms or reach.persons) and self._words() and self._bytes_left() >= 0)
            and not self.outcomes.rowCount()
        )

    # ---- what is shown

    def _show(self) -> None:
        waiting = self._tick.isActive()
        after = self.outcomes.rowCount() > 0
        reach = self.targets.reach()
        self.preview.setText(self._preview(reach))
        self.preview.setVisible(not after)
        self.look.set_text(self._words())
        self._show_limit()
        for widget in (self.field, self.list, self.all, self.none, self.edit):
            widget.setEnabled(not waiting and not after)
        self.send_button.setVisible(not waiting and not after)
        self.send_button.setEnabled(self._can_send())
        self.undo.setVisible(waiting)
        if waiting:
            words = strings.counted(
                "AnnounceWindow", "Sending in %n s", "Sending in %n s", self._left_s
            )
            self.state.setText(words)
        elif after:
            self.state.setText(self._result())
        else:
            self.state.setText(self._hint(reach))
        _, failed, under_way = self.outcomes.counts()
        self.outcome_list.setVisible(after)
        self._fold(self._switch.theme)
        self.again.setVisible(after and failed > 0 and not under_way)
        self.anew.setVisible(after and not under_way)
        words = strings.counted("AnnounceWindow", "Retry %n", "Retry %n", failed)
        rename_button(self.again, words)

    def _preview(self, reach: Reach) -> str:
        if not reach.rooms and not reach.persons:
            return self.tr("Tick the rooms and people it should go to.")
        parts = []
        if reach.rooms:
            parts.append(strings.counted("AnnounceWindow", "%n room", "%n rooms", len(reach.rooms)))
        if reach.persons:
            parts.append(
                strings.counted("AnnounceWindow", "%n person", "%n people", len(reach.persons))
            )
        to = filled(self.tr("{0} and {1}"), *parts) if len(parts) == 2 else parts[0]
        people = strings.counted(
            "AnnounceWindow", "%n person in all", "%n people in all", reach.people
        )
        if reach.exact:
            return filled(self.tr("Goes to {0}: {1}, each once."), to, people)
        return filled(self.tr("Goes to {0}: at most {1}, each once."), to, people)

    def _hint(self, reach: Reach) -> str:
        if not self._words():
            return self.tr("Write something to send.")
        if not reach.rooms and not reach.persons:
            return ""
        return self.tr("Ctrl+Enter sends; there are a few seconds to undo it.")

    def _result(self) -> str:
        sent, failed, under_way = self.outcomes.counts()
        if under_way:
            return self.tr("Sending…")
        figures = QLocale().toString(sent), QLocale().toString(sent + failed)
        done = filled(self.tr("Sent to {0} of {1}."), *figures)
        if not failed:
            return done
        return f"{done} " + self.tr("The others are listed with the reason.")

    def _show_limit(self) -> None:
        left = self._bytes_left()
        self.limit.setVisible(left < TELL_LEFT_BYTES)
        if left < 0:
            self.limit.set_tone("danger")
            self.limit.setText(
                strings.counted("AnnounceWindow", "%n byte too long", "%n bytes too long", -left)
            )
        else:
            self.limit.set_tone("meta")
            self.limit.setText(
                strings.counted("AnnounceWindow", "%n byte left", "%n bytes left", left)
            )

    # ---- building

    def _make(self, switch: ThemeSwitch) -> None:
        self.targets = TargetsModel(self)
        self.outcomes = OutcomesModel(self)
        self.field = SearchField(switch, self.tr("Find a room or a person"), name="announce-find")
        self.list = TargetsView(switch, self.targets)
        self.all = push_button(self.tr("Tick all shown"), name="announce-all", kind="link")
        self.none = push_button(self.tr("Tick none"), name="announce-none", kind="link")
        self.title = PlainLabel(self.tr("Announcement"), tone="title", name="announce-title")
        self.lead = Paragraph(
            self.tr(
                "Everybody gets it once, however many of these rooms they are in. "
                "It is kept in each room like any message."
            ),
            name="announce-lead",
        )
        self.edit = QPlainTextEdit()
        self.edit.setObjectName("announce-text")
        self.edit.setProperty("kind", "field")
        self.edit.setAccessibleName(self.tr("Text of the announcement"))
        self.edit.setPlaceholderText(self.tr("What should everybody know?"))
        self.edit.setTabChangesFocus(True)
        self.limit = PlainLabel("", tone="meta", name="announce-limit")
        self.preview = Paragraph("", tone="strong", name="announce-preview")
        self.state = Paragraph("", tone="meta", name="announce-state")
        self.outcome_list = OutcomesView(switch, self.outcomes)
        self.send_button = push_button(self.tr("Send"), name="announce-send", kind="accent")
        self.send_button.setToolTip(self.tr("Send (Ctrl+Enter)"))
        self.undo = push_button(self.tr("Undo"), name="announce-undo")
        self.undo.setToolTip(plain_tooltip(self.tr("Undo (Esc)")))
        self.again = push_button("", name="announce-retry", kind="accent")
        self.anew = push_button(self.tr("New announcement"), name="announce-new")

    def _lay_out(self) -> None:
        self._left = QWidget()
        self._left.setProperty("ground", "window")
        self._left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._left_column = QVBoxLayout(self._left)
        self._left_column.addWidget(self.field)
        self._left_column.addWidget(self.list, 1)
        ticks = FlowLayout()
        ticks.addWidget(self.all)
        ticks.addWidget(self.none)
        self._left_column.addLayout(ticks)
        self._right_column = QVBoxLayout()
        self._right_column.addWidget(self.title)
        self._right_column.addWidget(self.lead)
        self._right_column.addWidget(self.edit, 1)
        self._right_column.addWidget(self.limit)
        self._right_column.addWidget(self.look)
        self._right_column.addWidget(self.preview)
        self._right_column.addWidget(self.outcome_list, 1)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.state, 1)
        for button in (self.undo, self.anew, self.again, self.send_button):
            self._foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self._right_column.addLayout(self._foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addLayout(self._right_column, 1)

    def _connect(self) -> None:
        self.field.textChanged.connect(self.targets.set_query)
        self.field.left_down.connect(self.list.enter)
        self.targets.changed.connect(self._show)
        self.edit.textChanged.connect(self._show)
        self.all.clicked.connect(self.targets.tick_shown)
        self.none.clicked.connect(self.targets.clear)
        self.send_button.clicked.connect(self.send)
        self.undo.clicked.connect(self.take_back)
        self.again.clicked.connect(self.retry)
        self.anew.clicked.connect(self.start_anew)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.send)

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        self._left_column.setContentsMargins(px(12), px(14), px(12), px(8))
        self._left_column.setSpacing(px(8))
        self._right_column.setContentsMargins(px(20), px(18), px(20), px(16))
        self._right_column.setSpacing(px(10))
        self._foot.setSpacing(px(8))
        self.setMinimumSize(640, 420)  # whatever the zoom: screens do not grow with it
        self._fold(theme)

    def _fold(self, theme: Theme) -> None:
        """Share a narrow window: the targets give way, the buttons stand below each other."""
        left = min(theme.px(LEFT_PX), self.width() * 2 // 5)
        self._left.setFixedWidth(left)
        wide = self.width() - left >= theme.px(FOOT_FROM_PX)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._foot.setDirection(way)
        # In a low window what explains goes first, then what was sent, which each room shows.
        low = self.height() < theme.px(LOW_PX)
        self.title.setHidden(low)
        self.lead.setHidden(low)
        after = self.outcomes.rowCount() > 0
        ready = self._can_send() and not self._tick.isActive()
        self.state.setHidden(low and ready)  # the button's tip says the same
        no_room = self.height() < theme.px(LOOK_FROM_PX)
        self.look.setHidden(no_room or not self._words() or after)
        self.look.set_most(min(theme.px(HEIGHT_PX), self.height() * 3 // 10))
        self.edit.setHidden(low and after)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold(self._switch.theme)

    @override
    def step_back(self) -> None:
        """Take back what is about to be sent before closing the window."""
        if self._tick.isActive():
            self.take_back()
        else:
            super().step_back()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.finish()
        super().closeEvent(event)

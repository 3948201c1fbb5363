"""A good citizen of the desktop: tray, notifications, who is away, windows' places, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from typing_extensions import override

from desktop import languages, online, own_machine
from desktop.autostart import Autostart, own_command
from desktop.clock import unix_ms
from desktop.close_notice import CloseNotice
from desktop.languages import NAMES
from desktop.model import Notify, Status
from desktop.namesakes import label
from desktop.notify import OWN, Bubble, Notifier
from desktop.options import VERSION
from desktop.places import Places
from desktop.services import news
from desktop.session_idle import SessionIdle
from desktop.tray import Tray
from desktop.ui.emoji_font import advice
from desktop.ui.features import Feature
from desktop.ui.key_map import KeyMap
from desktop.ui.notice_words import notice_words
from desktop.ui.settings_values import LOOK_KEYS, InterfaceView, SettingsView
from desktop.ui.theme import Contrast, ThemeChoice
from net.ids import RoomId

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.bridge import Bridge
    from desktop.engine import Engine
    from desktop.options import Options
    from desktop.store.reader import Reader
    from desktop.ui.chat_window import ChatWindow
    from desktop.ui.settings_window import SettingsWindow
    from desktop.ui.theme import ThemeSwitch
    from desktop.views import Overview

FEATURES = frozenset({Feature.SETTINGS})
"""What this module stands behind."""

OFFERED = LOOK_KEYS | {
    "name", "typing", "invisible", "undo_send", "autostart", "close_to_tray", "notify",
    "notify_preview", "language", "port", "discovery", "interfaces", "send_with",
}  # fmt: skip
LONGEST_TIMER_MS = 2**31 - 1
"""24 days; who is quiet for longer starts Grapevine again before."""
UNDO_S = 5
"""Seconds a message can be taken back where that setting is on."""
PLACES_SETTING = "places"
SIDEBAR_SETTING = "sidebar_px"
TOLD_SETTING = "close_told"
EMOJI_TOLD_SETTING = "emoji_told"
ATTENTION = frozenset(
    (
        QEvent.Type.WindowActivate,
        QEvent.Type.WindowDeactivate,
        QEvent.Type.Show,
        QEvent.Type.Hide,
    )
)
"""After these somebody may look at the room in view, or no longer."""
KEPT = (
    "undo_send", "close_to_tray", "notify", "notify_preview", "contrast", "compact", "typing",
    "language", "port", "discovery", "interfaces", "send_with",
)  # fmt: skip


class Citizen(QObject):
    """Owned by the desktop face; lives on the windows' thread."""

    show_wanted = Signal()
    quit_wanted = Signal()
    restart_wanted = Signal()
    message_wanted = Signal(bytes, object)
    """RoomId, EntryId or None: go there."""

    settings_made = Signal(object)
    """The SettingsWindow, when it is wanted first: others have settings too."""

    def __init__(
        self,
        bridge: Bridge,
        window: ChatWindow,
        switch: ThemeSwitch,
        options: Options,
        failed: Callable[[Exception], None],
        keep: Callable[[str, object], None],
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._window = window
        self._switch = switch
        self._options = options
        self._failed = failed
        self._keep = keep
        self._seen: Overview | None = None
        self._room: RoomId | None = None
        self._values: dict[str, object] = {}
        self._begun = False
        self._settings: SettingsWindow | None = None
        self._autostart = Autostart(own_command(options.data_dir, options.network_key_file))
        self._kept_places: dict[str, list[int]] = {}
        self.tray = Tray(switch, self)
        self.notifier = Notifier(self.tray, self)
        self._close_notice = CloseNotice(self.tray, self.notifier, window)
        self.idle = SessionIdle(parent=self)
        self.places: Places | None = None
        bridge.started.connect(self.idle.start)
        self.idle.changed.connect(self._idle)
        self.tray.show_wanted.connect(self.show_wanted)
        self.tray.quit_wanted.connect(self.quit_wanted)
        self.tray.status_chosen.connect(self._set_status)
        self.tray.mute_wanted.connect(self._mute)
        self.tray.close_told.connect(lambda: keep(TOLD_SETTING, True))
        self.notifier.message_requested.connect(self.message_wanted)
        self.notifier.window_requested.connect(self.show_wanted)
        self._attention = QTimer(self)
        self._attention.setSingleShot(True)
        self._attention.setInterval(0)
        self._attention.timeout.connect(lambda: self.look_at(self._room))
        self._quiet_end = QTimer(self)
        self._quiet_end.setSingleShot(True)
        self._quiet_end.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._quiet_end.timeout.connect(lambda: self.tray.set_muted(muted=False))
        window.doors.settings_wanted.connect(self._open_settings)
        window.page.edge.width_chosen.connect(lambda width: self._keep(SIDEBAR_SETTING, width))
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Later: while a window is hidden or left it still counts as the active one.
        if event.type() in ATTENTION:
            self._attention.start()
        return False

    def begin(self, reader: Reader | None) -> None:
        """Take up what was kept, before the main window is shown."""
        kept = reader.setting(PLACES_SETTING, {}) if reader is not None else {}
        self._kept_places = dict(kept) if isinstance(kept, dict) else {}
        self.places = Places(self._kept_places, self)
        self.places.changed.connect(self._keep_place)
        self.places.keep(self._window, "main")
        told = False
        if reader is not None:
            told = reader.setting(TOLD_SETTING, default=False) is True
            self._take_up(reader)
        self.tray.start(close_was_told=told)

    def settle(self, reader: Reader) -> None:
        """Take up what was kept where `begin` had nothing to read it from, as after an update."""
        if not self._begun:
            kept = reader.setting(PLACES_SETTING, {})
            self._kept_places = {**(kept if isinstance(kept, dict) else {}), **self._kept_places}
            look = {each.value: each for each in ThemeChoice}
            self._switch.set_choice(look.get(reader.setting("theme"), ThemeChoice.SYSTEM))
            zoom = reader.setting("zoom")
            self._switch.set_zoom(zoom if isinstance(zoom, float) else 1.0)
            self._switch.set_reduced_motion(reduced=reader.setting("reduced_motion") is True)
            self._take_up(reader)
        self._bridge.call(_quiet_until_ms, self._show_quiet, self._failed)
        words = advice()
        if words and reader.setting(EMOJI_TOLD_SETTING) is not True:
            self._window.show_banner("info", words)
            self._keep(EMOJI_TOLD_SETTING, True)

    def _take_up(self, reader: Reader) -> None:
        self._begun = True
        self._window.page.edge.set_width(reader.setting(SIDEBAR_SETTING))
        self._values = {key: reader.setting(key) for key in KEPT}
        contrast = self._values.get("contrast")
        if contrast in {each.value for each in Contrast}:
            self._switch.set_contrast(Contrast(contrast))
        self._switch.set_compact(compact=self._values.get("compact") is True)
        keys = reader.setting("keys", {})
        if isinstance(keys, dict) and keys:
            self._window.doors.set_keys(KeyMap(keys))
        self._apply_writing()

    def close(self) -> None:
        """Put everything away."""
        self._window.removeEventFilter(self)
        self._attention.stop()
        self._quiet_end.stop()
        if self.places is not None:
            self.places.remember()
        if self._settings is not None:
            self._settings.close()
        self.tray.close()
        self.idle.close()
        self.notifier.close()

    def place(self, window: QWidget, name: str) -> None:
        """Put a further window where it stood last, remember it, and let the main keys work there."""
        if self.places is not None:
            self.places.keep(window, name)
        self._window.doors.wide.share(window)

    def stays(self) -> bool:
        """Whether closing the main window only hides it: there is a tray, and the setting is on."""
        return self._values.get("close_to_tray") is not False and self.tray.takes_window()

    def show(self, seen: Overview, room: RoomId | None) -> None:
        """Take a fresh look at the engine over to tray and settings."""
        self._seen, self._room = seen, room
        unread = sum(each.unread for each in seen.rooms if each.muted_until_ms is None)
        mentions = sum(each.mentions for each in seen.rooms)
        self.tray.set_unread(unread, mentions)
        me = next((each for each in seen.present if each.mine), None)
        if me is not None:
            self.tray.set_status(online.chosen(me))
        if self._settings is not None and self._settings.isVisible():
            self._settings.set_values(self._view())  # name and status change elsewhere too
        self.look_at(room)

    def look_at(self, room: RoomId | None) -> None:
        """Say which room is in view, and whether somebody looks at it: its news need no bubble."""
        active = self._window.isActiveWindow() and self._window.isVisible()
        self._bridge.post(
            lambda engine: engine.realtime.notifications.set_view(room, active=active)
        )
        if active:
            self._close_notice.come_back()
            self.notifier.withdraw(room or OWN)

    def tell(self, value: object) -> None:
        """Take news: something that this person should be told."""
        seen = self._seen
        if not isinstance(value, news.Notice) or seen is None:
            return
        room = next((each for each in seen.rooms if each.room == value.room), None)
        author = next((each for each in seen.present if each.person == value.by), None)
        title, body = notice_words(
            value,
            room,
            label(author) if author is not None else "",
            verified=author is not None and author.verified_at_ms is not None,
            hide_text=self._values.get("notify_preview") is False,
        )
        message = value.message.id if value.message is not None else None
        self.notifier.show(Bubble(value.room, message, title, body))

    # ---- wishes

    def _set_status(self, status: Status) -> None:
        self._bridge.call(
            lambda engine: engine.presence.set_status(status.value), failed=self._failed
        )

    def _idle(self, since_ms: int | None) -> None:
        self._bridge.post(lambda engine: engine.presence.set_idle(since_ms))

    def _mute(self, for_ms: int | None) -> None:
        until_ms = None if for_ms is None else unix_ms() + for_ms
        self._bridge.call(
            lambda engine: engine.realtime.notifications.set_quiet(until_ms),
            lambda _: self._show_quiet(until_ms),
            self._failed,
        )

    def _show_quiet(self, until_ms: int | None) -> None:
        """Say at the tray that nothing is told, for as long as that is so."""
        self.tray.set_muted(muted=until_ms is not None)
        self._quiet_end.stop()
        if until_ms is not None:
            self._quiet_end.start(min(max(0, until_ms - unix_ms()), LONGEST_TIMER_MS))

    def _keep_place(self, name: str, place: list[int]) -> None:
        self._kept_places[name] = place
        self._keep(PLACES_SETTING, self._kept_places)

    # ---- settings

    def _open_settings(self) -> None:
        if self._settings is None:
            from desktop.ui.settings_window import SettingsWindow  # noqa: PLC0415 - when first wanted

            doors = self._window.doors
            made = SettingsWindow(
                self._switch,
                doors.keys,
                version=VERSION,
                offered=OFFERED,
                features=doors.features,
                languages=tuple(NAMES.items()),
            )
            made.changed.connect(self._change)
            made.restart_wanted.connect(self.restart_wanted)
            made.keys_changed.connect(lambda kept: self._keep("keys", kept))
            self.place(made, "settings")
            self._settings = made
            self.settings_made.emit(made)
        self._settings.set_values(self._view())
        self._settings.offer_restart(shown=not languages.is_spoken(self._values.get("language")))
        self._bridge.call(own_machine.storage, self._settings.set_storage, self._failed)
        self._bridge.call(own_machine.interfaces, self._settings.set_interfaces, self._failed)
        self._settings.bring()

    def _view(self) -> SettingsView:
        me = self._seen.me if self._seen is not None else None
        language, port, interfaces = map(self._values.get, ("language", "port", "interfaces"))
        return SettingsView(
            name=me.name if me is not None else "",
            language=language if isinstance(language, str) and language in NAMES else "",
            port=port if isinstance(port, int) else 0,
            interfaces=tuple(map(str, interfaces)) if isinstance(interfaces, list) else None,
            discovery=self._values.get("discovery") is not False,
            send_with=str(self._values.get("send_with")),
            undo_send=self._values.get("undo_send") is True,
            typing=self._values.get("typing") is not False,
            invisible=self._invisible(),
            autostart=self._autostart.is_on(),
            close_to_tray=self._values.get("close_to_tray") is not False,
            notify=_level(self._values.get("notify")).value,
            notify_preview=self._values.get("notify_preview") is not False,
        )

    def _invisible(self) -> bool:
        seen = self._seen
        return seen is not None and any(
            each.mine and online.chosen(each) is Status.OFFLINE for each in seen.present
        )

    def _change(self, key: str, value: object) -> None:
        self._values[key] = value
        match key:
            case "name":
                self._window.name_changed.emit(str(value))
                return
            case "typing":
                self._bridge.call(
                    lambda engine: engine.realtime.typing.set_shown(on=bool(value)),
                    failed=self._failed,
                )
            case "invisible":
                status = "invisible" if value else "online"
                self._bridge.call(
                    lambda engine: engine.presence.set_status(status), failed=self._failed
                )
                return
            case "notify":
                level = Notify(value)
                self._bridge.call(
                    lambda engine: engine.realtime.notifications.set_default(level),
                    failed=self._failed,
                )
                return
            case "autostart":
                try:
                    self._autostart.set_on(on=bool(value))
                except OSError as error:
                    self._failed(error)
                return
            case "interfaces":
                names = value if isinstance(value, list) else None
                self._bridge.post(lambda engine: engine.network.choose_interfaces(names))
                self._bridge.call(own_machine.interfaces, self._show_interfaces, self._failed)
            case "undo_send" | "send_with":
                self._apply_writing()
            case "language" if self._settings is not None:
                self._settings.offer_restart(shown=not languages.is_spoken(value))
        self._keep(key, value)

    def _show_interfaces(self, found: tuple[InterfaceView, ...]) -> None:
        if self._settings is not None:
            self._settings.set_interfaces(found)

    def _apply_writing(self) -> None:
        composer, control = self._window.page.composer, self._values.get("send_with") == "ctrl-enter"
        composer.set_undo_s(UNDO_S if self._values.get("undo_send") is True else 0)
        composer.set_send_keys(control=control)
        self._window.doors.keys.send_with_control(on=control)


def _level(kept: object) -> Notify:
    """Return what was chosen for rooms, or what holds before anybody chose."""
    return next((each for each in Notify if each.value == kept), Notify.MENTIONS)


async def _quiet_until_ms(engine: Engine) -> int | None:
    return engine.realtime.notifications.quiet_until_ms

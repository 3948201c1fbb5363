"""What the settings window shows and lets one change, as one frozen value."""

from __future__ import annotations

import msgspec


class InterfaceView(msgspec.Struct, frozen=True):
    """A network interface of this computer; `used` if Grapevine looks for others there.

    One that was chosen and is not there now has no addresses.
    """

    name: str
    addresses: tuple[str, ...]
    used: bool = True


class SettingsView(msgspec.Struct, frozen=True, kw_only=True):
    """Every setting with its default. The field's name is the key of `SettingsWindow.changed`.

    Look (theme, contrast, zoom, compact, reduced motion) stands in the ThemeSwitch instead, and
    keys in the KeyMap.
    """

    name: str = ""
    language: str = ""
    """A code such as "de"; empty follows the system."""

    notify: str = "mentions"
    """A Notify value, for rooms without a choice of their own; direct messages always count."""

    notify_preview: bool = True
    notify_sound: bool = True
    send_with: str = "enter"
    """"enter" or "ctrl-enter"."""

    undo_send: bool = False
    typing: bool = True
    read_receipts: bool = True
    invisible: bool = False
    discovery: bool = True
    port: int = 0
    """0 is any free one."""

    interfaces: tuple[str, ...] | None = None
    """Names of those that are used; None for all."""

    autostart: bool = False
    close_to_tray: bool = True


class StorageView(msgspec.Struct, frozen=True, kw_only=True):
    """What is on disk; sizes in bytes."""

    folder: str = ""
    size_bytes: int = 0
    messages: int = 0
    free_bytes: int | None = None


LOOK_KEYS = frozenset({"theme", "contrast", "zoom", "compact", "reduced_motion"})
"""Work by themselves: the window applies them and only tells what to keep."""

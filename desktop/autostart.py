"""Starting with the session: one file or registry value of the person's own, off until asked for."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "Grapevine"
LABEL = "org.grapevine.app"
RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"


def own_command(data_dir: Path | None = None, key_file: Path | None = None) -> tuple[str, ...]:
    """Return what starts this very installation.

    Args:
        data_dir: The data folder, where it is not the usual one.
        key_file: Of a closed network: without it the next start would be in the open one.
    """
    packed = getattr(sys, "frozen", False)
    # -P: a folder called desktop where the session starts is not this program.
    command = (sys.executable,) if packed else (sys.executable, "-P", "-m", "desktop")
    folder = () if data_dir is None else ("--data-dir", str(data_dir))
    key = () if key_file is None else ("--network-key", str(key_file))
    return (*command, *folder, *key)


class Autostart:
    """Reads and writes the entry of this system; every call looks anew, nothing is kept."""

    def __init__(
        self, command: Sequence[str], *, platform: str = sys.platform, home: Path | None = None
    ) -> None:
        """Take what is to be started.

        Args:
            command: Program and arguments.
            platform: As `sys.platform` names it.
            home: The person's folder; None asks the system.
        """
        self._command = tuple(command)
        self._platform = platform
        self._home = Path.home() if home is None else home

    @property
    def path(self) -> Path | None:
        """The file that says so; None on Windows, which has the registry."""
        if self._platform == "win32":
            return None
        if self._platform == "darwin":
            return self._home / "Library" / "LaunchAgents" / f"{LABEL}.plist"
        configured = os.environ.get("XDG_CONFIG_HOME", "")
        folder = Path(configured) if Path(configured).is_absolute() else self._home / ".config"
        return folder / "autostart" / "grapevine.desktop"

    def is_on(self) -> bool:
        """Whether the session starts Grapevine; False also where that cannot be read."""
        path = self.path
        if path is None:
            return _registry_value() is not None
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return False
        # Session settings switch an entry off by marking it, not by deleting it.
        off = ("hidden=true", "x-gnome-autostart-enabled=false")
        return not any(line.strip().lower() in off for line in text.splitlines())

    def set_on(self, *, on: bool) -> None:
        """Start with the session from now on, or no longer.

        Raises:
            OSError: the entry cannot be written.
        """
        path = self.path
        if path is None:
            import subprocess  # noqa: PLC0415 - each start imports this file

            _set_registry_value(subprocess.list2cmdline(self._command) if on else None)
        elif on:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self._entry())
        else:
            path.unlink(missing_ok=True)

    def _entry(self) -> bytes:
        if self._platform == "darwin":
            import plistlib  # noqa: PLC0415 - each start imports this file, few write an entry

            return plistlib.dumps(
                {"Label": LABEL, "ProgramArguments": list(self._command), "RunAtLoad": True}
            )
        lines = (
            "[Desktop Entry]",
            "Type=Application",
            f"Name={NAME}",
            f"Exec={' '.join(map(_quoted, self._command))}",
            "Icon=grapevine",
            "Terminal=false",
            "X-GNOME-Autostart-enabled=true",
        )
        return ("\n".join(lines) + "\n").encode()


def _quoted(word: str) -> str:
    """Return an argument as the Exec line of a desktop file wants it (Desktop Entry Spec 1.5)."""
    for char in '\\"`$':
        word = word.replace(char, "\\" + char)
    # The file itself is unescaped once more before the line is read; a % begins a field code.
    return '"' + word.replace("\\", "\\\\").replace("%", "%%") + '"'


def _registry_value() -> str | None:
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - exists on Windows alone

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
                return str(winreg.QueryValueEx(key, NAME)[0])
        except OSError:
            return None
    return None


def _set_registry_value(value: str | None) -> None:
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
            if value is not None:
                winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, value)
                return
            with contextlib.suppress(FileNotFoundError):
                winreg.DeleteValue(key, NAME)

"""Makes the golden pictures: `python -m tests.golden` renews them, with a folder it writes there.

In a process of its own, because Qt looks for fonts once: it sees the bundled ones alone. What they
have no letters for is left out of the pictures' texts.
"""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from tests import shots, shots_cast, shots_desk, shots_talk, shots_windows

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics, QImage
    from PySide6.QtWidgets import QApplication, QWidget

    from desktop.ui.chat_window import ChatWindow

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts.conf"
RECORD = HERE / "recorded.json"
CASTS = (shots, shots_cast, shots_desk, shots_talk, shots_windows)
SIGNS = str.maketrans({"👍": "✓", "🌊": "★"})
"""Reactions in letters that the bundled fonts have."""
INSTEAD = "The boat is back before sunset, the sea is calm."
"""For what is all in another script."""
SETTLE_ROUNDS = 12
"""Of events: layouts that were put off, polish, the timeline's frame. More change nothing."""

SCENES: tuple[tuple[str, Callable[[ChatWindow], QWidget | None], str, float], ...] = (
    ("chat-light", shots_windows.full, "light", 1),
    ("chat-dark", shots_windows.full, "dark", 1),
    ("chat-rtl", shots_windows.full, "rtl", 1),
    ("chat-german-contrast", shots_windows.full, "german-contrast", 1),
    ("messages-light", shots_talk.rich, "light", 1),
    ("messages-dark-150", shots_talk.rich, "dark", 1.5),
    ("search-light", shots_desk.search, "light", 1),
    ("presence-light", shots_windows.presence, "light", 1),
    ("network-dark", shots_windows.network, "dark", 1),
    ("settings-light", shots_windows.settings, "light", 1),
    ("settings-german-zoom", shots_windows.settings, "german-zoom-compact", 1),
    ("first-run-light", shots.first_run, "light", 1),
    ("first-run-contrast-dark-200", shots.first_run, "contrast-dark", 2),
    ("announcement-light", shots_desk.announce, "light", 1),
)
"""Name, what to set up, look, and how many pixels of the screen a pixel of ours is wide."""


def environment(cache: str, scale: float = 1) -> dict[str, str]:
    """Return the environment in which a picture is the same on every machine."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("QT_", "XDG_"))}
    return kept | {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": f"{scale:g}",
        "FONTCONFIG_FILE": str(FONTS),
        "XDG_CACHE_HOME": cache,
        "XDG_CONFIG_HOME": cache,
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }


def shoot(folder: Path, **more: str) -> None:
    """Make all pictures, those of one scale in a process of their own: Qt reads it when it starts."""
    folder.mkdir(parents=True, exist_ok=True)
    for scale in sorted({scale for *_, scale in SCENES}):
        with tempfile.TemporaryDirectory(prefix="golden-") as cache:
            command = [sys.executable, "-m", "tests.golden", "--draw", str(folder), f"{scale:g}"]
            settings = environment(cache, scale) | more
            subprocess.run(command, env=settings, cwd=HERE.parents[1], check=True)


def binding() -> str:
    """Return the version of Qt's binding down to the minor: how it draws differs between them."""
    from PySide6 import __version__

    return ".".join(__version__.split(".")[:2])


def _draw(folder: Path, wanted: float) -> None:
    from PySide6.QtGui import QFont, QFontMetrics
    from PySide6.QtWidgets import QApplication

    from desktop.ui import fonts
    from desktop.ui.theme import ThemeChoice, ThemeSwitch

    app = QApplication([])
    fonts.load(app)
    app.setCursorFlashTime(0)  # a caret that does not blink is in every picture
    ThemeSwitch(app, ThemeChoice.LIGHT).deleteLater()
    letters = QFontMetrics(QFont(app.font()))
    for module in CASTS:
        for name, value in vars(module).copy().items():
            if name.isupper():
                setattr(module, name, _spelled(value, letters))
    for name, scene, look, scale in SCENES:
        if scale == wanted:
            _save(_picture(app, scene, look), folder / f"{name}.png")


def _spelled(value: Any, letters: QFontMetrics) -> Any:
    """The same with only such letters as the bundled fonts have."""
    match value:
        case str():
            plain = value.translate(SIGNS)
            kept = "".join(c for c in plain if c == "\n" or letters.inFontUcs4(ord(c)))
            return kept if kept.strip() or not value else INSTEAD
        case tuple():
            return tuple(_spelled(each, letters) for each in value)
        case msgspec.Struct():
            fields = {name: getattr(value, name) for name in value.__struct_fields__}
            spelled = {name: _spelled(each, letters) for name, each in fields.items()}
            return msgspec.structs.replace(value, **spelled)
        case _:
            return value


def _picture(app: QApplication, scene: Callable[[ChatWindow], QWidget | None], look: str) -> QImage:
    from PySide6.QtGui import QImage

    from desktop.ui.chat_window import ChatWindow
    from desktop.ui.theme import ThemeSwitch

    switch = ThemeSwitch(app, reduced_motion=True)
    shots_windows.dress(switch, look)
    window = ChatWindow(switch, shots.timeline(switch), lambda: shots.NOW_MS, nobody_ms=3_600_000)
    window.show()
    shown = scene(window) or window
    shown.activateWindow()
    for _ in range(SETTLE_ROUNDS):
        app.processEvents()
    made = shown.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    for each in {shown, window}:
        each.close()
        each.deleteLater()
    app.processEvents()
    shots_windows.dress(switch, "light")
    return made


def scan_line(picture: QImage, y: int) -> bytes:
    """The bytes of one line, with those that fill it up to a multiple of four."""
    line: Any = picture.constScanLine(y)  # a memoryview, which the binding calls an object
    return bytes(line)


def _save(picture: QImage, path: Path) -> None:
    """Write a PNG with unfiltered lines: flat areas and letters pack twice as well as with filters."""
    width, height = picture.width(), picture.height()
    lines = b"".join(b"\0" + scan_line(picture, y)[: 3 * width] for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    with path.open("wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        for kind, content in parts:
            file.write(struct.pack(">I", len(content)) + kind + content)
            file.write(struct.pack(">I", zlib.crc32(kind + content)))


def main(arguments: list[str]) -> None:
    """Draw into a folder, or renew what is recorded."""
    if arguments[:1] == ["--draw"]:
        _draw(Path(arguments[1]), float(arguments[2]))
        return
    folder = Path(arguments[0]) if arguments else HERE
    shoot(folder)
    if not arguments:
        RECORD.write_text(json.dumps({"binding": binding()}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])

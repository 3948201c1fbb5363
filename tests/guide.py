"""Makes what the user guide shows: `python -m tests.guide` writes docs/guide/img and the table of keys.

The pictures are those of tests/shots.py with 256 colours, which keeps them small and sharp.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from desktop.ui.shortcuts import SHORTCUTS, Scope, title

GUIDE = Path(__file__).resolve().parent.parent / "docs" / "guide"
SHOTS = GUIDE.parent.parent / "build" / "shots"
PICTURES = {
    "chat": "full-light",
    "chat-dark": "full-dark",
    "first-run": "first-run-light",
    "switcher": "switcher-light",
    "browse-rooms": "browse-light",
    "people": "presence-light",
    "compare": "number-light",
    "search": "search-light",
    "search-typing": "search-typing-light",
    "announce": "announce-light",
    "announce-done": "announce-done-light",
    "network": "network-light",
}
"""Name in the guide: name of the picture."""

COLORS = 256
MAX_BYTES = 120_000
BEGIN, END = "<!-- keys: made by tests/guide.py -->", "<!-- end of keys -->"

HEADINGS = {Scope.WINDOW: "Everywhere", Scope.COMPOSER: "Writing", Scope.TIMELINE: "Reading"}


def keys_table() -> str:
    """Return the tables of keys as Markdown, from the one registry that the windows use."""
    parts = []
    for scope, heading in HEADINGS.items():
        rows = [entry for entry in SHORTCUTS if entry.scope is scope]
        parts.append(f"## {heading}\n\n| Keys | What they do |\n|---|---|")
        parts += [
            f"| {' or '.join(f'`{keys}`' for keys in entry.keys)} | {title(entry)} |"
            for entry in rows
        ]
        parts.append("")
    return "\n".join(parts)


def write_keys() -> None:
    """Put the tables between their marks in keyboard.md."""
    page = GUIDE / "keyboard.md"
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n\n{keys_table()}\n{END}{after}", encoding="utf-8")


def write_pictures() -> None:
    """Make the pictures anew."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }
    command = [sys.executable, "-m", "tests.shots", "--scale", "1", *PICTURES.values()]
    subprocess.run(command, env=environment, check=True, cwd=GUIDE.parent.parent)
    (GUIDE / "img").mkdir(parents=True, exist_ok=True)
    for name, shot in PICTURES.items():
        shrink(SHOTS / f"{shot}-100.png", GUIDE / "img" / f"{name}.png")


def shrink(source: Path, target: Path) -> None:
    """Write a picture with a palette of its own most used colours."""
    from collections import Counter

    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    image = QImage(str(source)).convertToFormat(QImage.Format.Format_RGB32)
    raw = bytes(image.constBits())
    pixels = Counter(raw[at : at + 4] for at in range(0, len(raw), 4))
    table = [
        int.from_bytes(color, "little") | 0xFF000000 for color, _ in pixels.most_common(COLORS)
    ]
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    small = image.convertToFormat(QImage.Format.Format_Indexed8, table, flags)
    if not small.save(str(target)):
        raise SystemExit(f"cannot write {target}")
    print(target.name, target.stat().st_size)


if __name__ == "__main__":
    write_pictures()
    write_keys()

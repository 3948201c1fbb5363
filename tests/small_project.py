"""A project that only has the real `dev`, no requirements, and a program of a few lines."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def make_small_project(root: Path, program: str) -> Path:
    """Lay it out in a folder, which may have a space in its path."""
    (root / "desktop").mkdir(parents=True)
    shutil.copy(ROOT / "dev", root)
    shutil.copytree(ROOT / "packaging", root / "packaging")
    (root / "requirements.txt").write_text("# nothing\n")
    (root / "desktop" / "__init__.py").write_text("")
    (root / "desktop" / "__main__.py").write_text(program)
    return root

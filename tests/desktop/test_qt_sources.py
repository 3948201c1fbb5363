"""PySide6 reads no sources: asked of the real one, in a process of its own."""

from __future__ import annotations

import subprocess
import sys

READ = "import linecache, desktop.app; print(*sorted(linecache.cache), sep='\\n')"
"""What was read by the time the application is imported."""
SPELLED = """
import desktop.app
from PySide6.QtCore import QObject
print(hasattr(QObject, "objectName"), hasattr(QObject, "object_name"))
"""


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout


def test_no_source_of_ours_is_read_while_it_is_imported() -> None:
    assert "/desktop/" not in run(READ)


def test_names_keep_their_usual_spelling() -> None:
    assert run(SPELLED).split() == ["True", "False"]

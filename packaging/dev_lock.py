"""`dev lock`: pins what pyproject.toml asks for, with the hashes of every system's files."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

from dev_system import say

UV = "uv==0.13.9"
"""The resolver; pinned, because another version may order or mark the same pins differently."""

FILES = (("requirements.txt", ()), ("requirements-dev.txt", ("--group", "dev")))
HEADER = "# Made by `python3 dev lock` from pyproject.toml; do not edit.\n"


def lock(root: str, python: str) -> int:
    """Write the requirements files, both or none; the result is the exit code."""
    with tempfile.TemporaryDirectory(prefix="grapevine-lock-") as scratch:
        say(f"fetching {UV}")
        subprocess.check_call([python, "-m", "venv", scratch])
        folder = Path(scratch) / ("Scripts" if os.name == "nt" else "bin")
        subprocess.check_call([str(folder / "python"), "-m", "pip", "install", "--quiet", UV])
        made = {}
        for name, choice in FILES:
            say(f"resolving {name}")
            made[name] = resolve(str(folder / "uv"), root, choice)
    for name, text in made.items():
        if re.search(r"https?://|index-url|find-links", text):
            say(f"{name} would name where packages come from; nothing was written.")
            return 1
    for name, text in made.items():
        (Path(root) / name).write_text(HEADER + text, encoding="utf-8")
        say(f"wrote {name}: {text.count('==')} pins, {text.count('--hash')} hashes")
    return 0


def resolve(uv: str, root: str, choice: tuple[str, ...]) -> str:
    """One file's text, good on every system and supported Python alike."""
    command = [uv, "pip", "compile", "pyproject.toml", *choice]
    command += ["--universal", "--generate-hashes", "--upgrade", "--quiet"]
    command += ["--no-header", "--no-annotate"]
    return subprocess.run(command, cwd=root, check=True, stdout=subprocess.PIPE, text=True).stdout

"""The house rules hold: layers, one true sentence a module, no nested loops, no stray addresses."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("desktop", "net", "resources", "packaging", "tests")
MAX_LINES = 400
MAX_TEST_LINES = 600
"""A file of tests is a list of short cases that need not be in mind together."""

LONG_FILES: dict[str, str] = {
    "tests/sim/network.py": "one network: nodes, links, disks and clocks under one virtual time",
}
"""File to the reason why it may be longer."""


def modules() -> list[Path]:
    """All our Python files, relative to the root."""
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return [Path("dev"), *sorted(path.relative_to(ROOT) for path in found)]


def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), filename=str(path))


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [Path(name) for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


# ---------------------------------------------------------------- layers


def test_the_import_contracts_hold(capsys: pytest.CaptureFixture[str]) -> None:
    broken = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert not broken, capsys.readouterr().out


TRESPASSES = {
    "net.core does no I/O": ("net/core/events.py", "import time"),
    "net knows neither": ("net/shell/__init__.py", "import PySide6.QtCore"),
    "net: node >": ("net/wire.py", "import net.core.events"),
    "the application enters net by its front door": ("desktop/model.py", "import net.shell"),
    "desktop: __main__ >": ("desktop/store/__init__.py", "import desktop.services"),
    "the two faces": ("desktop/rpc/__init__.py", "import desktop.ui"),
    "services do not import": ("desktop/services/rooms.py", "import desktop.services.people"),
    "the engine and the headless": ("desktop/services/__init__.py", "import qasync"),
    "widgets see services": ("desktop/ui/__init__.py", "import desktop.store"),
    "sqlite3 only": ("desktop/services/__init__.py", "import sqlite3"),
}


def test_each_contract_catches_its_trespass(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    ignore = shutil.ignore_patterns("__pycache__")
    for package in ("net", "desktop"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignore)
    for place, words in TRESPASSES.values():
        with (tmp_path / place).open("a") as module:
            module.write(f"\n{words}\n")
    run = "from importlinter.cli import lint_imports; lint_imports(no_cache=True)"
    done = subprocess.run(
        # -P: not the root's packages but those beside the copied contracts
        [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, '.'); {run}"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={"COLUMNS": "200", "PATH": "", "LC_ALL": "C.UTF-8"},
    )
    caught = {
        name
        for name in TRESPASSES
        if re.search(rf"^{re.escape(name)}.*BROKEN", done.stdout, re.MULTILINE)
    }
    assert caught == TRESPASSES.keys(), done.stdout + done.stderr


# ---------------------------------------------------------------- modules


@pytest.mark.parametrize("path", modules(), ids=str)
def test_every_module_begins_with_a_sentence(path: Path) -> None:
    docstring = ast.get_docstring(tree(path)) or ""
    first = docstring.split("\n\n")[0]
    assert re.match(r"[^\n]{10,}", first), "a module says its one idea in its first line"
    assert first.rstrip().endswith("."), f"not a sentence: {first!r}"


def test_what_a_program_uses_is_made_before_it_begins() -> None:
    behind = {}
    for path in modules():
        body = tree(path).body
        for number, step in enumerate(body, start=1):
            if isinstance(step, ast.If) and "__name__ ==" in ast.unparse(step.test):
                behind[str(path)] = len(body) - number
    assert {path: count for path, count in behind.items() if count} == {}
    assert behind, "some modules are programs"


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    too_long = {}
    for path in modules():
        limit = MAX_TEST_LINES if path.name.startswith("test_") else MAX_LINES
        lines = (ROOT / path).read_text(encoding="utf-8").count("\n")
        if lines > limit:
            too_long[str(path)] = lines
    assert {path: lines for path, lines in too_long.items() if path not in LONG_FILES} == {}
    assert LONG_FILES.keys() <= too_long.keys(), "an exception that is not needed any more"


def nested_loops(path: Path) -> list[str]:
    """Calls that start a Qt event loop inside another one."""
    found = []
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        receiver = ast.unparse(node.func.value)
        if node.func.attr == "processEvents" or (
            node.func.attr in ("exec", "exec_") and not re.search(r"app|QApplication", receiver)
        ):
            found.append(f"{path}:{node.lineno} {receiver}.{node.func.attr}")
    return found


def test_nothing_starts_an_event_loop_inside_another() -> None:
    # Measured: a coroutine under qasync that runs a dialog's exec() leaves another one stuck.
    ours = [path for path in modules() if path.parts[0] in ("desktop", "net")]
    # The first paint is served before any loop runs, and before the modules of one are loaded.
    (first_paint,) = nested_loops(Path("desktop/app.py"))
    assert first_paint.endswith("QApplication.processEvents")
    # Qt has no other way to drag, and its own text boxes do the same: begun by the mouse, by no coroutine.
    (drag,) = nested_loops(Path("desktop/ui/timeline/clipboard.py"))
    assert drag.endswith("drag.exec")
    found = [call for path in ours for call in nested_loops(path)]
    assert found == [first_paint, drag]


def test_nested_loops_are_seen(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("dialog.exec()\nQApplication.processEvents()\napp.exec()\nmenu.exec_(x)\n")
    assert [call.split(" ")[1] for call in nested_loops(bad)] == [
        "dialog.exec",
        "QApplication.processEvents",
        "menu.exec_",
    ]


def test_the_headless_face_loads_no_qt() -> None:
    load = "import sys, desktop.rpc.stdio; print(*sorted(m for m in sys.modules if 'PySide' in m))"
    done = subprocess.run(
        [sys.executable, "-c", load], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


def test_the_pair_that_aborts_is_refused_before_qt_is_loaded() -> None:
    steps = [ast.unparse(step) for step in tree(Path("desktop/app.py")).body]
    guard = next(number for number, step in enumerate(steps) if step.startswith("check_pair("))
    qt = next(number for number, step in enumerate(steps) if re.match(r"(from|import) PySide6", step))
    assert guard < qt


# ---------------------------------------------------------------- what is committed

# Put together here, so that this file does not hold what it looks for.
HOSTS = ("pypi" + ".org", "python" + "hosted", "registry" + ".npmjs", "deb.debian" + ".org")
MACHINE_PATH = re.compile(r"(?<![\w.~)\]}])/(?:work|root|opt/py" + r"pi)(?:/|\b)")
PICTURES = {".png", ".ico", ".icns", ".ttf", ".woff2", ".wav", ".ogg", ".gz", ".bin"}


def test_no_committed_file_names_a_registry_or_a_place_of_one_machine() -> None:
    found = []
    for path in tracked():
        if path.suffix in PICTURES:
            continue
        text = (ROOT / path).read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            if any(host in line for host in HOSTS) or MACHINE_PATH.search(line):
                found.append(f"{path}:{number}: {line.strip()[:120]}")
    assert found == []


def test_what_is_made_is_not_committed() -> None:
    made = [p for p in tracked() if {"__pycache__", ".venv", "build", "dist"} & set(p.parts)]
    assert made == []

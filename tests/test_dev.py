"""`python3 dev` works from nothing, starts at once the second time, and says what is wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.small_project import ROOT, make_small_project

SAYS_HOW_IT_WAS_STARTED = "import os, sys\nprint(os.getcwd(), *sys.argv[1:])\nsys.exit(3)\n"
WATCHED = """
import os, runpy, sys

def watch(event, arguments):
    if event.partition(".")[0] in ("socket", "subprocess") or event in SPAWNS:
        os.write(2, f"dev did {event} {arguments}\\n".encode())
        os._exit(9)

SPAWNS = ("os.fork", "os.forkpty", "os.posix_spawn", "os.system", "os.spawn")
sys.addaudithook(watch)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""Runs a script that may neither start a process of its own nor touch the network."""
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def load(path: Path) -> ModuleType:
    """The script as a module, under a name that nothing else has."""
    name = "dev_under_test_" + path.name.replace(".", "_")
    loader = SourceFileLoader(name, str(path))
    spec = spec_from_loader(name, loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def system() -> ModuleType:
    return load(ROOT / "packaging" / "dev_system.py")


def dev(*arguments: str, root: Path = ROOT, **options: Any) -> subprocess.CompletedProcess[str]:
    options = {"capture_output": True, "text": True, "timeout": 50, **options}
    return subprocess.run([sys.executable, str(root / "dev"), *arguments], **options)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["rum"], r"dev: there is no command 'rum'; there are: run, .*, lock\.\n"),
        (["lab"], r"dev: lab takes one number, how many peers: 1 to 32\.\n"),
        (["lab", "0"], r"dev: lab takes one number, how many peers: 1 to 32\.\n"),
        (["lab", "many"], r"dev: lab takes one number, how many peers: 1 to 32\.\n"),
        (["lint", "x"], r"dev: lint takes no arguments\.\n"),
        (["lock", "x"], r"dev: lock takes no arguments\.\n"),
    ],
)
def test_bad_arguments_get_one_sentence_and_exit_code_2(
    arguments: list[str], sentence: str
) -> None:
    done = dev(*arguments)
    assert re.fullmatch(sentence, done.stderr)
    assert (done.stdout, done.returncode) == ("", 2)


def test_no_arguments_print_the_usage() -> None:
    done = dev()
    assert done.returncode == 0
    for command in ("run", "test", "lint", "shot", "bench", "lab", "lock"):
        assert re.search(rf"^  {command}\b", done.stdout, re.MULTILINE)


@pytest.fixture
def small_project(tmp_path: Path) -> Path:
    return make_small_project(tmp_path / "a project", SAYS_HOW_IT_WAS_STARTED)


def test_it_makes_the_environment_once_and_becomes_the_program(
    small_project: Path, tmp_path: Path
) -> None:
    first = dev("run", "rpc", "--name", "A b", root=small_project, cwd=tmp_path)
    assert first.stdout == f"{tmp_path} rpc --name A b\n"
    assert first.returncode == 3
    assert "making .venv" in first.stderr
    made = (small_project / ".venv" / "pyvenv.cfg").stat().st_mtime_ns

    again = dev("run", "rpc", root=small_project, cwd=tmp_path)
    assert (again.stdout, again.stderr, again.returncode) == (f"{tmp_path} rpc\n", "", 3)

    script = small_project / ".venv" / "bin" / "grapevine"
    done = subprocess.run([script, "x"], cwd=tmp_path, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == (f"{tmp_path} x\n", 3)

    (small_project / "requirements.txt").write_text("# still nothing\n")
    changed = dev("run", "rpc", root=small_project, cwd=tmp_path)
    assert "installing requirements.txt" in changed.stderr
    assert "making .venv" not in changed.stderr
    assert (small_project / ".venv" / "pyvenv.cfg").stat().st_mtime_ns == made


def test_what_lies_where_the_user_stands_is_not_run(small_project: Path, tmp_path: Path) -> None:
    (tmp_path / "desktop").mkdir()
    (tmp_path / "desktop" / "__main__.py").write_text("print('another one')\n")
    (tmp_path / "runpy.py").write_text("raise SystemExit('not ours')\n")
    done = dev("run", "x", root=small_project, cwd=tmp_path)
    assert (done.stdout, done.returncode) == (f"{tmp_path} x\n", 3)
    grapevine = small_project / ".venv" / "bin" / "grapevine"
    told = subprocess.run([grapevine, "x"], cwd=tmp_path, capture_output=True, text=True)
    assert (told.stdout, told.returncode) == (f"{tmp_path} x\n", 3)


@pytest.mark.skipif(sys.platform == "win32", reason="there, a program cannot take another's place")
@pytest.mark.parametrize("face", ["rpc", "window"])
def test_a_second_start_only_becomes_the_program(tmp_path: Path, face: str) -> None:
    words = ["rpc"] if face == "rpc" else []
    root = make_small_project(tmp_path, "import os\nprint(os.getpid())\n")
    assert dev("run", *words, root=root).returncode == 0
    with subprocess.Popen(
        [sys.executable, "-c", WATCHED, str(root / "dev"), "run", *words],
        cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as second:  # fmt: skip
        told, _ = second.communicate(timeout=50)
    assert (told, second.returncode) == (f"{second.pid}\n", 0)


def test_the_watch_over_a_second_start_sees_an_install(tmp_path: Path) -> None:
    root = make_small_project(tmp_path, "")
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(root / "dev"), "run", "rpc"],
        cwd=root, capture_output=True, text=True, timeout=50,
    )  # fmt: skip
    assert done.returncode == 9
    assert "dev did subprocess.Popen" in done.stderr


def test_what_cannot_be_installed_ends_with_a_sentence(small_project: Path) -> None:
    (small_project / "requirements.txt").write_text("-r not-there.txt\n")
    done = dev("run", "rpc", root=small_project)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("dev: could not install the packages; see above")
    assert "Traceback" not in done.stderr
    assert not (small_project / ".venv" / "installed-requirements.txt").exists()


def test_missing_packages_are_found_by_what_dpkg_unpacked(
    system: ModuleType, tmp_path: Path
) -> None:
    for name in ("libgl1:amd64.list", "libglib2.0-0t64:amd64.list", "xvfb.list", "xauth.md5sums"):
        (tmp_path / name).touch()
    wanted = ("libgl1", "libglib2.0-0", "xvfb", "xauth", "libegl1")
    assert system.missing_packages(wanted, str(tmp_path)) == ["xauth", "libegl1"]
    assert system.missing_packages(wanted, str(tmp_path / "no-dpkg-here")) == []


@pytest.fixture
def fake_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], str]:
    """Makes programs that say they are a Python of some version, on a PATH of their own."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))

    def make(place: str, says: str) -> str:
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{says}\n")
        path.chmod(0o755)
        return str(path)

    return make


def test_an_unsupported_python_finds_a_supported_one(
    system: ModuleType, fake_python: Callable[[str, str], str]
) -> None:
    assert system.find_python((3, 9)) is None
    fake_python("bin/python3.13", "echo no such version >&2; exit 127")  # a pyenv shim does so
    fake_python("bin/python3", "echo 3 9")
    in_pyenv = fake_python("pyenv/versions/3.12.9/bin/python", "echo 3 12")
    assert system.find_python((3, 9)) == in_pyenv
    on_path = fake_python("bin/python3.13", "echo 3 13")
    assert system.find_python((3, 14)) == on_path


def test_the_supported_pythons_are_those_of_the_project(system: ModuleType) -> None:
    low, high = system.SUPPORTED[0], system.SUPPORTED[-1]
    after = f"{high[0]}.{high[1] + 1}"
    assert PROJECT["project"]["requires-python"] == f">={low[0]}.{low[1]},<{after}"


# ---------------------------------------------------------------- requirements


def pins(name: str) -> dict[str, list[str]]:
    """Package to its lines in a requirements file, each with marker and hashes."""
    found: dict[str, list[str]] = {}
    text = (ROOT / name).read_text().replace("\\\n", " ")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            found.setdefault(line.split("==")[0], []).append(line)
    return found


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_with_hashes(name: str) -> None:
    for lines in pins(name).values():
        for line in lines:
            assert re.match(r"[a-z0-9-]+==[\w.]+( |$)", line), line
            assert "--hash=sha256:" in line, line


def test_the_development_file_holds_the_other_whole() -> None:
    run, develop = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: develop.get(name) for name in run} == run


def test_the_pins_cover_what_the_project_asks_for() -> None:
    def names(requirements: list[str]) -> set[str]:
        found = (re.match(r"[\w.-]+", requirement) for requirement in requirements)
        return {match[0].lower().replace("_", "-") for match in found if match}

    assert names(PROJECT["project"]["dependencies"]) <= pins("requirements.txt").keys()
    assert names(PROJECT["dependency-groups"]["dev"]) <= pins("requirements-dev.txt").keys()


def test_python_3_11_never_gets_the_pyside_that_aborts_on_it() -> None:
    for package in ("pyside6-essentials", "shiboken6"):
        old, new = sorted(pins("requirements.txt")[package])
        assert "python_full_version < '3.12'" in old
        assert re.match(rf"{package}==6\.(8|9|10|11)\.", old)
        assert "python_full_version >= '3.12'" in new


def test_a_lock_never_writes_down_where_packages_come_from(tmp_path: Path) -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        assert not re.search(r"://|index-url|find-links", (ROOT / name).read_text())
    assert os.access(ROOT / ".ci" / "run", os.X_OK)

"""Starting with the session is one entry that this person's own system understands."""

from __future__ import annotations

import plistlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.autostart import Autostart, own_command
from desktop.options import parse

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _no_configured_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


@pytest.mark.parametrize("platform", ["linux", "darwin", "freebsd14"])
def test_it_is_off_until_asked_for_and_off_again(tmp_path: Path, platform: str) -> None:
    autostart = Autostart(("/opt/grapevine",), platform=platform, home=tmp_path)
    assert not autostart.is_on()
    autostart.set_on(on=True)
    assert autostart.is_on()
    assert len(list(tmp_path.rglob("*grapevine*"))) == 1
    autostart.set_on(on=False)
    autostart.set_on(on=False)
    assert not autostart.is_on()


def test_the_configured_folder_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "etc"))
    Autostart(("x",), platform="linux", home=tmp_path).set_on(on=True)
    assert (tmp_path / "etc" / "autostart" / "grapevine.desktop").is_file()


@pytest.mark.parametrize("mark", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_session_settings_switched_off_is_off(tmp_path: Path, mark: str) -> None:
    autostart = Autostart(("x",), platform="linux", home=tmp_path)
    autostart.set_on(on=True)
    assert autostart.path is not None
    autostart.path.write_text(autostart.path.read_text() + mark + "\n")
    assert not autostart.is_on()


def test_odd_characters_in_a_path_survive(tmp_path: Path) -> None:
    command = ('/a b/gr"ape`$vine', "--data-dir", "/100%/back\\slash")
    autostart = Autostart(command, platform="linux", home=tmp_path)
    autostart.set_on(on=True)
    assert autostart.path is not None
    lines = autostart.path.read_text().splitlines()
    line = next(each for each in lines if each.startswith("Exec=")).removeprefix("Exec=")
    # unescape as the file's format says, then as a shell reads double quotes
    shell = line.replace("\\\\", "\\").replace("%%", "%")
    read = subprocess.run(["sh", "-c", f"printf '%s\\n' {shell}"], capture_output=True, text=True)
    assert tuple(read.stdout.splitlines()) == command


def test_the_agent_of_macos_is_a_list_of_properties(tmp_path: Path) -> None:
    autostart = Autostart(("/App/grapevine", "--x"), platform="darwin", home=tmp_path)
    autostart.set_on(on=True)
    assert autostart.path is not None
    entry = plistlib.loads(autostart.path.read_bytes())
    assert entry["ProgramArguments"] == ["/App/grapevine", "--x"]
    assert entry["RunAtLoad"] is True


def test_the_command_is_this_installation() -> None:
    assert own_command() == (sys.executable, "-P", "-m", "desktop")
    assert own_command(Path("/d"))[-2:] == ("--data-dir", "/d")


def test_who_is_in_a_closed_network_starts_in_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("key").write_text("ab" * 32)
    options = parse(["--network-key", "key"])  # a session starts in another folder than this one
    command = own_command(key_file=options.network_key_file)
    assert command[-2:] == ("--network-key", str(tmp_path / "key"))


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs its checker")
def test_desktop_entries_are_valid(tmp_path: Path) -> None:
    autostart = Autostart(own_command(Path("/a b/100%")), platform="linux", home=tmp_path)
    autostart.set_on(on=True)
    for entry in (autostart.path, ROOT / "packaging" / "linux" / "grapevine.desktop"):
        done = subprocess.run(
            ["desktop-file-validate", str(entry)], capture_output=True, text=True
        )
        assert (done.stdout, done.returncode) == ("", 0), entry

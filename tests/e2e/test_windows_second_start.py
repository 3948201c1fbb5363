"""A data folder belongs to one process: what a second start says and does, as whole processes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import Open
from tests.lab.screen import WAIT_S, Screen
from tests.lab.window import ROOT, Window

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def again(screen: Screen, first: Window, *before: str) -> subprocess.CompletedProcess[str]:
    """Start the program once more on a window's data folder, and wait until that start ends."""
    return subprocess.run(
        [sys.executable, "-m", "desktop", *before, "--data-dir", str(first.data_dir)],
        cwd=ROOT, env=screen.env, capture_output=True, text=True, timeout=WAIT_S,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_a_second_start_raises_the_first_window_and_ends(open_window: Open) -> None:
    ana = open_window("ana", "--name", "Ana")
    bo = open_window("bo", "--name", "Bo", "--connect", ana.address)
    bo.activate()  # so that hers is behind
    done = again(ana.screen, ana)
    assert (done.returncode, done.stdout) == (0, "")
    assert "Traceback" not in done.stderr
    ana.wait(ana.is_active, "hers is in front")

    ana.screen.xdotool("getactivewindow", "windowminimize", "--sync")
    bo.activate()
    assert again(ana.screen, ana).returncode == 0
    ana.wait(ana.is_active, "hers came back from the bar")
    ana.press("ctrl+q")  # it was not harmed
    assert ana.ended() == 0


def test_a_double_click_too_many_opens_one_window(open_window: Open, tmp_path: Path) -> None:
    bo = open_window("bo", "--name", "Bo")
    command = [sys.executable, "-m", "desktop", "--data-dir", str(tmp_path / "ana")]
    command += ["--name", "Ana", "--no-discovery", "--listen", "127.0.0.1:0"]
    told = tmp_path / "told"
    with told.open("wb") as log:
        starts = [
            subprocess.Popen(
                [*command, "--log-level", "info"], cwd=ROOT, env=bo.screen.env, stderr=log
            )
            for _ in range(3)
        ]
    try:
        bo.wait(lambda: [each.poll() for each in starts].count(None) == 1, "one is left")
        bo.wait(lambda: "listening on port" in told.read_text(), "that one is at work")
        assert sorted((each.poll() for each in starts), key=str) == [0, 0, None]
    finally:
        for each in starts:
            each.terminate()
            each.wait()
    assert [each.returncode for each in starts] == [0, 0, 0]


def test_a_start_without_a_window_says_that_one_is_open(open_window: Open) -> None:
    ana = open_window("ana", "--name", "Ana")
    done = again(ana.screen, ana, "rpc")
    assert (done.returncode, done.stdout) == (2, "")
    assert "already running" in done.stderr
    assert str(ana.data_dir) in done.stderr
    assert "Traceback" not in done.stderr
    ana.activate()
    ana.press("ctrl+q")
    assert ana.ended() == 0

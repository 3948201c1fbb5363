"""The rules of conftest.py hold: in an inner session each kind of leftover fails its test."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from blockbuster import BlockingError

from net.crypto.keyfile import load_or_create

ROOT = Path(__file__).resolve().parent.parent

LEAKY_TESTS = '''
import asyncio, logging, threading
import pytest

stop = threading.Event()

def test_warning():
    logging.getLogger("net.x").warning("lost something")

@pytest.mark.expected_logs("lost some.*")
def test_expected_by_marker():
    logging.getLogger("net.x").warning("lost something")

def test_expected_by_fixture(expected_logs):
    expected_logs("net.x: lost")
    logging.getLogger("net.x").warning("lost something")

def test_thread():
    threading.Thread(target=stop.wait, args=(4,), name="left-behind", daemon=True).start()

@pytest.mark.asyncio
async def test_task():
    test_task.kept = asyncio.create_task(asyncio.sleep(60), name="left-task")
    await asyncio.sleep(0)

@pytest.mark.asyncio
async def test_clean():
    task = asyncio.create_task(asyncio.sleep(0))
    await task
    await asyncio.to_thread(lambda: None)

async def test_never_marked():
    """Not marked, so strict mode must not pass it in silence."""
'''


def test_leftovers_fail_and_clean_tests_pass(tmp_path: Path) -> None:
    rules = (ROOT / "tests" / "conftest.py").read_text()
    impatient = re.sub(r"^THREAD_END_S = .*$", "THREAD_END_S = 0.5", rules, flags=re.MULTILINE)
    assert impatient != rules
    (tmp_path / "conftest.py").write_text(impatient)
    (tmp_path / "test_leaky.py").write_text(LEAKY_TESTS)
    command = [sys.executable, "-m", "pytest", "-q", "-c", str(ROOT / "pyproject.toml")]
    command += ["--rootdir", str(tmp_path), "-p", "no:cacheprovider", "-p", "no:pytestqt"]
    command += ["-W", "ignore::pytest.PytestConfigWarning", "-rA", str(tmp_path)]
    outcome = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=50, check=False
    )
    lines = outcome.stdout.splitlines()

    def said(word: str, name: str) -> bool:
        return any(line.startswith(word) and f"::{name}" in line for line in lines)

    for good in ("test_expected_by_marker", "test_expected_by_fixture", "test_clean"):
        assert said("PASSED", good), outcome.stdout
        assert not said("ERROR", good), outcome.stdout
    for bad in ("test_warning", "test_thread", "test_task"):
        assert said("ERROR", bad), outcome.stdout
    assert said("FAILED", "test_never_marked"), outcome.stdout
    assert "leftover thread: left-behind" in outcome.stdout
    assert "leftover task: left-task" in outcome.stdout


def test_nobodys_real_folders_are_touched() -> None:
    assert os.environ["XDG_DATA_HOME"].startswith(tempfile.gettempdir())
    assert os.environ["QT_QPA_PLATFORM"] in ("offscreen", "xcb")


@pytest.mark.asyncio
async def test_reading_a_file_on_the_loop_raises(tmp_path: Path) -> None:
    with pytest.raises(BlockingError):
        load_or_create(tmp_path / "data", now_ms=1)


@pytest.mark.asyncio
@pytest.mark.blocking_ok("shows the way out")
async def test_the_mark_allows_it(tmp_path: Path) -> None:
    load_or_create(tmp_path / "data", now_ms=1)

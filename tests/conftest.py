"""What every test obeys: no unexpected log, no leftover thread or task, no blocked loop."""

from __future__ import annotations

import asyncio
import asyncio.runners
import logging
import os
import re
import shutil
import tempfile
import threading
import time
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from blockbuster import blockbuster_ctx
from hypothesis import HealthCheck, settings

# Before anything imports Qt: one look everywhere, and nobody's real folders.
_home = tempfile.mkdtemp(prefix="grapevine-test-home-")
if os.environ.get("QT_QPA_PLATFORM") != "xcb":  # a run under Xvfb asks for xcb itself
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.update(
    QT_API="pyside6",
    QT_SCALE_FACTOR="1",
    LC_ALL="C.UTF-8",
    TZ="UTC",
    XDG_RUNTIME_DIR=_home,  # Qt warns, and a warning fails, when it is missing or not 0700
    XDG_DATA_HOME=f"{_home}/data",
    XDG_CONFIG_HOME=f"{_home}/config",
    XDG_STATE_HOME=f"{_home}/state",
)
if hasattr(time, "tzset"):
    time.tzset()

settings.register_profile(
    "grapevine",
    deadline=None,  # a busy machine is no bug
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("grapevine")

THREAD_END_S = 10.0
"""How long a thread that was told to stop may take to end on a busy machine."""

FIRST_IMPORTS = (
    ("<frozen importlib._bootstrap>", "_find_and_load"),
    ("shibokensupport/feature.py", "feature_imported"),  # PySide6 reads the source of each import
)
"""Where blocking is forgiven: the standard library imports some modules when first needed."""


class ExpectedLogs(logging.Handler):
    """Keeps each record from WARNING up and knows which of them a test expects."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self._records: list[logging.LogRecord] = []
        self._patterns: list[re.Pattern[str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._records.append(record)

    def __call__(self, pattern: str) -> None:
        """Allow records whose `logger: message` matches the regular expression somewhere."""
        self._patterns.append(re.compile(pattern))

    def unexpected(self) -> list[str]:
        """The lines of all records that no pattern allows."""
        lines = [
            f"{record.levelname} {record.name}: {record.getMessage()}" for record in self._records
        ]
        return [line for line in lines if not any(p.search(line) for p in self._patterns)]


_logs_key = pytest.StashKey[ExpectedLogs]()
_threads_key = pytest.StashKey[set[threading.Thread]]()
_leftover_tasks: list[str] = []


def pytest_configure(config: pytest.Config) -> None:
    """Note each task that a closing loop has to cancel: asyncio itself drops them in silence."""
    cancel_all = asyncio.runners._cancel_all_tasks  # type: ignore[attr-defined]

    def note_and_cancel(loop: asyncio.AbstractEventLoop) -> None:
        _leftover_tasks.extend(
            f"{task.get_name()}: {task.get_coro()!r}" for task in asyncio.all_tasks(loop)
        )
        cancel_all(loop)

    asyncio.runners._cancel_all_tasks = note_and_cancel  # type: ignore[attr-defined]

    def restore() -> None:
        asyncio.runners._cancel_all_tasks = cancel_all  # type: ignore[attr-defined]
        shutil.rmtree(_home, ignore_errors=True)

    config.add_cleanup(restore)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, Any, Any]:
    """Start to listen for log records before the first fixture runs."""
    logs = ExpectedLogs()
    for marker in item.iter_markers("expected_logs"):
        for pattern in marker.args:
            logs(pattern)
    item.stash[_logs_key] = logs
    _leftover_tasks.clear()
    logging.getLogger().addHandler(logs)
    return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, Any, Any]:
    """After the last fixture of a test is gone, nothing of the test may be left."""
    try:
        result = yield
    finally:
        logs = item.stash[_logs_key]
        logging.getLogger().removeHandler(logs)
        leaks = [f"leftover thread: {name}" for name in _leftover_threads(item)]
        leaks += [f"leftover task: {task}" for task in _leftover_tasks]
        leaks += [f"unexpected log record: {line}" for line in logs.unexpected()]
    if leaks:
        pytest.fail("\n".join(leaks), pytrace=False)
    return result


def _leftover_threads(item: pytest.Item) -> list[str]:
    before = item.stash.get(_threads_key, None)
    if before is None:  # the setup failed earlier than our fixture
        return []
    deadline = time.monotonic() + THREAD_END_S
    leftover = []
    for thread in set(threading.enumerate()) - before:
        if isinstance(thread, threading._DummyThread):  # a thread of Qt's own
            continue
        thread.join(max(0.0, deadline - time.monotonic()))
        if thread.is_alive():
            leftover.append(thread.name)
    return leftover


@pytest.fixture(autouse=True)
def _threads_before(request: pytest.FixtureRequest) -> None:
    # A fixture, not a hook: fixtures of wider scope are set up before it, and may keep threads.
    request.node.stash[_threads_key] = set(threading.enumerate())


@pytest.fixture(autouse=True)
def _no_blocking_calls(request: pytest.FixtureRequest) -> Iterator[None]:
    """A blocking call in our code on any running event loop raises where it happens."""
    if request.node.get_closest_marker("blocking_ok"):
        yield
        return
    with blockbuster_ctx(scanned_modules=["desktop", "net"]) as detector:
        for function in detector.functions.values():
            for file, name in FIRST_IMPORTS:
                function.can_block_in(file, name)
        yield


@pytest.fixture
def expected_logs(request: pytest.FixtureRequest) -> ExpectedLogs:
    """Call it with a regular expression to allow such log records in this test."""
    return request.node.stash[_logs_key]

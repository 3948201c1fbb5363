"""Away comes once nobody can have been here for minutes, or with the lock; back comes at once."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
import shiboken6
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.session_idle import (
    AWAY_AFTER_S,
    BACK_CHECK_S,
    REST_S,
    IdleCore,
    SessionIdle,
)

WAIT_MS = 20_000


def test_the_next_question_comes_when_somebody_could_be_away_at_the_earliest() -> None:
    core = IdleCore(0.0)
    assert core.ask_at_s == 0.0
    core.answered(2.0, 0.0)
    assert core.ask_at_s == AWAY_AFTER_S - 2.0
    assert core.idle_since_s is None
    assert not core.watches
    core.answered(100.0, AWAY_AFTER_S - 2.0)
    assert core.ask_at_s == AWAY_AFTER_S - 2.0 + AWAY_AFTER_S - 100.0
    assert core.idle_since_s is None


def test_away_after_five_minutes_and_back_by_input_anywhere_or_in_our_windows() -> None:
    core = IdleCore(0.0)
    core.answered(AWAY_AFTER_S, 1000.0)
    assert core.idle_since_s == 1000.0 - AWAY_AFTER_S
    assert core.watches
    assert core.ask_at_s == 1000.0 + BACK_CHECK_S
    core.answered(AWAY_AFTER_S + BACK_CHECK_S - 0.01, 1000.0 + BACK_CHECK_S)
    assert core.idle_since_s == 1000.0 - AWAY_AFTER_S  # told once, not again by some ms
    core.answered(3.0, 1060.0)
    assert core.idle_since_s is None
    assert core.ask_at_s == 1057.0 + AWAY_AFTER_S
    core.answered(AWAY_AFTER_S, 1057.0 + AWAY_AFTER_S)
    core.touched(1400.0)
    assert core.idle_since_s is None
    assert not core.watches
    assert core.ask_at_s == 1400.0 + AWAY_AFTER_S


def test_a_lock_is_away_at_once_and_asks_nothing_until_it_opens() -> None:
    core = IdleCore(0.0)
    core.answered(0.0, 0.0)
    core.locked("screen saver", on=True, now_s=10.0)
    core.locked("logind", on=True, now_s=10.1)
    assert core.idle_since_s == 10.0
    assert core.ask_at_s is None
    core.answered(0.0, 10.2)  # the password is being typed elsewhere
    assert core.idle_since_s == 10.0
    core.locked("logind", on=False, now_s=50.0)
    assert core.idle_since_s == 10.0
    core.locked("screen saver", on=False, now_s=50.1)
    assert core.idle_since_s is None
    assert core.ask_at_s == 50.1 + AWAY_AFTER_S


def test_who_types_in_our_window_is_not_behind_a_lock() -> None:
    core = IdleCore(0.0)
    core.locked("logind", on=True, now_s=10.0)
    core.touched(20.0)
    assert core.idle_since_s is None
    core.locked("logind", on=False, now_s=21.0)
    assert core.idle_since_s is None


def test_where_nobody_can_tell_our_own_windows_are_watched_and_rest_between() -> None:
    core = IdleCore(0.0)
    core.answered(None, 0.0)
    assert core.watches
    core.touched(100.0)
    assert not core.watches
    assert core.ask_at_s == 100.0 + REST_S
    core.answered(None, 160.0)
    assert core.watches
    assert core.ask_at_s == 160.0 + AWAY_AFTER_S
    core.answered(None, 160.0 + AWAY_AFTER_S)
    assert core.idle_since_s == 160.0
    core.touched(1000.0)
    assert core.idle_since_s is None


@given(
    st.lists(
        st.tuples(st.sampled_from(["touch", "answer", "none", "lock", "open"]), st.floats(0, 400)),
        max_size=30,
    )
)
def test_it_never_asks_faster_than_needed_and_never_calls_the_busy_away(
    steps: list[tuple[str, float]],
) -> None:
    core, now, touched = IdleCore(0.0), 0.0, 0.0
    locked = False
    core.answered(0.0, now)
    for what, wait_s in steps:
        now += wait_s
        match what:
            case "touch":
                touched, locked = now, False
                core.touched(now)
            case "answer":
                core.answered(now - touched, now)
            case "none":
                core.answered(None, now)
            case _:
                on = what == "lock"
                touched = now if locked and not on else touched
                locked = on
                core.locked("logind", on=on, now_s=now)
        if not locked and core.idle_since_s is not None:
            assert now - touched >= AWAY_AFTER_S - 1e-6 or core.idle_since_s < touched
        if core.ask_at_s is not None and what != "lock":
            assert core.ask_at_s >= now + 0.5 or what == "open"
        assert core.ask_at_s is not None or locked


class Given:
    """Somebody who knows, told by the test what to answer."""

    def __init__(self) -> None:
        self.answer: float | None = 0.0
        self.asked = 0
        self.closed = False

    def idle_s(self) -> float | None:
        self.asked += 1
        return self.answer

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def given_source(qapp: QApplication) -> Iterator[tuple[Given, SessionIdle]]:
    source = Given()
    idle = SessionIdle(source)
    yield source, idle
    idle.close()


def test_the_first_key_or_motion_in_a_window_of_ours_brings_them_back(
    qtbot: QtBot, given_source: tuple[Given, SessionIdle]
) -> None:
    source, idle = given_source
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    source.answer = AWAY_AFTER_S + 60.0
    with qtbot.waitSignal(idle.changed, timeout=WAIT_MS) as told:
        idle.start()
    assert isinstance(told.args[0], int)
    assert source.asked == 1
    with qtbot.waitSignal(idle.changed, timeout=WAIT_MS) as back:
        qtbot.keyClick(window, Qt.Key.Key_A)
    assert back.args == [None]
    qtbot.mouseMove(window, QPoint(3, 3))
    assert source.asked == 1


def test_while_somebody_is_here_it_asks_once_and_is_quiet(
    qtbot: QtBot, given_source: tuple[Given, SessionIdle]
) -> None:
    source, idle = given_source
    told: list[object] = []
    idle.changed.connect(told.append)
    idle.start()
    idle.start()
    qtbot.waitUntil(lambda: source.asked == 1, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: idle._timer.remainingTime() > 10_000, timeout=WAIT_MS)
    assert not idle._filtering  # nor a wake-up of ours in the next ten seconds
    assert told == []
    idle.close()
    assert source.closed


def test_an_engine_that_is_ready_after_the_end_starts_nothing(
    given_source: tuple[Given, SessionIdle],
) -> None:
    source, idle = given_source
    idle.close()
    idle.start()
    assert idle._thread is None
    assert source.asked == 0


@pytest.mark.skipif(sys.platform != "linux", reason="offscreen is asked on Linux")
def test_without_a_screen_there_is_nobody_to_ask(qtbot: QtBot) -> None:
    idle = SessionIdle()
    idle.start()
    qtbot.waitUntil(lambda: idle._filtering, timeout=WAIT_MS)  # our windows are all there is
    idle.close()
    assert not idle._filtering


class Slow(Given):
    """Somebody whose answer takes until the test lets it go."""

    def __init__(self) -> None:
        super().__init__()
        self.go_on = threading.Event()

    def idle_s(self) -> float | None:
        super().idle_s()
        self.go_on.wait(WAIT_MS / 1000)
        return 0.0


def test_the_thread_is_waited_for_also_where_it_is_busy(qtbot: QtBot) -> None:
    source = Slow()
    idle = SessionIdle(source)
    idle.start()
    thread = idle._thread
    assert thread is not None
    qtbot.waitUntil(lambda: source.asked == 1, timeout=WAIT_MS)
    waker = threading.Timer(0.05, source.go_on.set)
    waker.start()
    idle.close()
    assert thread.isFinished()
    assert source.closed
    waker.join()


def test_whoever_forgets_to_close_it_leaves_no_thread(qtbot: QtBot) -> None:
    source = Given()
    owner = QObject()
    idle = SessionIdle(source, owner)
    idle.start()
    thread = idle._thread
    assert thread is not None
    qtbot.waitUntil(lambda: source.asked == 1, timeout=WAIT_MS)
    shiboken6.delete(owner)
    assert thread.isFinished()
    assert source.closed


AT_QUIT = """
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from desktop.session_idle import SessionIdle
app = QGuiApplication([])
idle = SessionIdle()
idle.start()
QTimer.singleShot(0, app.quit)
app.exec()
print(idle._thread)
"""


def test_an_application_that_only_quits_has_stopped_it() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", AT_QUIT], capture_output=True, text=True, timeout=WAIT_MS / 1000
    )
    assert (ran.returncode, ran.stdout.strip()) == (0, "None"), ran.stderr
    assert "QThread" not in ran.stderr

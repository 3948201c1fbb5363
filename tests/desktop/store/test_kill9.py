"""No acknowledged message is lost by kill -9."""

from __future__ import annotations

import sys

import pytest

from tests.faults import kill9


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.slow
def test_kill_9_loses_nothing_that_was_acknowledged() -> None:
    report = kill9.run(12, seed=1)
    assert report.cycles == 12
    assert report.acknowledged > 12
    assert (report.lost, report.damaged) == (0, [])

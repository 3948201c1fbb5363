"""No acknowledged message is lost by a power cut; and the harness would see it if one were."""

from __future__ import annotations

from tests.faults import power


def test_a_power_cut_loses_nothing_that_was_acknowledged() -> None:
    report = power.run(40, seed=1)
    assert report.cycles == 40
    assert report.acknowledged > 100
    assert (report.lost, report.losing, report.damaged) == (0, [], [])


def test_the_harness_sees_what_synchronous_normal_loses() -> None:
    report = power.run(10, seed=1, synchronous="NORMAL")
    assert report.lost > 10
    assert report.losing

"""Seeds of the simulations: SIM_SEED replays one, SIM_RUNS adds more; a failure prints its own."""

from __future__ import annotations

import os

import pytest


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "seed" in metafunc.fixturenames:
        fixed = os.environ.get("SIM_SEED")
        runs = int(os.environ.get("SIM_RUNS", "0"))
        base = getattr(metafunc.function, "seeds", 2)
        seeds = [int(fixed)] if fixed else range(1, base + runs + 1)
        metafunc.parametrize("seed", list(seeds))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    report = yield
    params = getattr(getattr(item, "callspec", None), "params", {})
    if report.failed and "seed" in params:
        report.sections.append(
            ("simulation", f"replay: SIM_SEED={params['seed']} pytest '{item.nodeid}'")
        )
    return report

"""The bound on what one device writes: bursts pass, a loop without end does not."""

from __future__ import annotations

import pytest

from desktop.budget import ALLOWANCES, Allowance, Budget
from desktop.errors import AppError


def test_a_burst_passes_then_what_flows_in() -> None:
    now = [100.0]
    budget = Budget(lambda: now[0], {"messages": Allowance(3, 2.0), "pins": Allowance(1, 0.1)})
    for _ in range(3):
        budget.take("messages")
    with pytest.raises(AppError) as caught:
        budget.take("messages")
    assert caught.value.kind == "refused"
    assert "wait 1 s" in str(caught.value)
    budget.take("pins")  # each kind has its own
    now[0] += 0.5
    budget.take("messages")
    with pytest.raises(AppError):
        budget.take("messages")
    now[0] += 1_000
    for _ in range(3):
        budget.take("messages")
    with pytest.raises(AppError):
        budget.take("messages")
    now[0] -= 500  # a clock that goes back gives nothing and takes nothing
    with pytest.raises(AppError):
        budget.take("messages")


def test_honest_bursts_pass() -> None:
    budget = Budget(lambda: 0.0)
    for _ in range(100_000):
        budget.take("messages")
    assert ALLOWANCES["messages"].burst >= 4 * 50_000

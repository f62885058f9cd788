"""The benchmark of plans."""

import pytest

from allmende_lab import bench_plan
from allmende_rules.mechanisms.plan_lp import solve


@pytest.mark.parametrize("goods", [2, 8])
def test_its_plans_can_be_carried_out(goods: int) -> None:
    """People get something in every round, and every number of the plan is used."""
    found = solve(bench_plan.plan_of(goods, seed=1))
    assert found is not None
    assert min(found.baskets) > 0


def test_it_prints_each_size_beside_its_bars(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line for the first solution and one for the next, with milliseconds and their bar."""
    monkeypatch.setattr(bench_plan, "BARS", {2: (5.0, 0.5)})
    monkeypatch.setattr(bench_plan, "RUNS", 1)
    bench_plan.main()
    cold, warm = capsys.readouterr().out.splitlines()
    assert cold.startswith("plan, 2 goods, 8 rounds, cold")
    assert cold.endswith("ms, bar 5")
    assert warm.startswith("plan, 2 goods, 8 rounds, warm")
    assert warm.endswith("ms, bar 0.5")

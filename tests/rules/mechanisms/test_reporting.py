"""Reports, bonuses, the ratchet and audits, against the oracle and by an agent's own search."""

import json
from math import exp, log
from pathlib import Path
from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.mechanisms.reporting import (
    Audit,
    NaiveBonus,
    TruthfulBonus,
    best_output,
    best_promise,
    bonuses,
    distortion,
    effective_slope,
    ratchet,
)

ORACLE = Path(__file__).parents[2] / "oracles" / "ratchet.json"
CASES: list[dict[str, Any]] = json.loads(ORACLE.read_text(encoding="utf-8"))["cases"]
POINTS = 20_000
small = st.floats(0.05, 2.0)


def cases(kind: str) -> pytest.MarkDecorator:
    """The oracle's cases of one kind."""
    found = [case for case in CASES if case["type"] == kind]
    assert len(found) == 40
    return pytest.mark.parametrize("case", found, ids=lambda case: case["id"])


def scheme_of(case: dict[str, Any]) -> TruthfulBonus:
    """The truthful scheme of a case."""
    return TruthfulBonus(case["alpha"], case["beta"], case["gamma"])


def quantiles(case: dict[str, Any], many: int = POINTS) -> list[float]:
    """Equally likely outputs of a case's distribution."""
    mean, spread = case["mean_or_scale"], case["spread"]
    parts = [(at + 0.5) / many for at in range(many)]
    match case["distribution"]:
        case "uniform":
            return [mean + spread * (2 * part - 1) for part in parts]
        case "normal":
            return [NormalDist(mean, spread).inv_cdf(part) for part in parts]
        case _:
            return [exp(NormalDist(log(mean), spread / mean).inv_cdf(part)) for part in parts]


@cases("ratchet")
def test_the_ratchet_blunts_the_bonus_as_in_the_closed_form(case: dict[str, Any]) -> None:
    """An agent who weighs all its future targets acts as y0 + (b/c) r/(r+lam) says."""
    scheme = NaiveBonus(0.0, case["b"])
    slope = effective_slope(scheme, case["lam"], case["r"])
    assert slope == pytest.approx(case["effective_bonus"], rel=1e-9)
    found = best_output(scheme, case["lam"], case["r"], case["y0"], case["c"])
    assert found == pytest.approx(case["y_star"], rel=1e-9)
    free = best_output(scheme, 0.0, case["r"], case["y0"], case["c"])
    assert free == pytest.approx(case["y_no_ratchet"], rel=1e-9)
    assert free - found == pytest.approx(case["output_lost_to_ratchet"], rel=1e-8)


@cases("ratchet")
def test_no_other_output_brings_more(case: dict[str, Any]) -> None:
    """Bonuses less effort over a long future are greatest at the closed form, by search around it."""

    def worth(output: float) -> float:
        paid = bonuses(
            NaiveBonus(0.0, case["b"]), [output] * 400, case["g0"], case["lam"], case["drift"]
        )
        effort = case["c"] / 2 * (output - case["y0"]) ** 2
        whole: float = sum((pay - effort) * (1 + case["r"]) ** -n for n, pay in enumerate(paid))
        return whole

    best, step = case["y_star"], 1e-3 * max(1.0, abs(case["y_star"] - case["y0"]))
    if (1 + case["r"]) ** -400 < 1e-6:
        assert worth(best) > worth(best + step)
        assert worth(best) > worth(best - step)


@cases("ratchet")
def test_targets_follow_the_path_of_the_oracle(case: dict[str, Any]) -> None:
    """The targets under the best output, one after the other, and where they settle."""
    target, path = case["g0"], []
    for _ in case["targets"]:
        path.append(target)
        target = ratchet(target, case["y_star"], case["lam"], case["drift"])
    assert path == pytest.approx(case["targets"], rel=1e-9)
    steady = case["steady_target"]
    if steady is not None:
        assert ratchet(steady, case["y_star"], case["lam"], case["drift"]) == pytest.approx(steady)


@cases("truthful bonus")
def test_payments_of_the_truthful_scheme(case: dict[str, Any]) -> None:
    """Each sample payment, and the quantile."""
    scheme = scheme_of(case)
    assert scheme.quantile == pytest.approx(case["quantile"], rel=1e-9)
    for one in case["payments"]:
        paid = scheme.pay(one["report"], one["output"])
        assert paid == pytest.approx(one["bonus_less_B0"], rel=1e-9)


@cases("truthful bonus")
def test_the_best_promise_is_the_quantile(case: dict[str, Any]) -> None:
    """Searching the expected pay finds the report at which the closed form's chance of failing holds."""
    scheme, outcomes = scheme_of(case), quantiles(case)
    found = best_promise(scheme, outcomes)
    short = sum(output < found for output in outcomes) / POINTS
    assert short == pytest.approx(case["quantile"], abs=2 / POINTS)
    assert found == pytest.approx(case["best_report"], rel=1e-4)
    expected = scheme.expected(found, outcomes)
    assert expected == pytest.approx(case["expected_bonus_at_best"], rel=1e-4)


@given(over=small, more=small, still=small, output=st.floats(1, 100), lie=st.floats(-20, 20))
def test_who_knows_its_output_promises_just_that(
    over: float, more: float, still: float, output: float, lie: float
) -> None:
    """Under the truthful scheme no lie pays where there is no luck, whatever the three rates."""
    scheme = TruthfulBonus(over, over + more, over + more + still)
    assert scheme.pay(output, output) >= scheme.pay(output + lie, output) - 1e-9


@given(fixed=small, slope=small, target=st.floats(1, 100), below=st.floats(0.001, 1))
def test_the_naive_scheme_pays_for_a_report_not_for_a_fact(
    fixed: float, slope: float, target: float, below: float
) -> None:
    """Reporting the target met brings the premium and the slope, whatever was made."""
    scheme = NaiveBonus(fixed, slope)
    gain = scheme.pay(target, target) - scheme.pay(target, target - below)
    assert gain == pytest.approx(fixed + slope * below)


@given(effort=st.floats(0, 1), penalty=small, lie=st.floats(0, 2), more=st.floats(0.01, 1))
def test_larger_lies_are_found_sooner_and_cost_more(
    effort: float, penalty: float, lie: float, more: float
) -> None:
    """Detection and fine rise with the lie; the truth and modesty are never fined."""
    audit = Audit(effort, 0.1, penalty)
    assert 0 <= audit.detection(lie) <= audit.detection(lie + more) <= effort
    assert audit.expected_fine(lie) <= audit.expected_fine(lie + more)
    assert audit.expected_fine(-lie) == 0.0
    assert audit.detection(0.1) == pytest.approx(effort / 2)


def test_schemes_that_cannot_be_truthful_are_named() -> None:
    """Rates out of order, and a future of endless worth, are refused with a sentence."""
    with pytest.raises(ValueError, match="0 < over < even < under"):
        _ = TruthfulBonus(0.5, 0.4, 1.0).quantile
    with pytest.raises(ValueError, match="interest"):
        effective_slope(NaiveBonus(0, 1), 0.5, 0.0)


def test_distortion_is_the_sum_of_lies_over_the_sum_of_truth() -> None:
    """Lies both ways count, weighed as they are; nothing said is no lie."""
    assert distortion({"a": 12.0, "b": 9.0}, {"a": 10.0, "b": 10.0}) == pytest.approx(0.15)
    assert distortion({}, {}) == 0.0

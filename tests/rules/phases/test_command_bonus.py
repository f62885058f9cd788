"""Bonuses, inspection and the ratchet as the phases apply them, and what a director is told ahead."""

from __future__ import annotations

import pytest

from allmende_rules.amounts import MICRO, units
from allmende_rules.events import Stated, Told
from allmende_rules.game import Game
from allmende_rules.phases.command.bonus import (
    Work,
    achieved,
    bonus,
    next_pressure,
    pressure,
    wage_fund,
)
from allmende_rules.phases.command.facts import STATE
from allmende_rules.phases.units import percent
from allmende_rules.questions import Answers
from allmende_rules.record import Resolved
from allmende_rules.view import view
from allmende_rules.world import World, fold
from tests.headless import VALLEY, all_played_by, bots_of, new_game, play_on, step

FIELD = VALLEY.land.enterprise("field_east")


def second_round(seed: int = 1, **dials: float) -> Game:
    """A game in which last round's output is to be reported."""
    game = new_game(VALLEY, "command", seed=seed, rounds=3, dials=dials)
    return play_on(game, bots_of(all_played_by(game, "cautious")), before=2)


def reporting(game: Game, **percents: float) -> World:
    """The world after Ada's reports, in parts of the truth, and everybody else's silence."""
    game.submit("ada", {f"{name}:field_east": percent(part) for name, part in percents.items()})
    game.close()
    return game.world


def told(game: Game, seat: str) -> list[str]:
    """The sentences that a seat heard when the last phase closed."""
    body = game.entries[-1].body
    assert isinstance(body, Resolved)
    return [e.text.format(**e.facts) for e in body.events if isinstance(e, Told) and e.to == seat]


def work(report: float, *, target: float = 100, hours: float = 30, norm: float = 0.3) -> Work:
    """A round's work at the field."""
    return Work(target, report, hours, norm)


def test_the_bonus_for_targets_pays_for_the_report() -> None:
    """The premium from the target on, the slope beyond it, and never less than nothing."""
    world = second_round().world
    assert bonus(world, FIELD, work(99.9)) == 0.0
    assert bonus(world, FIELD, work(100)) == pytest.approx(0.08)
    assert bonus(world, FIELD, work(110)) == pytest.approx(0.08 + 0.3 * 0.1)
    assert bonus(world, FIELD, work(0)) == 0.0
    assert bonus(world, FIELD, work(5, target=0)) == 0.0
    assert bonus(second_round(bonus_scheme=0).world, FIELD, work(110)) == 0.0


def test_rounding_costs_no_premium() -> None:
    """Whoever states the truth and is asked for no more than its hours make meets the target and is paid."""
    game = second_round(tautness=1.0)
    for site in VALLEY.land.enterprises:
        target, made = (units(game.world.fact(site.id, name)) for name in ("target", "output"))
        done = Work(target, made, 1.0, 1.0)
        assert abs(made - target) < 0.01
        assert bonus(game.world, site, done) == (pytest.approx(0.08) if target else 0.0)
    assert bonus(game.world, FIELD, work(99.99)) == 0.0


def test_the_truthful_bonus_is_highest_for_the_true_norm() -> None:
    """Whatever the site was asked, no other norm than the true one brings more for the same work."""
    world = second_round(bonus_scheme=2).world
    true = bonus(world, FIELD, work(100))
    for norm in (0.2, 0.25, 0.29, 0.31, 0.35, 0.5):
        assert bonus(world, FIELD, work(100, norm=norm)) < true
    assert bonus(world, FIELD, work(100, target=300)) == true


def test_a_report_is_paid_by_the_state_in_the_next_round() -> None:
    """Meeting the target on paper brings the premium to the director's people; the truth would not."""
    honest, padded = second_round(audit_rate=0.0), second_round(audit_rate=0.0)
    before = honest.world.amount("east_end")
    target = honest.world.fact("field_east", "target")
    made = honest.world.fact("field_east", "output")
    assert made < target
    fund = wage_fund(honest.world, FIELD)
    assert reporting(honest, output=1.0).amount("east_end") == before
    world = reporting(padded, output=target / made + 1e-6)
    assert units(world.amount("east_end") - before) == pytest.approx(0.08 * fund, rel=1e-3)
    assert world.fact("field_east", "reported_output") == pytest.approx(target, rel=1e-5)
    assert "a bonus of" in told(padded, "ada")[0]


def test_an_output_that_is_found_out_counts_as_made_and_is_fined() -> None:
    """With every site inspected a great lie is found in most seeds; it costs a fine and pays nothing."""
    found = 0
    for seed in range(12):
        game = second_round(seed, audit_rate=1.0)
        before, fund = game.world.amount("east_end"), wage_fund(game.world, FIELD)
        world = reporting(game, output=1.5)
        paid = units(world.amount("east_end") - before)
        caught = any("Inspectors found" in line for line in told(game, "ada"))
        found += caught
        if caught:
            assert paid == pytest.approx(-0.5 * fund, rel=1e-5)
        else:
            assert paid == pytest.approx((0.08 + 0.3 * (1.5 / 1.1 - 1)) * fund, rel=0.02)
    assert 6 <= found < 12


def test_who_owes_wages_pays_no_bonus() -> None:
    """A site whose loss was not covered withholds its director's bonus, and says why."""
    game = second_round(audit_rate=0.0)
    owed = [{"account": "field_east", "cause": "wages", "amount": MICRO}]
    game.world = fold(game.world, [Stated("all", "debts", {"unpaid": owed})])
    before = game.world.amount("east_end")
    assert reporting(game, output=1.5).amount("east_end") == before
    assert "no bonus, for it owes 1.0" in told(game, "ada")[0]


def test_the_ratchet_makes_plans_from_the_achieved_level() -> None:
    """Pressure moves to what was reported, by the dial, and never below what the balance gives."""
    world = second_round().world
    assert pressure(world, FIELD) == 1.0
    assert next_pressure(world, FIELD, 1.2) == pytest.approx(1 + 0.5 * 0.2 + 0.02)
    assert next_pressure(world, FIELD, 0.5) == 1.0
    assert next_pressure(world, FIELD, 9.0) == 2.0
    off = second_round(ratchet=0.0, ratchet_drift=0.0).world
    assert next_pressure(off, FIELD, 1.5) == 1.0
    planned = units(world.fact("field_east", "planned"))
    assert achieved(world, FIELD, planned) == pytest.approx(1.0)


def test_padded_norms_are_found_in_the_books() -> None:
    """Hours that found no work show what a unit took; the fine is in proportion to the lie."""
    for effort, fined in ((0.0, False), (1.0, True)):
        game = new_game(VALLEY, "command", rounds=2, dials={"penalty": 1.0, "tautness": 1.0})
        cast = bots_of(all_played_by(game, "cautious"))
        game.submit("ada", {"norm:field_east": percent(2.0)})
        game.close()
        game.submit("hana", {"audit": percent(effort)})
        game.close()
        step(game, cast)
        fines = game.world.public["round 1"]["fines"]
        assert (fines > 0) == fined
        if fined:
            assert fines <= wage_fund(game.snapshots[1][2], FIELD) * 1.01


def test_a_director_is_told_what_a_report_would_bring() -> None:
    """The preview's bonus is the one that is paid, and a lie is told with its risk; the truth is not."""
    game = second_round(audit_rate=0.0)
    asked = game.asked["ada"]
    draft: Answers = {"output:field_east": percent(1.2), "norm:field_east": percent(1.1)}
    lines = {
        line.question: line.text.format(**line.facts)
        for line in game.phase.preview(view(game.world, "ada"), asked, draft)
    }
    before = game.world.amount("east_end")
    world = reporting(game, output=1.2)
    paid = units(world.amount("east_end") - before)
    assert f"a bonus of {paid:.2f}" in lines["output:field_east"]
    assert "Inspectors" in lines["output:field_east"]
    assert "Inspectors" in lines["norm:field_east"]
    truth = second_round()
    plain = truth.phase.preview(view(truth.world, "ada"), truth.asked["ada"], {})
    assert plain
    assert all("Inspectors" not in line.text for line in plain)


def test_the_budget_is_in_sight_of_all() -> None:
    """Anybody may read the state's account, and only that of all its purses."""
    seen = view(second_round().world, "eli")
    assert seen.books.get(STATE) is not None
    assert "state.ministry" not in seen.books

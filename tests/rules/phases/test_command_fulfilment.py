"""Why people got less than the plan had for them: counted from each good's account, told to who plans."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from allmende_rules.events import Told
from allmende_rules.game import Game
from allmende_rules.phases.command.fulfilment import NOTABLE, fulfilment
from allmende_rules.phases.command.goods_accounts import planned_uses, stored, uses_had
from allmende_rules.phases.physical import executed
from allmende_rules.phases.units import percent
from allmende_rules.questions import Answers, Question
from allmende_rules.record import Resolved
from allmende_rules.world import World, fold
from tests.headless import (
    SCENARIOS,
    VALLEY,
    Player,
    all_played_by,
    bots_of,
    mixed,
    new_game,
    play_on,
)

HANA = "hana"
"""The valley's planner."""
Said = Mapping[str, int]


def before_accounts(game: Game) -> World:
    """The last round's world when payday was over and the state's accounts were still open."""
    steps = [entry.body for entry in game.entries if isinstance(entry.body, Resolved)]
    world = World(land=game.world.land)
    last = max(n for n, body in enumerate(steps) if body.phase == "accounts")
    for body in steps[:last]:
        world = fold(world, body.events)
    return world


def saying(part: Said, game: Game, ends: dict[str, int] | None = None) -> Player:
    """Cautious bots, but every question of one of these topics gets this percent, and the plan these ends."""
    cast = bots_of(all_played_by(game, "cautious"))

    def answer(now: Game, seat: str, asked: tuple[Question, ...]) -> Answers:
        mine = {q.id: percent(part[q.topic] / 100) for q in asked if q.topic in part}
        planned: Answers = {q.id: ends for q in asked if ends and q.topic == "plan_ends"}
        return {**cast(now, seat, asked), **mine, **planned}

    return answer


def heard(part: Said, ends: dict[str, int] | None = None) -> dict[str, str]:
    """What the planner hears of the plan by good, if all say so."""
    game = new_game(VALLEY, "command", rounds=1)
    play_on(game, saying(part, game, ends))
    world = before_accounts(game)
    return {
        told.facts["good"]: told.text.format(**told.facts)
        for told in fulfilment(world, executed(world))
        if isinstance(told, Told) and told.to == HANA
    }


@pytest.mark.parametrize("scenario", ["valley", "nation", "fishery"])
@pytest.mark.parametrize("rounds", [1, 3])
def test_an_account_is_whole_and_what_is_notable_is_told(scenario: str, rounds: int) -> None:
    """All that is made and offered is used, sold or stored; a good is told of exactly if people missed it."""
    game = new_game(SCENARIOS[scenario], "command", rounds=rounds)
    play_on(game, bots_of(mixed(game)))
    world = before_accounts(game)
    done = executed(world)
    told = {one.facts["good"]: one for one in fulfilment(world, done) if isinstance(one, Told)}
    for good in world.land.wanted:
        planned, had = planned_uses(world, good), uses_had(world, done, good)
        used = had.inputs + had.machines + had.people + stored(world, done, good)
        assert had.made == pytest.approx(used, abs=1e-3)
        missed = planned.people - had.people > NOTABLE * planned.people
        assert (good.name in told) == missed
        if missed:
            facts = told[good.name].facts
            assert facts["planned"] == round(planned.people, 1)
            assert facts["got"] == round(had.people, 1)
            assert told[good.name].text.count(":") == 1
    assert {one.to for one in told.values()} <= {
        seat for seat in game.header.seats if world.fact(seat, "role") == "planner"
    }


def test_what_people_do_not_want_is_not_a_shortage() -> None:
    """At the opening's prices and wants the plan makes more care than people buy."""
    assert heard({})["Care"].endswith("of what all need: people wanted no more at 0.7.")


def test_hours_that_people_did_not_give_are_named() -> None:
    """All work next to nothing: every trade gets fewer hours than were planned, and says how many."""
    found = heard({"hours": 20})
    assert "its sites made" in found["Grain"]
    assert "of the" in found["Grain"]
    assert "hours planned for them" in found["Grain"]


def test_norms_that_were_stated_too_low_are_named() -> None:
    """Half of the hours a unit takes: the hours come, and make half of what was promised."""
    assert "for their hours made less than they had stated" in heard({"report_norm": 50})["Grain"]


def test_an_input_that_ran_out_is_named() -> None:
    """Where all promise too much, makers of tools wait for timber."""
    found = heard({"report_norm": 50})["Tools"]
    assert "Timber ran out" in found


def test_machines_that_do_not_exist_are_named() -> None:
    """All claim half as much again as their machines reach, and the planner wants nothing but grain."""
    ends = {good.id: 100 * (good.id == "grain") for good in VALLEY.land.wanted}
    found = heard({"report_capacity": 150}, ends=ends)["Grain"]
    assert found.endswith("for their machines make no more.")

"""What is said ahead of a statement agrees with what then holds."""

from __future__ import annotations

from collections.abc import Mapping
from math import log
from typing import Any

import pytest

from allmende_rules import measures
from allmende_rules.amounts import MICRO, units
from allmende_rules.events import Stated
from allmende_rules.game import Game
from allmende_rules.phases.abatement import CLEANER, emission_of, worthwhile
from allmende_rules.phases.commons.harvest_lots import harvest_limits
from allmende_rules.phases.market.enterprise import true_labour, unit_cost
from allmende_rules.phases.market.statement_previews import (
    CLEAN,
    LEARN,
    LEARN_MOST,
    preview_enterprise,
)
from allmende_rules.phases.research import RESEARCH
from allmende_rules.phases.units import percent
from allmende_rules.questions import Answers
from allmende_rules.scenario import Scenario
from allmende_rules.sky import SKY
from allmende_rules.system import Line
from allmende_rules.view import view
from allmende_rules.world import World, apply
from tests.headless import VALLEY, all_played_by, bots_of, new_game
from tests.rules.phases.nation import NATION, played

SPEAKER = NATION.land.seats[0]
SITE = NATION.land.enterprise(SPEAKER.enterprises[0])
GOOD = NATION.land.good(SITE.good)
PRICE = 1.5
"""What a permit costs in these tests."""


def before_the_market(scenario: Scenario, round_: int) -> Game:
    """Cautious people have played until the market of a round is open."""
    game = new_game(scenario, "dmnc", seed=1, rounds=round_)
    answers = bots_of(all_played_by(game, "cautious"))
    while not (game.world.round == round_ and game.phase.id == "allocate"):
        for seat, questions in game.asked.items():
            game.submit(seat, answers(game, seat, questions))
        game.close()
    return game


@pytest.fixture(scope="module")
def market() -> Game:
    """The nation's market of its second round."""
    return before_the_market(NATION, 2)


def at(world: World, price: float) -> World:
    """The world where a permit last cost so much, and usually does."""
    micro_price = round(price * MICRO)
    return apply(world, Stated("all", SKY, {"price": micro_price, "usual": micro_price}))


def lines(game: Game, world: World, seat: str, draft: Answers) -> list[Line]:
    """The previews of a draft."""
    return list(preview_enterprise(view(world, seat), game.asked[seat], draft))


def about(found: list[Line], question: str, part: str = "") -> Mapping[str, Any]:
    """The facts of the one line on a question whose text has this part."""
    (line,) = [one for one in found if one.question == question and part in one.text]
    return line.facts


def test_the_cost_of_permits_is_told_as_a_part_of_cost(market: Game) -> None:
    """Where a permit has a price; elsewhere nothing is said of permits."""
    ask = f"ask:{SITE.id}"
    draft: Answers = {CLEANER + SITE.id: 0}
    world = at(market.world, PRICE)
    facts = about(lines(market, world, SPEAKER.id, draft), ask, "for what it emits")
    cost = unit_cost(world, SITE, true_labour(world, SITE, 0), 0)
    assert float(facts["cost"]) == pytest.approx(cost, abs=0.006)
    assert float(facts["permits"]) == pytest.approx(emission_of(world, GOOD) * PRICE, abs=0.006)
    free = lines(market, at(market.world, 0.0), SPEAKER.id, draft)
    assert not [line for line in free if "for what it emits" in line.text and line.question == ask]


def test_what_lots_allow_and_fees_ask_is_what_binds() -> None:
    """For every harvester the limit of the market, and for all the fees that they owe this round."""
    game = before_the_market(VALLEY, 3)
    limits, due = harvest_limits(game.world), game.world.hidden["advances"]["due"]
    told = {"lots": 0, "fees": 0}
    for seat, questions in game.asked.items():
        for question in questions:
            if question.topic == "ask":
                found = lines(game, game.world, seat, {})
                site = question.about
                if site in limits:
                    allowed = about(found, question.id, "lots allow")["allowed"]
                    assert float(allowed) == pytest.approx(limits[site], abs=0.006)
                    told["lots"] += 1
                owed = game.world.fact(measures.FEES, site, 0) + due.get(site, 0)
                if owed:
                    fee = about(found, question.id, "Fees of")["fee"]
                    assert float(fee) == pytest.approx(units(owed), abs=0.006)
                    told["fees"] += 1
    assert min(told.values()) > 0


@pytest.mark.parametrize("abated", [0.0, 0.1, 0.4])
def test_what_abating_takes_and_saves_is_what_a_unit_then_costs(
    market: Game, abated: float
) -> None:
    """Cost less savings is what abating changes of the unit cost."""
    world, drafted = at(market.world, PRICE), percent(abated)
    found = lines(market, world, SPEAKER.id, {CLEANER + SITE.id: drafted})
    facts = about(found, CLEANER + SITE.id)
    whole = unit_cost(world, SITE, true_labour(world, SITE, 0), 0)
    less = unit_cost(world, SITE, true_labour(world, SITE, drafted), drafted)
    moved = float(facts["cost"]) - float(facts["saved"])
    assert moved == pytest.approx(less - whole, abs=0.011)
    assert facts["percent"] == f"{100 * abated:.0f}"
    assert float(facts["pays"]) == pytest.approx(worthwhile(world, GOOD) / MICRO, abs=0.5)


def test_silence_is_foreseen_as_what_is_proposed(market: Game) -> None:
    """An empty draft reads as one that takes every proposal."""
    proposed = {one.id: one.default for one in market.asked[SPEAKER.id]}
    empty = lines(market, market.world, SPEAKER.id, {})
    assert empty == lines(market, market.world, SPEAKER.id, proposed)
    assert CLEAN in [line.text for line in empty]


def test_what_research_brings_is_about_what_was_foreseen() -> None:
    """Money at last prices buys about as much as it does in the market that follows."""
    money, question = 1_500_000, RESEARCH + SITE.id
    game = before_the_market(NATION, 1)
    facts = about(lines(game, game.world, SPEAKER.id, {question: money}), question)
    level = {
        put: played(1, said={SPEAKER.id: {question: put}}).world.secret(SITE.id, "level")
        for put in (0, money)
    }
    gain = log(level[money] / level[0])
    assert gain > 0
    assert log(1 + float(facts["more"]) / 100) == pytest.approx(gain, rel=0.2)


def test_who_puts_nothing_into_research_reads_what_the_most_would_bring(market: Game) -> None:
    """The same numbers as a draft of the most."""
    question = next(one for one in market.asked[SPEAKER.id] if one.topic == "research")
    most = question.high  # type: ignore[union-attr]
    none, all_of_it = (
        next(
            line
            for line in lines(market, market.world, SPEAKER.id, {question.id: put})
            if line.question == question.id
        )
        for put in (0, most)
    )
    assert (none.text, all_of_it.text) == (LEARN_MOST, LEARN)
    assert {**none.facts} == {**all_of_it.facts, "most": f"{units(most):.2f}"}
    assert float(all_of_it.facts["more"]) > 0

"""What the conditional cooperator, the constituency's member and zero intelligence do, by their rules."""

from __future__ import annotations

from dataclasses import replace as with_facts
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_bots.conditional import SLOPE, matching_effort, restraint
from allmende_bots.constituency import CONSTITUENCY, MOVES, cap_for_people, missed, pull
from allmende_bots.reckoning import bearable, sustainable_part
from allmende_bots.zero_intelligence import ZERO_INTELLIGENCE
from allmende_lab.simulate import play_game
from allmende_rules.phases.units import HUNDRED
from allmende_rules.questions import Amount, Ballot, Bid, Offer
from allmende_rules.systems.registry import SYSTEMS
from allmende_rules.view import View, view
from tests.headless import VALLEY, new_game
from tests.rules.phases.nation import NATION

BEN, FAY = "ben", "fay"


def effort_question() -> tuple[View, Amount]:
    """What a user of the forest is asked in the first round of open access, and what he sees."""
    game = new_game(VALLEY, "open_access")
    while "effort" not in {q.topic for q in game.asked.get(BEN, ())}:
        game.close()
    question = next(q for q in game.asked[BEN] if q.topic == "effort")
    return view(game.world, BEN), cast("Amount", question)


def after_harvest(seen: View, cut: float) -> View:
    """The same sight after a round in which so much was cut in all."""
    forest = {**seen.public["forest"], "before": seen.public["forest"]["stock"], "harvest": cut}
    return with_facts(seen, public={**seen.public, "forest": forest})


@given(st.floats(0, 3), st.floats(0, 3))
def test_it_holds_back_as_others_do_but_less(one: float, other: float) -> None:
    """The more others took beyond what the forest bears, the more it takes; with a slope below one."""
    seen, question = effort_question()
    could = bearable(seen, "forest")
    low, high = sorted((one, other))
    kept, taken = after_harvest(seen, low * could), after_harvest(seen, high * could)
    mild, hard = matching_effort(kept, question), matching_effort(taken, question)
    assert cast("int", mild) <= cast("int", hard)
    fair = round(HUNDRED * sustainable_part(seen, question))
    assert fair < cast("int", mild)
    given_back = (HUNDRED - cast("int", mild)) / (HUNDRED - fair)
    assert given_back == pytest.approx(SLOPE * restraint(kept, "forest"), abs=1e-6)
    assert SLOPE < 1


def test_it_thinks_the_best_before_it_knows() -> None:
    """In the first round nobody has taken anything."""
    seen, _ = effort_question()
    assert restraint(seen, "forest") == 1.0


def members_view(*, met: bool) -> View:
    """What Fay sees in congress, with all goals of her mandate met or missed."""
    game = new_game(VALLEY, "dmnc")
    goals = next(one for one in VALLEY.land.seats if one.id == FAY).mandate.goals
    seen = view(game.world, FAY)
    known = {"mandate": [{"text": goal.text, "met": met} for goal in goals]}
    return with_facts(seen, own={**seen.own, FAY: {**seen.own.get(FAY, {}), **known}})


def test_a_member_pulls_for_goals_that_are_missed() -> None:
    """Fay's mandate asks for evenness: while it is missed she wants more dividend, then no more."""
    assert pull(members_view(met=False), "dividend_share") > 0
    assert pull(members_view(met=True), "dividend_share") == 0
    assert missed(members_view(met=True)) == {}


def test_a_member_votes_a_lower_cap_for_the_forest() -> None:
    """Gus is to leave a forest: while that alone is missed, his cap is below what the stock bears."""
    game = new_game(VALLEY, "dmnc")
    while "cap" not in {q.topic for q in game.asked.get("gus", ())}:
        game.close()
    question = cast("Ballot", next(q for q in game.asked["gus"] if q.topic == "cap"))
    seen = view(game.world, "gus")
    goals = next(one for one in VALLEY.land.seats if one.id == "gus").mandate.goals
    met = [{"text": g.text, "met": not g.indicator.startswith("stock")} for g in goals]
    missing = with_facts(seen, own={**seen.own, "gus": {"mandate": met}})
    assert cast("int", cap_for_people(missing, question)) < 0.95e6 * bearable(seen, "forest")


def test_what_members_believe_is_about_real_dials() -> None:
    """Every dial that a belief names exists in a system that can be amended."""
    dials = {dial.id for system in SYSTEMS.values() for dial in system.dials}
    assert set(MOVES) <= dials
    assert CONSTITUENCY.habits.keys() >= {"cap", "carbon", "dividend", "vote"}


def test_zero_intelligence_never_bids_at_a_loss() -> None:
    """Its bids stay within what a unit would leave, in every round of a game."""
    game = new_game(VALLEY, "dmnc", rounds=3)
    seen_bids = 0
    while not game.finished:
        for seat, questions in game.asked.items():
            seen = view(game.world, seat)
            answers = ZERO_INTELLIGENCE.answer(seen, questions)
            for question in questions:
                if isinstance(question, Bid):
                    offer = answers[question.id]
                    assert isinstance(offer, Offer)
                    assert offer.limit <= question.highest
                    seen_bids += 1
            game.submit(seat, answers)
        game.close()
    assert seen_bids


def test_zero_intelligence_differs_by_game_and_seat() -> None:
    """Draws follow from the game and the seat: two seeds do not play alike, one seed always does."""
    first, again, other = (
        play_game(VALLEY, system="dmnc", seed=seed, rounds=2, bots={"rest": "zero_intelligence"})
        for seed in (1, 1, 2)
    )
    assert first == again
    assert first.rounds[0].indicators != other.rounds[0].indicators


@pytest.mark.parametrize("bot", ["conditional", "constituency", "zero_intelligence"])
@pytest.mark.parametrize("system", SYSTEMS)
def test_each_plays_the_nation_whole(system: str, bot: str) -> None:
    """All new minds reach the end of the nation, alone at the table, under every system."""
    result = play_game(NATION, system=system, seed=1, rounds=10, bots={"rest": bot})
    assert len(result.rounds) == 10
    last = result.rounds[-1].indicators
    assert 0.0 <= last["needs_met"] <= 1.0
    assert last["temperature"] > 1.3

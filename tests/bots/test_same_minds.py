"""The same minds everywhere: who cares for sky and stocks in one office does so in every other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_bots.mind import Bot
from allmende_bots.registry import BOTS
from allmende_rules.amounts import MICRO, micro, units
from allmende_rules.events import Stated
from allmende_rules.game import Game
from allmende_rules.phases.commons.carbon import MOST
from allmende_rules.phases.units import HUNDRED, percent, share
from allmende_rules.questions import Ballot, Question, Value
from allmende_rules.sky import SKY
from allmende_rules.view import View, view
from allmende_rules.world import fold
from tests.conformance.tables import each_table, fresh
from tests.headless import NATION, all_played_by, bots_of, fork, mixed, new_game, play_on, step

FAMILIES = (
    frozenset({"carbon", "carbon_tax", "plan_abatement"}),
    frozenset({"cap", "quota", "bound", "plan_harvest", "harvest_tax"}),
)
"""Topics by which an office bounds what all together emit, or take from a stock."""
MOVED = {"emissions", "temperature", "harvest", "stock"}
SUBJECTS = {name: bot for name, bot in BOTS.items() if not bot.otherwise}
PLANNER, GRID = "pita", "grid"
orders = st.integers(0, HUNDRED)
each_mind = pytest.mark.parametrize("bot", SUBJECTS.values(), ids=SUBJECTS)


@each_mind
@pytest.mark.parametrize("family", FAMILIES, ids=("sky", "stocks"))
def test_a_mind_answers_on_nature_in_every_office_or_in_none(
    bot: Bot, family: frozenset[str]
) -> None:
    """What it thinks of a bound does not depend on which institution asks for it."""
    assert family <= bot.habits.keys() or family.isdisjoint(bot.habits)


@each_table
def test_the_families_are_all_that_bounds_nature(system: str, scenario: str) -> None:
    """A question that moves the sky or a stock, and is about no single site, is of a family."""
    game = fresh(system, scenario)
    cast = bots_of(mixed(game))
    while not game.finished:
        for questions in game.asked.values():
            bounding = {q.topic for q in questions if _bounds_nature(game, q)}
            assert bounding <= frozenset().union(*FAMILIES)
        step(game, cast)


def _bounds_nature(game: Game, question: Question) -> bool:
    moved = {effect.indicator.partition(".")[0] for effect in question.effects}
    return bool(moved & MOVED) and not game.world.land.is_enterprise(question.about)


@cache
def planning(round_: int = 1) -> Game:
    """The nation as its planner is asked, after all others have reported; nobody may change it."""
    game = new_game(NATION, "command", rounds=3)
    cast = bots_of(all_played_by(game, "cautious"))
    play_on(game, cast, before=round_)
    step(game, cast)
    return game


def seen(seat: str, order: int | None, emitted: float, abated: int = 0) -> View:
    """What a seat sees after so much went up, with an order of its own that stands and sites so clean."""
    world = planning().world
    facts: list[Stated] = [Stated("all", SKY, {"emissions": emitted})]
    facts += [Stated("all", site.id, {"abatement": abated}) for site in world.land.enterprises]
    if order is not None:
        facts.append(Stated("holder", seat, {"standing": {"abate": order}}))
    return view(fold(world, facts), seat)


def asked(topic: str) -> Question:
    """The planner's question."""
    return next(one for one in planning().asked[PLANNER] if one.topic == topic)


def said(bot: str, view_: View) -> int:
    """What a mind orders abated."""
    question = asked("plan_abatement")
    value = BOTS[bot].answer(view_, (question,))[question.id]
    assert isinstance(value, int)
    assert 0 <= value <= HUNDRED
    return value


def cap_voted(bot: str, view_: View, proposed: float) -> float:
    """What it votes as a cap if so much is proposed; units."""
    climate = NATION.land.climate
    assert climate is not None
    question = Ballot(
        id="carbon:sky",
        topic="carbon",
        about=SKY,
        title="Carbon cap",
        help="",
        method="median",
        takes="number",
        high=micro(MOST * climate.baseline),
        default=micro(proposed),
    )
    value = BOTS[bot].answer(view_, (question,))[question.id]
    assert isinstance(value, int)
    return units(value)


@pytest.mark.parametrize("bot", ["cooperative", "conditional", "constituency"])
@given(
    order=orders,
    abated=st.integers(0, HUNDRED // 2),
    seat=st.sampled_from([seat.id for seat in NATION.land.seats]),
)
def test_a_planner_lets_up_what_it_would_vote_as_a_cap(
    bot: str, order: int, abated: int, seat: str
) -> None:
    """In any seat: put the order in force as a cap, and the order is what its vote on that comes to."""
    climate = NATION.land.climate
    assert climate is not None
    uncurbed = 1.2 * climate.baseline
    seat_sees = seen(seat, order, uncurbed * (1 - share(abated)), abated)
    cap = cap_voted(bot, seat_sees, uncurbed * (1 - share(order)))
    assert share(said(bot, seat_sees)) == pytest.approx(max(0.0, 1 - cap / uncurbed), abs=1e-6)


@given(orders, st.floats(0.0, 2.0))
def test_a_cooperative_order_grows_until_half_of_the_opening_is_left(
    order: int, part: float
) -> None:
    """While more goes up a twentieth less is let up than the order in force lets; below that it stays."""
    climate = NATION.land.climate
    assert climate is not None
    then = said("cooperative", seen(PLANNER, order, part * climate.baseline))
    if part > 0.5:
        assert HUNDRED - then == pytest.approx(0.95 * (HUNDRED - order), abs=1)
    else:
        assert then == order


@given(orders, orders)
def test_a_conditional_order_lies_between_what_is_ordered_and_what_is_done(
    order: int, abated: int
) -> None:
    """Sites that keep the order leave it as it is; the less they follow the less is ordered."""
    then = said("conditional", seen(PLANNER, order, 30.0, abated))
    assert min(order, abated) - 1 <= then <= order
    assert then == order or abated < order


@given(st.one_of(st.none(), orders), orders)
def test_greed_orders_nothing(order: int | None, abated: int) -> None:
    """Whatever was ordered before, and however clean sites are."""
    assert said("greedy", seen(PLANNER, order, 30.0, abated)) == 0


def test_nothing_is_what_leaves_a_planners_people_most_now() -> None:
    """Before anybody has abated, an order takes from them in the round in which it is given."""
    without, clean = (_round_with({"abate": order}) for order in (0, percent(0.12)))
    mine = f"round {planning().world.round}"
    assert without.secret(PLANNER, mine)["consumption"] > clean.secret(PLANNER, mine)["consumption"]


def _round_with(order: Mapping[str, Value]) -> View:
    game = fork(planning())
    cast = bots_of(all_played_by(game, "greedy"))
    game.submit(PLANNER, {**cast(game, PLANNER, game.asked[PLANNER]), **order})
    step(game, lambda g, s, q: {} if s in g.given else cast(g, s, q))
    play_on(game, cast, before=2)
    return view(game.world, PLANNER)


@given(abated=orders, other=orders)
def test_who_comes_into_office_goes_on_from_how_clean_sites_are(abated: int, other: int) -> None:
    """Orders of whoever planned before are out of sight, what sites do is not."""
    world = planning().world
    clean = [Stated("all", site.id, {"abatement": abated}) for site in world.land.enterprises]
    before = Stated("holder", "ana", {"standing": {"abate": other}})
    new = view(fold(world, [*clean, before]), PLANNER)
    assert said("conditional", new) == pytest.approx(abated, abs=1)
    assert said("cooperative", new) == pytest.approx(HUNDRED - 0.95 * (HUNDRED - abated), abs=1)


def test_the_cautious_order_nothing_of_their_own() -> None:
    """On a bound they are silent everywhere: what is published holds, or what stands."""
    questions = (asked("plan_abatement"), asked("plan_harvest"))
    assert BOTS["cautious"].answer(seen(PLANNER, None, 30.0), questions) == {}


@pytest.mark.parametrize("bot", ["greedy", "cooperative", "conditional", "constituency"])
@given(stock=st.floats(0.05, 1.0), before=st.floats(0.05, 1.0), harvest=st.floats(0.0, 2.0))
def test_a_planner_takes_from_a_stock_what_it_would_vote_as_a_cap(
    bot: str, stock: float, before: float, harvest: float
) -> None:
    """Asked within the same bounds, at any stock and after any harvest."""
    world, (soil,) = planning().world, NATION.land.resources
    states = {"stock": stock, "before": before, "harvest": harvest * 0.1}
    facts = {name: value * soil.carrying_capacity for name, value in states.items()}
    seat_sees = view(fold(world, [Stated("all", soil.id, facts)]), PLANNER)
    planned = asked("plan_harvest")
    bounds = {name: getattr(planned, name) for name in ("low", "high", "default", "title", "help")}
    ballot = Ballot(
        id="cap:soil", topic="cap", about=soil.id, method="median", takes="number", **bounds
    )
    answer = BOTS[bot].answer(seat_sees, (planned, ballot))
    assert answer[planned.id] == answer[ballot.id]
    assert 0 <= answer[planned.id] <= bounds["high"]  # type: ignore[operator]


def test_an_order_cools() -> None:
    """A cooperative planner's nation ends cooler, with cleaner sites, than under a silent one."""
    ends = [_end_with(bot) for bot in ("cooperative", "cautious")]
    (cool, clean), (warm, plain) = ends
    assert cool < warm
    assert clean > plain == 0


def _end_with(bot: str) -> tuple[float, int]:
    game = new_game(NATION, "command", rounds=4)
    play_on(game, bots_of({**all_played_by(game, "cautious"), PLANNER: bot}))
    abated: int = game.world.fact(GRID, "abatement", 0)
    return game.world.fact(SKY, "temperature"), abated // MICRO

"""The posted market in a game: what is public, what binds, what is remembered, and what it reads."""

from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest
from msgspec.structs import replace

from allmende_rules.amounts import micro, units
from allmende_rules.events import Event, Stated
from allmende_rules.game import Game
from allmende_rules.phases.abatement import emission_rate
from allmende_rules.phases.commons.carbon import free_carbon, permitted
from allmende_rules.phases.market.booking import ORDERS
from allmende_rules.phases.market.clearing import clear_market
from allmende_rules.phases.market.dials import CLEARING, JOINT, POSTED
from allmende_rules.phases.market.enterprise import ask_enterprise, true_labour, unit_cost
from allmende_rules.phases.market.household import KEEP
from allmende_rules.phases.market.terms import Arrangement, Fund
from allmende_rules.questions import Answers, Question, Split
from allmende_rules.sky import SKY
from allmende_rules.world import World, apply, fold
from tests.headless import (
    NATION,
    VALLEY,
    all_played_by,
    bots_of,
    mixed,
    new_game,
    play,
    play_on,
    step,
)

LAND = VALLEY.land
OWNERS = {site.id: site.household for site in LAND.enterprises}
PRICED = [*(site.id for site in LAND.enterprises), *(good.id for good in LAND.goods)]


@cache
def before_market() -> World:
    """The third round of a posted valley, as its market opens."""
    game = new_game(VALLEY, "dmnc", rounds=4, dials={CLEARING: POSTED})
    player = bots_of(mixed(game))
    while game.world.round < 3 or game.phase.id != "allocate":
        step(game, player)
    return game.world


def cleared(
    world: World, answers: Answers | None = None, terms: Arrangement | None = None
) -> list[Event]:
    """What the market states when one seat says this, and the others nothing."""
    return clear_market(world, {"ann": answers or {}}, terms or Arrangement(owners=OWNERS))


def stated(events: Iterable[Event], entity: str, name: str) -> Any:
    """The last fact of this name."""
    found = [e.facts[name] for e in events if isinstance(e, Stated) and e.entity == entity]
    return found[-1]


def prices(events: Iterable[Event]) -> dict[str, int]:
    """Public prices of sites and goods."""
    return {
        e.entity: e.facts["price"]
        for e in events
        if isinstance(e, Stated) and e.audience == "all" and e.entity in PRICED
    }


def with_dial(world: World, name: str, value: float) -> World:
    """The same state under another value of a dial."""
    return apply(world, Stated("all", "dials", {name: value}))


def test_every_seller_has_a_public_price() -> None:
    """Of its own, beside the mean price of its good, which lies between those of its sellers."""
    told = prices(cleared(before_market()))
    assert set(told) == set(PRICED)
    for good, makers in LAND.makers.items():
        own = [told[maker.id] for maker in makers]
        assert min(own) <= told[good] <= max(own)


def test_where_prices_clear_no_seller_has_one() -> None:
    """And one from a posted round is taken down."""
    joint = cleared(with_dial(before_market(), CLEARING, JOINT))
    assert {told for entity, told in prices(joint).items() if entity in OWNERS} == {None}
    assert "sellers" not in stated(joint, ORDERS, "orders")
    again = cleared(fold(before_market(), joint))
    assert set(prices(again)) == set(PRICED)


def test_a_system_without_the_dial_clears_jointly() -> None:
    """As every market did before sellers could post."""
    world = before_market()
    dials = {name: value for name, value in world.public["dials"].items() if name != CLEARING}
    bare = World(
        land=world.land,
        ledger=world.ledger,
        public={**world.public, "dials": dials},
        private=world.private,
        hidden=world.hidden,
    )
    assert "sellers" not in stated(cleared(bare), ORDERS, "orders")


def test_only_statements_are_read() -> None:
    """Twice as productive and saying so, or as before and stating half the labour: the same market."""
    world = before_market()
    norm: Answers = {f"norm:{site.id}": 50_000_000 for site in LAND.enterprises}
    better = fold(
        world,
        [
            Stated("holder", site.id, {"theta": 2 * world.secret(site.id, "theta")})
            for site in LAND.enterprises
        ],
    )
    assert cleared(better) == cleared(world, norm)
    assert cleared(better) != cleared(world)


def test_a_mark_up_is_the_least_that_is_posted() -> None:
    """Who asks as much again as its cost posts at least twice its cost, and no less than who asks nothing."""
    world, name = before_market(), "workshop_river"
    low = prices(cleared(world, {f"ask:{name}": 0}))[name]
    high = prices(cleared(world, {f"ask:{name}": 100_000_000}))[name]
    cost = unit_cost(world, site := LAND.enterprise(name), true_labour(world, site))
    assert low < high
    assert high >= 1.9 * micro(cost)


def test_the_help_of_a_mark_up_says_what_it_does() -> None:
    """Under posted prices it is the least that a seller posts."""
    helps = {}
    for value in (JOINT, POSTED):
        world = with_dial(before_market(), CLEARING, value)
        asks = [question for question in ask_enterprise(world, "ada") if question.topic == "ask"]
        helps[value] = asks[0].help
    assert "you post no lower price" in helps[POSTED]
    assert "post" not in helps[JOINT]


def test_the_wage_follows_the_hours_that_are_sought() -> None:
    """By a fifth of the excess, up or down, and never below a floor."""
    world = before_market()
    wage: int = world.fact("labour", "wage")
    for sought, sign in ((2, 1), (1, 0), (0, -1)):
        offered = world.fact("labour", "offered")
        told = apply(world, Stated("all", "labour", {"sought": sought * offered}))
        after = stated(cleared(told), "labour", "wage")
        assert (after > wage) - (after < wage) == sign
    floor = Arrangement(owners=OWNERS, wage_floor=50.0)
    assert stated(cleared(world, terms=floor), "labour", "wage") == 50_000_000


def test_orders_never_hire_more_hours_than_are_offered() -> None:
    """Even when everybody hopes to sell all it can make, and few want to work."""
    world = before_market()
    lazy: Answers = {f"hours:{home.id}": 20_000_000 for home in LAND.households}
    events = cleared(world, lazy)
    hired = sum(stated(events, ORDERS, "orders")["labour"].values())
    assert hired <= stated(events, "labour", "offered") < stated(events, "labour", "sought")


def test_what_law_allows_and_what_funds_buy_hold() -> None:
    """Limits bind scales; a fund's goods cost no more than it put up, and are served first."""
    world, name = before_market(), LAND.enterprises[0].id
    payer = LAND.households[0].id
    fund = Fund(payer, f"build.{name}", 1_000_000, {good.id: 1.0 for good in LAND.goods})
    terms = Arrangement(owners=OWNERS, limits={name: 0.5}, funds=(fund,))
    orders = stated(cleared(world, terms=terms), ORDERS, "orders")
    assert orders["scales"][name] <= 500_000
    assert orders["contracts"] == [fund.taker]
    assert sum(d[4] for d in orders["deliveries"] if d[1] == fund.taker) <= fund.cash


@pytest.mark.parametrize("rents_kept", [False, True])
def test_joint_caps_on_harvests_bind_and_their_price_is_a_fee(*, rents_kept: bool) -> None:
    """Harvesters together keep to a tenth of what they would take, and pay the Commons for it."""
    world = before_market()
    wood = LAND.resources[0].id
    cutters = [s for s in LAND.enterprises if wood in LAND.good(s.good).harvest]
    terms = Arrangement(
        owners=OWNERS,
        caps={wood: 1.0},
        fees_to="commons",
        rented=frozenset(OWNERS),
        rents_kept=rents_kept,
    )
    orders = stated(cleared(world, terms=terms), ORDERS, "orders")
    cut = sum(LAND.good(s.good).harvest[wood] * orders["scales"][s.id] for s in cutters)
    assert cut <= 1_000_000
    fees = {levy[0]: levy[3] for levy in orders["levies"] if levy[2] == "licence fees"}
    assert all(fees[cutter.id] > 0 for cutter in cutters)


def test_permits_have_a_price_at_which_plans_keep_to_the_cap() -> None:
    """A nation whose cap falls to half of what it emits plans within it, and pays for that at once."""
    game = new_game(
        NATION, "dmnc", rounds=4, dials={CLEARING: POSTED, "cap_vote": 0, "carbon_cap": 0.4}
    )
    player, rounds = bots_of(all_played_by(game, "cautious")), 0
    while not game.finished:
        world, market = game.world, game.phase.id == "allocate"
        step(game, player)
        if market:
            rounds += 1
            planned = emitted(game.world, permitted(world))
            assert 0 < planned <= (free_carbon(world) or 0) * (1 + 1e-6)
            assert game.world.fact(SKY, "usual") > 0
            assert game.world.fact(SKY, "price") > 0 or rounds > 1
    assert rounds == 4


def emitted(world: World, sites: Iterable[str]) -> float:
    """What the orders of the round would emit at these sites."""
    scales = world.hidden[ORDERS]["orders"]["scales"]
    rates = {site: emission_rate(world, world.land.enterprise(site)) for site in sites}
    return sum(rate * units(scales[site]) for site, rate in rates.items())


def test_queues_form_where_prices_are_too_low() -> None:
    """With a tenth of the opening's prices and wage nearly everything is queued for."""
    land = replace(
        LAND, goods=tuple(replace(g, price=g.price / 10) for g in LAND.goods), wage=LAND.wage / 10
    )
    scenario = replace(VALLEY, land=land)
    game = new_game(scenario, "open_access", rounds=1, dials={CLEARING: POSTED})
    told = play_on(game, bots_of(all_played_by(game, "cautious"))).world.public["round 1"]
    assert all(0.5 < told[f"queue.{good.id}"] < 1 for good in LAND.goods)
    assert all(told[f"unsold.{good.id}"] == 0 for good in LAND.goods)
    assert told["queue_hours"] > 1


def test_nothing_is_made_that_nobody_would_pay_for() -> None:
    """At ten times the opening's prices sellers who ask around make little, and nobody queues."""
    land = replace(LAND, goods=tuple(replace(g, price=g.price * 10) for g in LAND.goods))
    dear, usual = (
        play(one, "open_access", "cautious", rounds=1, dials={CLEARING: POSTED}).world.public[
            "round 1"
        ]
        for one in (replace(VALLEY, land=land), VALLEY)
    )
    for good in LAND.goods:
        assert dear[f"queue.{good.id}"] == 0
        assert dear[f"output.{good.id}"] < usual[f"output.{good.id}"] / 2


def test_shelves_fill_when_buyers_stay_away() -> None:
    """People who bought in the first round keep their money in the second: what was made for them stays."""
    game = new_game(VALLEY, "open_access", rounds=2, dials={CLEARING: POSTED})
    cautious = bots_of(all_played_by(game, "cautious"))

    def player(game: Game, seat: str, asked: tuple[Question, ...]) -> Answers:
        kept = {
            q.id: {part.value: q.total if part.value == KEEP else 0 for part in q.parts}
            for q in asked
            if isinstance(q, Split) and q.topic == "budget" and game.world.round > 1
        }
        return cautious(game, seat, asked) | kept

    told = play_on(game, player).world.public["round 2"]
    assert all(told[f"queue.{good.id}"] == 0 for good in LAND.goods)
    assert told["unsold.grain"] > 0.5


def test_nobody_queues_where_prices_clear() -> None:
    """Statements of cautious bots are true, and a joint clearing of true statements is exact."""
    game = new_game(VALLEY, "open_access", rounds=2)
    told = play_on(game, bots_of(all_played_by(game, "cautious"))).world.public["round 2"]
    assert all(told[f"queue.{good.id}"] < 1e-6 for good in LAND.goods)
    assert told["queue_hours"] < 1e-6

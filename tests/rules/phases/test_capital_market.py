"""Capital under private ownership: who sells shares to anybody, and what is said ahead of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from allmende_bots.on_capitalism import levered
from allmende_rules.amounts import micro
from allmende_rules.events import Stated
from allmende_rules.game import Game
from allmende_rules.phases.market.enterprise import reach
from allmende_rules.phases.property.bankruptcy import (
    FOR_SALE,
    YOURS,
    ask_takeovers,
    preview_takeovers,
)
from allmende_rules.phases.property.capital_market import (
    IN_USE,
    STAKE,
    ask_capital,
    in_use,
    open_offer,
    profit_rate,
)
from allmende_rules.phases.property.capital_previews import TOO_LATE, preview_capital
from allmende_rules.phases.property.elections import preview_elections
from allmende_rules.phases.property.ownership import BROUGHT, BROUGHT_CHARGED
from allmende_rules.phases.property.regulation_previews import PULL, SAVED, preview_regulation
from allmende_rules.questions import Amount
from allmende_rules.view import view
from allmende_rules.world import World, fold
from tests.headless import VALLEY, all_played_by, bots_of, new_game, play, step

CARE, FIELD = "care_circle", "field_east"
"""A site that the house runs, and one of a seat."""


@pytest.fixture(scope="module")
def world() -> World:
    """The valley after three rounds."""
    return play(VALLEY, "capitalism", "cautious", rounds=3).world


def at_work(world: World, site: str, part: float) -> World:
    """A world in which a site earned much, with such a part of its machines in use."""
    made = int(part * reach(world, world.land.enterprise(site)))
    facts = {"output": made, "profit": micro(100)}
    return fold(world, [Stated("all", site, facts)])


def test_who_has_idle_machines_sells_no_shares(world: World) -> None:
    """However well a site earns, nobody is asked for money for machines beside idle ones."""
    busy, idle = at_work(world, CARE, 1.0), at_work(world, CARE, IN_USE / 2)
    offered, other = open_offer(busy), open_offer(idle)
    assert offered is not None
    assert offered.id == CARE
    assert other is None or (other.id != CARE and in_use(idle, other) >= IN_USE)
    assert any(one.id.startswith(STAKE) for one in ask_capital(busy, "ada"))


def test_a_bot_borrows_for_machines_that_are_short_alone(world: World) -> None:
    """In the last round, and beside idle machines, a loan brings nothing."""
    site = VALLEY.land.enterprise(CARE)
    question = Amount(
        id=f"borrow:{CARE}",
        topic="borrow",
        about=CARE,
        title="",
        help="",
        low=0,
        high=1000,
        default=0,
        unit="money",
    )
    holder = world.fact(CARE, "holder")

    def borrowed(part: float, round_: int) -> object:
        now = fold(at_work(world, CARE, part), [Stated("all", "table", {"round": round_})])
        return levered(view(now, holder), question)

    assert profit_rate(at_work(world, CARE, 1.0), site) > 1
    assert borrowed(1.0, 1) == question.high
    assert borrowed(IN_USE / 2, 1) == question.low
    assert borrowed(1.0, world.fact("table", "rounds")) == question.low


def test_who_runs_a_site_reads_that_it_may_lose_it(world: World) -> None:
    """The preview of a bid says so to its holder, and to nobody else."""
    now = fold(world, [Stated("all", FIELD, {FOR_SALE: True})])
    owner = now.fact(FIELD, "holder")
    assert owner in now.fact("table", "seats")
    for seat in now.fact("table", "seats"):
        asked = ask_takeovers(now, seat)
        texts = [line.text for line in preview_takeovers(view(now, seat), asked, {})]
        assert (YOURS in texts) == (seat == owner and bool(asked))


def openings() -> Iterator[tuple[Game, str]]:
    """A game before each of its phases, with each seat that is asked."""
    game = new_game(VALLEY, "capitalism", seed=2, rounds=3, dials={"harvest_tax": 0.5})
    while not game.finished:
        for seat in game.asked:
            yield game, seat
        step(game, bots_of(all_played_by(game, "cooperative")))


def test_previews_say_what_machines_taxes_and_lobbies_bring() -> None:
    """All fill their templates, and what is bought grows with the money."""
    texts: set[str] = set()
    for game, seat in openings():
        seen, asked = view(game.world, seat), game.asked[seat]
        for preview in (preview_capital, preview_elections, preview_regulation):
            fitting = {
                preview_capital: ("invest", "borrow", "stake"),
                preview_elections: ("harvest_tax", "carbon_tax", "income_levy"),
                preview_regulation: ("lobby", "interest", "enforce"),
            }[preview]
            questions = tuple([one for one in asked if one.topic in fitting])
            for line in preview(seen, questions, {}):
                assert "{" not in line.text.format(**line.facts)
                texts.add(line.text)
        for one in asked:
            if one.topic == "invest" and isinstance(one, Amount):
                little, much = (
                    preview_capital(seen, (one,), {one.id: value})[0].facts["more"]
                    for value in (one.high // 4, one.high)
                )
                assert float(little) < float(much)
    assert {PULL, SAVED, TOO_LATE} <= texts


def test_who_runs_a_site_hears_what_it_earned_and_kept() -> None:
    """What it earned, less wages and charges, is what it paid on shares and added to its cash."""
    game = play(VALLEY, "capitalism", "cooperative", rounds=2, dials={"harvest_tax": 0.5})
    told = [
        event.facts
        for entry in game.entries
        for event in getattr(entry.body, "events", ())
        if getattr(event, "text", "") in {BROUGHT, BROUGHT_CHARGED}
    ]
    assert len(told) == 2 * len([s for s in VALLEY.land.enterprises if runs(game.world, s.id)])
    assert any(facts["charges"] for facts in told)
    for facts in told:
        if facts["profit"]:
            assert facts["cash"] == pytest.approx(facts["balance"])


def runs(world: World, site: str) -> bool:
    """Whether a seat runs it, and not the house."""
    return bool(world.fact(site, "holder") in world.fact("table", "seats"))

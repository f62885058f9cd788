"""Private ownership keeps its books: shares, profits, credit money, what is off, and the way out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import log10

import pytest

from allmende_rules.events import Posted as Posting
from allmende_rules.events import Told
from allmende_rules.game import Game
from allmende_rules.inventory import strays
from allmende_rules.mechanisms.shares import HELD, WHOLE
from allmende_rules.phases.property.credit_market import LOAN
from allmende_rules.phases.property.ownership import BANK, PROFIT, SHARE, shareholders
from allmende_rules.questions import Answers, Question
from allmende_rules.record import Resolved
from allmende_rules.system import preset_dials
from allmende_rules.systems.capitalism import CAPITALISM
from allmende_rules.world import World, fold
from tests.headless import (
    NATION,
    SCENARIOS,
    VALLEY,
    all_played_by,
    bots_of,
    mixed,
    new_game,
    play,
    play_on,
)

each_clearing = pytest.mark.parametrize("clearing", [0.0, 1.0], ids=["joint", "posted"])
each_scenario = pytest.mark.parametrize("scenario", SCENARIOS)
PRESETS = [preset.id for preset in CAPITALISM.presets]


@each_scenario
def test_ownership_is_conserved(scenario: str) -> None:
    """All shares that were issued and not cancelled are with households; all profit was paid on them."""
    game = play(SCENARIOS[scenario], "capitalism", "greedy", rounds=6)
    world = game.world
    for body in [BANK, *(site.id for site in world.land.enterprises)]:
        asset = SHARE + body
        held = sum(shareholders(world, body).values())
        assert held == -world.amount("@issued", asset) - world.amount("@lost", asset)
        assert held >= WHOLE
        assert world.amount(PROFIT + body) == 0
    moves = [move for posting in postings(game) for move in posting.moves]
    earned = sum([move.amount for move in moves if move.target.startswith(PROFIT)])
    paid = sum([move.amount for move in moves if move.source.startswith(PROFIT)])
    assert earned == paid > 0


def postings(game: Game) -> list[Posting]:
    """All postings of a game."""
    return [
        event
        for entry in game.entries
        if isinstance(entry.body, Resolved)
        for event in entry.body.events
        if isinstance(event, Posting)
    ]


@each_scenario
@each_clearing
def test_credit_money_is_claims_and_losses(scenario: str, clearing: float) -> None:
    """After every round: money = money of the opening + claims + losses that are not covered yet."""
    dials = {"clearing": clearing, "ltv": 0.95, "spread": 0.3}
    game = play(SCENARIOS[scenario], "capitalism", "greedy", rounds=8, dials=dials)
    opening = _money(game.snapshots[0][2])
    lent = 0
    for number in range(1, 9):
        world = game.snapshots[number][2]
        claims = sum([world.amount(BANK, LOAN + site.id) for site in world.land.enterprises])
        lost: int = world.fact(BANK, "uncovered", 0)
        assert _money(world) == opening + claims + lost, number
        lent = max(lent, claims)
    assert lent > 0


def _money(world: World) -> int:
    return sum([book.get("money", 0) for name, book in world.ledger.items() if name[0] != "@"])


def test_shares_lie_as_the_dials_say() -> None:
    """Equal a head at 0; with the founder's family at 1; by the Pareto law the richest tenth hold 70 %."""
    people = {group.id: group.people for group in NATION.land.households}
    whole = sum(people.values())
    equal, founders, pareto = (
        new_game(NATION, "capitalism", dials=dials).world
        for dials in ({"inherited": 0.0}, {"inherited": 1.0}, {"inherited": 1.0, "fortunes": 1.0})
    )
    for site in NATION.land.enterprises:
        for home, held in shareholders(equal, site.id).items():
            assert held * whole == pytest.approx(WHOLE * people[home], rel=1e-6)
        assert shareholders(founders, site.id) == {site.household: WHOLE}
        ranked = sorted(shareholders(pareto, site.id).items(), key=lambda one: -one[1])
        richest = dict(ranked[:2])
        tenth = sum(people[home] for home in richest) / whole
        assert sum(richest.values()) / WHOLE == pytest.approx(HELD ** -log10(tenth), rel=1e-3)


OFF: Mapping[str, tuple[Mapping[str, float], set[str]]] = {
    "credit": ({"ltv": 0.0}, {"borrow"}),
    "entry": ({"entry": 0.0}, {"stake"}),
    "exit": ({"exit": 0.0}, {"takeover"}),
    "lobbying": ({"lobbying": 0.0}, {"lobby"}),
    "votes": (
        {"tax_vote": 0.0},
        {"lobby", "enforce", "harvest_tax", "carbon_tax", "income_levy"},
    ),
    "harvest cap": ({"harvest_cap": 1.0}, {"effort", "harvest_tax"}),
}


def topics(dials: Mapping[str, float]) -> Counter[str]:
    """How often each topic is asked about among greedy bots in the valley."""
    game = new_game(VALLEY, "capitalism", rounds=8, dials={"clearing": 0.0, **dials})
    seen: Counter[str] = Counter()

    def watch(game: Game, seat: str, asked: tuple[Question, ...]) -> Answers:
        seen.update([question.topic for question in asked])
        return bots_of(all_played_by(game, "greedy"))(game, seat, asked)

    play_on(game, watch)
    return seen


@pytest.mark.parametrize("institution", OFF)
def test_what_is_off_is_not_asked_about(institution: str) -> None:
    """With its dial off an institution asks nobody anything; with it on it does, but for a sky."""
    dials, gone = OFF[institution]
    usual = topics({"ltv": 0.95, "spread": 0.3})
    assert gone - set(usual) <= {"carbon_tax"}
    assert gone & set(topics(dials)) == set()


@pytest.mark.parametrize("preset", PRESETS)
@each_scenario
def test_every_preset_plays(scenario: str, preset: str) -> None:
    """Each variant and setting is played to the end by a mix of minds."""
    dials = preset_dials(CAPITALISM, [preset])
    game = new_game(SCENARIOS[scenario], "capitalism", rounds=4, dials=dials)
    assert play_on(game, bots_of(mixed(game))).finished


@each_scenario
def test_who_leaves_gives_everything_back(scenario: str) -> None:
    """No share, claim or public money is left, and only debts were cancelled: no money is lost."""
    dials = {"clearing": 0.0, "ltv": 0.95}
    game = play(SCENARIOS[scenario], "capitalism", "greedy", rounds=4, dials=dials)
    after = fold(game.world, CAPITALISM.leave(game.world))
    assert [stray for stray in strays(after) if stray.startswith("The account")] == []
    assert _money(after) == _money(game.world)
    told = [event for event in CAPITALISM.leave(game.world) if isinstance(event, Told)]
    assert {event.to for event in told} == set(game.header.seats)

"""Recall: the assembly decides who plans; role and plants change hands, people keep their own."""

from __future__ import annotations

import pytest

from allmende_rules.amounts import MICRO
from allmende_rules.events import Stated
from allmende_rules.game import Game, new_header
from allmende_rules.ledger import balances
from allmende_rules.phases.assembly.office import candidates, elect, offices, open_offices
from allmende_rules.questions import Motion
from allmende_rules.view import view
from allmende_rules.world import fold
from tests.conformance.tables import books
from tests.headless import VALLEY, bots_of, mixed, play_on
from tests.rules.assembly.sittings import (
    ELI,
    FAY,
    GUS,
    HANA,
    debate,
    laws,
    motion,
    move,
    next_sitting,
    opened,
    pass_motion,
    past,
    vote,
)


def plants(game: Game, seat: str) -> set[str]:
    """The planned plants that a seat holds."""
    planned = {site.id for site in game.world.land.enterprises if site.planned}
    return planned & set(game.world.held(seat))


def recall(game: Game, *, to: str) -> None:
    """All vote to put somebody else into the planner's place."""
    pass_motion(game, "planner", candidates(game.world).index(to))


def asked_about(game: Game, topic: str) -> set[str]:
    """The seats that are asked about a topic in the next phase in which anybody is."""
    while not game.finished:
        found = {seat for seat, asked in game.asked.items() if any(q.topic == topic for q in asked)}
        if found:
            return found
        game.close()
    return set()


def test_a_recall_exchanges_roles_and_plants() -> None:
    """The new planner holds the planned plants, and nothing else of the old one's; who held them sits."""
    game = opened()
    world, had = game.world, plants(game, HANA)
    assert had
    recall(game, to=FAY)
    assert [game.world.fact(seat, "role") for seat in (FAY, HANA)] == ["planner", "member"]
    assert (plants(game, FAY), plants(game, HANA)) == (had, set())
    assert {game.world.fact(plant, "holder") for plant in had} == {FAY}
    assert set(game.world.held(HANA)) == set(world.held(HANA)) - had
    assert set(game.world.held(FAY)) == set(world.held(FAY)) | had
    assert game.world.fact("offices", "planner") == FAY


def test_every_unit_has_one_holder_after_a_recall() -> None:
    """Holdings and holders agree for all seats."""
    game = opened()
    recall(game, to=GUS)
    for seat in game.seats:
        assert all(game.world.fact(unit, "holder") == seat for unit in game.world.held(seat))
    units = [unit for seat in game.seats for unit in game.world.held(seat)]
    land = game.world.land
    every = [home.id for home in land.households] + [site.id for site in land.enterprises]
    assert sorted(units) == sorted(every)


def test_questions_follow_the_role() -> None:
    """From that round on the new planner plans, and the old one votes; the assembly is as large."""
    game = opened()
    recall(game, to=FAY)
    assert asked_about(game, "basics") == {FAY}
    next_sitting(game)
    assert asked_about(game, "dividend") == {ELI, GUS, HANA}


def test_a_new_planner_knows_the_plants_and_the_old_one_no_longer() -> None:
    """What is private to a plant goes with it, but for what was the predecessor's own affair."""
    game = opened()
    had = plants(game, HANA)
    recall(game, to=FAY)
    assert had <= set(view(game.world, FAY).own)
    assert not had & set(view(game.world, HANA).own)
    for plant in had:
        assert game.world.secret(plant, "markup") is None
        assert game.world.secret(plant, "theta") is not None


def test_an_election_is_kept_and_makes_no_law() -> None:
    """There is nothing to repeal; the next motion elects another."""
    game = opened()
    recall(game, to=FAY)
    assert laws(game) == {}
    assert past(game, "planner")["fate"] == "passed"
    assert past(game, "planner")["motion"]["now_text"] == "Hana"
    assert past(game, "planner")["text"] == "Fay"
    next_sitting(game)
    move(game, eli=motion("planner", candidates(game.world).index(HANA)))
    debate(game, gus={"second": ("planner",)})
    vote(game, **{seat: {"vote:planner": "motion"} for seat in (ELI, GUS)})
    assert game.world.fact("offices", "planner") == HANA


def test_mandates_stay_with_the_person() -> None:
    """Who is recalled is still measured by what they were asked to care about."""
    game = opened(rounds=2)
    recall(game, to=FAY)
    play_on(game, bots_of(mixed(game)))
    wanted = {seat.id: seat.mandate.goals for seat in game.world.land.seats}
    for seat in (FAY, HANA):
        met = [one["text"] for one in game.world.fact("mandates", seat)]
        assert met == [goal.text for goal in wanted[seat]]


@pytest.mark.parametrize("seed", range(3))
def test_a_game_plays_on_after_a_recall(seed: int) -> None:
    """The ledger stays exact, and every round is measured."""
    game = opened(rounds=4)
    recall(game, to=FAY)
    play_on(game, bots_of(mixed(game, seed)))
    assert game.finished
    assert all(balance.exact for book in books(game) for balance in book.values())
    assert all(balance.exact for balance in balances({}, game.world.ledger).values())


def test_two_planners_are_recalled_one_by_one() -> None:
    """Each office is a matter of its own; who is elected out of the other office exchanges with it."""
    game = opened(rounds=2)
    world = fold(game.world, [Stated("all", GUS, {"role": "planner"})])
    game.world = fold(world, open_offices(world))
    first, second = offices(game.world)
    assert (first.dial, first.label) == ("planner", "Planning commissioner, now Gus")
    assert (second.dial, second.names[second.now // MICRO]) == ("planner_2", "Hana")
    had = plants(game, HANA)
    places = {seat: at * MICRO for at, seat in enumerate(candidates(game.world))}
    swapped = fold(game.world, elect(game.world, "planner", places[HANA]))
    assert swapped.public["offices"] == {"planner": HANA, "planner_2": GUS}
    assert had <= set(swapped.held(GUS))
    both = fold(swapped, elect(swapped, "planner_2", places[ELI]))
    assert {s: both.fact(s, "role") for s in (ELI, GUS, HANA)} == {
        ELI: "planner",
        GUS: "member",
        HANA: "planner",
    }
    assert had <= set(both.held(ELI))


def test_without_a_planner_at_the_table_there_is_no_office() -> None:
    """Nobody can be recalled where nobody plans, nor replaced where nobody else sits."""
    for seats in (("ada", ELI, FAY), ("ada", HANA)):
        game = Game(new_header(VALLEY, system="dmnc", seed=1, rounds=1, seats=seats))
        game.start()
        motions = [q for asked in game.asked.values() for q in asked if isinstance(q, Motion)]
        assert all("planner" not in [one.dial for one in q.dials] for q in motions)
        assert bool(motions) == (HANA not in seats)

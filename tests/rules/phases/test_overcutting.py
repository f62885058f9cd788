"""Over-cutting: it is off by default, the stock loses it, and only the holder's books and eyes show it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from allmende_rules.amounts import units
from allmende_rules.ledger import balances, overdrawn
from allmende_rules.phases.courts.overcutting import BEYOND
from allmende_rules.phases.units import HUNDRED
from allmende_rules.questions import Answers
from allmende_rules.view import view
from tests.headless import VALLEY, new_game, play_on
from tests.rules.phases.courtroom import (
    NORTH,
    SOUTH,
    against,
    opened,
    over,
    played,
    saying,
    told,
    yes,
)

SILENT = saying()


def test_lots_bind_physically_unless_the_dial_says_otherwise() -> None:
    """By default nobody is asked, and no licensed site takes more than its lots."""
    game = new_game(VALLEY, "dmnc", rounds=2)
    topics = set[str]()
    while not game.finished:
        topics |= {q.topic for asked in game.asked.values() for q in asked}
        for name, lot in game.world.fact("lots", "forest", {}).get("lots", {}).items():
            assert game.world.fact(name, "harvest", 0) <= lot["quantity"]
        game.close()
    assert not topics & {"overcut", "complaint", "appeal", "verdict", "renew", "return", "pass_on"}
    assert "court" not in game.world.public


def test_silence_keeps_to_the_lots() -> None:
    """Where lots can be passed, nothing changes as long as nobody does."""
    kept, bound = played(opened(), SILENT, rounds=2), new_game(VALLEY, "dmnc", rounds=4)
    played(bound, SILENT, rounds=2)
    for number in (1, 2):
        mine, theirs = (game.world.public[f"round {number}"] for game in (kept, bound))
        same = {n: v for n, v in theirs.items() if not n.startswith("dial.")}
        assert {name: mine[name] for name in same} == same
        assert mine["overharvest"] == 0


def test_what_is_taken_beyond_lots_is_lost_to_the_stock_and_missing_from_the_books() -> None:
    """The public harvest is what lots allow; the stock lost more, and exactly the rest is missing."""
    game = played(opened(), saying(overcut=over(NORTH)), rounds=1)
    lawful = played(opened(), SILENT, rounds=1)
    world = game.world
    lots = world.fact("lots", "forest")["lots"][NORTH]["quantity"]
    taken = world.fact("forest", "harvest")
    booked = sum(world.fact(site, "harvest") for site in (NORTH, SOUTH, "woodcutters"))
    hidden = world.secret(NORTH, "undeclared")
    assert world.fact(NORTH, "harvest") <= lots
    assert hidden > 0
    assert taken == pytest.approx(units(booked + hidden), abs=1e-5)
    assert world.fact("court", "missing")["forest"] == pytest.approx(hidden, abs=10)
    assert world.fact("forest", "stock") < lawful.world.fact("forest", "stock")
    assert "more were taken than all books show" in told(game, "inspect", 1)[0]


def test_only_the_holder_knows_what_its_books_hide() -> None:
    """Its own indicators tell the truth; no view of another says who took how much."""
    game = played(opened(), saying(overcut=over(NORTH)), rounds=1)
    true = units(game.world.fact(NORTH, "harvest") + game.world.secret(NORTH, "undeclared"))
    assert game.world.secret("ben", "round 1")[f"harvest.{NORTH}"] == pytest.approx(true)
    for seat in (*game.seats, None):
        seen = view(game.world, seat)
        assert (seen.secret(NORTH, "unbooked") is not None) == (seat == "ben")
        assert "books" not in seen.public


def test_all_that_is_made_is_measured_in_the_books_or_not() -> None:
    """The valley's output counts what was sold, whoever booked it."""
    game = played(opened(), saying(overcut=over(NORTH)), rounds=1)
    made = {site.id: game.world.fact(site.id, "output") for site in VALLEY.land.makers["timber"]}
    whole = sum(made.values()) + game.world.secret(NORTH, "unbooked")
    assert game.world.public["round 1"]["output.timber"] == units(whole)


def test_the_books_are_whole_again_when_lots_are_kept() -> None:
    """What was hidden last round is not carried on."""
    game = played(opened(), saying(overcut=over(NORTH)), rounds=1)
    played(game, saying(overcut=over()), rounds=2)
    assert game.world.secret(NORTH, "unbooked") == 0
    assert game.world.fact("court", "missing")["forest"] == 0


def test_a_preview_says_what_going_beyond_would_bring() -> None:
    """How much, its worth, the chance of an inspection, and the step of the ladder that comes next."""
    game = opened(inspection=0.4)
    while not any(q.topic == "overcut" for q in game.asked.get("ben", ())):
        game.close()
    asked = game.asked["ben"]
    draft: Answers = {q.id: HUNDRED for q in asked if q.topic == "overcut"}
    said = game.phase.preview(view(game.world, "ben"), asked, draft)
    (line,) = [one for one in said if one.text == BEYOND]
    assert line.facts["chance"] == 40
    assert line.facts["faced"] == "a warning"
    assert line.facts["over"] == line.facts["most"] > 0


def test_books_are_exact_with_fines_and_costs() -> None:
    """Six rounds of over-cutting and penalties: no money or good is made or lost, nobody overdrawn."""
    game = opened(rounds=6, inspection=1)
    play_on(game, saying(overcut=over(NORTH, SOUTH), complaint=against(NORTH, "fay"), appeal=yes))
    ledgers = [game.snapshots[number][2].ledger for number in range(7)]
    for before, after in pairwise(ledgers):
        assert all(balance.exact for balance in balances(before, after).values())
        assert overdrawn(after) == []
    assert any(game.world.public[f"round {n}"]["fines"] for n in range(1, 7))

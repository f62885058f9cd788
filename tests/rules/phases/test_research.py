"""Research: what it brings to who pays, and what others learn from it."""

from __future__ import annotations

from math import log

import pytest

from allmende_rules.game import Game
from allmende_rules.ledger import balances
from allmende_rules.phases.research import LAB, RESEARCH, ask_research, payer
from allmende_rules.questions import Amount
from tests.headless import VALLEY, new_game
from tests.rules.phases.nation import NATION, played

SPEAKER = NATION.land.seats[0]
SITE = SPEAKER.enterprises[0]
TRADE = NATION.land.enterprise(SITE).good
MONEY = 1_500_000


def levels(said: int) -> tuple[dict[str, float], Game]:
    """What each maker of the trade knows after two rounds in which the first seat pays this much."""
    game = played(2, said={SPEAKER.id: {RESEARCH + SITE: said}})
    return {e.id: game.world.secret(e.id, "level") for e in NATION.land.makers[TRADE]}, game


def test_who_pays_for_research_knows_more() -> None:
    """The site that pays gets better than it would have, and more than its rivals do."""
    paid, _ = levels(MONEY)
    unpaid, _ = levels(0)
    gain = {site: log(paid[site] / unpaid[site]) for site in paid}
    assert gain[SITE] > 0.005
    assert all(gain[SITE] > gain[other] for other in gain if other != SITE)


def test_others_imitate() -> None:
    """The rivals close a part of the gap, in the round after."""
    paid, _ = levels(MONEY)
    unpaid, _ = levels(0)
    assert all(paid[other] > unpaid[other] for other in paid if other != SITE)


def test_research_goods_are_used_up() -> None:
    """Nothing of what research bought is left, and the ledger is exact."""
    _, game = levels(MONEY)
    lab = game.world.ledger[LAB + SITE]
    assert sum(amount for asset, amount in lab.items() if asset != "money") == 0
    before, after = game.snapshots[1][2], game.snapshots[2][2]
    for balance in balances(before.ledger, after.ledger).values():
        assert balance.opening + balance.made + balance.issued == (
            balance.closing + balance.used + balance.lost
        )


def test_whoever_runs_a_site_may_pay() -> None:
    """One question a site, within a tenth of what the payer has; planned plants are not asked."""
    world = new_game(NATION, "dmnc").world
    for seat in NATION.land.seats:
        questions = ask_research(world, seat.id)
        own = [e for e in seat.enterprises if not NATION.land.enterprise(e).planned]
        assert [question.about for question in questions] == own
        for question in questions:
            assert isinstance(question, Amount)
            purse = payer(world, NATION.land.enterprise(question.about))
            assert 0 < question.high <= world.amount(purse) // 10


def test_a_land_without_research_does_not_ask() -> None:
    """The valley has none."""
    world = new_game(VALLEY, "dmnc").world
    assert all(ask_research(world, seat.id) == () for seat in VALLEY.land.seats)


def test_too_much_is_refused() -> None:
    """More than a tenth of the purse is no answer."""
    game = new_game(NATION, "dmnc")
    while not any(q.topic == "research" for q in game.asked.get(SPEAKER.id, ())):
        game.close()
    (question,) = [q for q in game.asked[SPEAKER.id] if q.topic == "research"]
    assert isinstance(question, Amount)
    with pytest.raises(Exception, match="outside"):
        game.submit(SPEAKER.id, {question.id: question.high + 1}, by="test")

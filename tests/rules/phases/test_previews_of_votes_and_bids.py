"""Previews of votes and bids: what holds for who abstains, and the lowest fee that is taken."""

from __future__ import annotations

import pytest

from allmende_rules.amounts import units
from allmende_rules.game import Game
from allmende_rules.phases.assembly.congress import preview_caps, statutory_cap
from allmende_rules.phases.commons.carbon import VOTE, preview_carbon, statutory_carbon_cap
from allmende_rules.phases.commons.licences import BELOW_RESERVE, WORTH, preview_sites
from allmende_rules.phases.commons.site_licences import reserve
from allmende_rules.view import view
from tests.headless import VALLEY, all_played_by, bots_of, new_game
from tests.rules.phases.nation import NATION


@pytest.fixture
def congress() -> Game:
    """The nation's congress is open for the first time."""
    return new_game(NATION, "dmnc", seed=1, rounds=2)


def test_who_abstains_from_a_cap_reads_what_the_statutes_would_leave(congress: Game) -> None:
    """It is the stock that a vote for the statutes' cap foresees, and no harvest of nothing."""
    member = next(seat for seat, asked in congress.asked.items() if asked)
    seen, asked = view(congress.world, member), congress.asked[member]
    caps = [one for one in asked if one.topic == "cap"]
    assert caps
    for question in caps:
        cap = statutory_cap(congress.world, question.about)
        (none,) = preview_caps(seen, (question,), {question.id: None})
        (voted,) = preview_caps(seen, (question,), {question.id: cap})
        assert none.text.startswith("You abstain")
        assert voted.facts.items() <= none.facts.items()
        assert none.facts["cap"] == round(units(cap), 1)


def test_who_abstains_from_the_carbon_cap_reads_that_of_the_statutes(congress: Game) -> None:
    """And not that all emissions would end."""
    member = next(seat for seat, asked in congress.asked.items() if asked)
    (line,) = preview_carbon(view(congress.world, member), congress.asked[member], {VOTE: None})
    cap = statutory_carbon_cap(congress.world)
    assert cap is not None
    assert line.text.startswith("You abstain")
    assert line.facts["cap"] == round(units(cap), 1)


def test_who_bids_for_a_site_reads_the_lowest_fee_that_is_taken() -> None:
    """It is the reserve of the auction; where a site left less, that is said."""
    game = new_game(VALLEY, "dmnc", seed=1, rounds=6)
    answers, texts = bots_of(all_played_by(game, "cautious")), set[str]()
    while not game.finished:
        for seat, asked in game.asked.items():
            for line in preview_sites(view(game.world, seat), asked):
                site = VALLEY.land.enterprise(line.question.removeprefix("site:"))
                lowest = units(reserve(game.world, site))
                assert line.facts["reserve"] == round(lowest, 1)
                if abs(line.facts["left"] - lowest) > 0.05:
                    told = WORTH if line.facts["left"] > lowest else BELOW_RESERVE
                    assert line.text == told
                texts.add(line.text)
            game.submit(seat, answers(game, seat, asked))
        game.close()
    assert texts == {WORTH, BELOW_RESERVE}

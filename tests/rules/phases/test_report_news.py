"""What the report tells: sentences whose numbers add up, and read as the headlines do."""

from __future__ import annotations

import pytest

from allmende_rules.events import Told
from allmende_rules.game import Game
from allmende_rules.headlines import INCOME
from allmende_rules.phases.causes import ON_LAST_ROUND, PAID_TO_ALL, TOOK_IN
from allmende_rules.phases.commons.rent import RENT
from allmende_rules.record import Resolved
from tests.headless import VALLEY, play
from tests.rules.phases.nation import two_rounds


def told(game: Game, *texts: str) -> list[Told]:
    """What a game has told with texts that begin so."""
    return [
        event
        for entry in game.entries
        if isinstance(entry.body, Resolved)
        for event in entry.body.events
        if isinstance(event, Told) and event.text.startswith(texts)
    ]


def test_all_of_the_rent_went_somewhere() -> None:
    """Renewal, basics and dividend add up to what was shared out."""
    found = told(two_rounds(), RENT)
    assert len(found) == 2
    for one in found:
        parts = sum(one.facts[name] for name in ("renewal", "basics", "dividend"))
        assert parts == pytest.approx(one.facts["rent"], abs=0.21)
        assert one.facts["rent"] > 0


def test_a_change_of_income_reads_as_in_the_headline() -> None:
    """Signed, and the difference of what was shown of both rounds."""
    game = two_rounds()
    found = [one for one in told(game, TOOK_IN) if ON_LAST_ROUND in one.text]
    assert found
    for one in found:
        last, now = (
            INCOME.shown(game.world.secret(one.to, f"round {number}")["income"])
            for number in (1, 2)
        )
        assert one.facts["change"] == f"{now - last:+.1f}"


@pytest.mark.parametrize(("system", "pays"), [("open_access", False), ("dmnc", True)])
def test_a_dividend_is_told_where_one_is_paid(system: str, pays: bool) -> None:
    """By its name, which is not that of what shares pay; where none is paid nothing is said of it."""
    game = play(VALLEY, system, "cautious", rounds=1)
    found = told(game, TOOK_IN)
    assert found
    for one in found:
        paid = round(game.world.secret(one.to, "round 1")["dividend"], 1)
        assert (PAID_TO_ALL in one.text) == (paid > 0)
        assert ("dividend" in one.text.format(**one.facts)) == (paid > 0)
    assert any(PAID_TO_ALL in one.text for one in found) == pays


def test_the_end_tells_of_the_first_and_last_temperature() -> None:
    """Where the land has a climate; elsewhere there is none to tell of."""
    end = two_rounds().world.public["end"]
    assert end["first"]["temperature"] < end["last"]["temperature"]
    assert VALLEY.land.climate is None

"""Stand-in law: what is published is what holds."""

import pytest
from msgspec.structs import replace

from allmende_bots.registry import BOTS
from allmende_scenarios.catalogue import load_scenario
from allmende_scenarios.elastic import for_people
from allmende_scenarios.standins import DEFAULT, describe_law, law

VALLEY = load_scenario("valley")
RULES = {bot.id: bot.rule for bot in BOTS.values()}


def test_each_seat_has_the_law_of_its_role() -> None:
    """In the file, and at a larger table."""
    assert [law(VALLEY, seat) for seat in ("ada", "eli", "hana")] == ["cautious", DEFAULT, DEFAULT]
    larger = for_people(VALLEY, 40)
    assert [law(larger, seat) for seat in ("ada_3", "eli_5")] == ["cautious", DEFAULT]


def test_without_a_word_silence_means_what_is_proposed() -> None:
    """For every role."""
    plain = replace(VALLEY, standins={})
    assert {law(plain, seat.id) for seat in plain.land.seats} == {DEFAULT}


def test_a_seat_that_there_is_not_has_no_law() -> None:
    """The sentence names those that there are, and the nearest."""
    with pytest.raises(LookupError, match=r"no seat “adda”; there are ada, .* nearest is \"ada\""):
        law(VALLEY, "adda")


@pytest.mark.parametrize("name", [DEFAULT, *BOTS])
def test_every_law_has_its_sentence(name: str) -> None:
    """A bot's says the bot's rule."""
    told = describe_law(name, RULES)
    assert told.startswith("If nobody answers for a seat in time, ")
    assert (name == DEFAULT) == ("a bot" not in told)
    assert RULES.get(name, "") in told


def test_laws_differ_in_what_they_say() -> None:
    """No two laws read alike."""
    assert len({describe_law(name, RULES) for name in (DEFAULT, *BOTS)}) == 1 + len(BOTS)

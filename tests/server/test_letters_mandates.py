"""What a seat is offered with: its mandate under the system that is in force."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from allmende_protocol import messages as m
from allmende_rules.scenario import Act
from allmende_server.letters import offered
from allmende_server.place import Place
from tests.headless import bots_of, mixed, new_game, play_on
from tests.scenarios_tiny import MANDATE, TINY

PLANNED = replace(MANDATE, text="Let the shore live by the plan.")
SHORE = replace(TINY.land.seats[0], under={"command": PLANNED})
LAKE = replace(TINY, land=replace(TINY.land, seats=(SHORE, *TINY.land.seats[1:])))


@pytest.mark.parametrize(("before", "text"), [(1, MANDATE.text), (2, PLANNED.text)], ids=str)
def test_a_seat_is_offered_with_the_mandate_in_force(before: int, text: str) -> None:
    """In the second round the state has taken over, and who sits down is told what it asks then."""
    game = new_game(LAKE, "open_access", rounds=2, then=[Act(system="command", rounds=1)])
    play_on(game, bots_of(mixed(game)), before=before)
    letter = offered(game, Place("ann", 1), "offer", 1)
    assert isinstance(letter, m.Offered)
    assert letter.mandate == text

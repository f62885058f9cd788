"""The agenda: room for some motions, and a count that chooses among more."""

from __future__ import annotations

import pytest

from allmende_rules.phases.assembly.floor import AGENDA_METHODS
from tests.headless import fork
from tests.rules.assembly.sittings import (
    MEMBERS,
    debate,
    floor_of,
    motion,
    move,
    opened,
    past,
)

CROWD = {"eli": motion("term", 6), "fay": motion("grace", 2), "gus": motion("reserve", 1)}


@pytest.mark.parametrize("room", [1, 2, 3])
def test_the_agenda_holds_as_many_motions_as_the_dial_says(room: int) -> None:
    """Of three that are seconded, those that find no place fall, and the count is kept."""
    game = opened(agenda=room)
    move(game, **CROWD)
    debate(game, **{seat: {"second": _others(seat)} for seat in MEMBERS})
    assert len(floor_of(game)) == room
    for dial in {"term", "grace", "reserve"} - set(floor_of(game)):
        assert past(game, dial)["fate"] == "off_agenda"
        assert past(game, dial)["agenda"]["method"] == "phragmen"
        assert past(game, dial)["agenda"]["ballots"] == 3


def _others(seat: str) -> tuple[str, ...]:
    return tuple(m.dial for other, m in CROWD.items() if other != seat)


def test_the_method_of_the_agenda_matters() -> None:
    """Two members want the same two motions, and one a third.

    Approval gives both places to the majority; the proportional methods give the third its own.
    """
    placed = []
    for method in range(len(AGENDA_METHODS)):
        game = opened(agenda=2, agenda_method=method, seconds=0)
        move(game, eli=motion("reserve", 1), fay=motion("term", 6), gus=motion("grace", 2))
        debate(game, fay={"second": ("grace",)}, gus={"second": ("term",)})
        placed.append(set(floor_of(game)))
    assert placed[0] == {"term", "grace"}
    assert all("reserve" in agenda for agenda in placed[1:])


def test_seconding_decides_nothing() -> None:
    """Whether a motion is seconded changes what is put, and neither money nor rules."""
    game = opened()
    move(game, eli=motion("term", 6))
    other = fork(game)
    debate(game)
    debate(other, fay={"second": ("term",)})
    assert game.world.ledger == other.world.ledger
    assert game.world.public["dials"] == other.world.public["dials"]

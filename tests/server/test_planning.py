"""The planner's board at a table: who may have it, from what it is worked out, and how often."""

from __future__ import annotations

import pytest

from allmende_protocol import messages as m
from allmende_rules.phases.commons.basics_board import board
from allmende_rules.phases.units import percent
from allmende_rules.view import view
from allmende_scenarios.catalogue import load_scenario
from allmende_server.planning import PAUSE
from allmende_server.table import TableSettings
from tests.server.parlour import Parlour, refusal, seated

VALLEY = load_scenario("valley")
HALF = {"grain": percent(0.5), "timber": percent(0.5), "care": percent(0.5)}


def valley(*seats: str, system: str = "dmnc") -> Parlour:
    """A started table of the valley with people at these seats, and bots at the others."""
    return seated(*seats, laid=TableSettings(VALLEY, system, seed=3, rounds=8, by_host=True))


def test_the_planner_gets_the_board_of_its_own_view_and_nobody_else_does() -> None:
    """What is told is what the rules work out from the view of the seat; others hear nothing."""
    parlour = valley("hana", "eli")
    parlour.send(1, m.AskPlan(HALF, 2, 7))
    world = parlour.room._game.world
    told = parlour.last(1, m.Planned)
    assert told.nonce == 7
    assert told.board == board(view(world, "hana"), dict.fromkeys(HALF, 0.5), {}, 2)
    assert len(told.board.covered) == 2
    assert parlour.all(2, m.Planned) == []


@pytest.mark.parametrize(
    ("seat", "system"), [("eli", "dmnc"), ("ada", "dmnc"), ("hana", "open_access")]
)
def test_who_does_not_plan_is_refused(seat: str, system: str) -> None:
    """Members, licensees, and everybody where there is no basics fund."""
    parlour = valley(seat, system=system)
    assert refusal(parlour.send(1, m.AskPlan(HALF, 1, 3))).refusal.code == "not_planner"


@pytest.mark.parametrize(
    ("targets", "code"),
    [
        ({"gold": percent(0.5)}, "not_an_option"),
        ({"grain": percent(1.01)}, "out_of_bounds"),
        ({"grain": -1}, "out_of_bounds"),
    ],
)
def test_targets_that_cannot_be_set_are_refused(targets: dict[str, int], code: str) -> None:
    """A good that is no need, and more than all or less than nothing of one; then a plan still comes."""
    parlour = valley("hana")
    assert refusal(parlour.send(1, m.AskPlan(targets, 1, 3))).refusal.code == code
    parlour.send(1, m.AskPlan(HALF, 1, 4))
    assert parlour.last(1, m.Planned).nonce == 4


def test_two_plans_at_once_are_one_too_many() -> None:
    """A second within a moment is refused, so that a seat cannot hold up its table; later it comes."""
    parlour = valley("hana")
    parlour.send(1, m.AskPlan(HALF, 1, 3))
    assert refusal(parlour.send(1, m.AskPlan(HALF, 1, 4))).refusal.code == "too_fast"
    parlour.now += PAUSE
    parlour.send(1, m.AskPlan(HALF, 1, 5))
    assert parlour.last(1, m.Planned).nonce == 5


def test_statements_that_are_being_typed_count() -> None:
    """Half of the hours a visit takes, in a draft, is what the plan has for the clinic."""
    parlour = valley("hana")
    parlour.send(1, m.AskPlan(HALF, 1, 3))
    plain = {plant.site: plant for plant in parlour.last(1, m.Planned).board.plants}
    parlour.send(1, m.Draft(parlour.opened(1).key, {"norm:clinic": percent(0.5)}))
    parlour.now += PAUSE
    parlour.send(1, m.AskPlan(HALF, 1, 4))
    bent = {plant.site: plant for plant in parlour.last(1, m.Planned).board.plants}
    assert parlour.opened(1).phase == "allocate"
    assert bent["clinic"].labour == pytest.approx(plain["clinic"].labour / 2)


def test_goods_left_out_keep_the_target_of_the_answers() -> None:
    """A plan that names one good has for the others what stands, or what is being typed."""
    parlour = valley("hana")
    parlour.send(1, m.Draft(parlour.opened(1).key, {"basics:care": percent(0.2)}))
    parlour.send(1, m.AskPlan({"grain": percent(0.5)}, 1, 4))
    rows = {row.good: row.target for row in parlour.last(1, m.Planned).board.rows}
    assert rows == {"grain": 0.5, "timber": 1.0, "tools": 0.0, "care": 0.2}

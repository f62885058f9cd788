"""Looking ahead at a table: which motions, how many at a time, and who is told what came of it."""

import pytest

from allmende_bots.foresight import foresee
from allmende_protocol import messages as m
from allmende_rules.answers import refuse
from allmende_rules.outlook import Foresight
from allmende_rules.refusals import Refused
from allmende_scenarios.catalogue import load_scenario
from allmende_server.lookout import Errand
from allmende_server.table import TableSettings
from tests.server.parlour import CODE, Parlour, refusal, seated

VALLEY = load_scenario("valley")
HIGHER = m.LookAhead("dividend_share", 900_000, 5)


def valley(*seats: str, system: str = "dmnc", rounds: int = 8) -> Parlour:
    """A started table of the valley with people at these seats, and bots at the others."""
    return seated(*seats, laid=TableSettings(VALLEY, system, seed=3, rounds=rounds, by_host=True))


def worked_out(errand: Errand) -> Foresight:
    """What comes of an errand, over one seed."""
    return foresee(errand.scene, errand.quest.dial, errand.quest.value, seeds=1, horizon=1)


def bring(parlour: Parlour, errand: Errand, found: Foresight | Refused) -> None:
    """Bring back what came of an errand."""
    parlour._deliver(parlour.hall.found(errand, found))


def test_a_preview_is_worked_out_elsewhere_and_told_to_the_asker() -> None:
    """Nothing is said at once; the answer has the nonce of the question, and nobody else hears it."""
    parlour = valley("eli", "fay")
    assert parlour.send(1, HIGHER) == []
    (errand,) = parlour.hall.errands()
    assert parlour.hall.errands() == []
    found = worked_out(errand)
    bring(parlour, errand, found)
    assert errand.code == CODE
    assert parlour.last(1, m.Ahead) == m.Ahead(5, found)
    assert parlour.all(2, m.Ahead) == []


def test_what_is_known_is_told_at_once_to_whoever_asks() -> None:
    """The same motion in the same round is worked out once."""
    parlour = valley("eli", "ada")
    parlour.send(1, HIGHER)
    (errand,) = parlour.hall.errands()
    bring(parlour, errand, found := worked_out(errand))
    assert parlour.send(2, m.LookAhead("dividend_share", 900_000, 8)) == [m.Ahead(8, found)]
    assert parlour.hall.errands() == []


def test_all_who_ask_the_same_meanwhile_wait_for_one_answer() -> None:
    """Each gets it with its own nonce; who has gone gets nothing."""
    parlour = valley("eli", "fay", "gus")
    for client in (1, 2, 3):
        parlour.send(client, m.LookAhead("cap_share", 1_200_000, client))
    parlour.drop(3)
    (errand,) = parlour.hall.errands()
    bring(parlour, errand, worked_out(errand))
    assert [parlour.last(client, m.Ahead).nonce for client in (1, 2)] == [1, 2]
    assert parlour.all(3, m.Ahead) == []


def test_a_seat_has_one_preview_under_way() -> None:
    """A second is refused by code until the first has come."""
    parlour = valley("eli")
    parlour.send(1, HIGHER)
    other = m.LookAhead("cap_share", 1_200_000, 6)
    refused = refusal(parlour.send(1, other))
    assert (refused.nonce, refused.refusal.code) == (6, "look_running")
    (errand,) = parlour.hall.errands()
    bring(parlour, errand, worked_out(errand))
    assert parlour.send(1, other) == []
    assert len(parlour.hall.errands()) == 1


def test_a_failure_is_told_and_may_be_tried_again() -> None:
    """It is not remembered."""
    parlour = valley("eli")
    parlour.send(1, HIGHER)
    (errand,) = parlour.hall.errands()
    bring(parlour, errand, refuse("look_failed", "It died."))
    assert parlour.last(1, m.Refused).refusal.code == "look_failed"
    assert parlour.send(1, HIGHER) == []
    assert len(parlour.hall.errands()) == 1


@pytest.mark.parametrize(
    ("dial", "value", "code"),
    [
        ("dividend", 900_000, "not_an_option"),
        ("dividend_share", 1_000_001, "out_of_bounds"),
        ("dividend_share", -1, "out_of_bounds"),
        ("term", 2_500_000, "not_a_step"),
    ],
)
def test_only_motions_that_could_be_tabled_are_looked_at(dial: str, value: int, code: str) -> None:
    """A dial that there is not, a value out of its bounds, or one between its steps."""
    parlour = valley("eli")
    refused = refusal(parlour.send(1, m.LookAhead(dial, value, 4)))
    assert (refused.nonce, refused.refusal.code) == (4, code)
    assert parlour.hall.errands() == []


def test_a_system_without_an_assembly_has_no_motions() -> None:
    """So there is nothing to look ahead at."""
    parlour = valley("eli", system="open_access")
    assert refusal(parlour.send(1, HIGHER)).refusal.code == "not_an_option"


def test_who_only_watches_asks_nothing() -> None:
    """Previews cost the server time, so they are for seats."""
    parlour = valley("eli")
    parlour.send(7, m.Hello(m.VERSION, "Guest"))
    assert refusal(parlour.send(7, HIGHER)).refusal.code == "not_seated"


def test_nothing_is_looked_at_after_the_end() -> None:
    """The host has ended the game."""
    parlour = valley("eli")
    parlour.order(m.EndGame(2))
    assert refusal(parlour.send(1, HIGHER)).refusal.code == "game_over"


def test_the_scene_is_the_rounds_opening_whatever_phase_is_open() -> None:
    """Later in the round the same preview is known, and it stands for the dials in force."""
    parlour = valley("eli")
    parlour.send(1, HIGHER)
    (errand,) = parlour.hall.errands()
    bring(parlour, errand, worked_out(errand))
    first = parlour.opened(1).phase
    parlour.submit(1)
    assert parlour.opened(1).phase != first
    assert parlour.opened(1).round == errand.quest.round == 1
    assert isinstance(parlour.send(1, HIGHER)[0], m.Ahead)


def test_in_another_round_it_is_worked_out_anew() -> None:
    """From what everybody sees then."""
    parlour = valley("eli")
    parlour.send(1, HIGHER)
    (old,) = parlour.hall.errands()
    bring(parlour, old, worked_out(old))
    while parlour.opened(1).round == 1:
        parlour.submit(1)
    parlour.send(1, HIGHER)
    (new,) = parlour.hall.errands()
    assert (old.scene.public["table"]["round"], new.scene.public["table"]["round"]) == (1, 2)
    assert new.scene.bots["ben"] == "cautious"
    assert new.scene.bots["eli"] == VALLEY.bots["eli"]


def test_a_table_that_is_taken_up_again_has_the_same_scene() -> None:
    """The round's opening is read from the record, whatever phase the server stopped in."""
    old = valley("eli")
    old.submit(1)
    old.send(1, HIGHER)
    again = Parlour.resumed(old.entries, old.log.holders)
    again.send(1, m.Hello(m.VERSION, "Eli", token=old.last(1, m.Seated).token))
    again.send(1, HIGHER)
    before, after = (one.hall.errands()[0].scene for one in (old, again))
    assert (before.public, before.books) == (after.public, after.books)

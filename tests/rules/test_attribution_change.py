"""Why numbers changed in the round in which the system did: the change is what was decided."""

import pytest

from allmende_rules.attribution import attribution
from allmende_rules.counterfactual import without_change
from allmende_rules.game import Game
from allmende_rules.rounds import finished_round
from allmende_rules.scenario import Act
from tests.headless import VALLEY, bots_of, mixed, new_game, play_on


def changed_system() -> Game:
    """A game whose system changes in round 3."""
    game = new_game(VALLEY, "dmnc", rounds=4, then=[Act(system="open_access", rounds=2)])
    return play_on(game, bots_of(mixed(game)))


def test_a_change_of_system_is_what_was_decided() -> None:
    """The round in which it changes has a cause that names both systems; effects add up as ever."""
    found = attribution(changed_system(), 3)
    for seat in ("ada", "eli", "hana"):
        for change in found.changes(seat):
            told = float(change.facts["change"])
            assert sum(reason.effect for reason in change.reasons) == pytest.approx(told, abs=1e-6)
    texts = [
        reason.text.format(**reason.facts)
        for seat in found.now.end.fact("table", "seats")
        for change in found.changes(seat)
        for reason in change.reasons
        if reason.cause == "rule"
    ]
    assert any("Open access after Democratic market neo-communism" in text for text in texts)
    assert not any(
        reason.cause == "holdings"
        for seat in found.now.end.fact("table", "seats")
        for change in found.changes(seat)
        for reason in change.reasons
    )


def test_without_the_change_the_old_system_would_have_gone_on() -> None:
    """The end it is measured against has a dividend, and the state of both is that of one round."""
    game = changed_system()
    now, last = finished_round(game, 3), finished_round(game, 2)
    assert now.unchanged is not None
    assert (now.system.id, last.system.id) == ("open_access", "dmnc")
    would = without_change(now, last, now.unchanged)
    assert would.fact("table", "system") == "dmnc"
    assert would.secret("eli", "round 3")["dividend"] > 0
    assert now.end.secret("eli", "round 3")["dividend"] == 0
    assert would.fact("round 3", "needs_met") is not None


def test_rounds_after_a_change_are_explained_as_ever() -> None:
    """The next round under the new system knows of no change."""
    game = changed_system()
    found = attribution(game, 4)
    assert found.now.unchanged is None
    assert found.now.system.id == found.last.system.id == "open_access"
    assert found.changes("ada") is not None

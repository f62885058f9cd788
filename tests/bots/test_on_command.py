"""Minds in a command economy: nobody is scripted to lie, and who looks for gain finds where lies pay."""

from __future__ import annotations

import pytest

from allmende_bots.registry import BOTS
from allmende_rules.game import Game
from allmende_rules.measures import GAUGES
from allmende_rules.phases.units import HUNDRED, percent
from allmende_rules.questions import Answers, Question
from allmende_rules.system import preset_dials
from allmende_rules.systems.registry import find_system
from allmende_rules.view import view
from tests.headless import VALLEY, all_played_by, bots_of, new_game, play_on, step

DEMOCRATIC = preset_dials(find_system("command"), ["democratic"])


def opened(round_: int = 1, /, **dials: float) -> Game:
    """A game as the reports of a round are asked for, played truthfully until then."""
    game = new_game(VALLEY, "command", rounds=4, dials=dials)
    return play_on(game, bots_of(all_played_by(game, "cautious")), before=round_)


def answers(game: Game, seat: str, bot: str) -> Answers:
    """What a mind answers in that seat now."""
    return BOTS[bot].answer(view(game.world, seat), game.asked[seat])


def asked(game: Game, seat: str, topic: str) -> Question:
    """The first open question of a seat on a topic."""
    return next(one for one in game.asked[seat] if one.topic == topic)


def stated(game: Game, what: str) -> float:
    """What the greedy mind states of the workshop, in parts of the truth."""
    value = answers(game, "dora", "greedy")[f"{what}:workshop_river"]
    assert isinstance(value, int)
    return value / HUNDRED


@pytest.mark.parametrize("taut", [1.05, 1.1, 1.2])
def test_greed_states_what_a_taut_target_needs(taut: float) -> None:
    """Hours just enough for the target, before any plan has been seen; a slack plan needs no lie."""
    assert stated(opened(tautness=taut), "norm") == pytest.approx(taut, rel=1e-3)
    assert stated(opened(tautness=1.0), "norm") == 1.0


def test_greed_promises_no_more_than_its_machines_can_reach_when_asked_for_more() -> None:
    """If all it promises is asked for, times tautness, it promises so much less."""
    assert stated(opened(tautness=1.2), "offer") == pytest.approx(1 / 1.2, rel=1e-3)


@pytest.mark.parametrize(
    "dials",
    [
        {"bonus_scheme": 0.0},
        {"bonus_scheme": 2.0},
        {"bonus": 0.0, "bonus_slope": 0.0},
        {"audit_rate": 1.0, "penalty": 10.0},
        preset_dials(find_system("command"), ["honest"]),
    ],
)
def test_greed_tells_the_truth_where_no_lie_pays(dials: dict[str, float]) -> None:
    """Without a bonus, under the truthful one, or under sure and harsh inspection.

    Making out that less was made is no lie that is fined; where a target is missed anyway it may pay.
    """
    for before in (1, 2, 3):
        game = opened(before, tautness=1.2, **dials)
        assert stated(game, "norm") == 1.0
        assert stated(game, "offer") == 1.0
        if before > 1:
            assert stated(game, "output") <= 1.0


def test_greed_reports_the_target_met_if_that_pays() -> None:
    """What was missed by a tenth is made up on paper; with every site inspected it is not worth it."""
    game = opened(2, audit_rate=0.05)
    target, made = (game.world.fact("workshop_river", name) for name in ("target", "output"))
    assert made < target
    assert stated(game, "output") >= target / made - 1e-6
    assert stated(opened(2, audit_rate=1.0, penalty=10.0), "output") <= 1.0


def test_the_truthful_minds_have_no_lie() -> None:
    """Cautious and cooperative directors leave all statements as they are proposed: the truth."""
    game = opened(2)
    for bot in ("cautious", "cooperative"):
        said = answers(game, "dora", bot)
        assert not {name for name in said if name.startswith(("norm:", "output:", "offer:"))}


def test_a_conditional_mind_pads_as_others_seem_to() -> None:
    """If everybody else states far more than the public table it pads too, but less than they do."""
    game = opened()
    for seat, questions in game.asked.items():
        if seat != "dora":
            padded = {q.id: percent(2.0) for q in questions if q.topic == "report_norm"}
            game.submit(seat, padded)
    cast = bots_of(all_played_by(game, "cautious"))
    step(game, lambda g, s, q: {} if s in g.given else cast(g, s, q))
    play_on(game, cast, before=2)
    said = answers(game, "dora", "conditional")["norm:workshop_river"]
    assert isinstance(said, int)
    assert HUNDRED < said < percent(2.0)


def test_planners_who_listen_plan_what_delegates_wish() -> None:
    """The cooperative planner's ends are the delegates' mean, to whole percent, and its targets slack."""
    game = opened()
    step(game, bots_of(all_played_by(game, "greedy")))
    said = answers(game, "hana", "cooperative")
    ends = said["ends"]
    assert isinstance(ends, dict)
    assert sum(ends.values()) == 100
    for good, part in ends.items():
        assert part == pytest.approx(100 * game.world.fact(GAUGES, f"wishes.{good}"), abs=1)
    assert said["tautness"] == HUNDRED


def test_delegates_vote_what_their_own_people_want() -> None:
    """Where ends are voted the greedy and the constituency's voice name their own people's parts."""
    game = opened(**DEMOCRATIC)
    for bot in ("greedy", "constituency"):
        said = answers(game, "eli", bot)
        parts = [said[f"ends:{good.id}"] for good in VALLEY.land.wanted]
        assert sum(part for part in parts if isinstance(part, int)) == pytest.approx(
            HUNDRED, rel=1e-6
        )


def test_a_voice_of_its_people_recalls_only_when_goals_are_missed() -> None:
    """With most goals of its mandate missed it stands for office itself; with them met the planner stays."""
    game = opened(2, **DEMOCRATIC)
    goals = game.world.secret("eli", "mandate")
    missed = sum(not goal["met"] for goal in goals)
    choice = answers(game, "eli", "constituency")["recall"]
    assert choice == ("eli" if 2 * missed > len(goals) else "stay")
    assert asked(game, "eli", "recall").about == "planner"

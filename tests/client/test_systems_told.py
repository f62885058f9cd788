"""What a client makes of the system in force from what it is told: motions, words, commands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec import structs

from allmende_client import (
    constitution,
    describe,
    dials,
    glossary,
    matters,
    plain_words,
    vocabulary,
)
from allmende_client.answer_line import read_line
from allmende_client.folding import fold
from allmende_client.model import Model
from allmende_client.screens.news import NewsScreen
from allmende_protocol import messages as m
from allmende_rules.events import Told
from allmende_rules.phases.assembly import floor
from allmende_rules.systems.registry import SYSTEMS
from allmende_server.ruling import governed
from tests.client import valley
from tests.client.test_other_systems import folded
from tests.headless import SCENARIOS, new_game

VALLEY = SCENARIOS["valley"]
RIVALS = [{"name": one.name, "act": {"system": one.id, "rounds": 1}} for one in SYSTEMS.values()]


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_what_a_motion_may_change_is_known_in_every_phase(system: str) -> None:
    """Worked out from what all may see, it is what members are asked: offices and the system too."""
    game = new_game(VALLEY, system)
    infos = tuple(
        m.SeatInfo(seat.id, seat.name, game.system.roles[seat.role], "person")
        for seat in VALLEY.land.seats
    )
    public = {name: dict(facts) for name, facts in game.world.public.items()}
    public["table"]["systems"] = RIVALS
    public["dials"]["supermajority"] = 0.6
    world = replace(game.world, public=public)
    ruled = governed(game)
    welcome = structs.replace(
        valley.WELCOME, land=VALLEY.land, system=ruled.system, dials=ruled.dials
    )
    model = Model(welcome=welcome, seats=infos, state=m.State(1, public, {}, {}))
    moved = any(phase.id == "debate" for phase in game.system.phases)
    asked = floor.matters(world, game.system.dials) if moved else ()
    assert matters.matters(model) == asked
    assert ("system" in [one.dial for one in asked]) == moved


def test_nobody_moves_a_system_that_the_constitution_keeps() -> None:
    """Nor an office where there is nobody to choose between."""
    model = folded()
    assert constitution.systems(model) == ()
    assert constitution.offices(model) == ()


def told_of(system: str) -> Model:
    """What a client is told of the system in force."""
    ruled = governed(new_game(VALLEY, system))
    return Model(welcome=structs.replace(valley.WELCOME, phases=ruled.phases, dials=ruled.dials))


@pytest.mark.parametrize(
    ("system", "own"),
    [
        ("command", {"tautness", "norm", "list price", "ratchet"}),
        ("capitalism", {"share", "loan", "interest", "treasury", "levy", "lobbying", "bankruptcy"}),
        ("dmnc", {"case", "juror", "over-cutting", "inspection", "licence", "motion"}),
        ("ostrom", {"pledge", "monitor", "sanction"}),
        ("open_access", {"user"}),
    ],
)
def test_words_of_the_system_in_force_stand_first(system: str, own: set[str]) -> None:
    """And those that only others use are left out."""
    found = [word for word, _meaning in glossary.words(told_of(system))]
    assert own <= set(found[: found.index("table")])
    assert ("tautness" in found) == (system == "command")
    assert ("juror" in found) == (system == "dmnc")
    assert "Gini" in found


def test_every_word_is_at_home_somewhere() -> None:
    """In a phase or dial of a system that there is; so each is shown under one at least."""
    known = {phase.id for system in SYSTEMS.values() for phase in system.phases}
    known |= {dial.id for system in SYSTEMS.values() for dial in system.dials}
    assert set(vocabulary.HOMES) <= {word for word, _meaning in vocabulary.WORDS}
    assert {home for homes in vocabulary.HOMES.values() for home in homes} <= known


def test_the_dialogue_offers_a_plan_to_whom_it_works_one_out() -> None:
    """A seat in the planner's role has no basics to plan under most systems."""
    model = folded()
    assert model.state is not None
    known = {**model.public, "ada": {**model.public["ada"], "role": "planner"}}
    planner = fold(model, structs.replace(model.state, public=known))
    assert "plan GOOD PERCENT" not in plain_words.commands(planner)
    known["table"] = {**known["table"], "open_books": ["commons.basics"]}
    planner = fold(model, structs.replace(model.state, public=known))
    assert "plan GOOD PERCENT" in plain_words.commands(planner)
    assert "{" not in plain_words.commands(planner)


def test_an_estimate_in_percent_is_one_of_the_truth() -> None:
    """100 % is no number that one knows beside others; an amount is."""
    assert describe.bounds(valley.NORM) == "from 50 to 200%; 100% is the truth"
    hours = structs.replace(valley.NORM, unit="hours", truth=3 * valley.MICRO)
    assert describe.truth(hours) == "you know that it is 3 hours"


@pytest.mark.parametrize(
    ("info", "now", "said"),
    [
        (m.DialInfo("cap", "Cap", "share", 0, 2, off=2), 2.0, "from 0 to 200 %, now off"),
        (
            m.DialInfo("sight", "Sight", "share", 0, 1, off=1),
            1.0,
            "from 0 to 100 %, now 100 % (off)",
        ),
        (m.DialInfo("who", "Who", "", 0, 1, ("a", "b"), off=0), 0.0, "one of a; b; now: a"),
        (m.DialInfo("shop", "Shop", "elasticity", 0, 12), 4.0, "from 0 to 12, now 4"),
    ],
    ids=["limit", "chance", "choice", "pure number"],
)
def test_a_rule_that_does_nothing_reads_as_its_word(
    info: m.DialInfo, now: float, said: str
) -> None:
    """Choices go by name; a chance of 100 % says more than a word would."""
    model = folded()
    assert model.state is not None
    known = {**model.public, "dials": {info.id: now}}
    model = fold(model, structs.replace(model.state, public=known))
    assert model.welcome is not None
    model = fold(model, structs.replace(model.welcome, dials=(info,)))
    assert matters.reach(model, matters.ranged(model, info)) == said


def test_news_keep_the_title_that_their_phase_had_then() -> None:
    """Another system may call the phase something else, or have none of that id."""
    told = m.Happened(90, 1, "licences", (Told("all", "Lots are dear.", {}),))
    model = fold(folded(), told)
    renamed = m.PhaseInfo("licences", "Permits", "", asks=True)
    ruled = m.Governed("other", "Other", "Another.", (renamed,), ())
    model = fold(model, ruled)
    told = m.Happened(91, 2, "licences", (Told("all", "Lots are cheap.", {}),))
    page = NewsScreen(fold(model, told)).picture(fold(model, told)).plain
    assert "Licences: Lots are dear." in page
    assert "Permits: Lots are cheap." in page


def test_the_example_of_a_motion_is_one_that_can_be_typed() -> None:
    """With a rule that takes an amount, rather than a number that no choice has."""
    question = structs.replace(valley.MOTION, dials=tuple(reversed(valley.MOTION.dials)))
    for asked in (valley.MOTION, valley.LAWS, question):
        said = read_line(asked, dials.example(asked.dials))
        dial = next(one for one in asked.dials if one.dial == said["dial"])
        assert said["value"] == dial.now

"""What a client makes of the system in force from what it is told: motions, words, commands."""

from __future__ import annotations

import pytest
from msgspec import structs

from allmende_client import (
    constitution,
    describe,
    dials,
    docket,
    glossary,
    matters,
    plain_assembly,
    plain_help,
    vocabulary,
)
from allmende_client.answer_line import read_line
from allmende_client.entry import Mistake
from allmende_client.folding import fold
from allmende_client.model import Model
from allmende_client.screens.news import NewsScreen
from allmende_protocol import messages as m
from allmende_rules.events import Told, plain
from allmende_rules.phases.assembly import floor
from allmende_rules.questions import DialRange
from allmende_rules.systems.registry import SYSTEMS
from allmende_server.ruling import governed
from tests.client import congress, valley
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
    world = structs.replace(game.world, public=public)
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
    assert not any("plan GOOD PERCENT" in line for line in plain_help.commands(planner))
    known["table"] = {**known["table"], "open_books": ["commons.basics"]}
    planner = fold(model, structs.replace(model.state, public=known))
    assert any("plan GOOD PERCENT" in line for line in plain_help.commands(planner))


def test_an_estimate_in_percent_is_one_of_the_truth() -> None:
    """100 % is no number that one knows beside others; an amount is."""
    assert describe.bounds(valley.NORM) == "from 50 to 200%; 100% is the truth"
    hours = structs.replace(valley.NORM, unit="hours", truth=3 * valley.MICRO)
    assert describe.truth(hours) == "you know that it is 3 hours"


@pytest.mark.parametrize(
    ("info", "now", "said"),
    [
        (
            m.DialInfo("cap", "Cap", "share", 0, 2, off=2, off_word="no cap"),
            2.0,
            "from 0 to 200 % (200 %: no cap), now no cap",
        ),
        (
            m.DialInfo("tax", "Tax", "hours", 0, 4, off=0, off_word="no tax"),
            0.5,
            "from 0 to 4 hours (0 hours: no tax), now 0.5 hours",
        ),
        (
            m.DialInfo(
                "guard", "Guard", "share", 0, 1, lawful=(0, 0.8), off=1, off_word="no limit"
            ),
            1.0,
            "from 0 to 80 %, now no limit",
        ),
        (m.DialInfo("who", "Who", "", 0, 1, ("a", "b"), off=0), 0.0, "one of a; b; now: a"),
        (m.DialInfo("shop", "Shop", "elasticity", 0, 12), 4.0, "from 0 to 12, now 4"),
    ],
    ids=["limit", "tax", "beyond what is lawful", "choice", "pure number"],
)
def test_a_rule_that_does_nothing_reads_as_its_word(
    info: m.DialInfo, now: float, said: str
) -> None:
    """Choices go by name; that word stands beside its number where a motion may choose it."""
    model = folded()
    assert model.state is not None
    known = {**model.public, "dials": {info.id: now}}
    model = fold(model, structs.replace(model.state, public=known))
    assert model.welcome is not None
    model = fold(model, structs.replace(model.welcome, dials=(info,)))
    assert matters.reach(matters.ranged(model, info)) == said


def test_news_keep_the_title_that_their_phase_had_then() -> None:
    """Whoever comes late hears of it under a system that calls the phase something else, or has none."""
    renamed = m.PhaseInfo("licences", "Permits", "", asks=True)
    ruled = m.Governed("other", "Other", "Another.", (renamed,), ())
    model = fold(folded(), ruled)
    told = m.Happened(90, 1, "licences", (Told("all", "Lots are dear.", {}),), "Licences")
    model = fold(model, told)
    told = m.Happened(91, 2, "licences", (Told("all", "Lots are cheap.", {}),), "Permits")
    page = NewsScreen(fold(model, told)).picture(fold(model, told)).plain
    assert "Licences: Lots are dear." in page
    assert "Permits: Lots are cheap." in page


def test_the_example_of_a_motion_is_one_that_can_be_typed() -> None:
    """With a rule that takes an amount, rather than a number that no choice has."""
    question = structs.replace(valley.MOTION, dials=tuple(reversed(valley.MOTION.dials)))
    for asked in (valley.MOTION, valley.LAWS, question):
        said = read_line(asked, dials.example(asked.dials))
        dial = next(one for one in asked.dials if one.dial == said["dial"])
        assert said["value"] != dial.now


def test_a_value_that_holds_already_is_no_motion() -> None:
    """A number as it reads, or a name: the sentence says what holds and what may be moved."""
    levy = DialRange("levy", "Levy", 0, 600_000, 0, "share", off=0, off_word="no levy")
    with pytest.raises(Mistake) as mistake:
        dials.read(levy, "0")
    assert str(mistake.value) == (
        "Levy: “no levy” holds already. Give another value, from 0 to 60 % (0 %: no levy)."
    )
    assert dials.read(levy, "20") == 200_000
    third = DialRange("third", "Third", 0, 1_000_000, 333_333, "share")
    with pytest.raises(Mistake, match="already"):
        dials.read(third, dials.typed(third, third.now))
    who = DialRange("who", "Who", 0, 1_000_000, 1_000_000, "choice", whole=True, names=("a", "b"))
    assert dials.another(who, 0) == 0
    with pytest.raises(Mistake, match="Who: “b” holds already"):
        dials.another(who, who.now)


def test_what_was_decided_under_a_former_system_is_marked() -> None:
    """The assembly page lists it with the round and says so; what was decided since is not marked."""
    model = folded()
    assert model.state is not None
    table = {**model.public["table"], "since": 2}
    passed = structs.replace(congress.PASSED, fate="lapsed", until=2)
    laws = {"history": plain((passed, congress.FELL))}
    known = {**model.public, "table": table, "laws": laws}
    model = fold(model, structs.replace(model.state, public=known))
    lines = [item.line for item in docket.items(model) if item.id.startswith("past:")]
    assert lines[1] == (
        "Past    Round 1, under a former system, Term of a licence: 4 rounds → 6 rounds: passed: 6 rounds; "
        "until another system began in round 2"
    )
    assert lines[0].startswith("Past    Round 2, Dividend")
    said = plain_assembly.laws(model)
    assert said[0] == "No law is in force."
    assert any(one.startswith("Round 1, under a former system, Term") for one in said)

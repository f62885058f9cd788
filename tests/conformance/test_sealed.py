"""The sealed world: physics, weather, tastes and bots are the same everywhere, and truth stays hidden.

A difference between systems may come only from their institutions (DESIGN 5). So what chance draws is
byte-equal under every system and preset, whatever is decided; and no allocator knows more than statements:
if truth changes behind statements that stay the same, every decision of a system stays the same.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende_bots.registry import BOTS
from allmende_rules.events import Stated
from allmende_rules.game import Game
from allmende_rules.phases.nature import NATURE
from allmende_rules.phases.observe import OBSERVE
from allmende_rules.phases.physical import EXECUTE
from allmende_rules.phases.report import REPORT
from allmende_rules.questions import Answers, Estimate, Question
from allmende_rules.rounds import Step, counted, finished_round
from allmende_rules.system import preset_dials
from allmende_rules.systems.registry import SYSTEMS, find_system
from allmende_rules.view import view
from allmende_rules.world import TABLE, World, fold
from tests.architecture.source import modules_of, parse
from tests.conformance.disturbance import encode, moments, phase_of, seats_of
from tests.conformance.tables import TABLES, finished
from tests.headless import SCENARIOS, bots_of, mixed, new_game, play_on

ROUNDS = 3
ENGINE = (OBSERVE, EXECUTE, NATURE, REPORT)
"""The phases of the sealed world, in which truth acts; no system can change them."""


def presets_of(system: str) -> Iterator[tuple[str, ...]]:
    """No preset, each variant, each setting, and each variant in each setting."""
    kinds: dict[str, list[str]] = {"variant": [], "setting": []}
    for preset in find_system(system).presets:
        kinds[preset.kind].append(preset.id)
    for variant, setting in product(["", *kinds["variant"]], ["", *kinds["setting"]]):
        yield tuple(name for name in (variant, setting) if name)


KINDS = [(system, presets) for system in SYSTEMS for presets in presets_of(system)]


def sealed(game: Game) -> str:
    """A fingerprint of all that chance and scenario alone decide, over all rounds that have ended."""
    worlds = [world for _, (_, _, world) in sorted(game.snapshots.items())]
    opening = worlds[0]
    facts = [
        opening.land,
        opening.hidden["tape"],
        {group.id: opening.secret(group.id, "tastes") for group in opening.land.households},
        *[_luck(world) for world in worlds],
    ]
    return blake2b(encode(facts)).hexdigest()


def _luck(world: World) -> dict[str, Any]:
    """How lucky each site is: its drift, and its productivity beside what it has learned."""
    return {
        site.id: (world.secret(site.id, "drift"), _theta(world, site.id))
        for site in world.land.enterprises
    }


def _theta(world: World, site: str) -> float:
    """Productivity as shocks and luck have it; where knowledge grows a level follows decisions."""
    theta: float = world.secret(site, "theta")
    if world.land.research is None:
        return theta
    level: float = world.secret(site, "level")
    return round(theta / level, 6)


def played(scenario: str, system: str, presets: tuple[str, ...], turn: int) -> Game:
    """A game with a mix of bots that differs from turn to turn."""
    dials = preset_dials(find_system(system), presets)
    game = new_game(SCENARIOS[scenario], system, seed=7, rounds=ROUNDS, dials=dials)
    return play_on(game, bots_of(mixed(game, turn)))


@pytest.mark.parametrize("scenario", sorted(SCENARIOS))
def test_weather_technology_tastes_and_land_are_byte_equal(scenario: str) -> None:
    """Under every system, variant and setting, with bots in other seats each time."""
    prints = {kind: sealed(played(scenario, *kind, turn=turn)) for turn, kind in enumerate(KINDS)}
    assert len(set(prints.values())) == 1, prints


def test_another_seed_is_another_world() -> None:
    """The fingerprint can differ."""
    prints = {sealed(finished("open_access", "tiny", seed)) for seed in (1, 2)}
    assert len(prints) == 2


@pytest.mark.parametrize("bot", BOTS)
@settings(max_examples=40)
@given(data=st.data())
def test_bots_do_not_ask_which_system_it_is(bot: str, data: st.DataObject) -> None:
    """Asked the same with the same in sight, a mind answers the same, whatever the system is called."""
    moment = data.draw(st.sampled_from(moments()))
    seat = data.draw(st.sampled_from(seats_of(moment.world)))
    asked = phase_of(moment).ask(moment.world, seat)
    renamed = fold(moment.world, [Stated("all", TABLE, {"system": "another"})])
    answers = BOTS[bot].answer(view(moment.world, seat), asked)
    assert encode(BOTS[bot].answer(view(renamed, seat), asked)) == encode(answers)


@cache
def steps(system: str, scenario: str) -> tuple[Step, ...]:
    """The phases in which a system acts, of all rounds of a game."""
    game = finished(system, scenario)
    return tuple(
        step
        for number in range(1, game.header.rounds + 1)
        for step in finished_round(game, number).steps
        if step.phase not in ENGINE
    )


@st.composite
def another_truth(draw: st.DrawFn, world: World, twice: frozenset[str]) -> World:
    """The truth redrawn: some sites twice as productive; other luck, tastes and shocks for all."""
    luck = {"level": draw(st.floats(0.5, 2)), "drift": draw(st.floats(-1, 1))}
    tastes = dict.fromkeys(world.land.needs, draw(st.floats(0.01, 1)))
    return fold(
        world,
        [
            *(Stated("holder", site.id, luck) for site in world.land.enterprises),
            *(
                Stated("holder", site, {"theta": 2 * world.secret(site, "theta")})
                for site in sorted(twice)
            ),
            *(Stated("holder", group.id, {"tastes": tastes}) for group in world.land.households),
            Stated("nobody", "tape", {"shocks": {}}),
        ],
    )


NORMS = ("norm", "report_norm")
"""The topics of statements that are shares of a site's true labour."""


def same_words(questions: tuple[Question, ...], said: Answers, twice: frozenset[str]) -> Answers:
    """Answers that state the same figures though these sites are twice as productive.

    Who says what share of its true labour a unit takes says twice the share of half the labour.
    """
    of_labour = {q.id for q in questions if isinstance(q, Estimate) and q.topic in NORMS}
    doubled = {q.id for q in questions if q.about in twice} & of_labour
    return {
        name: 2 * value if name in doubled and isinstance(value, int) else value
        for name, value in said.items()
    }


@pytest.mark.parametrize(("system", "scenario"), TABLES)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_systems_decide_rests_on_statements(
    system: str, scenario: str, data: st.DataObject
) -> None:
    """Orders, grants, fees and news are byte-equal while truth differs behind the same statements."""
    step = data.draw(st.sampled_from(steps(system, scenario)))
    sites = [site.id for site in step.before.land.enterprises]
    twice = frozenset(data.draw(st.sets(st.sampled_from(sites))))
    said = {seat: counted(step, seat, step.given.get(seat, {})) for seat in step.asked}
    other = data.draw(another_truth(step.before, twice))
    again = {seat: same_words(step.asked[seat], words, twice) for seat, words in said.items()}
    chance = finished(system, scenario).chance
    events = step.phase.resolve(step.before, said, chance)
    assert encode(step.phase.resolve(other, again, chance)) == encode(events)


def test_a_changed_word_changes_the_orders() -> None:
    """The comparison can fail: where truth differs and words do not follow, orders do."""
    step = next(step for step in steps("open_access", "tiny") if step.phase.id == "allocate")
    said = {seat: counted(step, seat, step.given.get(seat, {})) for seat in step.asked}
    theta = {"theta": 2 * step.before.secret("boat_shore", "theta")}
    other = fold(step.before, [Stated("holder", "boat_shore", theta)])
    chance = finished("open_access", "tiny").chance
    events = step.phase.resolve(step.before, said, chance)
    assert encode(step.phase.resolve(other, said, chance)) != encode(events)


MECHANISMS = "rules/allmende_rules/mechanisms/"
STATE = ("world", "view", "game", "phases", "physics.technology", "physics.execution", "systems")
"""Where truth can be reached, under allmende_rules."""
TRUTHS = {"true_labour", "secret", "private", "hidden", "true_sites"}


def reaches_for_truth(tree: ast.AST) -> Iterator[str]:
    """What a module imports from where truth is, and every name of truth that it mentions."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module)):
                part = module.removeprefix("allmende_rules.")
                if any(part == place or part.startswith(f"{place}.") for place in STATE):
                    yield module
            case ast.Import(names=names):
                yield from (n.name for n in names if n.name.startswith("allmende_rules"))
            case ast.Attribute(attr=name) | ast.Name(id=name) if name in TRUTHS:
                yield name


def test_mechanisms_know_no_world() -> None:
    """Mechanisms get figures, and cannot look up what is true."""
    found = {
        path: names
        for path, file in modules_of("allmende_rules")
        if path.startswith(MECHANISMS) and (names := sorted(set(reaches_for_truth(parse(file)))))
    }
    assert found == {}


@pytest.mark.parametrize(
    "code",
    [
        "from allmende_rules.world import World",
        "from allmende_rules.phases.market.enterprise import reach",
        "import allmende_rules.physics.execution",
        "theta = world.secret(site, 'theta')",
        "labour = true_labour(site)",
    ],
)
def test_each_way_to_the_truth_is_seen(code: str) -> None:
    """The search above finds every way to write it."""
    assert list(reaches_for_truth(ast.parse(code)))

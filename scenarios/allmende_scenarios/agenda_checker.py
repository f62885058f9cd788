"""What a scenario says of presets and of its agenda: what is named exists, and the rounds add up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from allmende_rules.scenario import Act, Scenario
from allmende_rules.system import preset_dials
from allmende_rules.systems.registry import SYSTEMS
from allmende_scenarios.errors import Problem, known

DialProblems = Callable[[str, Mapping[str, float], str], Iterator[Problem]]


def agenda_problems(scenario: Scenario, dial_problems: DialProblems) -> Iterator[Problem]:
    """Every mistake in `presets` and `agenda`; `dial_problems` checks the dials of an act."""
    for system, names in (scenario.presets or {}).items():
        yield from known("presets", system, "system", SYSTEMS)
        if system in SYSTEMS:
            yield from _presets(system, names, f"presets.{system}")
    acts = scenario.agenda or ()
    for number, act in enumerate(acts, start=1):
        path = f"agenda[#{number}]"
        yield from known(f"{path}.system", act.system, "system", SYSTEMS)
        if act.system in SYSTEMS:
            yield from _presets(act.system, act.presets, f"{path}.presets")
            yield from dial_problems(act.system, act.dials, f"{path}.dials")
            yield from _divided(scenario, act, f"{path}.dials")
    if acts:
        yield from _length(scenario, acts)


def _presets(system: str, names: Sequence[str], path: str) -> Iterator[Problem]:
    existing = [preset.id for preset in SYSTEMS[system].presets]
    found = [problem for name in names for problem in known(path, name, "preset", existing)]
    yield from found
    if not found:
        try:
            preset_dials(SYSTEMS[system], names)
        except ValueError as error:
            yield Problem(path, str(error))


def _divided(scenario: Scenario, act: Act, path: str) -> Iterator[Problem]:
    """Dials that are divided where seats are split have their value in one place."""
    for name in act.dials:
        if name in scenario.elastic.dials.get(act.system, {}):
            text = f"It is divided for more people; set it under dials.{act.system}, for all acts."
            yield Problem(f"{path}.{name}", text)


def _length(scenario: Scenario, acts: Sequence[Act]) -> Iterator[Problem]:
    if acts[0].system != scenario.system:
        text = f'Found "{acts[0].system}"; allowed is "{scenario.system}", the scenario\'s system.'
        yield Problem("agenda[#1].system", text)
    together = sum(act.rounds for act in acts)
    if together != scenario.rounds:
        text = f"The acts have {together} rounds together; allowed are {scenario.rounds}, as rounds says."
        yield Problem("agenda", text)
    if scenario.quick_rounds < len(acts):
        text = f"Found {scenario.quick_rounds}; a round for each of {len(acts)} acts is needed."
        yield Problem("quick_rounds", text)

"""The reference says all that there is: keys, indicators, dials, questions, entries and commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import get_args

import click
import msgspec
import pytest
from msgspec import inspect

from allmende_cli.main import cli
from allmende_rules.game import Game
from allmende_rules.land import (
    Enterprise,
    Frictions,
    Goal,
    Good,
    Household,
    Land,
    Mandate,
    Research,
    Resource,
    Seat,
)
from allmende_rules.questions import Question
from allmende_rules.record import Body
from allmende_rules.refusals import KINDS
from allmende_rules.scenario import Act, Elastic, Hazard, Scenario, Shock
from allmende_rules.sky import Climate
from allmende_rules.system import Dial
from allmende_rules.systems.registry import SYSTEMS
from tests.headless import SCENARIOS, bots_of, mixed, new_game, step

DOCS = Path(__file__).parents[2] / "docs"
REFERENCE = DOCS / "reference"
QUESTIONS = "## Questions of every system"
WORLDS = ("valley", "nation")
"""A world without a climate and one with it: together they ask and measure all that there is."""
TABLES: dict[str, tuple[type[msgspec.Struct], ...]] = {
    "## The file": (Scenario,),
    "## `[[agenda]]`": (Act,),
    "## `[land]`": (Land,),
    "## `[[land.goods]]`": (Good,),
    "## `[[land.resources]]`": (Resource,),
    "## `[land.climate]`": (Climate,),
    "## `[land.research]`": (Research,),
    "## `[land.frictions]`": (Frictions,),
    "## `[[land.households]]`": (Household,),
    "## `[[land.enterprises]]`": (Enterprise,),
    "## `[[land.seats]]`": (Seat, Mandate, Goal),
    "## `[[shocks]]` and `[[hazards]]`": (Shock, Hazard),
    "## `[elastic]`": (Elastic,),
}


def page(name: str) -> str:
    """The text of a page of the reference."""
    return (REFERENCE / name).read_text(encoding="utf-8")


def section(text: str, heading: str) -> str:
    """What stands between a heading and the next of its level."""
    assert f"{heading}\n" in text, heading
    body = text.partition(f"{heading}\n")[2]
    return re.split(rf"(?m)^{heading.partition(' ')[0]} ", body)[0]


def rows(text: str) -> Iterator[list[str]]:
    """The rows of all tables whose first cell is a word of code, without the backquotes."""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if line.startswith("| `"):
            yield [cell.strip("`") for cell in cells]


def played(system: str, scenario: str) -> Iterator[Game]:
    """A game at each of its open phases, and at its end."""
    game = new_game(SCENARIOS[scenario], system)
    while not game.finished:
        yield game
        step(game, bots_of(mixed(game)))
    yield game


@pytest.mark.parametrize("heading", TABLES)
def test_every_key_of_a_scenario_is_described(heading: str) -> None:
    """Each table of keys names exactly those that its structs have."""
    told = [row[0] for row in rows(section(page("scenario.md"), heading))]
    fields = {field.name for struct in TABLES[heading] for field in msgspec.structs.fields(struct)}
    assert set(told) == fields


@pytest.mark.parametrize("heading", list(TABLES)[:9])
def test_defaults_of_a_scenario_are_as_described(heading: str) -> None:
    """A key without a default is required; a plain default is the one that is told."""
    told = {row[0]: row[2] for row in rows(section(page("scenario.md"), heading))}
    for field in inspect.type_info(TABLES[heading][0]).fields:  # type: ignore[attr-defined]
        if field.required:
            assert told[field.name] == "required", field.name
        elif isinstance(field.default, bool):
            assert told[field.name] == str(field.default).lower(), field.name
        elif isinstance(field.default, int | float):
            assert float(told[field.name]) == field.default, field.name


def _general(name: str) -> str:
    """An indicator's name without what it is about: stock.forest as “stock.…”."""
    return f"{name.partition('.')[0]}.…" if "." in name else name


@pytest.mark.parametrize("heading", ["## Of the valley", "## Of a seat"])
def test_every_indicator_is_described(heading: str) -> None:
    """What is measured is told, and what is told is measured, under one system or another."""
    measured: set[str] = set()
    for system, scenario in product(SYSTEMS, WORLDS):
        *_, game = played(system, scenario)
        shelf = f"round {game.world.round}"
        shelves = [game.world.public[shelf]]
        if heading == "## Of a seat":
            shelves = [game.world.private[seat][shelf] for seat in game.header.seats]
        measured |= {_general(name) for facts in shelves for name in facts}
    told = [row[0] for row in rows(section(page("indicators.md"), heading))]
    assert set(told) == measured
    assert len(told) == len(measured)


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_phase_and_topic_of_a_system_is_described(system: str) -> None:
    """Each phase of a system, and each topic that it asks about, has its row."""
    own = page(f"systems/{system}.md")
    assert own.startswith(f"# {SYSTEMS[system].name} (`{system}`)\n")
    told = {row[0] for row in rows(own + section(page("systems.md"), QUESTIONS))}
    topics = {
        question.topic
        for scenario in WORLDS
        for game in played(system, scenario)
        for asked in game.asked.values()
        for question in asked
    }
    assert topics <= told
    assert {phase.id for phase in SYSTEMS[system].phases} <= told


def _dial_row(dial: Dial) -> list[str]:
    word = f": {dial.off_word}" * bool(dial.off_word)
    off = "–" if dial.off is None else f"{dial.off:g}{word}"
    bounds = [f"{number:g}" for number in (dial.default, dial.low, dial.high)]
    return [dial.id, dial.label, dial.unit, *bounds, off, dial.amended_by]


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_dial_is_described_as_it_is(system: str) -> None:
    """The table of dials is the registry's: labels, units, defaults, bounds and who may amend."""
    dials = page(f"systems/{system}.md").partition("## Dials\n")[2]
    assert list(rows(dials)) == [_dial_row(dial) for dial in SYSTEMS[system].dials]


def _tags(union: object) -> set[str]:
    return {str(struct.__struct_config__.tag) for struct in get_args(union)}


def test_every_kind_of_question_and_refusal_is_described() -> None:
    """Each kind has its row, and each code of a refusal is there."""
    text = page("questions.md")
    assert _tags(Question) <= {row[0] for row in rows(text)}
    assert {code for code in KINDS if f"`{code}`" not in text} == set()


def test_every_kind_of_entry_is_described() -> None:
    """Each kind of line has its row, with its fields."""
    told = {row[0]: row[1] for row in rows(page("record.md"))}
    for struct in get_args(Body):
        fields = ", ".join(f"`{name}`" for name in struct.__struct_fields__)
        assert told[str(struct.__struct_config__.tag)].strip("`") == fields.strip("`")


def _commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path} {name}")


def test_every_command_and_option_is_described() -> None:
    """Each command is named, and each of its options where it is described."""
    text = page("commands.md")
    for path, command in _commands(cli, "allmende"):
        assert f"`{path}" in text, path
        for option in command.params:
            if isinstance(option, click.Option):
                for name in option.opts:
                    assert f"`{name}" in text, f"{path} {name}"


def _links(file: Path) -> Iterator[str]:
    for target in re.findall(r"\]\(([^)#\s]+)", file.read_text(encoding="utf-8")):
        if "://" not in target:
            yield target


@pytest.mark.parametrize("file", sorted(DOCS.rglob("*.md")), ids=lambda file: str(file.name))
def test_links_lead_somewhere(file: Path) -> None:
    """Every relative link of a page leads to a file."""
    assert [target for target in _links(file) if not (file.parent / target).exists()] == []

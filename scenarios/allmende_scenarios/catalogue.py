"""The scenarios that ship, and the way from a name or a path to a scenario that can be played."""

from __future__ import annotations

from collections.abc import Collection
from importlib.resources import files
from pathlib import Path

from allmende_rules.scenario import Scenario
from allmende_scenarios.checker import problems
from allmende_scenarios.errors import Problem, ScenarioError, listed, nearest
from allmende_scenarios.reader import read

SUFFIX = ".toml"
_FILES = files("allmende_scenarios") / "files"


def names() -> tuple[str, ...]:
    """The scenarios of the catalogue, in alphabetical order."""
    found = (file.name for file in _FILES.iterdir())
    return tuple(sorted(name.removesuffix(SUFFIX) for name in found if name.endswith(SUFFIX)))


def source_text(name_or_path: str) -> str:
    """The text of a scenario of the catalogue, or of the file at a path.

    Raises ScenarioError if there is no such scenario, or if the file is no readable text.
    """
    if name_or_path in names():
        return (_FILES / (name_or_path + SUFFIX)).read_text(encoding="utf-8")
    path = Path(name_or_path)
    if path.suffix != SUFFIX and not path.is_file():
        text = f'There is no scenario "{name_or_path}"; there are {listed(names())}.'
        hint = nearest(name_or_path, names()) + " A file of your own ends in .toml."
        raise ScenarioError("", [Problem("", text + hint)])
    return _file_text(path)


def _file_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = "This is no text in UTF-8, as TOML must be."
    except OSError as error:
        text = f"The file cannot be read: {error.strerror or error}."
    raise ScenarioError(str(path), [Problem("", text)])


def load_scenario(name_or_path: str, bots: Collection[str] | None = None) -> Scenario:
    """A scenario that is well formed and makes sense, from the catalogue or from a file.

    `bots` are the names of the bots that exist; without them names of bots go unchecked. Raises
    ScenarioError with every mistake.
    """
    text = source_text(name_or_path)
    source = name_or_path + SUFFIX if name_or_path in names() else name_or_path
    scenario = read(text, source)
    found = problems(scenario, bots)
    if found:
        raise ScenarioError(source, found)
    return scenario

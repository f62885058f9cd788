"""The project's own source files, parsed, for tests that look at code instead of running it."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def package_folders() -> dict[str, Path]:
    """The folder of each import package, by name, as the wheel is told to take them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    paths = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    return {Path(path).name: ROOT / path for path in paths}


def modules_of(*packages: str) -> Iterator[tuple[str, Path]]:
    """Each module of the packages as its path in the repository, and where it is."""
    for package in packages:
        for path in sorted(package_folders()[package].rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), path


def parse(path: Path) -> ast.Module:
    """The syntax tree of one file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))

"""Systems and bots are told apart by what they are made of, never by their names."""

import ast
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

import pytest

from tests.architecture.source import modules_of, package_folders, parse

REGISTRIES = {
    "allmende_rules.systems.registry": "SYSTEMS",
    "allmende_bots.registry": "BOTS",
}
FIRST_NAMES = {"open_access", "dmnc", "cautious", "greedy", "cooperative"}


def registered(module: str, attribute: str) -> set[str]:
    """The ids that one registry holds."""
    package, _, _ = module.rpartition(".")
    if find_spec(package) is None or find_spec(module) is None:
        return set()
    return set(getattr(import_module(module), attribute))


NAMES = FIRST_NAMES.union(*(registered(*place) for place in REGISTRIES.items()))


def literals(node: ast.expr) -> Iterator[str]:
    """The strings written out in an expression, alone or in a tuple, list or set."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Tuple(elts=items) | ast.List(elts=items) | ast.Set(elts=items):
            for item in items:
                yield from literals(item)


def branches_on_names(tree: ast.AST) -> Iterator[int]:
    """The lines that compare something with a registered name."""
    for node in ast.walk(tree):
        match node:
            case ast.Compare(left=left, comparators=others):
                compared = [left, *others]
            case ast.MatchValue(value=value):
                compared = [value]
            case _:
                continue
        if NAMES.intersection(*[{text for side in compared for text in literals(side)}]):
            yield compared[0].lineno


def test_no_code_outside_the_registries_branches_on_a_name() -> None:
    """A new system or bot needs no change anywhere else, so nothing may ask which one it is."""
    found = [
        f"{path}:{line}"
        for path, file in modules_of(*package_folders())
        if not path.endswith("/registry.py")
        for line in branches_on_names(parse(file))
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "system == 'dmnc'",
        "'dmnc' != system",
        "bot in ('cautious', 'greedy')",
        "match bot:\n    case 'greedy' | 'other':\n        pass",
    ],
)
def test_each_way_to_branch_is_seen(code: str) -> None:
    """The search above finds every way to write it."""
    assert list(branches_on_names(ast.parse(code)))


@pytest.mark.parametrize("code", ["SYSTEM = 'dmnc'", "load('dmnc')", "system == other"])
def test_a_name_may_be_passed_on(code: str) -> None:
    """Naming a default is no branch."""
    assert list(branches_on_names(ast.parse(code))) == []

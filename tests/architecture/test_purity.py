"""Chance comes from one module, and the rules read and write nothing."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import modules_of, package_folders, parse

CHANCE = "rules/allmende_rules/chance.py"


def numpy_random_uses(tree: ast.AST) -> Iterator[int]:
    """The lines that reach numpy.random, by import or by attribute."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names) if any(n.name.startswith("numpy.random") for n in names):
                yield node.lineno
            case ast.ImportFrom(module=str(module)) if module.startswith("numpy.random"):
                yield node.lineno
            case ast.ImportFrom(module="numpy", names=names) if "random" in {n.name for n in names}:
                yield node.lineno
            case ast.Attribute(value=ast.Name(id="np" | "numpy"), attr="random"):
                yield node.lineno


def io_calls(tree: ast.AST) -> Iterator[int]:
    """The lines that call a builtin which reads or writes outside the program."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="open" | "print" | "input" | "breakpoint")):
                yield node.lineno


def test_only_the_chance_module_draws() -> None:
    """No module but chance.py uses numpy.random."""
    found = [
        f"{path}:{line}"
        for path, file in modules_of(*package_folders())
        if path != CHANCE
        for line in numpy_random_uses(parse(file))
    ]
    assert found == []


def test_the_pure_packages_open_and_print_nothing() -> None:
    """The rules and the bots call no builtin that does input or output."""
    found = [
        f"{path}:{line}"
        for path, file in modules_of("allmende_rules", "allmende_bots")
        for line in io_calls(parse(file))
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "import numpy.random",
        "from numpy import random",
        "from numpy.random import Generator",
        "import numpy as np\nnp.random.default_rng()",
    ],
)
def test_each_way_to_draw_is_seen(code: str) -> None:
    """The search above finds every way to write it."""
    assert list(numpy_random_uses(ast.parse(code)))


def test_a_call_of_open_is_seen() -> None:
    """The search above finds a plain call, and lets a method of that name be."""
    assert list(io_calls(ast.parse("open('x')\nround.open()"))) == [1]

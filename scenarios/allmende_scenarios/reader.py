"""From the text of a scenario file to strict types, with every mistake of form named.

The walk follows the structs of `allmende_rules.land` as msgspec describes them, so that keys,
bounds and choices are stated in one place. What the parts have to do with one another is the
checker's affair.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from math import isfinite
from typing import Any

import msgspec
from msgspec import inspect

from allmende_rules.scenario import Scenario
from allmende_scenarios.errors import Problem, ScenarioError, listed, nearest

LARGEST = 1_000_000
"""The most that any number may say: whole economies in micro-units then stay below 2^53."""
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def read(text: str, source: str) -> Scenario:
    """The scenario in a TOML text. Raises ScenarioError with `source` and every mistake of form."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(source, [Problem("", _syntax(str(error)))]) from None
    except RecursionError:
        raise ScenarioError(source, [Problem("", "Brackets are nested too deeply.")]) from None
    problems = list(_problems(_scenario_type(), data, ""))
    if problems:
        raise ScenarioError(source, problems)
    return msgspec.convert(data, Scenario)


@cache
def _scenario_type() -> inspect.Type:
    return inspect.type_info(Scenario)


def _syntax(message: str) -> str:
    """Python says `Expected … (at line 3, column 5)`; people look for the line first."""
    found = re.fullmatch(
        r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", message, re.DOTALL
    )
    if not found:
        return f"This is not TOML: {message}."
    what, line, column = found.groups()
    where = f"line {line}, column {column}" if line else "at the end"
    return f"{where}: this is not TOML: {what[0].lower()}{what[1:]}."


def _problems(kind: inspect.Type, found: Any, path: str) -> Iterator[Problem]:
    match kind:
        case inspect.StructType():
            yield from _struct(kind, found, path)
        case inspect.VarTupleType():
            yield from _list(kind, found, path)
        case inspect.DictType():
            yield from _table(kind, found, path)
        case inspect.UnionType(types=types):
            yield from _problems(types[0], found, path)
        case _:
            yield from _leaf(kind, found, path)


def _struct(kind: inspect.StructType, found: Any, path: str) -> Iterator[Problem]:
    if not isinstance(found, dict):
        yield _wrong(path, found, "a table of keys")
        return
    fields = {field.encode_name: field for field in kind.fields}
    missing = [name for name, field in fields.items() if field.required and name not in found]
    for name in found:
        if name not in fields:
            hint = nearest(name, fields)
            yield Problem(path, f'The key "{name}" is unknown; allowed are {listed(fields)}.{hint}')
    for name in missing:
        yield Problem(path, f'The key "{name}" is missing.')
    for name, field in fields.items():
        if name in found:
            yield from _problems(field.type, found[name], _join(path, name))


def _list(kind: inspect.VarTupleType, found: Any, path: str) -> Iterator[Problem]:
    if not isinstance(found, list):
        yield _wrong(path, found, "a list")
        return
    for number, item in enumerate(found, start=1):
        yield from _problems(kind.item_type, item, f"{path}[{_label(item, number)}]")


def _label(item: Any, number: int) -> str:
    """An entry is named by its id where it has one, else by its place in the list, from 1."""
    name = item.get("id") if isinstance(item, dict) else None
    return name if isinstance(name, str) and name.isidentifier() else f"#{number}"


def _table(kind: inspect.DictType, found: Any, path: str) -> Iterator[Problem]:
    if not isinstance(found, dict):
        yield _wrong(path, found, "a table of keys")
        return
    for name, value in found.items():
        yield from _leaf(kind.key_type, name, path)
        yield from _problems(kind.value_type, value, _join(path, name))


def _join(path: str, name: str) -> str:
    key = name if re.fullmatch(r"[\w-]+", name) else f'"{name}"'
    return f"{path}.{key}" if path else key


def _leaf(kind: inspect.Type, found: Any, path: str) -> Iterator[Problem]:
    match kind:
        case inspect.LiteralType(values=values):
            words = [str(value) for value in values]
            if found not in values or isinstance(found, bool):
                yield _wrong(path, found, f"one of {listed(words)}", nearest(found, words))
        case inspect.BoolType():
            if not isinstance(found, bool):
                yield _wrong(path, found, "true or false")
        case inspect.IntType() | inspect.FloatType():
            yield from _number(kind, found, path)
        case inspect.StrType():
            yield from _text(kind, found, path)


def _number(kind: inspect.IntType | inspect.FloatType, found: Any, path: str) -> Iterator[Problem]:
    whole = isinstance(kind, inspect.IntType)
    low, high = -LARGEST if kind.ge is None else kind.ge, LARGEST if kind.le is None else kind.le
    typed = isinstance(found, int if whole else int | float) and not isinstance(found, bool)
    inside = typed and isfinite(found) and low <= found <= high
    if not inside or (kind.gt is not None and found <= kind.gt):
        noun = "a whole number" if whole else "a number"
        floor = f"from {low:,}" if kind.gt is None else f"above {kind.gt:,}"
        yield _wrong(path, found, f"{noun} {floor} to {high:,}")


def _text(kind: inspect.StrType, found: Any, path: str) -> Iterator[Problem]:
    if not isinstance(found, str):
        yield _wrong(path, found, "text in quotes")
    elif kind.pattern and not re.fullmatch(kind.pattern.strip("^$"), found):
        yield _wrong(path, found, "a name of small letters, digits and _, a letter first")
    elif _CONTROL.search(found) or (kind.max_length and "\n" in found):
        yield _wrong(path, found, "text without control characters")
    elif len(found) < (kind.min_length or 0):
        yield _wrong(path, found, "some text")
    elif kind.max_length and len(found) > kind.max_length:
        yield _wrong(path, found, f"text of at most {kind.max_length} characters")


def _wrong(path: str, found: Any, allowed: str, hint: str = "") -> Problem:
    shown = _shown(found)
    return Problem(path, f"Found {shown}; allowed is {allowed}.{hint}")


def _shown(found: Any) -> str:
    match found:
        case bool():
            return str(found).lower()
        case dict():
            return "a table"
        case list():
            return "a list"
        case str():
            return f'"{_CONTROL.sub("?", found)[:60]}"'
        case int() if abs(found) > LARGEST:
            return "a number that is too large"
        case _:
            return str(found)

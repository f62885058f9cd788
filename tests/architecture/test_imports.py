"""What importing a package loads, seen from a fresh interpreter."""

import subprocess
import sys

import pytest

from tests.architecture.source import modules_of

# Imports everything named, and prints the modules that were not loaded by the libraries alone.
# Libraries may use a clock or chance inside; what matters is what this project adds.
PROBE = """
import importlib, sys
libraries, ours = (names.split(",") for names in sys.argv[1:3])
for name in libraries:
    importlib.import_module(name)
before = set(sys.modules)
for name in ours:
    importlib.import_module(name)
print("\\n".join(sorted(set(sys.modules) - before)))
"""
LIBRARIES = ("numpy", "scipy.sparse", "clarabel", "msgspec.json", "msgspec.toml")
FRAMEWORKS = {"asyncio", "click", "msgpack", "textual", "websockets"}
CLOCK_CHANCE_IO = {"datetime", "logging", "random", "secrets", "socket", "sqlite3", "uuid"}


def module_name(path: str) -> str:
    """rules/allmende_rules/systems/__init__.py is the module allmende_rules.systems."""
    return ".".join(path.removesuffix(".py").removesuffix("/__init__").split("/")[1:])


def loaded_by(names: list[str], libraries: tuple[str, ...]) -> set[str]:
    """The top-level modules that the named ones load beyond what the libraries load."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, ",".join(libraries), ",".join(names)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {line.partition(".")[0] for line in done.stdout.splitlines()}


@pytest.mark.parametrize("package", ["allmende_rules", "allmende_bots"])
def test_the_pure_packages_load_no_framework_clock_chance_or_io(package: str) -> None:
    """All modules together load nothing impure that numpy, scipy and clarabel did not."""
    names = [module_name(path) for path, _ in modules_of(package)]
    loaded = loaded_by(names, LIBRARIES)
    assert package in loaded
    assert loaded & (FRAMEWORKS | CLOCK_CHANCE_IO) == set()


def test_the_libraries_of_the_rules_load_no_framework() -> None:
    """So the test above, which leaves out what the libraries load, misses no framework."""
    assert loaded_by(list(LIBRARIES), ("sys",)) & FRAMEWORKS == set()


def test_the_command_line_starts_without_the_parts() -> None:
    """Importing the command loads no screen, network or numerics: --help stays quick."""
    names = {module_name(path) for path, _ in modules_of("allmende_cli")}
    loaded = loaded_by(sorted(names & {"allmende_cli", "allmende_cli.main"}), ("sys",))
    assert loaded & {"clarabel", "numpy", "scipy", "textual", "websockets"} == set()


def test_the_probe_sees_what_is_loaded() -> None:
    """A module that does load a framework is caught."""
    assert "asyncio" in loaded_by(["asyncio"], LIBRARIES)

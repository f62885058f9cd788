"""The wheel holds the packages, all of them, and nothing else."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, package_folders


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The files in a freshly built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def test_the_top_level_names_are_the_packages(wheel_names: set[str]) -> None:
    """No stray package reaches a user's import path."""
    tops = {name.partition("/")[0] for name in wheel_names if ".dist-info/" not in name}
    assert tops == set(package_folders())


def test_every_file_of_a_package_is_in_the_wheel(wheel_names: set[str]) -> None:
    """Style sheets, scenario files and type markers travel with the code."""
    ours = {
        path.relative_to(folder.parent).as_posix()
        for folder in package_folders().values()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert ours == {name for name in wheel_names if ".dist-info/" not in name}


def test_the_wheel_installs_the_command(wheel_names: set[str]) -> None:
    """The entry point and the licence are part of it."""
    endings = {Path(name).name for name in wheel_names if ".dist-info/" in name}
    assert {"entry_points.txt", "LICENSE"} <= endings

"""`allmende host`: which tables are hosted, and in which order."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from allmende_cli import hosting
from allmende_cli.host import host
from allmende_server.hall import Hall
from allmende_server.store import Store


@pytest.fixture
def hosted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[tuple[str, int]]]:
    """The codes and ports of the tables at each hosting, which ends as soon as it would serve."""
    seen: list[list[tuple[str, int]]] = []

    async def serve(hall: Hall, _store: Store, _key: str, port: int, *, plain: bool) -> None:
        assert plain
        seen.append([(code, port) for code in hall.tables])

    monkeypatch.setenv("ALLMENDE_HOME", str(tmp_path))
    monkeypatch.setattr(hosting, "_serve", serve)
    return seen


def _hosting(*arguments: str) -> None:
    result = CliRunner().invoke(host, [*arguments, "--plain"], catch_exceptions=False)
    assert result.exit_code == 0, result.output


def test_the_table_that_was_asked_for_comes_before_those_taken_up(
    hosted: list[list[tuple[str, int]]],
) -> None:
    """The console and the invitation show the first; where the old one waits, both are hosted."""
    _hosting("valley", "--quick", "--port", "8890")
    _hosting("valley", "--quick")
    ((old, _port),) = hosted[0]
    (fresh, port), second = hosted[1]
    assert fresh != old
    assert second == (old, 8890)
    assert port == 8890


def test_without_a_scenario_only_what_was_left_is_taken_up(
    hosted: list[list[tuple[str, int]]],
) -> None:
    """And a valley is opened where nothing was left."""
    _hosting()
    _hosting()
    assert len(hosted[0]) == 1
    assert hosted[1] == hosted[0]

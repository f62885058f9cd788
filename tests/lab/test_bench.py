"""The benchmark measures whole games beside loops that do what they say."""

import pytest

from allmende_lab import bench
from allmende_lab.bench_reference import ENDOWMENT, LOOPS, PLAYERS, numpy_loop, plain_loop
from allmende_lab.stopwatch import Stopwatch
from allmende_scenarios.catalogue import load_scenario


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table in no time."""
    monkeypatch.setattr(bench, "SECONDS", 0.01)
    monkeypatch.setattr(bench, "BATCH", 10)


def test_both_reference_loops_play_the_same_game() -> None:
    """Every round is logged, within bounds, and the two agree to the last payoff."""
    log = plain_loop(30)
    assert log == numpy_loop(30)
    assert [number for number, _, _ in log] == list(range(30))
    assert all(len(chosen) == PLAYERS for _, chosen, _ in log)
    assert all(0 <= x <= ENDOWMENT for _, chosen, _ in log for x in chosen)


def test_the_table_names_the_game_the_loops_and_the_bar(capsys: pytest.CaptureFixture[str]) -> None:
    """One line each, in rounds per second, and the profile on request."""
    bench.main(["--profile"])
    printed = capsys.readouterr().out
    games = ("valley, dmnc, 8 seats", "nation, dmnc, 12 seats")
    for name in (*games, *LOOPS, "bar for the valley", "500 rounds/s", "400 rounds/s"):
        assert name in printed
    assert "phase allocate" in printed


def test_a_stopwatch_counts_every_part_and_changes_nothing() -> None:
    """The record of a watched game is as long as that of an unwatched one."""
    scenario, watch = load_scenario("valley"), Stopwatch()
    assert bench.play_once(scenario, 3, watch) == bench.play_once(scenario, 3)
    assert {"record", "bots", "questions", "phase allocate", "phase settle"} <= set(watch.seconds)
    assert all(seconds > 0 for seconds in watch.seconds.values())

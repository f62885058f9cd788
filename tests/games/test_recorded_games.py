"""Recorded games replay: today's rules make of the recorded answers what followed then."""

from itertools import pairwise

import pytest

from allmende_rules.ledger import balances, overdrawn
from allmende_rules.record import Answered, Entry, parse_all
from allmende_rules.replay import at_round, restore, verify
from allmende_rules.systems.registry import SYSTEMS
from tests.games.recordings import FOLDER, RECORDINGS, SUFFIX, Recording

AGAIN = "; if the rules changed on purpose, run: python -m tests.games.record"
each_recording = pytest.mark.parametrize(
    "recording", RECORDINGS, ids=[f"{r.system}/{r.name}" for r in RECORDINGS]
)


def entries_of(recording: Recording) -> list[Entry]:
    """The entries of a recording's file, which must be whole."""
    with recording.path.open(encoding="utf-8", newline="\n") as file:
        entries, damage = parse_all(file)
    assert damage is None, damage
    return entries


@each_recording
def test_a_recorded_game_replays(recording: Recording) -> None:
    """Recomputing every event from the recorded answers gives what was recorded, up to rounding."""
    verdict = verify(entries_of(recording))
    assert verdict.same, f"{verdict.first}{AGAIN}"
    assert verdict.rounds == tuple(range(1, recording.rounds + 1))


@each_recording
def test_a_recorded_game_ends_as_its_name_says(recording: Recording) -> None:
    """The last state shows the ending that the recording is kept for."""
    game = restore(entries_of(recording))
    assert game.finished
    assert recording.ending(game.world)


@each_recording
def test_a_recorded_game_keeps_its_books(recording: Recording) -> None:
    """Ledgers of recorded rounds are exact: conservation holds for old games too."""
    entries = entries_of(recording)
    ledgers = [at_round(entries, number).ledger for number in range(recording.rounds + 1)]
    for before, after in pairwise(ledgers):
        assert all(balance.exact for balance in balances(before, after).values())
        assert overdrawn(after) == []


@each_recording
def test_a_recording_is_what_is_played_today(recording: Recording) -> None:
    """Bots and scenarios still bring about the same answers: otherwise record anew."""
    recorded = [entry.body for entry in entries_of(recording) if isinstance(entry.body, Answered)]
    played, damage = parse_all(recording.lines())
    assert damage is None
    assert recorded == [e.body for e in played if isinstance(e.body, Answered)], AGAIN


def test_every_system_has_recorded_games() -> None:
    """A registered system without a recorded game fails here; so does a file that nobody replays."""
    assert {recording.system for recording in RECORDINGS} == set(SYSTEMS)
    kept = {path.relative_to(FOLDER) for path in FOLDER.rglob(f"*{SUFFIX}")}
    assert kept == {recording.path.relative_to(FOLDER) for recording in RECORDINGS}

"""A record is the game: it can be taken up, looked at in any round, and checked."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende_bots.registry import find_bot
from allmende_lab.minds import minds
from allmende_lab.simulate import open_game, play_on
from allmende_rules.events import Posted
from allmende_rules.game import Game
from allmende_rules.record import (
    Answered,
    DamageError,
    Entry,
    Header,
    Resolved,
    RoundEnded,
    digest,
    line,
    parse_all,
)
from allmende_rules.replay import at_round, restore, verify
from allmende_rules.view import view
from allmende_scenarios.catalogue import load_scenario

VALLEY = load_scenario("valley")
SYSTEMS = ("open_access", "dmnc")


def opened(system: str = "open_access", rounds: int = 2) -> Game:
    """A game at its first question, with a person noted and a word said."""
    game = open_game(VALLEY, system=system, seed=5, rounds=rounds)
    game.seat("ada", "person", "Ada")
    game.say("ada", "table", "Good morning.")
    return game


def step(game: Game) -> None:
    """Everyone answers, ada twice, and the phase closes."""
    for seat, questions in game.asked.items():
        answers = find_bot("cautious").answer(view(game.world, seat), questions)
        game.submit(seat, answers, by="cautious")
    if "ada" in game.asked:
        game.withdraw("ada")
        game.submit("ada", {})
    game.close()


def finished(system: str = "open_access", rounds: int = 2) -> Game:
    """A whole game, rolled back once on its way."""
    game = opened(system, rounds)
    while game.world.round < 2:
        step(game)
    game.roll_back(1, by="host")
    while not game.finished:
        step(game)
    return game


def written(entries: list[Entry]) -> list[Entry]:
    """The entries as they come back from their lines."""
    read, damage = parse_all(line(entry) for entry in entries)
    assert damage is None
    return read


def same_state(one: Game, other: Game) -> bool:
    """Whether two games stand at the same point, for whatever comes next."""
    return (
        msgspec.json.encode(one.world) == msgspec.json.encode(other.world)
        and (one.digest, one.given, one.asked, one.finished)
        == (other.digest, other.given, other.asked, other.finished)
        and one.snapshots.keys() == other.snapshots.keys()
    )


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_finished_game_is_restored_and_verified(system: str) -> None:
    """With a rollback on the way: equal state, and every round recomputes."""
    game = finished(system)
    assert restore(game.entries).world == game.world
    entries = written(game.entries)
    assert same_state(restore(entries), game)
    verdict = verify(entries)
    assert (verdict.rounds, verdict.first, verdict.small, verdict.notes) == ((1, 2), None, (), ())


GAME = finished()
WRITTEN = written(GAME.entries)


@settings(max_examples=25)
@given(cut=st.integers(0, len(GAME.entries) - 1))
def test_a_record_cut_anywhere_goes_on_to_its_end(cut: int) -> None:
    """What is kept is unchanged, what was lost is recomputed or played again, and all verifies."""
    kept: list[Entry] = []
    game = restore(WRITTEN[: cut + 1], kept.append)
    assert game.entries[: cut + 1] == WRITTEN[: cut + 1]
    assert game.entries[cut + 1 :] == kept
    play_on(game, minds(VALLEY, {}))
    assert game.finished
    assert verify(written(game.entries)).same


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_restored_game_plays_on_as_the_live_one(system: str) -> None:
    """Taken up in an open phase with answers given, it makes the very same entries."""
    live = opened(system)
    step(live)
    for seat, questions in list(live.asked.items())[:2]:
        live.submit(seat, find_bot("greedy").answer(view(live.world, seat), questions), by="greedy")
    taken_up = restore(written(live.entries))
    assert same_state(taken_up, live)
    for game in (live, taken_up):
        while not game.finished:
            step(game)
    assert [line(entry) for entry in taken_up.entries] == [line(entry) for entry in live.entries]


def test_any_round_can_be_looked_at() -> None:
    """The opening, each round's end, and a sentence for a round that has none."""
    for number, (_, _, world) in GAME.snapshots.items():
        assert at_round(GAME.entries, number) == world
    with pytest.raises(LookupError, match="Round 9 has no end in this record; recorded are 0 to 2"):
        at_round(GAME.entries, 9)


def changed(entries: list[Entry], index: int, **parts: Any) -> list[Entry]:
    """The entries with one body changed, as a forger would who mends the checksum too."""
    forged = list(entries)
    body = msgspec.structs.replace(entries[index].body, **parts)
    forged[index] = msgspec.structs.replace(entries[index], body=body)
    return forged


def first(kind: type, entries: list[Entry], start: int = 0) -> int:
    """The place of the first entry of a kind."""
    return next(e.id for e in entries[start:] if isinstance(e.body, kind))


def posting(entries: list[Entry]) -> tuple[int, int]:
    """The place of a late resolution with a posting of money, and of that posting in it."""
    for entry in reversed(entries):
        if isinstance(entry.body, Resolved):
            for place, event in enumerate(entry.body.events):
                if isinstance(event, Posted) and event.moves[0].asset == "money":
                    return entry.id, place
    raise AssertionError


def forged_posting(by: int) -> list[Entry]:
    """The record with the first move of a late posting changed by so many micro-units."""
    index, place = posting(WRITTEN)
    body = WRITTEN[index].body
    assert isinstance(body, Resolved)
    event = body.events[place]
    assert isinstance(event, Posted)
    move = msgspec.structs.replace(event.moves[0], amount=event.moves[0].amount + by)
    event = msgspec.structs.replace(event, moves=(move, *event.moves[1:]))
    events = (*body.events[:place], event, *body.events[place + 1 :])
    return changed(WRITTEN, index, events=events)


def test_a_forged_amount_is_found_where_it_is() -> None:
    """The verdict names round, phase, entry, and the path to the amount."""
    index, place = posting(WRITTEN)
    verdict = verify(forged_posting(5_000_000))
    assert verdict.first is not None
    assert (verdict.first.entry, verdict.first.round) == (index, 2)
    assert verdict.first.where == f"events[{place}].moves[0][3]"
    assert verdict.first.recorded == verdict.first.recomputed + 5_000_000
    assert verdict.rounds == (1,)
    assert "recorded" in str(verdict.first)


def test_a_difference_of_a_micro_unit_is_listed_and_passes() -> None:
    """Another machine's arithmetic may round the other way; the digest of what follows then differs."""
    index, _ = posting(WRITTEN)
    forged = forged_posting(1)[: index + 1]
    verdict = verify(forged)
    assert verdict.same
    assert [one.small for one in verdict.small] == [True]


def test_a_forged_digest_is_found() -> None:
    """Rounds before it match."""
    last = max(e.id for e in WRITTEN if isinstance(e.body, RoundEnded))
    verdict = verify(changed(WRITTEN, last, digest="0" * 32))
    assert verdict.first is not None
    assert (verdict.first.where, verdict.first.round, verdict.rounds) == ("digest", 2, (1,))


def test_a_forged_answer_is_found() -> None:
    """An answer that was not given brings events that were not recorded."""
    index, body = max(
        (e.id, e.body)
        for e in WRITTEN
        if isinstance(e.body, Answered) and e.body.answers and e.body.seat == "ben"
    )
    for answers in ({"nonsense": 1}, dict.fromkeys(body.answers, 0)):
        verdict = verify(changed(WRITTEN, index, answers=answers))
        assert verdict.first is not None
        assert verdict.first.entry > index
        assert not verdict.same


def test_a_missing_phase_is_found() -> None:
    """Phases come in the order of the system."""
    index = next(e.id for e in WRITTEN if isinstance(e.body, Resolved) and e.body.phase == "settle")
    cut = [*WRITTEN[:index], msgspec.structs.replace(WRITTEN[index + 1], parent=index - 1)]
    verdict = verify(cut)
    assert verdict.first is not None
    assert (verdict.first.where, verdict.first.recomputed) == ("phase", "settle")


def test_an_entry_that_hangs_elsewhere_is_found() -> None:
    """Parents are part of the record."""
    index = first(Resolved, WRITTEN, 10)
    forged = list(WRITTEN)
    forged[index] = msgspec.structs.replace(forged[index], parent=0)
    verdict = verify(forged)
    assert verdict.first is not None
    assert verdict.first.where == "parent"


def test_other_versions_are_named() -> None:
    """A record of another engine, or of another scenario than it says, is told apart."""
    header = WRITTEN[0].body
    assert isinstance(header, Header)
    notes = verify(changed(WRITTEN, 0, engine="0.0.1", scenario_hash="x")).notes
    assert notes[0].startswith("The record was made by engine 0.0.1; this is ")
    assert notes[1].endswith("the record says x.")


def test_what_is_no_record_is_refused() -> None:
    """No header, an unknown system, an unknown phase, a rollback to nowhere."""
    with pytest.raises(DamageError, match="no header"):
        restore(WRITTEN[1:])
    with pytest.raises(LookupError, match="no system"):
        restore(changed(WRITTEN, 0, system="feudalism"))
    with pytest.raises(DamageError, match="there is no phase joust in open_access"):
        restore(changed(WRITTEN, first(Resolved, WRITTEN, 20), phase="joust"))
    back = next(e.id for e in WRITTEN if e.body.__class__.__name__ == "RolledBack")
    with pytest.raises(DamageError, match="round 7 has no end to go back to"):
        restore(changed(WRITTEN, back, round=7))


def test_the_digest_is_of_state_and_events() -> None:
    """A round's digest changes with any hidden fact."""
    world = GAME.world
    other = msgspec.structs.replace(world, hidden={**world.hidden, "tape": {}})
    assert digest("", [], world) != digest("", [], other)

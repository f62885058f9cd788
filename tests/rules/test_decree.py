"""A host's order of another system: from the next round on, as an act of the agenda, in the record."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende_rules.acts import settled
from allmende_rules.agenda import AGENDA, DECREED, coming, cut
from allmende_rules.events import Event, Told
from allmende_rules.game import CHANGE, DECREE, Game
from allmende_rules.record import Decreed, Entry, Resolved, line, parse_all
from allmende_rules.refusals import Refused
from allmende_rules.replay import restore, verify
from allmende_rules.rounds import finished_round
from allmende_rules.scenario import Act
from allmende_rules.systems import registry
from allmende_rules.world import TABLE, World
from tests.headless import bots_of, mixed, new_game, play_on
from tests.scenarios_tiny import TINY


def act(system: str, rounds: int = 1, **dials: float) -> Act:
    """An act as it is ordered."""
    return settled(TINY, Act(system=system, rounds=rounds, dials=dials))


def begun(system: str = "open_access", rounds: int = 4, then: tuple[Act, ...] = ()) -> Game:
    """A game in its second round."""
    game = new_game(TINY, system, rounds=rounds, then=list(then))
    return on(game, 2)


def on(game: Game, to: int = 99) -> Game:
    """Played on by bots."""
    return play_on(game, bots_of(mixed(game)), before=to)


def systems(game: Game) -> list[str]:
    """The system in force at the end of each round."""
    ends = sorted(game.snapshots.items())
    return [world.fact(TABLE, "system") for number, (_, _, world) in ends if number]


def written(game: Game) -> None:
    """Every line of the record recomputes, and leads to the same game."""
    entries, damage = parse_all([line(entry) for entry in game.entries])
    assert damage is None
    verdict = verify(entries)
    assert verdict.same, verdict.first
    assert restore(entries).digest == game.digest


def test_what_is_ordered_begins_with_the_next_round() -> None:
    """As an act to the end of the game, with its dials; the open phase and its answers stay."""
    game = begun()
    seat = next(iter(game.asked))
    game.submit(seat, {})
    asked, given, phase = game.asked, dict(game.given), game.phase
    name, events = game.decree(act("dmnc", term=2), "host")
    assert (name, game.asked, game.given, game.phase) == (DECREE, asked, given, phase)
    assert game.system.id == "open_access"
    assert coming(game.world) is None
    assert [event.to for event in events if isinstance(event, Told)] == ["all"]
    on(game, 3)
    assert game.system.id == "dmnc"
    assert game.world.dial("term") == 2
    assert DECREED not in game.world.public[TABLE]
    on(game)
    assert systems(game) == ["open_access", "open_access", "dmnc", "dmnc"]
    assert [one["rounds"] for one in game.world.fact(TABLE, AGENDA)] == [2, 2]
    written(game)


def test_everybody_is_told_that_the_host_ordered_it() -> None:
    """In the change, with a receipt for each seat."""
    game = begun()
    game.decree(act("dmnc"), "host")
    on(game, 3)
    (change,) = [
        entry.body
        for entry in game.entries
        if isinstance(entry.body, Resolved) and entry.body.phase == CHANGE
    ]
    told = [event for event in change.events if isinstance(event, Told)]
    assert "as the host ordered" in told[0].text
    assert {"all", *game.header.seats} <= {event.to for event in told}


def test_an_order_goes_before_the_agenda_and_before_a_vote() -> None:
    """What the agenda had for the rounds that remain is not played."""
    game = begun(then=(Act(system="dmnc", rounds=2),))
    game.decree(act("ostrom"), "host")
    assert systems(on(game)) == ["open_access", "open_access", "ostrom", "ostrom"]
    written(game)


def test_the_last_order_counts() -> None:
    """Until the round begins it can be ordered otherwise."""
    game = begun()
    game.decree(act("dmnc"), "host")
    game.decree(act("ostrom"), "host")
    assert systems(on(game))[2:] == ["ostrom", "ostrom"]
    written(game)


@pytest.mark.parametrize("then", [(), (Act(system="dmnc", rounds=1),)])
def test_an_order_taken_back_leaves_the_agenda_as_it_was(then: tuple[Act, ...]) -> None:
    """Also after it was ordered otherwise; the game is played as if nothing had been ordered."""
    plain, game = begun(then=then), begun(then=then)
    table = dict(game.world.public[TABLE])
    game.decree(act("command"), "host")
    game.decree(act("ostrom"), "host")
    game.decree(None, "host")
    assert game.world.public[TABLE] == table
    assert systems(on(game)) == systems(on(plain))
    ends = [[kept[2] for _, kept in sorted(one.snapshots.items())] for one in (plain, game)]
    assert ends[0] == ends[1]
    written(game)
    with pytest.raises(Refused):
        game.decree(None, "host")


def test_nothing_ordered_can_be_taken_back_and_no_round_is_left_after_the_last() -> None:
    """Refused with what is in force, and with the round; nothing changes."""
    game = begun(rounds=2)
    before = len(game.entries)
    for order, code in ((None, "nothing_to_undo"), (act("dmnc"), "out_of_bounds")):
        with pytest.raises(Refused) as caught:
            game.decree(order, "host")
        assert caught.value.refusal.code == code
    on(game)
    with pytest.raises(Refused, match="over"):
        game.decree(act("dmnc"), "host")
    assert len([one for one in game.entries if isinstance(one.body, Decreed)]) == 0
    assert before < len(game.entries)


def test_a_system_that_cannot_begin_in_this_land_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the reason; nothing changes."""

    def fails(_world: World) -> list[Event]:
        raise ValueError("there is no bank")

    broken = replace(registry.SYSTEMS["capitalism"], open=fails)
    game = begun()
    monkeypatch.setitem(registry.SYSTEMS, "capitalism", broken)
    before, world = len(game.entries), game.world
    with pytest.raises(Refused, match=r"cannot be played under .*: there is no bank") as caught:
        game.decree(act("capitalism"), "host")
    assert caught.value.refusal.code == "not_an_option"
    assert (len(game.entries), game.world) == (before, world)


@pytest.mark.parametrize("back", [1, 2])
def test_going_back_before_an_order_undoes_it(back: int) -> None:
    """Going back to the end of its own round keeps it: it is part of that round."""
    game = begun()
    game.decree(act("dmnc"), "host")
    on(game, 4)
    game.roll_back(back, "host")
    then = "open_access" if back == 1 else "dmnc"
    assert game.system.id == then
    assert systems(on(game)) == ["open_access", "open_access", then, then]
    written(game)


def test_a_record_cut_within_an_order_goes_on() -> None:
    """The order alone leads to what follows from it, and to the same game."""
    game = begun()
    seat = next(iter(game.asked))
    game.submit(seat, {})
    game.decree(act("dmnc"), "host")
    at = next(one.id for one in game.entries if isinstance(one.body, Decreed))
    for cut_at in (at + 1, at + 2):
        taken_up = restore(game.entries[:cut_at])
        assert taken_up.world == game.world
        assert (taken_up.given, taken_up.asked) == (game.given, game.asked)
    assert on(taken_up).digest == on(game).digest


@cache
def eventful() -> list[Entry]:
    """The record of a game with orders, one taken back, and two ways back: before one and after one."""
    game = begun()
    game.decree(act("ostrom"), "host")
    game.decree(None, "host")
    game.decree(act("dmnc"), "host")
    on(game, 4)
    game.roll_back(2, "host")
    game.decree(act("command"), "host")
    on(game)
    game.roll_back(0, "host")
    game.decree(act("capitalism"), "host")
    return on(game).entries


@settings(max_examples=30)
@given(part=st.floats(0, 1))
def test_a_record_cut_anywhere_goes_on(part: float) -> None:
    """Whatever was lost is recomputed or played again, and all verifies."""
    entries = eventful()
    cut_at = 1 + round(part * (len(entries) - 1))
    taken_up = restore(entries[:cut_at])
    assert taken_up.entries[:cut_at] == entries[:cut_at]
    assert on(taken_up).finished
    written(taken_up)


def test_an_order_in_the_midst_of_a_round_parts_it_as_before() -> None:
    """Its phases, their answers and the state that each met are those of the round."""
    plain, game = begun(), begun()
    game.decree(act("dmnc"), "host")
    rounds = [finished_round(on(one, 3), 2) for one in (plain, game)]
    was, now = ([(step.phase.id, step.given) for step in one.steps] for one in rounds)
    assert now == was
    assert rounds[1].end == game.snapshots[2][2]


def test_an_order_that_the_rules_do_not_make_fails_the_check() -> None:
    """What is written as its consequence has to be it, and it falls into a phase."""
    game = begun()
    game.decree(act("dmnc"), "host")
    entries = on(game).entries
    at = next(one.id for one in entries if isinstance(one.body, Decreed))
    forged = list(entries)
    forged[at] = msgspec.structs.replace(entries[at], body=Decreed("host", act("command")))
    first = verify(forged).first
    assert first is not None
    assert (first.entry, first.phase) == (at + 1, DECREE)
    late = msgspec.structs.replace(entries[at], id=len(entries), parent=entries[-1].id)
    first = verify([*entries, late]).first
    assert first is not None
    assert (first.entry, first.where) == (late.id, "phase")


def test_acts_are_cut_where_a_round_ends() -> None:
    """The act in force ends with it, and what would follow is left out."""
    acts = (act("dmnc", 2), act("ostrom", 3), act("command", 1))
    assert [one.rounds for one in cut(acts, 1)] == [1]
    assert [one.rounds for one in cut(acts, 2)] == [2]
    assert [one.rounds for one in cut(acts, 4)] == [2, 2]
    assert cut(acts, 6) == acts

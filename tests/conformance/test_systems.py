"""What any system must do, whatever its rules: every registered one is held to all of it."""

from collections import Counter
from collections.abc import Mapping

import pytest
from allmende_rules.answers import read
from allmende_rules.game import Game
from allmende_rules.ledger import balances, overdrawn
from allmende_rules.questions import Motion, Question, Text, stands
from allmende_rules.record import Resolved, line, parse
from allmende_rules.refusals import KINDS, Refused
from allmende_rules.system import Dial, System
from allmende_rules.systems.registry import SYSTEMS, find_system
from allmende_rules.view import View, view
from allmende_rules.world import World, fold
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conformance.tables import TABLES, books, each_system, each_table, finished, fresh
from tests.headless import (
    TINY,
    Player,
    answer_all,
    at_levels,
    bots_of,
    fork,
    mixed,
    new_game,
    play_on,
    step,
)
from tests.strategies import legal_corners, levels, outside

DECISIONS = 4
DIALS = [
    (system.id, dial, value)
    for system in SYSTEMS.values()
    for dial in system.dials
    for value in (dial.low, dial.high)
]


def sound(game: Game) -> None:
    """Assert the identities of the ledger, in every round that has ended and now."""
    for number, balance in enumerate(books(game), start=1):
        assert {asset: b for asset, b in balance.items() if not b.exact} == {}, number
    whole = balances({}, game.world.ledger)
    assert {asset: b for asset, b in whole.items() if not b.exact} == {}
    assert overdrawn(game.world.ledger) == []
    assert {k: v for k, v in game.world.ledger.get("clearing", {}).items() if v} == {}
    total: Counter[str] = Counter()
    for book in game.world.ledger.values():
        total.update(book)
    assert {asset: amount for asset, amount in total.items() if amount} == {}


def nearest_to(turn: int) -> Player:
    """Every question answered by the same corner of what is legal: 0 the lowest, -1 the highest."""
    return lambda _game, _seat, asked: {q.id: legal_corners(q)[turn] for q in asked}


@each_table
def test_the_same_seed_is_the_same_game(system: str, scenario: str) -> None:
    """Two games in step make equal entries at every step, and the same digests."""
    one, other = fresh(system, scenario), fresh(system, scenario)
    cast = bots_of(mixed(one))
    while not one.finished:
        step(one, cast)
        step(other, cast)
        assert one.entries[-1] == other.entries[-1]
    assert one.entries == other.entries
    assert one.digest == other.digest


@each_table
def test_another_seed_is_another_game(system: str, scenario: str) -> None:
    """The seed matters: with another one the same bots play another game."""
    assert finished(system, scenario).digest != finished(system, scenario, 2).digest


@each_table
def test_the_record_folds_to_the_world(system: str, scenario: str) -> None:
    """Folding the recorded events alone, with no rule, is the live world."""
    game = finished(system, scenario)
    world = World(land=game.header.scenario.land)
    for entry in game.entries:
        if isinstance(entry.body, Resolved):
            world = fold(world, entry.body.events)
    assert world == game.world


@each_table
def test_every_entry_survives_its_line(system: str, scenario: str) -> None:
    """Written and read again, an entry folds to the same state and is written the same."""
    game = finished(system, scenario)
    world = World(land=game.header.scenario.land)
    for entry in game.entries:
        again = parse(line(entry))
        assert line(again) == line(entry)
        if isinstance(again.body, Resolved):
            world = fold(world, again.body.events)
    assert world.ledger == game.world.ledger
    assert parse(line(game.entries[0])) == game.entries[0]


@each_table
def test_the_ledger_is_exact_in_every_round(system: str, scenario: str) -> None:
    """Opening + made + issued = closing + used + lost, for every asset and round; nobody is overdrawn."""
    game = finished(system, scenario)
    assert len(books(game)) == game.header.rounds
    sound(game)


@each_table
def test_no_money_appears_after_the_opening(system: str, scenario: str) -> None:
    """None of these systems issues money, and none is lost."""
    for balance in books(finished(system, scenario)):
        assert (balance["money"].issued, balance["money"].lost) == (0, 0)
        assert balance["money"].opening == balance["money"].closing


@each_table
@pytest.mark.parametrize("turn", [0, 1, -1], ids=["lowest", "middle", "highest"])
def test_the_corners_of_what_is_legal_can_be_played(
    system: str, scenario: str, turn: int
) -> None:
    """Everyone at the lowest, a middle or the highest answer: the game goes on and its books are exact."""
    game = play_on(fresh(system, scenario), nearest_to(turn))
    sound(game)


@each_system
@settings(max_examples=30)
@given(seed=st.integers(0, 9), chosen=levels)
def test_any_legal_play_is_sound(system: str, seed: int, chosen: list[float]) -> None:
    """Whatever legal answers are given, the game plays on and its books are exact."""
    sound(play_on(new_game(TINY, system, seed=seed, rounds=3), at_levels(chosen)))


@each_table
def test_every_corner_of_a_question_is_accepted(system: str, scenario: str) -> None:
    """Each legal answer to each question is taken on its own, and so is the default."""
    game = fresh(system, scenario)
    cast = bots_of(mixed(game))
    while not game.finished:
        for seat, asked in game.asked.items():
            trial = fork(game)
            for question in asked:
                for value in (*legal_corners(question), question.default):
                    assert trial.submit(seat, {question.id: value})[question.id] == value
        step(game, cast)


@each_table
def test_what_is_not_legal_is_refused_without_a_trace(system: str, scenario: str) -> None:
    """A sample outside every question's bounds is refused with its code, and nothing has changed."""
    game = fresh(system, scenario)
    cast = bots_of(mixed(game))
    while not game.finished:
        answer_all(game, cast)
        for seat, asked in game.asked.items():
            for question in asked:
                for raw, code in outside(question):
                    refused(game, seat, {question.id: raw}, code)
            refused(game, seat, {"no such question": 1}, "no_such_question")
        refused(game, "nobody", {}, "no_such_seat")
        game.close()
    refused(game, game.seats[0], {}, "game_over")


def refused(game: Game, seat: str, raw: Mapping[str, object], code: str) -> None:
    """Assert that a submission is refused with this code, says so, and leaves the game as it was."""
    world, entries, given = game.world, len(game.entries), dict(game.given)
    with pytest.raises(Refused) as caught:
        game.submit(seat, raw)
    assert caught.value.refusal.code == code, (raw, caught.value.refusal)
    assert code in KINDS
    assert str(caught.value)
    assert game.world is world
    assert len(game.entries) == entries
    assert game.given == given


@each_table
def test_a_legal_answer_beside_an_illegal_one_is_not_taken(system: str, scenario: str) -> None:
    """A submission stands whole or not at all."""
    game = fresh(system, scenario)
    cast = bots_of(mixed(game))
    while not any(len(asked) > 1 for asked in game.asked.values()):
        step(game, cast)
    seat, asked = next((seat, asked) for seat, asked in game.asked.items() if len(asked) > 1)
    good, bad = asked[0], asked[1]
    raw, code = next(outside(bad))
    refused(game, seat, {good.id: good.default, bad.id: raw}, code)


@each_table
def test_a_round_asks_for_at_most_four_decisions(system: str, scenario: str) -> None:
    """No person must decide more than four things in a round, whichever bots sit around."""
    game = fresh(system, scenario)
    cast = bots_of(mixed(game))
    required: Counter[tuple[int, str]] = Counter()
    while not game.finished:
        for seat in game.header.seats:
            asked = game.asked.get(seat, ())
            required[game.world.round, seat] += sum(question.required for question in asked)
        step(game, cast)
    assert {who: many for who, many in required.items() if many > DECISIONS} == {}


@each_table
def test_every_question_is_complete(system: str, scenario: str) -> None:
    """A title, a help, effects, a legal default, and an id that is unique for seat and phase."""
    game = fresh(system, scenario)
    cast = bots_of(mixed(game))
    while not game.finished:
        for asked in game.asked.values():
            assert len({question.id for question in asked}) == len(asked)
            for question in asked:
                complete(question)
        step(game, cast)


def complete(question: Question) -> None:
    """Assert that a question says what it asks, and that its default answers it."""
    assert question.title
    assert question.help.endswith(".")
    assert question.topic
    assert question.about
    assert read(question, question.default) == question.default
    assert bool(question.effects) != isinstance(question, Motion | Text)
    if isinstance(question, Motion | Text):
        assert not stands(question)


@each_table
def test_effects_name_indicators_that_are_measured(system: str, scenario: str) -> None:
    """What a question says it moves is measured in the round's report, for that seat or for all."""
    game = fresh(system, scenario)
    cast = bots_of(mixed(game))
    promised: set[tuple[int, str, str]] = set()
    while not game.finished:
        for seat in game.header.seats:
            for question in game.asked.get(seat, ()):
                promised |= {(game.world.round, seat, e.indicator) for e in question.effects}
        step(game, cast)
    missing = {
        (number, seat, name)
        for number, seat, name in promised
        if name not in game.world.secret(seat, f"round {number}", {})
        and name not in game.world.public[f"round {number}"]
        and game.header.seats
    }
    assert {m for m in missing if not _lost_since(game, m)} == set()


def _lost_since(game: Game, missing: tuple[int, str, str]) -> bool:
    """Whether the indicator is of a site that the seat no longer held when the round ended."""
    number, seat, name = missing
    held = game.snapshots[number][2].held(seat)
    return "." in name and name.partition(".")[2] not in held


@pytest.mark.parametrize(
    ("system", "dial", "value"), DIALS, ids=[f"{s}-{d.id}-{v:g}" for s, d, v in DIALS]
)
def test_every_dial_plays_at_its_bounds(system: str, dial: Dial, value: float) -> None:
    """Three rounds at the low and at the high bound of a dial end, with exact books."""
    game = new_game(TINY, system, rounds=3, dials={dial.id: value})
    play_on(game, bots_of(mixed(game)))
    sound(game)
    assert all(number == number for number in game.world.public["round 3"].values())  # noqa: PLR0124  # no NaN


@each_system
def test_a_system_describes_itself(system: str) -> None:
    """Name, summary, a title for each role, phases with unique ids, and dials whose default is in range."""
    described = find_system(system)
    assert described.name
    assert described.summary.endswith(".")
    assert set(described.roles) >= {"licensee", "member", "planner"}
    ids = [phase.id for phase in described.phases]
    assert len(set(ids)) == len(ids)
    for dial in described.dials:
        assert dial.label
        assert dial.source
        assert dial.low <= dial.default <= dial.high
        assert dial.off is None or dial.low <= dial.off <= dial.high


@each_system
def test_the_sealed_phases_are_in_order(system: str) -> None:
    """Every system executes, settles and lets nature work, in that order and after all decisions."""
    phases = list(find_system(system).phases)
    at = {phase.id: index for index, phase in enumerate(phases)}
    assert at["execute"] < at["settle"] < at["nature"] < at["report"] == len(phases) - 1
    asking = [index for index, phase in enumerate(phases) if _asks(system, phase.id)]
    assert max(asking) < at["execute"]


def _asks(system: str, phase: str) -> bool:
    asked = {
        entry.body.phase
        for entry in finished(system, "tiny").entries
        if type(entry.body).__name__ == "Answered"
    }
    return phase in asked


@each_table
def test_previews_speak_of_open_questions(system: str, scenario: str) -> None:
    """A preview is a pure function of view, questions and draft; each line reads as a sentence."""
    game = fresh(system, scenario)
    cast = bots_of(mixed(game))
    while not game.finished:
        for seat, asked in game.asked.items():
            _previewed(game.phase.preview, view(game.world, seat), asked)
        step(game, cast)


def _previewed(preview: object, seen: View, asked: tuple[Question, ...]) -> None:
    assert callable(preview)
    for draft in ({}, *({q.id: legal_corners(q)[turn] for q in asked} for turn in (0, -1))):
        lines = preview(seen, asked, draft)
        assert lines == preview(seen, asked, draft)
        for said in lines:
            assert said.question in {question.id for question in asked}
            assert said.text.format(**said.facts)


def test_every_system_and_scenario_is_at_a_table() -> None:
    """The suite covers each registered system twice."""
    assert Counter(system for system, _ in TABLES) == dict.fromkeys(SYSTEMS, 2)
    assert all(isinstance(system, System) for system in SYSTEMS.values())

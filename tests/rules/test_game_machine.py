"""Any play at all: legal and illegal answers, undo, closing, rollback, orders and talk, in any order.

Whatever is done, the books are exact, the record folds to the state, and what is refused leaves no trace.
"""

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from allmende_rules.acts import settled
from allmende_rules.agenda import DECREED
from allmende_rules.ledger import balances, overdrawn
from allmende_rules.record import Resolved, Said, line, parse_all, thread
from allmende_rules.refusals import Refused
from allmende_rules.scenario import Act
from allmende_rules.systems.registry import SYSTEMS
from allmende_rules.world import TABLE, World, fold
from tests.headless import new_game
from tests.illegal import outside
from tests.scenarios_tiny import TINY
from tests.strategies import at_level

level = st.floats(0, 1)
turn = st.integers(0, 50)


class Play(RuleBasedStateMachine):
    """A small game that anyone may do anything to."""

    @initialize(system=st.sampled_from(sorted(SYSTEMS)), seed=st.integers(0, 2**64 - 1))
    def open(self, system: str, seed: int) -> None:
        self.game = new_game(TINY, system, seed=seed, rounds=2)
        self.said: list[str] = []

    def running(self) -> bool:
        return not self.game.finished

    def pick(self, number: int) -> tuple[str, Any]:
        seats = sorted(self.game.asked)
        seat = seats[number % len(seats)]
        asked = self.game.asked[seat]
        return seat, asked[number % len(asked)]

    @precondition(running)
    @rule(number=turn, level=level)
    def answer_all(self, number: int, level: float) -> None:
        seat, _ = self.pick(number)
        answers = {question.id: at_level(question, level) for question in self.game.asked[seat]}
        assert self.game.submit(seat, answers) == answers
        assert self.game.given[seat] == answers

    @precondition(running)
    @rule(number=turn, level=level)
    def answer_one(self, number: int, level: float) -> None:
        seat, question = self.pick(number)
        value = at_level(question, level)
        before = dict(self.game.given.get(seat, {}))
        assert self.game.submit(seat, {question.id: value}) == {**before, question.id: value}

    @precondition(running)
    @rule(number=turn, sample=turn)
    def answer_illegally(self, number: int, sample: int) -> None:
        seat, question = self.pick(number)
        samples = list(outside(question))
        raw, code = samples[sample % len(samples)]
        self.refused(code, lambda: self.game.submit(seat, {question.id: raw}))

    @precondition(running)
    @rule(number=turn)
    def undo(self, number: int) -> None:
        seat, _ = self.pick(number)
        if seat in self.game.given:
            self.game.withdraw(seat)
            assert seat not in self.game.given
        else:
            self.refused("nothing_to_undo", lambda: self.game.withdraw(seat))

    @precondition(running)
    @rule()
    def close(self) -> None:
        round_, phase = self.game.world.round, self.game.phase.id
        steps = self.game.close()
        assert steps[0][0] == phase
        assert (self.game.world.round, self.game.phase.id) != (round_, phase) or self.game.finished

    @rule(round_=st.integers(-1, 3))
    def roll_back(self, round_: int) -> None:
        if round_ in self.game.snapshots and round_ < self.game.header.rounds:
            kept = list(self.game.entries)
            self.game.roll_back(round_, "host")
            assert self.game.entries[: len(kept)] == kept
            assert self.game.world.round == round_ + 1
        elif round_ not in self.game.snapshots:
            self.refused("out_of_bounds", lambda: self.game.roll_back(round_, "host"))

    @rule(system=st.none() | st.sampled_from(sorted(SYSTEMS)))
    def order_a_system(self, system: str | None) -> None:
        act = settled(TINY, Act(system=system, rounds=1)) if system else None
        pending = self.game.world.fact(TABLE, DECREED) is not None
        asked, given = self.game.asked, dict(self.game.given)
        if self.game.finished:
            self.refused("game_over", lambda: self.game.decree(act, "host"))
        elif act is None and not pending:
            self.refused("nothing_to_undo", lambda: self.game.decree(act, "host"))
        elif act and self.game.world.round == self.game.header.rounds:
            self.refused("out_of_bounds", lambda: self.game.decree(act, "host"))
        else:
            self.game.decree(act, "host")
            assert (self.game.asked, self.game.given) == (asked, given)

    @rule(text=st.text(max_size=20))
    def say(self, text: str) -> None:
        self.game.say("ann", "table", text)
        self.said.append(text)

    def refused(self, code: str, act: Any) -> None:
        world, entries, given = self.game.world, len(self.game.entries), dict(self.game.given)
        with pytest.raises(Refused) as caught:
            act()
        assert caught.value.refusal.code == code
        assert self.game.world is world
        assert len(self.game.entries) == entries
        assert self.game.given == given

    @invariant()
    def books_are_exact(self) -> None:
        ledger = self.game.world.ledger
        assert all(balance.exact for balance in balances({}, ledger).values())
        assert overdrawn(ledger) == []
        assert not any(ledger.get("clearing", {}).values())
        for number in range(1, max(self.game.snapshots) + 1):
            ends = (
                self.game.snapshots[number - 1][2].ledger,
                self.game.snapshots[number][2].ledger,
            )
            assert all(balance.exact for balance in balances(*ends).values())

    @invariant()
    def the_thread_folds_to_the_state(self) -> None:
        world = World(land=TINY.land)
        for entry in thread(self.game.entries):
            if isinstance(entry.body, Resolved):
                world = fold(world, entry.body.events)
        assert world == self.game.world

    @invariant()
    def what_was_said_stays(self) -> None:
        talk = [entry.body.text for entry in self.game.entries if isinstance(entry.body, Said)]
        assert talk == self.said

    def teardown(self) -> None:
        if hasattr(self, "game"):
            lines = [line(entry) for entry in self.game.entries]
            entries, damage = parse_all(lines)
            assert damage is None
            assert [line(entry) for entry in entries] == lines


TestPlay = Play.TestCase
TestPlay.settings = settings(max_examples=150, stateful_step_count=40)

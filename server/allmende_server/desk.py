"""Where answers to the open phase are handed in: checked, previewed, taken back, counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from allmende_bots.mind import Bot
from allmende_protocol.messages import Raw
from allmende_rules.answers import read, read_answers, refuse
from allmende_rules.game import Game
from allmende_rules.play import complete
from allmende_rules.questions import Answers, Question
from allmende_rules.refusals import Refused
from allmende_rules.scenario import Act
from allmende_rules.system import Line
from allmende_rules.view import view
from allmende_server.history import History, Past


class Desk:
    """The open phase of a game, with the answers to it that are still being made.

    `key` names this opening of the phase and no other, also after a restart: answers meant for
    another are refused, never applied to the wrong question.
    """

    def __init__(self, game: Game) -> None:
        self.game = game
        self.history = History(game.header.scenario.land)
        self._drafts: dict[str, Raw] = {}
        self._settled: set[str] = set()
        self._open()

    @property
    def key(self) -> str:
        """Round, phase, and the record's entry that opened it."""
        return f"{self.game.world.round}.{self.game.phase.id}.{self.history.last_entry}"

    def pending(self) -> list[str]:
        """The seats that are asked and have not answered."""
        return [seat for seat in self.game.asked if seat not in self.game.given]

    def answers(self, seat: str) -> Raw:
        """What a seat has given so far, as plain data."""
        return _plain(self.game.given.get(seat, {}))

    def silence(self, seat: str) -> Raw:
        """What counts for a seat that gives nothing, as plain data."""
        return _plain(complete(self.game.world, seat, self.game.asked.get(seat, ()), None))

    def submit(self, seat: str, key: str, raw: Raw) -> Raw:
        """Take a seat's answers; returns all that now stand. Raises Refused and changes nothing."""
        self._decidable(seat, key)
        return _plain(self.game.submit(seat, raw))

    def keep_draft(self, seat: str, key: str, raw: Raw) -> None:
        """Keep answers in the making, which count if time runs out. Raises Refused, as submit.

        What a seat has sent stands until it sends again: beside it a draft is not kept.
        """
        self._decidable(seat, key)
        if seat not in self.game.given:
            self._drafts[seat] = raw

    def foresee(self, seat: str, key: str, raw: Raw) -> tuple[Line, ...]:
        """What a draft would mean, from the seat's view and the draft alone. Raises Refused."""
        questions = self._questions(seat, key)
        game = self.game
        draft = {**game.given.get(seat, {}), **read_answers(questions, raw)}
        whole = complete(game.world, seat, questions, draft)
        return game.phase.preview(view(game.world, seat), questions, whole)

    def intends(self, seat: str) -> Answers:
        """What a seat says about everything: its answers and draft to the open phase, and what stands."""
        world, questions = self.game.world, self.game.asked.get(seat, ())
        standing: Answers = dict(world.secret(seat, "standing", {}))
        if not questions:
            return standing
        said = {**read_answers(questions, self._readable(seat)), **self.game.given.get(seat, {})}
        return {**standing, **complete(world, seat, questions, said)}

    def undo(self, seat: str, key: str) -> None:
        """Take a seat's own answers back. Raises Refused if there are none, or it is too late."""
        self._decidable(seat, key)
        self.game.withdraw(seat)

    def settled(self, seat: str) -> bool:
        """Whether a bot has answered the open phase for people who have come since."""
        return seat in self._settled

    def hand_over(self, seat: str, *, from_bot: bool) -> None:
        """Someone sits down: another's draft is dropped, and what a bot has answered stands."""
        self._drafts.pop(seat, None)
        if from_bot and seat in self.game.given:
            self._settled.add(seat)

    def ask_bots(self, mind: Callable[[str], Bot | None]) -> None:
        """Have every bot answer that has not, from its own view, by the same door as people."""
        for seat in self.pending():
            bot = mind(seat)
            if bot is not None:
                self._bot_answers(seat, bot, by=bot.id)

    def close(self, stand_in: Callable[[str], Bot | None]) -> list[Past]:
        """Close the phase; returns what followed.

        Who has submitted nothing is answered for by their draft, else by their stand-in, else by
        silence, and the record says which.
        """
        for seat in self.pending():
            if draft := self._readable(seat):
                self.game.submit(seat, draft, by="draft")
            elif bot := stand_in(seat):
                self._bot_answers(seat, bot, by=f"stand-in {bot.id}")
            else:
                self.game.submit(seat, {}, by="silence")
        self.game.close()
        return self._open()

    def go_back(self, round_: int, by: str) -> list[Past]:
        """Open the phase anew that followed the end of a round; raises Refused if it has none."""
        last = self.game.header.rounds - 1
        if round_ > last:
            raise refuse(
                "out_of_bounds",
                "After round {found} there is nothing to play; go back to {low} to {high}.",
                found=round_,
                low=0,
                high=last,
            )
        self.game.roll_back(round_, by)
        return self._open()

    def decree(self, act: Act | None, by: str) -> list[Past]:
        """Have another system begin with the next round; None takes that back. Raises Refused."""
        self.game.decree(act, by)
        return self.history.catch_up(self.game.entries)

    def _open(self) -> list[Past]:
        self._drafts, self._settled = {}, set()
        return self.history.catch_up(self.game.entries)

    def _bot_answers(self, seat: str, bot: Bot, by: str) -> None:
        """A bot whose answers do not stand has been silent: the record shows that it gave none."""
        answers = bot.answer(view(self.game.world, seat), self.game.asked[seat])
        try:
            self.game.submit(seat, _plain(answers), by=by)
        except Refused:
            self.game.submit(seat, {}, by=by)

    def _readable(self, seat: str) -> Raw:
        """The part of a seat's draft that stands; a half-typed answer does not spoil the others."""
        draft = self._drafts.get(seat, {})
        return {q.id: draft[q.id] for q in self.game.asked[seat] if _stands(q, draft)}

    def _decidable(self, seat: str, key: str) -> None:
        """Raises Refused if the seat's people may not decide its open questions."""
        self._questions(seat, key)
        if settled := self.why_settled(seat):
            raise settled

    def check_open(self, key: str) -> None:
        """Raises Refused, with both keys in its facts, if `key` is not this opening of the phase."""
        if key != self.key:
            raise refuse(
                "phase_closed",
                "That phase has closed; open now is {title}.",
                found=key[:80],
                open=self.key,
                title=self.game.phase.title,
            )

    def why_settled(self, seat: str) -> Refused | None:
        """What the seat's people are told if a bot has answered the open phase for them."""
        if not self.settled(seat):
            return None
        return refuse(
            "next_phase",
            "A bot had answered “{title}” for this seat before you came;"
            " you decide from the next phase on.",
            title=self.game.phase.title,
        )

    def _questions(self, seat: str, key: str) -> tuple[Question, ...]:
        """The seat's open questions. Raises Refused if `key` is not this phase, or it has none."""
        if self.game.finished:
            raise refuse("game_over", "The game is over; its record stands.")
        self.check_open(key)
        if seat not in self.game.asked:
            raise refuse(
                "no_such_question",
                "“{title}” asks the seat {seat} nothing.",
                title=self.game.phase.title,
                seat=seat,
            )
        return self.game.asked[seat]


def _plain(answers: Answers) -> Raw:
    plain: dict[str, Any] = msgspec.to_builtins(answers)
    return plain


def _stands(question: Question, draft: Raw) -> bool:
    if question.id not in draft:
        return False
    try:
        read(question, draft[question.id])
    except Refused:
        return False
    return True

"""What typed commands do at the table in the plain dialogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from allmende_client import plain_help, planning
from allmende_client.entry import Mistake
from allmende_client.looking import typed_motion
from allmende_client.plain_turn import Turn
from allmende_client.session import TO_ROLE, Session
from allmende_client.words import _


class Commands:
    """Obeys a word with the rest of its line, and says what came of it."""

    def __init__(self, session: Session, turn: Turn, say: Callable[[Iterable[str]], None]) -> None:
        self._session = session
        self._turn = turn
        self._say = say

    async def obey(self, word: str, rest: str) -> bool:  # one case a command
        """Do what a command asks; False if the word is no command."""
        match word:
            case "say":
                await self._session.say(rest)
            case "role":
                await self._session.say(TO_ROLE + rest)
            case "seat":
                await self._sit()
            case "undo":
                await self._turn.undo()
            case "standing":
                self._turn.add_standing()
            case "preview":
                await self._turn.preview()
            case "ahead" | "plan":
                await self._work_out(word, rest)
            case _:
                told = plain_help.told(word, rest, self._session.model, self._turn.question)
                self._say(told)
                return bool(told)
        return True

    async def _sit(self) -> None:
        """Choose a seat, or take one's own back from another device."""
        if self._session.model.elsewhere:
            await self._session.take_back()
        elif not self._session.model.seat:
            self._session.choose()
        else:
            self._say([_("You have a seat.")])

    async def _work_out(self, word: str, line: str) -> None:
        """Ask what a motion, or a plan, would bring; the reply is told when it comes."""
        try:
            await (self._plan(line) if word == "plan" else self._look_ahead(line))
        except Mistake as mistake:
            self._say([str(mistake)])

    async def _look_ahead(self, line: str) -> None:
        dial, value = typed_motion(self._session.model, line)
        await self._session.look_ahead(dial, value)
        self._say([_("Bots play it forward; you are told in a moment what they make of it.")])

    async def _plan(self, line: str) -> None:
        """A plan of the targets in the line, and of those answered so far."""
        model, given = self._session.model, self._turn.given
        if not planning.plans(model):
            raise Mistake(_("Only a seat that plans the basics can ask for a plan."))
        typed, rounds = planning.typed_targets(model, line)
        answered = {q.about: given[q.id] for q in model.questions if q.id in given}
        await self._session.plan(planning.targets(model, {**answered, **typed}), rounds)

"""The host's console in lines: one command a line, and what happens as it happens."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping
from difflib import get_close_matches
from functools import partial
from typing import NamedTuple, TextIO

from allmende_client import entry
from allmende_client.console import board, course
from allmende_client.console.plain_help import HELP
from allmende_client.console.reporter import Reporter
from allmende_client.entry import Mistake
from allmende_client.line import Incoming
from allmende_client.next import Next
from allmende_client.plain import converse
from allmende_client.printing import folded
from allmende_client.session import Session
from allmende_client.words import _
from allmende_protocol.messages import (
    Announce,
    ChangeSystem,
    ClosePhase,
    EndGame,
    Extend,
    GiveBack,
    GoBack,
    GoOn,
    HandToBot,
    Pause,
    Start,
)

Command = Callable[[str], Awaitable[None]]


async def command(session: Session, cards: Mapping[str, str], record: str) -> None:
    """The console on the program's own standard input and output, until its host quits."""
    partner = partial(PlainConsole, cards=cards, record=record)
    await converse(session, sys.stdin, sys.stdout, partner)


class Asked(NamedTuple):
    """A question that waits for a yes, and what is done then."""

    question: str
    then: Callable[[], Awaitable[None]]


class PlainConsole:
    """Hand it every message and every typed line in order; `ask` is called when a line is wanted.

    Closing a phase, going back, another system, ending the game and quitting want a yes on the next
    line; another command drops the question. At the end of input the server goes on, and only tells
    what happens.
    """

    def __init__(
        self,
        session: Session,
        ask: Callable[[], None],
        out: TextIO,
        *,
        waits: bool,
        cards: Mapping[str, str],
        record: str,
    ) -> None:
        self.session = session
        self.result: Next | None = None
        self._ask = ask
        self._cards = cards
        self._record = record
        self._out = out
        self._asked: Asked | None = None
        self._reporter = Reporter(self._say)
        self._show_card()
        self._say([_("Type help for the commands.")])
        ask()

    async def arrived(self, message: Incoming) -> None:
        """React to a message of the link."""
        before = self.session.model
        self._reporter.report(message, before, await self.session.receive(message))

    async def typed(self, line: str | None) -> None:
        """Do what a line says; None is the end of input."""
        if line is None:
            self._say([_("The input has ended; the server goes on until Ctrl-C.")])
            return
        word, _gap, rest = line.strip().partition(" ")
        if self._asked is not None and word.casefold() not in self._commands():
            await self._answered(line, self._asked)
        elif word:
            self._drop()
            await self._do(word.casefold(), rest.strip())
        self._ask()

    async def _do(self, word: str, rest: str) -> None:
        known = self._commands()
        if word in known:
            await known[word](rest)
            return
        near = get_close_matches(word, known, n=1)
        hint = _(" Did you mean {near}?").format(near=near[0]) if near else ""
        text = _("There is no command “{word}”; help lists them.")
        self._say([text.format(word=word[:20]) + hint])

    def _commands(self) -> dict[str, Command]:
        order = self.session.order
        return {
            "help": self._help,
            "who": self._who,
            "start": lambda _rest: order(Start),
            "pause": lambda _rest: order(Pause),
            "go": lambda _rest: order(GoOn),
            "extend": self._extend,
            "close": self._close,
            "bot": lambda rest: order(HandToBot, seat=self._seat(rest)),
            "back": self._give_back,
            "round": self._back,
            "system": self._system,
            "say": self._announce,
            "card": self._card,
            "tables": self._tables,
            "table": self._table,
            "end": self._end,
            "quit": self._quit,
        }

    async def _help(self, _rest: str) -> None:
        self._say(f"{name}: {meaning}." for name, meaning in HELP.items())

    async def _who(self, _rest: str) -> None:
        model = self.session.model
        hints = filter(None, (course.ordered(model), board.hint(model)))
        self._say([*(line for _seat, line in board.roster(model, spoken=True)), *hints])

    async def _extend(self, rest: str) -> None:
        try:
            seconds = course.seconds(rest)
        except Mistake as mistake:
            self._say([str(mistake)])
            return
        await self.session.order(Extend, seconds=seconds)

    async def _give_back(self, rest: str) -> None:
        seat = self._seat(rest)
        if rest.isdecimal() and all(seat != one.seat for one in self.session.model.seats):
            self._say([_("To go back to a round: round {round}.").format(round=rest[:20])])
            return
        await self.session.order(GiveBack, seat=seat)

    async def _close(self, _rest: str) -> None:
        opened = self.session.model.opened
        if opened is None or self.session.model.over:
            self._say([_("No phase is open.")])
            return
        question = _("Close “{title}” now?").format(title=opened.title)
        close = partial(self.session.order, ClosePhase, key=opened.key)
        self._confirm([board.closing(self.session.model), question], close)

    async def _back(self, rest: str) -> None:
        try:
            round_ = course.read_round(self.session.model, rest)
        except Mistake as mistake:
            self._say([str(mistake)])
            return
        back = partial(self.session.order, GoBack, round=round_)
        self._confirm(
            [course.undoing(self.session.model, round_), course.back_question(round_)], back
        )

    async def _system(self, rest: str) -> None:
        try:
            wanted = course.read_system(self.session.model, rest)
        except Mistake as mistake:
            self._say([str(mistake)])
            return
        question, more = course.change_question(self.session.model, wanted)
        change = partial(self.session.order, ChangeSystem, **wanted._asdict())
        self._confirm([more, question], change)

    async def _announce(self, rest: str) -> None:
        if rest:
            await self.session.order(Announce, text=rest)

    async def _card(self, _rest: str) -> None:
        self._show_card()

    async def _tables(self, _rest: str) -> None:
        known = self.session.model.welcome.tables if self.session.model.welcome else ()
        self._say(board.table_line(number, table) for number, table in enumerate(known, 1))

    async def _table(self, rest: str) -> None:
        known = self.session.model.welcome.tables if self.session.model.welcome else ()
        codes = [table.code for table in known]
        if rest.upper() in codes:
            await self.session.move(rest)
        else:
            text = _("There is no table “{code}”; there are {codes}.")
            self._say([text.format(code=rest[:20], codes=", ".join(codes))])

    async def _end(self, _rest: str) -> None:
        if self.session.model.over:
            self._say([_("The game is over already.")])
            return
        end = partial(self.session.order, EndGame)
        self._confirm([board.ENDING, _("End the game here, for all?")], end)

    async def _quit(self, _rest: str) -> None:
        more = board.quitting(self.session.model, self._record)
        self._confirm([more, _("Quit the server?")], self._left)

    async def _left(self) -> None:
        await self.session.leave()
        self.result = Next.QUIT

    def _confirm(self, question: list[str], then: Callable[[], Awaitable[None]]) -> None:
        """Ask; the last line of the question is asked again after what is no answer."""
        self._asked = Asked(question[-1], then)
        self._say([*question, _("yes or no:")])

    def _drop(self) -> None:
        """Another command answers no question: a later yes must not either."""
        if self._asked is not None:
            self._asked = None
            self._say([_("The question is dropped; nothing is changed.")])

    async def _answered(self, line: str, asked: Asked) -> None:
        try:
            yes = entry.flag(line)
        except Mistake as mistake:
            self._say([str(mistake), asked.question, _("yes or no:")])
            return
        self._asked = None
        if yes:
            await asked.then()
        else:
            self._say([_("Nothing is changed.")])

    def _seat(self, wanted: str) -> str:
        """The seat of that id or name; what is none the server refuses in a sentence."""
        model, word = self.session.model, wanted.casefold()
        for seat in model.seats:
            if word in (seat.seat.casefold(), model.name_of(seat.seat).casefold()):
                return seat.seat
        return wanted

    def _show_card(self) -> None:
        """The card is the host's own: its picture may colour the terminal."""
        code = self.session.visit.code
        print(self._cards.get(code, ""), file=self._out, flush=True)
        others = [one for one in self._cards if one != code]
        if others:
            text = _("Other tables are open: {codes}; “table CODE” goes to one.")
            self._say([text.format(codes=", ".join(others))])

    def _say(self, said: Iterable[str]) -> None:
        for line in said:
            print(folded(entry.printable(line), self._out), file=self._out, flush=True)

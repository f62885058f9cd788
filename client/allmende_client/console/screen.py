"""The console: who is here, the time, the tables, what was said and what happened, and the host's keys."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from allmende_client.console import board, course
from allmende_client.console.line_screen import LineScreen
from allmende_client.console.pages import CardScreen, ConsoleHelp, SummaryScreen
from allmende_client.console.panels import Hint, HostTalk, Tables
from allmende_client.console.roster import Roster
from allmende_client.model import Model
from allmende_client.next import Next
from allmende_client.screens.catalogue import page
from allmende_client.screens.confirm import ConfirmScreen
from allmende_client.screens.root import Root
from allmende_client.session import Session
from allmende_client.widgets.commons import Commons
from allmende_client.widgets.panel import Panel
from allmende_client.widgets.talk import Talk
from allmende_client.widgets.too_small import TooSmall
from allmende_client.widgets.where import Where
from allmende_client.widgets.why import Why
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


class ConsoleScreen(Root):
    """Shows one table at a time, and sends orders by the session."""

    BINDINGS = [
        Binding("s", "start", show=False),
        Binding("p", "pause", show=False),
        Binding("x", "extend", show=False),
        Binding("z", "close_phase", show=False),
        Binding("b", "bot", show=False),
        Binding("f6,t", "talk", show=False),
        Binding("c", "card", show=False),
        Binding("r", "back", show=False),
        Binding("a", "system", show=False),
        Binding("e", "end", show=False),
        Binding("f2,g", "page('graphs')", show=False),
        Binding("f4,n", "page('news')", show=False),
        Binding("f5,w", "page('words')", show=False),
        Binding("f1,question_mark", "help", show=False),
        Binding("escape", "roster", show=False),
        Binding("f10,q", "leave", show=False),
        *(Binding(str(number), f"table({number})", show=False) for number in range(1, 10)),
    ]

    def __init__(self, session: Session, cards: Mapping[str, str], record: str) -> None:
        super().__init__()
        self.session = session
        self._cards = cards
        self._record = record
        self._played = ""

    def compose(self) -> ComposeResult:
        yield Where()
        yield Commons()
        yield Tables()
        with Horizontal(id="console"):
            yield Roster()
            with VerticalScroll(id="why-scroll", can_focus=False):
                yield Why()
        yield Hint(id="hint")
        yield HostTalk()
        yield Static(_KEYS, classes="page-keys", markup=False)
        yield TooSmall()

    def on_mount(self) -> None:
        self.query_one(Roster).focus()
        self.action_card()

    def watch_model(self, model: Model) -> None:
        for part in self.query(Panel):
            part.model = model
        self.query_one(Roster).model = model
        self.query_one(Talk).model = model
        self._sum_up()

    def on_screen_resume(self) -> None:
        self._sum_up()

    def _sum_up(self) -> None:
        """Once a game that was seen to be played is over, show what became of it."""
        here = self.model.welcome.table if self.model.welcome else ""
        if not self.model.over:
            self._played = here
        elif self._played == here and self.app.screen is self:
            self._played = ""
            self._show_summary()

    def _show_summary(self) -> None:
        def seen(chosen: Next | None) -> None:
            if chosen is not None:
                self.action_leave()

        self.app.push_screen(SummaryScreen(self.model, self.session.visit), seen)

    async def action_start(self) -> None:
        """Let the game begin; ask first if nobody has come."""

        async def answered(yes: bool | None) -> None:
            if yes:
                await self.session.order(Start)

        if (
            self.model.clock is None
            or self.model.clock.begun
            or any(seat.people for seat in self.model.seats)
        ):
            await answered(yes=True)
        else:
            question = _("Nobody has a seat yet. Start all the same?")
            more = _("Bots play every seat until somebody takes one; phases close when you say so.")
            self.app.push_screen(ConfirmScreen(question, more), answered)

    async def action_pause(self) -> None:
        """Pause, or go on."""
        paused = self.model.clock is not None and self.model.clock.paused
        await self.session.order(GoOn if paused else Pause)

    def action_extend(self) -> None:
        """Ask for how long, then give the time."""
        question = _("How many seconds more? Enter: give them · Esc: none")
        self.app.push_screen(
            LineScreen(question, str(course.USUAL), course.seconds), self._extended
        )

    async def _extended(self, seconds: int | None) -> None:
        if seconds is not None:
            await self.session.order(Extend, seconds=seconds)

    def action_close_phase(self) -> None:
        """Ask, then close the phase that was open when it was asked."""
        if self.model.opened is None or self.model.over:
            return
        key, title = self.model.opened.key, self.model.opened.title

        async def answered(yes: bool | None) -> None:
            if yes:
                await self.session.order(ClosePhase, key=key)

        question = _("Close “{title}” now?").format(title=title)
        self.app.push_screen(ConfirmScreen(question, board.closing(self.model)), answered)

    async def action_bot(self) -> None:
        """Hand the marked seat to a bot, or give it back."""
        seat = self.query_one(Roster).seat
        if seat is not None:
            lend = seat.who == "person"
            await self.session.order(HandToBot if lend else GiveBack, seat=seat.seat)

    def action_back(self) -> None:
        """Ask to which round, and whether that is meant; then go back."""
        text = _(
            "Back to the end of which round, 0 (the opening) to {last}? Enter: go on · Esc: stay"
        )
        last = course.latest(self.model)
        question = LineScreen(
            text.format(last=last), str(last), lambda typed: course.read_round(self.model, typed)
        )
        self.app.push_screen(question, self._back)

    def _back(self, round_: int | None) -> None:
        async def answered(yes: bool | None) -> None:
            if yes:
                await self.session.order(GoBack, round=round_)

        if round_ is not None:
            sure = ConfirmScreen(course.back_question(round_), course.undoing(self.model, round_))
            self.app.push_screen(sure, answered)

    def action_system(self) -> None:
        """Ask which system, and whether that is meant; then order it from the next round on."""
        question = LineScreen(
            course.which_system(), "", lambda typed: course.read_system(self.model, typed)
        )
        self.app.push_screen(question, self._system)

    def _system(self, wanted: course.Wanted | None) -> None:
        async def answered(yes: bool | None) -> None:
            if yes and wanted is not None:
                await self.session.order(ChangeSystem, **wanted._asdict())

        if wanted is not None:
            sure = ConfirmScreen(*course.change_question(self.model, wanted))
            self.app.push_screen(sure, answered)

    def action_end(self) -> None:
        """Ask, then end the game; after the end show what became of it."""
        if self.model.over:
            self._show_summary()
            return
        question = _("End the game here, for all?")
        self.app.push_screen(ConfirmScreen(question, board.ENDING), self._ended)

    async def _ended(self, yes: bool | None) -> None:
        if yes:
            await self.session.order(EndGame)

    async def action_table(self, number: int) -> None:
        """Go to another table."""
        known = self.model.welcome.tables if self.model.welcome else ()
        if number <= len(known) and known[number - 1].code != self.session.visit.code:
            await self.session.move(known[number - 1].code)

    async def on_talk_said(self, event: Talk.Said) -> None:
        await self.session.order(Announce, text=event.text)

    def action_talk(self) -> None:
        """Put the cursor where one talks."""
        self.query_one("#say", Input).focus()

    def action_roster(self) -> None:
        """Back to the list of seats, so that letters are keys."""
        self.query_one(Roster).focus()

    def action_card(self) -> None:
        """Show how to come to this table."""
        code = self.session.visit.code
        card = CardScreen(self.model, self._cards.get(code, ""), tuple(self._cards), code)
        self.app.push_screen(card, self._carded)

    async def _carded(self, number: int | None) -> None:
        if number is not None:
            await self.action_table(number)
            self.action_card()

    def action_help(self) -> None:
        """The keys."""
        self.app.push_screen(ConsoleHelp(self.model))

    def action_page(self, name: str) -> None:
        """Open a page; each is imported when it is first wanted."""
        self.app.push_screen(page(name)(self.model))

    def action_leave(self) -> None:
        """Ask, then quit."""
        if not isinstance(self.app.screen, ConfirmScreen):
            question, more = _("Quit the server?"), board.quitting(self.model, self._record)
            self.app.push_screen(ConfirmScreen(question, more), self._left)

    def _left(self, leave: bool | None) -> None:
        if leave:
            self.post_message(self.Gone(Next.QUIT))


_KEYS = _("s start p pause x add z close b bot r round a system t say e end ? help q quit")

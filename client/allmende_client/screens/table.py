"""The table: what to decide, what happened and why, how the commons are, who is still deciding."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input

from allmende_client import planning
from allmende_client.fields.base import LineInput
from allmende_client.format import number
from allmende_client.model import Model
from allmende_client.next import Next
from allmende_client.screens.assembly import AssemblyScreen
from allmende_client.screens.catalogue import page
from allmende_client.screens.end import EndScreen
from allmende_client.screens.help import HelpScreen
from allmende_client.screens.leave import LeaveScreen
from allmende_client.screens.planner import PlannerScreen
from allmende_client.screens.root import Root
from allmende_client.screens.usher import Usher
from allmende_client.session import Session
from allmende_client.widgets.card import Card
from allmende_client.widgets.coach_strip import CoachStrip
from allmende_client.widgets.commons import Commons
from allmende_client.widgets.decide import Decide
from allmende_client.widgets.keys import Keys
from allmende_client.widgets.panel import Panel
from allmende_client.widgets.side import Side
from allmende_client.widgets.talk import Talk
from allmende_client.widgets.too_small import TooSmall
from allmende_client.widgets.where import Where
from allmende_rules.questions import Motion, Question


class TableScreen(Root):
    """The main screen. It speaks by the session, and tells the app only when the player goes."""

    BINDINGS = [
        Binding("enter,ctrl+s,s", "send", show=False),
        Binding("ctrl+z,u", "undo", show=False, priority=False),
        Binding("f1,question_mark", "help", show=False),
        Binding("f2,g", "page('graphs')", show=False),
        Binding("f3,b", "page('books')", show=False),
        Binding("f4,n", "page('news')", show=False),
        Binding("f5,w", "page('words')", show=False),
        Binding("f6,t", "talk", show=False),
        Binding("f7,m", "unfold", show=False),
        Binding("f8", "dismiss_hints", show=False),
        Binding("ctrl+p,p", "plan", show=False),
        Binding("f12,a", "assembly", show=False),
        Binding("e", "end", show=False),
        Binding("c", "choose", show=False),
        Binding("f10,q", "leave", show=False),
        Binding("escape", "app.blur", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, session: Session, *, story: bool) -> None:
        super().__init__()
        self.session = session
        self._usher = Usher(session, story=story)

    def compose(self) -> ComposeResult:
        yield Where()
        yield Commons()
        yield CoachStrip()
        with Horizontal(id="main"):
            yield Decide()
            yield Side()
        yield Talk()
        yield Keys()
        yield TooSmall()

    def watch_model(self, model: Model) -> None:
        for part in self.query(Panel):
            part.model = model
        self.query_one(Decide).model = model
        self.query_one(Talk).model = model
        self.query_one(Keys).seated = bool(model.seat) or model.state is None
        self.query_one(Keys).plans = planning.plans(model)
        self._turn_pages()

    def on_screen_resume(self) -> None:
        self._turn_pages()

    def _turn_pages(self) -> None:
        """Open the page that is due, if the table is what one looks at."""
        self._usher.follow(self.model)
        if self.app.screen is self and (due := self._usher.page(self.model)) is not None:
            self.app.push_screen(due, self._chosen if isinstance(due, EndScreen) else None)

    def action_end(self) -> None:
        """Open the end page, once there is an end."""
        if self.model.over:
            self.app.push_screen(EndScreen(self.model, self.session.visit), self._chosen)

    def _chosen(self, chosen: Next | None) -> None:
        if chosen is not None:
            self.post_message(self.Gone(chosen))

    async def action_send(self) -> None:
        """Send all answers, if they stand; after the last round show the end again."""
        if self.model.over:
            self.action_end()
            return
        decide = self.query_one(Decide)
        if self.model.questions and decide.key and (answers := decide.complete()) is not None:
            await self.session.submit(answers, decide.key)
            self.take(self.session.model)

    async def action_choose(self) -> None:
        """Choose a seat, if one only watches; or take one's own back from another device."""
        if self.session.model.elsewhere:
            await self.session.take_back()
        elif not self.model.seat and not self.model.over:
            self.session.choose()
            self._turn_pages()

    async def action_undo(self) -> None:
        """Take the answers back."""
        if self.model.decided or self.model.sending:
            await self.session.undo()
            self.take(self.session.model)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        await self.action_send()

    async def on_decide_drafted(self, event: Decide.Drafted) -> None:
        if not self.model.decided:
            await self.session.draft(event.answers, event.key, keep=event.touched)

    def on_decide_laid(self, event: Decide.Laid) -> None:
        """Go to the first question, or to none so that Enter sends; never away from talk half typed."""
        if self.focused is not None and self.query_one(Talk).busy:
            return
        self.set_focus(None)
        if event.first is not None:
            event.first.field.focus_first()

    async def on_talk_empty(self) -> None:
        await self.action_send()

    async def on_talk_said(self, event: Talk.Said) -> None:
        await self.session.say(event.text)

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        self.query_one(Keys).typing = isinstance(self.focused, Input)

    def on_descendant_blur(self, _event: events.DescendantBlur) -> None:
        self.query_one(Keys).typing = isinstance(self.focused, Input)

    def action_help(self) -> None:
        """Help for the question under the cursor."""
        self.app.push_screen(HelpScreen(self.model, self._question()))

    def _question(self) -> Question | None:
        if self.focused is None:
            return None
        card = next((node for node in self.focused.ancestors if isinstance(node, Card)), None)
        return card.question if card else None

    def action_page(self, name: str) -> None:
        """Open a page; each is imported when it is first wanted."""
        self.app.push_screen(page(name)(self.model))

    def action_assembly(self) -> None:
        """Open the page of motions and laws, with the motions that stand in their fields here."""
        answers = self.query_one(Decide).answers()
        motions = (answers.get(q.id) for q in self.model.questions if isinstance(q, Motion))
        page_ = AssemblyScreen(self.session, filter(None, motions))
        self.app.push_screen(page_, self.query_one(Decide).go_to)

    def action_plan(self) -> None:
        """Open the planner's board with the targets that stand in their fields here, if this seat plans."""
        if not planning.plans(self.model):
            return
        answers = self.query_one(Decide).answers()
        targets = (q for q in self.model.questions if planning.is_target(q))
        typed = {q.about: answers[q.id] for q in targets if q.id in answers}
        self.app.push_screen(PlannerScreen(self.session, typed), self._planned)

    def _planned(self, targets: dict[str, int] | None) -> None:
        """Put the targets that were changed on the board into their fields, unless they are sent."""
        for card in self.query(Card):
            if targets and planning.is_target(card.question) and not self.model.decided:
                card.field.query_one(LineInput).value = number(targets[card.question.about])

    def action_talk(self) -> None:
        """Put the cursor where one talks."""
        self.query_one("#say", Input).focus()

    def action_unfold(self) -> None:
        """Open or fold the standing answers."""
        self.query_one(Decide).unfold()

    def action_dismiss_hints(self) -> None:
        """Hide the coach."""
        self.query_one(CoachStrip).dismiss()

    def action_leave(self) -> None:
        """Ask, then go."""
        if not isinstance(self.app.screen, LeaveScreen):
            self.app.push_screen(LeaveScreen(self.model, self.session.visit), self._left)

    def _left(self, leave: bool | None) -> None:
        if leave:
            self.post_message(self.Gone(Next.QUIT))

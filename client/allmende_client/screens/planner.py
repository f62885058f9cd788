"""The planner's board: targets to type, the plan as an input-output table, what it lacks and why."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Label, Static

from allmende_client import board_lines, entry, planning
from allmende_client.entry import Mistake
from allmende_client.fields.base import LineInput
from allmende_client.format import number
from allmende_client.model import Model
from allmende_client.screens.base import Page
from allmende_client.screens.writing import section
from allmende_client.sentences import filled
from allmende_client.session import Session
from allmende_client.widgets.panel import cut
from allmende_client.widgets.too_small import TooSmall
from allmende_client.widgets.where import Where
from allmende_client.words import _
from allmende_rules.land import Good
from allmende_rules.planboard import Board

_NAME, _COLUMN, _WIDE_COLUMN = 18, 8, 12
"""Columns of a good's name, and of a number on a small screen and on a large one."""
_WIDE = 110
"""The columns from which each plant has its own."""
_TARGET = 9
"""Columns of a target to type."""
_MARGINS = 3
"""Columns beside the sentences that margins and a scrollbar take."""
_ROUNDS = "rounds"


class GoodRow(Horizontal):
    """A good: its target to type, if people need it, and its numbers in the plan."""

    def __init__(self, good: Good, target: int | None) -> None:
        super().__init__(classes="row")
        self.good = good
        self._target = target

    def compose(self) -> ComposeResult:
        yield Label(
            cut(f"{self.good.name} ({self.good.unit})", _NAME - 1).ljust(_NAME), markup=False
        )
        if self._target is None:
            yield Label(" " * 9)
        else:
            yield Label("[", markup=False)
            yield LineInput(number(self._target), id=f"target-{self.good.id}", longest=5)
            yield Label("]%", markup=False)
        yield Static("", classes="cells", markup=False)


class PlannerScreen(Page):
    """A page of the seat that plans. It opens with a plan for the `typed` targets (micro-percent by good).

    When it closes it hands back the targets that were typed, or None if none was changed.
    """

    BINDINGS = [
        ("enter", "solve", ""),
        ("up", "app.focus_previous", ""),
        ("down", "app.focus_next", ""),
    ]
    TITLE = _("Plan of the basics")
    KEYS = _("↵ solve  ↑↓ targets  PgUp PgDn read on  Esc back with these targets")

    def __init__(self, session: Session, typed: Mapping[str, int]) -> None:
        super().__init__(session.model)
        self.session = session
        self._targets = planning.targets(session.model, typed)
        self._problem = ""
        self._drawn: Board | None = None

    def compose(self) -> ComposeResult:
        goods = self.model.welcome.land.goods if self.model.welcome else ()
        yield Where(self.TITLE).add_class("page-title")
        with Vertical(id="goods"):
            yield Static("", id="heads", markup=False)
            for good in goods:
                yield GoodRow(good, self._targets.get(good.id))
        with Horizontal(id="ahead"):
            yield Label(_("Rounds that the plan looks ahead ["), markup=False)
            yield LineInput("1", id=_ROUNDS, longest=1)
            yield Label(_("] of 3"), markup=False)
        yield Static("", id="refused", markup=False)
        with VerticalScroll(classes="page-body", can_focus=False):
            yield self.body()
        yield Static(self.KEYS, classes="page-keys", markup=False)
        yield TooSmall()

    def on_mount(self) -> None:
        self.watch_model(self.model)
        self.call_after_refresh(self._begin)

    async def _begin(self) -> None:
        """Go to the first target, once its row is there, and plan what stands."""
        self.query(LineInput).first().focus()
        await self.action_solve()

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self._drawn = None
        self.watch_model(self.model)

    def watch_model(self, model: Model) -> None:
        self.query_one(Where).model = model
        refusal = model.refusal
        trouble = self._problem or (filled(refusal.text, refusal.facts) if refusal else "")
        self.query_one("#refused", Static).update(f"! {trouble}" if trouble else "")
        self.query_one("#refused").display = bool(trouble)
        if model.board is None or model.board is not self._drawn:
            self._drawn = model.board
            self._draw(model)

    def _draw(self, model: Model) -> None:
        """The numbers of every good, and the sentences from their top."""
        board, by_plant = model.board, self.size.width >= _WIDE
        heads = board_lines.heads(board, by_plant=by_plant)
        wide = self._column(len(heads)) if by_plant else _COLUMN
        title = _("target").rjust(_NAME + _TARGET - 2).ljust(_NAME + _TARGET)
        self.query_one("#heads", Static).update(Text(title + _columns(heads, wide), "bold"))
        rows = {row.good: row for row in board.rows} if board else {}
        for line in self.query(GoodRow):
            row = rows.get(line.good.id)
            shown = board_lines.cells(board, row, by_plant=by_plant) if board and row else []
            line.query_one(".cells", Static).update(_columns(shown, wide))
        self.query_one("#words", Static).update(self.picture(model))
        self.query_one(".page-body").scroll_home(animate=False)

    def _column(self, columns: int) -> int:
        """Columns for each of so many numbers beside a good's name and target."""
        room = self.size.width - _NAME - _TARGET - _MARGINS
        return min(_WIDE_COLUMN, room // max(1, columns))

    def picture(self, model: Model) -> Text:
        text = Text()
        if model.board is None:
            return Text(_("The plan is being worked out…"))
        width = max(self.size.width - _MARGINS, 1)
        for title, lines in board_lines.sections(model, model.board):
            shown = [row for line in lines for row in _wrapped(line, width)]
            section(text, title, shown, gap=self.size.height >= _TALL)
        return text

    async def action_solve(self) -> None:
        """Work out the plan for what is typed, or say what is wrong with it."""
        self._problem = ""
        try:
            targets, rounds = self._typed(), self._rounds()
        except Mistake as mistake:
            self._problem = str(mistake)
            self.watch_model(self.model)
            return
        await self.session.plan(targets, rounds)
        self.take(self.session.model)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self.action_solve()

    def _typed(self) -> dict[str, int]:
        """The targets as they are typed. Raises Mistake at the first that is none."""
        return {good: self._target(good) for good in self._targets}

    def _target(self, good: str) -> int:
        line = self.query_one(f"#target-{good}", LineInput)
        if line.value.strip() == number(self._targets[good]):
            return self._targets[good]
        try:
            return entry.amount(line.value, 0, planning.ALL, "%")
        except Mistake:
            line.focus()
            raise

    def _rounds(self) -> int:
        return entry.whole(self.query_one(f"#{_ROUNDS}", LineInput).value, 1, planning.LONGEST)

    def action_close(self) -> None:
        """Back to the table, with the targets that were changed."""
        try:
            typed = self._typed()
        except Mistake:
            typed = self._targets
        self.dismiss(typed if typed != self._targets else None)


_TALL = 32
"""Rows from which there is an empty line between sections."""


def _wrapped(line: str, width: int) -> list[str]:
    """A sentence in lines; those of one that hangs beneath another stand under its first word."""
    hang = len(board_lines.BULLET) if line.startswith(board_lines.BULLET) else 0
    return wrap(line, width, subsequent_indent=" " * hang) or [""]


def _columns(cells: list[str], wide: int) -> str:
    return "".join(cut(cell, wide - 1).rjust(wide) for cell in cells)

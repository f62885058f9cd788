"""Help: what this phase is, what the question does, and the keys."""

from __future__ import annotations

from rich.text import Text

from allmende_client import describe, glossary
from allmende_client.model import Model
from allmende_client.screens.base import Page
from allmende_client.screens.story import tell
from allmende_client.screens.writing import define, section
from allmende_client.words import _
from allmende_rules.questions import Question

KEYS = (
    ("Tab, Shift+Tab", _("next and previous field")),
    ("Enter, ^S", _("send all answers of this phase")),
    ("^Z, u", _("take answers back before the phase closes")),
    ("← →, 1 2 3", _("choose an option")),
    ("↑ ↓, Space, + −", _("in a list: mark an option, check it, move it or give it votes")),
    ("F7, m", _("open or fold the standing answers")),
    ("F2, g", _("graphs")),
    ("F3, b", _("books: what you hold and what moved")),
    ("F4, n", _("news and numbers of every round")),
    ("F5, w", _("words, seats and rules")),
    (
        "F12, a",
        _("assembly: table a motion; motions with a look ahead, laws, rules, counted votes"),
    ),
    ("^P, p", _("for who plans the basics: the plan, what it lacks and why")),
    ("F6, t", _("talk to the table, or with /r before it to your role; Esc leaves the line")),
    ("c", _("choose a seat while you only watch, or take yours back from another device")),
    ("F8", _("hide the hints of the first round")),
    ("F9", _("high contrast on and off")),
    ("F10, q, ^Q", _("leave; the game is saved")),
    ("Esc", _("leave a text field, so that single letters are keys; go on from a page")),
)


class HelpScreen(Page):
    """Help for this moment; `question` is the one under the cursor."""

    TITLE = _("Help")

    def __init__(self, model: Model, question: Question | None) -> None:
        super().__init__(model)
        self.question = question

    def picture(self, model: Model) -> Text:
        text = Text()
        tell(text, model)
        for name, summary in glossary.system(model):
            section(text, name, [summary])
        if model.opened and not model.over:
            help_ = model.opened.help or _("This phase asks what you see on the table.")
            section(text, _("This phase: {title}").format(title=model.opened.title), [help_])
        if self.question:
            moves = describe.moves(self.question, model.name_of)
            answers = _("You may answer: {bounds}.").format(bounds=describe.bounds(self.question))
            title = _("This question: {title}").format(title=self.question.title)
            account = describe.account(self.question)
            words = (account, self.question.help, answers, moves)
            section(text, title, [line for line in words if line])
        define(text, _("Keys"), KEYS)
        if model.welcome:
            phases = ((phase.title, phase.help) for phase in model.welcome.phases)
            define(text, _("A round, phase by phase"), phases)
        return text

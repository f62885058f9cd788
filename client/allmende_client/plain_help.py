"""Commands of the plain dialogue that only ask: help, seats, numbers, words and rules."""

from __future__ import annotations

from allmende_client import chairs, curves, describe, glossary, plain_assembly, planning
from allmende_client.model import Model
from allmende_client.words import _
from allmende_rules.questions import Question

PLAN = _("plan GOOD PERCENT, …"), _("what a plan of the basics would bring")
"""A command of seats that plan the basics."""
COMMANDS = (
    (_("an empty line"), _("takes what stands in brackets, and sends when all is answered")),
    ("?", _("explains the question")),
    (_("help"), _("these lines")),
    (_("preview"), _("what your answers would bring")),
    (
        _("standing"),
        _("asks for the standing answers too, and for a motion where one may be tabled"),
    ),
    (_("undo"), _("goes back to the question before, or takes back what was sent")),
    (_("ahead RULE VALUE"), _("what a motion would bring")),
    PLAN,
    (_("rules"), _("what a motion may change, each rule with its number")),
    (_("motions"), _("those on the floor")),
    (_("laws"), _("those in force, and what became of motions")),
    (_("who"), _("the seats, and who has them")),
    (_("graphs"), _("the numbers of all rounds")),
    (_("words"), _("explains words and rules; words CAP those about a cap")),
    (_("say TEXT"), _("talks to the table")),
    (_("role TEXT"), _("talks to those of your role")),
    (_("seat"), _("chooses a seat while you watch")),
    (_("quit"), _("leaves")),
)
"""Each command with what it does."""


def told(word: str, about: str, model: Model, question: Question | None) -> list[str]:
    """What a command says that only asks, `about` what is typed after it; nothing if it is none."""
    match word:
        case "?":
            return _explained(model, question) if question else commands(model)
        case "help":
            return commands(model)
        case "who":
            return chairs.spoken(model)
        case "graphs":
            return [line for graph in curves.graphs(model) for line in curves.spoken(graph)]
        case "words":
            return _words(model, about)
        case "motions" | "laws" | "rules":
            return plain_assembly.TOLD[word](model)
        case _:
            return []


def commands(model: Model) -> list[str]:
    """The commands that this seat has, one a line."""
    known = (one for one in COMMANDS if one is not PLAN or planning.plans(model))
    return [f"{name}: {does}." for name, does in known]


def _explained(model: Model, question: Question) -> list[str]:
    """What a question is about, how votes on it count, what an answer moves, and what a motion may change."""
    moves = describe.moves(question, model.name_of, spoken=True)
    rules = (f"{line}." for line in describe.dial_lines(question))
    said = (question.help, describe.account(question), moves, *rules)
    return [*filter(None, said), _("help lists the commands.")]


def _words(model: Model, about: str) -> list[str]:
    """The words and rules in which `about` occurs, or all."""
    named = (*glossary.system(model), *glossary.words(model), *glossary.METHODS)
    wanted = about.strip().casefold()
    found = [
        f"{name}: {meaning.removesuffix('.')}."
        for name, meaning in (*named, *glossary.dials(model))
        if wanted in name.casefold()
    ]
    return found or [_("No word of the game is called “{word}”.").format(word=about.strip())]

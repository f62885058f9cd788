"""Planning the basics: the targets that one works with, what was asked, and how targets are typed."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from difflib import get_close_matches

from allmende_client import entry
from allmende_client.entry import Mistake
from allmende_client.model import Model
from allmende_client.words import _
from allmende_protocol.messages import AskPlan, ClientMessage
from allmende_rules.amounts import MICRO
from allmende_rules.land import Good
from allmende_rules.questions import Amount, Question

Send = Callable[[ClientMessage], Awaitable[None]]
FUND = "commons.basics"
"""The account whose books are open where basics are planned."""
TOPIC = "basics"
ALL = 100 * MICRO
"""A target of all that people need, in percent."""
LONGEST = 3
"""Rounds that a plan looks ahead at most."""
_ROUNDS = re.compile(r"\b(\d+)\s+rounds?\b")
_TARGET = re.compile(r"(.*?)\s*(\d[\d.,]*)\s*%?$")


class Planning:
    """Whether a plan is being worked out."""

    def __init__(self, send: Send, fresh: Callable[[], int]) -> None:
        self.nonce = 0
        self._send = send
        self._fresh = fresh

    async def ask(self, targets: Mapping[str, int], rounds: int) -> None:
        """Ask what a plan for these targets would bring (micro-percent by good)."""
        self.nonce = self._fresh()
        await self._send(AskPlan(dict(targets), rounds, self.nonce))

    def replied(self, nonce: int) -> bool:
        """Note a reply; whether it was to the plan that waits."""
        if not nonce or nonce != self.nonce:
            return False
        self.cut()
        return True

    def cut(self) -> None:
        """No reply will come: it has, or the line broke."""
        self.nonce = 0


def plans(model: Model) -> bool:
    """Whether this seat plans the basics."""
    books = model.fact("table", "open_books", default=())
    return model.fact(model.seat, "role") == "planner" and FUND in books


def needs(model: Model) -> list[Good]:
    """The goods that people need."""
    return [good for good in model.welcome.land.goods if good.need] if model.welcome else []


def is_target(question: Question) -> bool:
    """Whether a question asks for a target of the basics."""
    return question.topic == TOPIC and isinstance(question, Amount)


def targets(model: Model, typed: Mapping[str, int]) -> dict[str, int]:
    """A target for each need (micro-percent): as typed, as it stands, as last planned, else all."""
    standing = {q.about: model.standing(q) for q in model.questions if is_target(q)}
    last = model.fact(TOPIC, "asked", default={})
    planned = {good: round(share * ALL) for good, share in last.items()}
    known = {**planned, **standing, **typed}
    return {good.id: known.get(good.id, ALL) for good in needs(model)}


def typed_targets(model: Model, line: str) -> tuple[dict[str, int], int]:
    """Targets by good and rounds from a line like “grain 50, care 80, 2 rounds”. Raises Mistake."""
    found = _ROUNDS.search(line)
    rounds = entry.whole(found.group(1), 1, LONGEST) if found else 1
    rest = _ROUNDS.sub("", line).replace(";", ",")
    typed: dict[str, int] = {}
    for piece in filter(None, (part.strip() for part in rest.split(","))):
        match = _TARGET.fullmatch(piece)
        if match is None:
            raise Mistake(_("Type targets like “{example}”.").format(example=_example(model)))
        percent = entry.amount(match.group(2), 0, ALL, "%")
        name = match.group(1).strip()
        typed.update(dict.fromkeys(_named(model, name), percent))
    return typed, rounds


def _named(model: Model, name: str) -> list[str]:
    """The good of that name; all needs without one."""
    there = {word.casefold(): good.id for good in needs(model) for word in (good.id, good.name)}
    if not name:
        return list(dict.fromkeys(there.values()))
    word = name.casefold()
    if word not in there:
        near = get_close_matches(word, there, n=1)
        names = ", ".join(good.name for good in needs(model))
        hint = _(" Did you mean {near}?").format(near=near[0]) if near else ""
        text = _("“{found}” is no need; there are {names}.").format(found=name, names=names)
        raise Mistake(text + hint)
    return [there[word]]


def _example(model: Model) -> str:
    first, *others = [good.name for good in needs(model)] or [""]
    return ", ".join([f"{first} 50", *(f"{name} 100" for name in others[:1])])

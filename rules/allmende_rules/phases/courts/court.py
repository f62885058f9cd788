"""The courts' place in a round: before congress sits, last round's harvest is judged; after it, inspected.

Licences are renewed, given back and offered in the same sitting as complaints are filed.
"""

from __future__ import annotations

from allmende_rules.chance import Chance
from allmende_rules.events import Event
from allmende_rules.phases.courts.appeals import ask_appeal, file_appeals, preview_appeal
from allmende_rules.phases.courts.complaints import ask_complaint, file_cases, preview_complaint
from allmende_rules.phases.courts.inspection import inspect
from allmende_rules.phases.courts.licence_affairs import (
    ask_affairs,
    preview_affairs,
    settle_affairs,
)
from allmende_rules.phases.courts.sentencing import close_court
from allmende_rules.phases.courts.trial import ask_jury, close_trial, preview_verdict
from allmende_rules.questions import Answers, Question
from allmende_rules.system import Line, Phase, Replies
from allmende_rules.view import View
from allmende_rules.world import World


def ask_registry(world: World, seat: str) -> tuple[Question, ...]:
    """Affairs of a seat's licences, and complaints of anybody's."""
    return (*ask_affairs(world, seat), *ask_complaint(world, seat))


def preview_registry(
    view: View, questions: tuple[Question, ...], draft: Answers
) -> tuple[Line, ...]:
    """What licences cost and left, what a case costs, and what is at stake in it."""
    return (
        *preview_affairs(view, questions),
        *preview_complaint(view, questions),
        *preview_appeal(view, questions, draft),
    )


def close_registry(world: World, replies: Replies, chance: Chance) -> list[Event]:
    """Licences change as their holders say, and cases come before juries."""
    return [*settle_affairs(world, replies), *file_cases(world, replies, chance)]


COURT_PHASES = (
    Phase(
        "registry",
        "Registry",
        resolve=close_registry,
        ask=ask_registry,
        preview=preview_registry,
        help="Licensees renew, give back or offer licences; anyone may complain of over-cutting.",
    ),
    Phase(
        "jury",
        "Jury",
        resolve=close_trial,
        ask=ask_jury,
        preview=preview_verdict,
        help="Jurors drawn by lot judge each case by what the record and their eyes tell them.",
    ),
    Phase(
        "appeal",
        "Appeal",
        resolve=file_appeals,
        ask=ask_appeal,
        preview=preview_appeal,
        help="Who was convicted may have another jury judge the case.",
    ),
    Phase(
        "review",
        "Second jury",
        resolve=close_court,
        ask=ask_jury,
        preview=preview_verdict,
        help="Another jury has the last word; then penalties are pronounced.",
    ),
)
INSPECT = Phase("inspect", "Inspection", resolve=inspect)

"""Trials: jurors vote on each case by what the record and their eyes tell them; a majority convicts."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from allmende_rules.amounts import units
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Told
from allmende_rules.mechanisms.court import impressions, verdict, votes_of
from allmende_rules.phases.courts.facts import (
    CourtCase,
    cases,
    docket,
    findings,
    in_session,
    truly_over,
)
from allmende_rules.questions import Answers, Choice, Effect, Option, Question
from allmende_rules.system import Line, Replies
from allmende_rules.view import View
from allmende_rules.world import NO_FACTS, World

VERDICT, GUILTY, NOT_GUILTY = "verdict", "guilty", "not_guilty"
OPTIONS = (Option(NOT_GUILTY, "Not guilty"), Option(GUILTY, "Guilty"))
RECORD = (
    "The record: {site} booked {booked} {unit}, and its machines could have made {more} of what is "
    "missing. {findings} To your eyes {seen}; eyes like yours are right {right} % of the time."
)
JUDGED = "{site}: {verdict}, by {for_} votes to {against}."
BY_JUDGE = "{site}: {verdict}, by a judge, since nobody could be drawn."


def ask_jury(world: World, seat: str) -> tuple[Question, ...]:
    """The verdict of a juror on each case that it was drawn for and that is open."""
    if not in_session(world):
        return ()
    drawn = [case for case in cases(world) if seat in case.jury and case.votes is None]
    if not drawn:
        return ()
    eyes: Mapping[str, bool] = world.secret(seat, "evidence", NO_FACTS)
    return tuple(_verdict(case, guilty=eyes.get(case.site, False)) for case in drawn)


def _verdict(case: CourtCase, *, guilty: bool) -> Choice:
    return Choice(
        id=f"{VERDICT}:{case.site}",
        topic=VERDICT,
        about=case.site,
        title="Your verdict as a juror",
        help="Did this site take more than its lots? More than half of the jury must say so to convict.",
        options=OPTIONS,
        default=GUILTY if guilty else NOT_GUILTY,
        required=False,
        once=True,
        effects=(Effect("fines", 1, GUILTY),),
    )


def preview_verdict(
    view: View, questions: tuple[Question, ...], _draft: Answers
) -> tuple[Line, ...]:
    """What the record shows of the accused, and what the juror makes of it."""
    eyes: Mapping[str, bool] = view.secret(view.seat or "", "evidence", NO_FACTS)
    found = {case.site: case.found for case in cases(view)}
    lines: list[Line] = []
    for question in questions:
        site = view.land.enterprise(question.about)
        facts = {
            "site": site.name,
            "booked": round(units(view.fact(site.id, "output", 0)), 1),
            "unit": view.land.good(site.good).unit,
            "more": round(units(found.get(site.id, 0)), 1),
            "findings": " ".join(findings(view)),
            "seen": "more was taken" if eyes.get(site.id) else "its lots were kept",
            "right": round(100 * view.fact("dials", "court_accuracy")),
        }
        lines.append(Line(question.id, RECORD, facts))
    return tuple(lines)


def close_trial(world: World, replies: Replies, chance: Chance) -> list[Event]:
    """The first juries' verdicts."""
    if not in_session(world):
        return []
    judged = [_judged(world, case, replies, chance) for case in cases(world)]
    return [*(_tell(world, case) for case in judged), docket(judged)] if judged else []


def _judged(world: World, case: CourtCase, replies: Replies, chance: Chance) -> CourtCase:
    """The case as decided; one that has been is left as it is. Where no juror is, a judge decides."""
    if case.votes is not None:
        return case
    said = {
        seat: answers.get(f"{VERDICT}:{case.site}") == GUILTY for seat, answers in replies.items()
    }
    votes = votes_of(said, case.jury) if case.jury else _judge(world, case, chance)
    found = verdict(votes)
    return replace(case, votes=(found.votes_for, found.votes_against), guilty=found.guilty)


def _judge(world: World, case: CourtCase, chance: Chance) -> tuple[bool, ...]:
    """One who sees as a juror does."""
    seen = impressions(
        ("judge",),
        truth=truly_over(world, case.site),
        accuracy=world.dial("court_accuracy"),
        chance=chance,
        case=case.site + " again" * case.appealed,
        round=world.round,
    )
    return tuple(seen.values())


def _tell(world: World, case: CourtCase) -> Event:
    assert case.votes is not None  # noqa: S101  # a judged case has been voted on
    for_, against = case.votes
    facts = {
        "site": world.land.name(case.site),
        "verdict": "guilty of over-cutting" if case.guilty else "not guilty",
        "for_": for_,
        "against": against,
    }
    return Told("all", JUDGED if case.jury else BY_JUDGE, facts)


def second_verdicts(world: World, replies: Replies, chance: Chance) -> list[CourtCase]:
    """All cases of the round as finally decided."""
    return [_judged(world, case, replies, chance) for case in cases(world)]


def tell_second(world: World, judged: list[CourtCase]) -> list[Event]:
    """What the second juries said."""
    return [_tell(world, case) for case in judged if case.appealed]

"""Hearing: members judge what the watch found, and sanctions follow what they leave standing.

Low-cost arenas to resolve conflicts are Ostrom's sixth principle (1990). A finding is overturned by more
than half of the votes cast; those who run the site concerned do not vote on it.
"""

from __future__ import annotations

from typing import Any

from allmende_rules.amounts import units
from allmende_rules.events import Event, Stated
from allmende_rules.mechanisms.sanctions import (
    Ladder,
    Offence,
    Sanction,
    graduated,
    remembered,
    sanction,
    uniform,
)
from allmende_rules.phases.self_government.group import (
    CONFLICT_RESOLUTION,
    GROUP,
    SANCTIONS,
    UNIFORM,
    findings,
    may_meet,
    rule,
    sanctions,
)
from allmende_rules.phases.self_government.group_verdicts import (
    EVIDENCE,
    fined,
    kind,
    tell_overturned,
    tell_upheld,
)
from allmende_rules.phases.self_government.watch_news import how_it_errs
from allmende_rules.questions import Answers, Ballot, Effect, Option, Question, Value
from allmende_rules.system import Line, Replies
from allmende_rules.view import View
from allmende_rules.world import World

HEARING, UPHOLD, OVERTURN = "hearing:", "uphold", "overturn"


def ladder(seen: World | View) -> Ladder:
    """The sanctions in force."""
    rate, memory = rule(seen, "fine"), int(rule(seen, "memory"))
    return uniform(rate, memory) if rule(seen, SANCTIONS) == UNIFORM else graduated(rate, memory)


def offences(seen: World | View, site: str) -> tuple[int, ...]:
    """The rounds in which a site was found to have taken too much, and was not cleared."""
    return tuple(seen.fact(GROUP, "offences", {}).get(site, ()))


def next_sanction(seen: World | View, site: str, worth: int, round_: int) -> Sanction:
    """What an offence of that worth would bring a site, with what is on its record."""
    return sanction(offences(seen, site), Offence(round_, worth), ladder(seen))


def follows(seen: World | View, site: str, worth: int, round_: int) -> Sanction | None:
    """What an offence would bring a site under the rules in force; None where nothing follows."""
    return next_sanction(seen, site, worth, round_) if sanctions(seen) else None


def ask_hearing(world: World, seat: str) -> list[Question]:
    """A vote on each finding about others; none where findings are final."""
    if not rule(world, CONFLICT_RESOLUTION) or not may_meet(world):
        return []
    held = world.held(seat)
    return [_ballot(world, one) for one in findings(world) if one["site"] not in held]


def _ballot(world: World, finding: dict[str, Any]) -> Ballot:
    site = finding["site"]
    return Ballot(
        id=HEARING + site,
        topic="hearing",
        about=site,
        title=f"The finding against {world.land.name(site)}",
        help="Whether the monitor was right, and the finding has consequences, or was wrong.",
        method="majority",
        account="More than half of the votes cast overturn a finding; a tie, and silence, uphold it.",
        options=(Option(UPHOLD, "It stands"), Option(OVERTURN, "It was wrong")),
        required=False,
        once=True,
        effects=(Effect("doubted", 1, OVERTURN),),
    )


def preview_hearing(view: View, questions: tuple[Question, ...], _draft: Answers) -> list[Line]:
    """The evidence: what the monitor measured, and what the landing books say."""
    lines: list[Line] = []
    for question in questions:
        if question.topic == "hearing":
            one = next(one for one in findings(view) if one["site"] == question.about)
            penalty = follows(view, question.about, one["worth"], one["round"])
            facts = {
                "allowed": round(units(one["allowed"]), 1),
                "seen": round(units(one["seen"]), 1),
                "landed": round(units(view.fact(question.about, "harvest", 0)), 1),
                **fined(penalty),
            }
            text, errors = how_it_errs(view)
            lines.append(Line(question.id, EVIDENCE[kind(penalty)] + text, facts | errors))
    return lines


def hear(world: World, replies: Replies) -> list[Event]:
    """Findings that are not overturned go on record; their sanctions fall due after the delay."""
    found = findings(world)
    if not found:
        return []
    votes = [vote for one in found for vote in _votes(one["site"], replies)]
    doubted = votes.count(OVERTURN) / len(votes) if votes else 0.0
    thrown_out = [one for one in found if _overturned(one["site"], replies)]
    upheld = [one for one in found if one not in thrown_out]
    return [
        Stated("all", GROUP, {"findings": [], "overturned": len(thrown_out), "doubted": doubted}),
        *(tell_overturned(world, one) for one in thrown_out),
        *(_impose(world, upheld) if sanctions(world) else _let_pass(world, upheld)),
    ]


def _votes(site: str, replies: Replies) -> list[Value]:
    return [said[HEARING + site] for said in replies.values() if said.get(HEARING + site)]


def _overturned(site: str, replies: Replies) -> bool:
    votes = _votes(site, replies)
    return 2 * votes.count(OVERTURN) > len(votes)


def _let_pass(world: World, upheld: list[dict[str, Any]]) -> list[Event]:
    return [tell_upheld(world, one, None, world.round) for one in upheld]


def _impose(world: World, upheld: list[dict[str, Any]]) -> list[Event]:
    """Put offences on record, fines on the list of what falls due, and sites out for their rounds."""
    if not upheld:
        return []
    memory, start = int(rule(world, "memory")), world.round + int(rule(world, "delay"))
    record = dict(world.fact(GROUP, "offences", {}))
    shut = dict(world.fact(GROUP, "excluded", {}))
    due = list(world.fact(GROUP, "due", ()))
    told: list[Event] = []
    for one in upheld:
        site: str = one["site"]
        penalty = next_sanction(world, site, one["worth"], one["round"])
        kept = remembered(record.get(site, ()), one["round"] + 1, memory + 1)
        record[site] = [*kept, one["round"]]
        if penalty.fine:
            due.append({"site": site, "fine": penalty.fine, "round": start})
        if penalty.rounds:
            shut[site] = [start, start + penalty.rounds - 1]
        told.append(tell_upheld(world, one, penalty, start))
    return [Stated("all", GROUP, {"offences": record, "excluded": shut, "due": due}), *told]

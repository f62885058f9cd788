"""The carbon cap: congress sets what all sites together may emit, and permits for it are sold in the market.

One price clears the permits with everything else and goes to the Commons as a fee. Who is left alone
below the threshold needs none; what such sites emitted last round is taken off the cap.
"""

from __future__ import annotations

from typing import Any

from allmende_rules.agenda import SINCE
from allmende_rules.amounts import micro, units
from allmende_rules.events import Event, Stated, Told
from allmende_rules.phases.abatement import emission_rate
from allmende_rules.phases.assembly.members import STATUTES_HOLD, Vote, count
from allmende_rules.phases.commons.sectors import is_autonomous
from allmende_rules.questions import Answers, Effect, Question
from allmende_rules.sky import SKY
from allmende_rules.system import Line, Replies
from allmende_rules.view import View
from allmende_rules.world import TABLE, World

NO_CAP = 2.0
"""From this share of the opening's emissions on there is no cap."""
MOST = 2.0
"""The highest cap that may be voted, as a share of the opening's emissions."""
VOTE = "carbon:sky"
MEASURED = (
    "Emitted last round: {last}; this cap is {less} % against it. A permit last cost {price}; "
    "it is {degrees} degrees warmer than before industry."
)
UNMEASURED = "Nothing was measured yet; it is {degrees} degrees warmer than before industry."
ABSTAINED_FIRST = (
    "You abstain: the middle one of the others' votes holds, or the statutes' {cap} if nobody "
    "votes."
)
ABSTAINED = (
    "You abstain: the middle one of the others' votes holds, or the statutes' {cap} if nobody votes, "
    "{less} % against the {last} emitted last round. A permit last cost {price}."
)


def statutory_carbon_cap(world: World) -> int | None:
    """The cap that holds unless congress votes another, in micro-units; None if there is none.

    It starts at a share of the opening's emissions and falls by the same part every round of the system.
    """
    climate, share = world.land.climate, world.dial("carbon_cap")
    if climate is None or share >= NO_CAP:
        return None
    passed = world.round - world.fact(TABLE, SINCE, 1)
    return micro(climate.baseline * share * (1 - world.dial("carbon_cut")) ** passed)


def carbon_votes(world: World) -> tuple[Vote, ...]:
    """The vote on the cap, where there is one and congress has a say in it."""
    climate, now = world.land.climate, statutory_carbon_cap(world)
    if climate is None or now is None or not world.dial("cap_vote"):
        return ()
    return (
        Vote(
            id=VOTE,
            title=f"Carbon cap: {climate.name}",
            help="The most that all who need a permit may emit this round. Permits have one price. "
            + STATUTES_HOLD,
            unit=climate.unit,
            low=0,
            high=micro(MOST * climate.baseline),
            now=now,
            effects=(Effect("emissions", 1), Effect("temperature", 1)),
        ),
    )


def resolve_carbon(world: World, replies: Replies) -> list[Event]:
    """The median takes effect, or else the statutes; everybody sees who voted what."""
    climate, cap = world.land.climate, statutory_carbon_cap(world)
    if climate is None:
        return []
    for vote in carbon_votes(world):
        cap = count(replies, vote)
    if cap is None:
        return [Stated("all", SKY, {"cap": None})]
    facts = {"name": climate.name, "cap": round(units(cap), 1), "unit": climate.unit}
    text = "The carbon cap is {cap} {unit} this round."
    cast = [
        f"{world.land.name(seat)} {units(value):.1f}"
        for seat, said in sorted(replies.items())
        if isinstance(value := said.get(VOTE), int)
    ]
    if cast:
        facts["votes"] = ", ".join(cast)
        text = "The carbon cap is {cap} {unit} this round; votes: {votes}; the middle one holds."
    return [Stated("all", SKY, {"cap": cap}), Told("all", text, facts)]


def free_carbon(world: World) -> float | None:
    """What may be emitted under permits this round, in units; None without a cap."""
    cap: int | None = world.fact(SKY, "cap")
    if cap is None:
        return None
    outside: float = sum(
        [
            world.fact(
                site.id, "emissions", emission_rate(world, site) * units(_usual(world, site.id))
            )
            for site in world.land.enterprises
            if is_autonomous(world, site)
        ]
    )
    return max(0.0, units(cap) - outside)


def _usual(world: World, site: str) -> int:
    """What a site made last, or could make before there is a last round."""
    made: int = world.fact(site, "output", world.fact(site, "capacity"))
    return made


def permitted(world: World) -> frozenset[str]:
    """The sites that need permits."""
    return frozenset([e.id for e in world.land.enterprises if not is_autonomous(world, e)])


def preview_carbon(view: View, questions: tuple[Question, ...], draft: Answers) -> tuple[Line, ...]:
    """How far a cap lies from what was emitted last, and what a permit cost."""
    return tuple(
        [
            _foresee(view, question, draft.get(question.id, question.default))
            for question in questions
            if question.topic == "carbon"
        ]
    )


def _foresee(view: View, question: Question, chosen: Any) -> Line:
    """Of a draft cap, or, for who abstains, of the statutes'."""
    last: float = view.fact(SKY, "emissions", 0.0)
    statutes = question.default if isinstance(question.default, int) else 0
    voted = isinstance(chosen, int)
    cap = units(chosen if voted else statutes)
    facts = {
        "cap": round(cap, 1),
        "last": round(last, 1),
        "less": f"{100 * (cap / last - 1):+.0f}" if last else "0",
        "price": round(units(view.fact(SKY, "price", 0)), 3),
        "degrees": round(view.fact(SKY, "temperature"), 2),
    }
    if not voted:
        return Line(question.id, ABSTAINED if last else ABSTAINED_FIRST, facts)
    return Line(question.id, MEASURED if last else UNMEASURED, facts)

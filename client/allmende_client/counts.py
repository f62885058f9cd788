"""How a vote was counted, in sentences: the method, each step with its figures, and who won."""

from __future__ import annotations

from collections.abc import Mapping

from allmende_client.format import plain
from allmende_client.words import _
from allmende_rules.mechanisms.voting.registry import METHODS
from allmende_rules.motion_facts import Count

FIGURES = {
    "majority": _("votes"),
    "supermajority": _("votes"),
    "median": _("votes"),
    "plurality": _("votes"),
    "approval": _("approvals"),
    "instant_runoff": _("first places"),
    "borda": _("points"),
    "schulze": _("others that do not beat it"),
    "quadratic": _("votes, those against taken off"),
    "phragmen": _("load on each who approves"),
    "equal_shares": _("price for each who approves"),
}
"""What the figures of each method are."""


def counted(count: Count) -> list[str]:
    """The count of a vote, a sentence a line."""
    named = dict(count.options)
    method = METHODS[count.method]
    cast = _("Ballots: {ballots}, abstentions: {abstained}. {method}: {account}")
    elected = _("Elected: {names}.").format(names=_listed(named, count.elected))
    return [
        cast.format(
            ballots=count.ballots,
            abstained=count.abstained,
            method=method.name,
            account=method.account,
        ),
        *(step(count, place) for place in range(len(count.rounds))),
        elected + (f" {tie}" if (tie := _tie(count, named)) else ""),
    ]


def step(count: Count, place: int) -> str:
    """One step of a count: what each option has, and which leave after it."""
    named, tally = dict(count.options), count.rounds[place]
    figures = "; ".join(f"{named[option]}: {plain(figure)}" for option, figure in tally.items())
    what = FIGURES[count.method]
    if len(count.rounds) == 1:
        return _("{what} – {figures}.").format(what=what[:1].upper() + what[1:], figures=figures)
    text = _("Step {number}, {what} – {figures}.")
    said = text.format(number=place + 1, what=what, figures=figures)
    after = count.rounds[place + 1] if place + 1 < len(count.rounds) else tally
    gone = [option for option in tally if option not in after and option not in count.elected]
    leaves = _(" Leaves: {names}.").format(names=_listed(named, gone)) if gone else ""
    return said + leaves


def _tie(count: Count, named: Mapping[str, str]) -> str:
    """The rule that decided between options that stood level, if one had to."""
    if not count.tied:
        return ""
    text = _("Level at a step: {names}; of those level the first listed goes before.")
    return text.format(names=_listed(named, count.tied))


def _listed(named: Mapping[str, str], options: tuple[str, ...] | list[str]) -> str:
    return ", ".join(named[option] for option in options)

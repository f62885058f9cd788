"""What sanctions read as: before an excess is taken, before a finding is judged, and once it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allmende_rules.amounts import units
from allmende_rules.events import Event, Told
from allmende_rules.mechanisms.sanctions import Sanction
from allmende_rules.world import World

NOTHING = "nothing"
"""Beside the kinds of sanctions: a finding that has no consequence."""

EVIDENCE: Mapping[str, str] = {
    NOTHING: (
        "Allowed {allowed}; the monitor measured {seen}, the landing books say {landed}. Nothing follows "
        "if the finding stands."
    ),
    "warning": (
        "Allowed {allowed}; the monitor measured {seen}, the landing books say {landed}. If the finding "
        "stands, it brings a warning."
    ),
    "fine": (
        "Allowed {allowed}; the monitor measured {seen}, the landing books say {landed}. If the finding "
        "stands, it brings a fine of {fine}."
    ),
    "exclusion": (
        "Allowed {allowed}; the monitor measured {seen}, the landing books say {landed}. If the finding "
        "stands, it brings a fine of {fine} and the site is shut out for a round."
    ),
}
"""What is known of a finding, by what would follow."""

RISK: Mapping[str, str] = {
    NOTHING: (
        "You would take up to {most} of a quota of {quota}: {excess} too much, worth {worth} at the last "
        "price. The chance to be seen is {chance} %, and nothing follows."
    ),
    "warning": (
        "You would take up to {most} of a quota of {quota}: {excess} too much, worth {worth} at the last "
        "price. The chance to be seen is {chance} %; if the finding stands, it brings a warning."
    ),
    "fine": (
        "You would take up to {most} of a quota of {quota}: {excess} too much, worth {worth} at the last "
        "price. The chance to be seen is {chance} %; if the finding stands, it brings a fine of {fine}, "
        "{expected} on average."
    ),
    "exclusion": (
        "You would take up to {most} of a quota of {quota}: {excess} too much, worth {worth} at the last "
        "price. The chance to be seen is {chance} %; if the finding stands, it brings a fine of {fine}, "
        "{expected} on average, and you are shut out for a round."
    ),
}
"""What breaking a quota risks, by what would follow."""
TOO_LATE = (
    "You would take up to {most} of a quota of {quota}: {excess} too much, worth {worth} at the last "
    "price. The chance to be seen is {chance} %, but the game ends before anything can follow."
)
"""The same when no round is left in which a sanction could fall due."""

UPHELD: Mapping[str, str] = {
    "warning": "{site} took more than its quota (measured {seen} of {allowed}): it is warned.",
    "fine": "{site} took more than its quota (measured {seen} of {allowed}): a fine of {fine}.",
    "exclusion": (
        "{site} took more than its quota (measured {seen} of {allowed}): a fine of {fine}, and it is shut "
        "out for a round."
    ),
}
LATER: Mapping[str, str] = {
    "fine": (
        "{site} took more than its quota (measured {seen} of {allowed}): a fine of {fine}, due in round "
        "{round}."
    ),
    "exclusion": (
        "{site} took more than its quota (measured {seen} of {allowed}): a fine of {fine}, due in round "
        "{round}, in which it is shut out."
    ),
}
"""The verdict on a finding that stands, at once or delayed."""
UNPUNISHED = (
    "{site} took more than its quota (measured {seen} of {allowed}): the finding stands, and nothing "
    "follows."
)
OVERTURNED = "The meeting overturned the finding against {site}: there is no sanction."


def kind(penalty: Sanction | None) -> str:
    """What follows, as the tables of this page name it."""
    return penalty.kind if penalty else NOTHING


def fined(penalty: Sanction | None) -> dict[str, Any]:
    """The fine as people read it, where there is one."""
    return {"fine": round(units(penalty.fine), 1)} if penalty and penalty.kind != "warning" else {}


def tell_overturned(world: World, finding: Mapping[str, Any]) -> Event:
    """The verdict to all on a finding that was wrong."""
    return Told("all", OVERTURNED, {"site": world.land.name(finding["site"])})


def tell_upheld(
    world: World, finding: Mapping[str, Any], penalty: Sanction | None, start: int
) -> Event:
    """The verdict to all on a finding that stands: what follows, and in which round if it is later."""
    facts = {
        "site": world.land.name(finding["site"]),
        "seen": round(units(finding["seen"]), 1),
        "allowed": round(units(finding["allowed"]), 1),
        **fined(penalty),
    }
    if penalty is None:
        return Told("all", UNPUNISHED, facts)
    if start > world.round and penalty.kind != "warning":
        return Told("all", LATER[penalty.kind], {**facts, "round": start})
    return Told("all", UPHELD[penalty.kind], facts)

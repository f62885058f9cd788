"""What a host types to move the course of a game: seconds, a round to go back to, another system."""

from __future__ import annotations

from typing import NamedTuple

from allmende_client import entry, series
from allmende_client.entry import Mistake
from allmende_client.model import Model
from allmende_client.sentences import filled
from allmende_client.words import _
from allmende_rules.agenda import AGENDA, DECREED
from allmende_rules.decree import ORDERED
from allmende_rules.system import check_dials, preset_dials

USUAL, MOST = 60, 3600
"""Seconds that are given at once, usually and at most."""
UNDOING = _(
    "What was played after it counts no more, for anybody. Nothing is deleted: the record keeps it. "
    "Talk and seats stay as they are."
)


class Wanted(NamedTuple):
    """A system as it was typed, with presets and dials."""

    system: str
    presets: tuple[str, ...] = ()
    dials: dict[str, float] = {}


def seconds(text: str) -> int:
    """How many seconds more. Raises Mistake."""
    return entry.whole(text or str(USUAL), 1, MOST, "s")


def latest(model: Model) -> int:
    """The last round to whose end the table can go back; 0 is the opening."""
    rounds = model.welcome.rounds if model.welcome else 1
    return min(series.done(model), rounds - 1)


def read_round(model: Model, text: str) -> int:
    """The round that is meant. Raises Mistake if it has no end to go back to."""
    last = latest(model)
    try:
        return entry.whole(text, 0, last)
    except Mistake:
        if not last:
            raise Mistake(
                _("Type 0, for the opening: no later round can be gone back to.")
            ) from None
        raise Mistake(_("Type a round, 0 to {last}.").format(last=last)) from None


def read_system(model: Model, text: str) -> Wanted:
    """A system like “dmnc+hostile term=2”: presets after +, then dials.

    Raises Mistake for what cannot be read, is not known, or cannot be ordered now.
    """
    name, *settings = text.split() or [""]
    if not name:
        raise Mistake(_("Type a system, like dmnc, or with presets and dials dmnc+hostile term=2."))
    system, *presets = name.split("+")
    dials = dict(_dial(setting) for setting in settings)
    wanted = Wanted(system.casefold(), tuple(presets), dials)
    _check_known(wanted)
    _check_timely(model, wanted)
    return wanted


def _check_known(wanted: Wanted) -> None:
    """Raises Mistake, with the nearest name, for what the system's rules do not know."""
    from allmende_rules.systems.registry import find_system  # noqa: PLC0415  # as in `which_system`

    try:
        system = find_system(wanted.system)
        check_dials(system, {**preset_dials(system, wanted.presets), **wanted.dials})
    except (LookupError, ValueError) as error:
        raise Mistake(str(error)) from None


def _check_timely(model: Model, wanted: Wanted) -> None:
    """Raises Mistake where no other system can begin, or nothing was ordered to be taken back."""
    if model.over:
        raise Mistake(_("The game is over. Go back to an earlier round first."))
    if _takes_back(model, wanted):
        if model.fact("table", DECREED) is None:
            text = _("{system} is in force, and no other system has been ordered.")
            raise Mistake(text.format(system=_system_name(wanted.system)))
    elif model.welcome and model.round >= model.welcome.rounds:
        text = _(
            "Round {round} is the last one; no round is left for another system to begin with."
        )
        raise Mistake(text.format(round=model.round))


def _takes_back(model: Model, wanted: Wanted) -> bool:
    return model.welcome is not None and wanted == Wanted(model.welcome.system)


def _system_name(system: str) -> str:
    from allmende_rules.systems.registry import SYSTEMS  # noqa: PLC0415  # as in `which_system`

    return SYSTEMS[system].name if system in SYSTEMS else system


def which_system() -> str:
    """What a host is asked who wants another system."""
    from allmende_rules.systems.registry import SYSTEMS  # noqa: PLC0415  # the server has loaded them

    text = _("Which system from the next round on: {systems}? Enter: go on · Esc: none")
    return text.format(systems=", ".join(SYSTEMS))


def _dial(setting: str) -> tuple[str, float]:
    name, _equals, number = setting.partition("=")
    try:
        return name, float(number.replace(",", "."))
    except ValueError:
        text = _("“{setting}” sets no dial; write a name and a number, like term=2.")
        raise Mistake(text.format(setting=setting[:40])) from None


def back_question(round_: int) -> str:
    """What a host is asked before the table goes back."""
    if not round_:
        return _("Go back to the opening?")
    return _("Go back to the end of round {round}?").format(round=round_)


def undoing(model: Model, round_: int) -> str:
    """What follows from going back to the end of a round."""
    return " ".join(filter(None, (UNDOING, _begins_anew(model, round_))))


def _begins_anew(model: Model, round_: int) -> str:
    """That a change of system was ordered in that round, and stays ordered."""
    begins = 1
    for act in model.fact("table", AGENDA, default=()):
        if begins == round_ + 1 and _was_ordered(model, begins, act["system"]):
            text = _(
                "The change to {system}, ordered in round {round}, begins anew then; "
                "to be without it, go back to round {before}."
            )
            name = _system_name(act["system"])
            return text.format(system=name, round=round_, before=round_ - 1)
        begins += act["rounds"]
    return ""


def _was_ordered(model: Model, begins: int, system: str) -> bool:
    """Whether the news tell of the host's order; an agenda may also hold acts from the opening on."""
    told = filled(ORDERED, {"begins": begins, "new": _system_name(system)})
    return any(news.text == told for news in model.news)


def change_question(model: Model, wanted: Wanted) -> tuple[str, str]:
    """What a host is asked before another system is ordered, and what follows from it."""
    ruled = model.welcome.system if model.welcome else ""
    if _takes_back(model, wanted):
        more = _("Then {system} goes on, as if nothing had been ordered.")
        if model.fact("table", DECREED):
            more = _("Then the agenda holds again, as if nothing had been ordered.")
        return _("Take the change of system back?"), more.format(system=_system_name(ruled))
    text = _("From round {round} to the last, play under {system}?")
    more = _(
        "Everybody is told now, and when it begins, what they held and what it became. "
        "Until then, ordering {ruled} takes it back."
    )
    return (
        text.format(round=model.round + 1, system=_in_full(wanted)),
        more.format(ruled=ruled),
    )


def _in_full(wanted: Wanted) -> str:
    """The system's name, with the presets and dials as they were typed."""
    dials = (f"{name} = {value:g}" for name, value in wanted.dials.items())
    settings = ", ".join((*wanted.presets, *dials))
    name = _system_name(wanted.system)
    return f"{name} ({settings})" if settings else name


def ordered(model: Model) -> str:
    """The change of system that waits for the next round, if one does."""
    acts = model.fact("table", AGENDA, default=())
    if model.over or model.fact("table", DECREED) is None or not acts:
        return ""
    text = _("From round {round} on: {system}.")
    return text.format(round=model.round + 1, system=_system_name(acts[-1]["system"]))

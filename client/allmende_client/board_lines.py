"""The planner's board in words: a table of goods, and sections of sentences beneath it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from allmende_client.format import percent, plain
from allmende_client.model import Model
from allmende_client.planning import TOPIC, needs
from allmende_client.sentences import filled
from allmende_client.words import _
from allmende_rules.planboard import Board, BoardPlant, BoardRow
from allmende_rules.system import Line

_VISIBLE = 0.005
"""Amounts below this read as none."""

BULLET = "  · "
"""What leads a sentence that hangs beneath another."""
Section = tuple[str, list[str]]
"""A heading and its lines."""


def heads(board: Board | None, *, by_plant: bool) -> list[str]:
    """What stands above the columns of the goods, from what is asked on."""
    plants = [one.name for one in board.plants] if board and by_plant else [_("inputs")]
    return [_("asked"), _("made"), _("bought"), *plants, _("people"), _("of need")]


def cells(board: Board, row: BoardRow, *, by_plant: bool) -> list[str]:
    """One good's numbers under `heads`; nothing reads as a dash."""
    uses = [row.uses.get(plant.site, 0.0) for plant in board.plants]
    used = uses if by_plant else [sum(uses) + row.machines]
    numbers = [_shown(n) for n in (row.asked, row.made, row.bought, *used, row.people)]
    return [*numbers, _exact(reached(row)) if row.target else "–"]


def reached(row: BoardRow) -> float:
    """The share of people's need that reaches them."""
    return row.target * row.people / row.asked if row.asked else 0.0


def _shown(value: float) -> str:
    return plain(value) if value >= _VISIBLE else "–"


def sections(model: Model, board: Board) -> list[Section]:
    """All that is said of a plan, what matters most first."""
    after = _("What a little more would bring") if board.why else _("What is left over")
    found = [
        (_("What can be done"), [_line(board.summary), *_rounds(board)]),
        (_("What stands in the way, and what would mend it"), list(_lines(board.why))),
        (after, list(_lines(board.worth))),
        (
            _("What the plan needs"),
            [*_limits(board), *(_plant(board, one) for one in board.plants)],
        ),
        (_("The last plan, and what came of it"), last(model)),
    ]
    return [(title, lines) for title, lines in found if lines]


def _line(line: Line) -> str:
    return filled(line.text, line.facts)


def _lines(lines: Iterable[Line]) -> Iterator[str]:
    """Sentences; what follows one that ends in a colon hangs beneath it."""
    beneath = False
    for line in lines:
        text = _line(line)
        leads = text.endswith(":")
        yield text if leads or not beneath else f"{BULLET}{text}"
        beneath = beneath or leads


def _rounds(board: Board) -> list[str]:
    """How much of what is asked can be delivered in each round, if there are several."""
    if len(board.covered) == 1:
        return []
    each = [
        _("round {round}: {percent}").format(round=board.first + n, percent=percent(share))
        for n, share in enumerate(board.covered)
    ]
    return [_("Of what is asked, {rounds}.").format(rounds=", ".join(each))]


def _limits(board: Board) -> list[str]:
    text = _("{used} of {there} {unit} of {name}.")
    return [
        text.format(used=plain(one.used), there=plain(one.there), unit=one.unit, name=one.name)
        for one in board.limits
    ]


def _plant(board: Board, plant: BoardPlant) -> str:
    """What a plant makes of what it could, with whose numbers these are."""
    row = next(one for one in board.rows if one.good == plant.good)
    text = _("{name}: {scale} of {capacity} {unit} of {good}, at {labour} hours a unit ({source}).")
    return text.format(
        name=plant.name,
        scale=plain(plant.scale),
        capacity=plain(plant.capacity),
        unit=row.unit,
        good=row.name,
        labour=plain(plant.labour),
        source=_("its report") if plant.reported else _("the public table"),
    )


def last(model: Model) -> list[str]:
    """What was planned last and what was delivered of it, as shares of need."""
    planned = model.fact(TOPIC, "planned", default={})
    brought = model.fact(TOPIC, "delivered", default={})
    text = _("{name}: {planned} of everyone's need planned, {brought} delivered.")
    return [
        text.format(
            name=good.name, planned=_exact(planned[good.id]), brought=_exact(brought[good.id])
        )
        for good in needs(model)
        if good.id in planned and good.id in brought
    ]


def _exact(share: float) -> str:
    return f"{plain(100 * share)}%"


def spoken(model: Model, board: Board) -> list[str]:
    """The whole board in sentences, for the plain dialogue."""
    goods = [text for row in board.rows if (text := _good(board, row))]
    told = sections(model, board)
    return [
        *told[0][1],
        *goods,
        *(line for title, lines in told[1:] for line in (f"{title}:", *lines)),
    ]


def _good(board: Board, row: BoardRow) -> str:
    """One good in a sentence; nothing about one that the plan does not touch."""
    used = sum(row.uses.values()) + row.machines
    if row.asked:
        text = _(
            "{name}: {asked} {unit} asked, {percent} of need; {made} made, {bought} bought, "
            "{used} used in plants, {people} to people."
        )
    elif max(row.made, row.bought, used) >= _VISIBLE:
        text = _("{name}: {made} {unit} made, {bought} bought, {used} used in plants.")
    else:
        return ""
    return text.format(
        name=row.name,
        unit=row.unit,
        asked=plain(row.asked),
        percent=percent(row.target),
        made=plain(row.made),
        bought=plain(row.bought),
        used=plain(used),
        people=plain(row.people),
    )

"""The tables of the planner's board: goods with where they come from and go to, plants, scarce things."""

from __future__ import annotations

from collections.abc import Mapping

from allmende_rules.land import Good
from allmende_rules.mechanisms.plan_program import Solution
from allmende_rules.phases.commons.basics_plan import BasicsPlan
from allmende_rules.planboard import BoardLimit, BoardPlant, BoardRow
from allmende_rules.view import View


def board_rows(
    view: View, basics: BasicsPlan, targets: Mapping[str, float], found: Solution
) -> tuple[BoardRow, ...]:
    """The first round of a plan, good by good."""
    return tuple(
        _row(good, place, targets.get(good.id, 0.0), basics, found)
        for place, good in enumerate(view.land.goods)
    )


def _row(good: Good, place: int, target: float, basics: BasicsPlan, found: Solution) -> BoardRow:
    plan, sites = basics.plan, [told.site for told in basics.reports]
    outputs, built = found.outputs(0), found.built(0)
    plants = list(zip(sites, plan.processes, outputs, built, strict=False))
    return BoardRow(
        good=good.id,
        name=good.name,
        unit=good.unit,
        target=target,
        asked=plan.basket[place],
        made=sum(made for site, _, made, _ in plants if site.good == good.id),
        bought=outputs[len(sites) + place],
        uses={site.id: made * process.inputs[place] for site, process, made, _ in plants},
        machines=sum(
            new * process.machine[place] for _, process, _, new in plants if process.machine
        ),
        people=found.final_use(0)[place],
    )


def board_plants(basics: BasicsPlan, found: Solution) -> tuple[BoardPlant, ...]:
    """The scale of every planned plant in the first round."""
    return tuple(
        BoardPlant(
            site=told.site.id,
            name=told.site.name,
            good=told.site.good,
            scale=scale,
            capacity=told.capacity,
            labour=told.labour,
            hours=scale * told.labour,
            reported=told.own,
        )
        for told, scale in zip(basics.reports, found.outputs(0), strict=False)
    )


def board_limits(basics: BasicsPlan, found: Solution) -> tuple[BoardLimit, ...]:
    """How much of each scarce thing the first round uses."""
    return tuple(
        BoardLimit(
            name=limit.name,
            unit=limit.unit,
            used=sum(x * use for x, use in zip(found.outputs(0), limit.use, strict=True)),
            there=(limit.each or (0.0,))[0],
        )
        for limit in basics.plan.limits
    )

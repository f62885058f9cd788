"""What became of the world and of every mandate, and of a seat that is left, as lines of text."""

from __future__ import annotations

from allmende_client import bundles, series
from allmende_client.commons_lines import stock_path
from allmende_client.describe import indicator_name
from allmende_client.format import indicator, percent, sparkline
from allmende_client.lines import mandate
from allmende_client.model import Model
from allmende_client.visit import Visit
from allmende_client.words import _

GOES_ON = _("If the host takes the table back to an earlier round, play goes on here.")
"""What the end of a hosted table leaves open."""


def ends(model: Model, *, spoken: bool = False) -> list[str]:
    """What became of the world, in sentences: stocks, needs, equality, machines, climate."""
    return [*_stock_ends(model, spoken=spoken), *_common_ends(model), *_gauge_ends(model)]


def _stock_ends(model: Model, *, spoken: bool) -> list[str]:
    resources = model.welcome.land.resources if model.welcome else ()
    text = _("{name}: {first} at the opening, {last} at the end, {lowest} at its lowest. {path}")
    return [
        text.format(
            name=resource.name,
            first=percent(path[0]),
            last=percent(path[-1]),
            lowest=percent(min(path)),
            path="" if spoken else sparkline(path, high=1.0),
        ).rstrip()
        for resource in resources
        if (path := stock_path(model, resource.id))
    ]


def _common_ends(model: Model) -> list[str]:
    templates = {
        "needs_met": _(
            "People whose needs were met: {first} in round 1, {last} at the end, {low} in the worst round."
        ),
        "gini": _("Gini of consumption (0 is equal): {first} in round 1, {last} at the end."),
        "capital": _("Machines, against the opening: {first} after round 1, {last} at the end."),
        "temperature": _(
            "Degrees of warming since 1850–1900: {first} after round 1, {last} at the end."
        ),
        "emissions": _("Emissions a round: {first} in round 1, {last} at the end."),
    }
    said = []
    for name, template in templates.items():
        values = series.series(model, name)[1]
        if values:
            facts = {"first": values[0], "last": values[-1], "low": min(values)}
            shown = {key: indicator(name, value) for key, value in facts.items()}
            said.append(template.format(**shown))
    return said


def _gauge_ends(model: Model) -> list[str]:
    """What the systems' own gauges came to, of those that concern all and were ever other than 0."""
    about = series.shared(model)
    played = series.rounds(model.public)
    names = dict.fromkeys(name for one in played for name in series.gauges(model, one, about))
    told = [name for name in names if any(series.series(model, name)[1])]
    together = bundles.bundled(model, told)
    single = [name for name in told if name.partition(".")[0] not in together]
    return [
        *(_gauge_end(model, name, *series.series(model, name)) for name in single),
        *(_bundle_end(model, kind, each) for kind, each in together.items()),
    ]


def _bundle_end(model: Model, kind: str, names: list[str]) -> str:
    """What a gauge of each good was in the last round that measured it."""
    end = max(series.series(model, name)[0][-1] for name in names)
    each = bundles.each(model, names, series.rounds(model.public)[end])
    text = _("{kind} in round {end}: {each}.")
    kind = indicator_name(kind, model.name_of)
    return text.format(kind=kind[:1].upper() + kind[1:], end=end, each=each)


def _gauge_end(model: Model, name: str, numbers: list[int], values: list[float]) -> str:
    text = _("{name}: {first} in round {begin}, {last} in round {end}, {high} at its highest.")
    if len(values) == 1:
        text = _("{name}: {last} in round {end}.")
    said = indicator_name(name, model.name_of)
    return text.format(
        name=said[:1].upper() + said[1:],
        first=indicator(name, values[0]),
        begin=numbers[0],
        last=indicator(name, values[-1]),
        end=numbers[-1],
        high=indicator(name, max(values)),
    )


def mandates(model: Model, *, spoken: bool = False) -> list[tuple[str, list[str]]]:
    """Every seat's mandate at the end: who, and a line a goal."""
    roles = {seat.seat: f"{model.name_of(seat.seat)}, {seat.role}" for seat in model.seats}
    return [
        (roles.get(seat, model.name_of(seat)), mandate(model, seat, spoken=spoken))
        for seat in model.public.get("mandates", {})
    ]


def what_stays(model: Model, visit: Visit) -> str:
    """What becomes of the game and the seat when one leaves, and how to come back."""
    if model.over:
        return _("The game is over, and its record is kept.")
    if visit.solo:
        text = _("The game is saved; “{back}” goes on with it.")
    elif model.seat:
        text = _(
            "Your seat is kept, and answered for while you are away; “{back}” takes it up again."
        )
    else:
        text = _("“{back}” comes back.")
    return text.format(back=visit.back)

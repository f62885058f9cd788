"""allmende simulate: bots play, and what is measured is printed."""

from __future__ import annotations

from typing import Any

import click

from allmende_cli import choices, governing
from allmende_cli.tables import indicator_rows, table

EXAMPLE = """\b
Examples:
  allmende simulate valley --system dmnc --games 10 --bots greedy
  allmende simulate valley --agenda dmnc:4,open_access:4
  allmende simulate valley --seed 3 --bots ada=greedy,rest=cooperative --json > games.json
"""


@click.command(epilog=EXAMPLE)
@click.argument("scenario", default="valley")
@governing.options
@click.option("--games", type=click.IntRange(1, 100_000), default=1, help="How many games.")
@click.option("--rounds", type=choices.ROUNDS, help="Rounds of a game; default: the scenario's.")
@click.option(
    "--seed", type=choices.SEED, default=1, help="Seed of the first game; the next add 1."
)
@click.option("--bots", "bot_list", metavar="LIST", default="", help="One bot, or seat=bot pairs.")
@click.option(
    "--appraise", is_flag=True, help="Add what a game was worth beside the best that there is."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def simulate(
    *,
    scenario: str,
    system_name: str | None,
    agenda: str | None,
    presets: tuple[str, ...],
    games: int,
    rounds: int | None,
    seed: int,
    bot_list: str,
    settings: tuple[str, ...],
    appraise: bool,
    as_json: bool,
) -> None:
    """Let bots play SCENARIO without a screen. The same arguments always print the same."""
    import msgspec

    from allmende_lab.simulate import simulation

    played = choices.scenario(scenario)
    ruled = governing.governing(
        played,
        system_name=system_name,
        agenda=agenda,
        presets=presets,
        settings=settings,
        rounds=rounds or played.rounds,
        told_rounds="--rounds" * bool(rounds),
    )
    done = simulation(
        played,
        system=ruled.system,
        seeds=range(seed, seed + games),
        rounds=ruled.rounds,
        bots=choices.bots(bot_list, played),
        dials=ruled.dials,
        then=ruled.then,
        appraised=appraise,
    )
    click.echo(msgspec.json.encode(done).decode() if as_json else _readable(done))


def _readable(done: dict[str, Any]) -> str:
    header, games = done["header"], done["games"]
    acts = [header["system"], *(act["system"] for act in header.get("then", ()))]
    title = f"{header['scenario']} under {', then '.join(acts)}, {header['rounds']} rounds"
    if len(games) == 1:
        rows = [(str(one["round"]), one["indicators"]) for one in games[0]["rounds"]]
        names, lines = indicator_rows(rows)
        head, lines = _ruled(games[0]["rounds"], ["round", *names], lines)
        said = [f"{title}, seed {games[0]['seed']}", table(head, lines)]
        return "\n".join([*said, *_appraised(games)])
    ends = [(str(game["seed"]), game["rounds"][-1]["indicators"]) for game in games]
    mean = {name: sum(end[name] for _, end in ends) / len(ends) for name in ends[0][1]}
    names, lines = indicator_rows([*ends, ("mean", mean)])
    said = [f"{title}, each game at its end", table(["seed", *names], lines)]
    return "\n".join([*said, *_appraised(games)])


def _ruled(
    rounds: list[dict[str, Any]], head: list[str], lines: list[list[str]]
) -> tuple[list[str], list[list[str]]]:
    """A table of rounds with the system of each beside its number, where the game had several."""
    if not any(one.get("system") for one in rounds):
        return head, lines
    ruled = [[row[0], one["system"], *row[1:]] for row, one in zip(lines, rounds, strict=True)]
    return [head[0], "system", *head[1:]], ruled


APPRAISED = ("welfare", "efficiency", "plan_error", "voice", "coercion")
LEGEND = """\
welfare: consumption beside the best that the land can sustain; efficiency: beside the best with the
round's own machines, hours and stocks. plan_error: what was made beside what was ordered. voice: of
decisions that bind, the share made by votes of those bound. coercion: imposed against a statement."""


def _appraised(games: list[dict[str, Any]]) -> list[str]:
    """A table of what was appraised: the rounds of a single game, or the welfare of several."""
    found = [(str(game["seed"]), game["appraisal"]) for game in games if "appraisal" in game]
    if not found:
        return []
    if len(found) > 1:
        names = APPRAISED[:2]
        rows = [_cells(label, one, names) for label, one in found]
        return ["", table(["seed", *names], rows), "", LEGEND]
    whole = found[0][1]
    rows = [_cells(str(one["round"]), one, APPRAISED) for one in whole["rounds"]]
    rows.append(_cells("all", whole, APPRAISED))
    return ["", table(["round", *APPRAISED], rows), "", LEGEND]


def _cells(label: str, values: dict[str, Any], names: tuple[str, ...]) -> list[str]:
    found = (values.get(name) for name in names)
    return [label, *("–" if value is None else f"{value:.3f}" for value in found)]

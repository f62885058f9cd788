"""`allmende host`: tables for others on the network."""

from __future__ import annotations

import click

from allmende_cli import choices, governing

EXAMPLE = """\b
Examples:
  allmende host valley                  one table; others join by code, address or QR code
  allmende host valley --people 14      a place for fourteen, some on shared seats
  allmende host valley --agenda open_access:4,dmnc:4
  allmende host valley --tables 3       three groups at once, each with a code of its own
  allmende host                         go on with every table that is not at its end
"""


@click.command(epilog=EXAMPLE)
@click.argument("scenario", required=False)
@click.option("--people", type=int, metavar="N", help="A place for N people a table.")
@click.option("--tables", type=click.IntRange(1, 40), default=1, help="Tables to open; default: 1.")
@governing.options
@click.option("--seed", type=choices.SEED, help="The same seed brings the same weather.")
@click.option("--bots", "bot_list", metavar="LIST", default="", help="One bot, or seat=bot pairs.")
@click.option("--quick", is_flag=True, help="The short game.")
@click.option("--untimed", is_flag=True, help="No time limit to a phase.")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Default: 8765, or where the tables were."
)
@click.option("--plain", is_flag=True, help="Lines of text instead of a screen.")
def host(
    *,
    scenario: str | None,
    people: int | None,
    tables: int,
    system_name: str | None,
    agenda: str | None,
    presets: tuple[str, ...],
    settings: tuple[str, ...],
    seed: int | None,
    bot_list: str,
    quick: bool,
    untimed: bool,
    port: int | None,
    plain: bool,
) -> None:
    """Host tables of SCENARIO for people on this network; all is kept, and goes on after a crash.

    Tables that were not played to their end are taken up as well. Without SCENARIO nothing new is
    opened, unless there is nothing to take up: then it is the valley.
    """
    from allmende_cli import hosting

    named = choices.scenario(scenario or "valley")
    if people is not None:
        named = choices.for_people(named, people)
    opening = hosting.Opening(
        scenario=named,
        ruled=governing.governing(
            named,
            system_name=system_name,
            agenda=agenda,
            presets=presets,
            settings=settings,
            rounds=named.quick_rounds if quick else named.rounds,
            told_rounds="--quick" * quick,
        ),
        seed=seed,
        bots=choices.bots(bot_list, named),
        timed=not untimed,
        tables=tables,
    )
    hosting.host(opening, always=scenario is not None, port=port, plain=plain)

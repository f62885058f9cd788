"""allmende play: a table on loopback, and a person at it."""

from __future__ import annotations

import click

from allmende_cli import choices, governing
from allmende_cli.screen import has_screen

EXAMPLE = """\b
Examples:
  allmende play                            take the first licensee's seat in the valley
  allmende play valley --role planner --seed 3
  allmende play --bots rest=greedy --quick
  allmende play --agenda open_access:4,dmnc:4
  allmende play --resume                   go on with the newest unfinished game
"""


@click.command(epilog=EXAMPLE)
@click.argument("scenario", default="valley")
@click.option("--role", metavar="ROLE", help="A role, a seat or its name; default: a licensee.")
@governing.options
@click.option("--seed", type=choices.SEED, help="The same seed brings the same weather.")
@click.option("--bots", "bot_list", metavar="LIST", default="", help="One bot, or seat=bot pairs.")
@click.option("--quick", is_flag=True, help="The short game.")
@click.option("--plain", is_flag=True, help="Lines of text instead of a screen.")
@click.option("--resume", is_flag=True, help="Go on with the newest unfinished game.")
@click.pass_context
def play(
    ctx: click.Context,
    *,
    scenario: str,
    role: str | None,
    system_name: str | None,
    agenda: str | None,
    presets: tuple[str, ...],
    settings: tuple[str, ...],
    seed: int | None,
    bot_list: str,
    quick: bool,
    plain: bool,
    resume: bool,
) -> None:
    """Play SCENARIO (default: valley) with bots in the other seats. Leaving saves the game."""
    plain = plain or not has_screen()
    if resume:
        _nothing_else(ctx)
        from allmende_cli.sitting import resume as go_on

        go_on(plain=plain)
        return
    played = choices.scenario(scenario)
    seat = choices.seat(role, played).id
    ruled = governing.governing(
        played,
        system_name=system_name,
        agenda=agenda,
        presets=presets,
        settings=settings,
        rounds=played.quick_rounds if quick else played.rounds,
        told_rounds="--quick" * quick,
    )
    bots = choices.bots(bot_list, played)
    from allmende_cli import sitting

    seed = choices.fresh_seed() if seed is None else seed
    sitting.play(sitting.Plan(played, ruled, seat, seed, bots), plain=plain)


def _nothing_else(ctx: click.Context) -> None:
    """What a saved game is played with stands in its record."""
    from click.core import ParameterSource

    words = {
        "system_name": "--system",
        "bot_list": "--bots",
        "scenario": "a scenario",
        "presets": "--preset",
        "settings": "--dial",
    }
    for name in ("role", "agenda", "seed", "quick", *words):
        if ctx.get_parameter_source(name) is not ParameterSource.DEFAULT:
            word = words.get(name, f"--{name}")
            text = f"--resume goes on with a saved game as it is; leave {word} out."
            raise click.UsageError(text, ctx)

"""allmende play: a table on loopback, and a person at it."""

from __future__ import annotations

import click

from allmende_cli import choices
from allmende_cli.screen import has_screen

EXAMPLE = """\b
Examples:
  allmende play                            take the first licensee's seat in the valley
  allmende play valley --role planner --seed 3
  allmende play --bots rest=greedy --quick
  allmende play --resume                   go on with the newest unfinished game
"""


@click.command(epilog=EXAMPLE)
@click.argument("scenario", default="valley")
@click.option("--role", metavar="ROLE", help="A role, a seat or its name; default: a licensee.")
@click.option("--system", "system_name", metavar="ID", help="Default: the scenario's own.")
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
    system, seat = choices.system(system_name, played), choices.seat(role, played).id
    bots = choices.bots(bot_list, played)
    from allmende_cli import sitting

    rounds = played.quick_rounds if quick else played.rounds
    seed = choices.fresh_seed() if seed is None else seed
    sitting.play(sitting.Plan(played, system, seat, seed, rounds, bots), plain=plain)


def _nothing_else(ctx: click.Context) -> None:
    """What a saved game is played with stands in its record."""
    from click.core import ParameterSource

    for name in ("scenario", "role", "system_name", "seed", "bot_list", "quick"):
        if ctx.get_parameter_source(name) is not ParameterSource.DEFAULT:
            word = {"system_name": "--system", "bot_list": "--bots", "scenario": "a scenario"}
            text = f"--resume goes on with a saved game as it is; leave {word.get(name, f'--{name}')} out."
            raise click.UsageError(text, ctx)

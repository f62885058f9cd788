"""The allmende command. Each part is imported only when its command is run, so --help is quick."""

from __future__ import annotations

import os
import sys

import click

from allmende_cli.lazy import LazyGroup

EXAMPLE = """\b
Examples:
  allmende play                       play the valley with bots
  allmende play valley --seed 3       the same valley every time
  allmende host valley                a table for others on this network; they: allmende join
  allmende systems dmnc               what the rules are, and why
"""
BAD_INPUT, INTERRUPTED, BROKEN_PIPE = 2, 130, 141
"""Exit statuses; the last two are what shells report for Ctrl-C and a closed pipe."""


@click.group(
    cls=LazyGroup,
    places={
        "play": ("allmende_cli.play:play", "Play a game with bots, in this terminal."),
        "host": ("allmende_cli.host:host", "Host tables for people on this network."),
        "join": ("allmende_cli.join:join", "Join a table that someone hosts."),
        "doctor": ("allmende_cli.doctor:doctor", "Check this machine for hosting and joining."),
        "simulate": (
            "allmende_cli.simulate:simulate",
            "Let bots play, and print what is measured.",
        ),
        "replay": ("allmende_cli.replay:replay", "Read a saved game, or check it."),
        "validate": (
            "allmende_cli.validate:validate",
            "Compare published results with what the game makes of them.",
        ),
        "systems": ("allmende_cli.systems:systems", "List the systems, or print the card of one."),
        "scenario": ("allmende_cli.scenario:scenario", "List, show, check and copy scenarios."),
    },
    epilog=EXAMPLE,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="allmende", message="allmende %(version)s")
def cli() -> None:
    """Allmende: run one economy together, and change its rules."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command and exit: 0 done, 1 a difference found, 2 bad input, in one sentence."""
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python would complain once more when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = BROKEN_PIPE
    sys.exit(status)


def _run(arguments: list[str] | None) -> int:
    try:
        status = cli.main(args=arguments, prog_name="allmende", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return BAD_INPUT
    except click.ClickException as error:
        click.echo(_sentence(error), err=True)
        return BAD_INPUT
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    return status if isinstance(status, int) else 0


def _sentence(error: click.ClickException) -> str:
    message = error.format_message()
    if not isinstance(error, click.UsageError) or error.ctx is None:
        return message
    return f"{message} See: {error.ctx.command_path} --help"

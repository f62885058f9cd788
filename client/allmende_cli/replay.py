"""allmende replay: a saved game to read, and to check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from allmende_cli.choices import in_one_sentence

if TYPE_CHECKING:
    from allmende_rules.record import Entry

EXAMPLE = """\b
Examples:
  allmende replay valley-dmnc-seed3.allmende
  allmende replay valley-dmnc-seed3.allmende --round 2
  allmende replay valley-dmnc-seed3.allmende --verify
"""
DIFFERS = 1


@click.command(epilog=EXAMPLE)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--verify", is_flag=True, help="Recompute every round; exit 1 at the first that differs."
)
@click.option(
    "--round", "round_", type=click.IntRange(0), help="Print one round in full; 0 is the opening."
)
@click.pass_context
def replay(ctx: click.Context, file: Path, verify: bool, round_: int | None) -> None:
    """Read the saved game FILE. A damaged one is read as far as it is whole, and that is said."""
    from allmende_cli import story

    entries, damage = _read(file)
    if damage:
        click.echo(f"{file}: {damage}", err=True)
    with in_one_sentence():
        if verify:
            if not _verify(file, entries) or damage:
                ctx.exit(DIFFERS)
        elif round_ is not None:
            click.echo(story.one_round(entries, round_))
        else:
            click.echo(story.whole_game(entries))


def _read(file: Path) -> tuple[list[Entry], str | None]:
    from allmende_rules.record import Header, parse_all

    try:
        lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from None
    cut = bool(lines[-1])
    entries, damage = parse_all(lines if cut else lines[:-1])
    if not entries or not isinstance(entries[0].body, Header):
        text = f"{file} is no saved game of Allmende: {damage or 'it has no header.'}"
        raise click.ClickException(text)
    return entries, damage


def _verify(file: Path, entries: list[Entry]) -> bool:
    """Say what a check found; whether every round is the same."""
    from allmende_rules.record import DamageError
    from allmende_rules.replay import verify

    try:
        verdict = verify(entries)
    except DamageError as damage:
        raise click.ClickException(f"{file}: {damage}.") from None
    for line in verdict.notes:
        click.echo(line)
    for small in verdict.small:
        click.echo(f"Within 1e-6: {small}")
    if verdict.first:
        click.echo(f"{file} differs first in {verdict.first}.")
        return False
    click.echo(f"{file}: {len(verdict.rounds)} rounds recomputed, all the same.")
    return True

"""allmende replay: a saved game to read, and to check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from allmende_cli.choices import in_one_sentence

if TYPE_CHECKING:
    from allmende_rules.record import Entry
    from allmende_server.store_reading import Kept

EXAMPLE = """\b
Examples:
  allmende replay valley-dmnc-seed3.allmende
  allmende replay valley-dmnc-seed3.allmende --round 2
  allmende replay valley-dmnc-seed3.allmende --verify
  allmende replay valley-dmnc-seed3.allmende --lines > game.txt
"""
DIFFERS = 1


class Saved(NamedTuple):
    """What a file holds of a game: its entries, a sentence on damage behind them, and whether it goes on."""

    entries: list[Entry]
    damage: str | None
    still_open: bool = False


@click.command(epilog=EXAMPLE)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--verify", is_flag=True, help="Recompute every round; exit 1 at the first that differs."
)
@click.option(
    "--round", "round_", type=click.IntRange(0), help="Print one round in full; 0 is the opening."
)
@click.option(
    "--lines",
    "as_lines",
    is_flag=True,
    help="Print the record as lines of text, to read or compare.",
)
@click.option("--table", "code", metavar="CODE", help="The table, if FILE holds several.")
@click.pass_context
def replay(
    ctx: click.Context,
    *,
    file: Path,
    verify: bool,
    round_: int | None,
    as_lines: bool,
    code: str | None,
) -> None:
    """Read the game in FILE: a saved game, or a record as --lines prints it.

    A damaged one is read as far as it is whole, one that is still open as far as it goes; and that is
    said.
    """
    from allmende_cli import story

    entries, damage, still_open = _read(file, code)
    if still_open:
        done = "verified" if verify else "read"
        click.echo(f"{file}: the game is still open; it is {done} as far as it goes.", err=True)
    if damage:
        click.echo(f"{file}: {damage}", err=True)
    with in_one_sentence():
        if verify:
            if not _verify(file, entries) or damage:
                ctx.exit(DIFFERS)
        elif as_lines:
            _print_lines(entries)
        elif round_ is not None:
            click.echo(story.one_round(entries, round_))
        else:
            click.echo(story.whole_game(entries))


def _read(file: Path, code: str | None) -> Saved:
    from allmende_rules.record import Header
    from allmende_server.store_file import is_store

    try:
        found = _stored(file, code) if is_store(file) else _text(file, code)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror or error}.") from None
    if not found.entries or not isinstance(found.entries[0].body, Header):
        text = f"{file} is no saved game of Allmende: {found.damage or 'it has no header.'}"
        raise click.ClickException(text)
    return found


def _text(file: Path, code: str | None) -> Saved:
    from allmende_rules.record import parse_all

    if code is not None:
        text = f"{file} is a record as text, of one table; leave --table out."
        raise click.UsageError(text, click.get_current_context())
    lines = file.read_text(encoding="utf-8", errors="replace").split("\n")
    cut = bool(lines[-1])
    return Saved(*parse_all(lines if cut else lines[:-1]))


def _stored(file: Path, code: str | None) -> Saved:
    """The only table of a store, or the one that is named."""
    from allmende_server.store_file import StoreBusyError, StoreDamagedError

    try:
        tables, still_open = _tables(file)
    except (StoreBusyError, StoreDamagedError) as error:
        raise click.ClickException(str(error)) from None
    chosen = _chosen(file, {one.code: one for one in tables}, code)
    return Saved(chosen.entries, chosen.damage, still_open)


def _tables(file: Path) -> tuple[list[Kept], bool]:
    """The tables of a store, and whether another process has it open; then they are of a copy."""
    from allmende_server.store_file import StoreBusyError
    from allmende_server.store_reading import read, read_open

    try:
        return read(file), False
    except StoreBusyError:
        return read_open(file), True


def _chosen(file: Path, kept: dict[str, Kept], code: str | None) -> Kept:
    if not kept:
        raise click.ClickException(f"{file} holds no table yet.")
    if code is None and len(kept) > 1:
        text = f"{file} holds the tables {', '.join(kept)}; choose one with --table."
        raise click.UsageError(text, click.get_current_context())
    chosen = next(iter(kept)) if code is None else code.upper()
    if chosen not in kept:
        text = f"There is no table “{code}” in {file}; there are {', '.join(kept)}."
        raise click.ClickException(text)
    return kept[chosen]


def _print_lines(entries: list[Entry]) -> None:
    from allmende_rules.record import line

    for entry in entries:
        click.echo(line(entry))


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

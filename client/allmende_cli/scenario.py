"""allmende scenario: the catalogue, the checker, the schema, and copies to change."""

from __future__ import annotations

import re
from pathlib import Path

import click

from allmende_cli import choices
from allmende_cli.describe import describe

EXAMPLE = """\b
Examples:
  allmende scenario new valley brook.toml
  allmende scenario check brook.toml
  allmende play brook.toml
"""


@click.group(epilog=EXAMPLE)
def scenario() -> None:
    """Worlds to play in: TOML files that say what is where, who sits at the table, and no code."""


@scenario.command("list", epilog="\b\nExample:\n  allmende scenario list")
def list_() -> None:
    """List the scenarios that ship."""
    from allmende_scenarios.catalogue import names

    for name in names():
        one = choices.scenario(name)
        click.echo(f"{name:<14} {one.name}. {one.summary}")


@scenario.command(epilog="\b\nExample:\n  allmende scenario show valley")
@click.argument("name")
def show(name: str) -> None:
    """Describe a scenario: its goods, resources, seats and mandates, and its note for a session."""
    click.echo(describe(choices.scenario(name)))


@scenario.command(epilog="\b\nExample:\n  allmende scenario check brook.toml")
@click.argument("name")
def check(name: str) -> None:
    """Check a scenario. Every mistake is listed, with its key and what is allowed."""
    land = choices.scenario(name).land
    click.echo(
        f"{name} is well: {len(land.goods)} goods, {len(land.resources)} resources,"
        f" {len(land.enterprises)} enterprises, {len(land.households)} households,"
        f" {len(land.seats)} seats."
    )


@scenario.command(epilog="\b\nExample:\n  allmende scenario schema > scenario.schema.json")
def schema() -> None:
    """Print the JSON schema of scenario files, for editors that complete and check TOML."""
    from allmende_scenarios.schema import schema_text

    click.echo(schema_text(), nl=False)


@scenario.command(epilog="\b\nExample:\n  allmende scenario new valley brook.toml")
@click.argument("from_", metavar="FROM")
@click.argument("file", type=click.Path(path_type=Path), required=False)
def new(from_: str, file: Path | None) -> None:
    """Copy scenario FROM, comments and all, to FILE (default: my_FROM.toml), to be changed."""
    from allmende_scenarios.catalogue import source_text

    source = choices.scenario(from_)
    target = file or Path(f"my_{source.id}.toml")
    with choices.in_one_sentence():
        text = source_text(from_)
    identifier = re.sub(r"\W+", "_", target.stem.lower()).lstrip("_0123456789") or source.id
    text = re.sub(r'(?m)^id = "\w+"', f'id = "{identifier[:40]}"', text, count=1)
    try:
        with target.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        raise click.ClickException(f"{target} exists already; name another file.") from None
    except OSError as error:
        raise click.ClickException(f"{target} cannot be written: {error.strerror}.") from None
    click.echo(f"Wrote {target}. Change it, then: allmende scenario check {target}")

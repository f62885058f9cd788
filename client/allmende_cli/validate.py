"""allmende validate: published results beside what the mechanisms of the game make of them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

import click

from allmende_cli.choices import in_one_sentence
from allmende_cli.tables import indented, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from allmende_lab.validate.findings import Findings, Row, Subject
    from allmende_lab.watching import Watch

Piece = TypeVar("Piece")

EXAMPLE = """\b
Examples:
  allmende validate
  allmende validate commons auctions
  allmende validate --list
  allmende validate --json > validation.json
"""
MISSED = 1
HEADINGS = ("what", "theirs", "which is", "ours", "within", "")
BASES = {
    "published": "the source states the figure",
    "derived": "it follows from the source's model or data",
    "simulated": "a run of another program gave it",
    "bound": "the least that is asked for here; the note has the published figure",
}
VERDICTS = {True: "pass", False: "MISS", None: "shown"}
WITHIN = {"at_least": "or more", "shown": "–"}


@click.command(epilog=EXAMPLE)
@click.argument("names", metavar="[SUBJECT]...", nargs=-1)
@click.option("--list", "listed", is_flag=True, help="List the subjects, and compute nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def validate(ctx: click.Context, names: tuple[str, ...], *, listed: bool, as_json: bool) -> None:
    """Compare published results with what the game makes of them: all subjects, or those named.

    What takes minutes is computed only if it is named; --list says what. A terminal shows how far it is.

    Exit status 1 if a figure misses.
    """
    from allmende_lab.validate.registry import SUBJECTS, find_subject

    with in_one_sentence():
        named = [find_subject(name) for name in dict.fromkeys(names)]
    if listed:
        everything = named or SUBJECTS.values()
        click.echo("\n".join(f"{one.id:<14} {one.title}{_when(one)}" for one in everything))
        return
    chosen = named or [one for one in SUBJECTS.values() if not one.named_only]
    done: dict[str, Findings] = {}
    for subject in chosen:
        done[subject.id] = subject.run(_watch(subject, told=not as_json and sys.stderr.isatty()))
        if not as_json:
            click.echo(f"{_readable(subject, done[subject.id])}\n")
    click.echo(_as_json(chosen, done) if as_json else _summary(done))
    if any(row.passed is False for found in done.values() for row in found.rows):
        ctx.exit(MISSED)


def _watch(subject: Subject, *, told: bool) -> Watch:
    """Counts the games of a subject on one line of standard error, if that is to be told."""

    def watch(pieces: Iterable[Piece], many: int, /) -> Iterator[Piece]:
        with click.progressbar(
            pieces, many, subject.id, show_pos=True, file=sys.stderr, hidden=not told
        ) as counted:
            yield from counted

    return watch


def _when(subject: Subject) -> str:
    return " (only if named)" if subject.named_only else ""


def _readable(subject: Subject, found: Findings) -> str:
    """A subject's rows, its notes by number, and its further tables."""
    seeded = "" if subject.seed is None else f", seed {subject.seed}"
    notes = list(dict.fromkeys(note for row in found.rows if (note := _note(row))))
    parts = [f"{subject.title} ({subject.id}{seeded})"]
    if found.rows:
        parts.append(_table(found.rows, notes))
    parts += [indented(f"[{number}] {note}") for number, note in enumerate(notes, start=1)]
    parts += [f"\n{one.title}\n{table(one.headings, one.rows)}" for one in found.tables]
    return "\n".join(parts)


def _table(rows: Sequence[Row], notes: list[str]) -> str:
    """Words to the left, figures to the right; a source is followed by the number of its note."""
    sources = [
        f"{row.source} [{notes.index(note) + 1}]" if (note := _note(row)) else row.source
        for row in rows
    ]
    widest = max(map(len, sources))
    heads = [*HEADINGS, "source".ljust(widest)]
    lines = zip(rows, sources, strict=True)
    return table(heads, [[*_cells(row), source.ljust(widest)] for row, source in lines])


def _note(row: Row) -> str:
    """What is to be said of a row, and the published figure if `theirs` is a bound."""
    if row.basis != "bound" or row.published is None:
        return row.note
    return f"Published: {_figure(row.published)}. {row.note}".strip()


def _cells(row: Row) -> list[str]:
    ours = "–" if row.ours is None else _figure(row.ours)
    return [row.what, _figure(row.theirs), row.basis, ours, _within(row), VERDICTS[row.passed]]


def _within(row: Row) -> str:
    if row.tolerance is None:
        return WITHIN[row.reading]
    return f"±{row.tolerance:.2g}" if row.tolerance else "exactly"


def _figure(value: float) -> str:
    """Up to five decimals, without the zeros that say nothing."""
    text = f"{value:.5f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _summary(done: Mapping[str, Findings]) -> str:
    rows = [(name, row) for name, found in done.items() for row in found.rows]
    judged = [row for _, row in rows if row.passed is not None]
    if not judged:
        return "Nothing here is a figure to hit."
    missed = [f"{name}, {row.what}" for name, row in rows if row.passed is False]
    agree = f"{len(judged) - len(missed)} of {len(judged)} figures agree."
    verdict = f"{agree} MISS: {'; '.join(missed)}." if missed else agree
    return f"{_legend([row for _, row in rows])}\n{verdict}"


def _legend(rows: Sequence[Row]) -> str:
    """What the figures of theirs rest on, of those kinds that there are; a line each."""
    there = {row.basis for row in rows}
    return "\n".join(f"{basis}: {words}." for basis, words in BASES.items() if basis in there)


def _as_json(chosen: list[Subject], done: Mapping[str, Findings]) -> str:
    import msgspec

    subjects = [
        {
            "id": subject.id,
            "title": subject.title,
            "seed": subject.seed,
            "rows": done[subject.id].rows,
            "tables": done[subject.id].tables,
        }
        for subject in chosen
    ]
    verdicts = [row.passed for found in done.values() for row in found.rows]
    counted = {"passed": verdicts.count(True), "missed": verdicts.count(False)}
    return msgspec.json.encode({"subjects": subjects, **counted}).decode()

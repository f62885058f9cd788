"""A record as a story: what was measured, what was told, what was answered."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from allmende_cli.tables import indicator_rows, number, table

if TYPE_CHECKING:
    from allmende_rules.record import Entry, Header
    from allmende_rules.world import World


def whole_game(entries: Sequence[Entry]) -> str:
    """The game's name, its indicators round by round, its news and how its mandates ended."""
    from allmende_rules.replay import read_record

    reading = read_record(entries)
    ends = {number: kept[2] for number, kept in reading.snapshots.items() if number}
    early = _ended_early(entries) and not reading.finished
    played = f"{len(ends)} of {reading.header.rounds} rounds played"
    state = "finished" if reading.finished else f"{played}, ended early" if early else played
    systems = _systems([*ends.values(), reading.world])
    parts = [_title(reading.header, systems, state, _taken_back(entries))]
    if ends:
        rounds = [(str(n), world.public[f"round {n}"]) for n, world in ends.items()]
        names, rows = indicator_rows(rounds)
        parts.append(table(["round", *names], rows))
    news = [f"  {n}: {text}" for n in ends for to, text in told(entries, n) if to == "all"]
    if news:
        parts.append("News\n" + "\n".join(news))
    return "\n\n".join([*parts, *_mandates(reading.world, early=early)])


def one_round(entries: Sequence[Entry], round_: int) -> str:
    """What a round told, what each seat answered in it, and everything measured at its end.

    Raises LookupError with a sentence if the round has no end in the record.
    """
    from allmende_rules.record import Answered
    from allmende_rules.replay import at_round

    world = at_round(entries, round_)
    parts = [f"Round {round_}" if round_ else "The opening"]
    parts += [f"  to {to}: {text}" for to, text in told(entries, round_)]
    for entry in of_round(entries, round_):
        if isinstance(entry.body, Answered):
            body = entry.body
            answers = json.dumps(body.answers, ensure_ascii=False)
            parts.append(f"  {body.seat} ({body.by}) answers {body.phase}: {answers}")
    measured: dict[str, Any] = dict(world.public.get(f"round {round_}", {}))
    rows = [[name, number(value)] for name, value in sorted(measured.items())]
    if rows:
        parts.append(table(["indicator", "value"], rows))
    return "\n".join(parts)


def of_round(entries: Sequence[Entry], round_: int) -> Iterator[Entry]:
    """The entries of a round on the game's present thread; the opening's for 0."""
    from allmende_rules.record import RolledBack, RoundEnded, thread

    now = 1
    for entry in thread(list(entries)):
        if now == max(round_, 1) and (round_ or entry.id == 0):
            yield entry
        if isinstance(entry.body, RoundEnded | RolledBack):
            now = entry.body.round + 1


def told(entries: Sequence[Entry], round_: int) -> Iterator[tuple[str, str]]:
    """The sentences of a round, each with the seat that it was for, or "all"."""
    from allmende_rules.events import Told
    from allmende_rules.record import Resolved

    for entry in of_round(entries, round_):
        if isinstance(entry.body, Resolved):
            for event in entry.body.events:
                if isinstance(event, Told):
                    yield event.to, event.text.format(**event.facts)


def _ended_early(entries: Sequence[Entry]) -> bool:
    """Whether the host had the game end where it stands, and has not taken it back since."""
    from allmende_rules.record import Ordered, RolledBack

    ended = False
    for entry in entries:
        if isinstance(entry.body, RolledBack):
            ended = False
        elif isinstance(entry.body, Ordered) and entry.body.order == "end_game":
            ended = True
    return ended


def _title(header: Header, systems: str, state: str, taken_back: str) -> str:
    return (
        f"{header.scenario.name} under {systems}, seed {header.seed}, {state}{taken_back};"
        f" engine {header.engine}"
    )


def _systems(worlds: Sequence[World]) -> str:
    """The systems that were in force in these worlds, each after the first with its first round."""
    from allmende_rules.agenda import SINCE
    from allmende_rules.world import TABLE

    begun = {world.fact(TABLE, SINCE, 1): world.fact(TABLE, "system") for world in worlds}
    said, before = [], ""
    for since, system in begun.items():
        anew = " anew" if system == before else ""
        said.append(f"from round {since} {system}{anew}" if before else system)
        before = system
    return ", ".join(said)


def _taken_back(entries: Sequence[Entry]) -> str:
    """How often play was taken back to an earlier round; nothing if it never was."""
    from allmende_rules.record import RolledBack

    times = sum(isinstance(entry.body, RolledBack) for entry in entries)
    if not times:
        return ""
    return ", taken back once" if times == 1 else f", taken back {times} times"


def _mandates(world: World, *, early: bool) -> list[str]:
    """How far every mandate came: by the end, or by the last full round of a game that was ended early."""
    from allmende_rules.mandates import MANDATES, reached_by_all

    reached = reached_by_all(world) if early else world.public.get(MANDATES, {})
    if not reached:
        return []
    lines = ["Mandates, by the last full round" if early else "Mandates"]
    for seat, goals in reached.items():
        for goal in goals:
            mark = "met" if goal["met"] else "not met"
            lines.append(
                f"  {world.land.name(seat)}: {goal['text']}: {mark} ({number(goal['value'])})"
            )
    return ["\n".join(lines)]

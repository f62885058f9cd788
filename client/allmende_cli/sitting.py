"""One sitting at one's own table: serve it on loopback, play at it, and perhaps once more."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from secrets import randbelow
from time import monotonic

import click

from allmende_cli import choices
from allmende_client.next import Next
from allmende_lab.minds import Names, minds
from allmende_rules.land import Scenario
from allmende_rules.opening import HOUSE
from allmende_rules.record import DamageError, Entry, Header, Seated
from allmende_rules.refusals import Refused
from allmende_rules.systems.registry import SYSTEMS
from allmende_server.net import serve
from allmende_server.room import Room
from allmende_server.saves import SaveFile, game_name, games_folder, load, newest_unfinished
from allmende_server.seating import PERSON
from allmende_server.table import TableSettings, open_table, recorded_settings, resume_table

NAME = "You"
SEEDS = 1_000_000
"""Seeds that nobody chose stay short enough to be read out and typed again."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a game is opened with. `bots` as `allmende_lab.minds` reads them."""

    scenario: Scenario
    system: str
    seat: str
    seed: int
    rounds: int
    bots: Names


def fresh_seed() -> int:
    """A seed for a game that need not be like any other."""
    return randbelow(SEEDS)


def play(plan: Plan | None, *, plain: bool) -> None:
    """Play by plan, and on by whatever is chosen at the end of each game."""
    while plan is not None:
        plan = following(plan, _sit_down(plan, plain=plain))


def following(plan: Plan, chosen: Next) -> Plan | None:
    """The next game, None for no more. The same seed shows the same valley by other eyes or rules."""
    match chosen:
        case Next.AGAIN:
            return replace(plan, seed=fresh_seed())
        case Next.OTHER_ROLE:
            return replace(plan, seat=_other_role(plan))
        case Next.OTHER_SYSTEM:
            ids = list(SYSTEMS)
            return replace(plan, system=ids[(ids.index(plan.system) + 1) % len(ids)])
        case Next.QUIT:
            return None


def _other_role(plan: Plan) -> str:
    """The next seat, in the order of the scenario, whose role is another; else the next seat."""
    seats = plan.scenario.land.seats
    place = next(place for place, seat in enumerate(seats) if seat.id == plan.seat)
    order = [*seats[place + 1 :], *seats[:place]]
    others = [seat for seat in order if seat.role != seats[place].role]
    return (others or order or [seats[place]])[0].id


def _sit_down(plan: Plan, *, plain: bool) -> Next:
    players = minds(plan.scenario, plan.bots)
    house = players.pop(HOUSE).id
    name = game_name(plan.scenario.id, plan.system, plan.seed, datetime.now().astimezone())
    with _disk(), SaveFile.create(name) as save:
        settings = TableSettings(
            plan.scenario,
            plan.system,
            plan.seed,
            plan.rounds,
            bots={seat: bot.id for seat, bot in players.items() if seat != plan.seat},
            house=house,
            saved_as=str(save.path),
        )
        return _at_table(open_table(settings, save.append), save, plan.seat, plain=plain)


def resume(*, plain: bool) -> None:
    """Go on with the newest unfinished game, and on as `play` does. Says so if there is none."""
    with _disk():
        path = newest_unfinished()
        if path is None:
            raise click.ClickException("There is no unfinished game; allmende play begins one.")
        saved = load(path)
        if saved.damage:
            click.echo(f"{path}: {saved.damage}", err=True)
        with SaveFile.reopen(saved) as save:
            plan = _recorded_plan(saved.entries)
            chosen = _at_table(_taken_up(saved.entries, save), save, plan.seat, plain=plain)
    play(following(plan, chosen), plain=plain)


def _taken_up(entries: list[Entry], save: SaveFile) -> Room:
    settings = recorded_settings(_header(entries), saved_as=str(save.path))
    try:
        with choices.in_one_sentence():
            return resume_table(entries, settings, save.append)
    except (DamageError, Refused) as error:
        raise click.ClickException(f"{save.path} cannot be taken up: {error}") from None


def _recorded_plan(entries: list[Entry]) -> Plan:
    header = _header(entries)
    seats = [entry.body for entry in entries if isinstance(entry.body, Seated)]
    mine = [body.seat for body in seats if body.who == PERSON]
    bots = {body.seat: body.who for body in seats if body.who != PERSON}
    seat = mine[-1] if mine else choices.seat(None, header.scenario).id
    return Plan(header.scenario, header.system, seat, header.seed, header.rounds, bots)


def _header(entries: list[Entry]) -> Header:
    return next(entry.body for entry in entries if isinstance(entry.body, Header))


def _at_table(room: Room, save: SaveFile, seat: str, *, plain: bool) -> Next:
    save.commit()
    chosen = asyncio.run(_serve_and_play(room, save, seat, plain=plain))
    if not plain:
        _tell_where(save)
    return chosen


def _tell_where(save: SaveFile) -> None:
    """A full screen leaves nothing behind, so the shell is told where the game lies."""
    more = " Go on with: allmende play --resume" if newest_unfinished() == save.path else ""
    click.echo(f"The record is {save.path}.{more}")


async def _serve_and_play(room: Room, save: SaveFile, seat: str, *, plain: bool) -> Next:
    """Server and client in one event loop, over a real connection."""
    async with serve(room, monotonic, commit=save.commit) as (host, port):
        url = f"ws://{host}:{port}"
        if plain:
            from allmende_client.plain import play as play_lines

            return await play_lines(url, NAME, seat)
        from allmende_client.app import play as play_screen

        return await play_screen(url, NAME, seat)


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise click.ClickException(
            f"The game cannot be saved in {games_folder()}: {error.strerror or error}."
            " ALLMENDE_HOME may name another folder."
        ) from None

"""One sitting at one's own table: serve it on loopback, play at it, and perhaps once more."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from time import monotonic

import click

from allmende_cli import choices, keeping
from allmende_cli.governing import Governing
from allmende_client.next import Next
from allmende_lab.minds import Names, minds
from allmende_rules.opening import HOUSE
from allmende_rules.record import DamageError, Seated
from allmende_rules.refusals import Refused
from allmende_rules.scenario import Scenario
from allmende_rules.systems.registry import SYSTEMS
from allmende_server.games_folder import fresh_game, game_name, games_folder, newest_unfinished
from allmende_server.hall import Hall
from allmende_server.net import serve
from allmende_server.room import Room
from allmende_server.seating import PERSON
from allmende_server.store import Kept, Store
from allmende_server.table import TableSettings, open_table, resume_table

NAME = "You"
TABLE = "SOLO"
"""The code of the one table in a store of one's own."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a game is opened with. `bots` as `allmende_lab.minds` reads them."""

    scenario: Scenario
    ruled: Governing
    seat: str
    seed: int
    bots: Names


def play(plan: Plan | None, *, plain: bool) -> None:
    """Play by plan, and on by whatever is chosen at the end of each game."""
    while plan is not None:
        plan = following(plan, _sit_down(plan, plain=plain))


def following(plan: Plan, chosen: Next) -> Plan | None:
    """The next game, None for no more. The same seed shows the same valley by other eyes or rules."""
    match chosen:
        case Next.AGAIN:
            return replace(plan, seed=choices.fresh_seed())
        case Next.OTHER_ROLE:
            return replace(plan, seat=_other_role(plan))
        case Next.OTHER_SYSTEM:
            ids = list(SYSTEMS)
            other = ids[(ids.index(plan.ruled.system) + 1) % len(ids)]
            return replace(plan, ruled=Governing(other, plan.ruled.rounds))
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
    name = game_name(plan.scenario.id, plan.ruled.system, plan.seed, datetime.now().astimezone())
    with keeping.sentences(games_folder()):
        path = fresh_game(name)
        settings = TableSettings(
            plan.scenario,
            plan.ruled.system,
            plan.seed,
            plan.ruled.rounds,
            dials=plan.ruled.dials,
            then=plan.ruled.then,
            bots={seat: bot.id for seat, bot in players.items() if seat != plan.seat},
            house=house,
            saved_as=str(path),
        )
        with Store.open(path) as store:
            room = open_table(settings, store.lay(TABLE, settings), TABLE)
            chosen = _at_table(room, store, plan.seat, plain=plain)
        return _told_where(path, chosen, plain=plain)


def resume(*, plain: bool) -> None:
    """Go on with the newest unfinished game, and on as `play` does. Says so if there is none."""
    with keeping.sentences(games_folder()):
        path = _newest_unfinished()
        with Store.open(path) as store:
            (kept, *_) = store.kept()
            if kept.damage:
                click.echo(f"{path}: {kept.damage}", err=True)
            plan = _kept_plan(kept)
            room = _taken_up(kept, store)
            chosen = _at_table(room, store, plan.seat, plain=plain)
        _told_where(path, chosen, plain=plain)
    play(following(plan, chosen), plain=plain)


def _newest_unfinished() -> Path:
    path, in_use = newest_unfinished()
    for game in in_use:
        click.echo(f"{game} is being played just now, and is left alone.", err=True)
    if path is None:
        raise click.ClickException("There is no unfinished game; allmende play begins one.")
    return path


def _taken_up(kept: Kept, store: Store) -> Room:
    """The table as it was left; whoever opened the file may have its person's seat, by no token."""
    settings = replace(kept.settings, saved_as=str(store.path))
    try:
        with choices.in_one_sentence():
            return resume_table(kept.entries, settings, store.log(kept.code), kept.code)
    except (DamageError, Refused) as error:
        raise click.ClickException(f"{store.path} cannot be taken up: {error}") from None


def _kept_plan(kept: Kept) -> Plan:
    """The plan by which the game was opened, with the seat and the bots that it has now."""
    settings = kept.settings
    seats = [entry.body for entry in kept.entries if isinstance(entry.body, Seated)]
    mine = [body.seat for body in seats if body.who == PERSON]
    bots = {body.seat: body.who for body in seats if body.who != PERSON}
    seat = mine[-1] if mine else choices.seat(None, settings.scenario).id
    ruled = Governing(settings.system, settings.rounds, settings.dials, settings.then)
    return Plan(settings.scenario, ruled, seat, settings.seed, bots)


def _at_table(room: Room, store: Store, seat: str, *, plain: bool) -> Next:
    """Play at the table until it is left. Raises OSError if the game can no longer be kept."""
    store.commit()
    with keeping.one_error():
        return asyncio.run(_serve_and_play(room, store, seat, plain=plain))


def _told_where(path: Path, chosen: Next, *, plain: bool) -> Next:
    """A full screen leaves nothing behind, so the shell is told where the game lies."""
    if not plain:
        more = "" if Store.peek(path).finished else " Go on with: allmende play --resume"
        click.echo(f"The record is {path}.{more}")
    return chosen


async def _serve_and_play(room: Room, store: Store, seat: str, *, plain: bool) -> Next:
    """Server and client in one event loop, over a real connection; neither outlives the other."""
    hall = Hall()
    hall.add(room)
    async with serve(hall, monotonic, store.commit) as served:
        url = f"ws://{served.host}:{served.port}"
        playing = asyncio.ensure_future(_player(url, seat, plain=plain))
        broken = asyncio.create_task(served.broken.wait())
        await asyncio.wait({playing, broken}, return_when=asyncio.FIRST_COMPLETED)
        broken.cancel()
        if not playing.done():
            playing.cancel()
        return await playing


def _player(url: str, seat: str, *, plain: bool) -> Coroutine[None, None, Next]:
    if plain:
        from allmende_client.plain import play as play_lines

        return play_lines(url, NAME, seat)
    from allmende_client.app import play as play_screen

    return play_screen(url, NAME, seat)

"""What a preview of a motion rests on: a spectator's view of the table as the round opened."""

from __future__ import annotations

from allmende_bots.foresight import Scene, news_phases
from allmende_rules.agenda import AGENDA, DECREED
from allmende_rules.game import CHANGE, ROUND
from allmende_rules.opening import HOUSE
from allmende_rules.view import view
from allmende_rules.world import TABLE, World
from allmende_server.desk import Desk
from allmende_server.seating import Seating


def scene(desk: Desk, seating: Seating) -> Scene:
    """The round as it opened, with the dials and acts that are in force now, and who plays which seat.

    For people stands the bot that their scenario names for the seat, else the table's stand-in.
    """
    scenario = desk.game.header.scenario
    usual = {seat: scenario.bots.get(seat, seating.stand_in.id) for seat in seating.places}
    playing = {seat: bot.id for seat in (*usual, HOUSE) if (bot := seating.mind(seat))}
    seen = view(opening(desk), None)
    now = desk.game.world.public
    agenda = {name: now[TABLE][name] for name in (AGENDA, DECREED) if name in now[TABLE]}
    public = {**seen.public, "dials": now["dials"], TABLE: {**seen.public[TABLE], **agenda}}
    return Scene(scenario, usual | playing, public, seen.books)


def opening(desk: Desk) -> World:
    """The world when the news of the round were out and nobody had been asked yet."""
    opening_steps = (ROUND, CHANGE, *news_phases(desk.game.system))
    return next(
        (one.after for one in reversed(desk.history.recent) if one.phase in opening_steps),
        desk.game.world,
    )

"""Looking ahead: who asks what a motion would bring, what must be worked out for it, and who is told.

Working it out takes seconds, so it is not done here: whoever feeds the table takes its `errands`, and
brings back what came of each. What was worked out once in a round is told at once to all who ask.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import msgspec

from allmende_bots.foresight import Scene
from allmende_protocol import messages as m
from allmende_rules.agenda import AGENDA
from allmende_rules.answers import refuse
from allmende_rules.outlook import Foresight
from allmende_rules.refusals import Refused
from allmende_rules.world import TABLE
from allmende_server.desk import Desk
from allmende_server.herald import Outgoing
from allmende_server.motions import check_motion
from allmende_server.place import ClientId
from allmende_server.scenery import scene
from allmende_server.seating import Seating


class Quest(NamedTuple):
    """What a preview is of: the round with the dials in force, and the motion on a dial (micro-units).

    `since` is the digest of the round before, and `agenda` the acts as they stand: a host who goes back,
    or orders another system, makes another round of it.
    """

    round: int
    since: str
    agenda: bytes
    dials: tuple[tuple[str, float], ...]
    dial: str
    value: int


class Errand(NamedTuple):
    """A preview to be worked out for the table `code`: hand `scene`, dial and value to `foresee`."""

    code: str
    quest: Quest
    scene: Scene


class Asker(NamedTuple):
    """Who waits for a preview: a client, the seat that it asked for, and the nonce of its question."""

    client: ClientId
    seat: str
    nonce: int


class Lookout:
    """The previews of one table: those known, and those under way with everyone who waits for them."""

    def __init__(self, code: str, desk: Desk, seating: Seating) -> None:
        self._errands: list[Errand] = []
        self._code = code
        self._desk = desk
        self._seating = seating
        self._known: dict[Quest, Foresight] = {}
        self._waiting: dict[Quest, list[Asker]] = defaultdict(list)

    def ask(self, asker: Asker, wish: m.LookAhead) -> list[Outgoing]:
        """Tell what is known, or have it worked out.

        Raises Refused for a motion that could not be tabled, and for a second one of a seat at a time.
        """
        quest = self._quest(wish)
        if quest in self._known:
            return [Outgoing(asker.client, m.Ahead(asker.nonce, self._known[quest]))]
        if any(one.seat == asker.seat for waiting in self._waiting.values() for one in waiting):
            raise refuse(
                "look_running",
                "A preview for your seat is still being worked out; ask again when it has come.",
            )
        if quest not in self._waiting:
            self._errands.append(Errand(self._code, quest, scene(self._desk, self._seating)))
        self._waiting[quest].append(asker)
        return []

    def hand_over(self) -> list[Errand]:
        """The errands that nobody has taken yet."""
        errands, self._errands = self._errands, []
        return errands

    def found(self, quest: Quest, found: Foresight | Refused) -> list[Outgoing]:
        """Tell all who waited what came of an errand."""
        if isinstance(found, Foresight):
            now = self._desk.game.world.round
            self._known = {one: kept for one, kept in self._known.items() if one.round == now}
            self._known[quest] = found
        told = found if self._stands(quest) else _undone()
        return [_told(asker, told) for asker in self._waiting.pop(quest, [])]

    def _stands(self, quest: Quest) -> bool:
        """Whether the round that a preview was asked in still counts."""
        ends = self._desk.game.snapshots.values()
        return any(digest == quest.since for _, digest, _ in ends)

    def _quest(self, wish: m.LookAhead) -> Quest:
        """What is asked. Raises Refused, in words that name what is allowed, if it is no legal motion."""
        world = self._desk.game.world
        if self._desk.game.finished:
            raise refuse("game_over", "The game is over; its record stands.")
        check_motion(world, self._desk.game.system, wish.dial, wish.value)
        agenda = msgspec.json.encode(world.fact(TABLE, AGENDA))
        dials = tuple(world.public["dials"].items())
        return Quest(world.round, self._desk.game.digest, agenda, dials, wish.dial, wish.value)


def _undone() -> Refused:
    return refuse("look_failed", "The host took the table back before this was found; ask again.")


def _told(asker: Asker, found: Foresight | Refused) -> Outgoing:
    if isinstance(found, Refused):
        return Outgoing(asker.client, m.Refused(asker.nonce, found.refusal))
    return Outgoing(asker.client, m.Ahead(asker.nonce, found))

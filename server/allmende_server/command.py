"""An order of the host, from its message to what everybody is told of it."""

from __future__ import annotations

from dataclasses import dataclass

from allmende_protocol import messages as m
from allmende_rules.answers import refuse
from allmende_rules.refusals import Refused
from allmende_rules.world import World
from allmende_server.door import Door, Guest
from allmende_server.herald import Herald, Outgoing
from allmende_server.history import Past
from allmende_server.orders import Orders
from allmende_server.pace import Pace
from allmende_server.place import ClientId
from allmende_server.talk import Talk


@dataclass(frozen=True, slots=True)
class Command:
    """Takes orders at a table: each is carried out, and told to those whom it concerns."""

    orders: Orders
    pace: Pace
    door: Door
    talk: Talk
    herald: Herald

    def recall(self) -> None:
        """Take up the time where the record left it."""
        self.orders.recall()

    def take(self, client: ClientId, guest: Guest, order: m.Order, now: float) -> list[Outgoing]:
        """Carry an order out. Raises Refused, and changes nothing, for a guest who is no host."""
        if not guest.host:
            raise refuse("not_host", "Only the table's host can do this.")
        taken = Outgoing(client, m.Taken(order.nonce, {}))
        if isinstance(order, m.Announce):
            heard = self.talk.say("", "Host", "host", order.text)
            return [taken, *self.herald.said(heard)]
        before = self.orders.desk.game.world
        past = self.orders.obey(order, now)
        if isinstance(order, m.Start):
            self.door.begin(by_host=True)
        if isinstance(order, m.GoBack):
            self.pace.open_phase()
        self.pace.let_time_pass(now)
        return [taken, *self._told(order, before, past, now)]

    def _told(self, order: m.Order, before: World, past: list[Past], now: float) -> list[Outgoing]:
        """What those around are told of an order that was carried out."""
        match order:
            case m.GoBack():
                return self.herald.went_back(before, past, now)
            case m.ChangeSystem():
                return self.herald.ordered(past)
            case m.EndGame():
                return self.herald.ended()
            case m.HandToBot(seat=seat) | m.GiveBack(seat=seat):
                return self._lent(seat)
            case _:
                return []

    def _lent(self, seat: str) -> list[Outgoing]:
        """Tell people from when on they decide, if their seat was lent or given back."""
        place = self.orders.seating.known(seat)
        why = lent() if place.lent else self.orders.desk.why_settled(place.seat)
        return self.herald.people(place, m.Refused(0, why.refusal)) if why else []


def lent() -> Refused:
    """What people are told whose seat a bot plays."""
    return refuse("next_phase", "A bot plays your seat until the host gives it back to you.")

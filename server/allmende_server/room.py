"""One table: clients speak to it, it answers and plays on. It has no input, output or clock."""

from __future__ import annotations

from allmende_protocol import messages as m
from allmende_rules.answers import refuse
from allmende_rules.game import Game
from allmende_rules.outlook import Foresight
from allmende_rules.refusals import Refused
from allmende_server import letters
from allmende_server.command import Command, lent
from allmende_server.course import Course
from allmende_server.desk import Desk
from allmende_server.door import Door, Guest, Tickets
from allmende_server.herald import Herald, Outgoing, to
from allmende_server.lookout import Asker, Errand, Lookout, Quest
from allmende_server.orders import Orders
from allmende_server.pace import Pace
from allmende_server.place import ClientId, Place
from allmende_server.planning import Planning
from allmende_server.reasons import Reasons
from allmende_server.seating import Seating
from allmende_server.talk import Talk


class Room:
    """A table with its game, its seats and the clients around it.

    The caller numbers each connection with a fresh `client`, passes on what it sends (`greet`, then
    `receive`) and its end (`disconnect`), and calls `play_on` after each of these and a few times a
    second. `now` is any clock in seconds that never goes back. What is returned must be sent in
    order; before that, the entries that the game's `keep` was given and what `tickets` holds must
    be durable, since they are acknowledged.
    """

    def __init__(
        self,
        code: str,
        game: Game,
        seating: Seating,
        course: Course,
        tickets: Tickets,
        saved_as: str,
    ) -> None:
        self.code = code
        self._game = game
        self._seating = seating
        self._course = course
        self._desk = Desk(game)
        self._pace = Pace(self._desk, course, seating)
        self._door = Door(self._desk, seating, course, tickets)
        self._talk = Talk(game)
        self._lookout = Lookout(code, self._desk, seating)
        self._planning = Planning(self._desk)
        self._reasons = Reasons(game, seating)
        self._herald = Herald(self._desk, seating, course, self._talk, self._reasons, saved_as)
        self._command = Command(
            Orders(self._desk, course, seating), self._pace, self._door, self._talk, self._herald
        )
        self._command.recall()
        self._pace.open_phase()

    @property
    def info(self) -> m.TableInfo:
        """The table in one line, for the host of several."""
        over = self._game.finished or self._course.ended
        return letters.table_info(self.code, self._game, self._seating, over=over)

    def greet(
        self, client: ClientId, hello: m.Hello, now: float, tables: tuple[m.TableInfo, ...] | None
    ) -> list[Outgoing]:
        """Let a client in; a host brings its `tables`. Raises Refused, and then nothing is changed."""
        name = self._door.named(hello)
        seated: list[m.ServerMessage] = []
        lasting = hello.token is not None or tables is not None
        moments, oldest = self._desk.history.missed(0 if lasting else self._desk.history.seq)
        displaced = None
        if hello.token is not None:
            token, displaced = self._door.resumed(client, hello.token)
            seated = [token]
        if hello.seen is not None:
            moments, oldest = self._desk.history.missed(hello.seen)
        self._herald.guests[client] = Guest(name, host=tables is not None)
        if oldest is not None and hello.seen is not None:
            seated.append(m.Missed(hello.seen, oldest))
        infos = letters.seat_infos(self._game, self._seating)
        welcome = letters.welcome(self.code, self._game, infos, tables)
        here = [welcome, *seated, *self._herald.where(client, moments, now)]
        return [*self._turn_away(displaced, now), *to(client, here)]

    def receive(self, client: ClientId, message: m.ClientMessage, now: float) -> list[Outgoing]:
        """Take a message of a client that was greeted. Raises Refused, and then nothing is changed."""
        guest = self._herald.guests[client]
        match message:
            case m.AskSeat():
                return to(client, [self._door.offer(client, guest, message)])
            case m.TakeSeat():
                seated = self._door.take_seat(client, guest, message)
                story, _ = self._desk.history.missed(0)
                return to(client, [seated, *self._herald.where(client, story, now)])
            case m.Leave():
                self._door.leave(client, now, for_good=message.for_good)
                return []
            case m.Say():
                return self._say(client, guest, message)
            case m.Submit() | m.Draft() | m.Foresee() | m.Undo():
                return self._decide(client, guest, message)
            case m.LookAhead():
                return self._look_ahead(client, message)
            case m.AskPlan():
                seat = self._playing(client)
                planned = self._planning.plan(seat, message, now)
                return to(client, [m.Planned(message.nonce, planned)])
            case m.Hello():
                raise refuse("bad_message", "This connection has already said hello.")
            case _:
                return self._command.take(client, guest, message, now)

    def disconnect(self, client: ClientId, now: float) -> None:
        """A connection has ended, however it did. One that holds its seat no more changes nothing."""
        self._herald.guests.pop(client, None)
        self._seating.step_away(client, now)

    def errands(self) -> list[Errand]:
        """Previews to be worked out elsewhere, each handed over once; their end goes to `found`."""
        return self._lookout.hand_over()

    def found(self, quest: Quest, found: Foresight | Refused) -> list[Outgoing]:
        """What came of an errand, for those who wait for it and are still here."""
        told = self._lookout.found(quest, found)
        return [letter for letter in told if letter.client in self._herald.guests]

    def play_on(self, now: float) -> tuple[list[Outgoing], bool]:
        """Let time pass: at most one phase closes, or one round is played again for causes.

        Returns what is told, and whether there may be more to do.
        """
        self._pace.let_time_pass(now)
        due = self._pace.due(now)
        told, more = (self._close(now), True) if due else self._explain()
        return [*told, *self._herald.changes(now)], more

    def _turn_away(self, client: ClientId | None, now: float) -> list[Outgoing]:
        """Tell an older connection that its seat is now used from another; it may go on watching."""
        if client not in self._herald.guests:
            return []
        moved = refuse("elsewhere", "This seat is now used on another device; here you only watch.")
        here = self._herald.where(client, [], now)
        return to(client, [m.Refused(0, moved.refusal), *here])

    def _decide(self, client: ClientId, guest: Guest, message: m.Decision) -> list[Outgoing]:
        """What a seat does about its questions: the reply, and word to those who share the seat."""
        place, desk = self._deciding(client), self._desk
        match message:
            case m.Submit():
                answers = desk.submit(place.seat, message.key, message.answers)
            case m.Draft():
                desk.keep_draft(place.seat, message.key, message.answers)
                return []
            case m.Foresee():
                lines = desk.foresee(place.seat, message.key, message.answers)
                return to(client, [m.Foreseen(message.nonce, lines)])
            case m.Undo():
                desk.undo(place.seat, message.key)
                answers = {}
        people = self._herald.people(place, m.Taken(0, answers, guest.name))
        team = [one for one in people if one.client != client]
        return [Outgoing(client, m.Taken(message.nonce, answers)), *team]

    def _look_ahead(self, client: ClientId, wish: m.LookAhead) -> list[Outgoing]:
        """What a motion would bring, if that is known; else it is being worked out."""
        seat = self._playing(client)
        return self._lookout.ask(Asker(client, seat, wish.nonce), wish)

    def _playing(self, client: ClientId) -> str:
        """The seat of a client in a game that goes on. Raises Refused without one, or after the end."""
        seat = self._seating.needed(client).seat
        if self._course.ended:
            raise refuse("game_over", "The game is over; its record stands.")
        return seat

    def _deciding(self, client: ClientId) -> Place:
        """The place of a client, if its people decide. Raises Refused if they do not, or not now."""
        place = self._seating.needed(client)
        if self._course.ended:
            raise refuse("game_over", "The game is over; its record stands.")
        if place.lent:
            raise lent()
        return place

    def _say(self, client: ClientId, guest: Guest, said: m.Say) -> list[Outgoing]:
        seat = self._seating.needed(client).seat
        heard = self._talk.say(seat, guest.name, said.channel, said.text)
        return [Outgoing(client, m.Taken(said.nonce, {})), *self._herald.said(heard)]

    def _explain(self) -> tuple[list[Outgoing], bool]:
        """Tell the people of a seat why the last round came out so for them, if that is worked out.

        Returns also whether there may be more to do.
        """
        place = self._reasons.work_on()
        if place is None:
            return [], False
        known = self._reasons.known(place.seat)
        return [one for because in known for one in self._herald.people(place, because)], True

    def _close(self, now: float) -> list[Outgoing]:
        """Close the open phase, and tell what followed."""
        before = self._game.world
        moments = self._pace.close()
        self._pace.let_time_pass(now)
        return self._herald.closed(before, moments, now)

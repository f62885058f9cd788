"""Why the last round came out as it did, worked out seat by seat for the people who are here to read it."""

from __future__ import annotations

from allmende_protocol import messages as m
from allmende_rules.attribution import Attribution, attribution
from allmende_rules.game import Game
from allmende_server.place import Place
from allmende_server.seating import Seating


class Reasons:
    """The causes of the last round that has ended. Nothing is worked out before it is asked for."""

    def __init__(self, game: Game, seating: Seating) -> None:
        self._game = game
        self._seating = seating
        self._end = ""
        self._attribution: Attribution | None = None
        self._known: dict[str, m.Because] = {}

    def known(self, seat: str | None) -> list[m.Because]:
        """What has been worked out for a seat, if it still is about the last round."""
        self._look()
        found = self._known.get(seat or "")
        return [found] if found and found.changes else []

    def work_on(self) -> Place | None:
        """Do a little for the next seat whose people are here and have not been told.

        Returns its place, with its causes `known` if that was the last of it; None if all have been told.
        """
        self._look()
        why = self._attribution
        for place in self._seating.places.values() if why else ():
            if why and place.people and not place.away and place.seat not in self._known:
                if not why.play(place.seat):
                    self._known[place.seat] = m.Because(why.now.number, why.changes(place.seat))
                return place
        return None

    def _look(self) -> None:
        """Forget what was known if another round has ended since, or the game has gone back."""
        number = max(self._game.snapshots, default=0)
        end = self._game.snapshots[number][1] if number else ""
        if end != self._end:
            self._end, self._known = end, {}
            self._attribution = attribution(self._game, number) if number > 1 else None

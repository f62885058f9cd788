"""What is said at a table, and who hears it."""

from __future__ import annotations

from collections import deque

from allmende_protocol.messages import Heard
from allmende_rules.answers import refuse
from allmende_rules.game import Game
from allmende_rules.record import Said
from allmende_server.chat import LONGEST_SPEECH, clean

LINES = 200
"""As much as somebody who comes late is told of what was said."""
ROLE = "role "
"""How the record marks what one role alone heard: the role's id follows."""


class Talk:
    """The talk of a table, kept in its record; the last lines are told to those who come late."""

    def __init__(self, game: Game) -> None:
        self._game = game
        self._lines: deque[Heard] = deque(maxlen=LINES)
        self._for: dict[int, str] = {}
        self._said = 0
        for entry in game.entries:
            if isinstance(entry.body, Said):
                self._add(entry.body)

    def say(self, seat: str, name: str, channel: str, text: str) -> Heard:
        """Note what a seat, or the host with an empty one, says. Raises Refused if it is nothing."""
        words = clean(text, LONGEST_SPEECH)
        if not words:
            raise refuse("bad_message", "There is nothing to read in this message.")
        marked = ROLE + self._role(seat) if channel == "role" else channel
        self._game.say(seat, marked, words, name)
        return self._add(Said(seat, marked, words, name))

    def reaches(self, heard: Heard, seat: str | None) -> bool:
        """Whether a seat, or a spectator (None), hears it."""
        if heard.channel != "role":
            return True
        return seat is not None and self._for[heard.id] == self._role(seat)

    def heard_by(self, seat: str | None) -> list[Heard]:
        """The last lines that a seat, or a spectator (None), may hear."""
        return [heard for heard in self._lines if self.reaches(heard, seat)]

    def _add(self, said: Said) -> Heard:
        self._said += 1
        match said.channel:
            case "table" | "host" as channel:
                heard = Heard(self._said, said.seat, said.name, channel, said.text)
            case role:
                self._for[self._said] = role.removeprefix(ROLE)
                heard = Heard(self._said, said.seat, said.name, "role", said.text)
        self._lines.append(heard)
        return heard

    def _role(self, seat: str) -> str:
        """The role of a seat now; an election may change it."""
        role: str = self._game.world.fact(seat, "role", "")
        return role

"""What a visitor shows at the door of a table: a name, a code, and the token of a seat held before."""

from __future__ import annotations

from dataclasses import replace

from allmende_client.tickets import Ticket, Token, Wallet
from allmende_client.visit import Visit
from allmende_protocol.messages import VERSION, Happened, Hello, Seated, Welcome, WentBack

_BUSY = ("too_fast", "too_many_tries")
"""Refusals that say nothing about a token."""


class Passport:
    """Makes each Hello. `wallet` keeps the seat's ticket beyond this program.

    `lost` is the token of a seat that another device uses now; `hoping` says that a token was shown and
    neither honoured nor refused yet.
    """

    def __init__(self, visit: Visit, wallet: Wallet | None) -> None:
        self.visit = visit
        self.lost: Token | None = None
        self.hoping = False
        self._wallet = wallet
        self._token: Token | None = None
        self._seen: int | None = None

    def hello(self) -> Hello:
        """What to say on a new connection."""
        visit, token = self.visit, str(self._token) if self._token else None
        self.hoping = token is not None
        return Hello(VERSION, visit.name, visit.code, token, self._seen, visit.key)

    def use(self, ticket: Ticket) -> None:
        """Come back to a seat that was taken before."""
        self.visit = replace(self.visit, name=ticket.name, code=ticket.code, seat="", watch=False)
        self._token = Token(ticket.token)

    def welcomed(self, message: Welcome) -> None:
        """This is the table; what was seen at another one counts no more."""
        if message.table != self.visit.code:
            self._seen = None
        self.visit = replace(self.visit, code=message.table)

    def seated(self, message: Seated) -> None:
        """The seat is ours: keep its ticket."""
        self.hoping, self._token, self.lost = False, Token(message.token), None
        self.visit = replace(self.visit, seat="")
        if self._wallet is not None:
            self._wallet.keep(Ticket(self.visit.code, self.visit.name, message.token))

    def saw(self, message: Happened | WentBack) -> None:
        """This was told, and need not be told again."""
        self._seen = message.seq

    def displaced(self) -> None:
        """Another device uses the seat now; coming back by ourselves would only take it from there."""
        self.lost, self._token = self._token, None

    def take_back(self) -> None:
        """Show the token of the lost seat again."""
        self._token, self.lost = self.lost, None

    def move(self, code: str) -> None:
        """Go to another table, where one has no seat."""
        self.visit, self._token = replace(self.visit, code=code.strip().upper()), None
        self._seen = None

    def refused(self, code: str) -> bool:
        """Whether a token was refused; it is worth nothing then, and is forgotten."""
        if code == "wrong_code":
            self.visit = replace(self.visit, code="")
        if not self.hoping or code in _BUSY:
            return False
        if self._wallet is not None and self._token is not None:
            self._wallet.drop(self._token)
        self.hoping, self._token = False, None
        return True

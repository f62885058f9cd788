"""What somebody comes to a server for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Visit:
    """Who comes, to which table of which server, and for what.

    Without a `name` it is asked for, and `usual` stands in the field. With `seat` that seat is asked
    for and confirmed at once; else the person chooses, unless they only `watch`. `key` makes a host of
    the visitor. Without a `server` it is a game of one's own: it is saved, and another may follow it.
    """

    name: str
    code: str = ""
    seat: str = ""
    watch: bool = False
    key: str | None = None
    server: str = ""
    usual: str = ""

    @property
    def complete(self) -> bool:
        """Whether enough is known to say hello: at somebody else's server the code as well."""
        return bool(self.name.strip() and (self.code or self.solo or self.key))

    @property
    def solo(self) -> bool:
        """Whether it is a game of one's own."""
        return not self.server

    @property
    def back(self) -> str:
        """The command that comes back to the table."""
        if self.solo:
            return "allmende play --resume"
        code = f" --code {self.code}" if self.code else ""
        return f"allmende join {self.server}{code}"

    def __repr__(self) -> str:
        return f"Visit({self.name!r}, {self.code!r}, {self.seat!r})"


def solo(seat: str, name: str) -> Visit:
    """A visit to one's own game."""
    return Visit(name, seat=seat)

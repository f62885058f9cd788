"""Looking ahead at a motion: what was asked and has not been answered, and how a motion is typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from allmende_client.answer_line import read_line
from allmende_client.entry import Mistake
from allmende_client.matters import matters
from allmende_client.model import Model
from allmende_client.words import _
from allmende_protocol.messages import ClientMessage, LookAhead
from allmende_rules.questions import DialRange, Motion

Send = Callable[[ClientMessage], Awaitable[None]]


class Looking:
    """The `motion` (dial, and value in micro-units) whose preview is being worked out, if one is."""

    def __init__(self, send: Send, fresh: Callable[[], int]) -> None:
        self.motion: tuple[str, int] | None = None
        self._send = send
        self._fresh = fresh
        self._nonce = 0

    async def ask(self, dial: str, value: int) -> None:
        """Ask what a motion would bring."""
        self.motion, self._nonce = (dial, value), self._fresh()
        await self._send(LookAhead(dial, value, self._nonce))

    def replied(self, nonce: int) -> bool:
        """Note a reply; whether it was to the question that waits."""
        if not nonce or nonce != self._nonce:
            return False
        self.cut()
        return True

    def cut(self) -> None:
        """No reply will come: it has, or the line broke."""
        self.motion, self._nonce = None, 0


def typed_motion(model: Model, line: str) -> tuple[str, int]:
    """The dial and value that a line names, as in an answer to a motion. Raises Mistake."""
    found = matters(model)
    if not found:
        raise Mistake(_("No rule of this system can be changed by a motion."))
    said = read_line(_question(found), line)
    if said is None:
        raise Mistake(_("Type a rule and the value that it should have."))
    return said["dial"], said["value"]


def _question(found: tuple[DialRange, ...]) -> Motion:
    """The question that such a motion answers."""
    return Motion(
        id="motion",
        topic="motion",
        about="assembly",
        title=_("Look ahead"),
        help="",
        dials=found,
    )

"""What a seat has sent and not yet heard of, and what is sent again after the line was cut."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from allmende_client.model import Sending
from allmende_client.words import _
from allmende_protocol.messages import (
    ClientMessage,
    Draft,
    Foresee,
    Opened,
    Raw,
    Refused,
    Submit,
    Taken,
    Undo,
)
from allmende_rules.refusals import Refusal

Send = Callable[[ClientMessage], Awaitable[None]]
TOO_LATE = Refusal(
    "phase_closed",
    _(
        "The phase closed before the host acknowledged your last answers: they may have come too late."
    ),
)
"""Where it cannot be known whether answers arrived while they counted."""


class Pending:
    """A seat's answers and drafts on their way. At most one preview is: typing never floods a server.

    While the line is `cut` nothing is sent. The next Opened says whether its phase still stands: then
    answers without a reply go out again under their own nonce, and so does the newest draft.
    """

    def __init__(self, send: Send, fresh: Callable[[], int]) -> None:
        self._send = send
        self._fresh = fresh
        self._up = True
        self._answers: Submit | None = None
        self._undo = 0
        self._draft: Draft | None = None
        self._keep = False
        self._preview = 0
        self._newer = False

    @property
    def sending(self) -> Sending:
        """What has become of answers that are not acknowledged."""
        if self._answers is None:
            return ""
        return "sending" if self._up else "unsent"

    async def submit(self, key: str, answers: Raw) -> None:
        """Send answers now, or once the line is back."""
        self._answers = Submit(key, answers, self._fresh())
        if self._up:
            await self._send(self._answers)

    async def undo(self, key: str) -> None:
        """Take back what was sent; answers that have not gone out never will."""
        self._answers = None
        if self._up:
            self._undo = self._fresh()
            await self._send(Undo(key, self._undo))

    async def draft(self, key: str, answers: Raw, *, keep: bool) -> None:
        """Ask what answers in the making would mean, and `keep` them at the server.

        While one preview is on its way the newest draft waits for it.
        """
        self._draft, self._keep = Draft(key, answers), keep
        if not self._up or self._preview:
            self._newer = True
            return
        self._newer, self._preview = False, self._fresh()
        if keep:
            await self._send(self._draft)
        await self._send(Foresee(key, answers, self._preview))

    def is_answer(self, message: Taken) -> bool:
        """Whether a reply says what stands now; else it only says that talk or an order was taken."""
        mine = (self._answers.nonce if self._answers else 0, self._undo)
        return message.nonce == 0 or message.nonce in mine

    def is_preview(self, message: Refused) -> bool:
        """Whether what was refused is a preview, or a draft whose phase had closed: nobody's fault.

        A draft alone has no nonce and is meant for a phase.
        """
        late = message.nonce == 0 and message.refusal.code == "phase_closed"
        return late or 0 < message.nonce == self._preview

    def replied(self, nonce: int) -> None:
        """Answers with this nonce have been taken or refused."""
        if self._answers is not None and self._answers.nonce == nonce:
            self._answers = None

    async def foreseen(self, nonce: int) -> None:
        """A preview came, or was refused: the draft that waited for it goes."""
        if nonce and nonce == self._preview:
            self._preview = 0
            if self._newer and self._draft is not None:
                await self.draft(self._draft.key, self._draft.answers, keep=self._keep)

    def cut(self) -> None:
        """The line broke."""
        self._up, self._preview = False, 0

    async def opened(self, message: Opened) -> bool:
        """A phase is open, again or anew. False if answers to an earlier one never arrived."""
        was_cut, self._up = not self._up, True
        self._preview = 0
        answers, draft = self._answers, self._draft
        if draft is None or draft.key != message.key:
            self._draft, self._newer = None, False
        elif was_cut and message.questions and not message.answers and answers is None:
            await self.draft(draft.key, draft.answers, keep=self._keep)
        if answers is None or answers.key == message.key:
            if answers is not None and was_cut:
                await self._send(answers)
            return True
        self._answers = None
        return not was_cut

    def over(self) -> bool:
        """No phase will open any more. False if answers to the last one never arrived."""
        arrived, self._answers = self._answers is None, None
        return arrived

"""All that a seat waits for: word of its answers, looks ahead at motions, and plans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from allmende_client.looking import Looking
from allmende_client.model import Model
from allmende_client.pending import Pending, Send
from allmende_client.planning import Planning


class Waiting:
    """What was asked by way of `send`, each under a `fresh` number by which its reply is known."""

    def __init__(self, send: Send, fresh: Callable[[], int]) -> None:
        self.answers = Pending(send, fresh)
        self.looks = Looking(send, fresh)
        self.plans = Planning(send, fresh)

    def replied(self, nonce: int) -> bool:
        """Note a reply; whether it was to a look ahead or a plan, and not to answers."""
        self.answers.replied(nonce)
        return self.looks.replied(nonce) or self.plans.replied(nonce)

    def cut(self) -> None:
        """The line broke."""
        for asked in (self.answers, self.looks, self.plans):
            asked.cut()

    def noted(self, model: Model) -> Model:
        """The model with what has become of one's answers and questions; the same if that is no news."""
        sending, looking = self.answers.sending, self.looks.motion
        if (model.sending, model.looking) == (sending, looking):
            return model
        return replace(model, sending=sending, looking=looking)

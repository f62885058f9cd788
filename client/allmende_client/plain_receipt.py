"""What became of answers that were sent, in the plain dialogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from allmende_client.model import Model
from allmende_client.words import UNSENT, _


class Receipt:
    """Says that answers wait for the connection, that the server has them, or that they came too late."""

    def __init__(self, say: Callable[[Iterable[str]], None]) -> None:
        self._say = say
        self._doubt = False

    def tell(self, before: Model, model: Model) -> None:
        """Say what has changed since `before`; a refusal in reply to them is said by itself."""
        if model.sending == "unsent" and before.sending != "unsent":
            self._doubt = True
            self._say([UNSENT])
        elif before.sending and not model.sending:
            self._settled(model)

    def _settled(self, model: Model) -> None:
        doubt, self._doubt = self._doubt, False
        if model.decided:
            self._say([_("Sent. Your answers stand.") if doubt else _("Sent.")])
        elif model.refusal is not None:
            self._say([str(model.refusal)])

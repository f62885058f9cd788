"""The host's list of seats, one of which is marked."""

from __future__ import annotations

from textual.reactive import reactive

from allmende_client.console import board
from allmende_client.model import Model
from allmende_client.widgets.marked_list import MarkedList
from allmende_protocol.messages import SeatInfo


class Roster(MarkedList):
    """Who holds each seat, and what they do."""

    model: reactive[Model] = reactive(Model(), init=False)

    def __init__(self) -> None:
        super().__init__(id="roster")

    @property
    def seat(self) -> SeatInfo | None:
        """The seat under the mark."""
        return next((one for one in self.model.seats if one.seat == self.marked), None)

    def watch_model(self, model: Model) -> None:
        self.show(board.roster(model))

"""Asks before leaving."""

from __future__ import annotations

from allmende_client import endings
from allmende_client.model import Model
from allmende_client.screens.confirm import ConfirmScreen
from allmende_client.visit import Visit
from allmende_client.words import _


class LeaveScreen(ConfirmScreen):
    """True to leave."""

    def __init__(self, model: Model, visit: Visit) -> None:
        super().__init__(_("Leave the table?"), endings.what_stays(model, visit))

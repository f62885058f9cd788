"""The panels beside the questions: the reasons, the people and the mandate."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from allmende_client.widgets.mandate import Mandate
from allmende_client.widgets.people import People
from allmende_client.widgets.why import Why


class Side(Vertical):
    """They share its rows."""

    def __init__(self) -> None:
        super().__init__(id="side")

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="why-scroll", can_focus=False):
            yield Why()
        yield People()
        yield Mandate()

"""The systems of the tests and their bot can be played in every test of the server."""

import pytest

from allmende_bots import registry as bots
from allmende_rules.systems import registry as systems
from tests.server.quiz import QUIZ
from tests.server.toy import PLEDGER, TOY


@pytest.fixture(autouse=True)
def _toy(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = {system.id: system for system in (TOY, QUIZ)}
    monkeypatch.setattr(systems, "SYSTEMS", {**systems.SYSTEMS, **ours})
    monkeypatch.setattr(bots, "BOTS", {**bots.BOTS, PLEDGER.id: PLEDGER})

"""The toy system can be played in every test of the server."""

import pytest

from allmende_rules.systems import registry
from tests.server.toy import TOY


@pytest.fixture(autouse=True)
def _toy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "SYSTEMS", {**registry.SYSTEMS, TOY.id: TOY})

"""What must be the same on every machine for screens to look the same."""

import pytest


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Screens in tests have colours, whatever the terminal around them wants."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("TEXTUAL_THEME", raising=False)


@pytest.fixture(autouse=True)
def time_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """No second passes on the clock of a screen, however slow the machine is."""
    monkeypatch.setattr("allmende_client.listening.monotonic", lambda: 0.0)

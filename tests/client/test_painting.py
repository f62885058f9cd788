"""What is painted: a whole round at once, and words that fit their room from the first time on."""

from __future__ import annotations

from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Static

from allmende_client.model import Model
from allmende_client.screens.results import ResultsScreen
from allmende_client.widgets.card import Card
from allmende_protocol import messages as m
from tests.client import valley
from tests.client.screens import SMALL, past_the_story, shown, table, until

Frame = tuple[Screen[Any], str]


@pytest.fixture
def frames(monkeypatch: pytest.MonkeyPatch) -> list[Frame]:
    """Every screen as it is painted, with its text, in order."""
    painted: list[Frame] = []
    paint = Screen._compositor_refresh

    def watched(screen: Screen[Any]) -> None:
        paint(screen)
        rows = [strip.text.rstrip() for strip in screen._compositor.render_strips()]
        painted.append((screen, "\n".join(rows)))

    monkeypatch.setattr(Screen, "_compositor_refresh", watched)
    return painted


def of(frames: list[Frame], kind: type[Screen[Any]]) -> list[str]:
    """What was painted of one kind of screen."""
    return [text for screen, text in frames if isinstance(screen, kind)]


def round_over() -> tuple[m.Changed, m.Own, m.Opened]:
    """What the close of the first round brings, in the order in which it comes."""
    told = valley.state(1)
    changed, own = m.Changed(11, told.public), m.Own(11, told.own, told.books)
    return changed, own, valley.opened(valley.LOTS, key="2.licences.9", round_=2)


async def test_no_new_number_is_painted_beside_an_old_mandate(frames: list[Frame]) -> None:
    """The results come with the round's whole report; the screens never show a part of it."""
    app, link = table(valley.opened(valley.ASK))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(app.screen.query(Card)) == 1)
        frames.clear()
        link.bring(*round_over())
        await shown(pilot, ResultsScreen)
        assert of(frames, ResultsScreen)
    for _screen, text in frames:
        if "needs met 100%" in text or "needs 100%" in text:
            assert "(12.5" in text


async def test_a_round_is_handed_to_the_screens_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many messages tell it."""
    app, link = table(valley.opened(valley.ASK))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(app.screen.query(Card)) == 1)
        taken: list[Model] = []
        monkeypatch.setattr(app.screen, "take", taken.append)
        link.bring(*round_over())
        await until(pilot, lambda: bool(taken))
    assert [(model.round, bool(model.own["ada"]["mandate"])) for model in taken] == [(2, True)]


async def test_labels_fit_the_first_time_they_are_painted(frames: list[Frame]) -> None:
    """Title, folded answers and mandate are made for the room that they have."""
    asked = valley.opened(valley.LOTS, valley.NORM, valley.MOTION)
    app, _link = table(asked, story=True)
    async with app.run_test(size=SMALL) as pilot:
        await past_the_story(pilot)
        await until(pilot, lambda: len(app.screen.query(Card)) == 3)
        titles = [str(title.render()) for title in app.screen.query(".title").results(Static)]
    story = next(text for _screen, text in frames if text.startswith(" The story"))
    assert story.splitlines()[0].endswith("   1 thinking")
    assert len(story.splitlines()[0]) == SMALL[0] - 1
    assert titles[1:] == [
        "▸ Labour you say a unit takes: 100%",
        "▸ Table a motion: table nothing",
    ]
    for _screen, text in frames:
        for line in text.splitlines():
            assert "▸ Labour" not in line or titles[1] in line
            assert "▸ Table" not in line or titles[2] in line

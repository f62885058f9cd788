"""Which page opens over the table next: the way in, then what a round and the game bring."""

from __future__ import annotations

from allmende_client import series
from allmende_client.model import Model
from allmende_client.screens.base import Page
from allmende_client.screens.end import EndScreen
from allmende_client.screens.entry import EntryScreen
from allmende_client.screens.lobby import LobbyScreen
from allmende_client.screens.results import ResultsScreen
from allmende_client.screens.seats import SeatsScreen
from allmende_client.screens.story import StoryScreen
from allmende_client.session import Session


class Usher:
    """Remembers what has been shown. `story` says whether a fresh game opens with its story."""

    def __init__(self, session: Session, *, story: bool) -> None:
        self._session = session
        self._story = story
        self._seen_round: int | None = None
        self._seen_end = False

    def page(self, model: Model) -> Page | None:
        """The page for this moment, if one is due; each call counts as shown."""
        if door := self._door(model):
            return door
        inside = model.seat or self._session.visit.watch or model.elsewhere or model.over
        if model.state is None or not inside:
            return None
        if model.in_lobby:
            if self._session.visit.solo:  # it begins with its one player
                return None
            self._story = False
            return LobbyScreen(self._session)
        return self._turn(model)

    def follow(self, model: Model) -> None:
        """What the table went back on is shown again when it comes about again."""
        if model.state is not None and self._seen_round is not None:
            self._seen_round = min(series.done(model), self._seen_round)
            self._seen_end = self._seen_end and model.over

    def _door(self, model: Model) -> Page | None:
        visit = self._session.visit
        if model.welcome is None:
            stuck = not visit.complete or model.refusal is not None
            return EntryScreen(self._session) if stuck and model.connected else None
        free = not (visit.seat or visit.watch or model.seat or model.elsewhere)
        if free and model.state is not None and not model.over:
            return SeatsScreen(self._session)
        return None

    def _turn(self, model: Model) -> Page | None:
        """The story, then the results of a round that is just over, and at last the end page."""
        done = series.done(model)
        if self._seen_round is None:
            self._seen_round = model.round - 1 if not model.over else done
        if self._story and model.opened is not None:
            self._story = False
            if not done and not model.decided and model.round <= 1 and model.seat:
                return StoryScreen(model)
        elif done > self._seen_round:
            self._seen_round = done
            return ResultsScreen(model)
        elif model.over and not self._seen_end:
            self._seen_end = True
            return EndScreen(model, self._session.visit)
        return None

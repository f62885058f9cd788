"""WHO on the table: everybody in their place, and never so many lines that WHY has none."""

from __future__ import annotations

import pytest
from msgspec import structs
from textual.pilot import Pilot

from allmende_client.next import Next
from allmende_client.widgets.card import Card
from allmende_client.widgets.mandate import Mandate
from allmende_client.widgets.people import WHY_ROWS, People
from allmende_protocol import messages as m
from tests.client import valley
from tests.client.fake_link import FakeLink
from tests.client.screens import LARGE, SMALL, table, until

SIX = (
    m.SeatInfo("ada", "Anna", "Licensee", "person", state="decided"),
    m.SeatInfo("ben", "Bob", "Member of Congress", "person", state="deciding"),
    m.SeatInfo("cem", "Cemile", "Licensee", "person", state="decided"),
    m.SeatInfo("dora", "Dora", "Member of Congress", "person", state="away"),
    m.SeatInfo("eli", "Emil the Younger of Upper Valley", "Lender", "person", state="deciding"),
    m.SeatInfo("fay", "Fay", "Steward", "person", state="waiting"),
)
OTHERS = (
    m.SeatInfo("bot1", "Bot 1", "Licensee", "bot", "Cautious"),
    m.SeatInfo("bot2", "Bot 2", "Licensee", "bot", "Cautious"),
    m.SeatInfo("empty", "Empty", "Licensee", "free"),
)
CROWD = (*SIX, *(structs.replace(one, seat=f"{one.seat}2", state="decided") for one in SIX))
PLAYING = (valley.happened(), valley.opened(valley.LOTS, valley.ASK))


async def who(
    pilot: Pilot[Next], link: FakeLink, *seats: m.SeatInfo, watching: int = 0
) -> list[str]:
    """The lines of WHO when these are at the table."""
    link.bring(m.Presence(seats, watching))
    await until(pilot, lambda: pilot.app.screen.query_one(People).model.seats == seats)
    return str(pilot.app.screen.query_one(People).render()).splitlines()


async def test_six_people_have_a_line_each_at_80_columns() -> None:
    """Without the role, and a long name is cut before what its person does."""
    app, link = table(*PLAYING)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(app.screen.query(Card)) == 2)
        assert await who(pilot, link, *SIX, watching=2) == [
            "WHO ",
            "● Ada (you): decided",
            "◌ Ben (Bob): thinking",
            "● cem (Cemile): decided",
            "○ dora (Dora): away",
            "◌ eli (Emil the Young…: thinking",
            "· fay (Fay): waits",
            "· 2 watch",
        ]
        assert app.screen.query_one(People).region.height == 8


async def test_a_role_is_told_where_there_is_room() -> None:
    """At 120 columns."""
    app, link = table(*PLAYING)
    async with app.run_test(size=LARGE) as pilot:
        await until(pilot, lambda: len(app.screen.query(Card)) == 2)
        assert "◌ Ben (Bob), Member of Congress: thinking" in await who(pilot, link, *SIX)


@pytest.mark.parametrize("talk", [0, 3])
async def test_whoever_is_here_the_reasons_keep_five_rows(talk: int) -> None:
    """WHO takes at most half; who is thinking comes first, bots share a line, and the rest is counted."""
    said = (m.Heard(number, "ben", "Bob", "table", "Leave it!") for number in range(talk))
    app, link = table(*PLAYING, *said)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(app.screen.query(Card)) == 2)
        shown = await who(pilot, link, *CROWD, *OTHERS, watching=1)
        await pilot.pause()
        side = app.screen.query_one("#side").region.height
        assert app.screen.query_one("#why-scroll").region.height >= WHY_ROWS
        assert len(shown) == app.screen.query_one(People).region.height <= side // 2
        assert [line.rpartition(" ")[2] for line in shown[1:3]] == ["thinking", "thinking"]
        assert shown[-1] == "◆ bots: 2  ○ free: 1  1 watches"
        assert shown[-2] == f"… and {len(CROWD) - (len(shown) - 3)} more"
        assert (
            app.screen.query_one(Mandate).region.bottom
            <= app.screen.query_one("#side").region.bottom
        )


async def test_before_the_game_has_begun_nobody_thinks() -> None:
    """They are here, or away."""
    app, link = table(*PLAYING, valley.LOBBY)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.session.model.in_lobby)
        link.bring(m.Presence(SIX, 0))
        await until(pilot, lambda: bool(app.session.model.seats == SIX))
        assert app.session.model.thinking == ()
        assert {app.session.model.doing(seat) for seat in SIX} == {"here", "away"}

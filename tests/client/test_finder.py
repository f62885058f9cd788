"""The screen that finds a table: a list that grows, or an address."""

from __future__ import annotations

from collections.abc import AsyncIterator

from allmende_client.address import Place
from allmende_client.finder import FinderApp
from allmende_client.finding import DeafError, Found
from allmende_protocol.messages import VERSION
from tests.client.screens import SMALL, text_of, until

LAPTOP = Found("laptop", ("192.168.1.20",), 8765, VERSION, ("The Valley",))
OTHER = Found("other", ("192.168.1.21", "fd00::2"), 9000, VERSION, ())


async def two() -> AsyncIterator[Found]:
    """Two servers, one of them twice."""
    for found in (LAPTOP, OTHER, LAPTOP):
        yield found


async def none() -> AsyncIterator[Found]:
    """A silent network."""
    nothing: tuple[Found, ...] = ()
    for found in nothing:
        yield found


async def deaf() -> AsyncIterator[Found]:
    """A machine that cannot listen."""
    raise DeafError("This machine is on no network.")
    yield LAPTOP


async def test_what_is_heard_is_chosen_by_arrow_and_enter() -> None:
    """Each server once."""
    app = FinderApp(two)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "Choose a table" in text_of(app, "#searching"))
        assert app.query_one("#seats").option_count == 2  # type: ignore[attr-defined]
        await pilot.press("down", "enter")
        await until(pilot, lambda: app.return_value is not None)
    assert app.return_value == Place("192.168.1.21", 9000)


async def test_where_nothing_is_heard_the_screen_says_what_to_do() -> None:
    """An address that is none gets a sentence, the next one is taken."""
    app = FinderApp(none)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "No table announces itself" in text_of(app, "#searching"))
        await pilot.press(*"x y", "enter")
        await until(pilot, lambda: "is no address" in text_of(app, "#refused"))
        await pilot.press("ctrl+u", *"10.0.0.5", "enter")
        await until(pilot, lambda: app.return_value is not None)
    assert app.return_value == Place("10.0.0.5")


async def test_a_machine_that_cannot_listen_says_why_and_escape_leaves() -> None:
    """Another search may be tried."""
    app = FinderApp(deaf)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "on no network" in text_of(app, "#searching"))
        await pilot.press("f5")
        await until(pilot, lambda: "on no network" in text_of(app, "#searching"))
        await pilot.press("escape")
        await until(pilot, lambda: not app.is_running)
    assert app.return_value is None


async def test_a_table_that_announces_itself_later_is_listed_without_a_key() -> None:
    """While there is nothing to choose it looks again, and leaves alone who types an address."""
    heard: list[tuple[Found, ...]] = [(), (LAPTOP,)]

    async def late() -> AsyncIterator[Found]:
        for found in heard.pop(0) if heard else ():
            yield found

    app = FinderApp(late, again=0.01)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"10.")
        await until(pilot, lambda: "Choose a table" in text_of(app, "#searching"))
        await pilot.press(*"0.0.5", "enter")
        await until(pilot, lambda: app.return_value is not None)
    assert app.return_value == Place("10.0.0.5")
    assert not heard

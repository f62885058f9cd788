"""The assembly page: motions with a look ahead, laws, rules, and how votes were counted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from io import StringIO

import pytest
from msgspec import structs
from textual.pilot import Pilot
from textual.widgets import Input

from allmende_client import counts, glossary
from allmende_client.app import AllmendeApp
from allmende_client.fields.picker import Picker
from allmende_client.line import Incoming
from allmende_client.model import Connection
from allmende_client.next import Next
from allmende_client.plain import converse
from allmende_client.screens.assembly import AssemblyScreen
from allmende_client.screens.table import TableScreen
from allmende_client.session import Session
from allmende_client.widgets.card import Card
from allmende_client.widgets.marked_list import MarkedList
from allmende_protocol import messages as m
from allmende_rules.mechanisms.voting.registry import METHODS
from allmende_rules.refusals import Refusal
from tests.client import congress, valley
from tests.client.fake_link import FakeLink, Peer, silent
from tests.client.screens import LARGE, SMALL, all_text, shown, text_of, until

ASKED: tuple[Incoming, ...] = (
    Connection(up=True),
    congress.WELCOME,
    valley.SEATED,
    valley.CLOCK,
    congress.sitting(),
    valley.opened(congress.TABLE, key="3.assembly", round_=3, title="Congress"),
)
MOTION = ("dividend", 800_000)


def seeing(message: m.ClientMessage) -> Iterable[Incoming]:
    """A server that knows every preview at once."""
    if isinstance(message, m.LookAhead):
        yield m.Ahead(message.nonce, congress.foresight(message.value))


def refusing(message: m.ClientMessage) -> Iterable[Incoming]:
    """A server that gives none."""
    if isinstance(message, m.LookAhead):
        yield m.Refused(message.nonce, Refusal("look_running", "One is under way."))


async def opened(pilot: Pilot[Next]) -> None:
    """Open the page, by the key that works in a text field too."""
    await until(pilot, lambda: len(pilot.app.screen.query(Card)) == 1)
    await pilot.press("f12")
    await shown(pilot, AssemblyScreen)
    await pilot.pause()


def sitting(peer: Peer = silent) -> tuple[AllmendeApp, FakeLink]:
    """An app at Ada's seat while a motion may be tabled."""
    link = FakeLink(ASKED, peer)
    return AllmendeApp(Session(link, valley.SOLO), story=False), link


def looks(link: FakeLink) -> list[tuple[str, int]]:
    """The motions whose preview was asked for."""
    return [(one.dial, one.value) for one in link.sent_of(m.LookAhead)]


async def test_the_page_lists_motions_laws_rules_and_history() -> None:
    """Each motion with its mover, seconds and amendments; the method in force stands above."""
    app, _link = sitting()
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot)
        assert METHODS["approval"].account in text_of(app, "#method")
        lines = [item.line for item in app.screen._items.values()]  # type: ignore[attr-defined]
        assert lines[0] == "Motion  Dividend's part: 50 % → 80 %"
        assert lines[1] == "Amended Dividend's part: 50 % → 60 %"
        assert lines[2] == "Law     Term of a licence: 6 rounds"
        assert lines[-1].startswith(
            "Past    Round 1, Term of a licence: 4 rounds → 6 rounds: passed"
        )
        about = text_of(app, "#words")
        assert "Moved by Ben. Seconded by Ada. It needs 1 besides its mover." in about
        assert "Amendment: 60 %, moved by Ada." in about


async def test_the_page_says_how_a_motion_is_tabled_and_t_goes_to_the_question() -> None:
    """A folded one is opened."""
    asked = valley.opened(valley.CAP, congress.TABLE, key="3.assembly", round_=3, title="Congress")
    app = AllmendeApp(Session(FakeLink((*ASKED[:-1], asked)), valley.SOLO), story=False)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(app.screen.query(Card)) == 2)
        motion = list(app.screen.query(Card))[1]
        assert motion.folded
        await pilot.press("f12")
        await shown(pilot, AssemblyScreen)
        await until(pilot, lambda: "t goes to “Table a motion”" in text_of(app, "#method"))
        await pilot.press("t")
        await shown(pilot, TableScreen)
        await until(pilot, lambda: motion.query(Picker).first().has_focus)
        assert not motion.folded


async def test_where_no_motion_can_be_tabled_now_the_page_says_when() -> None:
    """By the name of the phase; and t says it again."""
    congressional = m.PhaseInfo("assembly", "Congress", "Members move.", asks=True)
    welcome = structs.replace(congress.WELCOME, phases=(congressional,))
    elsewhen = valley.opened(valley.CAP, key="3.market", round_=3, title="Market")
    opening = (ASKED[0], welcome, *ASKED[2:-1], elsewhen)
    app = AllmendeApp(Session(FakeLink(opening), valley.SOLO), story=False)
    said = "Members table motions in the phase “Congress”"
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        assert said in text_of(app, "#method")
        await pilot.press("t")
        await until(pilot, lambda: said in text_of(app, "#refused"))
        assert isinstance(app.screen, AssemblyScreen)


async def test_enter_looks_ahead_at_the_marked_motion() -> None:
    """It says that it looks, then ranges without, with, and of the change; never a point."""
    app, link = sitting()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "Looking ahead…" in text_of(app, "#words"))
        assert looks(link) == [MOTION]
        link.bring(m.Ahead(link.sent_of(m.LookAhead)[0].nonce, congress.foresight()))
        await until(pilot, lambda: "as it is" in text_of(app, "#words"))
        words = text_of(app, "#words")
        row = next(line for line in words.splitlines() if line.startswith("Gini"))
        assert row.split("  ")[0] == "Gini of consumption"
        assert row.split()[3:] == [
            "0.1",
            "to",
            "0.2",
            "0.08",
            "to",
            "0.19",
            "−0.02",
            "to",
            "−0.004",
        ]
        assert "No change to be seen: needs met." in words
        assert "Looking ahead…" not in words


async def test_any_value_of_a_rule_can_be_looked_at_before_it_is_tabled() -> None:
    """As an amount or in percent; what is no value gets a sentence, and nothing is sent."""
    app, link = sitting(seeing)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        await pilot.press("r", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen.focused, Input))
        await pilot.press(*"95%", "enter")
        await until(pilot, lambda: "too much: at most 90%" in text_of(app, "#refused"))
        assert looks(link) == []
        await pilot.press("backspace", "backspace", "backspace", *"70%", "enter")
        await until(pilot, lambda: "from 50 % to 70 %" in text_of(app, "#words"))
        assert looks(link) == [("dividend", 700_000)]
        await pilot.press("escape")
        await shown(pilot, TableScreen)


async def test_digits_on_a_rules_line_begin_its_value_and_letters_still_jump() -> None:
    """A section without lines says so."""
    app, link = sitting()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        await pilot.press("r")
        while app.screen._marked.id != "rule:dividend":  # type: ignore[attr-defined]
            await pilot.press("down")
        await pilot.press("7", "0", "enter")
        await until(pilot, lambda: looks(link) == [("dividend", 700_000)])
        await pilot.press("h")
        assert app.screen._marked.id.startswith("past:")  # type: ignore[attr-defined]
        assert app.screen.query_one("#amount", Input).value == ""


async def test_a_section_without_lines_says_so() -> None:
    """Rather than do nothing."""
    empty = structs.replace(valley.state(2), public={**congress.sitting().public, "laws": {}})
    link = FakeLink((*ASKED, empty), silent)
    app = AllmendeApp(Session(link, valley.SOLO), story=False)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        await pilot.press("l")
        await until(pilot, lambda: "No law is in force yet." in text_of(app, "#refused"))
        await pilot.press("h")
        await until(pilot, lambda: "Nothing has been decided yet." in text_of(app, "#refused"))


async def test_a_motion_in_its_field_stands_first() -> None:
    """So one sees what it would bring before one tables it."""
    app, link = sitting(seeing)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(app.screen.query(Card)) == 1)
        await pilot.press("f7")
        await pilot.pause()
        await pilot.press("2", "tab", "ctrl+u", *"60")
        await opened(pilot)
        assert app.screen.query_one(MarkedList).marked == "draft:dividend"
        await pilot.press("enter")
        await until(pilot, lambda: looks(link) == [("dividend", 600_000)])


async def test_a_rule_that_only_the_facilitator_changes_takes_no_value() -> None:
    """The page says who may change it."""
    app, link = sitting()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        await pilot.press("h", "up", "enter")
        await until(pilot, lambda: "Harvest tax" in text_of(app, "#words"))
        assert "only the facilitator may change it" in text_of(app, "#words")
        assert not app.screen.query_one("#typed").display
        assert looks(link) == []


async def test_why_a_look_ahead_is_refused_is_said() -> None:
    """And that nothing is being worked out."""
    app, _link = sitting(refusing)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "! One is under way." in text_of(app, "#refused"))
        assert "Looking ahead…" not in text_of(app, "#words")


async def test_what_was_foreseen_in_an_earlier_round_is_no_longer_shown() -> None:
    """It says nothing of what is now."""
    app, link = sitting(seeing)
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "as it is" in text_of(app, "#words"))
        link.bring(valley.opened(congress.TABLE, key="4.assembly", round_=4, title="Congress"))
        await until(pilot, lambda: "as it is" not in text_of(app, "#words"))
        await pilot.press("enter")
        await until(pilot, lambda: looks(link) == [MOTION, MOTION])


async def test_history_tells_each_step_of_a_count() -> None:
    """With the method's account, who leaves at each step, and who won."""
    app, _link = sitting()
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot)
        await pilot.press("end")
        await until(pilot, lambda: "The vote:" in text_of(app, "#words"))
        words = text_of(app, "#words")
        assert "Ballots: 6, abstentions: 1. Instant runoff:" in words
        assert "Step 1, first places – Keep 4 rounds: 2; 6 rounds: 3; 5 rounds: 1." in words
        assert "Leaves: 5 rounds." in words
        assert "Elected: 6 rounds." in words


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
async def test_laws_in_force_are_counted_on_the_table(size: tuple[int, int]) -> None:
    """In the first line; without a law there is nothing."""
    app, link = sitting()
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "· 1 law" in all_text(app))
        link.bring(valley.state(2))
        await until(pilot, lambda: "1 law" not in all_text(app))


Compare = Callable[..., bool]


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
def test_the_page_with_a_preview(snap_compare: Compare, size: tuple[int, int]) -> None:
    """The list above, the marked motion with its ranges beneath it."""

    async def before(pilot: Pilot[Next]) -> None:
        await opened(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "as it is" in text_of(pilot.app, "#words"))

    assert snap_compare(sitting(seeing)[0], terminal_size=size, run_before=before)


def test_the_page_with_a_count(snap_compare: Compare) -> None:
    """A motion of the past, and how it was counted."""

    async def before(pilot: Pilot[Next]) -> None:
        await opened(pilot)
        await pilot.press("end")
        await pilot.pause()

    assert snap_compare(sitting()[0], terminal_size=SMALL, run_before=before)


def test_every_method_has_words_for_its_figures_and_a_place_in_the_glossary() -> None:
    """A method that is added to the rules fails here until its figures have a name."""
    assert set(counts.FIGURES) == set(METHODS)
    assert dict(glossary.METHODS) == {one.name: one.account for one in METHODS.values()}


async def told(*lines: str) -> str:
    """What the plain dialogue says to these lines while a motion may be tabled."""
    link = FakeLink(ASKED, seeing)
    out, typed = StringIO(), StringIO("".join(f"{line}\n" for line in (*lines, "quit")))
    await asyncio.wait_for(converse(Session(link, valley.SOLO), typed, out), 20)
    return out.getvalue()


async def test_plain_motions_laws_and_rules() -> None:
    """The same in whole sentences; a rule's number is what `ahead` takes."""
    said = await told("motions", "laws", "rules", "ahead 1 80")
    assert "Dividend's part, now 50 %, to 80 %. Moved by Ben. Seconded by Ada." in said
    assert "Law: Term of a licence, 6 rounds. In force since round 1" in said
    assert (
        "Round 2, Dividend's part from 50 % to 80 %:\n  Moved by Ben.\n  It fell: too few" in said
    )
    assert "1 Dividend's part: from 10 to 90 %, now 50 %; the assembly may" in said
    assert "- Harvest tax: from 0 to 9 money, now 0 money; only the facilitator" in said
    assert "Gini of consumption: 0.1 to 0.2 as it is, 0.08 to 0.19 with it" in said

"""The plain dialogue, with scripted lines over a fake link."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from io import StringIO

import pytest

from allmende_client.next import Next
from allmende_client.plain import converse
from allmende_client.session import Incoming, Session
from allmende_protocol import messages as m
from allmende_rules.system import Line
from tests.client import valley
from tests.client.fake_link import FakeLink
from tests.client.valley import MICRO

FIRST = valley.opened(valley.LOTS, valley.BUDGET)
SECOND = valley.opened(valley.ASK, key="1.market.2", title="Market")
END: tuple[Incoming, ...] = (
    valley.happened(1, 9, "report"),
    valley.state(1),
    valley.state(2, finished=True),
    m.Ended("game.allmende"),
)


class Server:
    """Takes a seat, two phases in turn, then ends the game; for one who leaves it ends at once."""

    def __init__(self) -> None:
        self.phases = [(SECOND,), END]

    def __call__(self, message: m.ClientMessage) -> Iterable[Incoming]:
        """The replies to a message."""
        match message:
            case m.Submit():
                return [m.Taken(message.nonce, message.answers), *self.phases.pop(0)]
            case m.Foresee():
                return [m.Foreseen(message.nonce, (Line("lots", "needs {h} labour", {"h": 4}),))]
            case m.Leave(for_good=True):
                return END
            case m.Say():
                return [m.Heard("ada", message.text)]
            case _:
                return []


async def dialogue(*lines: str) -> tuple[str, Next, FakeLink]:
    """What was printed when these lines were typed, what came of it, and the link."""
    link = FakeLink(valley.arrival(valley.happened(), valley.state(), FIRST), Server())
    out = StringIO()
    stdin = StringIO("".join(f"{line}\n" for line in lines))
    result = await asyncio.wait_for(converse(Session(link, "ada"), stdin, out), 20)
    return out.getvalue(), result, link


async def test_empty_lines_take_what_stands_to_the_end_of_the_game() -> None:
    """Standing answers go along."""
    said, result, link = await dialogue("", "", "quit")
    first, second = (submit.answers for submit in link.sent_of(m.Submit))
    assert first == {"lots": {"quantity": 4 * MICRO, "limit": 3 * MICRO}, "budget": _budget()}
    assert second == {"ask:mill": 10 * MICRO}
    assert "Round 1 of 3. Licences." in said
    assert "The end: what became of the valley." in said
    assert result is Next.QUIT
    assert link.closed


def _budget() -> dict[str, int]:
    return {"grain": 60, "timber": 40, "keep": 0}


async def test_each_question_is_one_line_with_bounds_and_default() -> None:
    """A screen reader reads it in one go."""
    said, _result, _link = await dialogue("quit")
    assert (
        "Timber lots, Sawmill North: up to 40 lots, at most 20 each, 51 in all "
        "[4 lots at most 3 each]"
    ) in said.splitlines()


async def test_news_and_results_are_told_in_order_without_pictures() -> None:
    """No blocks, arrows, ticks or escape codes."""
    said, _result, _link = await dialogue("", "", "quit")
    lines = said.splitlines()
    greeting = lines.index("You are Ada, Licensee.")
    news = lines.index("You paid 9 in fees: the cap fell by 3.")
    results = lines.index("Round 1 is over.")
    assert greeting < news < results < lines.index("Round 2 is over.")
    assert not set(said) & set("▁▂▃▄▅▆▇█▲▼✓✗\x1b")


async def test_letters_in_an_amount_get_one_sentence_and_the_question_again() -> None:
    """And the game goes on."""
    said, _result, link = await dialogue("abc at 3", "5 at 2", "15%", "quit")
    assert "“abc” is not a number. Type digits, like 12 or 12.5." in said
    assert said.count("Timber lots, Sawmill North:") == 2
    first, second = (submit.answers for submit in link.sent_of(m.Submit))
    assert first["lots"] == {"quantity": 5 * MICRO, "limit": 2 * MICRO}
    assert second["ask:mill"] == 15 * MICRO


async def test_standing_answers_are_asked_on_demand() -> None:
    """Before the question that was open."""
    _said, _result, link = await dialogue("standing", "50 30 20", "", "", "quit")
    assert link.sent_of(m.Submit)[0].answers["budget"] == {"grain": 50, "timber": 30, "keep": 20}


async def test_undo_goes_back_to_the_question_before() -> None:
    """Its old answer holds again."""
    said, _result, link = await dialogue("standing", "50 30 20", "undo", "", "", "", "quit")
    assert said.count("Where your money goes") == 2
    assert link.sent_of(m.Submit)[0].answers["budget"] == _budget()


async def test_help_and_preview_do_not_answer_the_question() -> None:
    """Nor do words."""
    said, _result, link = await dialogue("?", "preview", "words", "quit")
    assert "Each lot lets you cut one stack this round." in said
    assert "raises harvest of Sawmill North" in said
    assert "needs 4 labour" in said
    assert "Threshold of the autonomous sector: 0.15 share" in said
    assert link.sent_of(m.Submit) == []


async def test_say_talks_to_the_table() -> None:
    """The rest of the line is what is said."""
    said, _result, link = await dialogue("say Leave the old stand", "", "", "quit")
    assert [message.text for message in link.sent_of(m.Say)] == ["Leave the old stand"]
    assert "Ada: Leave the old stand" in said


async def test_quit_saves_and_hands_the_seat_to_nobody() -> None:
    """It says how to go on."""
    said, result, link = await dialogue("quit")
    assert link.sent_of(m.Leave) == [m.Leave(for_good=False)]
    assert "--resume" in said
    assert result is Next.QUIT


@pytest.mark.parametrize("lines", [(), ("",)])
async def test_at_the_end_of_input_a_stand_in_plays_to_the_end(lines: tuple[str, ...]) -> None:
    """As with standard input from /dev/null."""
    said, result, link = await dialogue(*lines)
    assert link.sent_of(m.Leave) == [m.Leave(for_good=True)]
    assert "a stand-in takes the seat" in said
    assert "Round 1 is over." in said
    assert "There is no single winner" in said
    assert result is Next.QUIT


@pytest.mark.parametrize(
    ("word", "chosen"),
    [("again", Next.AGAIN), ("role", Next.OTHER_ROLE), ("system", Next.OTHER_SYSTEM)],
)
async def test_what_comes_next_is_asked_at_the_end(word: str, chosen: Next) -> None:
    """Until there is an answer."""
    said, result, _link = await dialogue("", "", "perhaps", word)
    assert "“perhaps” is none of them." in said
    assert result is chosen


async def test_other_peoples_words_cannot_command_the_terminal() -> None:
    """Escape sequences are taken out."""
    said, _result, _link = await dialogue("say \x1b[2Jhello", "quit")
    assert "\x1b" not in said

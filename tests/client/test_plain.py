"""The plain dialogue, with scripted lines over a fake link."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from io import StringIO

import pytest
from msgspec import structs

from allmende_client.dialogue import Dialogue
from allmende_client.line import Incoming
from allmende_client.model import Connection
from allmende_client.next import Next
from allmende_client.plain import converse
from allmende_client.session import Session
from allmende_client.visit import Visit
from allmende_protocol import messages as m
from allmende_rules.headlines import Change
from allmende_rules.refusals import Refusal
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
                return [m.Heard(1, "ada", "Robin", "table", message.text)]
            case _:
                return []


async def dialogue(*lines: str) -> tuple[str, Next, FakeLink]:
    """What was printed when these lines were typed, what came of it, and the link."""
    link = FakeLink(valley.arrival(valley.happened(), valley.state(), FIRST), Server())
    out = StringIO()
    stdin = StringIO("".join(f"{line}\n" for line in lines))
    result = await asyncio.wait_for(converse(Session(link, valley.SOLO), stdin, out), 20)
    return out.getvalue(), result, link


async def test_empty_lines_take_what_stands_to_the_end_of_the_game() -> None:
    """Standing answers go along."""
    said, result, link = await dialogue("", "", "quit")
    first, second = (submit.answers for submit in link.sent_of(m.Submit))
    assert first == {"lots": {"quantity": 4 * MICRO, "limit": 3 * MICRO}, "budget": _budget()}
    assert second == {"ask:mill": 10 * MICRO}
    assert "Round 1 of 3. Licences." in said
    assert "The end: what became of it all." in said
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


async def test_ballots_of_every_kind_are_asked_with_how_they_count() -> None:
    """The account stands before the first question with it, the form that can be typed in each."""
    ballots = valley.opened(valley.APPROVE, valley.RANK, valley.POINTS, valley.LAWS)
    link, out = FakeLink(valley.arrival(ballots), Server()), StringIO()
    typed = StringIO("well, school\nwall > road\n3 > 1 > 2\n1 5\nwell 4, 2 -1\n2 approval\nquit\n")
    await asyncio.wait_for(converse(Session(link, valley.SOLO), typed, out), 20)
    said = out.getvalue().splitlines()
    for question in (valley.APPROVE, valley.RANK, valley.POINTS):
        place = said.index(f"How the votes are counted: {question.account}")
        assert said[place + 1].startswith(f"{question.title}:")
        assert out.getvalue().count(question.account) == 1
    assert (
        "The order of works: all in order, best first, as in 2 > 1: "
        "1 School, 2 Road to the mill, 3 Well, or abstain [abstain]"
    ) in said
    assert "“wall” is none of the options. Type a number from 1 to 3. Did you mean Well?" in said
    assert "one of 1 majority, 2 instant runoff, 3 approval, now majority" in out.getvalue()
    assert link.sent_of(m.Submit)[0].answers == {
        "approve": ["school", "well"],
        "rank": ["well", "school", "road"],
        "points": {"well": 4, "road": -1},
        "laws": {"dial": "method", "value": 2 * MICRO},
    }


async def test_many_rules_are_listed_by_help() -> None:
    """The prompt stays one short line."""
    many = structs.replace(valley.LAWS, dials=valley.LAWS.dials * 3)
    link, out = FakeLink(valley.arrival(valley.opened(many)), Server()), StringIO()
    await asyncio.wait_for(converse(Session(link, valley.SOLO), StringIO("?\nquit\n"), out), 20)
    said = out.getvalue().splitlines()
    assert any("one of 6 rules by its number" in line and "majority" not in line for line in said)
    names = "one of 1 majority, 2 instant runoff, 3 approval, now majority."
    assert f"6 Voting method, {names}" in said


async def test_graphs_are_told_in_numbers() -> None:
    """What is drawn elsewhere, and the Lorenz curve in one sentence."""
    opening = valley.arrival(valley.warm(), FIRST)
    link, out = FakeLink(opening, Server()), StringIO()
    await asyncio.wait_for(
        converse(Session(link, valley.SOLO), StringIO("graphs\nquit\n"), out), 20
    )
    said = out.getvalue().splitlines()
    for line in (
        "The Forest: opening 80%, round 1 76%, round 2 61%.",
        "basics delivered: round 1 70%, round 2 80%.",
        "degrees of warming: round 1 1.31, round 2 1.42.",
    ):
        assert line in said
    shared = "the poorer half of all people has 30% of it, the richest tenth 20%."
    assert f"Consumption of the poorest, round 2: {shared}" in said
    assert link.sent_of(m.Submit) == []


async def test_before_the_first_results_graphs_say_so() -> None:
    """And nothing of a climate that nobody measures."""
    said, _result, _link = await dialogue("graphs", "quit")
    assert "Prices and wage: lines begin after round 1." in said
    assert "Emissions" not in said


async def test_standing_answers_are_asked_on_demand() -> None:
    """Before the question that was open."""
    _said, _result, link = await dialogue("standing", "50 30 20", "", "", "quit")
    assert link.sent_of(m.Submit)[0].answers["budget"] == {"grain": 50, "timber": 30, "keep": 20}


async def test_undo_goes_back_to_the_question_before() -> None:
    """Its old answer holds again."""
    said, _result, link = await dialogue("standing", "50 30 20", "undo", "", "", "", "quit")
    assert said.count("Where your money goes, North End:") == 2
    assert link.sent_of(m.Submit)[0].answers["budget"] == _budget()


async def test_help_and_preview_do_not_answer_the_question() -> None:
    """Nor do words."""
    said, _result, link = await dialogue("?", "preview", "words", "quit")
    assert "Each lot lets you cut one stack this round." in said
    assert "raises harvest of Sawmill North" in said
    assert "needs 4 labour" in said
    assert "Threshold of the autonomous sector: from 0 to 50 %, now 15 %" in said
    assert "Voting method: one of majority; approval; borda; now: approval; the assembly" in said
    assert link.sent_of(m.Submit) == []


async def test_help_is_a_command_a_line() -> None:
    """Those of planners are for planners; what a question is about needs no list of them."""
    said, _result, _link = await dialogue("help", "?", "quit")
    lines = said.splitlines()
    assert "say TEXT: talks to the table." in lines
    assert not any(line.startswith("plan ") for line in lines)
    assert lines.count("undo: goes back to the question before, or takes back what was sent.") == 1
    assert "help lists the commands." in lines


async def test_how_votes_are_counted_is_told_again_by_help() -> None:
    """Each way of counting stands before the first question only."""
    ballots = valley.opened(valley.CAP, structs.replace(valley.CAP, id="cap2"))
    link, out = FakeLink(valley.arrival(ballots), Server()), StringIO()
    await asyncio.wait_for(converse(Session(link, valley.SOLO), StringIO("\n?\nquit\n"), out), 20)
    said = out.getvalue().splitlines()
    assert said.count(f"How the votes are counted: {valley.CAP.account}") == 1
    assert said.count(valley.CAP.account) == 1


async def test_what_stands_beside_the_questions_is_named_when_a_phase_begins() -> None:
    """Else nobody who types knows that a motion could be tabled."""
    opened = valley.opened(valley.LOTS, valley.BUDGET, valley.MOTION)
    link, out = FakeLink(valley.arrival(opened), Server()), StringIO()
    await asyncio.wait_for(converse(Session(link, valley.SOLO), StringIO("quit\n"), out), 20)
    besides = "Type standing to be asked these too: “Where your money goes”, “Table a motion”."
    assert besides in out.getvalue().splitlines()


async def test_words_can_be_looked_up() -> None:
    """Those in which the word occurs, words and rules alike."""
    said, _result, _link = await dialogue("words THRESHOLD", "words xyz", "quit")
    lines = said.splitlines()
    assert any(line.startswith("Threshold of the autonomous sector: ") for line in lines)
    assert not any(line.startswith("Voting method: ") for line in lines)
    assert "No word of the game is called “xyz”." in lines


async def test_who_lists_the_seats_without_marks() -> None:
    """Readers who hear the text hear names."""
    said, _result, _link = await dialogue("who", "quit")
    assert "Ben, Member of Congress: open; a bot has it, Cautious." in said.splitlines()


async def test_news_of_the_next_round_stand_apart_from_the_results_of_the_last() -> None:
    """A line is left free between them."""
    opening = valley.arrival(valley.happened(2, 12), valley.state(1), FIRST)
    link, out = FakeLink(opening, Server()), StringIO()
    await asyncio.wait_for(converse(Session(link, valley.SOLO), StringIO("quit\n"), out), 20)
    said = out.getvalue().splitlines()
    assert said[said.index("Dry year: fields yield 8 % less.") - 1] == ""


async def test_say_talks_to_the_table() -> None:
    """The rest of the line is what is said."""
    said, _result, link = await dialogue("say Leave the old stand", "", "", "quit")
    assert [message.text for message in link.sent_of(m.Say)] == ["Leave the old stand"]
    assert "Robin: Leave the old stand" in said


async def test_quit_saves_and_hands_the_seat_to_nobody() -> None:
    """It says how to go on."""
    said, result, link = await dialogue("quit")
    assert link.sent_of(m.Leave) == [m.Leave(for_good=False)]
    assert "--resume" in said
    assert result is Next.QUIT


@pytest.mark.parametrize("lines", [(), ("",)])
async def test_at_the_end_of_input_what_stands_plays_ones_own_game_to_the_end(
    lines: tuple[str, ...],
) -> None:
    """As with standard input from /dev/null; the numbers are the seat's own."""
    said, result, link = await dialogue(*lines)
    first, second = (submit.answers for submit in link.sent_of(m.Submit))
    assert first == {"lots": {"quantity": 4 * MICRO, "limit": 3 * MICRO}, "budget": _budget()}
    assert second == {"ask:mill": 10 * MICRO}
    assert "what stands is sent for you" in said
    assert "You: income 11" in said
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


async def come(visit: Visit, *lines: str, opening: Iterable[Incoming]) -> tuple[str, FakeLink]:
    """What somebody without a seat is told who types these lines, and the link."""
    link = FakeLink(opening, Doorkeeper())
    out, stdin = StringIO(), StringIO("".join(f"{line}\n" for line in lines))
    await asyncio.wait_for(converse(Session(link, visit), stdin, out), 20)
    return out.getvalue(), link


class Doorkeeper:
    """A server of one table, BCDFG, where Robin is already."""

    def __call__(self, message: m.ClientMessage) -> Iterable[Incoming]:
        """The replies to a message."""
        match message:
            case m.Hello(table="BCDFG", name="Robin"):
                refusal = Refusal("name_taken", "{name} is here.", {"name": "Robin"})
                return [m.Refused(0, refusal)]
            case m.Hello(table="BCDFG"):
                return valley.watching()[1:]
            case m.Hello():
                return [m.Refused(0, Refusal("wrong_code", "No such code."))]
            case m.AskSeat(seat="ada"):
                return [valley.OFFERED]
            case m.AskSeat():
                return [m.Refused(message.nonce, Refusal("seat_taken", "It is full."))]
            case m.TakeSeat():
                return [valley.SEATED, valley.state(), FIRST, valley.LOBBY, valley.CLOCK]
            case _:
                return []


async def test_the_way_to_a_seat_in_lines() -> None:
    """Name, code, seat and a yes; each refusal asks again for what was wrong."""
    visit = Visit("", server="laptop:8765", usual="robin")
    lines = ("Robin", "XXXXX", "BCDFG", "Kim", "7", "2", "1", "no", "1", "maybe", "yes", "quit")
    said, link = await come(visit, *lines, opening=[Connection(up=True)])
    for words in (
        "Your name [robin]:",
        "No such code.",
        "Robin is here.",
        "1: Ada, Licensee",
        "“7” is no seat here: type a number from 1 to 2, or watch.",
        "It is full.",
        "Ada, Licensee.",
        "Take this seat? yes or no:",
        "“maybe” is neither yes nor no.",
        "You are Ada, Licensee.",
        "The game begins when the host starts it.",
        "The game begins.",
        "Timber lots, Sawmill North",
        "“allmende join laptop:8765 --code BCDFG” takes it up again",
    ):
        assert words in said, words
    hellos = [(hello.name, hello.table) for hello in link.sent_of(m.Hello)]
    assert hellos == [("Robin", "XXXXX"), ("Robin", "BCDFG"), ("Kim", "BCDFG")]
    assert len(link.sent_of(m.TakeSeat)) == 1


async def test_in_the_lobby_nothing_is_asked() -> None:
    """The questions come when the host has started."""
    visit = Visit("Kim", "BCDFG", "ada", server="laptop:8765")
    opening = valley.arrival(FIRST, clock=valley.LOBBY)
    said, _link = await come(visit, opening=[*opening, m.Ended("", early=True)])
    assert "Timber lots" not in said
    assert "The host ended the game here." in said


async def test_a_spectator_in_lines_hears_what_all_may_hear() -> None:
    """And is asked nothing."""
    visit = Visit("Kim", "BCDFG", watch=True, server="laptop:8765")
    opening = valley.watching(valley.opened(), valley.happened(), *END[1:], clock=valley.CLOCK)
    said, link = await come(visit, opening=opening)
    assert "You watch, and see what everybody may see." in said
    assert "There is no single winner" in said
    assert link.sent_of(m.Leave) == [m.Leave()]


async def test_the_end_of_input_leaves_a_table_with_others_and_keeps_the_seat() -> None:
    """Nobody plays on in one's name but the seat's own law."""
    link = FakeLink(valley.arrival(FIRST), Server())
    out = StringIO()
    await asyncio.wait_for(converse(Session(link, valley.GUEST), StringIO(), out), 20)
    assert link.sent_of(m.Leave) == [m.Leave(for_good=False)]
    assert link.sent_of(m.Submit) == []
    assert "Your seat is kept" in out.getvalue()


class Typing(StringIO):
    """A person's lines: before each, once it is wanted, something happens."""

    def __init__(self, *steps: tuple[Callable[[], object], str]) -> None:
        super().__init__()
        self._steps = list(steps)

    def readline(self, *_: object) -> str:  # type: ignore[override]  # the typist asks for whole lines
        """The next line."""
        if not self._steps:
            return ""
        happens, line = self._steps.pop(0)
        happens()
        return f"{line}\n"

    def isatty(self) -> bool:
        """A person types."""
        return True


async def test_who_types_stays_after_the_end_and_plays_on_if_the_host_goes_back() -> None:
    """What was undone is not told again; a line typed meanwhile answers nothing."""
    link, out = FakeLink(valley.arrival(valley.happened(), valley.state(1), FIRST)), StringIO()
    loop = asyncio.get_running_loop()
    back = m.WentBack(20, 1, "Back to the end of round {round}.", {"round": 1})
    anew = structs.replace(SECOND, key="2.market.9", round=2)

    def bring(*messages: Incoming) -> Callable[[], object]:
        return lambda: loop.call_soon_threadsafe(partial(link.bring, *messages))

    ended = (valley.happened(2, 12), valley.state(2, finished=True), m.Ended("game.allmende"))
    steps = (
        (bring(*ended), "?"),
        (bring(), ""),
        (bring(back, valley.state(1), anew), "?"),
        (bring(), "quit"),
    )
    await asyncio.wait_for(converse(Session(link, valley.GUEST), Typing(*steps), out), 20)
    said = out.getvalue()
    assert link.sent_of(m.Submit) == []
    assert "If the host takes the table back to an earlier round, play goes on here." in said
    after = said.partition("Back to the end of round 1.")[2]
    assert "Round 2 of 3. Market." in after
    assert "Dry year" not in after
    assert "Round 1 is over." not in after


async def heard(*messages: Incoming) -> str:
    """What somebody hears to whom these messages come, and who types nothing."""
    out = StringIO()
    dialogue = Dialogue(Session(FakeLink(), valley.GUEST), lambda: None, out, waits=True)
    for message in messages:
        await dialogue.arrived(message)
    return out.getvalue()


async def test_after_a_reconnection_the_open_question_is_put_again() -> None:
    """Once it is known to be open still; the phase is not introduced again."""
    back = (Connection(up=True), valley.WELCOME, valley.SEATED, valley.state(), FIRST)
    said = await heard(*valley.arrival(FIRST), Connection(up=False), *back)
    before, _gap, after = said.partition("Connected again.")
    assert "Timber lots" in before
    assert "Timber lots" in after
    assert "Round 1 of 3." not in after


async def test_that_nothing_must_be_decided_is_said_once_a_phase() -> None:
    """When something comes between, the rest of it is enough."""
    opened = valley.opened(valley.BUDGET)
    why = m.Because(1, (Change("income", "Your income rose.", {}, ()),))
    said = await heard(*valley.arrival(opened), why, valley.CLOCK)
    assert said.count("Nothing must be decided.") == 1
    assert said.partition("came so for you:")[2].count("An empty line sends what stands.") == 1


async def test_who_comes_after_the_host_went_back_is_greeted_first() -> None:
    """That it did is old news to them, in its place."""
    back = m.WentBack(20, 1, "Back to the end of round {round}.", {"round": 1})
    *door, state = valley.arrival()
    said = await heard(*door, back, state, FIRST, valley.CLOCK)
    assert said.index("You are ") < said.index("Back to the end of round 1.")


async def test_after_the_end_nobody_waits_for_a_lost_connection() -> None:
    """The host has gone home."""
    opening = valley.arrival(FIRST, m.Ended("", early=True), Connection(up=False))
    link, out = FakeLink(opening), StringIO()
    stdin = Typing(*[(lambda: None, "?")] * 99)
    await asyncio.wait_for(converse(Session(link, valley.GUEST), stdin, out), 20)
    assert "The connection is lost" in out.getvalue()
    assert link.closed


async def cut_off(*happenings: Incoming) -> list[str]:
    """What is said to somebody who sends while the line is cut; then these things happen."""
    cut = (*valley.arrival(FIRST), Connection(up=False))
    link, out, loop = FakeLink(cut), StringIO(), asyncio.get_running_loop()
    bring = partial(link.bring, *happenings, m.Ended("", early=True))
    stdin = Slow(lambda: loop.call_soon_threadsafe(bring))
    await asyncio.wait_for(converse(Session(link, valley.GUEST), stdin, out), 20)
    return out.getvalue().splitlines()


class Slow(StringIO):
    """Types an empty line, and when the next is wanted does something first."""

    def __init__(self, then: Callable[[], object]) -> None:
        super().__init__("\n" + "?\n" * 9)
        self._then: Callable[[], object] | None = then
        self._lines = 0

    def readline(self, *_: object) -> str:  # type: ignore[override]  # the typist asks for whole lines
        """The next line."""
        self._lines += 1
        if self._lines == 2 and self._then is not None:
            self._then()
        return super().readline()

    def isatty(self) -> bool:
        """A person types."""
        return True


async def test_answers_that_meet_a_cut_line_are_said_to_wait_and_then_to_stand() -> None:
    """“Sent” is said once the server has them."""
    back = (Connection(up=True), valley.WELCOME, valley.SEATED, valley.state(), FIRST)
    lots = {"lots": {"quantity": 0, "limit": 0}}
    said = await cut_off(*back, m.Taken(1, lots))
    unsent = said.index("Not sent yet: it is sent as soon as the host answers.")
    assert unsent < said.index("Connected again.") < said.index("Sent. Your answers stand.")
    assert "Sent." not in said


async def test_answers_that_come_back_too_late_are_said_to() -> None:
    """Before the next phase is told."""
    back = (Connection(up=True), valley.WELCOME, valley.SEATED, valley.state(), SECOND)
    said = await cut_off(*back)
    late = next(place for place, line in enumerate(said) if "come too late" in line)
    assert late < next(place for place, line in enumerate(said) if "Round 1 of 3. Market." in line)
    assert not any(line.startswith("Sent.") for line in said)


async def test_sent_is_said_when_the_server_has_the_answers() -> None:
    """Not before: here the game ends without a word about them."""

    def ending(message: m.ClientMessage) -> Iterable[Incoming]:
        return [m.Ended("", early=True)] if isinstance(message, m.Submit) else []

    link, out = FakeLink(valley.arrival(FIRST), ending), StringIO()
    await asyncio.wait_for(converse(Session(link, valley.GUEST), StringIO("\n"), out), 20)
    assert link.sent_of(m.Submit)
    assert "Sent." not in out.getvalue()
    assert "they may have come too late" in out.getvalue()


async def test_a_mate_a_pause_and_another_device_are_told_in_lines() -> None:
    """With the way on."""
    paused = m.Clock(30.0, running=False, begun=True, paused=True)
    elsewhere = m.Refused(0, Refusal("elsewhere", "Elsewhere."))
    happenings = (
        m.Taken(0, {"lots": {"quantity": 0, "limit": 0}}, "Lou"),
        m.Taken(0, {}, "Lou"),
        paused,
        m.Clock(30.0, running=True, begun=True, paused=False),
        elsewhere,
        m.Ended("", early=True),
    )
    link = FakeLink(valley.arrival(FIRST, *happenings))
    out = StringIO()
    await asyncio.wait_for(converse(Session(link, valley.GUEST), StringIO("?\n" * 9), out), 20)
    for words in (
        "Lou answered for this seat: Timber lots: no bid. What is sent last counts.",
        "Lou took this seat's answers back.",
        "The host has paused the game.",
        "The game goes on.",
        "You have 30 seconds.",
        "Type seat to take it back here.",
    ):
        assert words in out.getvalue(), words

"""The table screen, driven by keys and mouse over a fake link."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from msgspec import structs
from textual.events import Key
from textual.widgets import Input, Static
from textual.widgets._toast import Toast

from allmende_client import series
from allmende_client.app import AllmendeApp
from allmende_client.fields.picker import Picker
from allmende_client.fields.rows import Rows
from allmende_client.line import Incoming
from allmende_client.model import Connection
from allmende_client.next import Next
from allmende_client.screens.base import GameScreen
from allmende_client.screens.end import EndScreen
from allmende_client.screens.help import HelpScreen
from allmende_client.screens.leave import LeaveScreen
from allmende_client.screens.results import ResultsScreen
from allmende_client.screens.table import TableScreen
from allmende_client.session import Session
from allmende_client.visit import Visit
from allmende_client.widgets.card import Card
from allmende_client.widgets.talk import addressed
from allmende_protocol import messages as m
from allmende_rules.answers import read
from allmende_rules.questions import Option, Question
from allmende_rules.refusals import Refusal
from allmende_rules.system import Line
from tests.client import valley
from tests.client.fake_link import FakeLink
from tests.client.screens import LARGE, SMALL, all_text, shown, table, text_of, until
from tests.client.valley import MICRO

ASKED = valley.opened(valley.LOTS, valley.ASK)


def answering(message: m.ClientMessage) -> Iterable[Incoming]:
    """A server that takes everything and foresees one line."""
    match message:
        case m.Submit():
            return [m.Taken(message.nonce, message.answers)]
        case m.Undo():
            return [m.Taken(message.nonce, {})]
        case m.Foresee():
            return [m.Foreseen(message.nonce, (Line("lots", "needs {h} labour", {"h": 4.2}),))]
        case _:
            return []


def cards(app: AllmendeApp) -> list[Card]:
    """The questions on the table."""
    return list(app.screen.query(Card))


async def test_enter_sends_every_answer_and_undo_takes_them_back() -> None:
    """What was typed stays in the fields."""
    app, link = table(ASKED, peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        await pilot.press("end", *["backspace"] * 3, "1", "2", "enter")
        await until(pilot, lambda: "Sent" in text_of(app, "#status"))
        (sent,) = link.sent_of(m.Submit)
        assert sent.answers == {
            "lots": {"quantity": 12 * MICRO, "limit": 3 * MICRO},
            "ask:mill": 10 * MICRO,
        }
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "↵ sends" in text_of(app, "#status"))
        assert app.screen.query_one("#quantity", Input).value == "12"


async def test_letters_in_an_amount_get_a_sentence_and_nothing_is_sent_or_lost() -> None:
    """The other field is untouched."""
    app, link = table(ASKED, peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        await pilot.press("a", "b", "enter")
        await until(pilot, lambda: "Not sent" in text_of(app, "#status"))
        assert "! Quantity: “ab” is not a number." in all_text(app)
        assert link.sent_of(m.Submit) == []
        assert app.screen.query_one("#quantity", Input).value == "ab"
        assert app.screen.query_one("#limit", Input).value == "3"


async def test_keys_that_come_in_a_burst_act_in_their_order() -> None:
    """Backspaces and a digit that arrive together leave the digit."""
    app, _ = table(ASKED, peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        for key in ("backspace", "backspace", "7"):
            app.post_message(Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: app.screen.query_one("#quantity", Input).value != "12")
        await pilot.pause()
        assert app.screen.query_one("#quantity", Input).value == "7"


async def test_overspending_is_told_beneath_the_field() -> None:
    """And is not sent."""
    app, link = table(ASKED, peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        await pilot.press("4", "0", "tab", "2", "0")
        await until(pilot, lambda: "could cost 800, and you can pay 51" in all_text(app))
        await pilot.press("enter")
        assert link.sent_of(m.Submit) == []


async def test_previews_appear_under_their_question() -> None:
    """Without a key being pressed."""
    app, _link = table(ASKED, peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "needs 4.2 labour" in all_text(app))


async def test_the_same_phase_coming_again_leaves_what_is_typed() -> None:
    """A reconnection costs nothing."""
    app, link = table(ASKED, peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        await pilot.press("7")
        link.bring(Connection(up=False))
        await until(pilot, lambda: "no connection" in text_of(app, "#where"))
        link.bring(Connection(up=True), valley.WELCOME, valley.SEATED, valley.state(), ASKED)
        await until(pilot, lambda: "no connection" not in text_of(app, "#where"))
        assert app.screen.query_one("#quantity", Input).value == "7"


async def test_standing_answers_are_folded_and_one_key_away() -> None:
    """Folded they show their answer."""
    app, _link = table(valley.opened(valley.ASK, valley.BUDGET))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        ask, budget = cards(app)
        assert ask.question.required
        assert budget.folded
        assert "Grain 60, Timber 40" in all_text(app)
        await pilot.press("f7")
        await until(pilot, lambda: not budget.folded)
        await until(pilot, lambda: app.focused is not None and app.focused.id == "part0")
        await pilot.press("5", "0")
        await until(pilot, lambda: "10% are left to give" in all_text(app))


async def test_a_phase_without_a_required_question_is_sent_by_enter() -> None:
    """Nothing has the focus then."""
    app, link = table(valley.opened(valley.BUDGET), peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "Nothing must be decided" in text_of(app, "#status"))
        await pilot.press("enter")
        await until(pilot, lambda: bool(link.sent_of(m.Submit)))
        assert link.sent_of(m.Submit)[0].answers["budget"] == valley.BUDGET.default


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("question", valley.ALL_KINDS, ids=lambda q: type(q).__name__)
async def test_every_kind_of_question_opens_with_a_legal_answer(
    question: Question, size: tuple[int, int]
) -> None:
    """Sending at once is always possible."""
    app, link = table(valley.opened(question), peer=answering)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: len(cards(app)) == 1)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(link.sent_of(m.Submit)))
        read(question, link.sent_of(m.Submit)[0].answers[question.id])


async def test_options_are_chosen_by_arrow_number_and_mouse() -> None:
    """All three ways."""
    app, link = table(valley.opened(valley.KILN, valley.TECHNIQUE), peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        await pilot.press("left")
        kiln, technique = app.screen.query(Picker)
        assert kiln.chosen == "yes"
        await pilot.press("tab", "2")
        assert technique.chosen == "select"
        await pilot.click(kiln, offset=(10, 0))
        assert kiln.chosen == "no"
        await pilot.press("enter")
        await until(pilot, lambda: bool(link.sent_of(m.Submit)))
        assert link.sent_of(m.Submit)[0].answers == {"kiln": False, "technique": "select"}


async def test_a_ranking_is_moved_by_keys() -> None:
    """The marked option moves."""
    app, link = table(valley.opened(valley.ORDER), peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 1)
        await pilot.press("down", "down", "plus", "enter")
        await until(pilot, lambda: bool(link.sent_of(m.Submit)))
        assert link.sent_of(m.Submit)[0].answers["order"] == ["school", "well", "road"]


async def given_by(question: Question, *keys: str) -> Any:
    """The answer to a question alone on the table after these keys and Enter."""
    app, link = table(valley.opened(question), peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 1 and isinstance(app.focused, Rows))
        await pilot.press(*keys, "enter")
        await until(pilot, lambda: bool(link.sent_of(m.Submit)))
    answer = link.sent_of(m.Submit)[0].answers[question.id]
    read(question, answer)
    return answer


@pytest.mark.parametrize(
    ("question", "keys", "answer"),
    [
        (valley.APPROVE, "", None),
        (valley.APPROVE, "space down down space", ["school", "well"]),
        (valley.APPROVE, "1 3 1", ["well"]),
        (valley.APPROVE, "1 1", []),
        (valley.APPROVE, "1 tab space", None),
        (valley.RANK, "", None),
        (valley.RANK, "3 plus plus", ["well", "school", "road"]),
        (valley.RANK, "tab space", ["school", "road", "well"]),
        (valley.POINTS, "", None),
        (valley.POINTS, "right right down minus", {"school": 2, "road": -1}),
        (valley.POINTS, "3 plus left tab space", None),
    ],
)
async def test_a_ballot_is_filled_in_by_keys(question: Question, keys: str, answer: object) -> None:
    """Untouched it abstains, what is put on it is a vote, and a box abstains again."""
    assert await given_by(question, *keys.split()) == answer


async def test_votes_beyond_the_credits_are_not_given_and_the_card_says_why() -> None:
    """Twenty credits pay four votes for one option; what is left is shown."""
    app, link = table(valley.opened(valley.POINTS), peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 1 and isinstance(app.focused, Rows))
        await pilot.press(*["plus"] * 4)
        await until(pilot, lambda: "16 of 20 credits used, 4 left." in all_text(app))
        await pilot.press("plus")
        await until(pilot, lambda: "School +5 would take 25 credits; you have 20." in all_text(app))
        await pilot.press("down", "plus", "plus")
        await until(pilot, lambda: "20 of 20 credits used, 0 left." in all_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: bool(link.sent_of(m.Submit)))
        assert link.sent_of(m.Submit)[0].answers["points"] == {"school": 4, "road": 2}


async def test_ballots_are_filled_in_by_mouse() -> None:
    """Boxes, arrows and the signs before an option can be hit."""
    app, link = table(valley.opened(valley.APPROVE, valley.RANK, valley.POINTS), peer=answering)
    async with app.run_test(size=(120, 60)) as pilot:
        await until(pilot, lambda: len(cards(app)) == 3)
        boxes, ranks, points = (card.query(Rows).first() for card in cards(app))
        await pilot.click(boxes, offset=(3, 1))
        await pilot.click(ranks, offset=(6, 0))
        await pilot.click(points, offset=(10, 2))
        await pilot.click(points, offset=(10, 2))
        await pilot.click(points, offset=(3, 0))
        await pilot.press("enter")
        await until(pilot, lambda: bool(link.sent_of(m.Submit)))
        assert link.sent_of(m.Submit)[0].answers == {
            "approve": ["road"],
            "rank": ["road", "school", "well"],
            "points": {"well": 2, "school": -1},
        }


async def test_the_account_of_a_ballot_stands_on_its_card() -> None:
    """In one line, with the help."""
    app, _link = table(valley.opened(valley.RANK))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 1)
        shown = app.screen.query_one(".account")
        assert str(shown.render()) == valley.RANK.account
        assert shown.display


async def test_long_options_wrap_and_are_still_hit() -> None:
    """A click on the second line of an option chooses it."""
    options = tuple(Option(name, f"{name} " * 12) for name in ("oak", "ash"))
    vote = structs.replace(valley.VOTE, options=options)
    app, _link = table(valley.opened(vote))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 1)
        pick = app.screen.query_one(Picker)
        assert pick.size.height > 3
        await pilot.click(pick, offset=(4, pick.size.height - 2))
        assert pick.chosen == "ash"


async def test_of_many_options_those_around_the_chosen_one_are_shown() -> None:
    """The list stays as high, says how many are beyond, and moves on by keys and mouse."""
    options = tuple(Option(f"o{n}", f"A rule of some length, number {n}") for n in range(1, 21))
    app, _link = table(valley.opened(structs.replace(valley.TECHNIQUE, options=options)))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.focused, Picker))
        pick = app.screen.query_one(Picker)
        assert "▼ 11" in str(pick.render())
        assert "number 10" not in str(pick.render())
        await pilot.press(*["down"] * 10)
        await until(pilot, lambda: pick.chosen == "o11")
        assert "(•) A rule of some length, number 11" in str(pick.render())
        assert ("▲ 6" in str(pick.render()), pick.size.height) == (True, Picker.MOST + 2)
        await pilot.click(pick, offset=(1, 0))
        assert pick.chosen == "o6"
        await pilot.click(pick, offset=(6, pick.size.height - 1))
        await until(pilot, lambda: pick.chosen == "o11")
        await pilot.press(*["down"] * 9, "down")
        await until(pilot, lambda: pick.chosen == "o1")


async def test_a_dial_that_is_a_choice_takes_a_name() -> None:
    """The names stand beneath it, and the one in force is marked."""
    app, link = table(valley.opened(valley.LAWS), peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.focused, Picker))
        await pilot.press("3")
        await until(pilot, lambda: "now majority" in text_of(app, "#range"))
        await pilot.press("tab", "right", "enter")
        await until(pilot, lambda: bool(link.sent_of(m.Submit)))
        assert link.sent_of(m.Submit)[0].answers == {"laws": {"dial": "method", "value": 1 * MICRO}}


@pytest.mark.parametrize(
    "given",
    [{"dial": "term", "value": 3 * MICRO}, {"dial": "method", "value": 2 * MICRO}],
    ids=["number", "name"],
)
async def test_a_motion_that_was_sent_opens_as_it_was_sent(given: dict[str, Any]) -> None:
    """A client that comes back shows the value proposed, not the one in force."""
    opened = structs.replace(valley.opened(valley.LAWS), answers={"laws": given})
    app, link = table(opened, peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.focused, Picker))
        await pilot.press("enter")
        await until(pilot, lambda: bool(link.sent_of(m.Submit)))
        assert link.sent_of(m.Submit)[0].answers == {"laws": given}


async def test_a_whole_dial_says_so() -> None:
    """Half a term is not sent."""
    app, link = table(valley.opened(valley.LAWS), peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.focused, Picker))
        await pilot.press("2", "tab", "2", ".", "5", "enter")
        await until(pilot, lambda: "takes whole numbers: 2, not 2.5" in all_text(app))
        assert link.sent_of(m.Submit) == []


async def test_a_motion_names_a_dial_and_a_value() -> None:
    """The value in force is the start."""
    app, link = table(valley.opened(valley.MOTION), peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 1)
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(app.focused, Picker))
        await pilot.press("right", "tab", "3", "0", "enter")
        await until(pilot, lambda: bool(link.sent_of(m.Submit)))
        assert link.sent_of(m.Submit)[0].answers == {
            "motion": {"dial": "threshold", "value": 300_000}
        }


async def test_letters_are_keys_only_while_no_text_is_typed() -> None:
    """Function keys work always."""
    app, _link = table(ASKED)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        await pilot.press("g")
        assert isinstance(app.screen, TableScreen)
        await pilot.press("escape", "question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))


@pytest.mark.parametrize("key", ["f1", "question_mark"])
async def test_help_speaks_of_the_question_under_the_cursor(key: str) -> None:
    """And of the phase."""
    app, _link = table(ASKED)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        assert "Each lot lets you cut one stack this round." in text_of(app, "#words")
        assert "About Licences." in text_of(app, "#words")


@pytest.mark.parametrize("key", ["f2", "f3", "f4", "f5"])
async def test_a_page_opens_over_the_table_and_escape_returns(key: str) -> None:
    """Graphs, books, news and words."""
    app, _link = table(ASKED, valley.happened())
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        await pilot.press(key)
        await until(pilot, lambda: not isinstance(app.screen, TableScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TableScreen))


async def test_graphs_turn_by_arrows_and_all_fit_a_large_screen() -> None:
    """Two at a time on a small one; the climate and equality only where they are measured."""

    def titles(app: AllmendeApp) -> list[str]:
        return [
            str(one.render()).partition(":")[0]
            for one in app.screen.query(".legend").results(Static)
            if one.parent is not None and one.parent.display
        ]

    app, link = table(ASKED)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        await pilot.press("f2")
        await until(pilot, lambda: titles(app) == ["Stocks and machines", "Needs"])
        await pilot.press("right")
        await until(pilot, lambda: titles(app) == ["Prices and wage"])
        link.bring(valley.warm())
        await until(pilot, lambda: titles(app) == ["Prices and wage", "Since 1850–1900"])
        await pilot.press("right")
        lorenz = "Consumption of the poorest, round 2"
        await until(pilot, lambda: titles(app) == ["Emissions", lorenz])
        await pilot.press("right")
        await until(pilot, lambda: titles(app) == ["Stocks and machines", "Needs"])
        await pilot.resize_terminal(*LARGE)
        await until(pilot, lambda: len(titles(app)) == 4)


async def test_talk_is_sent_and_shown() -> None:
    """Enter there does not send answers."""
    app, link = table(ASKED, m.Heard(1, "ben", "Ben", "table", "Leave the old stand."))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "Ben: Leave the old stand." in text_of(app, "#said"))
        await pilot.press("f6", *"Yes", "enter")
        await until(pilot, lambda: bool(link.sent_of(m.Say)))
        assert link.sent_of(m.Say)[0].text == "Yes"
        assert link.sent_of(m.Submit) == []


async def test_results_come_after_a_round_and_the_end_after_the_last() -> None:
    """Each page waits for the one before."""
    app, link = table(ASKED)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        link.bring(valley.happened(), valley.state(1), valley.opened(valley.ASK, key="2", round_=2))
        await until(pilot, lambda: isinstance(app.screen, ResultsScreen))
        assert "You paid 9 in fees: the cap fell by 3." in text_of(app, "#words")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TableScreen))
        link.bring(valley.state(2, finished=True), m.Ended("game.allmende"))
        await until(pilot, lambda: isinstance(app.screen, ResultsScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, EndScreen))
        assert "✗ Needs are met (92%; wanted at least 100%)" in text_of(app, "#words")


async def test_pages_of_what_was_undone_close_and_open_again_when_it_comes_about() -> None:
    """The end and the results, when the host takes the table back; then play goes on."""
    app, link = table(ASKED)
    back = [
        m.WentBack(seq, 1, "Back to the end of round {round}.", {"round": 1})
        for seq in (20, 30, 40)
    ]
    second = valley.opened(valley.ASK, key="2.licences.9", round_=2)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        link.bring(valley.happened(), valley.state(1))
        await until(pilot, lambda: isinstance(app.screen, ResultsScreen))
        await pilot.press("escape")
        for each in back[:2]:
            link.bring(valley.state(2))
            await until(pilot, lambda: isinstance(app.screen, ResultsScreen))
            link.bring(each, valley.state(1), second)
            await until(pilot, lambda: isinstance(app.screen, TableScreen))
            await until(pilot, lambda: len(cards(app)) == 1)
        link.bring(valley.state(2, finished=True), m.Ended("game.allmende"))
        await until(pilot, lambda: isinstance(app.screen, ResultsScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, EndScreen))
        link.bring(back[2], valley.state(1), second)
        await until(pilot, lambda: isinstance(app.screen, TableScreen))
        await until(pilot, lambda: len(cards(app)) == 1)
        assert "Back to the end of round 1." in all_text(app)


@pytest.mark.parametrize("key", ["f1", "f2", "f4", "f12"])
async def test_that_the_host_went_back_is_said_over_the_page_that_is_open(key: str) -> None:
    """What is undone opens again when it comes about again, though a page lay over the table."""
    app, link = table(ASKED)
    back = m.WentBack(20, 1, "Back to the end of round {round}.", {"round": 1})
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        link.bring(valley.happened(), valley.state(2))
        await shown(pilot, ResultsScreen)
        await pilot.press("escape")
        await shown(pilot, TableScreen)
        await pilot.press(key)
        await until(pilot, lambda: not isinstance(app.screen, TableScreen))
        page = app.screen
        assert isinstance(page, GameScreen)
        link.bring(back, valley.state(1))
        await until(pilot, lambda: bool(page.query(Toast)))
        assert app.screen is page
        assert "Back to the end of round 1." in str(page.query_one(Toast).render())
        assert ": Back" not in all_text(app)
        link.bring(back, valley.state(2))
        await until(pilot, lambda: series.done(page.model) == 2)
        assert len(page.query(Toast)) == 1
        await pilot.press("escape")
        await shown(pilot, ResultsScreen)


async def test_results_of_what_was_undone_close_beneath_another_page_too() -> None:
    """As soon as that is gone."""
    app, link = table(ASKED)
    back = m.WentBack(20, 1, "Back to the end of round {round}.", {"round": 1})
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        link.bring(valley.happened(), valley.state(2))
        await shown(pilot, ResultsScreen)
        await pilot.press("ctrl+q")
        await shown(pilot, LeaveScreen)
        link.bring(back, valley.state(1))
        await until(pilot, lambda: bool(app.screen.query(Toast)))
        await pilot.press("escape")
        await shown(pilot, TableScreen)


async def test_enter_on_the_results_goes_on_and_sends_nothing() -> None:
    """What lies beneath is sent by the next Enter, at the table."""
    app, link = table(ASKED, peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        link.bring(valley.happened(), valley.state(1), valley.opened(valley.ASK, key="2", round_=2))
        await until(pilot, lambda: isinstance(app.screen, ResultsScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TableScreen))
        assert link.sent_of(m.Submit) == []
        await pilot.press("enter")
        await until(pilot, lambda: bool(link.sent_of(m.Submit)))


@pytest.mark.parametrize("typed", ["12", "12,5", "-3", "40 60", "80%"])
async def test_a_number_alone_is_not_said_while_questions_are_open(typed: str) -> None:
    """It was meant for a field; with a word beside it, it is said."""
    app, link = table(ASKED, peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        await pilot.press("f6", *typed, "enter")
        await until(pilot, lambda: "a number alone is for a question" in text_of(app, "#said"))
        assert (link.sent_of(m.Say), link.sent_of(m.Submit)) == ([], [])
        assert app.screen.query_one("#say", Input).value == typed
        await pilot.press(*" lots", "enter")
        await until(pilot, lambda: bool(link.sent_of(m.Say)))
        assert link.sent_of(m.Say)[0].text == f"{typed} lots"
        assert not app.screen.query_one("#said").display


async def test_a_number_is_said_where_nothing_is_asked() -> None:
    """While one waits for others it can only be meant for them."""
    app, link = table(valley.opened())
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.screen.query_one("#talking").display)
        await pilot.press("f6", *"12", "enter")
        await until(pilot, lambda: bool(link.sent_of(m.Say)))
        assert link.sent_of(m.Say)[0].text == "12"


async def test_answers_that_meet_a_cut_line_are_said_to_wait_and_then_stand() -> None:
    """The line comes back with the same phase open."""
    app, link = table(ASKED)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        link.bring(Connection(up=False))
        await until(pilot, lambda: "no connection" in text_of(app, "#where"))
        await pilot.press("enter")
        words = "! Not sent yet: it is sent as soon as the host answers."
        await until(pilot, lambda: words in text_of(app, "#status"))
        assert link.sent_of(m.Submit) == []
        link.bring(Connection(up=True), valley.WELCOME, valley.SEATED, valley.state(), ASKED)
        await until(pilot, lambda: "Sending…" in text_of(app, "#status"))
        (sent,) = link.sent_of(m.Submit)
        link.bring(m.Taken(sent.nonce, sent.answers))
        await until(pilot, lambda: "● Sent." in text_of(app, "#status"))


async def test_answers_that_the_line_brought_too_late_are_told() -> None:
    """Under the cards of the phase that is open now."""
    app, link = table(ASKED, Connection(up=False))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        await pilot.press("enter")
        await until(pilot, lambda: "Not sent yet" in text_of(app, "#status"))
        later = valley.opened(valley.ASK, key="2")
        link.bring(Connection(up=True), valley.WELCOME, valley.SEATED, valley.state(), later)
        await until(pilot, lambda: "they may have come too late" in text_of(app, "#status"))
        assert len(cards(app)) == 1
        assert link.sent_of(m.Submit) == []


async def test_what_is_held_back_can_be_taken_back() -> None:
    """Then nothing goes out with the next connection."""
    app, link = table(ASKED, Connection(up=False))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        await pilot.press("enter", "ctrl+z")
        await until(pilot, lambda: "↵ sends" in text_of(app, "#status"))
        link.bring(Connection(up=True), valley.WELCOME, valley.SEATED, valley.state(), ASKED)
        await until(pilot, lambda: "no connection" not in text_of(app, "#where"))
        assert link.sent_of(m.Submit) == []


async def test_the_cards_of_a_closed_phase_are_never_sent_to_the_next() -> None:
    """Between the news of a phase and its cards Enter sends nothing."""
    app, link = table(ASKED, peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        screen = app.screen
        assert isinstance(screen, TableScreen)
        screen.take(await app.session.receive(valley.opened(valley.ASK, key="2")))
        assert len(cards(app)) == 2
        await screen.action_send()
        assert link.sent_of(m.Submit) == []
        await until(pilot, lambda: len(cards(app)) == 1)
        await pilot.press("enter")
        await until(pilot, lambda: bool(link.sent_of(m.Submit)))
        (sent,) = link.sent_of(m.Submit)
        assert (sent.key, set(sent.answers)) == ("2", {"ask:mill"})


async def test_a_draft_is_kept_only_once_somebody_has_changed_an_answer() -> None:
    """A client that comes back leaves alone what the server kept for it."""
    app, link = table(ASKED, peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "needs 4.2 labour" in all_text(app))
        await pilot.press("tab", "tab")
        assert link.sent_of(m.Draft) == []
        await pilot.press("7")
        await until(pilot, lambda: bool(link.sent_of(m.Draft)))
        assert link.sent_of(m.Draft)[0].key == ASKED.key


@pytest.mark.parametrize(
    ("key", "chosen"),
    [
        ("a", Next.AGAIN),
        ("r", Next.OTHER_ROLE),
        ("s", Next.OTHER_SYSTEM),
        ("q", Next.QUIT),
    ],
)
async def test_the_end_page_says_what_comes_next(key: str, chosen: Next) -> None:
    """Each letter is one choice."""
    app, link = table(valley.state(2, finished=True), m.Ended("game.allmende"))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.screen, EndScreen))
        await pilot.press(key)
        await until(pilot, lambda: link.closed)
    assert app.return_value == chosen


@pytest.mark.parametrize(("visit", "goes_on"), [(valley.GUEST, True), (valley.SOLO, False)])
async def test_the_end_of_a_hosted_table_says_that_play_may_go_on(
    visit: Visit, goes_on: bool
) -> None:
    """A game of one's own has no host who could go back."""
    over = valley.arrival(valley.state(2, finished=True), m.Ended("game.allmende"))
    app = AllmendeApp(Session(FakeLink(over), visit), story=False)
    async with app.run_test(size=SMALL) as pilot:
        await shown(pilot, EndScreen)
        said = "If the host takes the table back to an earlier round, play goes on here."
        assert (said in text_of(app, "#words")) == goes_on


async def test_leaving_asks_then_says_goodbye_before_it_closes() -> None:
    """The server hears Leave, then the close."""
    app, link = table(ASKED)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, LeaveScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TableScreen))
        assert not link.closed
        await pilot.press("ctrl+q")
        await until(pilot, lambda: isinstance(app.screen, LeaveScreen))
        await pilot.press("y")
        await until(pilot, lambda: link.closed)
    assert link.sent_of(m.Leave) == [m.Leave(for_good=False)]
    assert app.return_value == Next.QUIT


async def test_a_tiny_terminal_gets_a_polite_sentence_and_the_game_goes_on_when_enlarged() -> None:
    """The focus is where it was."""
    app, _link = table(ASKED)
    async with app.run_test(size=(20, 5)) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        cover = app.screen.query_one("#too-small")
        assert cover.display
        await pilot.resize_terminal(*SMALL)
        await until(pilot, lambda: not cover.display)
        await pilot.press("7")
        assert app.screen.query_one("#quantity", Input).value == "7"


async def test_the_coach_is_dismissed_by_one_key() -> None:
    """And stays away."""
    app, _link = table(ASKED)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.screen.query_one("#coach").display)
        await pilot.press("f8")
        await until(pilot, lambda: not app.screen.query_one("#coach").display)


async def test_a_refusal_of_the_server_is_told_in_plain_units() -> None:
    """In the status line."""
    app, link = table(ASKED)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        facts = {"question": "ask:mill", "found": 101 * MICRO}
        link.bring(m.Refused(9, Refusal("out_of_bounds", "{found} is too much.", facts)))
        await until(pilot, lambda: "! 101 is too much." in text_of(app, "#status"))


async def test_a_timer_counts_down_what_remains() -> None:
    """Minutes and seconds."""
    app, _link = table(ASKED, m.Clock(64.2, running=False, begun=True, paused=False))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "1:05" in text_of(app, "#where"))


async def test_a_broken_link_is_told_and_ends_nothing() -> None:
    """The screen stays."""
    app, link = table(ASKED)

    async def fail() -> None:
        raise OSError("no route")

    link._coming.get = fail  # type: ignore[method-assign]
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "no connection" in text_of(app, "#where"))
        assert app.is_running


async def test_high_contrast_is_a_key_away() -> None:
    """And back."""
    app, _link = table(ASKED)
    async with app.run_test(size=SMALL) as pilot:
        before = app.theme
        await pilot.press("f9")
        assert app.theme != before
        await pilot.press("f9")
        assert app.theme == before


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("hello /r", "hello /r"),
        ("/r come", "/r come"),
        ("/R come", "/r come"),
        ("/role come", "/r come"),
        ("/rol come", None),
        ("/help", None),
        ("", ""),
    ],
)
def test_what_is_meant_for_few_never_reaches_all(typed: str, said: str | None) -> None:
    """A mistyped /word says nothing."""
    assert addressed(typed) == said


async def test_results_show_the_time_and_that_a_phase_asks_meanwhile() -> None:
    """Who reads on does not lose a vote unawares."""
    app, link = table(ASKED, peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        link.bring(valley.happened(), valley.state(1), valley.opened(valley.ASK, key="2", round_=2))
        link.bring(m.Clock(42.0, running=False, begun=True, paused=False))
        await until(pilot, lambda: isinstance(app.screen, ResultsScreen))
        await until(pilot, lambda: "0:42" in text_of(app, "#where"))
        assert "is open and asks you: Enter goes to it." in text_of(app, "#words")

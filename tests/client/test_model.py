"""The model is a fold over what the server says."""

from dataclasses import replace

import pytest
from msgspec import structs

from allmende_client import books, coach, commons_lines, describe, endings, glossary, lines, series
from allmende_client.folding import fold
from allmende_client.format import percent, plain, sparkline, trend, trend_word
from allmende_client.line import Incoming
from allmende_client.model import Connection, Model
from allmende_client.sentences import filled, refusal_text
from allmende_protocol import messages as m
from allmende_rules.answers import read
from allmende_rules.questions import Effect, Question
from allmende_rules.refusals import Refused
from tests.client import valley
from tests.client.valley import MICRO


def folded(*messages: Incoming) -> Model:
    """The model after these messages."""
    model = Model(seat="ada")
    for message in messages:
        model = fold(model, message)
    return model


def test_news_and_movements_are_added_once_even_if_they_arrive_twice() -> None:
    """A reconnection repeats the latest steps."""
    model = folded(*valley.arrival(valley.happened(), valley.happened()))
    assert [(news.text, news.own) for news in model.news] == [
        ("Dry year: fields yield 8 % less.", False),
        ("You paid 9 in fees: the cap fell by 3.", True),
    ]
    assert len(model.movements) == 1


def test_taken_answers_stand_and_undo_takes_them_away() -> None:
    """Only the server says what stands."""
    model = folded(*valley.arrival(valley.opened(valley.ASK)))
    assert not model.decided
    model = fold(model, m.Taken(2, {"ask:mill": 3 * MICRO}))
    assert model.decided
    assert model.standing(valley.ASK) == 3 * MICRO
    assert not fold(model, m.Taken(3, {})).decided


def test_what_holds_is_given_else_silence_else_default() -> None:
    """In this order."""
    model = folded(*valley.arrival(valley.opened(valley.ASK, valley.LOTS)))
    assert model.standing(valley.ASK) == valley.ASK.default
    assert model.standing(valley.LOTS) == {"quantity": 4 * MICRO, "limit": 3 * MICRO}
    silent = replace(
        model, opened=m.Opened("k", 1, "p", "P", "", (valley.ASK,), {}, {"ask:mill": 7})
    )
    assert silent.standing(valley.ASK) == 7


def test_a_refusal_reads_in_plain_units() -> None:
    """The rules refuse in micro-units."""
    model = folded(*valley.arrival(valley.opened(valley.ASK)))
    with pytest.raises(Refused) as caught:
        read(valley.ASK, 101 * MICRO)
    text = refusal_text(caught.value.refusal, model.questions)
    assert text == "“Mark-up over cost”: 101 is outside 0 to 100."


def test_a_sentence_with_a_missing_fact_is_shown_as_it_is() -> None:
    """Nothing told is hidden by a fault in its template."""
    assert filled("{a} of {b}", {"a": 1}) == "{a} of {b}"


def test_series_grow_by_a_round_and_stocks_begin_at_the_opening() -> None:
    """Plots start where the valley started."""
    model = folded(*valley.arrival(valley.state(2)))
    assert series.series(model, "needs_met") == ([1, 2], [1.0, 0.92])
    assert commons_lines.stock_path(model, "forest") == [0.8, 0.76, 0.61]
    assert series.done(model) == 2


def test_the_commons_line_says_trend_by_sign_and_in_words() -> None:
    """Colour is not needed, nor sight."""
    model = folded(*valley.arrival(valley.state(2)))
    assert "Timber 3.6▲" in commons_lines.commons(model)
    assert "Timber 3.6 (up)" in commons_lines.commons(model, spoken=True)
    assert "The Forest 61%" in commons_lines.commons(model, spoken=True)


def test_results_stand_beside_those_of_the_round_before() -> None:
    """A change can be read off."""
    model = folded(*valley.arrival(valley.state(2)))
    assert "income 14 ▲ was 11" in lines.own_results(model, 2)
    assert "needs met 92%, down from 100%" in lines.valley_results(model, 2, spoken=True)


def test_a_mandate_shows_each_goal_with_value_and_bound() -> None:
    """Shares read in percent."""
    model = folded(*valley.arrival(valley.state(2)))
    assert lines.mandate(model, "ada") == [
        "✓ North End takes in 12 a round (12.5; wanted at least 12)",
        "✓ The forest ends half full (61%; wanted at least 50%)",
    ]
    assert lines.mandate(model, "ada", spoken=True)[0].startswith("Met: ")


def test_what_just_fails_does_not_read_as_if_it_held() -> None:
    """Neither a share close to all nor a value close to its bound."""
    assert percent(0.9967) == "99.7%"
    assert percent(0.99999) == "99.9%"
    assert percent(1.0) == "100%"
    near = valley.state(2)
    near.own["ada"]["mandate"] = [{"value": 11.9999, "met": False}]
    model = folded(*valley.arrival(near))
    assert lines.mandate(model, "ada") == [
        "✗ North End takes in 12 a round (11.9999; wanted at least 12)"
    ]


def test_the_end_tells_of_every_mandate() -> None:
    """All seats, met or not."""
    model = folded(*valley.arrival(valley.state(2, finished=True), m.Ended("game.allmende")))
    assert model.over
    (_ada, ada), (who, ben) = endings.mandates(model)
    assert len(ada) == 2
    assert who == "Ben, Member of Congress"
    assert ben == ["✗ Needs are met (92%; wanted at least 100%)"]
    assert endings.ends(model)[0].startswith(
        "The Forest: 80% at the opening, 61% at the end, 61% at its lowest."
    )


def test_books_sum_what_moved_by_cause() -> None:
    """Both sides of an open posting are seen."""
    model = folded(*valley.arrival(valley.happened()))
    assert ("North End", ["money 51", "Grain 2"]) in books.accounts(model)
    assert books.moved(model, 1) == [
        ("Sawmill North", ["−9 money: licence fees"]),
        ("Commons", ["+9 money: licence fees"]),
    ]


def test_what_was_undone_is_known_no_more() -> None:
    """News and movements of later rounds, the end, previews; what is left is told once."""
    back = m.WentBack(20, 1, "Back to the end of round {round}.", {"round": 1})
    undone = (valley.happened(2, 12), valley.state(2, finished=True), m.Ended("game.allmende"))
    model = folded(*valley.arrival(valley.happened(1), *undone, back, valley.state(1)))
    assert not model.over
    assert {news.round for news in model.news[:-1]} == {1}
    assert (model.news[-1].round, model.news[-1].text) == (2, "Back to the end of round 1.")
    assert model.news[-1].verdict
    assert {one.round for one in model.movements} == {1}
    assert series.done(model) == 1
    again = fold(model, valley.happened(2, 22))
    assert [news.round for news in again.news].count(2) == 3
    opening = m.WentBack(30, 0, "Back to the opening.", {"round": 0})
    assert [news.text for news in fold(again, opening).news] == ["Back to the opening."]


def test_a_lost_connection_is_known() -> None:
    """Until the link says otherwise."""
    model = folded(*valley.arrival(Connection(up=False)))
    assert not model.connected


@pytest.mark.parametrize("question", valley.ALL_KINDS, ids=lambda q: type(q).__name__)
def test_every_kind_can_be_described(question: Question) -> None:
    """Bounds and answers have words."""
    model = folded(*valley.arrival(valley.opened(question)))
    assert describe.bounds(question)
    assert describe.shown(question, model.standing(question))


def test_effects_read_with_arrows_and_in_words() -> None:
    """For eyes and for ears."""
    model = folded(*valley.arrival())
    assert describe.moves(valley.ASK, model.name_of) == "More: ▼ output of Sawmill North."
    spoken = describe.moves(valley.LOTS, model.name_of, spoken=True)
    assert spoken == "More: raises harvest of Sawmill North, raises fees."


def test_a_ballot_says_what_each_option_moves() -> None:
    """By the option's name, as parts of an answer are."""
    effects = (Effect("dial.threshold", 1, "yes"), Effect("price.grain", -1, "no"))
    vote = structs.replace(valley.VOTE, effects=effects)
    model = folded(*valley.arrival())
    rule = "rule “Threshold of the autonomous sector”"
    assert describe.moves(vote, model.name_of) == f"Yes: ▲ {rule}; No: ▼ price of Grain."


def test_refused_votes_are_told_in_credits() -> None:
    """Which are whole numbers, not amounts."""
    with pytest.raises(Refused) as caught:
        read(valley.POINTS, {"school": 5})
    text = refusal_text(caught.value.refusal, [valley.POINTS])
    assert "25 credits" in text
    assert "there are 20." in text


def test_the_coach_speaks_in_round_one_only() -> None:
    """And fits the moment."""
    model = folded(*valley.arrival(valley.opened(valley.ASK)))
    assert "Enter sends all" in coach.hint(model)
    assert "Sent" in coach.hint(fold(model, m.Taken(1, {"ask:mill": 1})))
    assert "nothing to decide" in coach.hint(folded(*valley.arrival(valley.opened())))
    later = folded(*valley.arrival(valley.state(1), valley.opened(valley.ASK, round_=2)))
    assert coach.hint(later) == ""


def test_the_glossary_names_dials_with_value_and_range() -> None:
    """With the seats and what they care about."""
    model = folded(*valley.arrival())
    assert glossary.dials(model) == [
        (
            "Threshold of the autonomous sector",
            "from 0 to 50 %, now 15 %; the assembly may change it",
        ),
        (
            "Voting method",
            "one of majority; approval; borda; now: approval; the assembly may change it",
        ),
    ]
    assert glossary.roles(model)[0] == ("Ada, Licensee", "Live off the mill and leave a forest.")


def test_numbers_are_short_and_trends_have_words() -> None:
    """Three digits are enough to decide by."""
    assert [plain(v) for v in (0.0, 0.4, 3.14159, 12.34, 340.2, -1.5)] == [
        "0",
        "0.4",
        "3.14",
        "12.3",
        "340",
        "−1.5",
    ]
    assert (trend(1.0, 2.0), trend(2.0, 1.0), trend(1.0, 1.0), trend(None, 1.0)) == (
        "▲",
        "▼",
        "",
        "",
    )
    assert trend_word(2.0, 1.0) == "down"
    assert sparkline([0.0, 0.5, 1.0], high=1.0) == "▁▅█"


def test_another_system_replaces_what_was_said_of_the_one_before() -> None:
    """Name, phases and dials; what else was said of the table stays, and old previews are gone."""
    model = folded(*valley.arrival())
    assert model.welcome is not None
    phase = m.PhaseInfo("effort", "Going out", "", asks=True)
    governed = m.Governed("open_access", "Open access", "No rules.", (phase,), ())
    after = fold(model, governed)
    assert after.welcome is not None
    assert (after.welcome.system, after.welcome.phases, after.welcome.dials) == (
        "open_access",
        (phase,),
        (),
    )
    assert after.welcome.briefing == model.welcome.briefing
    assert fold(Model(), governed).welcome is None


def test_facts_that_are_gone_are_known_no_more() -> None:
    """An entity of which nothing is left is dropped from what is known."""
    model = folded(*valley.arrival())
    name = next(iter(model.public))
    after = fold(model, m.Changed(99, {}, (name, "never known")))
    assert name not in after.public
    assert after.public.keys() == model.public.keys() - {name}

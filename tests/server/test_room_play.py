"""Answering, undoing, foreseeing, and when a phase closes."""

import pytest

from allmende_bots import registry
from allmende_bots.mind import Bot
from allmende_protocol import messages as m
from allmende_rules.record import Answered
from tests.server.parlour import Parlour, pair, refusal, seated
from tests.server.toy import UNIT


def test_a_phase_closes_when_the_last_person_has_answered() -> None:
    """Until then the answer stands, and everyone sees who is still deciding."""
    parlour = pair()
    assert parlour.submit(1, pledge=2 * UNIT)[0] == m.Taken(7, {"pledge": 2 * UNIT})
    assert parlour.state_of(2, "ada").state == "decided"
    assert parlour.opened(2).phase == "pledge"
    parlour.submit(2)
    assert parlour.opened(2).phase == "vote"
    assert parlour.last(2, m.State).public["ada"]["pledge"] == 2 * UNIT


def test_what_a_closed_phase_brought_comes_before_the_state_and_the_next_questions() -> None:
    """Happened for each step, then what that moved, Opened, Clock and Presence, without a gap."""
    parlour = pair()
    parlour.submit(1)
    parlour.submit(2)
    parlour.submit(1)
    before = len(parlour.inbox[2])
    parlour.submit(2)
    told = parlour.inbox[2][before:]
    kinds = [type(one) for one in told]
    assert kinds[:6] == [m.Taken, m.Happened, m.Happened, m.Happened, m.Changed, m.Own]
    assert kinds[6:9] == [m.Opened, m.Clock, m.Presence]
    assert set(kinds[9:]) <= {m.Presence}
    steps = [one for one in told if isinstance(one, m.Happened)]
    assert [step.phase for step in steps] == ["vote", "report", "round"]
    assert [step.round for step in steps] == [1, 1, 2]
    last = parlour.last(2, m.State).seq
    assert [step.seq for step in steps] == [last - 2, last - 1, last]


def test_a_phase_that_asks_no_person_closes_at_once() -> None:
    """Nobody waits for bots: the miller, who has no vote, goes from pledge to pledge."""
    parlour = Parlour()
    parlour.sit(1, "cem")
    parlour.submit(1)
    assert (parlour.opened(1).round, parlour.opened(1).phase) == (2, "pledge")


def test_later_answers_replace_earlier_ones() -> None:
    """The last before the close wins, question by question."""
    parlour = pair()
    parlour.submit(1, pledge=2 * UNIT, note="first")
    assert parlour.submit(1, note="second")[0] == m.Taken(7, {"pledge": 2 * UNIT, "note": "second"})


def test_an_answer_meant_for_another_phase_is_out_of_turn() -> None:
    """A late message is never applied to the wrong question; the refusal says what is open."""
    parlour = pair()
    old = parlour.opened(1).key
    parlour.submit(1)
    parlour.submit(2)
    for message in (
        m.Submit(old, {}, 5),
        m.Foresee(old, {}, 5),
        m.Undo(old, 5),
        m.Submit("", {}, 5),
    ):
        refused = refusal(parlour.send(1, message))
        assert (refused.nonce, refused.refusal.kind) == (5, "out_of_turn")
        assert refused.refusal.facts["open"] == parlour.opened(1).key
    assert refusal(parlour.send(1, m.Draft(old, {}))).nonce == 0


def test_each_opening_of_a_phase_has_a_key_of_its_own() -> None:
    """Round after round, no key comes twice."""
    parlour = Parlour()
    parlour.sit(1, "ada")
    for _ in range(6):
        parlour.submit(1)
    keys = [one.key for one in parlour.all(1, m.Opened)]
    assert [key.rsplit(".", 1)[0] for key in dict.fromkeys(keys)] == [
        f"{n}.{phase}" for n in (1, 2, 3) for phase in ("pledge", "vote")
    ]


def test_who_is_not_asked_can_answer_nothing() -> None:
    """A seat that waits is told that the phase asks it nothing."""
    parlour = seated("ada", "cem")
    parlour.submit(1)
    parlour.submit(2)
    assert parlour.state_of(1, "cem").state == "waiting"
    before = len(parlour.entries)
    assert refusal(parlour.submit(2, cap=3)).refusal.code == "no_such_question"
    assert refusal(parlour.submit(2)).refusal.code == "no_such_question"
    assert len(parlour.entries) == before


def test_an_illegal_answer_changes_nothing() -> None:
    """The refusal carries the bounds and the nearest right thing; what stood still stands."""
    parlour = pair()
    parlour.submit(1, pledge=2 * UNIT)
    before = len(parlour.entries)
    refused = refusal(parlour.submit(1, pledge=9 * UNIT, note="x"))
    assert refused.nonce == 7
    assert refused.refusal.facts["nearest"] == 5 * UNIT
    assert len(parlour.entries) == before


def test_undo_takes_ones_own_answers_back_while_the_phase_is_open() -> None:
    """After it the seat decides again; a second undo finds nothing."""
    parlour = pair()
    parlour.submit(1, pledge=2 * UNIT)
    key = parlour.opened(1).key
    assert parlour.send(1, m.Undo(key, 8))[0] == m.Taken(8, {})
    assert parlour.state_of(2, "ada").state == "deciding"
    assert refusal(parlour.send(1, m.Undo(key, 9))).refusal.code == "nothing_to_undo"


def test_a_preview_is_made_of_the_draft_and_the_seats_own_view() -> None:
    """What is missing from the draft is filled in; nothing is recorded."""
    parlour = pair()
    before = len(parlour.entries)
    (reply,) = parlour.send(1, m.Foresee(parlour.opened(1).key, {"pledge": 3 * UNIT}, 4))
    assert isinstance(reply, m.Foreseen)
    assert reply.nonce == 4
    assert reply.lines[0].facts == {"pledge": 3 * UNIT, "secret": "canary-of-ada"}
    parlour.send(1, m.Foresee(parlour.opened(1).key, {}, 5))
    assert parlour.last(1, m.Foreseen).lines[0].facts["pledge"] == UNIT
    refused = refusal(parlour.send(1, m.Foresee(parlour.opened(1).key, {"pledge": -1}, 6)))
    assert refused.refusal.code == "out_of_bounds"
    assert len(parlour.entries) == before


def test_a_standing_answer_is_what_silence_means_next_round() -> None:
    """The client shows last round's answer as what will count."""
    parlour = Parlour()
    parlour.sit(1, "ada")
    day = {"work": 3 * UNIT, "rest": 7 * UNIT}
    parlour.submit(1, day=day)
    parlour.submit(1)
    assert parlour.opened(1).silence["day"] == day


def test_the_end_is_told_and_nothing_can_be_answered_after() -> None:
    """After the last round comes Ended with where the record is kept; chat goes on."""
    parlour = Parlour(rounds=1)
    parlour.sit(1, "ada")
    parlour.submit(1)
    key = parlour.opened(1).key
    assert m.Ended("toy.allmende") in parlour.submit(1)
    assert parlour.last(1, m.State).public["table"]["finished"]
    assert refusal(parlour.send(1, m.Submit(key, {}, 1))).refusal.code == "game_over"
    assert parlour.send(1, m.Say("well played", 2))[0] == m.Taken(2, {})
    late = parlour.send(2, m.Hello(m.VERSION, "Late"))
    assert [type(one) for one in late[:3]] == [m.Welcome, m.State, m.Ended]
    before = len(parlour.entries)
    parlour.send(1, m.Leave(for_good=True))
    assert len(parlour.entries) == before


def test_bots_answer_by_the_same_door_and_are_named_in_the_record() -> None:
    """Every answer is in the record with who gave it."""
    parlour = Parlour(bots={"ben": "greedy", "cem": "cooperative"})
    parlour.sit(1, "ada")
    parlour.submit(1)
    given = [entry.body for entry in parlour.entries if isinstance(entry.body, Answered)]
    assert {(one.seat, one.by) for one in given if one.phase == "pledge"} == {
        ("ada", "person"),
        ("ben", "greedy"),
        ("cem", "cooperative"),
    }


def test_a_bot_whose_answers_do_not_stand_has_been_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table goes on with what silence means, and the record shows that the bot gave nothing."""
    broken = Bot("broken", "Broken", "Pledges too much.", {"pledge": lambda _view, _q: 99 * UNIT})
    monkeypatch.setattr(registry, "BOTS", {**registry.BOTS, "broken": broken})
    parlour = Parlour(bots={"ben": "broken"})
    parlour.sit(1, "ada")
    parlour.submit(1)
    assert Answered("ben", "pledge", "broken", {}) in [entry.body for entry in parlour.entries]
    assert parlour.last(1, m.State).public["ben"]["pledge"] == UNIT

"""Answering, undoing, foreseeing, and when a phase closes."""

import pytest

from allmende_bots import registry
from allmende_bots.mind import Bot
from allmende_protocol import messages as m
from allmende_rules.record import Answered
from tests.server.hall import Hall, pair, refusal
from tests.server.toy import UNIT


def test_a_phase_closes_when_the_last_person_has_answered() -> None:
    """Until then the answer stands, and everyone sees who is still deciding."""
    hall = pair()
    assert hall.submit(1, pledge=2 * UNIT)[0] == m.Taken(7, {"pledge": 2 * UNIT})
    assert hall.state_of(2, "ada").state == "decided"
    assert hall.opened(2).phase == "pledge"
    hall.submit(2)
    assert hall.opened(2).phase == "vote"
    assert hall.last(2, m.State).public["ada"]["pledge"] == 2 * UNIT


def test_what_a_closed_phase_brought_comes_before_the_state_and_the_next_questions() -> None:
    """Happened for each step, then State, Opened and Presence, numbered without a gap."""
    hall = pair()
    hall.submit(1)
    hall.submit(2)
    before = len(hall.inbox[2])
    hall.submit(1)
    hall.submit(2)
    told = hall.inbox[2][before + 1 :]
    kinds = [type(one) for one in told[-6:]]
    assert kinds == [m.Happened, m.Happened, m.Happened, m.State, m.Opened, m.Presence]
    steps = [one for one in told if isinstance(one, m.Happened)]
    assert [step.phase for step in steps] == ["vote", "report", "round"]
    assert [step.round for step in steps] == [1, 1, 2]
    last = hall.last(2, m.State).seq
    assert [step.seq for step in steps] == [last - 2, last - 1, last]


def test_a_phase_that_asks_no_person_closes_at_once() -> None:
    """Nobody waits for bots: the miller, who has no vote, goes from pledge to pledge."""
    hall = Hall()
    hall.sit(1, "cem")
    hall.submit(1)
    assert (hall.opened(1).round, hall.opened(1).phase) == (2, "pledge")


def test_later_answers_replace_earlier_ones() -> None:
    """The last before the close wins, question by question."""
    hall = pair()
    hall.submit(1, pledge=2 * UNIT, note="first")
    assert hall.submit(1, note="second")[0] == m.Taken(7, {"pledge": 2 * UNIT, "note": "second"})


def test_an_answer_meant_for_another_phase_is_out_of_turn() -> None:
    """A late message is never applied to the wrong question; the refusal says what is open."""
    hall = pair()
    old = hall.opened(1).key
    hall.submit(1)
    hall.submit(2)
    for message in (
        m.Submit(old, {}, 5),
        m.Foresee(old, {}, 5),
        m.Undo(old, 5),
        m.Submit("", {}, 5),
    ):
        refused = refusal(hall.send(1, message))
        assert (refused.nonce, refused.refusal.kind) == (5, "out_of_turn")
        assert refused.refusal.facts["open"] == hall.opened(1).key
    assert refusal(hall.send(1, m.Draft(old, {}))).nonce == 0


def test_each_opening_of_a_phase_has_a_key_of_its_own() -> None:
    """Round after round, no key comes twice."""
    hall = Hall()
    hall.sit(1, "ada")
    for _ in range(6):
        hall.submit(1)
    keys = [one.key for one in hall.all(1, m.Opened)]
    assert [key.rsplit(".", 1)[0] for key in dict.fromkeys(keys)] == [
        f"{n}.{phase}" for n in (1, 2, 3) for phase in ("pledge", "vote")
    ]


def test_who_is_not_asked_can_answer_nothing() -> None:
    """A seat that waits is told that the phase asks it nothing."""
    hall = Hall()
    hall.sit(1, "ada")
    hall.sit(2, "cem")
    hall.submit(1)
    hall.submit(2)
    assert hall.state_of(1, "cem").state == "waiting"
    before = len(hall.entries)
    assert refusal(hall.submit(2, cap=3)).refusal.code == "no_such_question"
    assert refusal(hall.submit(2)).refusal.code == "no_such_question"
    assert len(hall.entries) == before


def test_an_illegal_answer_changes_nothing() -> None:
    """The refusal carries the bounds and the nearest right thing; what stood still stands."""
    hall = pair()
    hall.submit(1, pledge=2 * UNIT)
    before = len(hall.entries)
    refused = refusal(hall.submit(1, pledge=9 * UNIT, note="x"))
    assert refused.nonce == 7
    assert refused.refusal.facts["nearest"] == 5 * UNIT
    assert len(hall.entries) == before


def test_undo_takes_ones_own_answers_back_while_the_phase_is_open() -> None:
    """After it the seat decides again; a second undo finds nothing."""
    hall = pair()
    hall.submit(1, pledge=2 * UNIT)
    key = hall.opened(1).key
    assert hall.send(1, m.Undo(key, 8))[0] == m.Taken(8, {})
    assert hall.state_of(2, "ada").state == "deciding"
    assert refusal(hall.send(1, m.Undo(key, 9))).refusal.code == "nothing_to_undo"


def test_a_preview_is_made_of_the_draft_and_the_seats_own_view() -> None:
    """What is missing from the draft is filled in; nothing is recorded."""
    hall = pair()
    before = len(hall.entries)
    (reply,) = hall.send(1, m.Foresee(hall.opened(1).key, {"pledge": 3 * UNIT}, 4))
    assert isinstance(reply, m.Foreseen)
    assert reply.nonce == 4
    assert reply.lines[0].facts == {"pledge": 3 * UNIT, "secret": "canary-of-ada"}
    assert hall.send(1, m.Foresee(hall.opened(1).key, {}, 5))[0].lines[0].facts["pledge"] == UNIT  # type: ignore[union-attr]  # as above
    refused = refusal(hall.send(1, m.Foresee(hall.opened(1).key, {"pledge": -1}, 6)))
    assert refused.refusal.code == "out_of_bounds"
    assert len(hall.entries) == before


def test_a_standing_answer_is_what_silence_means_next_round() -> None:
    """The client shows last round's answer as what will count."""
    hall = Hall()
    hall.sit(1, "ada")
    day = {"work": 3 * UNIT, "rest": 7 * UNIT}
    hall.submit(1, day=day)
    hall.submit(1)
    assert hall.opened(1).silence["day"] == day


def test_the_end_is_told_and_nothing_can_be_answered_after() -> None:
    """After the last round comes Ended with where the record is kept; chat goes on."""
    hall = Hall(rounds=1)
    hall.sit(1, "ada")
    hall.submit(1)
    key = hall.opened(1).key
    assert m.Ended("toy.allmende") in hall.submit(1)
    assert hall.last(1, m.State).public["table"]["finished"]
    assert refusal(hall.send(1, m.Submit(key, {}, 1))).refusal.code == "game_over"
    assert hall.send(1, m.Say("well played", 2))[0] == m.Taken(2, {})
    assert isinstance(hall.send(2, m.Hello(m.VERSION, "Late"))[-1], m.Ended)
    before = len(hall.entries)
    hall.send(1, m.Leave(for_good=True))
    assert len(hall.entries) == before


def test_bots_answer_by_the_same_door_and_are_named_in_the_record() -> None:
    """Every answer is in the record with who gave it."""
    hall = Hall(bots={"ben": "greedy", "cem": "cooperative"})
    hall.sit(1, "ada")
    hall.submit(1)
    given = [entry.body for entry in hall.entries if isinstance(entry.body, Answered)]
    assert {(one.seat, one.by) for one in given if one.phase == "pledge"} == {
        ("ada", "person"),
        ("ben", "greedy"),
        ("cem", "cooperative"),
    }


def test_a_bot_whose_answers_do_not_stand_has_been_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table goes on with what silence means, and the record shows that the bot gave nothing."""
    broken = Bot("broken", "Broken", "Pledges too much.", {"pledge": lambda _view, _q: 99 * UNIT})
    monkeypatch.setattr(registry, "BOTS", {**registry.BOTS, "broken": broken})
    hall = Hall(bots={"ben": "broken"})
    hall.sit(1, "ada")
    hall.submit(1)
    assert Answered("ben", "pledge", "broken", {}) in [entry.body for entry in hall.entries]
    assert hall.last(1, m.State).public["ben"]["pledge"] == UNIT

"""Bad input is refused by code, changes nothing, and costs nobody else anything."""

from collections.abc import Iterator
from typing import Any

import pytest

from allmende_protocol import messages as m
from allmende_protocol.codec import encode_client
from tests.illegal import outside
from tests.server.hostile import BEN, CEM, SEAT, Case, Frame, Scene
from tests.server.hostile_cases import CASES
from tests.server.parlour import Parlour, refusal, seated
from tests.server.quiz import QUESTIONS
from tests.server.toy import UNIT


def send(parlour: Parlour, client: int, frame: Frame) -> list[m.ServerMessage]:
    """Send a frame or a message; returns what came back."""
    encoded = frame if isinstance(frame, bytes | str) else encode_client(frame)
    return parlour.send_frame(client, encoded)


def finish_the_round(parlour: Parlour) -> None:
    """The honest players answer, the villain is gone, and the round ends as they decided."""
    round_ = parlour.opened(BEN).round
    assert isinstance(parlour.submit(BEN, pledge=4 * UNIT)[0], m.Taken)
    assert isinstance(parlour.submit(CEM, pledge=3 * UNIT)[0], m.Taken)
    parlour.drop(SEAT)
    parlour.pass_time(30)
    assert parlour.opened(BEN).phase == "vote"
    public = parlour.last(BEN, m.State).public
    assert [public[seat]["pledge"] for seat in ("ada", "ben", "cem")] == [UNIT, 4 * UNIT, 3 * UNIT]
    parlour.submit(BEN, cap=3)
    assert parlour.opened(BEN).round == round_ + 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_hostile_message_is_refused_by_its_code(case: Case) -> None:
    """One refusal with a sentence; record and game stay as they were; the others end their round."""
    scene = Scene()
    parlour, frames = scene.parlour, case.sends(scene)
    for frame in frames[:-1]:
        send(parlour, case.who, frame)
    before, told = scene.game(), len(parlour.inbox[BEN])
    replies = send(parlour, case.who, frames[-1])
    assert len(replies) == 1
    refused = refusal(replies)
    assert refused.refusal.code == case.code
    assert str(refused.refusal)
    if not isinstance(frames[-1], bytes | str):
        assert refused.nonce == getattr(frames[-1], "nonce", 0)
    assert scene.game() == before
    assert len(parlour.inbox[BEN]) == told
    finish_the_round(parlour)


def test_every_case_has_a_name_of_its_own() -> None:
    """And there are no fewer than were promised."""
    assert len({(case.name, case.who) for case in CASES}) == len(CASES) >= 40


def wrong_answers() -> Iterator[Any]:
    """An answer that does not stand, for every kind of question, with the code of its refusal."""
    for question in QUESTIONS:
        for number, (answer, code) in enumerate(outside(question)):
            plain = [{}] if answer == [object] else answer
            yield pytest.param(question.id, plain, code, id=f"{question.id} {number} {code}")


@pytest.mark.parametrize(("question", "answer", "code"), wrong_answers())
def test_answers_out_of_bounds_are_refused_for_every_kind_of_question(
    question: str, answer: Any, code: str
) -> None:
    """With the question's name; what had been given before still stands, and others play on."""
    parlour = seated("ada", "ben", system="quiz")
    parlour.submit(1, amount=7)
    before, given = list(parlour.entries), dict(parlour.room._game.given)
    message = m.Submit(parlour.opened(1).key, {"amount": 8, question: answer}, 5)
    refused = refusal(send(parlour, 1, message))
    assert (refused.nonce, refused.refusal.code) == (5, code)
    assert refused.refusal.facts["question"] == question
    assert (parlour.entries, parlour.room._game.given) == (before, given)
    parlour.submit(2, amount=9)
    public = parlour.last(2, m.State).public
    assert (public["ada"]["amount"], public["ben"]["amount"]) == (7, 9)


def test_the_same_message_twice_is_taken_once_in_effect() -> None:
    """A client that did not hear the reply sends again: the second changes no answer."""
    parlour = seated("ada", "ben")
    message = m.Submit(parlour.opened(1).key, {"pledge": 2 * UNIT}, 5)
    first, second = (send(parlour, 1, message)[0] for _ in range(2))
    assert first == second == m.Taken(5, {"pledge": 2 * UNIT})
    parlour.submit(2)
    late, now = refusal(send(parlour, 1, message)).refusal, parlour.opened(1)
    assert (late.code, late.facts["open"]) == ("phase_closed", now.key)
    assert str(late) == f"That phase has closed; open now is {now.title}."
    assert parlour.last(1, m.State).public["ada"]["pledge"] == 2 * UNIT


@pytest.mark.parametrize("early", [False, True])
def test_nothing_can_be_answered_after_the_end(early: bool) -> None:
    """However it ended; the record stands."""
    parlour = seated("ada", "ben", rounds=1)
    key = parlour.opened(1).key
    if early:
        parlour.order(m.EndGame())
    else:
        for client in (1, 2, 1, 2):
            parlour.submit(client)
    before = list(parlour.entries)
    for message in (m.Submit(key, {}, 5), m.Undo(key, 5), m.Foresee(key, {}, 5)):
        assert refusal(send(parlour, 1, message)).refusal.code == "game_over"
    assert parlour.entries == before


def test_a_bots_seat_is_not_taken_over_in_the_middle_of_a_phase() -> None:
    """Who sits down decides from the next phase on, and until then is refused."""
    parlour = seated("ben", "cem")
    parlour.sit(5, "ada", "Mallory")
    before = list(parlour.entries)
    for message in (m.Submit(parlour.opened(5).key, {}, 5), m.Undo(parlour.opened(5).key, 5)):
        assert refusal(send(parlour, 5, message)).refusal.code == "next_phase"
    assert parlour.entries == before


def test_a_device_whose_seat_moved_on_is_refused() -> None:
    """It is told so at once, and afterwards it is a spectator like others."""
    parlour = seated("ada", "ben")
    token = parlour.last(1, m.Seated).token
    parlour.send(5, m.Hello(m.VERSION, "Ada", token=token))
    assert refusal(parlour.inbox[1]).refusal.code == "elsewhere"
    assert refusal(parlour.submit(1)).refusal.code == "not_seated"
    assert isinstance(parlour.submit(5)[0], m.Taken)


@pytest.mark.parametrize(
    "name", ["", "\x1b[31mRed", "\u202eneB", "\0", " ", "{0.__class__}", "ß" * 40]
)
def test_a_hostile_name_is_made_harmless(name: str) -> None:
    """What others are told of it has nothing that commands a terminal or turns a line around."""
    parlour = seated("ben")
    parlour.sit(5, "ada", name)
    parlour.send(5, m.Say(f"I am {name}", 5))
    shown = [*parlour.state_of(1, "ada").people, parlour.last(1, m.Heard).text]
    assert all(text and text.isprintable() for text in shown)

"""A session sends what the moment calls for, and never floods the server."""

from allmende_client.session import Incoming, Session, answers_of
from allmende_protocol import messages as m
from allmende_rules.refusals import Refusal
from allmende_rules.system import Line
from tests.client import valley
from tests.client.fake_link import FakeLink


async def seated(*messages: Incoming) -> tuple[Session, FakeLink]:
    """A session in Ada's seat after these messages, and its link."""
    link = FakeLink()
    session = Session(link, "ada")
    for message in valley.arrival(*messages):
        await session.receive(message)
    return session, link


async def test_the_seat_is_asked_for_once_the_server_says_welcome() -> None:
    """By its id."""
    _session, link = await seated()
    assert [take.seat for take in link.sent_of(m.TakeSeat)] == ["ada"]


async def test_after_a_reconnection_the_token_speaks_not_another_wish() -> None:
    """The link resumes the seat."""
    session, link = await seated()
    await session.receive(valley.WELCOME)
    assert len(link.sent_of(m.TakeSeat)) == 1


async def test_at_most_one_preview_is_on_its_way_and_the_newest_draft_follows() -> None:
    """What lies between is skipped."""
    session, link = await seated(valley.opened(valley.ASK))
    for value in (1, 2, 3):
        await session.draft({"ask:mill": value})
    assert [foresee.answers for foresee in link.sent_of(m.Foresee)] == [{"ask:mill": 1}]
    await session.receive(m.Foreseen(link.sent_of(m.Foresee)[0].nonce, (Line("ask:mill", "x"),)))
    assert [foresee.answers["ask:mill"] for foresee in link.sent_of(m.Foresee)] == [1, 3]
    assert [draft.answers["ask:mill"] for draft in link.sent_of(m.Draft)] == [1, 3]
    assert session.model.foreseen[0].text == "x"


async def test_a_refused_preview_is_no_news_and_lets_the_next_go() -> None:
    """A half-typed draft is nobody's fault."""
    session, link = await seated(valley.opened(valley.ASK))
    await session.draft({"ask:mill": 1})
    await session.draft({"ask:mill": 2})
    refusal = Refusal("phase_closed", "Too late.")
    await session.receive(m.Refused(link.sent_of(m.Foresee)[0].nonce, refusal))
    assert session.model.refusal is None
    assert len(link.sent_of(m.Foresee)) == 2


async def test_every_submission_has_a_nonce_of_its_own() -> None:
    """So every reply finds its question."""
    session, link = await seated(valley.opened(valley.ASK))
    await session.submit({"ask:mill": 1})
    await session.submit({"ask:mill": 2})
    await session.undo()
    nonces = [s.nonce for s in link.sent_of(m.Submit)] + [u.nonce for u in link.sent_of(m.Undo)]
    assert len(set(nonces)) == 3
    assert all(nonces)


async def test_answers_are_what_changed_over_what_stands() -> None:
    """A submission is whole."""
    session, _link = await seated(valley.opened(valley.ASK, valley.BUDGET))
    assert answers_of(session.model, {"ask:mill": 5}) == {
        "ask:mill": 5,
        "budget": {"grain": 60, "timber": 40, "keep": 0},
    }

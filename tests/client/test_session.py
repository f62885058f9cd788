"""A session sends what the moment calls for, and never floods the server."""

from pathlib import Path

import pytest
from msgspec import structs

from allmende_client.asking import answers_of
from allmende_client.line import Incoming
from allmende_client.model import Connection
from allmende_client.session import Session
from allmende_client.tickets import Ticket, Wallet
from allmende_client.visit import Visit
from allmende_protocol import messages as m
from allmende_rules.refusals import Refusal
from allmende_rules.system import Line
from tests.client import valley
from tests.client.fake_link import FakeLink


async def seated(*messages: Incoming) -> tuple[Session, FakeLink]:
    """A session in Ada's seat after these messages, and its link."""
    link = FakeLink()
    session = Session(link, valley.SOLO)
    for message in valley.arrival(*messages):
        await session.receive(message)
    return session, link


async def arriving(visit: Visit, *messages: Incoming) -> tuple[Session, FakeLink]:
    """A session to which these messages have come, and its link."""
    link = FakeLink()
    session = Session(link, visit)
    for message in messages:
        await session.receive(message)
    return session, link


async def test_a_seat_that_is_named_is_asked_for_and_confirmed() -> None:
    """By its id or its name; a game of one's own needs no more words."""
    for wanted in ("ada", "ADA"):
        visit = Visit("Robin", seat=wanted)
        _session, link = await arriving(visit, Connection(up=True), valley.WELCOME, valley.OFFERED)
        assert link.sent_of(m.Hello) == [m.Hello(m.VERSION, "Robin")]
        assert [ask.seat for ask in link.sent_of(m.AskSeat)] == ["ada"]
        assert [(take.seat, take.offer) for take in link.sent_of(m.TakeSeat)] == [("ada", "offer1")]


async def test_without_a_name_nothing_is_said_until_somebody_types_one() -> None:
    """The code is put in capitals."""
    session, link = await arriving(Visit(""), Connection(up=True))
    assert link.sent == []
    await session.greet(" Robin ", "bcdfg")
    assert link.sent_of(m.Hello) == [m.Hello(m.VERSION, "Robin", "BCDFG")]


async def test_an_offer_is_confirmed_by_the_person_who_chooses() -> None:
    """Or left to others."""
    session, link = await arriving(Visit("Robin"), valley.WELCOME)
    assert link.sent_of(m.AskSeat) == []
    await session.ask("ada")
    await session.receive(valley.OFFERED)
    assert link.sent_of(m.TakeSeat) == []
    session.choose()
    assert session.model.offered is None
    await session.receive(valley.OFFERED)
    await session.take()
    assert len(link.sent_of(m.TakeSeat)) == 1


async def test_after_a_cut_the_token_and_what_was_seen_are_shown() -> None:
    """No seat is asked for again."""
    session, link = await seated(valley.happened(seq=7))
    await session.receive(Connection(up=False))
    await session.receive(Connection(up=True))
    hello = link.sent_of(m.Hello)[-1]
    assert (hello.token, hello.seen, hello.table) == ("secret", 7, "BCDFG")
    await session.receive(valley.WELCOME)
    assert link.sent_of(m.AskSeat)[1:] == []


async def test_answers_without_a_reply_are_sent_again_after_a_cut() -> None:
    """Under their own nonce, once the phase is seen to be open still."""
    asked = valley.opened(valley.ASK)
    session, link = await seated(asked)
    await session.submit({"ask:mill": 1})
    for message in (Connection(up=False), Connection(up=True), valley.WELCOME, valley.SEATED):
        await session.receive(message)
    assert len(link.sent_of(m.Submit)) == 1
    await session.receive(asked)
    first, second = link.sent_of(m.Submit)
    assert first == second
    await session.receive(m.Taken(second.nonce, {"ask:mill": 1}))
    await session.receive(Connection(up=False))
    await session.receive(asked)
    assert len(link.sent_of(m.Submit)) == 2


async def test_answers_given_while_the_line_is_cut_wait_for_it() -> None:
    """They are not lost."""
    asked = valley.opened(valley.ASK)
    session, link = await seated(asked, Connection(up=False))
    await session.submit({"ask:mill": 1})
    assert link.sent_of(m.Submit) == []
    await session.receive(asked)
    assert [submit.answers for submit in link.sent_of(m.Submit)] == [{"ask:mill": 1}]


async def test_answers_that_come_too_late_are_told_and_not_sent() -> None:
    """Nothing is silently dropped, and nothing answers the wrong question."""
    session, link = await seated(valley.opened(valley.ASK))
    await session.submit({"ask:mill": 1})
    await session.receive(Connection(up=False))
    await session.receive(valley.opened(valley.ASK, key="2"))
    assert len(link.sent_of(m.Submit)) == 1
    assert session.model.refusal is not None
    assert "too late" in str(session.model.refusal)


async def test_it_is_known_where_answers_are_that_the_server_has_not_acknowledged() -> None:
    """On their way, held back while the line is cut, and nowhere once they are taken."""
    asked = valley.opened(valley.ASK)
    session, link = await seated(asked)
    await session.submit({"ask:mill": 1})
    assert session.model.sending == "sending"
    assert (await session.receive(Connection(up=False))).sending == "unsent"
    assert (await session.receive(Connection(up=True))).sending == "unsent"
    assert (await session.receive(asked)).sending == "sending"
    taken = m.Taken(link.sent_of(m.Submit)[-1].nonce, {"ask:mill": 1})
    assert (await session.receive(taken)).sending == ""


async def test_answers_that_the_end_of_the_game_overtook_are_told() -> None:
    """No phase will open that could say so."""
    session, _link = await seated(valley.opened(valley.ASK), Connection(up=False))
    await session.submit({"ask:mill": 1})
    model = await session.receive(m.Ended("game.allmende"))
    assert model.sending == ""
    assert "too late" in str(model.refusal)


async def test_answers_made_for_another_phase_are_not_sent_to_this_one() -> None:
    """Nor is such a draft."""
    session, link = await seated(valley.opened(valley.ASK, key="2"))
    await session.submit({"ask:mill": 1}, "1")
    await session.draft({"ask:mill": 1}, "1")
    assert link.sent_of(m.Submit) + link.sent_of(m.Draft) + link.sent_of(m.Foresee) == []


async def test_answers_that_nobody_has_changed_are_previewed_and_kept_nowhere() -> None:
    """Also after a cut: the server may have a draft from before."""
    asked = valley.opened(valley.ASK)
    session, link = await seated(asked)
    await session.draft({"ask:mill": 1}, keep=False)
    await session.receive(Connection(up=False))
    await session.receive(asked)
    assert len(link.sent_of(m.Foresee)) == 2
    assert link.sent_of(m.Draft) == []


async def test_the_newest_draft_is_kept_at_the_server_again_after_a_cut() -> None:
    """Time may run out before the person sends it."""
    asked = valley.opened(valley.ASK)
    session, link = await seated(asked)
    await session.draft({"ask:mill": 1})
    await session.receive(Connection(up=False))
    await session.draft({"ask:mill": 2})
    assert len(link.sent_of(m.Draft)) == 1
    await session.receive(asked)
    assert [draft.answers for draft in link.sent_of(m.Draft)] == [{"ask:mill": 1}, {"ask:mill": 2}]


async def test_a_reply_to_talk_says_nothing_about_answers() -> None:
    """The server's Taken has none then."""
    session, link = await seated(valley.opened(valley.ASK))
    await session.submit({"ask:mill": 1})
    await session.receive(m.Taken(link.sent_of(m.Submit)[0].nonce, {"ask:mill": 1}))
    await session.say("Yes")
    await session.receive(m.Taken(link.sent_of(m.Say)[0].nonce, {}))
    assert session.model.decided


async def test_talk_goes_to_all_or_to_ones_role() -> None:
    """By what the line begins with."""
    session, link = await seated()
    for line in ("Hello", "/r Psst", "/r "):
        await session.say(line)
    assert [(say.text, say.channel) for say in link.sent_of(m.Say)] == [
        ("Hello", "table"),
        ("Psst", "role"),
    ]


async def test_somebody_on_the_same_seat_is_named_with_what_they_sent() -> None:
    """What is sent last counts."""
    session, _link = await seated(valley.opened(valley.ASK), m.Taken(0, {"ask:mill": 5}, "Kim"))
    assert session.model.mate == "Kim"
    assert session.model.standing(valley.ASK) == 5


async def test_a_seat_used_elsewhere_is_given_up_until_it_is_taken_back() -> None:
    """A connection that comes back by itself would only throw the other device out."""
    session, link = await seated()
    refusal = Refusal("elsewhere", "This seat is now used on another device.")
    await session.receive(m.Refused(0, refusal))
    assert session.model.elsewhere
    assert session.model.seat == ""
    await session.receive(Connection(up=True))
    assert link.sent_of(m.Hello)[-1].token is None
    await session.take_back()
    assert link.renewed == 1
    await session.receive(Connection(up=True))
    assert link.sent_of(m.Hello)[-1].token == "secret"


async def test_a_ticket_that_is_worth_nothing_is_dropped_and_the_table_opens_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person chooses a seat then."""
    monkeypatch.setenv("ALLMENDE_HOME", str(tmp_path))
    wallet = Wallet("laptop:8765")
    wallet.keep(Ticket("BCDFG", "Robin", "old"))
    link = FakeLink()
    session = Session(link, Visit("", "BCDFG"), wallet)
    session.resume(Ticket("BCDFG", "Robin", "old"))
    await session.receive(Connection(up=True))
    await session.receive(m.Refused(0, Refusal("not_seated", "This token resumes no seat.")))
    assert [hello.token for hello in link.sent_of(m.Hello)] == ["old", None]
    assert session.model.refusal is None
    assert wallet.ticket("BCDFG") is None


async def test_a_seat_that_is_taken_leaves_a_ticket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For the next program that comes to this table."""
    monkeypatch.setenv("ALLMENDE_HOME", str(tmp_path))
    wallet = Wallet("laptop:8765")
    session = Session(FakeLink(), Visit("Robin"), wallet)
    for message in (valley.WELCOME, valley.SEATED):
        await session.receive(message)
    assert wallet.ticket("bcdfg") == Ticket("BCDFG", "Robin", "secret")


async def test_a_phase_that_a_bot_has_decided_asks_nothing() -> None:
    """The next one does."""
    asked = valley.opened(valley.ASK)
    seated_late = m.Seated("ada", "secret", 1, next_phase=True)
    session, _link = await arriving(Visit("Robin"), valley.WELCOME, seated_late, asked)
    assert session.model.questions == ()
    await session.receive(valley.opened(valley.ASK, key="2"))
    assert session.model.questions


async def test_a_host_shows_the_key_and_goes_from_table_to_table() -> None:
    """Each table begins with nothing known of the other."""
    visit = Visit("Host", "BCDFG", watch=True, key="k")
    session, link = await arriving(visit, Connection(up=True), valley.WELCOME, valley.happened())
    assert link.sent_of(m.Hello)[0].key == "k"
    await session.order(m.Extend, seconds=60)
    assert link.sent_of(m.Extend) == [m.Extend(60, 1)]
    await session.move("xzwvt")
    await session.receive(Connection(up=True))
    other = structs.replace(valley.WELCOME, table="XZWVT")
    assert link.sent_of(m.Hello)[-1].table == "XZWVT"
    await session.receive(other)
    assert session.model.news == ()


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


async def test_a_draft_that_came_too_late_is_no_news_for_anybody() -> None:
    """Only what somebody sent on purpose is refused in words."""
    session, _link = await seated()
    closed = Refusal("phase_closed", "This was meant for another phase.", {})
    assert (await session.receive(m.Refused(0, closed))).refusal is None
    assert (await session.receive(m.Refused(99, closed))).refusal == closed

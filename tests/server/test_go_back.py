"""The host takes a table back to the end of a round: everybody stands there, and nothing is deleted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende_protocol import messages as m
from allmende_rules.record import RolledBack, RoundEnded, line, parse_all, thread
from allmende_rules.replay import verify
from allmende_server.table import TableSettings
from tests.scenarios_tiny import TINY
from tests.server.parlour import HOST, Parlour, refusal, seated
from tests.server.toy import UNIT

QUICK = 3


def back_at(parlour: Parlour, client: int) -> m.WentBack:
    """What a client was last told of going back."""
    return parlour.last(client, m.WentBack)


def told_since(parlour: Parlour, client: int) -> list[type[m.ServerMessage]]:
    """The kinds of messages that a client has had since the table last went back, in order."""
    inbox = parlour.inbox[client]
    return [type(one) for one in inbox[inbox.index(back_at(parlour, client)) :]]


def rounds(parlour: Parlour, to: int) -> None:
    """Two people play the toy up to this round."""
    while parlour.opened(1).round < to:
        for client in (1, 2):
            if parlour.opened(client).questions:
                parlour.submit(client)


def sound(parlour: Parlour) -> None:
    """The record comes back from its lines, and its rounds recompute."""
    entries, damage = parse_all([line(entry) for entry in parlour.entries])
    assert damage is None
    assert verify(entries).same


def test_everybody_stands_on_the_state_at_that_end() -> None:
    """Seat, spectator and host: told that it went back, then the whole state, questions and clock."""
    parlour = seated("ada", "ben", timed=True)
    parlour.send(3, m.Hello(m.VERSION, "Eve"))
    rounds(parlour, 3)
    parlour.pass_time(10)
    parlour.submit(1, pledge=4 * UNIT)
    assert parlour.order(m.GoBack(1, 8)) == m.Taken(8, {})
    for client in (1, 2, 3, HOST):
        back = back_at(parlour, client)
        assert back.round == 1
        assert "{round}" in back.text
        kinds = [m.WentBack, m.Happened, m.State, m.Opened, m.Clock, m.Presence]
        assert told_since(parlour, client) == kinds
        assert parlour.opened(client).round == 2
        assert parlour.opened(client).phase == "pledge"
        assert parlour.clock(client).remaining == 30
        assert "round 1" in parlour.last(client, m.State).public
        assert "round 2" not in parlour.last(client, m.State).public
    assert parlour.opened(1).questions
    assert parlour.opened(1).answers == {}
    assert {parlour.state_of(3, seat).state for seat in ("ada", "ben")} == {"deciding"}
    assert parlour.bodies(RolledBack) == [RolledBack(1, "host")]
    rounds(parlour, 3)
    sound(parlour)


def test_standing_answers_are_as_they_were_then() -> None:
    """What was said later, as an answer or a draft, no longer stands."""
    parlour = seated("ada", "ben")
    work = {"work": 7 * UNIT, "rest": 3 * UNIT}
    parlour.submit(1, day=work)
    rounds(parlour, 2)
    assert parlour.opened(1).silence["day"] == work
    parlour.submit(1, day={"work": 2 * UNIT, "rest": 8 * UNIT})
    parlour.order(m.GoBack(1))
    assert parlour.opened(1).silence["day"] == work
    parlour.send(1, m.Draft(parlour.opened(1).key, {"pledge": 5 * UNIT}))
    parlour.order(m.GoBack(0))
    assert parlour.opened(1).silence["day"]["work"] == 5 * UNIT
    parlour.order(m.ClosePhase(parlour.opened(1).key))
    assert parlour.last(1, m.State).public["ada"]["pledge"] == UNIT


def test_answers_meant_for_what_was_undone_are_refused() -> None:
    """The same phase of the same round, opened anew, is another."""
    parlour = seated("ada", "ben")
    old = parlour.opened(1).key
    parlour.order(m.GoBack(0))
    assert parlour.opened(1).key != old
    assert refusal(parlour.send(1, m.Submit(old, {}, 7))).refusal.code == "phase_closed"
    assert isinstance(parlour.submit(1)[0], m.Taken)


@pytest.mark.parametrize("early", [False, True])
def test_a_game_that_is_over_can_be_taken_up_again(early: bool) -> None:
    """After its last round, and where the host had ended it; the end then comes again."""
    parlour = seated("ada", "ben", rounds=2)
    rounds(parlour, 2)
    if early:
        parlour.order(m.EndGame())
    else:
        while not parlour.all(1, m.Ended):
            for client in (1, 2):
                parlour.submit(client)
    parlour.order(m.GoBack(1))
    assert parlour.opened(1).round == 2
    assert isinstance(parlour.submit(1)[0], m.Taken)
    assert not parlour.room.info.over
    ends = len(parlour.all(1, m.Ended))
    while len(parlour.all(1, m.Ended)) == ends:
        for client in (1, 2):
            parlour.submit(client)
    assert parlour.last(1, m.Ended).early is False
    sound(parlour)


def test_a_round_without_an_end_is_refused_with_the_facts() -> None:
    """Nothing changes, and nobody is told."""
    parlour = seated("ada", "ben", rounds=2)
    before = len(parlour.entries)
    refused = refusal(parlour.send(HOST, m.GoBack(1, 5)))
    assert (refused.nonce, refused.refusal.code) == (5, "out_of_bounds")
    assert refused.refusal.facts == {"found": 1, "low": 0, "high": 0}
    while not parlour.all(1, m.Ended):
        for client in (1, 2):
            parlour.submit(client)
    before = len(parlour.entries)
    refused = refusal(parlour.send(HOST, m.GoBack(2, 6)))
    assert refused.refusal.facts == {"found": 2, "low": 0, "high": 1}
    assert len(parlour.entries) == before
    assert parlour.all(1, m.WentBack) == []


def test_what_has_not_begun_cannot_go_back() -> None:
    """The host starts it first."""
    parlour = Parlour(by_host=True)
    parlour.host()
    assert refusal(parlour.send(HOST, m.GoBack(0))).refusal.code == "phase_closed"


def test_a_pause_goes_on_and_the_phase_has_its_whole_time() -> None:
    """Time stands until the host lets it pass."""
    parlour = seated("ada", "ben", timed=True)
    parlour.pass_time(20)
    parlour.order(m.Pause())
    parlour.order(m.GoBack(0))
    assert parlour.clock(1) == m.Clock(30, running=False, begun=True, paused=True)
    parlour.order(m.GoOn())
    parlour.pass_time(29)
    assert parlour.opened(1).phase == "pledge"
    parlour.pass_time(1)
    assert parlour.opened(1).phase == "vote"


def test_who_was_away_is_told_on_return_and_of_nothing_undone() -> None:
    """By what they have seen: the going back, then what counts, and the state."""
    parlour = seated("ada", "ben")
    token = parlour.last(2, m.Seated).token
    rounds(parlour, 2)
    seen = parlour.last(2, m.Happened).seq
    parlour.drop(2)
    parlour.order(m.ClosePhase(parlour.opened(1).key))
    parlour.order(m.GoBack(0))
    parlour.order(m.ClosePhase(parlour.opened(1).key))
    told = parlour.send(4, m.Hello(m.VERSION, "Ben", token=token, seen=seen))
    (back,) = [one for one in told if isinstance(one, m.WentBack)]
    steps = [one for one in told if isinstance(one, m.Happened)]
    assert (back.round, {step.round for step in steps}) == (0, {1})
    assert told.index(back) < told.index(steps[0])
    assert not any(isinstance(one, m.Missed) for one in told)
    assert parlour.last(4, m.State).seq == parlour.last(1, m.State).seq
    assert parlour.last(4, m.State).public == parlour.last(1, m.State).public


def test_who_is_up_to_date_is_not_told_twice() -> None:
    """A reconnection after it brings only what came since."""
    parlour = seated("ada", "ben")
    token = parlour.last(2, m.Seated).token
    parlour.order(m.GoBack(0))
    seen = parlour.last(2, m.Happened).seq
    told = parlour.send(4, m.Hello(m.VERSION, "Ben", token=token, seen=seen))
    assert not any(isinstance(one, m.WentBack | m.Happened) for one in told)


@pytest.mark.parametrize("ended", [False, True])
def test_a_killed_table_stands_on_the_new_branch(ended: bool) -> None:
    """People, questions, keys and the steps that are told are what they were before the kill."""
    parlour = seated("ada", "ben")
    rounds(parlour, 2)
    if ended:
        parlour.order(m.EndGame())
    parlour.order(m.GoBack(0))
    parlour.submit(1, pledge=3 * UNIT)
    again = Parlour.resumed(parlour.entries, parlour.log.holders, by_host=True)
    token = parlour.last(1, m.Seated).token
    seen = parlour.last(1, m.WentBack).seq - 1
    told = again.send(1, m.Hello(m.VERSION, "Ada", token=token, seen=seen))
    assert [one.round for one in told if isinstance(one, m.WentBack)] == [0]
    assert again.opened(1).answers == {"pledge": 3 * UNIT}
    assert again.opened(1).key == parlour.opened(1).key
    assert again.last(1, m.State) == parlour.last(1, m.State)
    assert again.all(1, m.Ended) == []
    sound(again)


def test_a_seat_keeps_its_people_who_came_after_that_round() -> None:
    """Who sits where belongs to the table: it is not undone, also not after a kill."""
    parlour = seated("ada")
    while parlour.opened(1).round < 2:
        parlour.submit(1)
    parlour.sit(2, "ben", "Ben")
    parlour.order(m.GoBack(0))
    assert parlour.state_of(1, "ben").people == ("Ben",)
    assert isinstance(parlour.submit(2, pledge=UNIT)[0], m.Taken)
    again = Parlour.resumed(parlour.entries, parlour.log.holders, by_host=True)
    again.send(1, m.Hello(m.VERSION, "Eve"))
    assert again.state_of(1, "ben").people == ("Ben",)


def quick(system: str) -> Parlour:
    """A quick game with one person among bots, begun by its host."""
    parlour = Parlour(TableSettings(TINY, system, seed=3, rounds=QUICK, by_host=True))
    parlour.sit(1, "ann", "Ann")
    parlour.start()
    return parlour


def played(parlour: Parlour, to: int, said: dict[str, Any] | None = None, stop: int = 99) -> None:
    """Accept what is proposed, and say `said` where it is asked, until this round, the end, or a stop."""
    ends = len(parlour.all(1, m.Ended))
    for _ in range(stop):
        opened = parlour.opened(1)
        if opened.round >= to or len(parlour.all(1, m.Ended)) > ends:
            return
        asked = {question.id for question in opened.questions}
        parlour.submit(1, **{name: value for name, value in (said or {}).items() if name in asked})


def digests(parlour: Parlour) -> list[str]:
    """The digests of the rounds that count."""
    chain = thread(parlour.entries)
    return [entry.body.digest for entry in chain if isinstance(entry.body, RoundEnded)]


@pytest.mark.parametrize("system", ["dmnc", "open_access"])
@settings(max_examples=9)
@given(back=st.integers(0, QUICK - 1), beyond=st.integers(0, 7))
def test_gone_back_and_played_on_is_a_game_that_never_went_further(
    system: str, back: int, beyond: int
) -> None:
    """From every round's end, wherever play had come to: state, questions and digests are the same."""
    fresh, went = quick(system), quick(system)
    for parlour in (fresh, went):
        played(parlour, back + 1)
    played(went, 99, {"labour": 0, "effort": 0}, stop=beyond)
    assert went.order(m.GoBack(back)) == m.Taken(0, {})
    for client in (1, HOST):
        for part in ("public", "own", "books"):
            was, now = (getattr(one.last(client, m.State), part) for one in (fresh, went))
            assert now == was
        assert went.opened(client).questions == fresh.opened(client).questions
        assert went.opened(client).silence == fresh.opened(client).silence
    for parlour in (fresh, went):
        played(parlour, 99)
    assert len(digests(went)) == QUICK
    assert digests(went) == digests(fresh)
    sound(went)

"""Licences between auctions: renewed by who is in good standing, given back, offered and taken over."""

from __future__ import annotations

from collections.abc import Mapping

from allmende_rules.game import Game
from allmende_rules.mechanisms.licensing import Licence
from allmende_rules.opening import HOUSE
from allmende_rules.questions import Question, Value
from allmende_rules.view import view
from tests.headless import VALLEY, new_game
from tests.rules.phases.courtroom import NORTH, Says, over, played, saying, told, yes


def opened(**dials: float) -> Game:
    """The valley, in which licences may be renewed, given back and passed on."""
    return new_game(
        VALLEY, "dmnc", rounds=5, dials={"hand_on": 1, "renewable": 1, "term": 2, **dials}
    )


def licences(game: Game) -> Mapping[str, Licence]:
    """The licences that stand, by site."""
    return {row[1]: Licence(*row) for row in game.world.fact("licences", "held")}


def to(site: str, seat: str) -> Says:
    """Who holds the site offers it to a seat."""

    def offer(game: Game, asked: str, question: Question) -> Value:
        return seat if question.about == site and asked != seat else None

    return offer


def of(site: str) -> Says:
    """Yes to the question about this site alone."""
    return lambda _game, _seat, question: question.about == site


def test_who_is_in_good_standing_renews_at_the_fee_that_stood() -> None:
    """Silence renews: nobody is asked for a bid, and the term begins anew."""
    game = opened()
    ending = [one for one in licences(game).values() if one.expires == 2]
    played(game, saying(), rounds=2)
    assert ending
    for one in ending:
        now = licences(game)[one.kind]
        assert (now.holder, now.granted, now.expires) == (one.holder, 2, 4)
        assert now.fee >= one.fee
        who = "the house" if one.holder == HOUSE else VALLEY.land.name(one.holder)
        site = VALLEY.land.name(one.kind)
        assert f"{site}: {who} renews the licence." in told(game, "registry", 2)


def test_without_the_dial_a_licence_that_runs_out_is_auctioned() -> None:
    """Nobody is asked to renew, and the site is put to bids."""
    game, topics = opened(renewable=0, hand_on=0), set[str]()
    while game.world.round < 3:
        topics |= {q.topic for asked in game.asked.values() for q in asked}
        game.close()
    assert "site" in topics
    assert not topics & {"renew", "return", "pass_on", "accept"}


def test_who_does_not_renew_may_lose_the_site() -> None:
    """A licence given up is auctioned in the same round."""
    game = opened()
    ending = [one.kind for one in licences(game).values() if one.expires == 2]
    played(game, saying(renew=lambda *_: False), rounds=2)
    assert all(licences(game)[kind].granted == 2 for kind in ending if kind in licences(game))
    assert not [text for text in told(game, "registry", 2) if "renews" in text]


def test_a_breach_costs_the_right_to_renew() -> None:
    """Who was found over-cutting must bid like everybody else, as long as it is remembered."""
    game = opened(overcut=1, inspection=1, inspection_error=0, term=3)
    asked_to_renew = set[int]()
    while not game.finished:
        for seat, asked in game.asked.items():
            if any(q.topic == "renew" and q.about == NORTH for q in asked):
                asked_to_renew.add(game.world.round)
            game.submit(seat, saying(overcut=over(NORTH))(game, seat, asked))
        game.close()
    assert game.world.fact("court", "history")["ben"]
    assert not asked_to_renew


def test_what_is_given_back_is_auctioned_at_once() -> None:
    """The mill's licence ends, everybody may bid, and it is let anew in the same round."""
    game = opened(term=4)
    before = licences(game)[NORTH]
    bids = set[str]()
    player = saying(**{"return": of(NORTH)})
    while game.world.round < 2:
        for seat, asked in game.asked.items():
            if any(q.topic == "site" and q.about == NORTH for q in asked):
                bids.add(seat)
            game.submit(seat, player(game, seat, asked))
        game.close()
    after = licences(game)[NORTH]
    assert before.granted == 1
    assert after.expires > before.expires
    assert {"ada", "ben", "cem", "dora"} <= bids
    assert "Sawmill North: Ben gives the licence back." in told(game, "registry", 1)


def test_an_accepted_offer_hands_the_site_over_as_it_stands() -> None:
    """Fee and term stay, the taker runs the site, and sees its private side instead of the giver."""
    game = opened(term=4)
    before = licences(game)[NORTH]
    played(game, saying(pass_on=to(NORTH, "dora"), accept=yes), rounds=1)
    assert licences(game)[NORTH] == before._replace(holder="dora")
    assert NORTH in game.world.held("dora")
    assert NORTH not in game.world.held("ben")
    assert game.world.fact(NORTH, "holder") == "dora"
    assert view(game.world, "dora").secret(NORTH, "theta") is not None
    assert view(game.world, "ben").secret(NORTH, "theta") is None
    assert told(game, "registry", 1, "dora") == ["The licence of Sawmill North is offered to you."]


def test_an_offer_that_nobody_accepts_lapses() -> None:
    """Silence declines, and the offer is not there in the next round."""
    game = opened(term=4)
    played(game, saying(pass_on=to(NORTH, "dora")), rounds=1)
    assert licences(game)[NORTH].holder == "ben"
    assert game.world.fact("licences", "offers") == {}


def test_the_guard_holds_for_who_takes_over() -> None:
    """Cem, who has the other mill, may not hold both where the guard is two fifths of the trade."""
    game = opened(term=4, share_guard=0.4)
    played(game, saying(pass_on=to(NORTH, "cem"), accept=yes), rounds=1)
    assert licences(game)[NORTH].holder == "ben"
    assert NORTH in game.world.held("ben")
    assert "Sawmill North: Cem would hold more of the trade than the share guard allows." in (
        told(game, "licences", 1)
    )


def test_a_breach_is_not_passed_on_with_the_licence() -> None:
    """Who is under a sanction cannot hand the site to a friend."""
    game = opened(overcut=1, inspection=1, inspection_error=0, term=4)
    played(game, saying(overcut=over(NORTH)), rounds=1)
    played(game, saying(pass_on=to(NORTH, "dora"), accept=yes), rounds=2)
    assert licences(game)[NORTH].holder == "ben"
    assert "Sawmill North: a licence is not passed on while a breach is remembered." in (
        told(game, "licences", 2)
    )

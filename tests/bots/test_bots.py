"""The bots' registry, and what each mind does that the others do not."""

import pytest

from allmende_bots.reckoning import bearable, margin
from allmende_bots.registry import BOTS, find_bot
from allmende_rules.phases.units import HUNDRED
from allmende_rules.questions import Offer, Value
from allmende_rules.view import view
from tests.headless import all_played_by, bots_of, fork, new_game, step
from tests.scenarios_tiny import TINY


def test_bots_are_found_by_name() -> None:
    """A bot is registered under its own id."""
    assert all(find_bot(name) is bot and bot.id == name for name, bot in BOTS.items())
    assert set(BOTS) == {
        "cautious",
        "greedy",
        "cooperative",
        "conditional",
        "constituency",
        "zero_intelligence",
    }


def test_an_unknown_bot_gets_the_nearest_name() -> None:
    """The error names what was asked for, what there is, and the nearest."""
    with pytest.raises(LookupError, match=r"no bot “gredy”; there are .*Did you mean greedy\?"):
        find_bot("gredy")


@pytest.mark.parametrize("bot", BOTS.values(), ids=BOTS)
def test_a_bot_says_its_rule_in_one_sentence(bot: object) -> None:
    """The rule on screen is one sentence."""
    rule: str = getattr(bot, "rule", "")
    assert rule.endswith(".")
    assert rule.count(".") == 1


def answers(bot: str, system: str, topic: str) -> list[Value]:
    """What a bot says to the first questions on a topic, on the same table: the default by silence."""
    game = new_game(TINY, system, rounds=2)
    cast = bots_of(all_played_by(game, "cautious"))
    while not game.finished:
        found = [
            BOTS[bot].answer(view(game.world, seat), (question,)).get(question.id, question.default)
            for seat, asked in game.asked.items()
            for question in asked
            if question.topic == topic
        ]
        if found:
            return found
        step(game, cast)
    raise LookupError(topic)


def test_greed_goes_all_out() -> None:
    """The greedy user harvests as hard as machines allow, the others less."""
    effort = {bot: answers(bot, "open_access", "effort") for bot in BOTS}
    assert set(effort["greedy"]) == {HUNDRED}
    for milder in ("cautious", "cooperative"):
        assert all(isinstance(one, int) and one < HUNDRED for one in effort[milder])


def test_greed_asks_more() -> None:
    """The greedy seller's mark-up is above the others'."""
    asked = {
        bot: max(a for a in answers(bot, "open_access", "ask") if isinstance(a, int))
        for bot in BOTS
    }
    assert asked["greedy"] > max(asked["cautious"], asked["cooperative"])


def test_greed_votes_for_a_higher_cap() -> None:
    """The greedy member votes a higher cap than the cautious one."""
    (greedy,), (cautious,) = answers("greedy", "dmnc", "cap"), answers("cautious", "dmnc", "cap")
    assert isinstance(greedy, int)
    assert isinstance(cautious, int)
    assert greedy > cautious


def test_bids_for_lots_grow_with_appetite() -> None:
    """For the same quantity the cautious bid least and the greedy most."""
    limits = []
    for bot in ("cautious", "cooperative", "greedy"):
        offers = [offer for offer in answers(bot, "dmnc", "lots") if isinstance(offer, Offer)]
        limits.append(max(offer.limit for offer in offers))
    assert limits == sorted(limits)
    assert limits[0] < limits[-1]


def test_the_cooperative_take_what_the_lake_can_bear() -> None:
    """If all are cooperative, the harvest does not pass growth and what stands above the target."""
    game = new_game(TINY, "open_access", rounds=1)
    borne = bearable(view(game.world, None), "lake")
    cast = bots_of(all_played_by(game, "cooperative"))
    while not game.finished:
        step(game, cast)
    assert 0 < game.world.public["round 1"]["harvest.lake"] <= borne + 1e-6


def test_a_margin_is_never_negative() -> None:
    """Where costs pass the price, nothing is left, and no less."""
    game = new_game(TINY, "open_access", rounds=1)
    seen = view(game.world, "ann")
    assert all(margin(seen, site) >= 0 for site in TINY.land.enterprises)


@pytest.mark.parametrize("bot", BOTS)
def test_a_bot_is_silent_where_it_has_no_habit(bot: str) -> None:
    """A system that asks what no mind has heard of can still be played by all."""
    game = new_game(TINY, "open_access", rounds=1)
    seat, asked = next(iter(fork(game).asked.items()))
    mind = type(BOTS[bot])(bot, bot, "Has none.", {})
    assert not mind.has_habit(asked)
    assert mind.answer(view(game.world, seat), asked) == {}

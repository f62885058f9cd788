"""Why a seat's numbers changed: every effect is a difference between two plays of the round."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from allmende_rules.amounts import micro
from allmende_rules.attribution import (
    answered_otherwise,
    attribution,
    decided_otherwise,
    measured,
)
from allmende_rules.counterfactual import held_before, replay
from allmende_rules.events import MADE, USED, Event, Move, Posted, Stated
from allmende_rules.game import Game
from allmende_rules.headlines import INCOME, explained
from allmende_rules.refusals import Refused
from allmende_rules.rounds import again, finished_round
from allmende_rules.scenario import Shock
from allmende_rules.systems.registry import SYSTEMS
from allmende_rules.world import fold
from tests.headless import (
    SCENARIOS,
    all_played_by,
    at_levels,
    bots_of,
    mixed,
    new_game,
    play_on,
)
from tests.scenarios_tiny import TINY

Said = Mapping[str, Mapping[str, Any]]
ROUND = 3
"""The round that is explained in most tests."""


def game_of(system: str, scenario: str = "tiny", seed: int = 3) -> Game:
    """Played beyond the round that is explained."""
    game = new_game(SCENARIOS[scenario], system, seed=seed, rounds=ROUND + 1)
    return play_on(game, bots_of(mixed(game)))


def said_in(game: Game, number: int) -> dict[str, Said]:
    """All answers of a round, by phase and seat."""
    return {one.phase.id: one.given for one in finished_round(game, number).steps}


def played_again(
    game: Game, number: int, said: Callable[[str, str], Mapping[str, Any]], *calm: Event
) -> Game:
    """Round `number` of the game played by hand: each seat is handed answers by phase and seat.

    An answer that is refused is left out. `calm` events are slipped in before the first answer.
    """
    twin = new_game(
        game.header.scenario, game.system.id, seed=game.header.seed, rounds=game.header.rounds
    )
    for earlier in range(1, number):
        then = said_in(game, earlier)
        while twin.world.round == earlier:
            hand_in(twin, partial(recorded, then))
    twin.world = fold(twin.world, calm)
    while not twin.finished and twin.world.round == number:
        hand_in(twin, said)
    return twin


def recorded(said: Mapping[str, Said], phase: str, seat: str) -> Mapping[str, Any]:
    """What a seat said in a phase."""
    return said[phase].get(seat, {})


def hand_in(game: Game, said: Callable[[str, str], Mapping[str, Any]]) -> None:
    """Answer the open phase and close it."""
    for seat in game.asked:
        for question, value in said(game.phase.id, seat).items():
            try:
                game.submit(seat, {question: value})
            except Refused:
                continue
    game.close()


def games() -> st.SearchStrategy[Game]:
    """Games of three rounds in which seats answer all over what is legal, under any system."""
    levels = st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=5, max_size=9)
    return st.builds(wildly, st.sampled_from(sorted(SYSTEMS)), levels, st.integers(0, 99))


def wildly(system: str, levels: list[float], seed: int) -> Game:
    """A game that was played so."""
    game = new_game(TINY, system, seed=seed, rounds=3)
    return play_on(game, at_levels(levels))


@settings(max_examples=16)
@given(games())
def test_with_nothing_put_back_the_round_is_itself(game: Game) -> None:
    """Phase by phase the same events follow, and the replay ends where the game did."""
    for number in (1, 2, 3):
        now = finished_round(game, number)
        for one in now.steps:
            assert tuple(again(one, one.before, one.given, now.chance)) == one.events
        assert now.end.public == game.snapshots[number][2].public
    now, last = finished_round(game, 3), finished_round(game, 2)
    assert replay(now, last) == now.end


@settings(max_examples=16)
@given(games())
def test_whatever_was_answered_can_be_explained(game: Game) -> None:
    """No mixture of this round and the last is one that the rules cannot play; the lines add up."""
    for number in (2, 3):
        why = attribution(game, number)
        for seat in game.header.seats:
            for change in why.changes(seat):
                told = sum(reason.effect for reason in change.reasons)
                assert told == pytest.approx(float(change.facts["change"]), abs=1e-6)


def differs(game: Game, twin: Game, seat: str, indicator: str) -> float:
    """How much more of an indicator a seat had in the game than in its twin."""
    did, would = (measured(one.world, ROUND, seat, indicator) for one in (game, twin))
    assert did is not None
    assert would is not None
    return did - would


@pytest.mark.parametrize("seat", ["ann", "bo", "cy"])
@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_the_effect_of_ones_own_answers_is_what_playing_otherwise_changes(
    system: str, seat: str
) -> None:
    """The seat answers as it did the round before, in a game played by hand; so the line's number."""
    game = game_of(system)
    now, last = said_in(game, ROUND), said_in(game, ROUND - 1)
    twin = played_again(
        game, ROUND, lambda phase, one: (last if one == seat else now)[phase].get(one, {})
    )
    why = attribution(game, ROUND)
    for change in why.changes(seat):
        moved = differs(game, twin, seat, change.indicator)
        assert why.effects(seat, change.indicator)["own"] == pytest.approx(moved, abs=1e-9)
        for reason in change.reasons:
            if reason.cause == "own" and change.indicator == "income":
                assert reason.facts["effect"] == f"{moved:+.1f}"


def test_own_answers_are_told_to_matter() -> None:
    """Who stays at home after a day at sea is told so."""
    game, efforts = new_game(TINY, "open_access", seed=3, rounds=ROUND), iter([90, 90, 10])
    while not game.finished:
        if game.phase.id == "effort":
            game.submit("ann", {"effort:boat_shore": micro(next(efforts))})
        game.close()
    income, _profit = attribution(game, ROUND).changes("ann")
    told = {reason.cause: reason for reason in income.reasons}
    assert told["own"].effect < -0.1
    assert told["own"].facts["what"] == "Harvest effort"


def test_silence_that_means_what_was_said_is_no_other_answer() -> None:
    """Who says what stands anyway, and is silent a round later, did nothing otherwise."""
    game = new_game(TINY, "open_access", seed=3, rounds=ROUND)
    while not game.finished:
        for question in game.asked.get("ann", ()) if game.world.round == ROUND - 1 else ():
            if question.id == "effort:boat_shore":
                game.submit("ann", {question.id: question.default})
        game.close()
    now, last = finished_round(game, ROUND), finished_round(game, ROUND - 1)
    assert any("effort:boat_shore" in one.given.get("ann", {}) for one in last.steps)
    assert answered_otherwise(now, last, "ann") == []


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_the_effect_of_others_is_what_their_playing_otherwise_changes(system: str) -> None:
    """All other seats answer as the round before, but in phases that set rules."""
    game = game_of(system)
    now, last = said_in(game, ROUND), said_in(game, ROUND - 1)
    rules = {phase.id for phase in game.system.phases if phase.cause == "rule"}
    why, effects = attribution(game, ROUND), []
    for seat in ("ann", "bo", "cy"):

        def said(phase: str, one: str, seat: str = seat) -> Mapping[str, Any]:
            kept = one == seat or phase in rules
            return (now if kept else last)[phase].get(one, {})

        twin = played_again(game, ROUND, said)
        effects.append(differs(game, twin, seat, "income"))
        assert why.effects(seat, "income")["others"] == pytest.approx(effects[-1])
    otherwise = any(now[phase] != last[phase] for phase in now if phase not in rules)
    assert any(effects) == otherwise


def test_the_effect_of_a_rule_is_what_voting_the_old_one_changes() -> None:
    """The only voter votes for the cap of last round, which a licensee then feels."""
    caps = iter([5.0, 9.0, 2.0])
    game = new_game(TINY, "dmnc", seed=3, rounds=ROUND)
    while not game.finished:
        if any(question.id == "cap:lake" for question in game.asked.get("bo", ())):
            game.submit("bo", {"cap:lake": micro(next(caps))})
        game.close()
    now = said_in(game, ROUND)
    twin = played_again(
        game,
        ROUND,
        lambda phase, one: (
            {**now[phase].get(one, {})}
            | (
                {"cap:lake": micro(9.0)}
                if one == "bo" and "cap:lake" in now[phase].get(one, {})
                else {}
            )
        ),
    )
    moved = differs(game, twin, "ann", "income")
    assert abs(moved) > 0.1
    why = attribution(game, ROUND)
    assert why.effects("ann", "income")["rule"] == pytest.approx(moved, abs=1e-9)
    told = [one for change in why.changes("ann") for one in change.reasons if one.cause == "rule"]
    assert "cap on The Lake" in told[0].facts["what"]


def test_what_ones_own_vote_decided_is_counted_once() -> None:
    """For the only voter it is the effect of an own answer, and none of the rule beyond it."""
    caps = iter([5.0, 9.0, 2.0])
    game = new_game(TINY, "dmnc", seed=3, rounds=ROUND)
    while not game.finished:
        if any(question.id == "cap:lake" for question in game.asked.get("bo", ())):
            game.submit("bo", {"cap:lake": micro(next(caps))})
        game.close()
    effects = attribution(game, ROUND).effects("bo", "income")
    assert effects["own"]
    assert effects["rule"] == pytest.approx(0.0, abs=1e-9)


def test_the_effect_of_weather_is_what_the_weather_of_last_round_changes() -> None:
    """Productivities and the stock of the round before are slipped into a game played by hand."""
    rot = Shock(round=ROUND, kind="productivity", target="nets", factor=0.4, news="Rot.")
    game = new_game(replace(TINY, shocks=(rot,), hazards=()), "open_access", seed=5, rounds=ROUND)
    play_on(game, bots_of(all_played_by(game, "cautious")))
    before = finished_round(game, ROUND - 1).steps[0].after
    calm = [
        Stated("holder", site.id, {"theta": before.secret(site.id, "theta")})
        for site in TINY.land.enterprises
    ]
    lake = Stated("all", "lake", {"stock": before.fact("lake", "stock")})
    now = said_in(game, ROUND)
    twin = played_again(game, ROUND, lambda phase, one: now[phase].get(one, {}), *calm, lake)
    moved = differs(game, twin, "ann", "profit")
    assert abs(moved) > 0.1
    effects = attribution(game, ROUND).effects("ann", "profit")
    assert effects["nature"] == pytest.approx(moved, abs=1e-9)


def carried_back(game: Game, number: int) -> list[Event]:
    """Postings and counts of machines that bring the opening of the round before back into a round."""
    then = finished_round(game, number - 1).opening.ledger
    moves: list[Move] = []
    for account, book in finished_round(game, number).opening.ledger.items():
        for asset in {**book, **then.get(account, {})} if not account.startswith("@") else ():
            more = then.get(account, {}).get(asset, 0) - book.get(asset, 0)
            ends = (MADE, account) if more > 0 else (account, USED)
            moves += [Move(*ends, asset, abs(more))] if more else []
    machines = {e.id: then[e.id]["capital"] for e in TINY.land.enterprises}
    counted = [Stated("all", site, {"capacity": many}) for site, many in machines.items()]
    return [Posted("carried back", tuple(moves)), *counted]


@pytest.mark.parametrize("seat", ["ann", "bo", "cy"])
@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_the_effect_of_holdings_is_what_the_books_of_last_round_change(
    system: str, seat: str
) -> None:
    """Money, machines and stores are posted back in a game played by hand, with the same answers."""
    game = new_game(replace(TINY, shocks=(), hazards=()), system, seed=3, rounds=ROUND + 1)
    play_on(game, bots_of(mixed(game)))
    now, why = said_in(game, ROUND), attribution(game, ROUND)
    twin = played_again(game, ROUND, partial(recorded, now), *carried_back(game, ROUND))
    moved = {name: differs(game, twin, seat, name) for name in ("income", "consumption")}
    assert any(moved.values())
    for name, much in moved.items():
        assert why.effects(seat, name)["holdings"] == pytest.approx(much, abs=1e-9)


def test_books_that_did_not_change_have_no_effect() -> None:
    """Put back the same holdings, and the round is itself."""
    now = finished_round(game_of("dmnc"), ROUND)
    assert replay(now, now, opening=held_before(now, now)) == now.end


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_what_all_share_is_played_again_once(system: str) -> None:
    """Of six replays three are those of all seats: the second seat needs the other three."""
    why = attribution(game_of(system), ROUND)
    played = [0, 0]
    for index, seat in enumerate(("ann", "bo")):
        while why.play(seat):
            played[index] += 1
    assert played == [6, 3]


def test_machines_that_a_fire_took_stand_again_without_it() -> None:
    """Damage is nature's; what was built or wore out is not."""
    fire = Shock(round=ROUND, kind="capacity", target="nets", factor=0.3, news="Fire.")
    game = new_game(replace(TINY, shocks=(fire,), hazards=()), "open_access", seed=5, rounds=ROUND)
    play_on(game, bots_of(all_played_by(game, "cautious")))
    now, last = finished_round(game, ROUND), finished_round(game, ROUND - 1)
    machines = now.opening.amount("loft_hill", "capital")
    assert now.steps[0].after.fact("loft_hill", "capacity") == int(machines * 0.3)
    assert replay(now, last, cause="nature").fact("loft_hill", "capacity") == machines


def test_lines_are_ranked_cut_and_add_up() -> None:
    """The largest three, the rest after them, and the small ones together with their number."""
    effects = {"own": 0.21, "others": -3.04, "rule": 0.04, "nature": 1.52}
    change = explained(INCOME, 10.0, 12.0, effects, {"own": ["Ask", "Offer", "Bid", "Hours"]})
    assert change is not None
    assert [(one.cause, one.facts["effect"]) for one in change.reasons] == [
        ("others", "-3.0"),
        ("nature", "+1.5"),
        ("rest", "+3.3"),
        ("small", "+0.2"),
    ]
    assert change.reasons[-1].facts["count"] == 1
    assert change.text.format(**change.facts) == "Your income went from 10.0 to 12.0 (+2.0)."


def test_nothing_is_said_of_what_did_not_move() -> None:
    """No change on screen: not even where two causes cancelled out, or digits beyond it differ."""
    assert explained(INCOME, 10.0, 10.0, {"own": 0.0, "others": 0.01}, {}) is None
    assert explained(INCOME, 10.0, 10.0, {"own": 3.0, "others": -3.0}, {}) is None
    assert explained(INCOME, 0.01, 0.04, {"own": 0.03}, {}) is None


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_a_line_tells_of_ones_own_numbers_and_questions_alone(system: str) -> None:
    """Of others and of nature it tells one number; of rules what everybody may see."""
    game = game_of(system, "valley")
    now = finished_round(game, ROUND)
    for seat in game.header.seats:
        titles = {q.title for one in now.steps for q in one.asked.get(seat, ())}
        for change in attribution(game, ROUND).changes(seat):
            for reason in change.reasons:
                extra = {"own": {"what"}, "rule": {"what"}, "small": {"count"}}
                found = set(reason.facts)
                assert {"effect"} <= found <= {"effect"} | extra.get(reason.cause, set())
                if reason.cause == "own" and "what" in found:
                    named = reason.facts["what"].removesuffix(" and more")
                    assert any(named.startswith(title) for title in titles)


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_rules_are_told_by_what_people_call_them(system: str) -> None:
    """Dials by label, orders with whom they bind; a mere fact that a phase leaves behind is no rule."""
    game = game_of(system, "valley")
    labels = {dial.id: dial.label for dial in game.system.dials}
    heads = ("cap on ", "quota of ", "target of ")
    for number in range(2, ROUND + 2):
        now, last = finished_round(game, number), finished_round(game, number - 1)
        named = decided_otherwise(now, last, labels)
        assert all(one in labels.values() or one.startswith(heads) for one in named)


def test_a_directors_target_is_told_and_what_the_plan_reckons_with_is_not() -> None:
    """Each site's target is an order; its planned output and the hours of all are not."""
    game = game_of("command", "valley")
    now, last = finished_round(game, ROUND), finished_round(game, ROUND - 1)
    named = decided_otherwise(now, last, {})
    assert named
    assert all(one.startswith("target of ") for one in named)


def test_an_effect_without_a_named_rule_names_none() -> None:
    """A line that ends in dots would promise more than it tells."""
    change = explained(INCOME, 10.0, 12.0, {"rule": 2.0}, {"rule": []})
    assert change is not None
    assert change.reasons[0].text == "{effect} from what was decided otherwise."
    assert set(change.reasons[0].facts) == {"effect"}


def test_explaining_changes_nothing_and_says_the_same_twice() -> None:
    """It reads the game alone."""
    game = game_of("dmnc")
    entries, world = len(game.entries), game.world
    first = [attribution(game, ROUND).changes(seat) for seat in game.header.seats]
    assert [attribution(game, ROUND).changes(seat) for seat in game.header.seats] == first
    assert (len(game.entries), game.world) == (entries, world)


def test_only_rounds_that_have_ended_after_another_are_explained() -> None:
    """The first has nothing before it; the open one has no end."""
    game = new_game(TINY, "dmnc", rounds=3)
    play_on(game, bots_of(mixed(game)), before=2)
    for number in (0, 1, 2, 9):
        with pytest.raises(LookupError):
            attribution(game, number)


def test_after_going_back_the_present_thread_is_explained() -> None:
    """What was rolled back no longer happened."""
    game = new_game(TINY, "open_access", rounds=3)
    play_on(game, bots_of(all_played_by(game, "cautious")))
    first = attribution(game, 3).changes("ann")
    game.roll_back(1, by="host")
    play_on(game, bots_of(all_played_by(game, "greedy")))
    now = finished_round(game, 3)
    assert now.end.public == game.snapshots[3][2].public
    assert attribution(game, 3).changes("ann") != first

"""A larger table: whatever the number of people, the land is the same, split among more hands."""

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace

from allmende_bots.registry import BOTS
from allmende_rules.amounts import largest_remainder, micro
from allmende_rules.land import Goal, Land, Mandate, Seat, mandate_under
from allmende_rules.scenario import Scenario
from allmende_scenarios.catalogue import load_scenario
from allmende_scenarios.checker import problems
from allmende_scenarios.elastic import bounds, for_people, places, teams
from allmende_scenarios.goals import is_total
from allmende_scenarios.parts import bound_in

VALLEY = load_scenario("valley")
ROLES = Counter(seat.role for seat in VALLEY.land.seats)
HEADS = st.integers(4, 40)


@st.composite
def stretched(draw: st.DrawFn) -> tuple[Scenario, int]:
    """A valley with odd numbers of people, machines, money, parts and teams, and people who come."""
    land = VALLEY.land
    amount = st.integers(1_000, 99_999_999).map(lambda number: number / 1_000_000)
    people = st.integers(6, 40)
    groups = [replace(h, people=draw(people), cash=draw(amount)) for h in land.households]
    sites = [replace(e, capacity=draw(amount), cash=draw(amount)) for e in land.enterprises]
    seats = [
        replace(s, parts=draw(st.integers(1, 6)) if s.role != "planner" else 1, team=draw(few))
        for s in land.seats
        for few in (st.integers(1, 3),)
    ]
    changed = replace(land, households=tuple(groups), enterprises=tuple(sites), seats=tuple(seats))
    elastic = replace(VALLEY.elastic, least=1, most=None)
    scenario = replace(VALLEY, land=changed, elastic=elastic)
    return scenario, draw(st.integers(1, places(scenario)))


def totals(land: Land) -> Counter[str]:
    """What there is of everything that has an amount, in whole numbers."""
    found = Counter[str]()
    for group in land.households:
        found["people"] += group.people
        found["cash"] += micro(group.cash)
    for site in land.enterprises:
        found["working balances"] += micro(site.cash)
        found[f"capacity {site.good} {site.planned}"] += micro(site.capacity)
    return found


def unheld(land: Land) -> set[str]:
    """What no seat holds: the house has it."""
    held = {unit for seat in land.seats for unit in (seat.household, *seat.enterprises)}
    return {group.id for group in land.households} - held | {
        site.id for site in land.enterprises
    } - held


def whole_of(seat: str) -> Seat:
    """The seat of the valley that a seat of a larger table is a part of."""
    return next(one for one in VALLEY.land.seats if seat in (one.id, f"{one.id}_{seat[-1]}"))


@given(stretched())
def test_totals_are_kept_to_the_micro_unit(case: tuple[Scenario, int]) -> None:
    """People, money and machines; goods, stocks and prices; and what the house has."""
    scenario, people = case
    before, after = scenario.land, for_people(scenario, people).land
    assert totals(after) == totals(before)
    assert unheld(after) == unheld(before)
    assert replace(after, seats=(), households=(), enterprises=()) == replace(
        before, seats=(), households=(), enterprises=()
    )


@given(stretched())
def test_whatever_the_table_the_checker_accepts_it(case: tuple[Scenario, int]) -> None:
    """Names are unique, references hold: what could be played can be played by more.

    Capacities drawn at random may leave a good with one seller; a split only adds sellers.
    """
    scenario, people = case
    for one in (scenario, for_people(scenario, people)):
        assert not [found for found in problems(one, BOTS) if "Seats that sell" not in found.text]


@given(HEADS)
def test_the_checker_accepts_a_valley_of_any_size(people: int) -> None:
    """With all of its rules."""
    assert not problems(for_people(VALLEY, people), BOTS)


@given(stretched())
def test_everybody_has_a_place_and_no_team_is_too_large(case: tuple[Scenario, int]) -> None:
    """Teams add up to the people who came, on the seats that there are."""
    scenario, people = case
    result, sizes = for_people(scenario, people), teams(scenario, people)
    assert tuple(sizes) == tuple(seat.id for seat in result.land.seats)
    assert sum(sizes.values()) == people
    assert all(sizes[seat.id] <= seat.team for seat in result.land.seats)
    assert len(result.land.seats) <= max(people, len(scenario.land.seats))


@given(stretched())
def test_one_more_person_changes_nobodys_role(case: tuple[Scenario, int]) -> None:
    """Each role has as many people as before, but for the one who came."""
    scenario, people = case
    role = {seat.id: seat.role for seat in for_people(scenario, people).land.seats}
    sizes = teams(scenario, people)
    if people < places(scenario):
        larger = {seat.id: seat.role for seat in for_people(scenario, people + 1).land.seats}
        before, after = Counter[str](), Counter[str]()
        for seat, size in sizes.items():
            before[role[seat]] += size
        for seat, size in teams(scenario, people + 1).items():
            after[larger[seat]] += size
        assert sum((after - before).values()) == 1
        assert not before - after


@given(HEADS)
def test_roles_keep_their_proportion(people: int) -> None:
    """In the valley each role has its share of people within one, and nobody shares a split seat."""
    result, sizes = for_people(VALLEY, people), teams(VALLEY, people)
    seated = Counter[str]()
    for seat in result.land.seats:
        seated[seat.role] += sizes[seat.id]
        assert seat.role == "planner" or sizes[seat.id] <= 1
    for role, seats in ROLES.items():
        assert abs(seated[role] - people * seats / len(VALLEY.land.seats)) < 1


@given(HEADS)
def test_a_split_seat_is_a_small_one_of_its_kind(people: int) -> None:
    """The same role and bot; and a head has the capacity and money that it had."""
    result = for_people(VALLEY, people)
    land, old = result.land, VALLEY.land
    for seat in land.seats:
        whole = whole_of(seat.id)
        assert (seat.role, seat.optional) == (whole.role, whole.optional)
        assert result.bots[seat.id] == VALLEY.bots[whole.id]
        now, then = land.household(seat.household), old.household(whole.household)
        assert now.cash / now.people == pytest.approx(then.cash / then.people, abs=1e-6)
        for site, former in zip(seat.enterprises, whole.enterprises, strict=True):
            part, all_of_it = land.enterprise(site), old.enterprise(former)
            assert part.household == seat.household
            share = now.people / then.people
            assert part.capacity == pytest.approx(all_of_it.capacity * share, abs=1e-6)
            assert part.cash == pytest.approx(all_of_it.cash * share, abs=1e-6)


@given(HEADS)
def test_a_mandate_is_as_hard_as_it_was(people: int) -> None:
    """Bounds on totals are the part's share of them, all others stay; the text says the bound."""
    land = for_people(VALLEY, people).land
    for seat in land.seats:
        whole = whole_of(seat.id)
        heads = land.household(seat.household).people
        share = heads / VALLEY.land.household(whole.household).people
        for goal, former in zip(seat.mandate.goals, whole.mandate.goals, strict=True):
            assert goal.over == former.over
            if is_total(former.indicator, whole):
                assert _bound(goal) == pytest.approx(_bound(former) * share, rel=0.005)
                assert bound_in(goal).search(goal.text)
            else:
                assert _bound(goal) == _bound(former)


def test_what_a_seat_is_asked_under_a_system_follows_it_into_the_parts() -> None:
    """A share of a total with the part's names, as of its ordinary mandate; none where it has none."""
    goal = Goal(text="North Wood takes in 10", indicator="income", over="mean", at_least=10.0)
    told = Mandate(text="Feed North Wood.", goals=(goal,))
    split = for_people(_with_seat("ben", under={"command": told}), 40)
    seats = {seat.id: seat for seat in split.land.seats}
    part = mandate_under(seats["ben_1"], "command")
    assert part.text == "Feed North Wood 1."
    assert [(one.text, one.at_least) for one in part.goals] == [("North Wood 1 takes in 2.5", 2.5)]
    assert mandate_under(seats["ben_1"], "dmnc") == seats["ben_1"].mandate
    assert seats["dora_1"].under is UNSET


def _bound(goal: Goal) -> float:
    (bound,) = (one for one in (goal.at_least, goal.at_most) if one is not None)
    return bound


def test_goals_of_a_site_follow_it_into_the_parts() -> None:
    """Its name is that of the part, its bound a share; names in the texts are those of the part."""
    goal = Goal(
        text="Sawmill North cuts 20 a round, and North Wood 10 of it",
        indicator="output.sawmill_north",
        over="mean",
        at_least=20.0,
    )
    split = for_people(_with_goal("ben", goal), 40)
    seats = {seat.id: seat for seat in split.land.seats}
    (first, last) = (seats[name].mandate.goals[0] for name in ("ben_1", "ben_5"))
    assert first.indicator == "output.sawmill_north_1"
    assert first.text == "Sawmill North 1 cuts 5 a round, and North Wood 1 10 of it"
    assert (first.at_least, last.at_least) == (5.0, 3.33)
    assert last.text == "Sawmill North 5 cuts 3.33 a round, and North Wood 5 10 of it"


def _with_goal(seat: str, goal: Goal) -> Scenario:
    return _with_seat(seat, mandate=replace(VALLEY.land.seats[0].mandate, goals=(goal,)))


def _with_seat(name: str, **changes: object) -> Scenario:
    seats = tuple(replace(one, **changes) if one.id == name else one for one in VALLEY.land.seats)
    return replace(VALLEY, land=replace(VALLEY.land, seats=seats))


def test_a_small_table_is_the_file_itself() -> None:
    """Up to as many people as seats nothing changes; optional seats are the first left to bots."""
    for people in range(4, 9):
        assert for_people(VALLEY, people) is VALLEY
    assert [seat for seat, size in teams(VALLEY, 6).items() if not size] == ["cem", "gus"]


def test_forty_people_fill_thirty_six_seats() -> None:
    """Five make the plan together, all others have a seat of their own."""
    assert len(for_people(VALLEY, 40).land.seats) == 36
    assert {seat: size for seat, size in teams(VALLEY, 40).items() if size > 1} == {"hana": 5}


@pytest.mark.parametrize("people", [0, 3, 41, 1000])
def test_too_few_and_too_many_are_told(people: int) -> None:
    """In one sentence with what is possible."""
    for ask in (for_people, teams):
        with pytest.raises(ValueError, match=f"^The Valley takes 4 to 40 people, not {people}.$"):
            ask(VALLEY, people)


def test_without_a_word_a_scenario_takes_as_many_as_it_has_seats() -> None:
    """Files from before there were larger tables stay what they were."""
    seats = tuple(replace(seat, parts=1, team=1) for seat in VALLEY.land.seats)
    plain = replace(VALLEY, elastic=type(VALLEY.elastic)(), land=replace(VALLEY.land, seats=seats))
    assert bounds(plain) == (1, 8)


def _thresholds() -> Iterator[tuple[int, float, float]]:
    for people in (8, 9, 16, 24, 40):
        dials = for_people(VALLEY, people).dials["dmnc"]
        yield people, dials["threshold"], dials["share_guard"]


def test_dials_that_are_shares_of_a_trade_shrink_with_its_sites() -> None:
    """By the most split site for a floor, by the least split one for a ceiling, within its bounds."""
    assert list(_thresholds()) == [
        (8, 0.17, 0.6),
        (9, 0.085, 0.6),
        (16, 0.085, 0.3),
        (24, 0.056667, 0.25),
        (40, 0.034, 0.25),
    ]


@given(HEADS)
def test_no_part_of_a_licensed_site_slips_below_the_threshold(people: int) -> None:
    """Splitting is no way out of the Commons: who needed a licence needs one still."""
    scenario = for_people(VALLEY, people)
    whole = Counter[str]()
    for site in scenario.land.enterprises:
        whole[site.good] += micro(site.capacity)
    for seat in scenario.land.seats:
        for site in map(scenario.land.enterprise, seat.enterprises):
            assert micro(site.capacity) > scenario.dials["dmnc"]["threshold"] * whole[site.good]


@given(st.integers(1, 30), st.integers(1, 10**9))
def test_shares_of_people_are_shares_of_all_else(parts: int, total: int) -> None:
    """Split by people, a total gives each part its people's share within a micro-unit."""
    people = largest_remainder(40, [1] * parts)
    for part, heads in zip(largest_remainder(total, people), people, strict=True):
        assert abs(part - total * heads / 40) < 1

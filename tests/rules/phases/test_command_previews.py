"""What directors, delegates and planners are told ahead of their answers, and of the plan that follows."""

from __future__ import annotations

import pytest

from allmende_rules.amounts import units
from allmende_rules.events import Stated, Told
from allmende_rules.game import Game
from allmende_rules.phases.command.bonus import wage_fund
from allmende_rules.phases.command.facts import STATE
from allmende_rules.phases.units import percent
from allmende_rules.questions import Answers
from allmende_rules.record import Resolved
from allmende_rules.view import view
from allmende_rules.world import fold
from tests.headless import VALLEY, all_played_by, bots_of, mixed, new_game, play_on, step

FIELD = VALLEY.land.enterprise("field_east")


def opened(round_: int = 1, /, **dials: float) -> Game:
    """A game as the reports of a round are asked for, played truthfully until then."""
    game = new_game(VALLEY, "command", seed=1, rounds=3, dials=dials)
    return play_on(game, bots_of(all_played_by(game, "cautious")), before=round_)


def said(game: Game, seat: str, draft: Answers | None = None) -> dict[str, str]:
    """The lines under a seat's questions for a draft."""
    lines = game.phase.preview(view(game.world, seat), game.asked[seat], draft or {})
    return {line.question: line.text.format(**line.facts) for line in lines}


def heard(game: Game, seat: str) -> list[str]:
    """What a seat and what all were told when the last phase closed."""
    body = game.entries[-1].body
    assert isinstance(body, Resolved)
    told = [event for event in body.events if isinstance(event, Told) and event.to in (seat, "all")]
    return [event.text.format(**event.facts) for event in told]


def test_a_norm_earns_the_premium_from_what_a_taut_target_needs() -> None:
    """The truth falls short of a target of 110 %; a statement of 110 % brings the premium."""
    game = opened(tautness=1.1)
    premium = f"{0.08 * wage_fund(game.world, FIELD):.2f}"
    truth, padded = (
        said(game, "ada", {"norm:field_east": percent(part)})["norm:field_east"]
        for part in (1.0, 1.1)
    )
    assert "asked for 110 %" in truth
    assert "your bonus would be 0.00" in truth
    assert f"your bonus would be {premium}" in padded


def test_a_false_report_in_the_draft_shows_in_what_would_be_asked_next() -> None:
    """Claiming more made raises the target that the same draft's norm has to serve."""
    game = opened(2, tautness=1.0)
    honest = said(game, "ada")["norm:field_east"]
    lying = said(game, "ada", {"output:field_east": percent(1.2)})
    made, planned = (units(game.world.fact("field_east", name)) for name in ("output", "planned"))
    asked = 1 + 0.5 * (1.2 * made / planned - 1) + 0.02
    assert f"asked for {100 * asked:.0f} %" in lying["norm:field_east"]
    assert f"asked for {100 * asked:.0f} %" in lying["output:field_east"]
    assert f"asked for {100 * asked:.0f} %" not in honest


@pytest.mark.parametrize("part", [0.8, 1.5])
def test_under_the_truthful_bonus_no_target_is_named_and_the_truth_is_best(part: float) -> None:
    """Any other statement is told to bring less."""
    game = opened(bonus_scheme=2.0, ratchet=0.0, ratchet_drift=0.0)

    def worth(statement: float) -> float:
        line = said(game, "ada", {"norm:field_east": percent(statement)})["norm:field_east"]
        assert "asked for" not in line
        return float(line.partition("your bonus would be ")[2].split()[0].rstrip("."))

    assert worth(1.0) > worth(part)


def test_without_a_bonus_none_is_promised() -> None:
    """Only the statement is put beside the truth."""
    assert "bonus" not in said(opened(bonus_scheme=0.0), "ada")["norm:field_east"]


def test_capacity_and_claims_are_told_in_what_a_site_makes() -> None:
    """All of what is stated, times tautness, may be asked for; wear is what claims are percents of."""
    game = opened(tautness=1.2)
    lines = said(game, "ada", {"claim:field_east": percent(2.0)})
    most = units(game.world.fact("field_east", "capacity"))
    wear = VALLEY.land.frictions.depreciation * most
    assert f"asked for {1.2 * most:.2f}" in lines["offer:field_east"]
    assert f"for {wear:.2f} sacks" in lines["claim:field_east"]
    assert f"claim machines for {2 * wear:.2f}" in lines["claim:field_east"]


@pytest.mark.parametrize("by_delegates", [False, True])
def test_delegates_see_what_their_ends_would_cover_of_needs(*, by_delegates: bool) -> None:
    """More care in the ends, more care in the plan, whether they wish or vote."""
    game = opened(ends_by=float(by_delegates))
    goods = [good.id for good in VALLEY.land.wanted]

    def care(part: int) -> float:
        rest = (100 - part) // (len(goods) - 1)
        ends = {good: part if good == "care" else rest for good in goods}
        ends["grain"] += 100 - sum(ends.values())
        votes: Answers = {f"ends:{good}": percent(many / 100) for good, many in ends.items()}
        wishes: Answers = {"wishes": ends}
        if by_delegates:
            line = said(game, "eli", votes)["ends:care"]
            return float(line.partition("would make ")[2].split()[0])
        return float(said(game, "eli", wishes)["wishes"].partition("Care ")[2].split()[0])

    assert care(60) > care(20)


def test_directors_are_told_their_targets_and_all_the_range() -> None:
    """A site under pressure is asked for more than the others, and the news does not hide it."""
    game = opened(tautness=1.0)
    step(game, bots_of(all_played_by(game, "cautious")))
    game.world = fold(game.world, [Stated("all", "field_east", {"pressure": 1.25})])
    asked = said(game, "hana", {"tautness": percent(1.0)})["tautness"]
    step(game, bots_of(all_played_by(game, "cautious")))
    lines = heard(game, "ada")
    assert "100 to 125 %" in asked
    assert any("asked for 100 to 125 %" in line for line in lines)
    target = round(units(game.world.fact("field_east", "target")), 2)
    assert any(f"Target of Field East: {target} sacks" in line for line in lines)


def test_a_planner_sees_what_machines_and_targets_take() -> None:
    """More machines, less for people; tauter targets, more from the forest; prices in money."""
    game = opened()
    step(game, bots_of(all_played_by(game, "cautious")))

    def numbers(line: str) -> list[float]:
        words = (word.rstrip(".,;") for word in line.split())
        return [float(word) for word in words if word.replace(".", "").isdigit()]

    few, many = (
        numbers(said(game, "hana", {"machines": percent(part)})["machines"]) for part in (0.5, 1.5)
    )
    assert few[0] < many[0]
    assert sum(few[1:]) > sum(many[1:])
    slack, taut = (
        numbers(said(game, "hana", {"tautness": percent(part)})["harvest:forest"])
        for part in (1.0, 1.3)
    )
    assert taut[0] == pytest.approx(1.3 * slack[0], abs=0.1)
    assert taut[1] == slack[1]
    price = units(game.world.fact("grain", "price"))
    dearer = said(game, "hana", {"list:grain": percent(1.25)})["list:grain"]
    assert f"Grain would cost {1.25 * price:.3f}" in dearer


def test_tautness_and_what_is_asked_are_told_apart() -> None:
    """The field's number times the ratchet is what sites are asked for; at first it is that number."""
    first = opened(1)
    step(first, bots_of(all_played_by(first, "cautious")))
    assert said(first, "hana")["tautness"] == (
        "Sites would be asked for 110 % of what their reported hours make."
    )
    later = new_game(VALLEY, "command", rounds=3)
    play_on(later, bots_of(mixed(later)), before=3)
    step(later, bots_of(all_played_by(later, "cautious")))
    pressures = [later.world.fact(site.id, "pressure") for site in VALLEY.land.enterprises]
    low, high = min(pressures), max(pressures)
    assert low < high
    assert said(later, "hana", {"tautness": percent(1.2)})["tautness"] == (
        f"Sites would be asked for {120 * low:.0f} to {120 * high:.0f} % of what their reported hours make: "
        f"the tautness of 120 % times the ratchet, {low:.2f} to {high:.2f}, which goes by what each achieved."
    )
    step(later, bots_of(all_played_by(later, "cautious")))
    (news,) = [one for one in heard(later, "hana") if one.startswith("The plan for people")]
    assert (
        f"{110 * low:.0f} to {110 * high:.0f} % of what their reported hours make: the tautness of 110 %"
        in news
    )


def test_a_planner_sees_what_inspection_finds_and_takes() -> None:
    """Both the chance to find a lie and the hours grow with the sites inspected; free hours are not told."""
    game, sites = opened(audit_hours=0.2), len(VALLEY.land.enterprises)
    while game.phase.id != "plan":
        step(game, bots_of(all_played_by(game, "cautious")))
    half, all_ = (said(game, "hana", {"audit": percent(part)})["audit"] for part in (0.5, 1.0))
    assert "in 25 % of cases" in half
    assert f"takes {0.1 * sites:.2f} hours" in half
    assert "in 50 % of cases" in all_
    assert f"takes {0.2 * sites:.2f} hours" in all_
    free = opened(audit_hours=0.0)
    while free.phase.id != "plan":
        step(free, bots_of(all_played_by(free, "cautious")))
    assert "hours" not in said(free, "hana")["audit"]


def test_the_budget_adds_up_as_told() -> None:
    """In a round that needs no new money, what came in is what went out and what is kept."""
    game = opened(bonus=0.0)
    cast = bots_of(all_played_by(game, "cautious"))
    while game.phase.id != "reports" or game.world.round == 1:
        step(game, cast)
    facts = next(
        dict(one.facts)
        for entry in game.entries
        if isinstance(entry.body, Resolved) and entry.body.phase == "accounts"
        for one in entry.body.events
        if isinstance(one, Told) and "took in" in one.text
    )
    assert facts["debt"] == 0
    assert facts["benefits"] > 0
    spent = facts["machines"] + facts["bonuses"] + facts["inspectors"] + facts["benefits"]
    assert facts["kept"] == pytest.approx(facts["profits"] + facts["fines"] - spent, abs=0.3)
    assert facts["kept"] == round(units(game.world.amount(STATE)), 1)

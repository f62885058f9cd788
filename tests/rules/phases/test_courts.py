"""Courts in a round: inspection, complaint, jury, appeal, and what follows, by the record and its errors."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende_rules.amounts import MICRO, units
from allmende_rules.events import Posted, Stated
from allmende_rules.game import Game
from allmende_rules.phases.courts.appeals import APPEAL, appellants
from allmende_rules.phases.courts.facts import CourtCase, cases, purse
from allmende_rules.phases.courts.penalties import fines_due
from allmende_rules.phases.courts.trial import GUILTY, NOT_GUILTY
from allmende_rules.questions import Choice
from allmende_rules.record import line, parse_all
from allmende_rules.replay import verify
from allmende_rules.scenario import Act
from allmende_rules.system import Replies
from allmende_rules.view import view
from allmende_rules.world import fold
from tests.conformance.test_systems import sound
from tests.headless import VALLEY, at_levels, new_game, play_on
from tests.rules.phases.courtroom import (
    ALL,
    NORTH,
    SOUTH,
    against,
    court,
    happened,
    opened,
    over,
    paid,
    penalties,
    played,
    saying,
    told,
    yes,
)
from tests.scenarios_tiny import TINY
from tests.strategies import levels

GUILTY_NORTH = saying(overcut=over(NORTH), complaint=against(NORTH, "fay"))
FALSELY_SOUTH = saying(overcut=over(NORTH), complaint=against(SOUTH, "fay"))


def case_of(game: Game) -> CourtCase:
    """The only case of the round."""
    (case,) = cases(game.world)
    return case


def test_a_certain_inspection_finds_who_over_cut_and_nobody_else() -> None:
    """Without error, to the micro-unit: as much as its books hide."""
    game = played(opened(inspection=1, inspection_error=0), saying(overcut=over(NORTH)), rounds=1)
    assert court(game, "found") == {NORTH: game.world.secret(NORTH, "unbooked")}
    assert told(game, "inspect", 1, "cem") == [
        "Sawmill South was inspected: nothing beyond its lots was found."
    ]


@pytest.mark.parametrize("seed", range(5))
def test_a_false_alarm_is_refuted_where_nothing_is_missing(seed: int) -> None:
    """However often inspectors err: the stock itself shows that all kept their lots."""
    game = opened(seed=seed, inspection=1, inspection_error=0.5)
    played(game, saying(), rounds=3)
    assert court(game, "history") == {}
    assert paid(game, "fines") == 0


def test_inspections_are_paid_for_by_the_commons_and_cost_what_was_said() -> None:
    """Two harvesters, each inspected with half a chance, at 2 a piece: 2 a round, to all alike."""
    game = played(opened(inspection=0.5, inspection_cost=2), saying(), rounds=1)
    moved = [
        move
        for event in happened(game, "rent", 1)
        if isinstance(event, Posted) and event.cause == "inspection"
        for move in event.moves
    ]
    assert sum(move.amount for move in moved) == 2 * MICRO
    assert {move.source for move in moved} == {"commons"}
    assert court(game, "watch") == 0.5


def test_a_commons_without_money_inspects_less() -> None:
    """Dearer inspections than the fees that have come in: fewer of them, and everybody may know."""
    game = played(opened(inspection=1, inspection_cost=5), saying(), rounds=1)
    poor = played(opened(inspection=1, inspection_cost=5, reserve=0), lambda *_: {}, rounds=1)
    for one in (game, poor):
        assert 0 < court(one, "watch") <= 1
    assert court(poor, "watch") < 1


def test_jurors_who_see_the_truth_convict_the_guilty() -> None:
    """No party sits on the jury, all its votes are by the evidence, and the complaint was paid for."""
    game = played(opened(), GUILTY_NORTH, rounds=2)
    case = case_of(game)
    assert (case.site, case.accused, case.by) == (NORTH, "ben", "fay")
    assert not {"ben", "fay", "house"} & set(case.jury)
    assert (case.guilty, case.votes) == (True, (3, 0))
    assert paid(game, "court costs") == MICRO // 2


def test_jurors_who_see_the_truth_acquit_the_innocent() -> None:
    """The neighbour of who did it has no penalty."""
    game = played(opened(), FALSELY_SOUTH, rounds=2)
    assert (case_of(game).guilty, case_of(game).votes) == (False, (0, 3))
    assert penalties(game, "restore") == {}
    assert court(game, "history") == {}


def test_a_court_of_coins_convicts_the_innocent_too() -> None:
    """Jurors who see no better than a coin: over twelve seeds some innocent are convicted, not all."""
    verdicts = [
        case_of(played(opened(seed=seed, court_accuracy=0.5), FALSELY_SOUTH, rounds=2)).guilty
        for seed in range(12)
    ]
    assert 0 < sum(verdicts) < 12


def test_a_juror_may_vote_against_what_it_sees() -> None:
    """Votes are the jurors' own: all three of them lie, and the guilty goes free."""

    def lie(_game: Game, _seat: str, question: Choice) -> str:
        return NOT_GUILTY if question.default == GUILTY else GUILTY

    liars = saying(overcut=over(NORTH), complaint=against(NORTH, "fay"), verdict=lie)
    game = played(opened(), liars, rounds=2)
    assert (case_of(game).guilty, case_of(game).votes) == (False, (0, 3))


def test_of_several_who_complain_one_is_drawn_and_pays() -> None:
    """The others may sit on the jury, so that a valley that agrees can still judge."""
    crowd = saying(
        overcut=over(NORTH), complaint=against(NORTH, "ada", "cem", "dora", "eli", "fay")
    )
    game = played(opened(jury=5), crowd, rounds=2)
    assert case_of(game).by in ("ada", "cem", "dora", "eli", "fay")
    assert len(case_of(game).jury) == 5
    assert paid(game, "court costs") == MICRO // 2
    spared = [seat for seat in ("ada", "cem", "dora", "eli", "fay") if seat != case_of(game).by]
    for seat in spared:
        assert any("goes to court with others" in said for said in told(game, "registry", 2, seat))


def test_nobody_is_held_for_what_others_took() -> None:
    """A court of coins convicts both: together they are fined for no more than is missing."""

    def guilty(_game: Game, _seat: str, _question: Choice) -> str:
        return GUILTY

    def name_both(game: Game, seat: str, question: Choice) -> str | None:
        wanted = {"fay": NORTH, "gus": SOUTH}.get(seat, "")
        return wanted if wanted in [option.value for option in question.options] else None

    player = saying(overcut=over(NORTH), complaint=name_both, verdict=guilty)
    game = played(opened(sanctions=0), player, rounds=2)
    missing = game.snapshots[1][2].fact("court", "missing")["forest"]
    restored = penalties(game, "restore")
    assert set(restored) == {NORTH, SOUTH}
    assert 0.99 * missing < sum(restored.values()) <= missing


def test_what_an_inspection_found_is_no_longer_missing() -> None:
    """Where it found all that is gone, nobody else can be complained of."""
    game = played(opened(inspection=1, inspection_error=0), saying(overcut=over(NORTH)), rounds=1)
    assert court(game, "found")[NORTH] > 0
    assert court(game, "suspects") == {}


def test_who_can_pay_for_one_case_brings_one() -> None:
    """A complaint is paid for first; the appeal that the money does not reach is not heard."""
    world = opened(inspection=1).world
    cost = 0.75 * units(world.amount(purse(world, "ben")))
    dear = fold(world, [Stated("all", "dials", {"court_cost": cost})])
    said: Replies = {"ben": {f"{APPEAL}:{NORTH}": True}}
    assert appellants(dear, said) == [NORTH]
    assert appellants(dear, said, ["ben"]) == []


def test_where_nothing_is_missing_nobody_can_complain() -> None:
    """The record shows that all kept their lots: the court asks nobody."""
    game = opened()
    topics = set[str]()
    while not game.finished:
        topics |= {q.topic for asked in game.asked.values() for q in asked}
        game.close()
    assert "complaint" not in topics


def test_penalties_climb_the_ladder_and_fall_due_at_payday() -> None:
    """A warning, a fine of the worth, three times the worth, then no lots: one breach after another."""
    game = played(
        opened(rounds=6, restoration=0, inspection=1, inspection_error=0), GUILTY_NORTH, rounds=1
    )
    fines, shut = list[float](), list[bool]()
    for number in range(2, 6):
        found = court(game, "found")[NORTH]
        price = game.world.fact("timber", "price")
        played(game, GUILTY_NORTH, rounds=number)
        fine = penalties(game, "fines").get(NORTH, 0)
        fines.append(fine / (found * price // MICRO))
        shut.append(NORTH in penalties(game, "withheld"))
    assert fines == pytest.approx([0, 1, 3, 3], abs=1e-6)
    assert shut == [False, False, False, True]
    imposed = sum(game.world.public[f"round {n}"]["fines"] for n in range(1, 6))
    unpaid = sum(d["amount"] for d in game.world.fact("debts", "unpaid") if d["cause"] == "fines")
    assert 0 < units(paid(game, "fines")) <= imposed + 1e-6
    assert unpaid >= 0


def test_a_successor_does_not_pay_for_a_breach_before_its_time() -> None:
    """The mill is let to another in the round of the fine: who over-cut pays from its people's money."""
    game = opened(sanctions=0, inspection=1, inspection_error=0, hand_on=1, term=4)
    played(game, saying(overcut=over(NORTH)), rounds=1)
    home = game.world.amount("north_wood")
    bids = saying(
        **{"return": lambda _game, _seat, question: question.about == NORTH},
        site=lambda _game, seat, question: (
            question.high if seat == "dora" and question.about == NORTH else 0
        ),
    )
    while game.phase.id != "allocate":
        for seat, asked in game.asked.items():
            game.submit(seat, bids(game, seat, asked))
        game.close()
    fine = penalties(game, "fines")[NORTH]
    paid_now = sum(
        move.amount
        for event in happened(game, "licences", 2)
        if isinstance(event, Posted) and event.cause == "fines"
        for move in event.moves
    )
    assert game.world.fact(NORTH, "holder") == "dora"
    assert 0 < paid_now == min(fine, home)
    assert not [levy for levy in fines_due(game.world) if levy.enterprise == NORTH]


def test_parties_are_told_what_it_cost_them_and_why() -> None:
    """The complainant whether it was upheld, the convict which breach it is."""
    game = played(opened(), GUILTY_NORTH, rounds=3)
    assert told(game, "review", 2, "fay") == [
        "Your complaint of Sawmill North was upheld; it cost you 0.5."
    ]
    assert "You are warned for Sawmill North" in told(game, "review", 2, "ben")[0]
    assert "your breach number 2" in told(game, "review", 3, "ben")[0]
    lost = played(opened(), FALSELY_SOUTH, rounds=2)
    assert "was dismissed" in told(lost, "review", 2, "fay")[0]


def test_a_change_of_system_voids_cases_fines_and_offers() -> None:
    """Nothing of the court is left under another system, and back in DMNC nobody has a record."""
    acts = (Act(system="open_access", rounds=1), Act(system="dmnc", rounds=1, dials=ALL))
    dials = {**ALL, "inspection": 1.0, "sanctions": 0.0}
    game = new_game(VALLEY, "dmnc", rounds=4, dials=dials, then=acts)
    played(game, GUILTY_NORTH, rounds=2)
    world = game.world
    assert not {"court", "licences", "lots", "gauges"} & set(world.public)
    assert "books" not in world.hidden
    assert world.secret(NORTH, "unbooked") is None
    played(game, GUILTY_NORTH, rounds=4)
    assert game.finished
    assert court(game, "history") == {}
    sound(game)


def test_the_excluded_get_no_lots() -> None:
    """In the round of exclusion the site is not asked for a bid, and none of its lots is sold."""
    game = opened(rounds=6, restoration=0, inspection=1, inspection_error=0)
    played(game, GUILTY_NORTH, rounds=5)
    assert NORTH in penalties(game, "withheld")
    assert NORTH not in game.world.fact("lots", "forest")["lots"]


def test_restoration_leaves_standing_what_was_taken() -> None:
    """What the convicted took is off the cap and off its own bid."""
    with_it, without = (played(opened(restoration=r), GUILTY_NORTH, rounds=2) for r in (1, 0))
    lots = [
        game.world.fact("lots", "forest")["lots"].get(NORTH, {"quantity": 0})["quantity"]
        for game in (with_it, without)
    ]
    sold = [
        sum(lot["quantity"] for lot in game.world.fact("lots", "forest")["lots"].values())
        for game in (with_it, without)
    ]
    assert lots[0] < lots[1]
    assert sold[0] < sold[1]


def test_a_convict_who_appeals_comes_before_a_larger_jury_of_others() -> None:
    """It pays the cost, and the second verdict counts: jurors who see the truth convict again."""
    appellant = saying(overcut=over(NORTH), complaint=against(NORTH, "fay"), appeal=yes)
    game = played(opened(jury=1), appellant, rounds=2)
    case = case_of(game)
    (first,) = [
        juror
        for event in happened(game, "registry", 2)
        if isinstance(event, Stated) and event.entity == "court"
        for juror in event.facts["cases"][0]["jury"]
    ]
    assert case.appealed
    assert case.guilty
    assert first not in case.jury
    assert len(case.jury) == 3
    assert paid(game, "court costs") == 2 * (MICRO // 2)


def test_an_innocent_who_appeals_before_better_eyes_goes_free() -> None:
    """The first jury lies and convicts; the second votes by the evidence, and nothing is owed."""

    def first_lies(game: Game, _seat: str, question: Choice) -> str:
        return GUILTY if game.phase.id == "jury" else question.default

    player = saying(
        overcut=over(NORTH),
        complaint=against(SOUTH, "fay"),
        verdict=first_lies,
        appeal=yes,
    )
    game = played(opened(jury=1), player, rounds=2)
    assert case_of(game).appealed
    assert not case_of(game).guilty
    assert penalties(game, "restore") == {}


def test_a_finding_is_final_unless_it_is_appealed() -> None:
    """Silence accepts what the inspection found; an appeal brings it before a jury first."""
    silent = saying(overcut=over(NORTH))
    appealing = saying(overcut=over(NORTH), appeal=yes, verdict=lambda *_: NOT_GUILTY)
    final, heard = (
        played(opened(inspection=1, inspection_error=0), player, rounds=2)
        for player in (silent, appealing)
    )
    assert court(final, "history") == {"ben": [2]}
    assert case_of(heard).by == ""
    assert court(heard, "history") == {}


def test_without_courts_inspections_have_the_last_word() -> None:
    """No jurors: nobody is asked to complain, to judge or to appeal."""
    game, topics = opened(jury=0, inspection=1, inspection_error=0), set[str]()
    while not game.finished:
        topics |= {q.topic for asked in game.asked.values() for q in asked}
        game.submit("ben", saying(overcut=over(NORTH))(game, "ben", game.asked.get("ben", ())))
        game.close()
    assert "overcut" in topics
    assert not topics & {"complaint", "verdict", "appeal"}
    assert court(game, "history")


def test_a_table_too_small_for_a_jury_has_a_judge() -> None:
    """Three seats, two of them parties, one juror excluded by owning nothing: still a verdict."""
    game = opened(TINY, jury=3)
    player = saying(overcut=over("boat_shore"), complaint=against("boat_shore", "bo", "cy"))
    played(game, player, rounds=2)
    case = case_of(game)
    assert len(case.jury) == 1
    assert case.guilty


def test_evidence_is_for_the_jurors_eyes_alone() -> None:
    """Nobody else is told what a juror sees."""
    game = opened(court_accuracy=0.7)
    while game.phase.id != "jury" or not game.asked:
        for seat, asked in game.asked.items():
            game.submit(seat, GUILTY_NORTH(game, seat, asked))
        game.close()
    jury = case_of(game).jury
    for seat in game.seats:
        seen = view(game.world, seat).secret(seat, "evidence")
        assert (seen is not None) == (seat in jury)
        assert bool(told(game, "registry", 2, seat)) == (seat in jury)


def test_an_old_breach_is_forgiven() -> None:
    """After the rounds for which it is remembered, a licensee starts at a warning again."""
    game = opened(rounds=6, memory=1, inspection=1, inspection_error=0)
    played(game, saying(overcut=over(NORTH)), rounds=1)
    played(game, saying(overcut=over()), rounds=2)
    assert court(game, "history") == {"ben": [2]}
    played(game, saying(), rounds=4)
    assert court(game, "history") == {}


@settings(max_examples=25)
@given(seed=st.integers(0, 9), chosen=levels, inspected=st.sampled_from([0.0, 0.5, 1.0]))
def test_any_legal_play_before_a_court_is_sound(
    seed: int, chosen: list[float], inspected: float
) -> None:
    """Whatever is taken, claimed and voted: the game plays on and its books are exact."""
    game = opened(
        TINY, seed=seed, rounds=3, inspection=inspected, hand_on=1, renewable=1, court_accuracy=0.6
    )
    sound(play_on(game, at_levels(chosen)))


def test_a_game_with_a_court_replays() -> None:
    """Recomputed from the answers alone, every event is what it was."""
    game = played(opened(inspection=0.5, court_accuracy=0.7), GUILTY_NORTH, rounds=4)
    entries, damage = parse_all([line(entry) for entry in game.entries])
    assert damage is None
    assert verify(entries).same

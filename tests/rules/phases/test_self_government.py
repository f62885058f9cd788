"""A group that governs itself, phase by phase: what is said, heard, owed and let go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from msgspec.structs import replace

from allmende_rules.events import Stated, Told
from allmende_rules.game import Game
from allmende_rules.mechanisms.monitoring import detection
from allmende_rules.phases.market.effort import ask_effort
from allmende_rules.phases.self_government.group import FUND, GROUP, has_vote, insiders, quota
from allmende_rules.phases.self_government.group_previews import (
    preview_effort_and_patrol,
    preview_meeting,
)
from allmende_rules.phases.self_government.hearing import OVERTURN, ask_hearing, hear, next_sanction
from allmende_rules.phases.self_government.meeting_votes import numbers, quota_votes
from allmende_rules.phases.self_government.parting import part
from allmende_rules.phases.self_government.pledges import within_quota
from allmende_rules.phases.self_government.watch import look, worth_of
from allmende_rules.questions import Answers, Effect
from allmende_rules.system import Line
from allmende_rules.view import view
from allmende_rules.world import World, fold
from tests.headless import FISHERY, VALLEY, bots_of, mixed, new_game, step
from tests.scenarios_tiny import TINY

UNIT = 1_000_000
DIALS = {"right_to_organise": 1.0, "watch": 1.0, "fine": 2.0}


def at(phase: str, dials: Mapping[str, float] = DIALS, round_: int = 1) -> Game:
    """The valley when a phase opens in a round."""
    game = new_game(VALLEY, "ostrom", rounds=4, dials=dials)
    while (game.world.round, game.phase.id) != (round_, phase):
        step(game, bots_of(mixed(game)))
    return game


def accused(world: World, **facts: object) -> World:
    """The world with one finding against the northern sawmill."""
    finding = {
        "site": "sawmill_north",
        "round": world.round - 1,
        "allowed": 4 * UNIT,
        "seen": 6 * UNIT,
        "worth": 5 * UNIT,
        **facts,
    }
    return fold(world, [Stated("all", GROUP, {"findings": [finding]})])


def said(lines: Iterable[Line]) -> dict[str, str]:
    """Preview lines as they read, by question."""
    return {line.question: line.text.format(**line.facts) for line in lines}


def test_silence_keeps_the_quota() -> None:
    """What effort proposes takes no more than the quota, or the last effort if that is less."""
    world = at("effort").world
    (question,) = ask_effort(world, "ben")
    site = world.land.enterprise("sawmill_north")
    lines = said(
        preview_effort_and_patrol(view(world, "ben"), (within_quota(world, question),), {})
    )
    allowed = quota(world, site.id)
    assert allowed
    assert within_quota(world, question).default < question.default
    assert lines[question.id] == (
        f"You would take up to {allowed / UNIT:.1f} of a quota of {allowed / UNIT:.1f}."
    )


def test_what_breaking_a_quota_risks_is_said_as_it_is_decided() -> None:
    """The preview's fine is the chance to be seen times the sanction for that excess."""
    world = at("effort").world
    world = fold(world, [Stated("all", GROUP, {"offences": {"sawmill_north": [world.round - 1]}})])
    (question,) = ask_effort(world, "ben")
    (line,) = preview_effort_and_patrol(
        view(world, "ben"), (question,), {question.id: question.high}
    )
    worth = worth_of(world, "sawmill_north", round(line.facts["excess"] * UNIT))
    penalty = next_sanction(world, "sawmill_north", worth, world.round)
    assert line.facts["chance"] == round(100 * detection(world.dial("watch")))
    assert line.facts["expected"] == pytest.approx(
        detection(world.dial("watch")) * penalty.fine / UNIT, abs=0.3
    )
    assert line.facts["fine"] == pytest.approx(penalty.fine / UNIT, abs=0.3)
    assert "if the finding stands, it brings a fine of {fine}" in line.text


def test_what_is_taken_in_the_last_round_goes_free_and_is_said_to() -> None:
    """No meeting hears what is found in the last round."""
    world = fold(at("effort").world, [Stated("all", "table", {"round": 4, "rounds": 4})])
    (question,) = ask_effort(world, "ben")
    (line,) = preview_effort_and_patrol(
        view(world, "ben"), (question,), {question.id: question.high}
    )
    assert line.text.endswith("but the game ends before anything can follow.")


def test_the_evidence_of_a_hearing_is_on_screen() -> None:
    """What was allowed and measured, what the books say, and what would follow."""
    world = accused(at("meeting", round_=2).world)
    phase = next(p for p in new_game(VALLEY, "ostrom").system.phases if p.id == "meeting")
    lines = said(preview_meeting(view(world, "ada"), phase.ask(world, "ada"), {}))
    landed = world.fact("sawmill_north", "harvest") / UNIT
    assert lines["hearing:sawmill_north"] == (
        f"Allowed 4.0; the monitor measured 6.0, the landing books say {landed:.1f}. "
        "If the finding stands, it brings a warning. The monitor's measures may differ from the landing "
        "books by up to 10.0 %. In 2.0 % of inspections of those who keep their quota the monitor accuses by "
        "mistake."
    )


def test_nobody_judges_its_own_case() -> None:
    """Ben, who runs the sawmill, is not asked about the finding; Cem is."""
    world = accused(at("meeting", round_=2).world)
    phase = next(p for p in new_game(VALLEY, "ostrom").system.phases if p.id == "meeting")
    asked = {seat: {q.topic for q in phase.ask(world, seat)} for seat in ("ben", "cem")}
    assert "hearing" not in asked["ben"]
    assert "hearing" in asked["cem"]


def replies(*votes: str | None) -> dict[str, Answers]:
    """As many votes on the finding as given."""
    return {f"seat {n}": {"hearing:sawmill_north": vote} for n, vote in enumerate(votes)}


@pytest.mark.parametrize(
    ("votes", "stands"),
    [
        ((None, None), True),
        ((OVERTURN,), False),
        ((OVERTURN, "uphold"), True),
        ((OVERTURN, OVERTURN, "uphold"), False),
        ((OVERTURN, None, None), False),
    ],
)
def test_more_than_half_of_the_votes_cast_overturn(
    votes: tuple[str | None, ...], *, stands: bool
) -> None:
    """A tie and silence uphold; what is overturned leaves no record."""
    world = accused(at("meeting", round_=2).world)
    after = fold(world, hear(world, replies(*votes)))
    assert bool(after.fact(GROUP, "offences").get("sawmill_north")) == stands
    assert after.fact(GROUP, "overturned") == (not stands)
    assert after.fact(GROUP, "findings") == []


@pytest.mark.parametrize("delay", [0, 2])
def test_a_fine_falls_due_after_the_delay(delay: int) -> None:
    """A second offence of worth 5 at a rate of 2 costs 10, at once or later."""
    world = accused(at("meeting", {**DIALS, "delay": delay, "collective_choice": 0}, 3).world)
    world = fold(world, [Stated("all", GROUP, {"offences": {"sawmill_north": [1]}})])
    due = fold(world, hear(world, {})).fact(GROUP, "due")
    assert due == [{"site": "sawmill_north", "fine": 10 * UNIT, "round": 3 + delay}]


def test_an_authority_strikes_out_what_is_pending() -> None:
    """A round without recognition: no quota, and findings and fines lapse."""
    game = at("effort")
    due = {"due": [{"site": "sawmill_north", "fine": UNIT, "round": 2}]}
    unfree = [Stated("all", "dials", {"right_to_organise": 0.0}), Stated("all", GROUP, due)]
    world = fold(accused(game.world), unfree)
    meeting = next(phase for phase in game.system.phases if phase.id == "meeting")
    after = fold(world, meeting.resolve(world, {}, game.chance))
    assert all(quota(world, site.id) is not None for site in insiders(world))
    assert [quota(after, site.id) for site in insiders(after)] == [None, None]
    assert (after.fact(GROUP, "findings"), after.fact(GROUP, "due")) == ([], [])


def test_who_only_watches_has_no_vote() -> None:
    """The valley's monitor harvests nothing and does not vote; the lake's runs the weir and does."""
    assert not has_vote(new_game(VALLEY, "ostrom").world, "hana")
    assert has_vote(new_game(TINY, "ostrom").world, "cy")
    assert not has_vote(new_game(TINY, "ostrom").world, "house")


def test_without_stocks_there_is_nothing_to_govern() -> None:
    """A land without stocks plays on to the end, with the questions of a market alone."""
    goods = tuple(replace(good, harvest={}) for good in TINY.land.goods)
    dry = replace(TINY, land=replace(TINY.land, goods=goods, resources=()), shocks=())
    game = new_game(dry, "ostrom", rounds=2)
    asked: set[str] = set()
    while not game.finished:
        asked |= {game.phase.id}
        step(game, bots_of(mixed(game)))
    assert asked == {"allocate"}
    assert game.world.fact("round 2", "watched") == 0.0


def test_at_the_end_the_fund_is_everyones_and_each_seat_is_told() -> None:
    """Parting empties the fund to the last micro-unit and gives every seat its receipt."""
    world = at("allocate").world
    book = {**world.ledger, FUND: {"money": 1_000_001}}
    rich = World(world.land, book, world.public, world.private, world.hidden)
    events = part(rich)
    after = fold(rich, events)
    assert after.amount(FUND) == 0
    told = {event.to: event.text for event in events if isinstance(event, Told)}
    assert set(told) == set(world.fact("table", "seats"))
    assert "void" in told["ben"]
    assert "keep" in told["ada"]


def heard(past: list[int], **dials: float) -> str:
    """The verdict on a finding that stands against a site with a record, as all read it."""
    world = accused(at("meeting", round_=4).world)
    record = Stated("all", GROUP, {"offences": {"sawmill_north": past}})
    marked = fold(world, [record, Stated("all", "dials", {**DIALS, **dials})])
    (verdict,) = [event for event in hear(marked, {}) if isinstance(event, Told)]
    return verdict.text.format(**verdict.facts)


@pytest.mark.parametrize(
    ("past", "follows"),
    [
        ([], "it is warned."),
        ([2], "a fine of 10.0."),
        ([1, 2], "a fine of 30.0."),
        ([0, 1, 2], "a fine of 30.0, and it is shut out for a round."),
    ],
)
def test_a_verdict_says_what_follows(past: list[int], follows: str) -> None:
    """A warning, a fine, a larger one, exclusion: each in a sentence of its own."""
    assert heard(past) == f"Sawmill North took more than its quota (measured 6.0 of 4.0): {follows}"


def test_a_verdict_says_when_it_is_carried_out() -> None:
    """With a delay the round in which a fine falls due stands in the sentence."""
    assert heard([2], delay=2).endswith("a fine of 10.0, due in round 6.")


def test_a_finding_without_sanctions_is_told_too() -> None:
    """Where nothing follows, all hear that it stands, and so does who judges it beforehand."""
    assert heard([2], sanctions=0).endswith("the finding stands, and nothing follows.")
    world = accused(at("meeting", {**DIALS, "sanctions": 0}, 2).world)
    lines = said(preview_meeting(view(world, "ada"), tuple(ask_hearing(world, "ada")), {}))
    assert "Nothing follows if the finding stands." in lines["hearing:sawmill_north"]


def votes_of(world: World, quotas: Mapping[str, float]) -> list[str]:
    """What is told of the forest's quota if these seats vote so, as all read it."""
    cast: dict[str, Answers] = {
        seat: {f"{'quota' if seat in ('ben', 'cem') else 'bound'}:forest": round(vote * UNIT)}
        for seat, vote in quotas.items()
    }
    game = at("meeting")
    meeting = next(phase for phase in game.system.phases if phase.id == "meeting")
    told = [e for e in meeting.resolve(world, cast, game.chance) if isinstance(e, Told)]
    return [one.text.format(**one.facts) for one in told if one.to == "all"]


def test_a_quota_says_how_it_came_about() -> None:
    """The lower of two medians with all votes; one level's; or the statute's where nobody voted."""
    world = at("meeting").world
    (both,) = votes_of(world, {"ben": 9, "cem": 8, "ada": 5, "eli": 7, "fay": 6})
    (users,) = votes_of(world, {"ben": 9, "cem": 8})
    (nobody,) = votes_of(world, {})
    assert both == (
        "The Forest: members may take 6.0 stacks this round: the lower of what its users allow themselves, "
        "8.0 (Ben 9.0, Cem 8.0), and what the others allow them, 6.0 (Ada 5.0, Eli 7.0, Fay 6.0)."
    )
    assert users.endswith("8.0 stacks this round, the middle one of the votes (Ben 9.0, Cem 8.0).")
    assert nobody.endswith("Nobody voted: it is what the statute proposes.")


def test_numbers_that_the_meeting_changes_are_told() -> None:
    """A vote that changes the watch is news; one that leaves it is not."""
    game = at("meeting")
    meeting = next(phase for phase in game.system.phases if phase.id == "meeting")
    for vote, news in ((2.0, True), (DIALS["watch"], False)):
        events = meeting.resolve(game.world, {"ada": {"watch": round(vote * UNIT)}}, game.chance)
        told = [e.text.format(**e.facts) for e in events if isinstance(e, Told)]
        wanted = "The meeting voted 2.0 inspections of each site a round; it was 1.0."
        assert (wanted in told) == news


def test_how_quotas_are_shared_is_asked_of_whom_it_concerns() -> None:
    """Nobody votes while machines are alike; with more of them than the other, more by machines is more."""
    world = at("meeting").world
    assert "by_machines" not in {vote.id for vote in numbers(world, "ben")}
    larger = {"capacity": 2 * world.fact("sawmill_north", "capacity")}
    world = fold(world, [Stated("all", "sawmill_north", larger)])
    effects = {
        seat: [effect for vote in numbers(world, seat) for effect in vote.effects]
        for seat in ("ben", "cem", "ada")
    }
    assert Effect("quota.sawmill_north", 1) in effects["ben"]
    assert Effect("quota.sawmill_south", -1) in effects["cem"]
    assert not [one for one in effects["ada"] if one.indicator.startswith("quota.")]


def test_who_took_more_than_its_quota_is_told_by_name() -> None:
    """The landing books are public: who is in them beyond its quota is said, seen or not."""
    game = at("allocate")
    for taken, news in ((9.0, True), (1.0, False)):
        facts = {"quota": 3 * UNIT, "harvest": round(taken * UNIT)}
        south = {"quota": 3 * UNIT, "harvest": UNIT}
        world = fold(
            game.world,
            [Stated("all", "sawmill_north", facts), Stated("all", "sawmill_south", south)],
        )
        events = look(world, game.chance)
        told = [e.text.format(**e.facts) for e in events if isinstance(e, Told) and e.to == "all"]
        named = [text for text in told if "Sawmill North 9.0 (3.0)" in text]
        assert bool(named) == news


@pytest.mark.parametrize(("error", "alarm"), [(0.1, 0.02), (0.1, 0.0), (0.0, 0.02), (0.0, 0.0)])
def test_where_measures_err_it_is_said_beside_them(error: float, alarm: float) -> None:
    """To all, and to whose measure is another than its books; a watch that cannot err says nothing of it."""
    dials = {**DIALS, "watch": 3.0, "tolerance": 0.0, "error": error, "false_alarm": alarm}
    game = at("allocate", dials)
    sites = [site.id for site in insiders(game.world)]
    taken = {"quota": 3 * UNIT, "harvest": 6 * UNIT}
    world = fold(game.world, [Stated("all", site, taken) for site in sites])
    told = [event for event in look(world, game.chance) if isinstance(event, Told)]
    (summary,) = [one for one in told if "sites" in one.facts and "seen" in one.facts]
    assert ("may differ from the landing books by up to 10.0 %" in reads(summary)) == (error > 0)
    assert ("In 2.0 % of inspections" in reads(summary)) == (alarm > 0)
    own = [one for one in told if one.to != "all" and "seen" in one.facts]
    assert own
    for one in own:
        differs = one.facts["seen"] != one.facts["took"]
        assert ("may differ" in reads(one)) == differs
        assert differs <= (error > 0)
    accused = [one for one in told if one.to == "all" and one.facts.get("took") == 6.0]
    assert all("whose landing books say 6.0" in reads(one) for one in accused)
    assert accused


def reads(told: Told) -> str:
    """A sentence with its facts."""
    return told.text.format(**told.facts)


def test_who_harvests_a_stock_is_asked_for_its_quota_first() -> None:
    """Karin fishes for herring: its quota is hers to vote, and comes before the bound on cod."""
    world = new_game(FISHERY, "ostrom").world
    assert [vote.id for vote in quota_votes(world, "karin")] == [
        "quota:herring_shoals",
        "bound:cod_banks",
    ]
    assert [vote.id for vote in quota_votes(world, "inga")] == [
        "quota:cod_banks",
        "bound:herring_shoals",
    ]

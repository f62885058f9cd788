"""A table whose system changes: everyone is told in the same breath, and everything follows."""

from __future__ import annotations

import pytest

from allmende_protocol import messages as m
from allmende_rules.events import Stated, Struck, Told
from allmende_rules.scenario import Act
from allmende_scenarios.catalogue import load_scenario
from allmende_server.table import TableSettings, recorded_settings
from tests.server.parlour import Parlour, refusal

VALLEY = load_scenario("valley")
THEN = (Act(system="open_access", rounds=1),)


def settings(first: str = "dmnc", then: tuple[Act, ...] = THEN) -> TableSettings:
    """The valley under one system for a round, and under another for the next."""
    return TableSettings(VALLEY, first, seed=3, rounds=1 + len(then), then=then)


def laid(laid: TableSettings | None = None) -> Parlour:
    """A table with Eli's person, and a spectator, in the first round."""
    parlour = Parlour(laid or settings())
    parlour.send(2, m.Hello(m.VERSION, "Eve"))
    parlour.sit(1, "eli")
    return parlour


def play_to(parlour: Parlour, round_: int) -> None:
    """Accept what is proposed until this round, or the end."""
    while not parlour.all(1, m.Ended) and parlour.opened(1).round < round_:
        assert isinstance(parlour.submit(1, **parlour.opened(1).silence)[0], m.Taken)


@pytest.fixture
def changed() -> Parlour:
    """The table as the second round asks its first question."""
    parlour = laid()
    play_to(parlour, 2)
    return parlour


def test_everyone_is_told_of_the_new_system(changed: Parlour) -> None:
    """Name, phases and dials, once, to who plays and to who watches; after it comes what is open."""
    for client in (1, 2):
        (governed,) = changed.all(client, m.Governed)
        assert (governed.system, governed.system_name) == ("open_access", "Open access")
        assert [phase.id for phase in governed.phases][:2] == ["observe", "effort"]
        assert changed.inbox[client].index(governed) < changed.inbox[client].index(
            changed.last(client, m.Opened)
        )


def test_roles_and_phases_have_the_new_names(changed: Parlour) -> None:
    """Who sat in Congress is a villager, and the phase that is open is the new system's."""
    presence = changed.last(1, m.Presence)
    assert {seat.seat: seat.role for seat in presence.seats}["eli"] == "Villager"
    assert changed.opened(1).phase in {p.id for p in changed.last(1, m.Governed).phases}


def test_what_the_old_system_stated_is_gone_from_every_view(changed: Parlour) -> None:
    """Entities by name in `changed`, facts with their entity; what a newcomer sees is the same."""
    last = next(one for one in changed.all(1, m.Changed) if one.gone)
    assert {"licences", "offices", "commons"} <= set(last.gone)
    for known in (changed.views[1], changed.views[2]):
        assert not set(last.gone) & known.public.keys()
        assert "cap" not in known.public["forest"]
    changed.send(3, m.Hello(m.VERSION, "Zoe"))
    assert changed.last(3, m.Welcome).system == "open_access"
    assert changed.last(3, m.State).public == changed.views[2].public


def test_whoever_comes_late_reads_the_phases_titles_of_their_time(changed: Parlour) -> None:
    """What a phase was called under the system that is no more stands in what it told."""
    changed.send(3, m.Hello(m.VERSION, "Zoe", seen=0))
    titles = {step.phase: step.title for step in changed.all(3, m.Happened)}
    assert titles["assembly"] == "Congress"
    assert titles["change"] == ""
    assert titles["report"] == "Results"


def test_a_receipt_is_for_its_seat_alone(changed: Parlour) -> None:
    """Eli reads hers; the spectator reads the announcement and nothing else of the change."""
    told = {
        client: [
            event
            for step in changed.all(client, m.Happened)
            if step.phase == "change"
            for event in step.events
            if isinstance(event, Told)
        ]
        for client in (1, 2)
    }
    assert {event.to for event in told[1]} == {"all", "eli"}
    assert {event.to for event in told[2]} == {"all"}
    for step in changed.all(1, m.Happened):
        assert not any(isinstance(event, Stated | Struck) for event in step.events)


def test_a_draft_for_a_phase_of_the_old_system_is_refused(changed: Parlour) -> None:
    """Its key is no longer open, and a motion finds no assembly."""
    old = next(one for one in changed.all(1, m.Opened) if one.phase == "assembly")
    assert refusal(changed.send(1, m.Submit(old.key, {}, 7))).refusal.code == "phase_closed"
    ahead = m.LookAhead("dividend_share", 900_000, 8)
    assert refusal(changed.send(1, ahead)).refusal.code == "not_an_option"


def test_a_table_goes_on_after_a_crash_on_either_side(changed: Parlour) -> None:
    """Taken up from its record it is under the same system, and ends the same."""
    again = Parlour.resumed(changed.entries)
    again.send(1, m.Hello(m.VERSION, "Eli"))
    assert again.last(1, m.Welcome).system == "open_access"
    assert again.last(1, m.State).public == changed.views[2].public
    fresh = laid()
    before = Parlour.resumed(fresh.entries)
    before.send(1, m.Hello(m.VERSION, "Eli"))
    assert before.last(1, m.Welcome).system == "dmnc"


def test_the_agenda_and_dials_of_a_table_are_in_its_record() -> None:
    """And recorded settings have them again."""
    wanted = TableSettings(VALLEY, "dmnc", seed=3, rounds=2, dials={"term": 2}, then=THEN)
    header = Parlour(wanted).entries[0].body
    kept = recorded_settings(header)  # type: ignore[arg-type]
    assert (kept.then, kept.dials["term"]) == (THEN, 2)


def test_acts_of_one_system_are_told_too() -> None:
    """Other dials are another act, though the system's name stays."""
    parlour = laid(settings(then=(Act(system="dmnc", rounds=1, dials={"term": 2}),)))
    play_to(parlour, 2)
    assert parlour.last(1, m.Governed).system == "dmnc"
    assert parlour.views[1].public["dials"]["term"] == 2

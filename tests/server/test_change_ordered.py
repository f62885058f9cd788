"""The host orders another system: all hear of it, it begins with the next round, and can be taken back."""

from __future__ import annotations

import pytest

from allmende_bots.foresight import foresee
from allmende_protocol import messages as m
from allmende_rules.agenda import DECREED
from allmende_rules.events import Told
from allmende_rules.record import Decreed, line, parse_all
from allmende_rules.replay import verify
from allmende_rules.systems.registry import find_system
from allmende_rules.world import TABLE
from allmende_scenarios.catalogue import load_scenario
from allmende_server.table import TableSettings
from tests.server.parlour import HOST, Parlour, refusal

VALLEY = load_scenario("valley")


def laid(system: str = "dmnc", rounds: int = 3) -> Parlour:
    """A table with Eli's person, a spectator and the host, in the first round."""
    settings = TableSettings(VALLEY, system, seed=3, rounds=rounds, by_host=True)
    parlour = Parlour(settings)
    parlour.sit(1, "eli", "Eli")
    parlour.send(2, m.Hello(m.VERSION, "Eve"))
    parlour.start()
    return parlour


def play_to(parlour: Parlour, round_: int) -> None:
    """Accept what is proposed until this round."""
    while parlour.opened(1).round < round_:
        assert isinstance(parlour.submit(1)[0], m.Taken)


def sentences(parlour: Parlour, client: int, phase: str) -> list[str]:
    """What a client was told in a step, filled in."""
    return [
        event.text.format(**event.facts)
        for step in parlour.all(client, m.Happened)
        if step.phase == phase
        for event in step.events
        if isinstance(event, Told)
    ]


def told_back(parlour: Parlour, client: int) -> str:
    """What a client was last told of going back, filled in."""
    back = parlour.last(client, m.WentBack)
    return back.text.format(**back.facts)


def test_all_hear_of_it_and_it_begins_with_the_next_round() -> None:
    """The open phase stays open as it was; then the new system is told, with receipts."""
    parlour = laid()
    opened, clock = parlour.opened(1), parlour.clock(1)
    assert parlour.order(m.ChangeSystem("capitalism", (), {}, 4)) == m.Taken(4, {})
    for client in (1, 2, HOST):
        (said,) = sentences(parlour, client, "decree")
        assert said == (
            "The host has ordered a change of system: from round 2 on the table plays under Capitalism."
        )
        assert DECREED in parlour.last(client, m.State).public[TABLE]
        assert not parlour.all(client, m.Governed)
    assert (parlour.opened(1), parlour.clock(1)) == (opened, clock)
    play_to(parlour, 2)
    for client in (1, 2, HOST):
        assert parlour.last(client, m.Governed).system == "capitalism"
        assert "as the host ordered" in sentences(parlour, client, "change")[0]
    assert len(sentences(parlour, 1, "change")) > len(sentences(parlour, 2, "change"))
    entries, _ = parse_all([line(entry) for entry in parlour.entries])
    assert verify(entries).same


def test_a_phase_keeps_its_key_answers_and_drafts() -> None:
    """An order in the midst of it takes nothing from anybody, also if the server is killed then."""
    parlour = laid()
    parlour.submit(1)
    parlour.order(m.Pause())
    key = parlour.opened(1).key
    parlour.order(m.ChangeSystem("capitalism"))
    again = Parlour.resumed(parlour.entries, parlour.log.holders, by_host=True)
    token = parlour.last(1, m.Seated).token
    again.send(1, m.Hello(m.VERSION, "Eli", token=token, seen=0))
    assert again.opened(1).key == key
    assert again.last(1, m.State) == parlour.last(1, m.State)
    assert len(sentences(again, 1, "decree")) == 1


def test_presets_and_dials_come_with_it() -> None:
    """Over those of the scenario; the presets are recognised."""
    parlour = laid()
    order = m.ChangeSystem("capitalism", ("tax_and_transfer",), {"harvest_tax": 0.1})
    assert isinstance(parlour.order(order), m.Taken)
    play_to(parlour, 2)
    dials = parlour.last(1, m.State).public["dials"]
    assert (dials["income_levy"], dials["harvest_tax"]) == (0.2, 0.1)
    parlour.order(m.GoBack(0))
    parlour.order(m.ChangeSystem("capitalism", ("tax_and_transfer",)))
    play_to(parlour, 2)
    assert [one.name for one in parlour.last(1, m.Governed).presets] == ["Tax and transfer"]


def test_its_presets_and_dials_are_told_when_it_is_ordered_and_when_it_begins() -> None:
    """Presets by their names, dials with their value in words; to everybody."""
    parlour = laid()
    order = m.ChangeSystem("capitalism", ("carbon_tax", "hostile"), {"income_levy": 0.1})
    assert isinstance(parlour.order(order), m.Taken)
    terms = "Capitalism (Tax on nature, Hostile; Levy on income above the free amount: 10 %)"
    said = (
        f"The host has ordered a change of system: from round 2 on the table plays under {terms}."
    )
    play_to(parlour, 2)
    for client in (1, 2, HOST):
        assert sentences(parlour, client, "decree") == [said]
        begun = sentences(parlour, client, "change")[0]
        assert begun.partition("(")[2].startswith(terms.partition("(")[2] + ". ")


def test_the_same_system_on_other_terms_begins_anew() -> None:
    """No system is told to end that goes on, nor compared with itself."""
    parlour = laid()
    assert isinstance(parlour.order(m.ChangeSystem("dmnc", ("hostile",))), m.Taken)
    name = find_system("dmnc").name
    (said,) = sentences(parlour, 1, "decree")
    assert said == (
        f"The host has ordered that {name} begins anew with round 2, on other terms (Hostile)."
    )
    play_to(parlour, 2)
    first, *others = sentences(parlour, 1, "change")
    assert first.startswith(f"{name} begins anew, as the host ordered, on other terms (Hostile). ")
    assert any(f"{name} began anew" in one for one in others)
    assert not any(f"Under {name}" in one or f"under {name}" in one for one in others)


def test_the_system_in_force_takes_it_back() -> None:
    """All hear that too, and nothing of it is left among the facts."""
    parlour = laid()
    before = parlour.last(1, m.State).public
    parlour.order(m.ChangeSystem("capitalism"))
    assert parlour.order(m.ChangeSystem("dmnc", (), {}, 5)) == m.Taken(5, {})
    assert parlour.last(1, m.State).public == before
    assert sentences(parlour, 2, "decree")[-1].startswith(
        "The host has taken the change of system back"
    )
    assert len(parlour.bodies(Decreed)) == 2
    play_to(parlour, 2)
    assert not parlour.all(1, m.Governed)
    refused = refusal(parlour.send(HOST, m.ChangeSystem("dmnc")))
    assert refused.refusal.code == "nothing_to_undo"


@pytest.mark.parametrize(
    ("order", "code", "words"),
    [
        (m.ChangeSystem("capitalist"), "not_an_option", "Did you mean capitalism?"),
        (m.ChangeSystem("xyzzy"), "not_an_option", "there are dmnc, open_access"),
        (m.ChangeSystem("capitalism", ("hostyle",)), "not_an_option", "hostile"),
        (m.ChangeSystem("open_access", (), {"term": 2.0}), "not_an_option", "has no dial “term”"),
        (m.ChangeSystem("dmnc", (), {"term": -1.0}), "not_an_option", "goes from"),
        (m.ChangeSystem("dmnc", (), {"term": float("nan")}), "not_an_option", "goes from"),
    ],
)
def test_what_does_not_exist_is_refused_with_the_nearest(
    order: m.ChangeSystem, code: str, words: str
) -> None:
    """Systems, presets and dials; nothing is recorded."""
    parlour = laid()
    before = len(parlour.entries)
    found = refusal(parlour.send(HOST, order)).refusal
    assert found.code == code
    assert words in str(found)
    assert len(parlour.entries) == before


def test_in_the_last_round_it_is_too_late() -> None:
    """After going back it is not."""
    parlour = laid(rounds=2)
    play_to(parlour, 2)
    assert refusal(parlour.send(HOST, m.ChangeSystem("ostrom"))).refusal.code == "out_of_bounds"
    parlour.order(m.GoBack(0))
    assert isinstance(parlour.order(m.ChangeSystem("ostrom")), m.Taken)
    play_to(parlour, 2)
    assert parlour.last(1, m.Governed).system == "ostrom"


def test_going_back_undoes_it_for_everybody() -> None:
    """The old system's name, phases and dials are told again; the order is no longer among the facts."""
    parlour = laid()
    parlour.order(m.ChangeSystem("open_access"))
    play_to(parlour, 2)
    parlour.order(m.GoBack(1))
    assert "in force again" not in told_back(parlour, 1)
    parlour.order(m.GoBack(0))
    for client in (1, 2, HOST):
        assert told_back(parlour, client).endswith(
            f" {find_system('dmnc').name} is in force again."
        )
        assert parlour.last(client, m.Governed).system == "dmnc"
        assert DECREED not in parlour.last(client, m.State).public[TABLE]
    roles = {seat.seat: seat.role for seat in parlour.last(1, m.Presence).seats}
    assert roles["eli"] == "Member of Congress"


def test_a_preview_of_what_was_undone_is_not_told() -> None:
    """Whoever waits for it is told why, and may ask again."""
    parlour = laid()
    play_to(parlour, 2)
    wish = m.LookAhead("dividend_share", 900_000, 8)
    parlour.send(1, wish)
    (errand,) = parlour.hall.errands()
    parlour.order(m.GoBack(0))
    found = foresee(errand.scene, wish.dial, wish.value, seeds=1, horizon=1)
    (told,) = parlour.hall.found(errand, found)
    assert isinstance(told.message, m.Refused)
    assert (told.message.nonce, told.message.refusal.code) == (8, "look_failed")
    assert parlour.send(1, wish) == []


def test_a_preview_of_a_motion_knows_what_was_ordered() -> None:
    """It is worked out anew, and the scene says what begins next."""
    parlour = laid()
    wish = m.LookAhead("dividend_share", 900_000, 8)
    parlour.send(1, wish)
    (plain,) = parlour.hall.errands()
    parlour.hall.found(plain, foresee(plain.scene, wish.dial, wish.value, seeds=1, horizon=1))
    parlour.order(m.ChangeSystem("open_access"))
    parlour.send(1, wish)
    (ordered,) = parlour.hall.errands()
    assert ordered.quest != plain.quest
    assert [act["system"] for act in ordered.scene.public[TABLE]["agenda"]] == [
        "dmnc",
        "open_access",
    ]

"""Whatever system is in force: its gauges, rules, name and what comes up are shown from what is told."""

from __future__ import annotations

import pytest
from msgspec import structs
from textual.widgets import Input, Label

from allmende_client import (
    assembly_lines,
    dials,
    endings,
    glossary,
    lines,
    matters,
    plain_words,
    series,
)
from allmende_client.coach import hint
from allmende_client.folding import fold
from allmende_client.model import Model
from allmende_client.printing import wrapped
from allmende_client.screens.results import _pairs
from allmende_client.wanted import laid_open, pressing
from allmende_client.widgets.where import shortened
from allmende_protocol import messages as m
from allmende_rules.questions import DialRange, Option, Split
from tests.client import valley
from tests.client.screens import SMALL, table, text_of, until
from tests.client.test_table import answering, cards

GAUGES = {
    1: {
        "watched": 0.2,
        "watched.mill": 0.4,
        "watched.field": 0.1,
        "fines": 0.0,
        "wishes.grain": 0.6,
    },
    2: {
        "watched": 0.3,
        "watched.mill": 0.5,
        "watched.field": 0.1,
        "fines": 2.5,
        "wishes.grain": 0.7,
    },
}
FINDING = structs.replace(
    valley.APPROVE,
    id="hear:mill",
    title="The finding against Sawmill North",
    required=False,
    once=True,
)
SITES = Split(
    id="watch",
    topic="watch",
    about="monitor",
    title="Whom to inspect",
    help="",
    parts=tuple(Option(f"s{place}", f"The Sawmill by the Lake {place}") for place in range(4)),
    total=100,
    unit="%",
    default={"s0": 100, "s1": 0, "s2": 0, "s3": 0},
)


def folded(done: int = 2) -> Model:
    """Ada's model after some rounds under a system with gauges of its own."""
    told = valley.state(done)
    public = dict(told.public)
    for number, gauges in GAUGES.items():
        public[f"round {number}"] = {**public[f"round {number}"], **gauges}
    public["ada"] = {**public.get("ada", {}), "holds": ("north", "mill")}
    model = Model()
    for message in valley.arrival(structs.replace(told, public=public)):
        model = fold(model, message)
    return model


def test_results_show_the_gauges_of_the_system_in_force() -> None:
    """Those that concern all, goods among them; one's own sites' are one's own numbers."""
    model = folded()
    common = "; ".join(lines.valley_results(model, 2, spoken=True))
    assert "chance to be seen by the watch 30%, up from 20%" in common
    assert "fines 2.5" in common
    assert "share of Grain that delegates wish for 70%" in common
    assert "watch on" not in common
    assert "watch on Sawmill North 50%" in "; ".join(lines.own_results(model, 2, spoken=True))


def test_gauges_of_each_good_stand_in_one_line() -> None:
    """In results and at the end; a gauge of one good alone is one among the others."""
    model = folded()
    assert model.state is not None
    public = {**model.public}
    for number, shares in ((1, (0.6, 0.4)), (2, (0.7, 0.3))):
        known = {"wishes.grain": shares[0], "wishes.timber": shares[1]}
        public[f"round {number}"] = {**public[f"round {number}"], **known}
    model = fold(model, structs.replace(model.state, public=public))
    told = [line for line in lines.valley_results(model, 2, spoken=True) if "wish" in line]
    assert told == ["delegates' wishes: Grain 70%, Timber 30%"]
    told = [line for line in endings.ends(model) if "wish" in line]
    assert told == ["Delegates' wishes in round 2: Grain 70%, Timber 30%."]


def test_shares_are_named_by_their_enterprise() -> None:
    """Goods by themselves; any other asset by its kind."""
    model = folded()
    assert lines.asset_name("share:mill", model) == "shares in Sawmill North"
    assert lines.asset_name("good:grain", model) == "Grain"
    assert lines.asset_name("money", model) == "money"


def test_what_was_never_other_than_0_says_nothing() -> None:
    """Until it is; but whoever is in need is told also where all are."""
    model = folded()
    known = series.rounds(model.public)
    assert not any(values.get("basics") for values in known.values())
    assert not any("basics" in line for line in lines.valley_results(model, 2))
    nobody = {"needs_met": 0.0, "unemployment": 0.0, "dividend": 0.0}
    said = lines._results(model, {1: nobody}, 1, tuple(nobody), spoken=True)
    assert said == ["needs met 0%", "unemployment 0%"]


def test_the_end_tells_what_gauges_came_to() -> None:
    """With the rounds in which they were measured: a system may not have been in force in all."""
    said = endings.ends(folded())
    assert "Fines: 0 in round 1, 2.5 in round 2, 2.5 at its highest." in said
    assert not any("Watch on" in line for line in said)


def test_no_indicator_of_every_system_is_taken_for_a_gauge() -> None:
    """What the plain valley measures is all known."""
    model = folded()
    shared = series.shared(model)
    assert [name for name in series.gauges(model, 2, shared) if name not in GAUGES[2]] == []


@pytest.mark.parametrize(
    ("room", "name"),
    [
        (40, "Democratic market neo-communism"),
        (22, "Democratic market…"),
        (12, "Democratic…"),
        (8, "Democra…"),
    ],
)
def test_a_name_gives_way_by_whole_words(room: int, name: str) -> None:
    """It is the system's own name, never its id."""
    assert shortened("Democratic market neo-communism", room) == name


def test_rules_say_who_sets_them_and_where_they_are_off() -> None:
    """A rule that a ballot sets is nobody's to change besides; shares are in percent."""
    model = folded()
    assert model.welcome is not None
    voted = m.DialInfo(
        "watch", "Watch", "share", 0, 1, amended_by="ballot", off=0.0, off_word="nobody watches"
    )
    welcome = structs.replace(
        model.welcome, dials=(voted,), presets=(m.PresetInfo("Hostile", "setting", "Few watch."),)
    )
    model = fold(model, welcome)
    said = [matters.told(*rule) for rule in matters.rules(model)]
    assert said[0].startswith(
        "Watch: from 0 to 100 % (0 %: nobody watches), now nobody watches; set anew"
    )
    assert len(said) == 1
    assert matters.matters(model) == ()
    assert assembly_lines.presets(model) == "It began as “Hostile”: Few watch."
    assert glossary.system(model)[1] == ("Hostile", "Few watch.")


def test_a_motion_that_was_typed_is_said_again_in_full() -> None:
    """Before it is sent, as on the other screens."""
    said = plain_words.repeated(valley.MOTION, {"dial": "threshold", "value": 200_000})
    assert said == ["You table: Threshold: 15 % → 20 %."]
    assert plain_words.repeated(valley.MOTION, None) == []
    assert plain_words.repeated(valley.ASK, 3) == []


def test_a_matter_that_has_come_up_lies_open_beside_what_must_be_decided() -> None:
    """What must be decided goes before; a motion, which may be tabled any time, stays folded."""
    motion = structs.replace(valley.MOTION, required=False)
    asked = (FINDING, motion, valley.ASK)
    assert pressing(asked) == laid_open(asked) == (valley.ASK, FINDING)


def test_the_hint_says_how_the_first_question_is_answered() -> None:
    """A number is typed, and no key chooses it."""
    typed = structs.replace(valley.ASK, required=False, once=True)
    for question, how in ((typed, "Type a number"), (FINDING, "Space or a number chooses")):
        model = Model()
        for message in valley.arrival(valley.opened(question)):
            model = fold(model, message)
        assert how in hint(model)


async def test_long_parts_of_a_split_have_a_row_each() -> None:
    """So that no two of them read alike; and what is wrong by itself gets the cursor."""
    app, _link = table(valley.opened(SITES), peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 1)
        labels = list(app.screen.query(".part").results(Label))
        assert len({label.region.y for label in labels}) == len(labels)
        assert all(label.size.width > len(str(label.render())) for label in labels)
        app.screen.query_one("#part2", Input).value = "x"
        await pilot.press("enter")
        await until(pilot, lambda: app.focused is app.screen.query_one("#part2"))
        assert "Not sent" in text_of(app, "#status")


async def test_a_wrong_price_of_a_bid_gets_the_cursor() -> None:
    """Rather than the quantity before it."""
    app, _link = table(valley.opened(valley.LOTS), peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 1)
        app.screen.query_one("#limit", Input).value = "x"
        await pilot.press("enter")
        await until(pilot, lambda: app.focused is app.screen.query_one("#limit"))


def test_lines_break_between_words() -> None:
    """Words that are longer than a line stay whole, and lines that begin further in do so still."""
    assert wrapped("Buyers turn to cheaper sellers", 12) == "Buyers turn\nto cheaper\nsellers"
    assert wrapped("see http://example.org/a-long-way", 10) == "see\nhttp://example.org/a-long-way"
    assert wrapped("one\n\n  two", 10) == "one\n\n  two"


def test_results_stand_in_two_columns_where_they_fit() -> None:
    """A long one has its own row."""
    long = "what an offence costs on average, in times"
    assert _pairs(["a 1", long, "b 2", "c 3", "d 4"], 10) == ["a 1", long, "b 2       c 3", "d 4"]


def test_a_share_is_typed_as_it_is_shown() -> None:
    """In percent, with or without its sign."""
    dial = DialRange("threshold", "Threshold", 0, 500_000, 150_000, "share")
    assert {dials.read(dial, text) for text in ("20", "20%", "20 %")} == {200_000}
    assert dials.read(dial, "0.5") == 5_000

"""A mandate that is another one under a system: every page tells the one in force."""

from __future__ import annotations

from msgspec import structs

from allmende_client import chairs, endings, glossary, lines
from allmende_client.folding import fold
from allmende_client.foresight_lines import MINE, title
from allmende_client.model import Model
from allmende_protocol import messages as m
from allmende_rules.outlook import Outlook, Span
from tests.client import valley

GINI = Outlook("gini", Span(0.1, 0.2), Span(0.1, 0.21), Span(-0.005, 0.01))
FOREST = Outlook("stock.forest", Span(0.52, 0.61), Span(0.47, 0.58), Span(-0.06, -0.02))


def in_seat(*messages: m.ServerMessage) -> Model:
    """Ada's client at a table where each seat has another mandate under command, after messages."""
    model = Model()
    for message in (valley.WELCOME_UNDER, valley.SEATED, *messages):
        model = fold(model, message)
    return model


def under(system: str, told: m.State) -> m.State:
    """The same state with a system in force."""
    public = dict(told.public)
    public["table"] = {**public["table"], "system": system}
    return structs.replace(told, public=public)


def test_the_mandate_in_force_is_told_everywhere() -> None:
    """In the story, the list of seats, the glossary, a preview: text and goals, before any round."""
    model = in_seat(under("command", valley.state()))
    told = "Meet the mill's target."
    assert lines.mandate_text(model, "ada") == told
    assert lines.mandate(model, "ada") == ["· Consumption stays even"]
    assert lines.mandate_brief(model, "ada") == [("· Consumption stays even", "")]
    assert told in chairs.about(model, "ada")
    assert told in dict(glossary.roles(model)).values()
    assert title(model, GINI).startswith(MINE)
    assert not title(model, FOREST).startswith(MINE)


def test_under_any_other_system_it_is_the_ordinary_one() -> None:
    """And so it is for a seat that the scenario says nothing more of."""
    model = in_seat(under("dmnc", valley.state()))
    assert lines.mandate_text(model, "ada") == "Live off the mill and leave a forest."
    assert title(model, FOREST).startswith(MINE)
    assert not title(model, GINI).startswith(MINE)
    assert lines.mandate_text(in_seat(under("command", valley.state())), "ben").startswith("Nobody")


def test_at_the_door_the_system_of_the_welcome_counts() -> None:
    """Who has seen no state yet reads what the seat is under the system that is announced."""
    planned = structs.replace(valley.WELCOME_UNDER, system="command")
    model = fold(Model(), planned)
    assert "Meet the mill's target." in chairs.about(model, "ada")


def test_goals_and_how_far_they_are_are_of_one_mandate() -> None:
    """Met or not, where it stands and its bound, through the rounds and at the end."""
    now = under("command", valley.state(2, finished=True))
    reached = [{"value": 0.18, "met": True}]
    public = {**now.public, "mandates": {"ada": reached}}
    model = in_seat(structs.replace(now, public=public, own={"ada": {"mandate": reached}}))
    assert lines.mandate(model, "ada") == ["✓ Consumption stays even (0.18; wanted at most 0.2)"]
    (_ada, ada), *_ = endings.mandates(model)
    assert ada == lines.mandate(model, "ada")


def test_after_a_change_goals_are_only_named_until_a_round_is_measured() -> None:
    """What was followed before is struck, and nothing of it is shown beside the new goals."""
    before = under("dmnc", valley.state(2))
    model = in_seat(before)
    assert lines.mandate(model, "ada")[0].startswith("✓")
    own = {name: value for name, value in before.own["ada"].items() if name != "mandate"}
    table = {**before.public["table"], "system": "command"}
    for message in (m.Changed(90, {"table": table}, ()), m.Own(90, {"ada": own}, {}, (), ())):
        model = fold(model, message)
    assert lines.mandate(model, "ada") == ["· Consumption stays even"]

"""What is foreseen of a motion: asked for, kept, and said in lines."""

import asyncio
from collections.abc import Iterable
from io import StringIO

import pytest

from allmende_client.entry import Mistake
from allmende_client.foresight_lines import foresight
from allmende_client.line import Incoming
from allmende_client.looking import typed_motion
from allmende_client.model import Connection
from allmende_client.plain import converse
from allmende_client.session import Session
from allmende_protocol import messages as m
from allmende_rules.outlook import Foresight, Outlook, Span
from allmende_rules.refusals import Refusal
from tests.client import valley
from tests.client.fake_link import FakeLink

LEVEL = Span(0.5, 0.5)
SEEN = Foresight(
    dial="cap_share",
    now=900_000,
    value=1_300_000,
    begins=2,
    ends=4,
    seeds=24,
    outlooks=(
        Outlook("gini", Span(0.1, 0.2), Span(0.1, 0.21), Span(-0.005, 0.01)),
        Outlook("stock.forest", Span(0.52, 0.61), Span(0.47, 0.58), Span(-0.06, -0.02)),
        Outlook("unemployment", Span(0.0, 0.0), Span(0.0, 0.0), Span(0.0, 0.0)),
        Outlook("output.grain", LEVEL, LEVEL, Span(0.0, 0.0)),
    ),
)
MOTION = "cap_share", 1_300_000


async def looking(*messages: Incoming) -> tuple[Session, FakeLink]:
    """A session in Ada's seat that has asked what a motion would bring, after these messages."""
    link = FakeLink()
    session = Session(link, valley.SOLO)
    for message in valley.arrival():
        await session.receive(message)
    await session.look_ahead(*MOTION)
    for message in messages:
        await session.receive(message)
    return session, link


def nonce_of(link: FakeLink) -> int:
    """The nonce of the question."""
    return link.sent_of(m.LookAhead)[-1].nonce


async def test_a_preview_is_asked_for_and_kept_by_its_motion() -> None:
    """Until it comes the model says what is being worked out."""
    session, link = await looking()
    (asked,) = link.sent_of(m.LookAhead)
    assert (asked.dial, asked.value) == session.model.looking == MOTION
    model = await session.receive(m.Ahead(asked.nonce, SEEN))
    assert model.looking is None
    assert model.ahead == {MOTION: SEEN}


async def test_previews_of_an_earlier_round_are_forgotten() -> None:
    """They say nothing of what is now."""
    session, link = await looking()
    await session.receive(m.Ahead(nonce_of(link), SEEN))
    later = Foresight("term", 4_000_000, 1_000_000, 3, 5, 24, ())
    model = await session.receive(m.Ahead(99, later))
    assert model.ahead == {("term", 1_000_000): later}


async def test_a_refused_preview_takes_nothing_else_away() -> None:
    """The seat and the answers stay; why is told."""
    session, link = await looking()
    refusal = Refusal("look_running", "One is under way.")
    model = await session.receive(m.Refused(nonce_of(link), refusal))
    assert (model.looking, model.refusal, model.seat) == (None, refusal, "ada")


async def test_a_cut_line_ends_the_waiting() -> None:
    """The reply would have gone to the old connection."""
    session, _link = await looking(Connection(up=False))
    assert session.model.looking is None


async def test_the_lines_say_ranges_and_no_point() -> None:
    """What is moved has its line, what one's mandate is about first; what stays is named at the end."""
    session, _link = await looking()
    head, forest, gini, still = foresight(session.model, SEEN)
    assert "from 0.9 to 1.3 in round 2" in head
    assert "end of round 4, over 24 draws" in head
    assert (
        gini
        == "Gini of consumption: 0.1 to 0.2 as it is, 0.1 to 0.21 with it; change −0.005 to +0.01."
    )
    assert forest == (
        "▸ Stock of The Forest: 52% to 61% as it is, 47% to 58% with it; change −6 to −2 points."
    )
    assert still == "No change to be seen: unemployment."


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (-0.0042, 0.012, "−0.004 to +0.012"),
        (-3.27, -3.27, "−3.3"),
        (0.0, 12.4, "0 to +12"),
        (-250.4, 0.001, "−250 to 0"),
    ],
)
async def test_changes_are_signed_with_two_digits(low: float, high: float, said: str) -> None:
    """Of the larger end; small and large alike."""
    session, _link = await looking()
    one = Outlook("consumption", LEVEL, LEVEL, Span(low, high))
    seen = Foresight("cap_share", 0, 0, 2, 4, 24, (one,))
    assert foresight(session.model, seen)[1].endswith(f"change {said}.")


def replying(message: m.ClientMessage) -> Iterable[Incoming]:
    """A server that knows the preview at once."""
    return [m.Ahead(message.nonce, SEEN)] if isinstance(message, m.LookAhead) else []


async def test_in_the_plain_dialogue_ahead_previews_a_motion() -> None:
    """At any question, which is put again after what is foreseen."""
    opened = valley.opened(valley.LOTS, valley.BUDGET)
    link = FakeLink(valley.arrival(valley.state(1), opened), replying)
    out, typed = StringIO(), StringIO("ahead threshold 30\nahead threshold\nquit\n")
    await asyncio.wait_for(converse(Session(link, valley.SOLO), typed, out), 20)
    said = out.getvalue()
    assert [(one.dial, one.value) for one in link.sent_of(m.LookAhead)] == [("threshold", 300_000)]
    assert "Stock of The Forest: 52% to 61% as it is" in said
    assert "Type the number of a rule and its new value" in said


async def test_a_motion_is_typed_as_in_an_answer() -> None:
    """A rule by its number or name, and a value; anything else is a sentence."""
    session, _link = await looking()
    assert session.model.welcome is not None
    dial = session.model.welcome.dials[0]
    high = f"{100 * dial.high:g}"
    wanted = (dial.id, round(dial.high * 1_000_000))
    assert typed_motion(session.model, f"{dial.id} {high}") == wanted
    assert typed_motion(session.model, f"1 {high}") == wanted
    for wrong in ("", "none", dial.id, f"{dial.id} much", f"nonsense {high}"):
        with pytest.raises(Mistake):
            typed_motion(session.model, wrong)

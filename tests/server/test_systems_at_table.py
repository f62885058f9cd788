"""Every registered system is served as it is: its messages fit the wire and its secrets stay."""

import pytest

from allmende_protocol import messages as m
from allmende_protocol.codec import decode_server, encode_server
from allmende_rules.events import Stated
from allmende_rules.systems.registry import SYSTEMS
from allmende_scenarios.catalogue import load_scenario
from allmende_server.table import TableSettings
from tests.server.parlour import Parlour


def played(system: str) -> Parlour:
    """Two rounds of the valley: a person who accepts what is proposed, a spectator, and bots."""
    parlour = Parlour(TableSettings(load_scenario("valley"), system, seed=3, rounds=2))
    parlour.send(2, m.Hello(m.VERSION, "Eve"))
    parlour.sit(1, "ben")
    while not parlour.all(1, m.Ended):
        assert parlour.opened(1).questions
        assert isinstance(parlour.submit(1, **parlour.opened(1).silence)[0], m.Taken)
    return parlour


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_every_message_of_a_system_survives_both_formats(system: str) -> None:
    """Facts, questions and events of the system are plain data that any client can read."""
    parlour = played(system)
    for message in (*parlour.inbox[1], *parlour.inbox[2]):
        as_text = decode_server(encode_server(message, text=True))
        as_bytes = decode_server(encode_server(message, text=False))
        assert as_text == as_bytes


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_what_nobody_may_see_is_sent_to_nobody(system: str) -> None:
    """Hidden facts are in no view, and no fact is among events; private ones only of what it holds."""
    parlour = played(system)
    for client, seat in ((1, "ben"), (2, None)):
        for happened in parlour.all(client, m.Happened):
            assert not any(isinstance(event, Stated) for event in happened.events)
        for changed in parlour.all(client, m.Changed):
            assert "tape" not in changed.public
        state = parlour.last(client, m.State)
        holds = state.public[seat]["holds"] if seat else []
        assert set(state.own) <= {seat, *holds}

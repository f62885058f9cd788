"""Every registered system is served as it is: its messages fit the wire and its secrets stay."""

import pytest

from allmende_protocol import messages as m
from allmende_protocol.codec import decode_server, encode_server
from allmende_rules.events import Stated
from allmende_rules.systems.registry import SYSTEMS
from allmende_scenarios.catalogue import load_scenario
from allmende_server.table import TableSettings
from tests.server.hall import Hall


def played(system: str) -> Hall:
    """Two rounds of the valley: a person who accepts what is proposed, a spectator, and bots."""
    hall = Hall(TableSettings(load_scenario("valley"), system, seed=3, rounds=2))
    hall.send(2, m.Hello(m.VERSION, "Eve"))
    hall.sit(1, "ben")
    while not hall.all(1, m.Ended):
        assert hall.opened(1).questions
        assert isinstance(hall.submit(1, **hall.opened(1).silence)[0], m.Taken)
    return hall


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_every_message_of_a_system_survives_both_formats(system: str) -> None:
    """Facts, questions and events of the system are plain data that any client can read."""
    hall = played(system)
    for message in (*hall.inbox[1], *hall.inbox[2]):
        as_text = decode_server(encode_server(message, text=True))
        as_bytes = decode_server(encode_server(message, text=False))
        assert as_text == as_bytes


@pytest.mark.parametrize("system", sorted(SYSTEMS))
def test_what_nobody_may_see_is_sent_to_nobody(system: str) -> None:
    """Hidden facts are in no event and no view; private ones only of what the seat holds."""
    hall = played(system)
    for client, seat in ((1, "ben"), (2, None)):
        for happened in hall.all(client, m.Happened):
            stated = [event for event in happened.events if isinstance(event, Stated)]
            assert {event.audience for event in stated} <= {"all", "holder"}
        for state in hall.all(client, m.State):
            assert "tape" not in state.public
            holds = state.public[seat]["holds"] if seat else []
            assert set(state.own) <= {seat, *holds}

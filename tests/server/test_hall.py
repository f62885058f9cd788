"""Several tables in one hall: apart from each other, found by code, and safe from guessing and floods."""

import pytest
from msgspec.structs import replace

from allmende_protocol import messages as m
from allmende_rules.record import Answered, Entry
from allmende_server.hall import GUESSES, LENGTH, LETTERS, MESSAGES, PATIENCE, Hall, new_code
from allmende_server.table import InMemory, open_table
from tests.server.parlour import CODE, HOST, KEY, Parlour, refusal, seated, settings

OTHER = "ZZZZZ"
BURST, RATE = int(MESSAGES[0]), int(MESSAGES[1])


def two_tables() -> tuple[Parlour, list[Entry]]:
    """A parlour whose hall has a second table, and that table's record."""
    parlour, entries = Parlour(), list[Entry]()
    parlour.hall.add(open_table(settings(), InMemory(entries.append), OTHER))
    parlour.settle()
    return parlour, entries


def hello(parlour: Parlour, client: int, **fields: object) -> list[m.ServerMessage]:
    """Say hello, with an address of the client's own; returns what came back."""
    return parlour.send(client, replace(m.Hello(m.VERSION, f"Person {client}"), **fields))


def test_two_tables_know_nothing_of_each_other() -> None:
    """Seats, answers, talk and who is here: each table has its own."""
    parlour, entries = two_tables()
    parlour.sit(1, "ada", "Ada")
    before, told = len(parlour.entries), len(parlour.inbox[1])
    hello(parlour, 2, name="Ada", table=OTHER)
    parlour.take(2, "ada")
    parlour.send(2, m.Say("hello", 3))
    parlour.submit(2, pledge=0)
    parlour.drop(2)
    assert len(parlour.entries) == before
    assert len(parlour.inbox[1]) == told
    assert parlour.opened(2).phase == "vote"
    assert parlour.opened(1).phase == "pledge"
    assert [entry.id for entry in entries] == list(range(len(entries)))


def test_a_token_opens_no_other_table() -> None:
    """It is refused there, and still good at its own."""
    parlour, _ = two_tables()
    token = parlour.sit(1, "ada").token
    assert refusal(hello(parlour, 2, table=OTHER, token=token)).refusal.code == "not_seated"
    assert hello(parlour, 3, table=CODE, token=token)[1] == m.Seated("ada", token)


def test_a_host_sees_every_table_and_orders_at_the_one_it_speaks_to() -> None:
    """A pause of one leaves the other running."""
    parlour, entries = two_tables()
    hello(parlour, HOST, name="Host", table=OTHER, key=KEY)
    assert [one.code for one in parlour.last(HOST, m.Welcome).tables] == [CODE, OTHER]
    hello(parlour, 3, table=OTHER)
    parlour.take(3, "ben")
    before = len(parlour.entries), len(entries)
    assert parlour.order(m.Pause(3)) == m.Taken(3, {})
    assert (len(parlour.entries), len(entries)) == (before[0], before[1] + 1)


@pytest.mark.parametrize("typed", [CODE, CODE.lower(), " tb lcd ", "Tb\tLcD\n"])
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    """In any case, with spaces anywhere."""
    assert isinstance(hello(Parlour(), 1, table=typed)[0], m.Welcome)


@pytest.mark.parametrize("typed", ["ABCDE", CODE[:4], CODE + "X", "TBLCÐ", "🌾", "'; --"])
def test_a_wrong_code_is_refused_and_another_may_be_tried(typed: str) -> None:
    """The refusal says what was read; the connection lives."""
    parlour = Parlour()
    refused = refusal(hello(parlour, 1, table=typed)).refusal
    assert (refused.code, refused.facts["length"]) == ("wrong_code", LENGTH)
    assert isinstance(hello(parlour, 1)[0], m.Welcome)


def test_no_code_is_needed_only_where_the_table_is_the_hosts_own() -> None:
    """On a server that guests reach an empty code opens nothing; the host's opens the first table."""
    guarded, own = Parlour(), Hall()
    own.add(open_table(settings(), InMemory(list[Entry]().append), "OWN"))
    for hall in (guarded.hall, own):
        hall.connect(50, "10.0.0.50")
    anyone = m.Hello(m.VERSION, "Ada")
    (out,) = guarded.hall.receive(50, anyone, 0.0)
    assert isinstance(out.message, m.Refused)
    assert out.message.refusal.code == "wrong_code"
    assert isinstance(own.receive(50, anyone, 0.0)[0].message, m.Welcome)
    host = replace(anyone, key=KEY)
    assert isinstance(guarded.hall.receive(50, host, 0.0)[0].message, m.Welcome)


def test_a_hall_without_a_key_has_no_host() -> None:
    """Not even for an empty one."""
    own = Hall()
    own.connect(1, "10.0.0.1")
    for key in ("", "None", KEY):
        (out,) = own.receive(1, m.Hello(m.VERSION, "Ada", key=key), 0.0)
        assert isinstance(out.message, m.Refused)
        assert out.message.refusal.code == "not_host"


@pytest.mark.parametrize(
    ("guess", "code"),
    [
        ({"table": "QQQQQ"}, "wrong_code"),
        ({"token": "x"}, "not_seated"),
        ({"key": "x"}, "not_host"),
    ],
)
def test_guessing_is_slowed_down_by_address(guess: dict[str, str], code: str) -> None:
    """Codes, tokens and keys alike, over new connections; other addresses do not notice."""
    parlour = Parlour()
    for client in range(100, 100 + int(GUESSES[0])):
        parlour.hall.connect(client, "10.9.9.9")
        assert refusal(hello(parlour, client, **guess)).refusal.code == code
    parlour.hall.connect(200, "10.9.9.9")
    refused = refusal(hello(parlour, 200)).refusal
    assert (refused.code, refused.facts["seconds"]) == ("too_many_tries", 10)
    assert isinstance(hello(parlour, 1)[0], m.Welcome)
    parlour.pass_time(9)
    assert refusal(hello(parlour, 200)).refusal.facts["seconds"] == 1
    parlour.pass_time(1)
    assert isinstance(hello(parlour, 200)[0], m.Welcome)


def test_who_knows_the_code_may_come_as_often_as_they_like() -> None:
    """A class of forty behind one address is no guessing."""
    parlour = Parlour()
    for client in range(100, 200):
        parlour.hall.connect(client, "10.9.9.9")
        assert isinstance(hello(parlour, client)[0], m.Welcome)


def test_a_flood_is_refused_with_its_nonces_until_it_ends() -> None:
    """So many at once, so many a second; then the connection is cut, and nobody else notices."""
    parlour = seated("ada", "ben")
    parlour.pass_time(1000)
    for nonce in range(BURST):
        assert isinstance(parlour.send(1, m.Undo("", nonce))[0], m.Refused)
    before = len(parlour.entries)
    refused = refusal(parlour.submit(1, pledge=0))
    assert (refused.nonce, refused.refusal.code) == (7, "too_fast")
    assert refused.refusal.facts == {"rate": RATE, "burst": BURST}
    assert len(parlour.entries) == before
    assert isinstance(parlour.submit(2)[0], m.Taken)
    parlour.pass_time(1)
    assert isinstance(parlour.submit(1, pledge=0)[0], m.Taken)


def test_who_goes_on_flooding_is_cut_off() -> None:
    """Also with garbage and before any hello; not one message sooner."""
    parlour = seated("ada")
    for _ in range(BURST + PATIENCE):
        parlour.send_frame(9, b"\xc1")
    assert parlour.cut == set()
    assert parlour.send_frame(9, b"\xc1") == []
    assert parlour.cut == {9}
    assert isinstance(parlour.submit(1)[0], m.Taken)


def test_tables_take_turns_when_both_have_much_to_play() -> None:
    """Each call closes one phase at most, and no table waits for the end of another."""
    parlour, entries = two_tables()
    parlour.sit(1, "ada")
    hello(parlour, 2, table=OTHER)
    parlour.take(2, "ada")
    for client in (1, 2):
        parlour.hall.receive(client, m.Leave(for_good=True), parlour.now)
    records, grown = (parlour.entries, entries), []
    while parlour.hall.busy:
        before = [len(record) for record in records]
        parlour.hall.play_on(parlour.now)
        for n, record in enumerate(records):
            fresh = [one.body for one in record[before[n] :] if isinstance(one.body, Answered)]
            assert len(fresh) == len({one.seat for one in fresh})
            grown += [n] * (len(record) > before[n])
    assert grown[:6] in ([0, 1] * 3, [1, 0] * 3)


def test_codes_are_drawn_from_letters_that_spell_nothing() -> None:
    """And none that a table has."""
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == LENGTH and set(code) <= set(LETTERS) for code in codes)

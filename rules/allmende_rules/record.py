"""The record: the append-only list of what was submitted and what followed, as lines of text.

A line reads `id parent {json} ~crc32`. Every entry names its parent; the head is the last entry of
the game's thread, so a rollback adds an entry whose parent is an older one and deletes nothing. Chat
and a host's orders hang on the header, because they belong to the table and not to a thread.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from hashlib import blake2b, sha256
from typing import Any
from zlib import crc32

import msgspec

from allmende_rules.agenda import Alternative
from allmende_rules.events import Event
from allmende_rules.scenario import Act, Scenario
from allmende_rules.world import World

FORMAT = 1
_encode = msgspec.json.Encoder().encode  # keeps the order of keys, on which rules may depend
_canonical = msgspec.json.Encoder(order="deterministic").encode
_pack = msgspec.msgpack.Encoder().encode  # as exact as text, and a third of its time


class Header(msgspec.Struct, frozen=True, tag="header", tag_field="is", omit_defaults=True):
    """What a game is recomputed from. `seats` are those at the table; the house has the rest.

    `system` and `dials` are those that it opens with, `then` the acts that follow within its `rounds`,
    and `systems` what motions may choose between, where they may change the system.
    """

    format: int
    engine: str
    scenario_hash: str
    scenario: Scenario
    system: str
    dials: dict[str, float]
    seed: int
    rounds: int
    seats: tuple[str, ...]
    then: tuple[Act, ...] = ()
    systems: tuple[Alternative, ...] = ()

    @property
    def acts(self) -> tuple[Act, ...]:
        """All acts of the game, the first one included."""
        first = self.rounds - sum(act.rounds for act in self.then)
        return Act(system=self.system, rounds=first, dials=self.dials), *self.then


class Seated(msgspec.Struct, frozen=True, tag="seated", tag_field="is"):
    """Who answers for a seat from here on: "person" or a bot's name."""

    seat: str
    who: str
    name: str = ""


class Answered(msgspec.Struct, frozen=True, tag="answered", tag_field="is"):
    """A seat's checked answers to the phase, as plain data. `by` is "person" or a bot's name."""

    seat: str
    phase: str
    by: str
    answers: dict[str, Any]


class Withdrawn(msgspec.Struct, frozen=True, tag="withdrawn", tag_field="is"):
    """A seat took its answers back before the phase closed."""

    seat: str
    phase: str


class Resolved(msgspec.Struct, frozen=True, tag="resolved", tag_field="is"):
    """What a phase brought about; folding these events is the game."""

    round: int
    phase: str
    events: tuple[Event, ...]


class RoundEnded(msgspec.Struct, frozen=True, tag="round_ended", tag_field="is"):
    """The digest of all events so far and of the state."""

    round: int
    digest: str


class RolledBack(msgspec.Struct, frozen=True, tag="rolled_back", tag_field="is"):
    """The game goes on from the end of `round`; the entry's parent is that round's end."""

    round: int
    by: str


class Decreed(msgspec.Struct, frozen=True, tag="decreed", tag_field="is"):
    """The host ordered that `act` begins with the next round; None takes such an order back."""

    by: str
    act: Act | None


class Said(msgspec.Struct, frozen=True, tag="said", tag_field="is"):
    """Chat. `name` is the speaker's, where several people may share the seat."""

    seat: str
    channel: str
    text: str
    name: str = ""


class Ordered(msgspec.Struct, frozen=True, tag="ordered", tag_field="is"):
    """What a host did about the time of the table, and who; it moves no state of the game."""

    by: str
    order: str
    facts: dict[str, Any] = {}


Aside = Said | Ordered
"""What belongs to the table and to no thread of the game: it hangs on the header."""
Body = Header | Seated | Answered | Withdrawn | Resolved | RoundEnded | RolledBack | Decreed | Aside


class Entry(msgspec.Struct, frozen=True, dict=True):
    """One line of the record."""

    id: int
    parent: int
    body: Body

    @cached_property
    def encoded(self) -> bytes:
        """The body as JSON: what the line shows and the digest covers. Not kept after the digest."""
        return _encode(self.body)


class DamageError(Exception):
    """A line that is not what was written; says which."""


_body_decoder = msgspec.json.Decoder(Body)


def line(entry: Entry) -> str:
    """An entry as a line of text, without its end of line."""
    text = b"%d %d %b" % (entry.id, entry.parent, entry.encoded)
    return f"{text.decode()} ~{crc32(text):08x}"


def parse(text: str) -> Entry:
    """The entry of a line. Raises DamageError if the line is cut, altered or of an unknown kind."""
    content, mark, check = text.rstrip("\n").rpartition(" ~")
    if not mark or f"{crc32(content.encode()):08x}" != check:
        raise DamageError("the line is cut or altered")
    try:
        number, parent, body = content.split(" ", 2)
        return Entry(int(number), int(parent), _body_decoder.decode(body))
    except (ValueError, msgspec.MsgspecError) as error:
        raise DamageError(f"the line is of no known kind ({error})") from error


def parse_all(lines: Iterable[str]) -> tuple[list[Entry], str | None]:
    """The entries up to the first damage, and a sentence about it if there is any."""
    entries: list[Entry] = []
    for number, text in enumerate(lines, start=1):
        try:
            entry = parse(text)
        except DamageError as damage:
            return entries, f"Line {number}: {damage}; the record is read up to line {number - 1}."
        if entry.id != len(entries) or not -1 <= entry.parent < max(entry.id, 0):
            return entries, f"Line {number}: entry {entry.id} is out of order; read up to there."
        entries.append(entry)
    return entries, None


def thread(entries: list[Entry]) -> list[Entry]:
    """The entries that the game now stands on, from the header to the head; asides left out."""
    head = next((e.id for e in reversed(entries) if not isinstance(e.body, Aside)), -1)
    chain: list[Entry] = []
    while head >= 0:
        chain.append(entries[head])
        head = entries[head].parent
    return chain[::-1]


def resolved_since(entries: list[Entry], head: int) -> list[Entry]:
    """What was resolved on the way to `head` since the last round's end: what its next digest covers."""
    found: list[Entry] = []
    while head >= 0 and not isinstance(entries[head].body, RoundEnded):
        if isinstance(entries[head].body, Resolved):
            found.append(entries[head])
        head = entries[head].parent
    return found[::-1]


def digest(previous: str, since: Iterable[Entry], world: World) -> str:
    """A fingerprint (128 bits, hex) of the digest before, what was resolved since, and the state.

    Folding the same events puts facts in the same order, so none is imposed here.
    """
    mixed = sha256(previous.encode())
    for entry in since:
        mixed.update(entry.encoded)
        del entry.__dict__["encoded"]
    mixed.update(_pack((world.ledger, world.public, world.private, world.hidden)))
    return mixed.hexdigest()[:32]


def content_hash(scenario: Scenario) -> str:
    """A fingerprint of a scenario's content, the same for equal contents in any file layout."""
    return blake2b(_canonical(scenario), digest_size=16).hexdigest()

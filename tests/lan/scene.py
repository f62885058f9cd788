"""The scene: a host and six machines on a bad network, and the people at them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.lan.account import Account
from tests.lan.browser import BrowserPerson, browser_person
from tests.lan.machines import Machine, machine
from tests.lan.people import Person
from tests.lan.plain import PlainPerson, plain_person
from tests.lan.switch import Air, Switch
from tests.lan.terminal import Pane, Panes, TerminalPerson, panes
from tests.lan.wire import Wire
from tests.web.browser import LAPTOP, PHONE

PORT = 8765
WEATHER = 1
"""The seed of the game; that of the scene is the network's."""
HOST = "host"
CABLE = Air(delay=0.001)
WIFI = Air(delay=0.010, jitter=0.020, loss=0.01)
CORNER = Air(delay=0.060, jitter=0.060, loss=0.04)
"""The lines: the host's cable, a room's Wi-Fi, and a far corner of it."""
AIRS = {
    HOST: CABLE,
    "ada": WIFI,
    "eli": CORNER,
    "hana": WIFI,
    "ben": WIFI,
    "dora": CORNER,
    "fay": WIFI,
}
"""Each machine is named for the seat that is played at it."""
NAMES = {
    "ada": "Anna",
    "eli": "Emil",
    "hana": "Hugo",
    "ben": "Bela",
    "dora": "Dina",
    "fay": "Finn",
}


@dataclass(frozen=True, slots=True)
class Scene:
    """What a trial is played with. `people` are those of all six machines, by seat."""

    account: Account
    folder: Path
    machines: dict[str, Machine]
    wire: Wire
    host: Pane
    code: str
    people: dict[str, Person]
    terminals: dict[str, TerminalPerson]
    pages: dict[str, BrowserPerson]
    plain: PlainPerson

    @property
    def store(self) -> Path:
        """Where the host keeps its tables."""
        return self.machines[HOST].home / "host.allmende"

    def shoot(self, moment: str) -> None:
        """Keep what the host and everybody else see at a moment."""
        shots = self.folder / "screens"
        shots.mkdir(exist_ok=True)
        self.host.shot(shots / f"{moment}-{HOST}")
        for seat, person in self.people.items():
            person.shot(shots / f"{moment}-{seat}")


@contextmanager
def scene(account: Account, folder: Path, seed: int) -> Iterator[Scene]:
    """Everybody at the table of the valley's quick game, and the host about to start."""
    with ExitStack() as stack:
        wire = Wire(PORT)
        switch = stack.enter_context(Switch(wire.delivered, seed))
        machines = {
            name: stack.enter_context(machine(switch, name, number, air, folder))
            for number, (name, air) in enumerate(AIRS.items(), start=1)
        }
        account.say(f"{len(machines)} machines on a switch: " + "; ".join(map(_line, AIRS.items())))
        tmux = stack.enter_context(panes(folder))
        words = ("host", "valley", "--quick", "--seed", str(WEATHER), "--port", str(PORT))
        host = Pane(tmux, HOST, machines[HOST], words)
        code = _code(host)
        account.say(f"The host shows the table {code}.")
        terminals = dict(_at_terminals(account, tmux, machines, code))
        plain = stack.enter_context(
            plain_person(machines["ben"], machines[HOST].address, NAMES["ben"], "ben")
        )
        plain.sit(code)
        account.say(f"{plain.name} sits at Ben in lines.")
        pages = _at_browsers(account, stack, machines, code)
        people: dict[str, Person] = {**terminals, "ben": plain, **pages}
        yield Scene(account, folder, machines, wire, host, code, people, terminals, pages, plain)


def _line(named: tuple[str, Air]) -> str:
    name, air = named
    least, most = 1000 * air.delay, 1000 * (air.delay + air.jitter)
    return f"{name} {least:.0f}-{most:.0f} ms, {air.loss:.0%} lost"


def _code(host: Pane) -> str:
    found = re.search(r"Code: (\w+)", host.sees("Code: "))
    assert found is not None
    host.press("Enter")
    return found.group(1)


def _at_terminals(
    account: Account, tmux: Panes, machines: dict[str, Machine], code: str
) -> Iterator[tuple[str, TerminalPerson]]:
    """Three ways to a table: found by mDNS, by the address, by the address that browsers open."""
    address = machines[HOST].address
    for seat, words in (
        ("ada", ()),
        ("eli", (address,)),
        ("hana", (f"http://{address}:{PORT}/?table={code.lower()}",)),
    ):
        pane = Pane(tmux, seat, machines[seat], ("join", *words))
        person = TerminalPerson(pane, NAMES[seat], seat)
        if not words:
            with account.timed("“allmende join” lists the table by mDNS"):
                pane.sees("The Valley, on ")
            pane.press("Enter")
        person.sit(code)
        account.say(f"{person.name} sits at {seat.title()} by allmende join {' '.join(words)}")
        yield seat, person


def _at_browsers(
    account: Account, stack: ExitStack, machines: dict[str, Machine], code: str
) -> dict[str, BrowserPerson]:
    """A laptop and a phone."""
    player = stack.enter_context(sync_playwright())
    url = f"http://{machines[HOST].address}:{PORT}/?table={code}"
    pages = {}
    for seat, looks in (("dora", LAPTOP), ("fay", PHONE)):
        sitting = browser_person(player, machines[seat], looks, NAMES[seat], seat)
        pages[seat] = stack.enter_context(sitting)
        pages[seat].sit(url)
        account.say(f"{NAMES[seat]} sits at {seat.title()} in a browser")
    return pages

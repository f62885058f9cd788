"""The course of a trial: a whole game, in which a server, a client, a page and a line are lost."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep

from tests.lan.people import GLANCE
from tests.lan.players import Players
from tests.lan.scene import PORT, Scene

CUT = 120.0
"""Seconds for which two machines are cut off."""


def play(scene: Scene) -> Players:
    """The whole game, from the host's start to the end on every screen."""
    players = Players(scene)
    scene.shoot("lobby")
    scene.host.press("s")
    scene.account.say("The host starts the game.")
    players.play(players.all(), "1 Market")
    kill_server(scene, players)
    players.play(players.all(), "2 Congress")
    load_again(scene, players)
    players.play(players.all(), "2 Licences")
    kill_client(scene, players)
    players.play(players.all(), "2 Market")
    cut_off(scene, players)
    players.play(players.all(), "")
    scene.account.say("Every screen shows the end.")
    scene.shoot("end")
    late = "Hugo and Finn were told that what they sent during the cut came too late"
    scene.account.check(late, holds={"hana", "fay"} <= players.told_late)
    return players


def kill_server(scene: Scene, players: Players) -> None:
    """SIGKILL in mid-phase, with answers given, on their way and to come; then the same command again.

    Lines that were said cannot change, so Bela's answers are only looked for in the record.
    """
    anna = scene.terminals["ada"]
    for person in players.only("dora", "hana", "ben"):
        players.settle(person, "1 Market")
    players.asked(anna, "1 Market")
    players.answer(anna, "1 Market")
    begun = monotonic()
    scene.host.kill()
    known = len(scene.wire.acknowledged())
    scene.account.say(f"SIGKILL to the server: {known} answers acknowledged, Anna's under way.")
    players.cut(players.all(), begun)
    scene.shoot("killed")
    scene.host.again("host", "--port", str(PORT))
    up = monotonic()
    scene.host.sees("Code: ")
    scene.host.press("Enter")
    scene.account.say(f"The same command again; its console is up in {monotonic() - up:.1f} s.")
    players.back(players.all(), up)
    for person in players.only("dora", "hana", "ada"):
        players.stands(person)
        scene.account.say(f"  What {person.name} had sent stands, without sending it again.")
    for person in players.only("eli", "fay"):
        players.settle(person, "1 Market")


def load_again(scene: Scene, players: Players) -> None:
    """A page is loaded again while something half typed stands on it."""
    page = scene.pages["fay"]
    players.asked(page, "2 Congress")
    page.type("7.25")
    begun = monotonic()
    page.page.reload()
    scene.account.say("Finn loads the page again, with 7.25 typed and not sent.")
    players.back([page], begun)
    players.asked(page, "2 Congress")
    scene.account.check("the page still has what was typed", holds=page.typed() == "7.25")


def kill_client(scene: Scene, players: Players) -> None:
    """A terminal client is killed in mid-phase; the same command takes the seat up."""
    anna = scene.terminals["ada"]
    players.asked(anna, "2 Licences")
    anna.pane.kill()
    scene.account.say("SIGKILL to Anna's client, before she has answered.")
    anna.pane.ends()
    begun = monotonic()
    anna.pane.again("join")
    anna.pane.sees("The Valley, on ")
    anna.pane.press("Enter")
    players.back([anna], begun)
    players.settle(anna, "2 Licences")
    scene.account.say("Anna has her seat without being asked who she is, and has answered.")


def cut_off(scene: Scene, players: Players) -> None:
    """Two machines lose their line for two minutes, and send answers that cannot leave them."""
    gone = players.only("hana", "fay")
    here = players.all("hana", "fay")
    for person in gone:
        players.asked(person, "2 Market")
        scene.machines[person.seat].port.cut = True
    begun = monotonic()
    scene.account.say("The lines of Hugo (terminal) and Finn (phone) are cut, before they send.")
    for person in gone:
        players.answer(person, "2 Market")
    players.cut(gone, begun)
    players.play(here, "3 Licences", _until_away(scene, begun))
    scene.host.press("x")
    scene.host.sees("How many seconds more?")
    scene.host.press("Enter")
    scene.account.say("The others have come to round 3, Licences; the host gives 60 seconds more.")
    _wait(begun + CUT)
    scene.shoot("cut")
    for person in gone:
        scene.machines[person.seat].port.cut = False
    over = monotonic()
    scene.account.say(f"The lines are whole again after {over - begun:.1f} s.")
    players.back(gone, over, "2 Market")
    players.play(players.all(), "3 Market")
    scene.shoot("back")


def _until_away(scene: Scene, begun: float) -> Callable[[], bool]:
    """Whether the cut still lasts; says when the host's console shows both as away."""
    seen: list[float] = []

    def lasts() -> bool:
        now = monotonic()
        if not seen and scene.host.screen().count(": away") == 2:
            seen.append(now)
            scene.account.say(f"  The host sees both as away after {now - begun:.1f} s.")
        return now < begun + CUT

    return lasts


def _wait(time: float) -> None:
    while monotonic() < time:
        sleep(GLANCE)

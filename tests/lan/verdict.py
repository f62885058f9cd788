"""What must hold when a trial is over: the record, and every answer that was acknowledged."""

from __future__ import annotations

import subprocess
from collections import Counter

from allmende_rules.amounts import MICRO
from allmende_rules.systems.dmnc import DMNC
from tests.lan.account import Account
from tests.lan.ledger import kept, missing, stood_in
from tests.lan.players import TYPED, Players
from tests.lan.scene import HOST, Scene
from tests.lan.wire import Acknowledged

PHASES = {phase.title: phase.id for phase in DMNC.phases}


def judge(scene: Scene, players: Players) -> None:
    """Stop the server in order, then compare what its file holds with what was seen on the cable."""
    scene.host.press("q")
    scene.host.sees("Quit the server?")
    scene.host.press("Enter")
    scene.host.ends()
    known = scene.wire.acknowledged()
    entries = kept(scene.store, scene.code)
    _verify(scene)
    counted = Counter(one.seat for one in known)
    listed = ", ".join(f"{seat} {count}" for seat, count in sorted(counted.items()))
    account = scene.account
    account.say(f"Acknowledged on the cable: {len(known)} answers ({listed}).")
    lost = missing(known, entries)
    account.check(f"every acknowledged answer is in the record; lost: {len(lost)}",
                  holds=not lost and set(counted) == set(scene.people), why="\n".join(lost))  # fmt: skip
    unseen = sorted(players.claims - _marks(known))
    account.check(f"each of {len(players.claims)} “sent” on a screen was an acknowledged answer",
                  holds=not unseen, why=str(unseen))  # fmt: skip
    _typed(scene, known)
    for line in stood_in(entries, scene.people):
        account.say(f"  stood in, {line}")
    _pages(scene)
    _lines(account, scene)


def _typed(scene: Scene, known: list[Acknowledged]) -> None:
    """What was typed by hand is what was acknowledged, in micro-units."""
    for (seat, when), text in TYPED.items():
        phase = PHASES[when.split()[-1]]
        answers = [one.answers for one in known if one.seat == seat and f".{phase}." in one.key]
        wanted = int(float(text) * MICRO)
        account = f"the {text} that {scene.people[seat].name} typed was acknowledged"
        scene.account.check(account, holds=any(wanted in one.values() for one in answers))


def _verify(scene: Scene) -> None:
    """`allmende replay FILE --verify`, on the host's machine."""
    words = ("replay", str(scene.store), "--table", scene.code, "--verify")
    command = scene.machines[HOST].allmende(*words)
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    said = (done.stdout + done.stderr).strip()
    scene.account.check(f"the record verifies: {said}", holds=done.returncode == 0)


def _marks(known: list[Acknowledged]) -> set[tuple[str, str]]:
    """Seat and phase of each answer, as screens name phases."""
    titles = {phase: title for title, phase in PHASES.items()}
    keys = [(one.seat, *one.key.split(".")[:2]) for one in known]
    return {(seat, f"{round_} {titles[phase]}") for seat, round_, phase in keys}


def _pages(scene: Scene) -> None:
    for page in scene.pages.values():
        account = f"no script of {page.name}'s page has failed"
        scene.account.check(account, holds=not page.faults, why="\n".join(page.faults))


def _lines(account: Account, scene: Scene) -> None:
    """What went over each line."""
    for name, machine in scene.machines.items():
        port = machine.port
        account.say(
            f"  {name}: {port.carried} frames received, {port.lost} of those sent were lost"
        )

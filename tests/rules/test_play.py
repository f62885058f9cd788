"""One step as pure functions: who is asked, what silence means, which answers stand."""

from typing import Any

from allmende_rules.chance import Chance
from allmende_rules.events import Stated
from allmende_rules.play import ask, complete, resolve, standing
from allmende_rules.questions import Amount, Question, Text
from allmende_rules.system import Phase, Replies
from allmende_rules.world import World, fold
from tests.scenarios_tiny import TINY

COMMON: dict[str, Any] = {"topic": "t", "about": "a", "title": "T", "help": "H."}
KEPT = Amount(id="kept", **COMMON, low=0, high=10, default=5, unit="", required=False)
ASKED = Amount(id="asked", **COMMON, low=0, high=10, default=3, unit="")
WORDS = Text(id="words", **COMMON, longest=5, required=False, default="")
EMPTY = World(land=TINY.land)
QUESTIONS: tuple[Question, ...] = (KEPT, ASKED, WORDS)


def with_standing(answers: dict[str, Any]) -> World:
    """A state in which these answers of ann stand."""
    return fold(EMPTY, [Stated("holder", "ann", {"standing": answers})])


def test_seats_that_wait_are_absent() -> None:
    """A seat that a phase asks nothing is not among the asked."""
    phase = Phase("p", "P", lambda *_: [], ask=lambda _, seat: QUESTIONS if seat == "ann" else ())
    assert ask(EMPTY, phase, ["ann", "bo"]) == {"ann": QUESTIONS}


def test_silence_means_the_default() -> None:
    """Without a standing answer, every silence is the question's default."""
    assert complete(EMPTY, "ann", QUESTIONS, None) == {"kept": 5, "asked": 3, "words": ""}


def test_silence_means_what_stands() -> None:
    """A standing answer goes before the default, for questions whose answers stand and no others."""
    world = with_standing({"kept": 9, "asked": 9, "words": "no"})
    assert complete(world, "ann", QUESTIONS, {}) == {"kept": 9, "asked": 3, "words": ""}
    assert complete(world, "bo", QUESTIONS, {}) == {"kept": 5, "asked": 3, "words": ""}


def test_what_is_said_goes_before_what_stands() -> None:
    """A given answer is taken as it is."""
    assert complete(with_standing({"kept": 9}), "ann", QUESTIONS, {"kept": 1})["kept"] == 1


def test_a_standing_answer_that_is_no_longer_legal_falls() -> None:
    """If bounds have moved past it, the default holds."""
    assert standing(with_standing({"kept": 11}), "ann", KEPT) == 5
    assert standing(with_standing({"kept": "much"}), "ann", KEPT) == 5


def resolved(world: World, given: dict[str, dict[str, Any]]) -> tuple[World, Replies]:
    """The state after a phase of nothing but answers, and what its rule was told."""
    told: list[Replies] = []

    def rule(_world: World, replies: Replies, _chance: Chance) -> list[Any]:
        told.append(replies)
        return []

    phase = Phase("p", "P", rule)
    asked = {"ann": QUESTIONS, "bo": QUESTIONS}
    return fold(world, resolve(world, phase, asked, given, Chance(1))), told[0]


def test_a_rule_hears_every_asked_seat_in_full() -> None:
    """Replies are complete: all seats that were asked, all their questions."""
    _, replies = resolved(EMPTY, {"bo": {"asked": 7}})
    assert replies == {
        "ann": {"kept": 5, "asked": 3, "words": ""},
        "bo": {"kept": 5, "asked": 7, "words": ""},
    }


def test_only_what_a_seat_says_itself_comes_to_stand() -> None:
    """Silence makes nothing stand, and neither do required answers or words."""
    world, _ = resolved(EMPTY, {"ann": {"kept": 8, "asked": 7, "words": "hey"}})
    assert world.private == {"ann": {"standing": {"kept": 8}}}


def test_what_stands_stays_until_it_is_changed() -> None:
    """Saying one thing anew leaves other standing answers; saying the same again is no event."""
    world, _ = resolved(with_standing({"kept": 8, "other": 1}), {"ann": {"kept": 2}})
    assert world.secret("ann", "standing") == {"kept": 2, "other": 1}
    again, _ = resolved(world, {"ann": {"kept": 2}})
    assert again is world

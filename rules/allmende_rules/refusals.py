"""Refusals are data: a closed code, a sentence, and the facts (DESIGN 4, errors of three kinds)."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Kind = Literal["malformed", "illegal", "out_of_turn"]
Code = Literal[
    "not_an_answer",
    "no_such_question",
    "out_of_bounds",
    "not_an_option",
    "wrong_total",
    "not_a_step",
    "too_long",
    "no_such_seat",
    "phase_closed",
    "nothing_to_undo",
    "game_over",
    "seat_taken",
    "not_seated",
    "bad_message",
    "wrong_version",
    "wrong_code",
    "name_taken",
    "unconfirmed",
    "not_host",
    "not_planner",
    "too_fast",
    "too_many_tries",
    "next_phase",
    "elsewhere",
    "look_running",
    "look_failed",
]
KINDS: dict[Code, Kind] = {
    "not_an_answer": "malformed",
    "no_such_question": "malformed",
    "bad_message": "malformed",
    "wrong_version": "malformed",
    "wrong_code": "illegal",
    "name_taken": "illegal",
    "unconfirmed": "illegal",
    "not_host": "illegal",
    "not_planner": "illegal",
    "too_fast": "out_of_turn",
    "too_many_tries": "out_of_turn",
    "next_phase": "out_of_turn",
    "elsewhere": "out_of_turn",
    "look_running": "out_of_turn",
    "look_failed": "out_of_turn",
    "out_of_bounds": "illegal",
    "not_an_option": "illegal",
    "wrong_total": "illegal",
    "not_a_step": "illegal",
    "too_long": "illegal",
    "no_such_seat": "illegal",
    "seat_taken": "illegal",
    "phase_closed": "out_of_turn",
    "nothing_to_undo": "out_of_turn",
    "game_over": "out_of_turn",
    "not_seated": "out_of_turn",
}


class Refusal(msgspec.Struct, frozen=True, tag="refusal", tag_field="is"):
    """Why something submitted was not taken: nothing has changed. `text` is a template over `facts`."""

    code: Code
    text: str
    facts: dict[str, Any] = {}

    @property
    def kind(self) -> Kind:
        """Malformed (not a valid answer), illegal (valid, not allowed now) or out of turn."""
        return KINDS[self.code]

    def __str__(self) -> str:
        return self.text.format(**self.facts)


class Refused(Exception):  # noqa: N818  # a refusal is an outcome of play, not a fault of the program
    """Carries a refusal up to whoever must answer the submission."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal

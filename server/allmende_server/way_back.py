"""What everybody is told when a host takes the table back."""

from __future__ import annotations

from allmende_protocol import messages as m
from allmende_server.history import Return

TO_A_ROUND = (
    "The host took the table back to the end of round {round}. What was played after it counts no "
    "more; nothing is deleted, the record keeps it."
)
TO_THE_OPENING = (
    "The host took the table back to the opening. What was played counts no more; nothing is deleted, "
    "the record keeps it."
)

TO_A_ROUND_UNDER = (
    "The host took the table back to the end of round {round}. What was played after it counts no "
    "more; nothing is deleted, the record keeps it. {system} is in force again."
)
TO_THE_OPENING_UNDER = (
    "The host took the table back to the opening. What was played counts no more; nothing is deleted, "
    "the record keeps it. {system} is in force again."
)


def went_back(back: Return) -> m.WentBack:
    """That the table went back, and which system holds if that changed by it."""
    if back.system:
        text = TO_A_ROUND_UNDER if back.round else TO_THE_OPENING_UNDER
        return m.WentBack(back.seq, back.round, text, {"round": back.round, "system": back.system})
    text = TO_A_ROUND if back.round else TO_THE_OPENING
    return m.WentBack(back.seq, back.round, text, {"round": back.round})

"""What can be validated, by name, in the order in which it is printed. A subject is one line here."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from allmende_lab.failures import FAILURES
from allmende_lab.neutral.subject import FRICTIONS, NEUTRAL
from allmende_lab.validate.auctions import AUCTIONS
from allmende_lab.validate.commons import COMMONS
from allmende_lab.validate.exchange import EXCHANGE
from allmende_lab.validate.findings import Subject
from allmende_lab.validate.incentives import INCENTIVES
from allmende_lab.validate.input_output import INPUT_OUTPUT
from allmende_lab.validate.markets import MARKETS
from allmende_lab.validate.plan_errors import PLAN_ERRORS
from allmende_lab.validate.public_goods import PUBLIC_GOODS

_ALL = (
    MARKETS,
    AUCTIONS,
    EXCHANGE,
    INPUT_OUTPUT,
    PLAN_ERRORS,
    INCENTIVES,
    COMMONS,
    PUBLIC_GOODS,
    NEUTRAL,
    FRICTIONS,
    FAILURES,
)
SUBJECTS: Mapping[str, Subject] = {subject.id: subject for subject in _ALL}


def find_subject(name: str) -> Subject:
    """The subject of that name. Raises LookupError with a sentence and the nearest name."""
    if name in SUBJECTS:
        return SUBJECTS[name]
    near = get_close_matches(name, SUBJECTS, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise LookupError(f"There is no subject “{name}”; there are {', '.join(SUBJECTS)}.{hint}")

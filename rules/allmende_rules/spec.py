"""What the parts of a scenario file are made of: numbers with bounds, names, and strict structs."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Share = Annotated[float, Meta(ge=0, le=1)]
Positive = Annotated[float, Meta(gt=0)]
NonNegative = Annotated[float, Meta(ge=0)]
Count = Annotated[int, Meta(ge=1)]
Few = Annotated[int, Meta(ge=1, le=40)]
Identifier = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Label = Annotated[str, Meta(min_length=1, max_length=60)]
Role = Literal["licensee", "member", "planner"]


class Spec(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of everything that a scenario file may contain: unknown keys are refused."""

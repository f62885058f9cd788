"""Presets of the command economy: its variants, and a setting kind and one hostile to it."""

from __future__ import annotations

from allmende_rules.system import Preset

PRESETS = (
    Preset(
        "honest",
        "Honest reports",
        "variant",
        "Bonuses reward a true statement, and no target follows what was achieved.",
        {"bonus_scheme": 2, "ratchet": 0, "ratchet_drift": 0},
    ),
    Preset(
        "democratic",
        "Democratic ends",
        "variant",
        "Delegates set what is made for people, and may recall whoever plans.",
        {"ends_by": 1, "recall": 1},
    ),
    Preset(
        "charitable",
        "Charitable",
        "setting",
        "Targets that can be met, ten passes, many inspections, prices that answer queues.",
        {
            "tautness": 1,
            "passes": 10,
            "audit_rate": 0.6,
            "soft_budget": 0.5,
            "claims": 0,
            "price_adjustment": 0.5,
        },
    ),
    Preset(
        "hostile",
        "Hostile",
        "setting",
        "Taut targets that rise fast, one pass, few inspections, large bonuses, machines for claims.",
        {
            "tautness": 1.2,
            "passes": 1,
            "audit_rate": 0.05,
            "bonus": 0.2,
            "ratchet": 1,
            "ratchet_drift": 0.05,
            "claims": 1,
            "benefits": 0.5,
            "harvest_norm": 1.5,
        },
    ),
)

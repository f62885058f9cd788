"""The settings of democratic market neo-communism: kind and hostile to it, beside the default."""

from __future__ import annotations

from allmende_rules.system import Preset

PRESETS = (
    Preset(
        "charitable",
        "Charitable",
        "setting",
        "Lots bind, courts see the truth and keep caps within what stocks can bear, and licences are safe.",
        {
            "overcut": 0,
            "inspection_error": 0,
            "court_accuracy": 1,
            "science_bound": 1,
            "renewable": 1,
            "hand_on": 1,
        },
    ),
    Preset(
        "hostile",
        "Hostile",
        "setting",
        "Lots can be passed, inspections are rare and err, courts see little better than a coin, licences "
        "are short and gathered in few hands.",
        {
            "overcut": 0.6,
            "inspection": 0.05,
            "inspection_cost": 2,
            "inspection_error": 0.2,
            "court_accuracy": 0.6,
            "court_cost": 2,
            "fine": 0.5,
            "memory": 1,
            "restoration": 0,
            "term": 1,
            "share_guard": 0.8,
            "grace": 3,
        },
    ),
)

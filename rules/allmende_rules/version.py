"""The version of the rules: records name it, and equal versions recompute equal events."""

ENGINE = "0.4.0"

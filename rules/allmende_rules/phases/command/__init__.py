"""Command: reports, plan, list prices, targets and bonuses."""

"""The market: statements, budgets, clearing and posted prices."""

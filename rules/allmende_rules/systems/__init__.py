"""Economic systems: each one small file made of mechanisms; none knows another."""

"""Phases that systems share: what every institution has in common lies in the physics and the people."""

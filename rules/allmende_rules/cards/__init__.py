"""Cards of systems: dials with their ranges and sources, assumptions, and what speaks for each."""

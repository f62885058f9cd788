"""Headless play: the same engine without a network, for studies and benchmarks."""

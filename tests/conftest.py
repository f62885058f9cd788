"""Settings that every test shares."""

from hypothesis import HealthCheck, settings

# The same examples in every run; a busy machine is no reason to fail.
settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
# For make deep: new examples in every run, and ten times as many.
settings.register_profile(
    "deep", max_examples=1_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci")

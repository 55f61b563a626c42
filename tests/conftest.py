"""What all tests share: how hypothesis draws its examples."""

from hypothesis import HealthCheck, settings

# A busy machine is no fault of what is tested: time is tested by how work grows, never by the clock.
settings.register_profile("factwire", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("factwire")

"""What all tests share: properties are tried on the same examples each time.

A run that fails by chance tells whoever changed something else that they broke it; `make fuzz`
is where new examples are looked for.
"""

from __future__ import annotations

import gc

from hypothesis import HealthCheck, settings
from steady_examples import leave_the_source_alone

gc.set_threshold(10_000, 20, 50)  # a seventh of a run went into looking for garbage

settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,  # nor on a busy machine,
    suppress_health_check=[HealthCheck.too_slow],  # where examples are made slowly too
)
settings.load_profile("steady")
leave_the_source_alone()

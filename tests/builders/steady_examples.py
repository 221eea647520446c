"""Whether what Hypothesis tries is drawn out of the source too.

It reads numbers and words in every module of ours that is loaded by then. Properties are to be
tried on the same examples whatever changed in the source, and in whichever order tests run.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis.internal.conjecture import providers

__all__ = ["drawn_out_of_the_source", "leave_the_source_alone"]

_read = providers._get_local_constants
_nothing = providers._local_constants


def leave_the_source_alone() -> None:
    """Draw nothing out of it from now on."""
    providers._get_local_constants = lambda: _nothing


@contextmanager
def drawn_out_of_the_source() -> Iterator[None]:
    """Draw out of it, where new examples are looked for."""
    providers._get_local_constants = _read
    providers.CONSTANTS_CACHE.cache.clear()
    try:
        yield
    finally:
        leave_the_source_alone()
        providers.CONSTANTS_CACHE.cache.clear()

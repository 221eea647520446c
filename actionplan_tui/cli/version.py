"""Which version of the program this is."""

from __future__ import annotations


def version() -> str:
    """The version that is installed."""
    from importlib.metadata import PackageNotFoundError, version  # slow to load, seldom asked

    try:
        return version("actionplan-tui")
    except PackageNotFoundError:
        return "unknown"

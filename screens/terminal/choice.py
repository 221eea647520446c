"""Which driver serves the terminal: ours, or the one asked for, or the one that can."""

from __future__ import annotations

import os
from contextlib import suppress
from importlib import import_module

from textual import constants
from textual.driver import Driver

from screens.terminal.fit import strange_parts

__all__ = ["driver_class"]

CHOICE = "ACTIONPLAN_DRIVER"
"""The environment's say: `whole` for frames sent as they are, `stock` for Textual's own driver.

`TEXTUAL_DRIVER` goes before it.
"""

_DRIVERS = {
    "frugal": ("screens.terminal.frugal_driver", "FrugalDriver"),
    "whole": ("screens.terminal.driver", "DeskDriver"),
    "stock": ("textual.drivers.linux_driver", "LinuxDriver"),
}
"""Each may stand in for the one before it."""


def driver_class() -> type[Driver]:
    """The driver for this session: the one asked for, or else the best that this Textual bears."""
    if constants.DRIVER is not None:  # module:class, as Textual reads it
        module, _, name = constants.DRIVER.partition(":")
        return _driver(module, name)
    wanted = os.environ.get(CHOICE, "")
    names = list(_DRIVERS)
    for name in names[names.index(wanted) if wanted in names else 0 :]:
        # A name that Textual no longer has, or a thing that is no longer what it was.
        with suppress(ImportError, AttributeError, TypeError, ValueError):
            if name == "stock" or not strange_parts():
                return _driver(*_DRIVERS[name])
    return _driver(*_DRIVERS["stock"])


def _driver(module: str, name: str) -> type[Driver]:
    found: type[Driver] = getattr(import_module(module), name)
    return found

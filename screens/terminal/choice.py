"""Which driver serves the terminal: ours, or the one that somebody asks for."""

from __future__ import annotations

import os
from importlib import import_module

from textual import constants
from textual.driver import Driver

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


def driver_class() -> type[Driver]:
    """The driver for this session."""
    if constants.DRIVER is not None:  # module:class, as Textual reads it
        module, _, name = constants.DRIVER.partition(":")
    else:
        module, name = _DRIVERS.get(os.environ.get(CHOICE, ""), _DRIVERS["frugal"])
    found: type[Driver] = getattr(import_module(module), name)
    return found

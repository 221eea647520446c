"""The desk's driver, sending the terminal only what differs from what it shows."""

from __future__ import annotations

from screens.terminal.driver import DeskDriver
from screens.terminal.output import FrugalOutput

__all__ = ["FrugalDriver"]


class FrugalDriver(FrugalOutput, DeskDriver):
    """Reads as `DeskDriver` does, and writes as little as `Frugal` can."""

"""How a run of the program ends: its exit status, and what is wrong use."""

from __future__ import annotations

DONE, NO, MISUSE, PROBLEM, CRASH, INTERRUPTED, CLOSED = 0, 1, 2, 3, 70, 130, 141
"""See `cli.main` for what each means."""


class Misuse(Exception):
    """The words of the command line are wrong; nothing was done."""

"""The command `actionplan`: see `actionplan_tui.cli`."""

from __future__ import annotations

import gc
import os
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run a command line; the exit status is 0 done, 1 "no", 2 wrong use, 3 a problem."""
    from actionplan_tui.cli.main import run  # the package root and this module stay free of cost

    gc.disable()  # a command has ended before there is garbage worth looking for
    status = run(sys.argv[1:] if arguments is None else arguments)
    if arguments is None and "textual" not in sys.modules:
        _leave(status)
    gc.freeze()  # else Python looks through everything once more on its way out
    return status


def _leave(status: int) -> None:
    """End the program at once.

    Python would take apart, piece by piece, all that was loaded; a command has no thread and
    no file open that would need it. The desk, which may have, ends in the usual way.
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (AttributeError, OSError, ValueError):  # closed, or read no longer
        return  # Python's own end knows what to do
    os._exit(status)


if __name__ == "__main__":
    sys.exit(main())

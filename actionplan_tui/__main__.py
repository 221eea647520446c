"""The command `actionplan`: see `actionplan_tui.cli`."""

from __future__ import annotations

import gc
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run a command line; the exit status is 0 done, 1 "no", 2 wrong use, 3 a problem."""
    from actionplan_tui.cli.main import run  # the package root and this module stay free of cost

    gc.disable()  # a command has ended before there is garbage worth looking for
    status = run(sys.argv[1:] if arguments is None else arguments)
    gc.freeze()  # else Python looks through everything once more on its way out
    return status


if __name__ == "__main__":
    sys.exit(main())

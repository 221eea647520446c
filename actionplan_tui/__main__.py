"""The command `actionplan`: see `actionplan_tui.cli`."""

from __future__ import annotations

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run a command line; the exit status is 0 done, 1 "no", 2 wrong use, 3 a problem."""
    from actionplan_tui.cli.main import run  # the package root and this module stay free of cost

    return run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())

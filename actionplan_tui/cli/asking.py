"""A question to the person at the terminal, before what was shown is done."""

from __future__ import annotations

import sys


def somebody_is_there() -> bool:
    """Whether a question would reach a person who can answer it."""
    return all(one is not None and one.isatty() for one in (sys.stdin, sys.stderr))


def agreed(question: str) -> bool:
    """Whether the answer is yes; anything else, the end of input too, is no."""
    sys.stdout.flush()  # what is asked about comes before the question
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer.endswith("\n"):
        sys.stderr.write("\n")
    return answer.strip().lower() in ("y", "yes")

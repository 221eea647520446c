"""A question to the person at the terminal, before what was shown is done."""

from __future__ import annotations

import sys


def somebody_is_there() -> bool:
    """Whether a person sees what is printed, and can answer a question about it."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(one is not None and one.isatty() for one in streams)


def agreed(question: str) -> bool:
    """Whether the answer is yes; anything else, the end of input too, is no."""
    sys.stdout.flush()  # what is asked about comes before the question
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer.endswith("\n"):
        sys.stderr.write("\n")
    return answer.strip().lower() in ("y", "yes")

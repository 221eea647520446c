"""Measure speed, bytes and memory against the budgets, beside a bare Textual app.

    python benchmarks/bench.py [--quick] [--only PART,PART]

The parts: status, start, imports, keys, worst, edits, work, drivers, durable. It prints the tables
that `docs/performance.md` keeps, ready to be put there.

All times are ratios: to `python -c pass`, or to a bare Textual app (a Header and a DataTable of 200
rows and 7 columns, `benchmarks/apps/bare.py`), or to the least that a durable write takes, measured
in the same run and by turns, so that a busy machine slows both. Bytes are exact.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import command
import desk
import memory
import working
from figures import Figure, against, median, p95, paired, spread, table
from installed import ROOT, Programs, plain_environment, prepare
from plans import write_plan

SIZES = (200, 1_000, 2_000, 10_000)

BETWEEN = ("1000", "2000")
"""Sizes that are only told, and press their keys in one round."""

SETTLED = 2.5
"""Seconds after which a plan file is old enough for its status to be kept."""

BEGIN, END = "<!-- what was measured -->", "<!-- end of what was measured -->"
"""Around the tables in docs/performance.md."""

METHOD = """\
Measured: {said}; Python {python}, {system}, {processors} processors; {rounds} rounds by turns.
× is a ratio of medians within a round (of p95 for keys); `p95` in raw figures is of all rounds.
First frame: from the start of the program until the text below the header, on a screen of 120 by
40, is the one it settles on. A key: from sending it to the last byte of its answer, before 60 ms of
silence; a commit, and the worst of five hundred keys: to the first write, which has what the key
did; that it is saved, and the panel, follow. Work at rest: once all is worked out."""


class Bench(NamedTuple):
    """What every part of the run needs."""

    programs: Programs
    environment: dict[str, str]
    plans: dict[int, Path]
    quick: bool

    def rounds(self, usual: int, quick: int) -> int:
        """How many rounds."""
        return quick if self.quick else usual

    def open(self, steps: int) -> tuple[str, ...]:
        """The command that opens a plan on the desk."""
        return (*self.programs.actionplan, str(self.plans[steps]))


def status(bench: Bench) -> Iterator[Figure]:
    """`actionplan status`, the first time and again."""
    commands: dict[str, tuple[str, ...]] = {"pass": (bench.programs.python, "-c", "pass")}
    for steps, path in bench.plans.items():
        asked = (*bench.programs.actionplan, "status", "-f", str(path))
        commands |= {f"{steps:,} steps, first time": asked, f"{steps:,} steps, again": asked}
    answers = Path(bench.environment["XDG_CACHE_HOME"])
    time.sleep(SETTLED)

    def forget(name: str) -> None:
        """Take away what is kept of earlier answers."""
        if name.endswith("first time"):
            shutil.rmtree(answers, ignore_errors=True)

    runs = command.interleaved(commands, bench.environment, bench.rounds(21, 7), before=forget)
    clock = {name: [run.clock for run in found] for name, found in runs.items()}
    work = {name: median(run.work for run in found) for name, found in runs.items()}
    budgets = {"1,000 steps, first time": 6.0, "1,000 steps, again": 1.7}
    for name in list(commands)[1:]:
        busy = work[name] / work["pass"]
        yield Figure(
            f"status, {name}",
            paired(clock[name], clock["pass"]),
            budget=budgets.get(name),
            raw=f"{against(clock[name], clock['pass'], 'pass')}; work {busy:.2f} ×",
        )


def start(bench: Bench) -> Iterator[Figure]:
    """The first frame, its bytes, memory, and the desk at rest."""
    commands = {
        "bare": bench.programs.bare("bare", 200),
        **{str(steps): bench.open(steps) for steps in bench.plans},
    }
    found = desk.starts(commands, bench.environment, bench.rounds(9, 3), rests="10000")
    useful = {name: [one.useful for one in runs] for name, runs in found.items()}
    budgets = {200: 1.1, 10_000: 1.2}
    for steps in bench.plans:
        times = useful[str(steps)]
        yield Figure(
            f"first frame, {steps:,} steps",
            paired(times, useful["bare"]),
            budget=budgets.get(steps),
            raw=against(times, useful["bare"], "bare"),
        )
    size = median(one.size for one in found["200"])
    bare_size = median(one.size for one in found["bare"])
    yield Figure("bytes: start", size, "B", 9_000, f"bare {bare_size:,.0f}")
    memory = {name: median(one.resident for one in runs) for name, runs in found.items()}
    for steps, budget in ((1_000, 20), (10_000, 60)):
        raw = f"{memory[str(steps)]:.1f} MB; bare {memory['bare']:.1f} MB"
        more = memory[str(steps)] - memory["bare"]
        yield Figure(f"memory over bare's, {steps:,} steps", more, "MB", budget, raw)
    rest = found["10000"][-1]
    yield Figure("idle, 10,000 steps: work", rest.idle_work, "%", 0.1)
    yield Figure("idle, 10,000 steps: bytes", rest.idle_bytes, "B", 0)


def keys(bench: Bench) -> Iterator[Figure]:
    """Moving, scrolling, paging."""
    programs: dict[str, tuple[desk.Command, desk.Script]] = {
        "bare": (bench.programs.bare("bare", 200), desk.moves),
        **{str(steps): (bench.open(steps), desk.moves) for steps in bench.plans},
    }
    found = desk.press_all(programs, bench.environment, bench.rounds(3, 1), once=BETWEEN)
    for kind, budget in (("move", 1.0), ("scroll", 0.8), ("page", 0.8)):
        presses = found[kind]
        base = presses.times("bare")
        for steps in bench.plans:
            times = presses.times(str(steps))
            yield Figure(
                f"{kind}, {steps:,} steps, p95",
                p95(times) / p95(base),
                budget=budget if steps == 10_000 or kind == "move" else None,
                raw=against(times, base, "bare"),
            )
    for kind, most in (("move", 100), ("scroll", 300), ("page", 3_000)):
        yield _bytes(kind, found[kind], most)
        yield _over_line(kind, found[kind], 600 if kind == "page" else 300)
    yield Figure(
        "bytes: panel, after a rest", max(found["move"].rested["10000"]), "B", 900, "the most"
    )


def worst(bench: Bench) -> Iterator[Figure]:
    """The slowest of five hundred keys of all kinds, beside the bare app's page."""
    programs: dict[str, tuple[desk.Command, desk.Script]] = {
        "bare": (bench.programs.bare("bare", 200), desk.pages),
        "10000": (bench.open(10_000), desk.anything),
    }
    # Escape is told from the beginning of another key by waiting: as short as it may be here.
    found = desk.press_all(programs, {**bench.environment, "ESCDELAY": "1"}, 1)
    # To the first write: what may come after it is that all is saved, and the panel.
    times, last = found["any"].first_times("10000"), found["any"].times("10000")
    page = median(found["page"].times("bare"))
    raw = f"{max(times):.1f} ms of {spread(times)}; bare's page {page:.1f} ms"
    raw += f"; with what follows {spread(last)}"
    yield Figure("worst of 500 keys, 10,000 steps", max(times) / page, budget=5.0, raw=raw)


def drivers(bench: Bench) -> Iterator[Figure]:
    """What each driver sends for the same keys, the text of the plan being the same."""
    named = {
        "frugal": "the desk's frugal driver",
        "whole": "the same, frames sent as they are",
        "stock": "Textual's own driver",
    }
    opened = bench.open(10_000)
    for name, said in named.items():
        chosen = {**bench.environment, "ACTIONPLAN_DRIVER": name}
        with desk.running(opened, chosen) as terminal:
            yield Figure(f"bytes: start, {said}", terminal.written, "B")
        scripts: dict[str, tuple[desk.Command, desk.Script]] = {
            "moves": (opened, desk.moves),
            "edits": (opened, desk.edits),
        }
        found = desk.press_all(scripts, chosen, 1)
        for kind in ("move", "scroll", "page", "type", "commit"):
            [sizes] = [[one.size for one in many] for many in found[kind].painted.values()]
            yield Figure(f"bytes: {kind}, {said}", median(sizes), "B")


def edits(bench: Bench) -> Iterator[Figure]:
    """Typing, committing, sorting, filtering."""
    rows = 10_000
    programs: dict[str, tuple[desk.Command, desk.Script]] = {
        "bare": (bench.programs.bare("bare_edit", rows), desk.bare_edits),
        **{str(steps): (bench.open(steps), desk.edits) for steps in bench.plans},
    }
    found = desk.press_all(programs, bench.environment, bench.rounds(3, 1), once=BETWEEN)
    for kind, budget in (("commit", 0.25), ("filter", 0.1), ("sort", 0.8)):
        presses = found[kind]
        # A commit is on the screen with its first write; what follows is that it is saved, and the
        # panel.
        times = presses.first_times if kind == "commit" else presses.times
        base = times("bare")
        for steps in bench.plans:
            ours, whole = times(str(steps)), presses.times(str(steps))
            more = f"; saved and all {spread(whole)}" if kind == "commit" else ""
            yield Figure(
                f"{kind}, {steps:,} steps, beside DataTable's at {rows:,}",
                median(ours) / median(base),
                budget=budget if steps == rows else None,
                raw=against(ours, base, "bare") + more,
            )
    for kind, most, wait in (("type", 40, 300), ("commit", 400, 300)):
        yield _bytes(kind, found[kind], most)
        yield _over_line(kind, found[kind], wait)
    for kind in ("filter", "sort"):
        yield _over_line(kind, found[kind], 600)


def work(bench: Bench) -> Iterator[Figure]:
    """What an edit makes the desk work, beside the same on the smallest plan."""
    rounds = bench.rounds(9, 4)
    found = {
        steps: working.of_edits(bench.open(steps), bench.environment, rounds)
        for steps in bench.plans
    }
    least = found[SIZES[0]]
    for steps, took in found.items():
        for said, place in (("all threads", 0), ("the screen's", 1)):
            ours, base = [one[place] for one in took], [one[place] for one in least]
            yield Figure(
                f"work of an edit until at rest, {steps:,} steps: {said}",
                median(ours) / median(base),
                raw=f"{spread(ours)}; {SIZES[0]} steps {spread(base)}",
            )


def imports(bench: Bench) -> Iterator[Figure]:
    """What loading the desk takes, and which modules take most."""
    python, environment = bench.programs.python, bench.environment
    ways = {
        "bare": "import textual.app, textual.widgets; textual.widgets.DataTable",
        "desk": (
            "import actionplan_tui.cli.spared_imports as spared;"
            "spared.load_screens_late(); spared.load_msgspec(); spared.load_asyncio();"
            "import actionplan_tui.cli.open, screens.app, screens.actions"
        ),
    }
    rounds = range(bench.rounds(7, 3))
    runs = {
        name: [command.imports(python, way, environment) for _ in rounds]
        for name, way in ways.items()
    }
    total = {name: [sum(one.values()) for one in found] for name, found in runs.items()}
    raw = against(total["desk"], total["bare"], "bare")
    yield Figure("imports: the desk", paired(total["desk"], total["bare"]), raw=raw)
    took = {
        module: median(one.get(module, 0.0) for one in runs["desk"]) for module in runs["desk"][-1]
    }
    own = {m: ms for m, ms in took.items() if m.startswith(("actionplan_tui", "screens"))}
    yield Figure(f"imports: {len(own)} modules of ours", sum(own.values()), "ms")
    for module in sorted(took, key=lambda module: -took[module])[:12]:
        yield Figure(f"imports: {module}", took[module], "ms")


def _bytes(kind: str, presses: desk.Presses, most: int) -> Figure:
    sizes = presses.sizes("10000")
    bare = presses.sizes("bare") if "bare" in presses.painted else []
    raw = f"most {max(sizes):,}" + (f"; bare {median(bare):,.0f}" if bare else "")
    return Figure(f"bytes: {kind}", median(sizes), "B", most, raw)


def _over_line(kind: str, presses: desk.Presses, most: int) -> Figure:
    waits = [desk.over_line(one) for one in presses.painted["10000"]]
    return Figure(f"200 ms and 64 kbit/s, modelled: {kind}", median(waits), "ms", most)


def durable(bench: Bench) -> Iterator[Figure]:
    """One edit that is on the disk."""
    script = str(ROOT / "benchmarks" / "durable.py")
    for steps in (1_000, 10_000):
        rounds = bench.rounds(15 if steps < 10_000 else 7, 5 if steps < 10_000 else 2)
        run = subprocess.run(
            (bench.programs.python, script, str(bench.plans[steps]), str(rounds)),
            env=bench.environment,
            capture_output=True,
            check=True,
            text=True,
        )
        took = json.loads(run.stdout)
        for way in ("live", "cold"):
            yield Figure(
                f"one durable edit, {steps:,} steps, {way}",
                paired(took[way], took["least"]),
                budget=2.0,
                raw=against(took[way], took["least"], "least"),
            )


PARTS: dict[str, Callable[[Bench], Iterator[Figure]]] = {
    part.__name__: part
    for part in (status, start, imports, keys, worst, edits, work, drivers, durable)
}


def sections(figures: Sequence[Figure]) -> Iterator[tuple[str, Sequence[Figure]]]:
    """The figures under the headings of `docs/performance.md`."""
    held = [figure for figure in figures if figure.budget is not None]
    sent = [figure for figure in figures if figure.what.endswith(("driver", "as they are"))]
    loaded = [figure for figure in figures if figure.what.startswith("imports")]
    told = [one for one in figures if one not in (*held, *sent, *loaded)]
    for heading, chosen in (
        ("What has a budget:", held),
        ("The sizes between, and what has no budget:", told),
        ("What each driver sends, 10,000 steps, at 120×40:", sent),
        ("Loading, module by module (each by itself):", loaded),
    ):
        if chosen:
            yield heading, chosen


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="few rounds, for a first look")
    parser.add_argument("--only", metavar="PARTS", help=f"some of {','.join(PARTS)}")
    parser.add_argument(
        "--keep", action="store_true", help="put the tables into docs/performance.md"
    )
    options = parser.parse_args()
    chosen = options.only.split(",") if options.only else list(PARTS)
    programs = prepare()
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="actionplan-bench-") as work:
        home = Path(work)
        plans = {steps: write_plan(home / f"plan-{steps}.json", steps) for steps in SIZES}
        for part in chosen:
            print(f"{part} ...", file=sys.stderr)
            bench = Bench(programs, plain_environment(home), plans, options.quick)
            figures += PARTS[part](bench)
    found = report(figures, programs, quick=options.quick)
    print(found)
    if options.keep:
        keep(found)


def report(figures: Sequence[Figure], programs: Programs, *, quick: bool) -> str:
    """The day, the method and the tables, in Markdown."""
    method = METHOD.format(
        said=programs.said,
        python=platform.python_version(),
        system=platform.system(),
        processors=os.cpu_count(),
        rounds="few" if quick else "3 to 21",
    )
    load = f"load {os.getloadavg()[1]:.1f} at the end"
    page = f"a page of memory that rested 0.3 s takes {memory.waking():.2f} µs to be touched again"
    parts = [f"{datetime.date.today():%-d %B %Y}; {load}; {page}.\n\n{method}"]
    parts += [f"{heading}\n\n{table(chosen)}" for heading, chosen in sections(figures)]
    return "\n\n".join(parts)


def keep(found: str) -> None:
    """Put the tables where they are kept, in the place of those before."""
    page = ROOT / "docs" / "performance.md"
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n{found}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()

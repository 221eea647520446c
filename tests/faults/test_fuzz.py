"""Whatever is typed, or stands in a file: an answer or one clear line; no traceback, no hang.

`make test` tries a few inputs for each reader, `make verify` thousands, both the same ones each
time; `make fuzz` tries 100,000 new ones.
"""

from __future__ import annotations

import datetime as dt
import gc
import os
import time
from collections import Counter
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from bounds import TooLong, TooMuch, bounds, megabytes
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from plans import PlanBuilder
from spoilt import TYPED, WHEN, spoilt, spoilt_json, spoilt_lines, spoilt_workbook
from steady_examples import drawn_out_of_the_source

from actionplan_tui.analysis.readiness.readiness import readiness
from actionplan_tui.analysis.status import status
from actionplan_tui.capture.cadences import understand_cadence
from actionplan_tui.capture.date_context import DateContext
from actionplan_tui.capture.dates import understand_date
from actionplan_tui.capture.line import understand_line
from actionplan_tui.exchange.csv_table import csv_bytes
from actionplan_tui.exchange.ics import calendar_bytes, calendar_file
from actionplan_tui.exchange.ics_update import is_calendar_of
from actionplan_tui.exchange.taking_in import import_source, read_source
from actionplan_tui.exchange.xlsx_workbook import workbook_bytes
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.store import create_store, open_store
from screens.terminal.incoming import Incoming
from screens.terminal.typed import Typed

TODAY = dt.date(2026, 11, 23)
SECONDS = 10.0
"""No input may take longer; the slowest seen takes a hundredth of it."""
MEGABYTES = 200
"""What one input may add to the most memory ever used, and all of them together."""

FEW, MANY = 8, 3_000
"""Inputs for each target in `make test` and in `make verify`."""
AT_ONCE = 500
"""Inputs after which Hypothesis begins a new book of what it has tried: a long one of workbooks
takes as much memory as is allowed here, though nobody reads them."""


def now() -> dt.datetime:
    return dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


def a_plan() -> Plan:
    """A plan with something in every table that leaves in a file."""
    build = PlanBuilder(title="Clean water")
    ana = build.person("Ana")
    goal = build.goal("Every village drinks clean water", owner=ana)
    step = build.step("Survey wells", goal=goal, lead=ana, due=dt.date(2026, 12, 4))
    build.add("communications", step=step, audience=(ana,), cadence="weekly on tue", start=TODAY)
    build.add("kpis", name="wells surveyed", step=step, target=40)
    return build.plan


PLAN = a_plan()

# What is tried: each takes an input, and may answer with a Problem.


def capture(text: str) -> None:
    captured = understand_line(PLAN, text, today=TODAY)
    assert isinstance(captured.said, str)


def date(text: str) -> None:
    understand_date(text, DateContext(TODAY, "dmy"))


def cadence(text: str) -> None:
    understand_cadence(text)


def plan_file(data: bytes, folder: Path) -> None:
    path = folder / "fuzz.json"
    path.write_bytes(data)
    try:
        plan = open_store(path, now=now).load().plan
    finally:
        assert path.read_bytes() == data
    status(plan, TODAY)  # what could be read can be shown too
    readiness(plan, TODAY)


def calendar(data: bytes) -> None:
    is_calendar_of(PLAN.info, data)
    calendar_file(PLAN, now_version="1", before=data)
    table(data, "t.ics")


def table(data: bytes, name: str) -> None:
    found = import_source(PLAN, read_source(data, name=name), today=TODAY)
    if found.edit is not None:
        found.edit.apply(PLAN)


def line(data: bytes) -> None:
    incoming, typed = Incoming(), Typed()
    for _ in typed.messages(incoming.feed(data, 0.0) + incoming.tick(9.0)):
        pass
    assert incoming.wait(9.0) is None


def good_plan_file(folder: Path) -> bytes:
    path = folder / "good.json"
    create_store(path, PLAN, now=now, by="ana")
    return path.read_bytes()


def plan_files(folder: Path) -> st.SearchStrategy[bytes]:
    good = good_plan_file(folder)
    return st.one_of(spoilt(good), spoilt_json(good))


def calendars(_: Path) -> st.SearchStrategy[bytes]:
    good = calendar_bytes(PLAN, now_version="1")
    return st.one_of(spoilt(good), spoilt_lines(good))


Target = tuple[st.SearchStrategy[Any], Callable[[Any], None]]

TARGETS: dict[str, Callable[[Path], Target]] = {
    "capture line": lambda folder: (TYPED, capture),
    "date": lambda folder: (WHEN, date),
    "cadence": lambda folder: (WHEN, cadence),
    "terminal": lambda folder: (spoilt(b"\x1b[A\x1b[200~x\x1b[201~\x1b[<0;1;1M" * 3), line),
    "plan file": lambda folder: (plan_files(folder), lambda data: plan_file(data, folder)),
    ".json": lambda folder: (plan_files(folder), lambda data: table(data, "t.json")),
    ".csv": lambda folder: (spoilt(csv_bytes(PLAN, TODAY)), lambda data: table(data, "t.csv")),
    ".ics": lambda folder: (calendars(folder), calendar),
    ".xlsx": lambda folder: (
        spoilt_workbook(workbook_bytes(PLAN, TODAY)),
        lambda data: table(data, "t.xlsx"),
    ),
}


def outcome(target: Callable[[Any], None], given_input: Any) -> str:
    """What came of an input: the one line that refuses it, or "answered"."""
    try:
        target(given_input)
    except Problem as problem:
        return problem.message
    return "answered"


@settings(max_examples=1, database=None)
@given(st.text(min_size=1))
def make_tables(_: str) -> None:
    """Let Hypothesis make its table of all characters, in a new checkout some 200 MB of work."""


def try_many(name: str, folder: Path, inputs: int, new: bool = False) -> None:
    make_tables()
    strategy, target = TARGETS[name](folder)
    counted: Counter[str] = Counter()
    slowest, most, had = 0.0, 0, 0
    began = time.monotonic()

    @settings(
        derandomize=False,
        max_examples=min(inputs, AT_ONCE),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def try_one(given_input: Any) -> None:
        nonlocal slowest, most, had
        had = had or megabytes()  # Hypothesis has its tables by now
        with bounds(SECONDS, MEGABYTES) as took:
            said = outcome(target, given_input)
        slowest, most = max(slowest, took[0].seconds), max(most, took[0].megabytes)
        assert said.strip()
        assert "\n" not in said
        counted["answered" if said == "answered" else "refused"] += 1

    for book in count():
        if counted.total() >= inputs:
            break
        if new:
            with drawn_out_of_the_source():
                try_one()
        else:
            seed(book)(try_one)()
        gc.collect()  # the last book, of which each page knows the others
    print(
        f"{name}: {counted.total():,} inputs ({counted['answered']:,} answered,"
        f" {counted['refused']:,} refused) in {time.monotonic() - began:,.0f} s; slowest"
        f" {slowest:.2f} s of a processor; at most {most} MB more for one,"
        f" {megabytes() - had} MB for all"
    )
    assert megabytes() - had < MEGABYTES


@pytest.mark.parametrize("name", TARGETS)
def test_a_few_inputs(name: str, tmp_path: Path) -> None:
    try_many(name, tmp_path, FEW)


@pytest.mark.verify
@pytest.mark.parametrize("name", TARGETS)
def test_many_inputs(name: str, tmp_path: Path) -> None:
    try_many(name, tmp_path, int(os.environ.get("FUZZ", MANY)), new="FUZZ" in os.environ)


def test_what_hangs_or_swells_is_found_out() -> None:
    def hang(_: object) -> None:
        while True:
            try:
                while True:
                    pass
            except Exception:  # as a reader may, that takes every error for the file's
                raise Problem("the file cannot be read") from None

    def hang_after_collecting(_: object) -> None:
        gc.collect()
        hang("")

    def busy(*_: object) -> None:
        began = time.process_time()
        while time.process_time() - began < 0.05:
            pass
        gc.callbacks.remove(busy)

    with pytest.raises(TooLong), bounds(0.01, MEGABYTES):
        outcome(hang, "")
    gc.callbacks.append(busy)  # as Hypothesis has one, in which nothing can be stopped
    with pytest.raises(TooLong), bounds(0.01, MEGABYTES):
        outcome(hang_after_collecting, "")
    assert busy not in gc.callbacks
    with pytest.raises(TooMuch), bounds(SECONDS, 50):
        outcome(lambda _: bytearray(b"x") * (megabytes() + 80) * 2**20, "")

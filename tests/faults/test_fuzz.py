"""Whatever is typed, or stands in a file: an answer or one clear line; no traceback, no hang.

`make test` tries a few inputs for each reader, `make verify` thousands, `make fuzz` 100,000.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import resource
import signal
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from plans import PlanBuilder

from actionplan_tui.capture.cadences import understand_cadence
from actionplan_tui.capture.date_context import DateContext
from actionplan_tui.capture.dates import understand_date
from actionplan_tui.capture.line import understand_line
from actionplan_tui.exchange.csv_table import csv_bytes
from actionplan_tui.exchange.ics import calendar_bytes, calendar_file
from actionplan_tui.exchange.ics_update import advice, is_calendar_of
from actionplan_tui.exchange.taking_in import import_source, read_source
from actionplan_tui.exchange.xlsx_workbook import workbook_bytes
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.store import create_store, open_store
from screens.terminal.incoming import Incoming
from screens.terminal.typed import Typed

TODAY = dt.date(2026, 11, 23)
SECONDS = 10
"""No input may take longer; the slowest seen takes a hundredth of it."""
MEGABYTES = 200
"""What one input may add to the most memory ever used; none is larger than some kilobytes."""

FEW, MANY = 8, 3_000
"""Inputs for each target in `make test` and in `make verify`."""


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

WORDS = (
    *("@Ana", "by:", "due:", "goal:", "need:", "have:", "risk:", "tell:", "via:", "every:", "kpi:"),
    *("?", "!", ">", "-", "#", "p:", "2w", "+5wd", "fri", "next mon", "eom", "31 dec", "13/2/2027"),
    *("Q3", "fy-end", "weekly", "every", "2nd", "last", "working day", "monthly on", "until", "x"),
    *("×", "=", "<=", ">=", ";", ",", "/", "9" * 30, "-0", "1e999", "０１", "٣", "NaN", "inf"),
    *("[red]", "[/]", "\x1b[31m", "\u202e", "\0", "\ud800", "👩‍👩‍👧", "字", "\u2028", '"', "'"),
)  # fmt: skip
TYPED = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=5)), max_size=12).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=8).map("".join),
)

WHEN_WORDS = (
    *("next", "mon", "tuesday", "2", "31", "1st", "2nd", "last", "first", "dec", "february"),
    *("2027", "2026-12-31", "12/31", "+", "-", "3d", "2w", "1m", "1q", "+5wd", "eom", "eoq", "Q3"),
    *("every", "other", "week", "weeks", "month", "monthly", "weekly", "daily", "yearly", "today"),
    *("quarterly", "on", "of", "the", "working", "day", "until", "for", "times", "from", "skip"),
)  # fmt: skip
WHEN = st.one_of(
    st.lists(st.sampled_from(WHEN_WORDS), min_size=1, max_size=5).map(" ".join),
    st.lists(st.sampled_from(WHEN_WORDS), min_size=1, max_size=3).map("".join),
    TYPED,
)


@st.composite
def spoilt(draw: Any, good: bytes) -> bytes:
    """A good file with some of its bytes taken out, changed, doubled or moved."""
    data = bytearray(good)
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.sampled_from([0, 1, 2, 7, 40, 1000]))
        put = draw(
            st.one_of(
                st.binary(max_size=8),
                st.sampled_from([word.encode("utf-8", "surrogatepass") for word in WORDS]),
                st.sampled_from(
                    [b"{", b"[", b'"', b"\r\n", b",", b";", b"\t", b"null", b"[" * 2000]
                ),
                st.just(bytes(data[at : at + 60])),
            )
        )
        data[at : at + length] = put
    return bytes(data)


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
    open_store(path, now=now).load()
    assert path.read_bytes() == data


def calendar(data: bytes) -> None:
    is_calendar_of(PLAN.info, data)
    made = calendar_file(PLAN, now_version="1", before=data)
    advice(data, made.data)


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


@st.composite
def workbooks(draw: Any) -> bytes:
    """A workbook with one of its parts spoilt, or the whole file."""
    whole = draw(st.integers(0, 4)) == 0
    if whole:
        return bytes(draw(spoilt(WORKBOOK)))
    parts = dict(PARTS)
    name = draw(st.sampled_from(sorted(parts)))
    parts[name] = draw(spoilt(parts[name]))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for one, data in parts.items():
            file.writestr(one, data)
    return made.getvalue()


WORKBOOK = workbook_bytes(PLAN, TODAY)
with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as _file:
    PARTS = {one: _file.read(one) for one in _file.namelist()}

TARGETS: dict[str, Callable[[Path], tuple[st.SearchStrategy[Any], Callable[[Any], None]]]] = {
    "capture line": lambda folder: (TYPED, capture),
    "date": lambda folder: (WHEN, date),
    "cadence": lambda folder: (WHEN, cadence),
    "plan file": lambda folder: (
        spoilt(good_plan_file(folder)),
        lambda data: plan_file(data, folder),
    ),
    ".json": lambda folder: (
        spoilt(good_plan_file(folder)),
        lambda data: table(data, "t.json"),
    ),
    ".ics": lambda folder: (spoilt(calendar_bytes(PLAN, now_version="1")), calendar),
    ".csv": lambda folder: (spoilt(csv_bytes(PLAN, TODAY)), lambda data: table(data, "t.csv")),
    ".xlsx": lambda folder: (workbooks(), lambda data: table(data, "t.xlsx")),
    "terminal": lambda folder: (spoilt(b"\x1b[A\x1b[200~x\x1b[201~\x1b[<0;1;1M" * 3), line),
}


@contextmanager
def hurry() -> Iterator[None]:
    """What takes too long is stopped where it stands, and shows where."""

    def too_long(*_: object) -> None:
        raise TimeoutError(f"more than {SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, too_long)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def outcome(target: Callable[[Any], None], given_input: Any) -> str:
    """What came of an input: the one line that refuses it, or "answered"."""
    try:
        target(given_input)
    except Problem as problem:
        return problem.message
    return "answered"


def megabytes() -> int:
    """The most memory that this process has used so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def try_many(name: str, folder: Path, inputs: int) -> None:
    strategy, target = TARGETS[name](folder)
    counted = {"answered": 0, "refused": 0}
    most = 0

    @settings(
        derandomize=False,  # here new examples are what is looked for
        max_examples=inputs,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def try_one(given_input: Any) -> None:
        nonlocal most
        before = megabytes()
        with hurry():
            said = outcome(target, given_input)
        most = max(most, megabytes() - before)
        assert most < MEGABYTES
        assert said.strip()
        assert "\n" not in said
        counted["answered" if said == "answered" else "refused"] += 1

    try_one()
    print(f"{name}: {counted}, at most {most} MB more for one")


@pytest.mark.parametrize("name", TARGETS)
def test_a_few_inputs(name: str, tmp_path: Path) -> None:
    try_many(name, tmp_path, FEW)


@pytest.mark.verify
@pytest.mark.parametrize("name", TARGETS)
def test_many_inputs(name: str, tmp_path: Path) -> None:
    try_many(name, tmp_path, int(os.environ.get("FUZZ", MANY)))

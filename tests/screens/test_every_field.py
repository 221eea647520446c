"""Ten thousand characters, with all in them that could be obeyed, in every field there is."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from functools import cache
from pathlib import Path

import pytest
from desk_page import NOON
from plans import PlanBuilder
from rich.cells import cell_len

from actionplan_tui.exchange.formats import FORMATS, Options
from actionplan_tui.exchange.plain_text import plain_table
from actionplan_tui.exchange.reports import REPORTS, report_bytes
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.plan import Plan
from actionplan_tui.store import create_store
from screens.keys import SCREENS

TODAY = NOON.date()
TEXT = (
    "[x] brackets [/] [red]x[/red] [link=http://a]y[/] =1+1 $(ls) `ls` <b>&amp; "
    "\x1b[31m\x07\x9b2J\u202e\u2066 👩\u200d👩\u200d👧🏽 👍🏿 ❤\ufe0f 標準 حملة e\u0301 "
    + "wide words " * 910
).strip()  # fmt: skip
CLEAN = str.maketrans({"\x1b": "§", "\x07": None, "\x9b": None})
OBEYED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
BEGINNING = "[x] bracket"

FILLED = {
    "framework": {"kind": "strategic goal"},
    "goals": {"owner": 1, "target_date": dt.date(2027, 3, 1), "aligned_to": (1,)},
    "steps": {"goal": 1, "lead": 1, "due": dt.date(2026, 12, 4), "support": (1,)},
    "resources": {"step": 1, "available": 2},
    "barriers": {"step": 1, "who": (1,)},
    "stakeholders": {"power": 4, "interest": 4, "engagement": "neutral"},
    "communications": {"step": 1, "audience": (1,), "responsible": 1, "start": TODAY},
    "contacts": {"communication": 1, "date": TODAY, "by": 1},
    "kpis": {"goal": 1, "step": 1, "baseline": 0, "target": 8},
    "measurements": {"kpi": 1, "date": TODAY, "value": 2},
    "ideas": {},
    "corrective_actions": {"step": 1, "owner": 1, "detected": TODAY},
    "reviews": {"kind": "plan", "date": TODAY, "by": 1},
}
"""What each table needs besides texts to be seen everywhere."""
NOT_FREE = {
    *("cadence", "language", "currency", "time_zone", "finding", "version", "position"),
    "interim_targets",
}
"""Texts that mean something: they are read, and refuse what they do not understand."""


@cache
def plan() -> Plan:
    """A plan with one record in every table and the text in all their texts."""
    build = PlanBuilder()
    build.info(**texts("plan"))
    for table in ("stakeholders", "framework", "goals", "steps", *FILLED):
        if not build.plan.table(table):
            build.add(table, **{**texts(table), **FILLED[table]})
    build.amend("communications", 1, cadence="weekly on tue")
    return build.plan


def spoilt_file(folder: Path) -> Path:
    """The plan's file, into which control characters have come that no program of ours writes."""
    clean = plan()
    for table in FILLED | {"plan": {}}:
        fields = {
            name: value.translate(CLEAN) if isinstance(value, str) else (TEXT.translate(CLEAN),)
            for name, value in texts(table).items()
        }
        clean = clean.amend(table, 1, **fields)
    path = folder / "spoilt.json"
    create_store(path, clean, now=lambda: NOON, by="ana")
    data = path.read_bytes()
    assert data.count("§".encode()) == sum(len(texts(table)) for table in (*FILLED, "plan"))
    path.write_bytes(data.replace("§".encode(), rb"\u001b[31m\u0007\u009b2J"))
    return path


def texts(table: str) -> dict[str, object]:
    """The text in every field of a table that takes any text."""
    free = [field for field in FIELDS[table].values() if field.name not in NOT_FREE]
    found: dict[str, object] = {f.name: TEXT for f in free if f.kind in ("text", "long")}
    return found | {f.name: (TEXT,) for f in free if f.kind == "words"}


@pytest.mark.parametrize(
    ("size", "keys"),
    [
        ((80, 24), ("tab", "enter", "escape")),
        pytest.param(
            (120, 40),
            ("tab", "G", "y", "enter", "escape", "escape", "tab", "d"),
            marks=pytest.mark.verify,
        ),
    ],
)
async def test_on_every_screen_panel_dialog_and_toast(desk, tmp_path, size, keys) -> None:
    async with desk(spoilt_file(tmp_path), size=size, first="goals") as d:

        def look(where: str) -> None:
            assert not OBEYED.search(d.screen_text.replace("\n", "")), where
            assert all(cell_len(line) <= size[0] for line in d.lines), where

        for screen, _, _ in SCREENS:
            await d.app.run_action(f"app.go('{screen}')")
            await d.quiet()
            assert screen == d.app.screen.NAME
            await d.sees(BEGINNING)  # the other plans are read off the screen's thread
            look(screen)
            if screen in ("goals", "actions"):  # the line beside the frozen column is straight
                assert len({cell_len(line.split("│")[0]) for line in d.lines if "│" in line}) == 1
            for key in keys:
                if (screen, key) == ("plans", "enter"):  # it leaves this desk for another
                    continue
                await d.press(key)
                look(f"{screen}, after {key}")
        await d.app.run_action("app.go('actions')")
        await d.press("g", "j")
        for key in ("t", "w", "E", "R", "!", "V", "V"):
            await d.press(key)
            look(key)
            await d.press("escape")
        await d.press(":")
        await d.type("brackets")
        assert d.screen_text.count(BEGINNING) > 4
        look("the palette")
        await d.press("escape")
        assert d.app.crash is None


@pytest.mark.parametrize("suffix", FORMATS)
def test_in_every_export(suffix: str) -> None:
    data = FORMATS[suffix].write(plan(), TODAY, Options(private=True))
    parts = [data]
    if suffix in ("docx", "xlsx"):
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            parts = [file.read(name) for name in file.namelist()]
    whole = b"\n".join(parts).decode("utf-8")

    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x9b]", whole)
    assert "brackets" in whole
    assert "<b>&amp; " not in whole.replace("&lt;b", "") or suffix in ("json", "csv", "ics", "md")
    assert whole.count("wide words wide words") >= 100


@pytest.mark.parametrize("suffix", ["md", "html"])
@pytest.mark.parametrize("report", REPORTS)
def test_in_every_report(report: str, suffix: str) -> None:
    text = report_bytes(plan(), TODAY, report, suffix).decode()

    assert "brackets" in text
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x9b]", text)
    assert "<b>" not in text


def test_in_plain_text() -> None:
    text = plain_table(TEXT, [TEXT, "x"], [[TEXT, TEXT]])

    assert not OBEYED.search(text.replace("\n", ""))

"""The formats a plan leaves in: one registry for the command line and the export dialog."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from actionplan_tui.analysis.calendar_choice import Choice
from actionplan_tui.exchange.csv_table import csv_bytes
from actionplan_tui.exchange.document import Shown
from actionplan_tui.exchange.json_plan import plan_json
from actionplan_tui.exchange.markdown import markdown_text
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem

if TYPE_CHECKING:
    from actionplan_tui.exchange.ics import CalendarFile


class Options(Struct, frozen=True, kw_only=True):
    """What may be chosen of an export: the part of the table that is wanted, formulas made
    harmless and the delimiter (CSV), private fields (JSON), reminders, what of the plan, tasks
    instead of events, and the file last exported to the same place (calendars).
    """

    shown: Shown = Shown()

    guard: bool = True
    delimiter: str = ","
    private: bool = False
    alarms: bool = True
    choice: Choice = Choice()
    todos: bool = False
    before: bytes = b""


Writer = Callable[[Plan, date, Options], bytes]


class Format(NamedTuple):
    """A format: the suffix of its files, what it is called, and what writes it.

    `content` is the word for what it holds, in names of files.
    """

    suffix: str
    label: str
    content: str
    write: Writer


def _json(plan: Plan, today: date, options: Options) -> bytes:
    return plan_json(plan, private=options.private)


def _csv(plan: Plan, today: date, options: Options) -> bytes:
    return csv_bytes(
        plan, today, guard=options.guard, delimiter=options.delimiter, shown=options.shown
    )


def _markdown(plan: Plan, today: date, options: Options) -> bytes:
    return markdown_text(plan, today, options.shown).encode("utf-8", "replace")


# Word, Excel and pages take large libraries or much text: no other export waits for them.


def _word(plan: Plan, today: date, options: Options) -> bytes:
    from actionplan_tui.exchange.docx_document import document_bytes

    return document_bytes(plan, today, options.shown)


def _excel(plan: Plan, today: date, options: Options) -> bytes:
    from actionplan_tui.exchange.xlsx_workbook import workbook_bytes

    return workbook_bytes(plan, today, options.shown)


def _page(plan: Plan, today: date, options: Options) -> bytes:
    from actionplan_tui.exchange.html_page import page_bytes

    return page_bytes(plan, today, options.shown)


def _calendar(plan: Plan, today: date, options: Options) -> bytes:
    return calendar(plan, options).data


def calendar(plan: Plan, options: Options) -> CalendarFile:
    """The plan's calendar, with what is to be said of it.

    Raises: Problem when nothing chosen has a date.
    """
    from importlib.metadata import PackageNotFoundError, version

    from actionplan_tui.exchange.ics import calendar_file

    try:
        now_version = version("actionplan-tui")
    except PackageNotFoundError:
        now_version = "unknown"
    return calendar_file(
        plan,
        now_version=now_version,
        choice=options.choice,
        alarms=options.alarms,
        todos=options.todos,
        before=options.before,
    )


class Written(NamedTuple):
    """An export's bytes, and what is to be said of it besides."""

    data: bytes
    said: tuple[str, ...] = ()


def written(plan: Plan, suffix: str, today: date, options: Options) -> Written:
    """The plan in a format, with what is to be said: of a calendar what has changed since the
    last in its place, of a workbook what did not fit.

    Raises: Problem when there is nothing to write.
    """
    if suffix == "ics":
        made = calendar(plan, options)
        return Written(made.data, (*made.advice, *made.warnings))
    if suffix == "xlsx":
        from actionplan_tui.exchange.xlsx_workbook import workbook

        book = workbook(plan, today, options.shown)
        return Written(book.data, book.said)
    return Written(FORMATS[suffix].write(plan, today, options))


FORMATS: dict[str, Format] = {
    known.suffix: known
    for known in (
        Format("docx", "Word: the action plan as an office files it", "plan", _word),
        Format("xlsx", "Excel: a sheet a table, and to import again", "tables", _excel),
        Format("html", "One web page with charts, to publish or print", "plan", _page),
        Format("csv", "Action Planning Table as CSV, and to import again", "action-table", _csv),
        Format("md", "The whole plan as Markdown, to read or mail", "plan", _markdown),
        Format(
            "ics", "Calendar of all that has a date, to import and to update", "calendar", _calendar
        ),
        Format("json", "The whole plan as JSON, to archive or script", "plan", _json),
    )
}
"""Every format, by the suffix of its files."""

_LONGEST = 40


def export_name(plan: Plan, suffix: str, today: date) -> str:
    """The name of an export: `health-plan_action-table_2026-11-23.csv`.

    A calendar's has no date, so that the next one takes its place and updates it.

    Raises: Problem when there is no such format.
    """
    known = FORMATS.get(suffix.lstrip("."))
    if known is None:
        raise Problem(f"there is no format {suffix!r}, only {', '.join(FORMATS)}")
    day = "" if known.suffix == "ics" else f"_{today.isoformat()}"
    return f"{_slug(plan.info.title)}_{known.content}{day}.{known.suffix}"


def report_name(plan: Plan, report: str, suffix: str, today: date) -> str:
    """The name of a report: `health-plan_status_2026-11-23.html`."""
    return f"{_slug(plan.info.title)}_{report}_{today.isoformat()}.{suffix}"


def _slug(title: str) -> str:
    """The title in letters, digits and hyphens; letters of any script are kept."""
    plain = unicodedata.normalize("NFC", title).casefold()
    words = re.sub(r"[\W_]+", "-", plain).strip("-")
    short = words[:_LONGEST]
    if len(words) > _LONGEST and "-" in short:
        short = short.rpartition("-")[0]
    return short or "plan"

"""Dates in imported tables: no date is guessed, and none is lost."""

from __future__ import annotations

from datetime import date

import pytest

from actionplan_tui.capture.date_context import DateContext
from actionplan_tui.exchange.csv_table import read_table
from actionplan_tui.exchange.importing import plan_import
from actionplan_tui.exchange.table_dates import DateCell, read_date
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import PlanInfo

TODAY = date(2026, 11, 23)  # a Monday

AMBIGUOUS = "Task,Who,By When\nDraft,Ana,03/04/2027\nSend,Ben,05/05/2027\nSign,Ben,01/02/27\n"


def test_an_order_that_nothing_settles_is_asked_for_once(today: date) -> None:
    rows = read_table(AMBIGUOUS.encode(), name="plan.csv")
    found = plan_import(Plan(), rows, today=today)

    assert found.edit is None
    assert found.ambiguous_dates == (
        DateCell(2, "By When", "03/04/2027"),
        DateCell(4, "By When", "01/02/27"),
    )
    assert found.message == (
        "2 dates may be day/month or month/day, such as 03/04/2027 in row 2 (By When): "
        "say which with --dates dmy or --dates mdy"
    )


def test_a_date_that_reads_alike_both_ways_is_not_asked_about(take) -> None:
    assert take("Task,By When\nSend,05/05/2027\n").column("due") == ["2027-05-05"]


@pytest.mark.parametrize(
    ("order", "days"),
    [
        ("dmy", ["2027-04-03", "2027-05-05", "2027-02-01"]),
        ("mdy", ["2027-03-04", "2027-05-05", "2027-01-02"]),
    ],
)
def test_the_order_given_settles_it(take, order: str, days: list[str]) -> None:
    assert take(AMBIGUOUS, dates=order).column("due") == days


def test_the_plans_own_order_settles_it(take) -> None:
    taken = take(AMBIGUOUS, Plan(info=PlanInfo(id=1, date_order="mdy")))

    assert taken.column("due") == ["2027-03-04", "2027-05-05", "2027-01-02"]
    assert taken.found.notes[0] == "dates read month/day/year, the plan's own order"


def test_one_date_that_reads_one_way_only_settles_the_whole_table(take) -> None:
    plan = Plan(info=PlanInfo(id=1, date_order="dmy"))  # the table's own proof is better
    taken = take("Task,Start,By When\nDraft,1/2/2027,3/4/2027\nSend,,2/28/2027\n", plan)

    assert taken.rows("start", "due") == [("2027-01-02", "2027-03-04"), ("", "2027-02-28")]
    assert taken.found.notes[0] == (
        "dates read month/day/year: 2/28/2027 in row 3 can mean nothing else"
    )


def test_a_heading_may_say_the_order(take) -> None:
    taken = take("Task,By When (mm/dd/yyyy)\nDraft,03/04/2027\n")

    assert taken.column("due") == ["2027-03-04"]


def test_dates_that_contradict_one_another_are_listed_one_by_one(take) -> None:
    taken = take(
        "Task,By When\nDraft,31/12/2026\nSend,12/31/2026\nSign,03/04/2027\nShow,5 May 2027\n"
    )

    assert taken.rows("title", "due", "notes") == [
        ("Draft", "2026-12-31", ""),
        ("Send", "2026-12-31", ""),
        ("Sign", "", "By When as imported: 03/04/2027"),
        ("Show", "2027-05-05", ""),
    ]
    assert list(taken.troubles()) == [4]


def test_dates_in_kpis_count_too(today: date) -> None:
    rows = read_table(b"Task,KPI\nDraft,letters = 8 by 03/04/2027\n", name="plan.csv")

    [asked] = plan_import(Plan(), rows, today=today).ambiguous_dates
    assert asked == DateCell(2, "Key Performance Indicators (KPIs)", "03/04/2027")


def test_what_is_no_date_is_kept_in_the_notes_and_listed(take) -> None:
    taken = take(
        "Task,Who,By When,Comments\n"
        "Draft,Ana,ongoing,ask Ben\n"
        "Send,Ana,n/a,\n"
        "Sign,Ana,30/02/2027,\n"
        "Show,Ana,Friday,\n"
    )

    assert taken.rows("due", "notes") == [
        ("", "ask Ben\nBy When as imported: ongoing"),
        ("", ""),
        ("", "By When as imported: 30/02/2027"),
        ("", "By When as imported: Friday"),
    ]
    assert taken.troubles() == {
        2: "By When: ongoing is no date, kept in Notes",
        4: "By When: '30/02/2027' is no date, whichever of day and month comes first, "
        "kept in Notes",
        5: "By When: Friday is no date, kept in Notes",
    }
    assert taken.found.message.endswith("trouble in rows 2, 4, 5")


def test_a_start_after_the_due_date_is_left_out_and_listed(take) -> None:
    taken = take("Task,Start date,Due date\nDraft,2027-02-01,2027-01-15\n")

    assert taken.rows("start", "due", "notes") == [
        ("", "2027-01-15", "Start as imported: 2027-02-01")
    ]
    assert taken.troubles() == {
        2: "Start: 2027-02-01 is after the due date, 15 Jan 2027, kept in Notes"
    }


def test_a_date_without_a_year_goes_with_the_one_beside_it(take) -> None:
    taken = take(
        "Task,Start,Due\n"
        "A,1 Oct,15 Dec 2026\n"  # on its own 1 Oct would be that of 2027
        "B,1 Mar 2027,15 Jan\n"
        "C,1 Oct,15 Dec\n"
    )

    assert taken.rows("start", "due") == [
        ("2026-10-01", "2026-12-15"),
        ("2027-03-01", "2028-01-15"),
        ("2026-10-01", "2026-12-15"),
    ]
    assert taken.found.lines[0].said == "Start: 1 Oct read as 1 Oct 2026"


def test_a_spreadsheets_number_is_read_and_said(take) -> None:
    taken = take("Task,By When\nDraft,46371\n")

    # 46023 is 1 January 2026; 348 days later is 15 December.
    assert taken.column("due") == ["2026-12-15"]
    assert taken.found.lines[0].said == ("By When: 46371 is a spreadsheet's number for 15 Dec 2026")


@pytest.mark.parametrize(
    ("text", "day", "first"),
    [
        ("2026-12-15", "2026-12-15", None),
        ("2026-12-15 00:00:00", "2026-12-15", None),
        ("15.12.2026", "2026-12-15", None),
        ("15-Dec-26", "2026-12-15", None),
        ("Tuesday, 15 December 2026", "2026-12-15", None),
        ("December 15th, 2026", "2026-12-15", None),
        ("by 15 Dec 2026", "2026-12-15", None),
        ("no later than 15/12/26", "2026-12-15", None),
        ("15 Dec 2026 (tbc)", "2026-12-15", None),
        ("end of March 2027", "2027-03-31", None),
        ("End-March 2027", "2027-03-31", None),
        ("March 2027", "2027-03-31", "2027-03-01"),
        ("Mar-27", "2027-03-31", "2027-03-01"),
        ("Q2 2027", "2027-06-30", "2027-04-01"),
        ("2nd quarter of 2027", "2027-06-30", "2027-04-01"),
        ("first half of 2027", "2027-06-30", "2027-01-01"),
        ("2027", "2027-12-31", "2027-01-01"),
        ("Jan - Mar 2027", "2027-03-31", "2027-01-01"),
        ("1-15 March 2027", "2027-03-15", "2027-03-01"),
        ("2027/2028", "2028-12-31", "2027-01-01"),
        ("15 décembre 2026", "2026-12-15", None),
        ("fin mars 2027", "2027-03-31", None),
        ("15 de diciembre de 2026", "2026-12-15", None),
        ("١٥ ديسمبر ٢٠٢٦", "2026-12-15", None),
        ("15 декабря 2026", "2026-12-15", None),
        ("2026年12月15日", "2026-12-15", None),
    ],
)
def test_a_date_as_people_write_it(text: str, day: str, first: str | None) -> None:
    read = read_date(text, DateContext(TODAY, "dmy"))

    assert read.trouble == ""
    assert read.day == date.fromisoformat(day)
    assert read.first == date.fromisoformat(first or day)


@pytest.mark.parametrize(
    "text", ["ongoing", "TBD", "2w", "Friday", "eom", "15", "spring 2027", "3 months", "99/99/2027"]
)
def test_what_hangs_on_the_day_of_reading_is_no_date(text: str) -> None:
    read = read_date(text, DateContext(TODAY, "dmy"))

    assert read.day is None
    assert read.trouble

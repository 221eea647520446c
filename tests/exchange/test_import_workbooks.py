"""Tables from Excel, Markdown and pastes as offices keep them, each with its expected reading."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from plans import PlanBuilder
from workbooks import with_part, workbook

from actionplan_tui.exchange.action_table import cell_text
from actionplan_tui.exchange.document import Shown
from actionplan_tui.exchange.docx_document import document_bytes
from actionplan_tui.exchange.import_result import Import
from actionplan_tui.exchange.pasting import pasted_rows
from actionplan_tui.exchange.taking_in import Choices, import_source, read_source
from actionplan_tui.exchange.xlsx_workbook import workbook_bytes
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import PlanInfo
from actionplan_tui.model.wbs import outline

TODAY = date(2026, 11, 23)


class Taken:
    """What taking in a file did."""

    def __init__(self, found: Import, plan: Plan) -> None:
        self.found = found
        self.plan = found.edit.apply(plan) if found.edit else plan

    def rows(self, *keys: str) -> list[tuple[str, ...]]:
        """Cells of the steps in outline order."""
        rows = outline(self.plan).rows
        return [tuple(cell_text(self.plan, id, key, TODAY) for key in keys) for id in rows]

    @property
    def troubles(self) -> dict[int, str]:
        return {line.row: line.trouble for line in self.found.lines if line.trouble}


def take(data: bytes | str, name: str, plan: Plan | None = None, **choices: Any) -> Taken:
    """Take a file in, and look that taking it in again changes nothing."""
    plan = plan or Plan()
    raw = data.encode() if isinstance(data, str) else data
    source = read_source(raw, name=name)
    chosen = Choices(**choices)
    taken = Taken(import_source(plan, source, today=TODAY, choices=chosen), plan)
    if not taken.found.ambiguous_dates:
        again = import_source(taken.plan, source, today=TODAY, choices=chosen)
        assert again.edit is None, [line for line in again.lines if line.verb != "unchanged"]
    return taken


# 1. A form: titles above, headings in two rows by merged cells, By Whom merged over two steps,
# a step merged over its two lines of resources, dates as dates and as text, money by its format,
# behind a sheet of instructions and a hidden one.
def test_a_form_with_merged_cells_on_the_third_sheet() -> None:
    data = workbook(
        [
            ["Ministry of Works: action plan"],
            [],
            ["Action Step", "By Whom", "By When", "Resources", None, "Barriers"],
            [None, None, None, "Available", "Needed", None],
            ["Map the process", "Ana Ruiz", datetime(2026, 12, 15), "2 analysts", 5000, "Unions"],
            ["Train clerks", None, "3 Feb 2027", "room", "trainer", None],
            [None, None, None, "tables", "tea", None],
        ],
        merged=["A1:F1", "D3:E3", "A3:A4", "B3:B4", "B5:B7", "A6:A7"],
        formats={"C5": "dd/mm/yyyy", "E5": '#,##0.00 "EUR"'},
        before=[("Read me", False), ("Lists", True)],
    )

    taken = take(data, "form.xlsx")

    assert taken.troubles == {}
    assert taken.rows("title", "lead", "due", "available", "needed", "barriers") == [
        ("Map the process", "Ana Ruiz", "2026-12-15", "2 analysts", "EUR 5,000", "Unions"),
        ("Train clerks", "Ana Ruiz", "2027-02-03", "room; tables", "trainer; tea", ""),
    ]


# 2. A goal over its steps, merged across the sheet; a column of goals merged downwards.
def test_goals_merged_across_and_downwards() -> None:
    across = workbook(
        [
            ["Activity", "Responsible", "Deadline"],
            ["Goal 1: Clean wells", None, None],
            ["Survey", "Ana", date(2026, 12, 4)],
            ["Goal 2: Healthy clinics", None, None],
            ["Train", "Ben", date(2027, 1, 8)],
        ],
        merged=["A2:C2", "A4:C4"],
    )
    down = workbook(
        [
            ["Goal", "Activity", "Responsible"],
            ["Clean wells", "Survey", "Ana"],
            [None, "Drill", "Ben"],
            ["Healthy clinics", "Train", "Cam"],
        ],
        merged=["A2:A3"],
    )

    assert take(across, "a.xlsx").rows("goal", "title", "due") == [
        ("Clean wells", "Survey", "2026-12-04"),
        ("Healthy clinics", "Train", "2027-01-08"),
    ]
    assert take(down, "b.xlsx").rows("goal", "title", "lead") == [
        ("Clean wells", "Survey", "Ana"),
        ("Clean wells", "Drill", "Ben"),
        ("Healthy clinics", "Train", "Cam"),
    ]


# 3. Percents as Excel keeps them, a total by formula, yes and no, an error in a cell.
def test_percents_totals_and_errors() -> None:
    data = workbook(
        [
            ["No", "Task", "% complete", "Completed", "Budget", "Due date"],
            [1, "Draft", 0.4, False, 1200.5, date(2026, 12, 1)],
            [2, "Print", 1, True, 800, "#REF!"],
            [None, "Total", None, None, "=SUM(E2:E3)", None],
        ],
        formats={"C2": "0%", "C3": "0%", "E2": "[$$-409]#,##0.00", "E3": '"USD" #,##0'},
    )

    taken = take(data, "budget.xlsx")

    assert taken.rows("wbs", "title", "percent", "needed", "due") == [
        ("1", "Draft", "40", "USD 1,200.5", "2026-12-01"),
        ("2", "Print", "100", "USD 800", ""),
    ]
    assert taken.troubles == {3: "By When: #REF! is no date, kept in Notes"}
    assert [line.verb for line in taken.found.lines] == ["add", "add", "skip"]


# 4. A sheet in Arabic, written from the right, with names of two in a cell.
def test_a_sheet_in_arabic() -> None:
    data = workbook(
        [
            ["النشاط", "المسؤول", "الموعد النهائي", "العوائق"],
            ["تدريب الموظفين", "وزارة الصحة\nوزارة المالية", date(2027, 6, 30), "نقص التمويل"],
        ]
    )

    assert take(data, "خطة.xlsx").rows("title", "lead", "due", "barriers") == [
        ("تدريب الموظفين", "وزارة الصحة + وزارة المالية", "2027-06-30", "نقص التمويل")
    ]


# 5. Headings nobody could guess: said by whoever knows; a column that is nobody's business.
def test_columns_are_corrected() -> None:
    data = workbook(
        [
            ["Thing", "Human", "Moment", "Colour of the folder"],
            ["Buy pumps", "Priya", date(2027, 1, 15), "red"],
        ]
    )

    with pytest.raises(Problem, match="no headings in the first 2 rows"):
        take(data, "odd.xlsx")
    taken = take(data, "odd.xlsx", columns={0: "title", 1: "lead", 2: "due", 3: "skip"})
    assert taken.rows("title", "lead", "due", "notes") == [("Buy pumps", "Priya", "2027-01-15", "")]
    kept = take(data, "odd.xlsx", columns={0: "title", 3: "notes"})
    assert kept.rows("title", "lead", "notes") == [
        ("Buy pumps", "", "red\nHuman: Priya\nMoment: 2027-01-15")
    ]


# 6. Ditto marks, blank cells and a row that goes on below.
def test_dittos_and_rows_that_go_on() -> None:
    data = workbook(
        [
            ["Action", "Who", "When", "Who is informed", "How often"],
            ["Call", "Ana", "Dec 2026", "Mayor", "weekly"],
            ["Write", '"', "ditto", "Press", "monthly"],
            [None, None, None, "Radio", None],
        ]
    )

    assert take(data, "d.xlsx").rows("title", "lead", "due", "communications") == [
        ("Call", "Ana", "2026-12-31", "Mayor weekly"),
        ("Write", "Ana", "2026-12-31", "Press, Radio monthly"),
    ]


# 7. Dates of two readings are asked about, once for all.
def test_text_dates_of_two_readings_are_asked_about() -> None:
    data = workbook([["Step", "Deadline"], ["A", "3/4/2027"], ["B", "5/6/2027"]])

    asked = take(data, "dates.xlsx").found
    assert [each.text for each in asked.ambiguous_dates] == ["3/4/2027", "5/6/2027"]
    assert take(data, "dates.xlsx", dates="mdy").rows("due") == [("2027-03-04",), ("2027-05-06",)]


# 8. The sheet most like a plan is read, unless another is named.
def test_the_sheet_that_is_read() -> None:
    data = workbook([["Step", "Who"], ["A", "Ana"]], before=[("Budget", False)])

    assert take(data, "two.xlsx").rows("title") == [("A",)]
    with pytest.raises(Problem, match="has no sheet 'Plans'; it has Budget, Plan"):
        take(data, "two.xlsx", sheet="Plans")
    with pytest.raises(Problem, match="no headings"):
        take(data, "two.xlsx", sheet="budget")


# 9. A Markdown table between paragraphs, its cells in bold, with escapes and lines.
MARKDOWN = r"""Minutes of Monday.

| **What** | Who | When | KPI |
|:---------|-----|-----:|---|
| **Draft \| sign** | Ana<br>Ben | 4 Dec 2026 | letters = 8 |
| Send | | | |

That is all."""


def test_a_markdown_table() -> None:
    for name in ("minutes.md", "minutes.txt"):
        assert take(MARKDOWN, name).rows("title", "lead", "due", "kpis") == [
            ("Draft | sign", "Ana + Ben", "2026-12-04", "letters = 8"),
            ("Send", "", "", ""),
        ]
    assert pasted_rows(MARKDOWN)[1] == ["Draft | sign", "Ana\nBen", "4 Dec 2026", "letters = 8"]


def test_marks_of_markdown_within_a_cell_are_no_part_of_its_text() -> None:
    text = (
        "| Step | Who | KPI |\n|---|---|---|\n"
        "| *Ask* the [bar](http://x.org/a_(b)) | **Ana**, ***Ben*** | `a_b` = 8 |\n"
        "| ~~Sell~~ snake_case 2 * 3 * 4 \\*not\\* | _Cam_ | |\n"
    )
    assert take(text, "marks.md").rows("title", "lead", "kpis") == [
        ("Ask the bar", "Ana + Ben", "a_b = 8"),
        ("Sell snake_case 2 * 3 * 4 *not*", "Cam", ""),
    ]


# 10. Tabs in a .txt, as a word processor saves a table.
def test_tabs_in_a_text_file() -> None:
    taken = take("Step\tBy whom\tBy when\nSurvey\tAna\t4 Dec 2026\n", "table.txt")
    assert taken.rows("title", "lead", "due") == [("Survey", "Ana", "2026-12-04")]


# 11. Three columns are enough, and of any name that says what they are.
def test_a_csv_of_three_columns() -> None:
    taken = take("Obstacles;Task;Responsible person\nrain;Build;Ana\n", "three.csv")
    assert taken.rows("title", "lead", "barriers") == [("Build", "Ana", "rain")]


# 12. Rows that a filter hides are rows of the plan all the same, and it is said.
def test_rows_hidden_by_a_filter_are_read_and_told() -> None:
    rows = [["Step", "Who"], ["A", "Ana"], ["B", "Ben"], ["C", ""], ["", "Cam"]]
    taken = take(workbook(rows, out_of_sight=[3, 5]), "filtered.xlsx")

    assert taken.rows("title", "lead") == [("A", "Ana"), ("B", "Ben"), ("C", "Cam")]
    assert "2 rows hidden in the sheet are among these" in taken.found.notes
    assert take(workbook(rows), "all.xlsx").found.notes == taken.found.notes[:-1]


# 12b. A formula whose result the file does not hold is no blank that nobody left.
def test_formulas_that_were_never_worked_out_are_told() -> None:
    taken = take(workbook([["Step", "Who", "When"], ["A", "=A9", "=DATE(2027,1,1)"]]), "f.xlsx")

    assert taken.rows("title", "lead", "due") == [("A", "", "")]
    said = "B2, C2: formulas without a result, read as blank: save the file in Excel first"
    assert said in taken.found.notes


# 13. Our own workbook, edited: found by its Ids, changed, added to; never doubled.
def test_our_own_workbook_comes_back_changed() -> None:
    build = PlanBuilder(title="Clean water")
    goal = build.goal("Every village drinks")
    build.step("Survey wells", goal=goal, due=date(2026, 12, 4))
    build.step("=Drill", goal=goal)
    data = workbook_bytes(build.plan, TODAY)
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["Action Planning Table"]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("By When") + 1).value = datetime(2026, 12, 11)
    sheet.cell(3, heads.index("Action Step") + 1).value = "Drill deeper"
    sheet.append([None, "Clean up"])
    out = io.BytesIO()
    book.save(out)

    taken = take(out.getvalue(), "back.xlsx", build.plan)
    assert [line.verb for line in taken.found.lines] == ["update", "update", "add"]
    assert taken.plan.steps[1].due == date(2026, 12, 11)
    assert taken.plan.steps[2].title == "Drill deeper"
    assert len(taken.plan.steps) == 3


# Bad input: one clear line, bounded memory, nothing changed.

SOUND = workbook([["Step", "Who"], ["A", "Ana"]])
SHEET = "xl/worksheets/sheet1.xml"


def sheet_of(inner: str, before: str = "") -> bytes:
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{name}">{inner}</worksheet>'.encode()


def without_styles(book: bytes) -> bytes:
    """Its part of styles, as a damaged one has it: no style that the cells name."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        styles = parts.read("xl/styles.xml").decode()
    return re.sub("<cellStyleXfs.*?</cellStyleXfs>", '<cellStyleXfs count="0"/>', styles).encode()


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: b"\xd0\xcf\x11\xe0" + b"Workbook", "is an old Excel or Word file"),
        (lambda: document_bytes(Plan(), TODAY), "is a Word document"),
        (lambda: with_part(SOUND, "mimetype", b"opendocument"), "is an OpenDocument file"),
        (lambda: with_part(SOUND, SHEET, sheet_of("&x;").decode().encode("utf-16")), "encoding"),
        (lambda: with_part(SOUND, SHEET, sheet_of(
            '<sheetData><row r="99999999999"><c r="A1"><v>1</v></c></row></sheetData>')),
         "has a row beyond the last one"),
        (lambda: with_part(SOUND, SHEET, sheet_of(
            '<sheetData><row r="1"><c r="ZZZ1"><v>1</v></c></row></sheetData>')),
         "has more than 500 columns"),
        (lambda: with_part(SOUND, SHEET, b"<worksheet"), "cannot be read"),
        (lambda: with_part(SOUND, "xl/styles.xml", without_styles(SOUND)), "cannot be read"),
        (lambda: SOUND[:400], "is damaged"),
        (lambda: b"PK\x03\x04 nothing", "is damaged"),
        (lambda: workbook([[]]), "is an empty workbook"),
        (lambda: with_part(SOUND, "xl/workbook.xml", b"<a/>"), "is an empty workbook"),
    ],
    ids=["old", "word", "ods", "utf-16", "row",
         "column", "xml", "styles", "cut", "no-zip", "empty", "no-sheets"],
)  # fmt: skip
def test_what_is_no_safe_workbook_is_refused_in_one_line_and_nothing_is_printed(
    make: Any, why: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Problem) as refusal:
        take(make(), "table.xlsx")

    assert refusal.value.message.startswith("table.xlsx")
    assert why in refusal.value.message
    assert "\n" not in refusal.value.message
    assert capfd.readouterr() == ("", "")


def test_a_zip_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(with_part(SOUND, SHEET, b"<worksheet>" + b" " * 2_000_000))
    place = data.rfind(b"PK\x01\x02", 0, data.rfind(b"PK\x05\x06"))
    data[place + 24 : place + 28] = (1000).to_bytes(4, "little")  # its size in the directory
    with pytest.raises(Problem, match=r"table\.xlsx"):
        take(bytes(data), "table.xlsx")


def test_the_part_of_a_table_comes_in_again_too() -> None:
    build = PlanBuilder()
    build.step("Survey", due=date(2026, 12, 4))
    build.step("Drill")
    part = workbook_bytes(build.plan, TODAY, Shown(steps=(2,), columns=("due",)))
    taken = take(part, "part.xlsx", build.plan)
    assert [line.verb for line in taken.found.lines] == ["unchanged"]


def test_the_currency_of_a_format_is_kept_even_in_a_plan_of_another() -> None:
    data = workbook([["Step", "Budget"], ["A", 20000]], formats={"B2": "#,##0\\ [$€-407]"})
    plan = Plan(info=PlanInfo(id=1, currency="USD"))
    assert take(data, "eur.xlsx", plan).rows("needed") == [("EUR 20,000",)]


def test_a_heading_may_name_the_currency_of_bare_numbers() -> None:
    rows = [
        ["Step", "Budget (USD)", "Resources Available (€)"],
        ["A", 5000, 20],
        ["B", "none", "2 clerks"],
    ]
    assert take(workbook(rows), "b.xlsx").rows("needed", "available") == [
        ("USD 5,000", "EUR 20"),
        ("none", "2 clerks"),
    ]

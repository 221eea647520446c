"""Word, Excel and the web page: what stands in the file itself, flag by flag."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from plans import PlanBuilder

from actionplan_tui.edits.changes import Change
from actionplan_tui.edits.protocol import HistoryRow
from actionplan_tui.exchange.document import Shown, is_right_to_left, language_tag
from actionplan_tui.exchange.docx_document import document_bytes
from actionplan_tui.exchange.docx_table import runs_from_the_right
from actionplan_tui.exchange.formats import FORMATS, Options
from actionplan_tui.exchange.html_page import page_bytes
from actionplan_tui.exchange.markdown import markdown_text
from actionplan_tui.exchange.minutes import minutes_text
from actionplan_tui.exchange.reports import REPORT_FORMATS, REPORTS, report_bytes
from actionplan_tui.exchange.xlsx_workbook import workbook_bytes
from actionplan_tui.model.fields import FIELDS
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem

TODAY = date(2026, 11, 23)
BITING = "=HYPERLINK(1) </script><b>&\x0b]]>"


@pytest.fixture
def build() -> PlanBuilder:
    """A plan with a record in every table, and texts that bite."""
    build = PlanBuilder(title="Clean water", institution="Ministry", version="2.0")
    ana = build.person("Ana Ruiz", power=5, interest=4, engagement="neutral",
                       private_notes="PRIVATE", contact="ana@example.org")  # fmt: skip
    union = build.person("Union of <plumbers>", power=2, interest=5)
    build.info(owner=ana, start=date(2026, 1, 5), target_end=date(2027, 6, 30))
    goal = build.goal("Every village drinks", target_date=date(2027, 3, 31), success="No child ill")
    wells = build.step("Survey wells", goal=goal, lead=ana, support=(union,), due=date(2026, 12, 4))
    build.step(BITING, parent=wells, due=date(2026, 11, 2), lead=ana, priority=1)
    build.milestone("Water runs", goal=goal, due=date(2027, 2, 1))
    build.add("resources", step=2, description="clerks", available=2, needed=3,
              category="human")  # fmt: skip
    build.add("resources", step=2, description="fuel", needed=4000, unit="USD",
              category="financial")  # fmt: skip
    build.add("barriers", step=2, who=(union,), how="fear for jobs", likelihood=4, impact=3)
    build.add("communications", step=2, audience=(union,), message="Where we are",
              responsible=ana, cadence="weekly on tue", start=date(2026, 11, 1))  # fmt: skip
    kpi = build.add("kpis", goal=goal, name="ill children", unit="%", baseline=30, target=5,
                    direction="decrease", baseline_date=date(2026, 1, 5))  # fmt: skip
    build.add("measurements", kpi=kpi, date=date(2026, 11, 2), value=12.5)
    build.add("corrective_actions", step=2, deviation="wells late", decision="hire boats")
    build.add("reviews", date=date(2026, 11, 2), by=ana, environment="floods", decisions="go on")
    return build


@pytest.fixture
def plan(build: PlanBuilder) -> Plan:
    return build.plan


# Word


def test_the_word_document_is_one_that_a_reader_can_follow(plan: Plan) -> None:
    word = docx.Document(io.BytesIO(document_bytes(plan, TODAY)))

    known = word.core_properties
    assert (known.title, known.author, known.language) == ("Clean water", "Ana Ruiz", "en")
    assert known.comments == ""
    assert known.created == datetime(2026, 11, 23, tzinfo=UTC)
    section = word.sections[0]
    assert section.page_width > section.page_height  # landscape
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert headings == [
        "Status", "Action Planning Table", "Goals", "Key Performance Indicators",
        "Stakeholder matrix", "Communication plan", "Barriers and resistance",
        "Corrective actions", "Open findings",
    ]  # fmt: skip
    for table in word.tables:
        body = table._tbl.xml
        assert "w:gridSpan" not in body  # no merged cells
        assert "w:vMerge" not in body
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) in headings
        assert len(table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))) > 20
    assert sum(p.style.name == "Caption" for p in word.paragraphs) == len(word.tables)


def test_the_table_in_word_has_the_deck_s_columns_and_two_for_resources(plan: Plan) -> None:
    table = docx.Document(io.BytesIO(document_bytes(plan, TODAY))).tables[0]

    heads = [cell.text for cell in table.rows[0].cells]
    assert heads[:6] == [
        "WBS", "Action Step", "By Whom", "By When",
        "Resources and Support Available", "Resources and Support Needed",
    ]  # fmt: skip
    first, second, _ = ([cell.text for cell in row.cells] for row in table.rows[1:])
    assert first[1:4] == ["Survey wells", "Ana Ruiz\nwith Union of <plumbers>", "4 Dec 2026"]
    assert second[1] == BITING.replace("\x0b", "")
    assert second[4:6] == ["2 clerks", "• 3 clerks\n• USD 4,000 fuel"]
    assert second[9] == "OFF TRACK"


def test_a_plan_written_from_the_right_stands_so_in_word_excel_and_page(build) -> None:
    build.info(language="ar", title="خطة المياه")
    build.amend("steps", 1, title="مسح الآبار")

    word = docx.Document(io.BytesIO(document_bytes(build.plan, TODAY)))
    assert word.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    title = next(p for p in word.paragraphs if p.style.name == "Title")
    cell = word.tables[0].rows[1].cells[1].paragraphs[0]
    assert cell.runs[0].font.rtl
    assert title._p.pPr.find(qn("w:bidi")) is not None
    assert title.runs[0].font.rtl
    tags = {lang.get(qn("w:bidi")) for lang in word.styles.element.iter(qn("w:lang"))}
    assert tags == {"ar"}
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(build.plan, TODAY)))
    assert all(sheet.sheet_view.rightToLeft for sheet in book)
    page = page_bytes(build.plan, TODAY).decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert '<th scope="col" lang="en" dir="ltr">By Whom</th>' in page
    assert '<th dir="auto" scope="row">مسح الآبار</th>' in page


# Excel


def test_the_workbook_has_a_sheet_a_table_each_ready_to_filter_and_print(plan: Plan) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(plan, TODAY)))

    assert book.sheetnames == [
        "Action Planning Table", "Goals", "Key Performance Indicators", "Measurements",
        "Resources", "Barriers and resistance", "Stakeholder matrix", "Communication plan",
        "Corrective actions", "Plan",
    ]  # fmt: skip
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes is not None
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (
            True, 0,
        )  # fmt: skip
        [table] = sheet.tables.values()
        assert table.name.startswith("Title_")
        assert table.autoFilter is not None
        if sheet.title != "Plan":
            assert sheet["A1"].value == "Id"
    assert (book.properties.title, book.properties.creator) == ("Clean water", "Ana Ruiz")


def test_dates_are_dates_numbers_are_numbers_and_no_text_is_a_formula(plan: Plan) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(plan, TODAY)))

    rows = list(book["Action Planning Table"].iter_rows())
    heads = [cell.value for cell in rows[0]]
    step = dict(zip(heads, rows[2], strict=True))
    assert step["Id"].value == "S2"
    assert step["By When"].value == datetime(2026, 11, 2)
    assert step["By When"].is_date
    assert (step["Percent"].value, step["Priority"].value) == (0, 1)
    facts = {row[0].value: row[1] for row in book["Plan"].iter_rows(min_row=2)}
    assert (facts["Start"].value, facts["Start"].is_date) == (datetime(2026, 1, 5), True)
    assert step["Action Step"].value == BITING.replace("\x0b", "")
    assert step["Action Step"].data_type == "s"
    needed = [[cell.value for cell in row] for row in book["Resources"].iter_rows(min_row=2)]
    assert [row[4:7] for row in needed] == [[2, 3, None], [None, 4000, "USD"]]


# The page


class Page(HTMLParser):
    """What stands in a page: its elements with their attributes, and its text."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def every(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def test_the_page_is_whole_in_itself_and_says_what_it_shows(plan: Plan) -> None:
    page = Page(page_bytes(plan, TODAY))

    assert page.every("html") == [{"lang": "en", "dir": "ltr"}]
    names = {tag for tag, _ in page.elements}
    assert not names & {"script", "link", "img", "iframe", "b"}
    values = [v for _, attributes in page.elements for v in attributes.values() if v]
    assert not [v for v in values if "//" in v or v.startswith("javascript")]
    assert len(page.every("table")) == len(page.every("caption")) > 8
    assert all(th.get("scope") in ("col", "row") for th in page.every("th"))
    assert all(td.get("dir") == "auto" for td in page.every("td") if td and not td.get("class"))
    assert len(page.every("svg")) == len(page.every("desc")) == 3  # road map, matrix, one KPI
    assert all(svg["role"] == "img" and svg["aria-labelledby"] for svg in page.every("svg"))
    heads = [attributes["id"] for attributes in page.every("h2")]
    assert heads[:4] == ["status", "plan", "goals", "actions"]
    links = {str(link["href"]).removeprefix("#") for link in page.every("a")}
    assert links == {*heads, "main"}
    assert BITING.replace("\x0b", "") in page.text
    assert "ill children: on track; target 5%; measured 12.5% on 2 Nov 2026." in page.text


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "html"])
def test_an_empty_plan_makes_every_document(suffix: str) -> None:
    assert FORMATS[suffix].write(Plan(), TODAY, Options())


# All of them


def text_of(data: bytes) -> bytes:
    """What stands in a file, the parts of a zip one after the other."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
        return b"".join(map(parts.read, parts.namelist()))


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_private_field_leaves_in_any_format_and_bytes_are_the_same(build, suffix) -> None:
    private = [
        (table, name)
        for table, fields in FIELDS.items()
        for name, declared in fields.items()
        if declared.private
    ]
    for table, name in private:
        for id in build.plan.table(table):
            build.amend(table, id, **{name: "PRIVATE"})
    assert ("stakeholders", "private_notes") in private

    data = FORMATS[suffix].write(build.plan, TODAY, Options())

    assert data == FORMATS[suffix].write(build.plan, TODAY, Options())
    text = text_of(data)
    assert b"Water runs" in text
    assert b"PRIVATE" not in text
    assert suffix == "json" or b"ana@example.org" not in text  # no contacts in documents
    for report in REPORTS if suffix in REPORT_FORMATS else ():
        assert b"PRIVATE" not in report_bytes(build.plan, TODAY, report, suffix)


def test_the_part_of_the_table_on_screen_leaves_in_its_order(plan: Plan) -> None:
    part = Shown(steps=(3, 1), columns=("due", "lead"), said="by due date")

    rows = docx.Document(io.BytesIO(document_bytes(plan, TODAY, part))).tables[0].rows
    assert [[cell.text for cell in row.cells][:3] for row in rows] == [
        ["WBS", "Action Step", "By When"],
        ["2", "Water runs", "1 Feb 2027"],
        ["1", "Survey wells", "4 Dec 2026"],
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes(plan, TODAY, part))).active
    assert [[cell.value for cell in row][:2] for row in sheet.iter_rows()] == [
        ["Id", "Action Step"], ["S3", "Water runs"], ["S1", "Survey wells"],
    ]  # fmt: skip
    text = markdown_text(plan, TODAY, part).partition("## Action Planning Table")[2]
    assert "2 of 3 steps: by due date." in text
    assert [line.split(" | ")[1:4] for line in text.splitlines() if "S" in line[:3]] == [
        ["2", "Water runs", "2027-02-01"],
        ["1", "Survey wells", "2026-12-04"],
    ]
    page = page_bytes(plan, TODAY, part).decode()
    shown = page[page.index('id="actions"') : page.index('id="work"')]
    assert "2 of 3 steps: by due date." in shown
    assert re.findall(r"<th [^>]*scope=\"row\">(.*?)</th>|<bdi>(.*?)</bdi>", shown) == [
        ("Water runs", ""), ("", "1 Feb 2027"), ("Survey wells", ""), ("", "4 Dec 2026"),
    ]  # fmt: skip
    lines = FORMATS["csv"].write(plan, TODAY, Options(shown=part)).decode("utf-8-sig").splitlines()
    assert lines == [
        "Id,Action Step,By Whom,By When,WBS,Goal",
        "S3,Water runs,,2027-02-01,2,Every village drinks",
        "S1,Survey wells,Ana Ruiz + Union of <plumbers>,2026-12-04,1,Every village drinks",
    ]


@pytest.mark.parametrize(
    ("language", "tag", "from_right"),
    [
        ("en", "en", False), ("", "en", False), ("pt_BR", "pt-BR", False), ("ar-EG", "ar-EG", True),
        ("az-Arab", "az-Arab", True), ("ks-Latn", "ks-Latn", False), ('"><b>', "en", False),
    ],
)  # fmt: skip
def test_languages(language: str, tag: str, from_right: bool) -> None:
    assert (language_tag(language), is_right_to_left(language)) == (tag, from_right)


@pytest.mark.parametrize(
    ("text", "from_right"),
    [
        ("مسح الآبار", True), ("خدمة WASH رقمية 80%", True), ("WASH: خدمة رقمية", True),
        ("How will you measure 1.1 مسح الآبار?", False), ("Survey 25 wells", False), ("", False),
    ],
)  # fmt: skip
def test_a_text_runs_the_way_of_most_of_its_letters(text: str, from_right: bool) -> None:
    assert runs_from_the_right(text) == from_right


# Reports


@pytest.mark.parametrize(
    ("report", "holds"),
    [
        ("status", "OFF TRACK"),
        ("owner", "| lead | 1 Survey wells | 4 Dec 2026 |"),
        ("minutes", "## Decisions\n\ngo on"),
    ],
)
def test_reports_in_markdown_and_as_a_page(plan: Plan, report: str, holds: str) -> None:
    assert holds in report_bytes(plan, TODAY, report, "md").decode()
    page = Page(report_bytes(plan, TODAY, report, "html"))
    assert page.every("h1")
    assert len(page.every("table")) == len(page.every("caption"))
    assert "PRIVATE" not in page.text


def test_minutes_hold_the_changes_made_in_the_review_and_nothing_private(plan: Plan) -> None:
    changes = (
        Change("steps", 1, "due", "2026-11-20", "2026-12-04"),
        Change("stakeholders", 1, "private_notes", "", "PRIVATE"),
    )
    moment = datetime(2026, 11, 2, 9, tzinfo=UTC)
    history = [
        HistoryRow(revision=7, at=moment, by="ana", review=1, changes=changes),
        HistoryRow(revision=8, at=moment, by="ana",
                   changes=(Change("steps", 3, "title", "Rain", "Water runs"),)),
    ]  # fmt: skip

    page = Page(report_bytes(plan, TODAY, "minutes", "html", history=history)).text
    text = report_bytes(plan, TODAY, "minutes", "md", history=history).decode()
    assert not [word for word in re.findall(r"\w+", text) if word not in page]  # all of the other
    for said in (page, text):
        assert "20 Nov 2026" in said
        assert "4 Dec 2026" in said
        assert "PRIVATE" not in said
        assert "Rain" not in said
    assert text == minutes_text(plan, 1, history, TODAY)


def test_the_status_report_counts_what_it_has_no_room_for_the_worst_first(build) -> None:
    for n in range(8):
        kpi = build.add("kpis", goal=1, name=f"wells {n}", target=9, baseline=0,
                        baseline_date=date(2026, 1, 5), target_date=date(2026, 12, 31))  # fmt: skip
        build.add("measurements", kpi=kpi, date=date(2026, 11, 2), value=n + 1)

    text = report_bytes(build.plan, TODAY, "status", "md").decode()
    table = text.partition("## Key Performance Indicators")[2].splitlines()[4:]
    states = [line.split(" | ")[-1].removesuffix(" |") for line in table if line]
    assert states == ["off track"] * 5 + [""]
    assert table[5].startswith("| and 4 more |")
    assert "wells 7" not in text


def test_what_an_owner_must_correct_stands_first_with_its_rule(build) -> None:
    text = report_bytes(build.plan, TODAY, "owner", "md", owner=1).decode()
    rows = [line for line in text.splitlines() if line.startswith("| ")][2:]
    assert "15 working days late, tolerance 10 (OT2)" in rows[0]
    assert rows[0].startswith("| to correct |")
    assert rows[0].endswith("| must say who is accountable |")


def test_a_step_due_soon_says_why_only_where_its_date_does_not(build) -> None:
    build.step("near", start=TODAY - timedelta(1), due=TODAY + timedelta(3), percent=99)

    text = report_bytes(build.plan, TODAY, "status", "md").decode()
    [row] = [line for line in text.splitlines() if "| near |" in line]
    assert row.endswith("| on track |  |")


def test_reports_that_cannot_be_made_say_why(plan: Plan) -> None:
    assert list(REPORTS) == ["status", "owner", "minutes"]
    with pytest.raises(Problem, match="no review was held yet"):
        report_bytes(Plan(), TODAY, "minutes", "md")
    with pytest.raises(Problem, match="written as md or html, not as docx"):
        report_bytes(plan, TODAY, "status", "docx")

"""Tables as bytes: how they leave, how they are read, and what is refused."""

from __future__ import annotations

import codecs
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from actionplan_tui.exchange.csv_table import (
    csv_bytes,
    guarded,
    read_bytes,
    read_table,
    table_bytes,
    unguarded,
)
from actionplan_tui.exchange.headings import find_headings
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Goal, Stakeholder, Step

TODAY = date(2026, 11, 23)

PLAN = Plan(
    stakeholders={1: Stakeholder(id=1, name="Hélène"), 2: Stakeholder(id=2, name="=SUM(A1)")},
    goals={1: Goal(id=1, statement="@home", position="a")},
    steps={
        1: Step(id=1, title="=1+1", goal=1, position="a", lead=1, support=(2,)),
        2: Step(id=2, title='Say "yes",\nor no', parent=1, position="a", due=date(2026, 12, 15)),
    },
)


def test_the_decks_columns_come_first_in_the_decks_order() -> None:
    [headings, *_] = read_table(csv_bytes(PLAN, TODAY), name="x")

    assert headings[:9] == [
        "Id",
        "Action Step",
        "By Whom",
        "By When",
        "Resources and Support Available",
        "Resources and Support Needed",
        "Potential Barriers or Resistance",
        "Communication Plan (By Whom, Target Audience)",
        "Key Performance Indicators (KPIs)",
    ]
    assert headings[9:11] == ["WBS", "Goal"]


def test_what_leaves_is_utf8_with_its_mark_and_lines_that_excel_ends() -> None:
    data = csv_bytes(PLAN, TODAY)

    assert data.startswith(codecs.BOM_UTF8 + b"Id,Action Step,By Whom,")
    assert data.count(b"\r\n") == 3
    assert "Hélène".encode() in data
    assert b'"Say ""yes"",\nor no"' in data


def test_a_formula_leaves_as_text_and_comes_back_as_it_was() -> None:
    data = csv_bytes(PLAN, TODAY)

    assert b",'=1+1," in data
    assert b",'@home," in data
    assert read_table(data, name="x")[1][1] == "=1+1"
    assert b",=1+1," in csv_bytes(PLAN, TODAY, guard=False)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@a", "'@a"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'=1", "''=1"),
        ("'tis", "'tis"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_the_guard_and_back(text: str, safe: str) -> None:
    assert guarded(text) == safe
    assert unguarded(safe) == text


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be-bom", "cp1252"])
def test_encodings_and_delimiters_are_told_apart(delimiter: str, encoding: str) -> None:
    rows = [
        ["Étape", "Qui", "Quand"],
        ["Réduire, trier; classer", "Léa\tRoy", "1,5"],
        ['"Tout"\nsuite', "", "a;b;c;d"],
    ]
    text = table_bytes(rows, delimiter=delimiter).decode("utf-8-sig")
    data = (
        codecs.BOM_UTF16_BE + text.encode("utf-16-be")
        if encoding == "utf-16-be-bom"
        else text.encode(encoding)
    )

    assert read_table(data, name="x") == rows


def test_utf16_without_its_mark() -> None:
    data = "Action Step\tBy Whom\r\nDraft\tAna\r\n".encode("utf-16-le")

    assert read_table(data, name="x") == [["Action Step", "By Whom"], ["Draft", "Ana"]]


def test_a_line_that_names_the_delimiter() -> None:
    assert read_table(b"sep=;\r\nTask;Who, when\r\n", name="x") == [["Task", "Who, when"]]


def test_commas_in_cells_do_not_hide_semicolons_between_them() -> None:
    data = b"Task;Who;When\nDo a, b and c;Ana, Ben, Cas;1\nRun, jump;Ana;2\n"

    assert {len(row) for row in read_table(data, name="x")} == {3}


def test_blank_rows_are_kept_so_that_rows_keep_their_numbers() -> None:
    assert read_table(b"Task\n\nDraft\n", name="x") == [["Task"], [], ["Draft"]]


def test_control_characters_and_odd_line_ends_are_mended() -> None:
    data = b'Task\n"a\x0bb\r\nc\x07\rd"\n'

    assert read_table(data, name="x")[1] == ["a\nb\nc\nd"]


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


REFUSED = [
    (zipped(), "is an Excel or Word file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is an old Excel or Word file"),
    (b"<!DOCTYPE html><html><table><tr><td>Task</td></tr></table></html>", "is a web page"),
    (codecs.BOM_UTF8 + b"\r\n <html><body>Task</body></html>", "is a web page"),
    ("<html><body>Task</body></html>".encode("utf-16"), "is a web page"),
    (b"%PDF-1.7 ...", "is a PDF"),
    (b"Task,Who\nDraft\0,Ana\n", "is binary data"),
    (bytes(range(256)), "is binary data"),
    (b"\x81\x8d\x8f Task,Who\n", "is neither UTF-8 nor Windows Western text"),
    (codecs.BOM_UTF16_LE + b"T\0a\0s\xd8", "is damaged UTF-16 text"),
    (b"", "is empty"),
    (b" \n,,\n", "is empty"),
    (b'Task,Who\nDraft,"Ana\nSend,Ben\n', "in row 2 a quote is opened and never closed"),
    (b'Task,Who\nDraft,"' + b"x" * 200_000, "in row 2 a quote is opened and never closed"),
    (b"Task,Who\n" + b"x" * 200_000 + b",Ana\n", "row 2 has a cell of over 100,000 characters"),
    (b'Task,Who\n"' + b"x" * 200_000 + b'",A', "row 2 has a cell of over 100,000 characters"),
    (b"Task," * 600, "row 1 has more than 500 columns"),
    (b"Task\n" * 20_001, "more than 20,000 rows"),
    (b"Task\n" + b"x" * 110_000, "row 2, column 1 holds 110,000 characters"),
]


@pytest.mark.parametrize(("data", "why"), REFUSED, ids=[why for _, why in REFUSED])
def test_what_is_no_table_is_refused_in_one_line(data: bytes, why: str) -> None:
    with pytest.raises(Problem) as refusal:
        read_table(data, name="plan.csv")

    assert refusal.value.message.startswith("plan.csv: ")
    assert why in refusal.value.message
    assert "\n" not in refusal.value.message


def test_a_table_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    path.write_bytes(b"Task,Who\n" * 1_000)

    with pytest.raises(Problem, match=r"huge\.csv: larger than 5,000 bytes"):
        read_table(read_bytes(path, limit=5_000), name=path.name, limit=5_000)
    assert len(read_table(read_bytes(path, limit=50_000), name=path.name)) == 1_000


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"none\.csv: No such file"):
        read_bytes(tmp_path / "none.csv", limit=5_000)


@pytest.mark.parametrize(
    "rows",
    [
        [["Draft", "Ana", "1 Dec 2026"], ["Send", "Ben", "2 Dec 2026"]],
        [["Name", "Age"], ["Ana", "31"]],
        [["We train our staff and report to the minister", "every year"]],
    ],
)
def test_a_table_without_headings_is_refused(rows: list[list[str]]) -> None:
    with pytest.raises(Problem, match="no headings in the first"):
        find_headings(rows)


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Action Steps", "title"),
        ("ACTIVITIES / TASKS", "title"),
        ("1. Action step (what needs to be done?)", "title"),
        ("Person(s) Responsible", "lead"),
        ("Responsible\nWho will do it?", "lead"),
        ("Action owner", "owner"),
        ("Due date", "due"),
        ("Timeline (dd/mm/yyyy)", "due"),
        ("Target completion date", "due"),
        ("Planned start date", "start"),
        ("Date completed", "finished"),
        ("Resources and Support Available", "available"),
        ("Resources Needed (Financial, Human Resources, Political, other?)", "needed"),
        ("Resources & support: available / needed", "resources"),
        ("Estimated Budget (USD)", "needed"),
        ("Potential barriers", "barriers"),
        ("Risks and mitigation", "barriers"),
        ("Communication Plan (By Whom, Target Audience)", "communications"),
        ("Target audience", "audience"),
        ("How often?", "how_often"),
        ("Key Performance Indicators (KPIs)", "kpis"),
        ("Output indicators", "kpis"),
        ("% complete", "percent"),
        ("Status", "state"),
        ("#", "wbs"),
        ("Strategic objective", "goal"),
        ("Responsables", "lead"),
        ("الجهة المسؤولة", "lead"),
        ("截止日期", "due"),
        ("Province", ""),
        ("We meet to discuss who is responsible for the action plan each month", ""),
    ],
)
def test_what_a_heading_means(heading: str, meaning: str) -> None:
    from actionplan_tui.exchange.headings import column_key

    assert column_key(heading) == meaning

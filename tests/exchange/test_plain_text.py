"""A row and a table as plain text: aligned, whole, and nothing in them that a terminal obeys."""

from __future__ import annotations

from actionplan_tui.analysis.columns import cells
from actionplan_tui.exchange.plain_text import plain_rows, plain_table

HEADINGS = ("Action Step", "", "By Whom", "By When")


def test_a_row_is_a_line_for_each_of_its_cells_that_is_not_blank() -> None:
    rows = [("Survey\x1b[31m wells", "", "Ana", "4 Dec"), ("Buy pumps", "late", "", "")]

    assert plain_rows(HEADINGS, rows) == (
        "Action Step: Survey?[31m wells\nBy Whom: Ana\nBy When: 4 Dec\n\n"
        "Action Step: Buy pumps\nlate\n"
    )


def test_a_table_is_aligned_in_cells_keeps_its_indents_and_wraps_what_is_long() -> None:
    rows = [
        ("Every village drinks clean water", "", "", ""),
        ("  標準 wells of the whole district and beyond", "", "Ana", "4 Dec"),
        ("  " + "x" * 70, "", "標準", "5 Dec"),
    ]

    assert plain_table("Clean water", HEADINGS, rows) == (
        "Clean water\n"
        "\n"
        "Action Step                       By Whom  By When\n"
        "--------------------------------  -------  -------\n"
        "Every village drinks clean water\n"
        "  標準 wells of the whole         Ana      4 Dec\n"
        "  district and beyond\n"
        "  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx  標準     5 Dec\n"
        "  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n"
        "  xxxxxxxxxx\n"
    )


def test_ten_thousand_characters_are_all_there() -> None:
    text = plain_table("Wide", ("A", "B"), [("word " * 2_000, "x"), ("準" * 10_000, "y")])

    assert text.count("word") == 2_000
    assert text.count("準") == 10_000
    assert max(cells(line) for line in text.splitlines()) <= 32 + 2 + 1

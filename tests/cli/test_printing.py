"""Text is data: nothing printed commands a terminal."""

from __future__ import annotations

import json

import pytest

from actionplan_tui.cli import printing
from actionplan_tui.cli.printing import out, out_json, safe, safe_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Été à 家 العربية", "Été à 家 العربية"),
        ("two\nlines\tand\rmore", "two lines and more"),
        ("\x1b[31mred\x07", r"\x1b[31mred\x07"),
        ("\x9b2J", r"\x9b2J"),
        ("a\u2028b", "a b"),
        ("\u202eevil", r"\u202eevil"),
        ("half \ud800", r"half \ud800"),
        ("joined \u0646\u200c\u0645", "joined \u0646\u200c\u0645"),  # Persian needs the joiner
        ("\U000e0001", r"\U000e0001"),
        ("no\u00a0break", "no\u00a0break"),
    ],
)
def test_what_a_terminal_would_obey_is_escaped(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_lines_stay_lines() -> None:
    assert safe_lines("one\r\ntwo\x1b\nthree") == ["one", r"two\x1b", "three"]


def test_out_prints_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    out("one\ntwo", "three")
    out()

    assert capsys.readouterr().out == "one two\nthree\n"


def test_json_is_safe_and_means_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    value = {"a": "é 😀 \x1b\x7f\x9b\u202e\u2028", "b": [1, 2.5, None, True]}

    out_json(value)

    text = capsys.readouterr().out
    assert json.loads(text) == value
    assert all(line.isprintable() for line in text.splitlines())
    assert "é 😀" in text


def test_without_a_terminal_nothing_is_cut() -> None:
    assert printing.page_width() > 100_000

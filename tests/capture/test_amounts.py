"""Numbers and amounts as planners type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan_tui.capture.amounts import (
    Amount,
    format_amount,
    format_number,
    leading_amount,
    understand_number,
)
from actionplan_tui.model.problem import Problem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("120,000", 120_000),
        ("1 000", 1_000),
        ("1 000 000,5", 1_000_000.5),
        ("1\u202f000", 1_000),  # the narrow blank of French typesetting
        ("1.234,56", 1_234.56),
        ("1,234.56", 1_234.56),
        ("1.234.567", 1_234_567),
        ("12,34,567", 1_234_567),  # as written in India
        ("1'000", 1_000),
        ("1,234", 1_234),
        ("1,5", 1.5),
        ("0,125", 0.125),
        ("1.234", 1.234),
        ("4.1", 4.1),
        (".5", 0.5),
        ("-12", -12),
        ("\u2212" + "12", -12),  # a true minus sign
        ("+3", 3),
        ("12k", 12_000),
        ("1.5m", 1_500_000),
        ("3 million", 3_000_000),
        ("2bn", 2_000_000_000),
        ("50%", 50),
        ("½", 0.5),
        ("2½", 2.5),
        ("١٢٬٠٠٠", 12_000),
        ("۱٫۵", 1.5),
    ],
)
def test_numbers(text: str, expected: float) -> None:
    assert understand_number(text) == expected


@pytest.mark.parametrize("text", ["", "many", "1,23,45", "1.2.3", "1,000,00.5", "12kk", "9" * 400])
def test_what_is_no_number_is_told(text: str) -> None:
    with pytest.raises(Problem, match=r"is no number|too large"):
        understand_number(text)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_shown_is_understood_again(number: float) -> None:
    assert understand_number(format_number(number)) == number


@pytest.mark.parametrize(
    ("number", "shown"),
    [(120_000, "120,000"), (4.1, "4.1"), (-1234.5, "-1,234.5"), (-0.5, "-0.5"), (0, "0")],
)
def test_numbers_are_shown_as_people_read_them(number: float, shown: str) -> None:
    assert format_number(number) == shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("USD 120,000", Amount(120_000, "USD")),
        ("120 USD", Amount(120, "USD")),
        ("$12k", Amount(12_000, "USD")),
        ("€5m", Amount(5_000_000, "EUR")),
        ("EUR 1.5 m", Amount(1_500_000, "EUR")),
        ("ST$ 5", Amount(5, "WST")),
        ("-$5", Amount(-5, "USD")),
        ("95%", Amount(95, "%")),
        ("8", Amount(8)),
    ],
)
def test_amounts(text: str, expected: Amount) -> None:
    assert leading_amount(text) == (expected, "")
    assert leading_amount(format_amount(expected)) == (expected, "")


def test_a_dollar_is_the_plans_own() -> None:
    assert leading_amount("$5", "WST") == (Amount(5, "WST"), "")
    assert leading_amount("US$5", "WST") == (Amount(5, "USD"), "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 lawyers", (Amount(2), "lawyers")),
        ("US$1,000.50 grant", (Amount(1_000.5, "USD"), "grant")),
        ("5 m cable", (Amount(5), "m cable")),
        ("12 months' pay", (Amount(12), "months' pay")),
        ("3D printer", (None, "3D printer")),
        ("4K screens", (None, "4K screens")),
        ("USDA staff", (None, "USDA staff")),
        ("meeting room", (None, "meeting room")),
        ("1.2.3 of the plan", (None, "1.2.3 of the plan")),
    ],
)
def test_an_amount_at_the_start_of_a_text(text: str, expected: tuple[Amount | None, str]) -> None:
    assert leading_amount(text) == expected

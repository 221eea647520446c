"""Text for terminal cells: safe, cut by cells, at the price of what shows."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.widgets.cells import bar, cell_len, clean, fit, fit_end, is_rtl


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("two\nlines", "two¶lines"),
        ("two\r\n\r\nlines", "two¶lines"),
        ("from\rtmux", "from¶tmux"),
        ("a\u2028b", "a¶b"),
        ("a\tb", "a  b"),
        ("\x1b[31mred", "�[31mred"),
        ("bell\x07\x9b", "bell��"),
        ("half \ud83d of it", "half � of it"),
        ("abc\u202efdp.exe", "abcfdp.exe"),
        ("\u2066x\u2069", "x"),
        ("[bold]not markup[/]", "[bold]not markup[/]"),
        ("soft\u00adhyphen", "softhyphen"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("family 👩\u200d👧", "family 👩👧"),
    ],
)
def test_clean(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_clean_in_ascii_mode_adds_nothing_but_ascii() -> None:
    assert clean("a\nb\x1bc\ud83d", ascii=True) == "a b?c?"


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("step", 8, "step    "),
        ("step", 4, "step"),
        ("steps", 4, "ste…"),
        ("a step to take", 8, "a step… "),
        ("steps", 1, "…"),
        ("steps", 0, ""),
        ("", 3, "   "),
        ("日本語", 6, "日本語"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日… "),
        ("日本語", 2, "… "),
        ("日", 1, "…"),
        ("é́́x", 2, "é́́x"),
        ("tail\n\n", 6, "tail  "),
    ],
)
def test_fit(text: str, width: int, shown: str) -> None:
    assert fit(text, width) == shown
    assert cell_len(fit(text, width)) == width


def test_fit_aligns_as_told_or_as_written() -> None:
    assert fit("62 %", 6, align="right") == "  62 %"
    assert fit("שלום", 6) == "  שלום"
    assert fit("1.2 שלום", 10) == "  1.2 שלום"
    assert fit("1.2 שלום", 10, align="left") == "1.2 שלום  "
    assert cell_len(fit("שלום עולם וכל", 8)) == 8


def test_fit_in_ascii_mode() -> None:
    assert fit("Consult the bar", 9, ellipsis="...") == "Consul..."
    assert fit("日本語です", 6, ellipsis="...") == "日... "
    assert fit("steps", 2, ellipsis="...") == ".."


@given(st.text(max_size=60), st.integers(0, 40), st.sampled_from(["…", "..."]))
def test_fit_always_fills_its_width(text: str, width: int, ellipsis: str) -> None:
    shown = fit(text, width, ellipsis=ellipsis)

    assert cell_len(shown) == width
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in shown)


@given(st.text(max_size=60), st.integers(0, 40))
def test_fit_end_always_fills_its_width(text: str, width: int) -> None:
    assert cell_len(fit_end(clean(text), width)) == width


def test_fit_end_shows_what_is_being_typed() -> None:
    assert fit_end("consult the bar", 8) == "…the bar"
    assert fit_end("bar", 8) == "bar     "
    assert fit_end("日本語", 4) == "…語 "


@pytest.mark.parametrize("text", ["x" * 10_000, "語" * 10_000, "a\n" * 5_000, "e\u0301" * 5_000])
def test_a_long_text_costs_what_shows(text: str) -> None:
    def price(text: str) -> float:
        times = []
        for _ in range(5):
            start = time.process_time()
            for _ in range(50):
                fit(text, 30)
            times.append(time.process_time() - start)
        return min(times)

    # One hundred times as long, and never ten times as dear.
    assert price(text * 20) < 10 * price(text[:2000])


def test_first_strong_character_says_the_direction() -> None:
    assert is_rtl("12. שלום abc")
    assert not is_rtl("abc שלום")
    assert is_rtl("نص")
    assert not is_rtl("12.")


@pytest.mark.parametrize(
    ("fraction", "shown"),
    [
        (0, "░░░░░░░░░░"),
        (0.001, "█░░░░░░░░░"),
        (0.5, "█████░░░░░"),
        (0.999, "█████████░"),
        (1, "██████████"),
        (1.7, "██████████"),
        (-1, "░░░░░░░░░░"),
        (math.nan, "░░░░░░░░░░"),
    ],
)
def test_bar(fraction: float, shown: str) -> None:
    assert bar(fraction, 10) == shown


def test_bar_in_ascii_and_in_no_room() -> None:
    assert bar(0.6, 10, ascii=True) == "######...."
    assert bar(0.6, 0) == ""
    assert bar(0.6, 1) == "░"

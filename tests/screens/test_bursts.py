"""Keys that come in one packet over a table: typed ahead, or a paste without brackets."""

from __future__ import annotations

import pytest

from screens.bursts import ends_as_pasted, runs_as_verbs


@pytest.mark.parametrize(
    "pasted",
    ["remove old", "delete dd", "Buy pumps", "xX d", "minutes of the meeting\r", "1. Survey"],
)
def test_words_run_no_verbs(pasted: str) -> None:
    assert runs_as_verbs(pasted)


@pytest.mark.parametrize(
    "typed",
    [
        "jjjjjjjj",
        "jjxjjx",
        "dd",
        "GG",
        "lllx",
        "aSurvey wells\tAna\r",
        "2eSurvey",
        "/pumps",
        ":S12",
    ],
)
def test_a_quick_hand_is_obeyed(typed: str) -> None:
    assert not runs_as_verbs(typed)
    assert not runs_as_verbs("\x0c" * 20 + "Ge" + typed)


def test_a_pasted_line_that_opens_a_line_is_left_there_to_be_looked_at() -> None:
    assert ends_as_pasted("add the pumps\r")
    assert not ends_as_pasted("aBuy pumps\tAna\r")
    assert not ends_as_pasted("GeSurvey springs\r")
    assert not ends_as_pasted("add the pumps")

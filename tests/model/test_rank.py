"""Ranks between neighbours: there is always room, and one record moves alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan_tui.model import rank

ranks = st.text("0123456789abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9).filter(
    lambda text: not text.endswith("0")
)
"""Ranks as the product makes them: they never end with the lowest digit."""


@given(st.sets(ranks, min_size=2, max_size=2).map(sorted))
def test_there_is_a_rank_between_any_two(two: list[str]) -> None:
    before, after = two
    middle = rank.between(before, after)
    assert before < middle < after
    assert not middle.endswith("0")


@given(ranks)
def test_there_is_a_rank_before_and_after_any(one: str) -> None:
    assert rank.between("", one) < one < rank.between(one, "")
    assert not rank.between("", one).endswith("0")
    assert not rank.between(one, "").endswith("0")


def test_the_first_rank_stands_in_the_middle() -> None:
    assert rank.between("", "") == "i"


@pytest.mark.parametrize(
    ("before", "after"), [("b", "a"), ("a", "a"), ("zz!", ""), ("", "Ä"), ("a", "b_c"), ("", "0")]
)
def test_there_is_none_between_ranks_out_of_order_or_not_of_ours(before: str, after: str) -> None:
    with pytest.raises(ValueError, match="no rank between"):
        rank.between(before, after)


@given(st.lists(st.integers(0, 1_000), max_size=60))
def test_records_put_anywhere_keep_their_order(places: list[int]) -> None:
    order: list[str] = []
    for place in places:
        at = place % (len(order) + 1)
        before = order[at - 1] if at else ""
        after = order[at] if at < len(order) else ""
        order.insert(at, rank.between(before, after))
    assert order == sorted(set(order))


def test_adding_ten_thousand_at_the_end_keeps_ranks_short() -> None:
    last = ""
    for _ in range(10_000):
        following = rank.between(last, "")
        assert following > last
        last = following
    assert len(last) <= 6


@pytest.mark.parametrize("count", [0, 1, 2, 35, 36, 1_000, 10_000])
def test_spread_is_even_and_rising(count: int) -> None:
    spread = rank.spread(count)
    assert len(spread) == count
    assert spread == sorted(set(spread))
    assert all(text and not text.endswith("0") for text in spread)

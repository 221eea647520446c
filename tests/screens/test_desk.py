"""The desk as a whole: screens and their keys, empty plans, small and plain terminals."""

from __future__ import annotations

import pytest
from plans import PlanBuilder

from actionplan_tui.model.records import STAMPS
from screens.key_names import key_name
from screens.keys import SCREENS, VERBS

KEYS = [(key, name) for name, key, _ in SCREENS]


async def test_a_digit_goes_to_its_screen_and_the_line_of_tabs_says_so(desk, small) -> None:
    async with desk(small, size=(120, 40)) as d:
        for name, key, title in SCREENS:
            await d.press(key)

            assert name == d.app.screen.NAME
            assert f" {key} {title} " in d.lines[1] + " "


async def test_screens_changed_in_one_breath_end_on_the_last(desk, small) -> None:
    async with desk(small) as d:
        for key in ("1", "0", "2", "4", "1", "2", "0", "1", "0", "2", "3", "1"):
            d._send(key)
        await d.until(lambda: d.app.screen.NAME == "goals")
        await d.press("2")

        assert d.app.screen.NAME == "actions"
        assert d.at[0] == "G1"


async def test_keys_typed_right_after_a_screens_digit_belong_to_that_screen(desk, small) -> None:
    async with desk(small) as d:
        for key in ("1", "0", "2", "j", "j", "x"):
            d._send(key)
        await d.until(lambda: d.labels)

        assert d.labels == ["finish Survey wells"]


async def test_an_answer_that_comes_when_the_desk_is_left_opens_no_screen(desk, small) -> None:
    async with desk(small) as d:
        left = d.app
    left.action_go("goals")

    assert left.current_mode == "actions"


async def test_every_screen_of_an_empty_plan_says_what_to_do_next(desk, empty) -> None:
    async with desk(empty) as d:
        for key, name in KEYS:
            await d.press(key)
            await d.sees("Clean water")

            shown = d.screen_text.splitlines()[1:-1]
            assert len([line for line in shown if line.strip(" │─┼┬┴")]) >= 2, name
            assert d.footer.endswith("? help"), name


async def test_going_round_all_screens_changes_nothing(desk, small) -> None:
    async with desk(small) as d:
        for key, _ in KEYS:
            await d.press(key, "j", "j", "k", "escape")
        for key, name in KEYS:
            await d.press(key)
            assert name == d.app.screen.NAME

        assert d.labels == []


@pytest.mark.parametrize("size", [(40, 10), (200, 60)], ids=str)
async def test_every_screen_draws_on_a_terminal_of_any_size(desk, small, size) -> None:
    async with desk(small) as d:
        for key, name in KEYS:
            await d.press(key)
            await d.resize(*size)
            assert len(d.lines) == size[1], name
            await d.resize(80, 24)


async def test_the_cursor_stays_in_sight_when_the_terminal_becomes_small(desk, small) -> None:
    async with desk(small, size=(120, 40)) as d:
        await d.go("3", "KPIs")
        await d.resize(60, 12)

        assert "3 Train" in d.row("3")
        assert d.at == ("3", "KPIs")
        assert "KPIs" in d.screen_text


async def test_what_is_being_typed_survives_another_size(desk, small) -> None:
    async with desk(small) as d:
        await d.go("3")
        await d.press("e")
        await d.type("Train midwives")
        await d.resize(120, 40)
        assert d.typed == "Train midwives"
        await d.press("enter")
        await d.saved_all()

        assert d.step("3").title == "Train midwives"


def beyond_ascii(d) -> set[str]:
    """The characters on the screen that are not ASCII, but for the dot that every font has."""
    return {character for character in d.screen_text if not character.isascii()} - {"·"}


async def test_in_ascii_all_is_drawn_with_ascii_alone(desk, small) -> None:
    async with desk(small, ascii_only=True, size=(120, 40)) as d:
        for key, name in (("1", "goals"), ("0", "plans"), ("2", "actions")):
            await d.press(key)
            await d.quiet()
            assert beyond_ascii(d) == set(), name
        await d.press("2", "?")
        assert beyond_ascii(d) == set()
        await d.press("escape", "v")
        assert beyond_ascii(d) == set()
        await d.press("escape")
        await d.go("1")
        await d.press("e", "ctrl+o")
        assert beyond_ascii(d) == set()
        await d.press("escape", "escape", "d")  # a toast
        assert beyond_ascii(d) == set()


async def test_the_footer_is_made_of_keys_that_work_there(desk, small) -> None:
    async with desk(small, size=(200, 40)) as d:
        for key, name in KEYS:
            await d.press(key, "j", "j")
            active = {
                key_name(each): VERBS[one.binding.id].label
                for each, one in d.app.screen.active_bindings.items()
                if one.enabled and one.binding.id in VERBS
            }
            words = [word.split(" ", 1) for word in d.footer.split("  ") if word.strip()]

            assert words[-1] == ["?", "help"], name
            for shown, _ in words:
                keys = [shown] if shown in active else list(shown)
                assert set(keys) <= set(active), (name, shown)


async def test_a_desk_that_is_told_to_begin_elsewhere_does(desk, small) -> None:
    async with desk(small, first="goals") as d:
        assert d.app.screen.NAME == "goals"


async def test_an_unknown_screen_remembered_is_no_obstacle(desk, small) -> None:
    async with desk(small, first="no such screen") as d:
        assert d.app.screen.NAME == "actions"


@pytest.mark.parametrize(
    "keys",
    [
        "abdefxADHJKLX.-+*",
        pytest.param(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPRSTUWXYZ!.,-+=<>*", marks=pytest.mark.verify
        ),
    ],
)
async def test_whatever_keys_are_pressed_on_the_table_can_all_be_taken_back(
    desk, small, keys
) -> None:
    """One after the other, on one step after the other; every letter and sign but V, after which
    nothing can be changed or taken back until it is pressed again, in the long run."""
    async with desk(small) as d:
        before = d.plan
        for place, key in enumerate(keys):
            await d.press(key)
            await d.press("escape", "escape")  # out of a dialog and what it was opened from
            await d.press("2", "escape", "escape", "g", *["j"] * (place % 5))
        await d.saved_all()
        assert d.labels != []
        for _ in d.labels:
            await d.press("u")
            await d.saved_all()

        assert d.app.is_running
        for table in ("steps", "goals", "resources", "communications", "stakeholders"):
            was = {id: told(record) for id, record in before.table(table).items()}
            assert {id: told(record) for id, record in d.plan.table(table).items()} == was


def told(record) -> dict[str, object]:
    """A record without the store's own stamps."""
    return {
        name: getattr(record, name)
        for name in record.__struct_fields__
        if name not in (*STAMPS, "sequence")
    }


@pytest.mark.parametrize(
    ("key", "sought", "left"),
    [
        ("1", "clinics", ("G2", "Owner")),
        ("3", "placed", ("Ioane", "")),
        ("4", "dig", ("2", "Theme")),
        ("5", "wells", ("2", "Now")),
        ("6", "priya", ("1", "Next")),
    ],
)
async def test_every_screen_is_come_back_to_where_it_was_left(
    desk, small, key, sought, left
) -> None:
    build = PlanBuilder()
    build.plan = small
    for text in ("Fence the springs", "Dig deeper"):
        build.add("ideas", text=text)
    for name in ("Visits", "Wells clean"):
        build.add("kpis", name=name, goal=1)
    code, heading = left
    async with desk(build.plan) as d:
        await d.press(key, "/")
        await d.enter(sought)
        if heading:
            await d.go(code, heading)
        else:  # on the register, the second whom the filter leaves
            await d.press("tab", "j")
        await d.leave()
        path = d.app.path

    async with desk(path) as d:
        assert f"filter: {sought}" in d.header
        if heading:
            assert d.at == left
        else:
            assert d.app.screen.person.name == code
            assert d.app.screen.on_register

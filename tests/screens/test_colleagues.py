"""Two desks on one plan: each sees what the other does, and nothing is lost."""

from __future__ import annotations

import shutil
import threading
from contextlib import AsyncExitStack

import pytest
from desk_page import NOON
from patience import PATIENCE

import screens.watching
from actionplan_tui.store import create_store, file_events


@pytest.fixture
async def two(desk, small, monkeypatch):
    """Ana's desk and Ioane's, open on one plan; each looks often."""
    monkeypatch.setattr(screens.watching, "LOOK_EVERY", 0.02)
    async with AsyncExitStack() as stack:
        ana = await stack.enter_async_context(desk(small, by="ana"))
        ioane = await stack.enter_async_context(desk(ana.app.path, by="ioane"))
        yield ana, ioane


@pytest.fixture
async def apart(desk, small, monkeypatch):
    """Ana's desk and Ioane's, who do not see each other's edits before they save their own."""
    monkeypatch.setattr(screens.watching.Watcher, "start", lambda watcher: None)
    async with AsyncExitStack() as stack:
        ana = await stack.enter_async_context(desk(small, by="ana"))
        ioane = await stack.enter_async_context(desk(ana.app.path, by="ioane"))
        yield ana, ioane


async def test_an_edit_is_seen_at_the_other_desk_with_who_made_it(two) -> None:
    ana, ioane = two
    await ana.edit("1.1", "By When", "11 dec")
    await ioane.until(lambda: ioane.cell("1.1", "By When") == "11 Dec 2026")

    assert ioane.said == "ana set By When of Survey wells to 11 Dec 2026"


async def test_both_desks_see_each_other(two) -> None:
    ana, ioane = two
    await ana.edit("1.1", "Action Step", "Survey springs")
    await ioane.edit("2", "Action Step", "Buy filters")
    for desk in two:
        await desk.until(
            lambda desk=desk: (
                (desk.step("1.1").title, desk.step("2").title) == ("Survey springs", "Buy filters")
            )
        )
        await desk.saved_all()


async def test_each_desk_looks_twice_a_second_and_the_next_look_sees_it(desk, small) -> None:
    assert screens.watching.LOOK_EVERY <= 0.5
    looks: list[bool] = []
    async with AsyncExitStack() as stack:
        ana = await stack.enter_async_context(desk(small, by="ana"))
        ioane = await stack.enter_async_context(desk(ana.app.path, by="ioane"))
        look = ioane.workspace.look

        def noted():
            loaded = look()
            looks.append(loaded is not None)
            return loaded

        ioane.workspace.look = noted
        await ana.edit("1.1", "Action Step", "One")
        await ana.saved_all()
        before = len(looks)
        await ioane.until(lambda: ioane.cell("1.1", "Action Step") == "1.1 One")

    assert any(looks[: before + 2])  # one may have been under way


@pytest.fixture
def told(monkeypatch):
    """The system tells what happens to files; a look without that comes too late for any test."""
    loaded = threading.Event()
    loaded.set()
    monkeypatch.setattr(screens.watching, "LOADED", loaded)
    monkeypatch.setattr(screens.watching, "LOOK_EVERY", 10 * PATIENCE)
    monkeypatch.setattr(screens.watching, "ASLEEP_SECONDS", 10 * PATIENCE)
    monkeypatch.setattr(screens.watching, "AWAKE_SECONDS", 0)
    monkeypatch.setattr(file_events, "file_system_of", lambda *asked: "ext4")


async def test_a_desk_at_rest_does_not_look_until_the_system_tells_of_the_file(
    desk, small, told
) -> None:
    async with AsyncExitStack() as stack:
        ana = await stack.enter_async_context(desk(small, by="ana"))
        ioane = await stack.enter_async_context(desk(ana.app.path, by="ioane"))
        looks, look = 0, ioane.workspace.look

        def noted():
            nonlocal looks
            looks += 1
            return look()

        ioane.workspace.look = noted
        for title in ("One", "Two"):  # the second finds the desk waiting again
            await ana.edit("1.1", "Action Step", title)
            await ioane.until(
                lambda title=title: ioane.cell("1.1", "Action Step") == f"1.1 {title}"
            )

    assert looks < 10  # one for what is told of each, and of what the store does beside it


@pytest.fixture
def deep(small, tmp_path, told, monkeypatch):
    """A plan in a folder of a folder, which may be taken away with nothing else in it; of that the
    system tells nothing, and the desk looks by itself before long."""
    monkeypatch.setattr(screens.watching, "ASLEEP_SECONDS", 0.05)
    monkeypatch.setattr(screens.watching, "LOOK_EVERY", 0.02)
    path = tmp_path / "share" / "plans" / "plan.json"
    path.parent.mkdir(parents=True)
    create_store(path, small, now=lambda: NOON, by="ana")
    return path


async def test_a_folder_in_the_place_of_another_is_watched_before_long(desk, deep) -> None:
    async with desk(deep, by="ana") as ana:
        watcher = ana.app._watcher
        await ana.until(lambda: watcher._events is not None, "the system to tell")
        first, above = watcher._events, deep.parent.parent
        shutil.copytree(above.rename(f"{above}-away"), above)
        await ana.until(lambda: watcher._events not in (None, first), "the system to tell again")


async def test_a_file_that_is_gone_is_told_although_the_system_tells_nothing(desk, deep) -> None:
    async with desk(deep, by="ana") as ana:
        above = deep.parent.parent
        above.rename(f"{above}-away")
        await ana.until(lambda: "there is no plan plan.json" in ana.said, "a word of it")


async def test_a_folder_that_was_away_is_watched_again(desk, small, told, monkeypatch) -> None:
    monkeypatch.setattr(screens.watching, "LOOK_EVERY", 0.02)
    monkeypatch.setattr(screens.watching, "ASKS_EVERY", 0)
    async with desk(small, by="ana") as ana:
        watcher, folder = ana.app._watcher, ana.app.path.parent
        await ana.until(lambda: watcher._events is not None, "the system to tell")
        first = watcher._events
        folder.rename(folder.with_name("away"))
        await ana.until(lambda: "there is no plan plan.json" in ana.said, "a word of it")
        folder.with_name("away").rename(folder)
        await ana.until(lambda: watcher._events not in (None, first), "the system to tell again")


async def test_the_cursor_stays_where_it_was_when_rows_come_above_it(two) -> None:
    ana, ioane = two
    await ioane.go("2", "By When")
    await ana.go("1")
    await ana.press("A")
    await ana.enter("Hire a boat")
    await ioane.until(lambda: "1.3" in ioane.codes)

    assert ioane.at == ("2", "By When")


async def test_what_is_being_typed_is_not_disturbed(two) -> None:
    ana, ioane = two
    await ioane.go("2", "Action Step")
    await ioane.press("e")
    await ioane.type("Buy fil")
    await ana.edit("1.1", "Action Step", "Survey springs")
    await ioane.until(lambda: ioane.cell("1.1", "Action Step") == "1.1 Survey springs")
    assert ioane.typed == "Buy fil"
    await ioane.enter("ters")
    await ioane.saved_all()

    assert ioane.step("2").title == "Buy filters"
    assert ioane.step("1.1").title == "Survey springs"


async def test_marks_stay_when_a_colleague_adds_a_step(two) -> None:
    ana, ioane = two
    await ioane.go("1.1")
    await ioane.press("space")
    await ana.go("2")
    await ana.press("a")
    await ana.enter("Hire a boat")
    await ioane.until(lambda: len(ioane.plan.steps) == 6)

    assert ioane.marked == {"1.1"}


async def test_a_step_removed_under_the_cursor_leaves_it_on_the_nearest(two) -> None:
    ana, ioane = two
    await ioane.go("2", "By When")
    await ana.go("2")
    await ana.press("d", "d")
    await ioane.until(lambda: len(ioane.plan.steps) == 4)

    assert ioane.at[0] in ("1.2", "G2")
    assert "ana: remove Buy pumps" in ioane.said


async def test_different_fields_of_one_step_merge_without_a_word(apart) -> None:
    ana, ioane = apart
    await ana.edit("1.1", "By When", "11 dec")
    await ana.saved_all()
    await ioane.edit("1.1", "Action Step", "Survey springs")
    await ioane.saved_all()

    assert ioane.cell("1.1", "By When") == "11 Dec 2026"
    assert ioane.file["steps"]["2"]["title"] == "Survey springs"
    assert "yours was kept" not in ioane.said


async def test_the_same_field_keeps_mine_shows_both_and_one_key_takes_theirs(apart) -> None:
    ana, ioane = apart
    await ana.edit("1.1", "By When", "11 dec")
    await ana.saved_all()
    await ioane.edit("1.1", "By When", "18 dec")
    await ioane.saved_all()
    assert ioane.cell("1.1", "By When") == "18 Dec 2026"
    said = "ana had set By When of Survey wells to 11 Dec 2026; yours was kept (:take theirs)"
    await ioane.until(lambda: ioane.said == said, said)
    await ioane.press(":")
    await ioane.enter("take theirs")
    await ioane.until(lambda: ioane.cell("1.1", "By When") == "11 Dec 2026")
    await ioane.saved_all()

    assert ioane.file["steps"]["2"]["due"] == "2026-12-11"
    # And it can be taken back like any edit.
    await ioane.press("u")
    await ioane.until(lambda: ioane.cell("1.1", "By When") == "18 Dec 2026")


async def test_without_a_conflict_there_is_nothing_to_take(apart) -> None:
    _, ioane = apart
    await ioane.press(":")
    await ioane.enter("take theirs")
    await ioane.until(lambda: ioane.said == "No conflict to settle")


async def test_both_add_to_who_helps_and_both_stay(apart) -> None:
    ana, ioane = apart
    await ana.edit("1.1", "By Whom", "Ioane + Ana")
    await ana.saved_all()
    await ioane.edit("1.1", "By Whom", "Ioane + Priya")
    await ioane.saved_all()

    assert set(ioane.step("1.1").support) == {1, 3}


async def test_two_who_add_at_once_get_two_steps(apart) -> None:
    ana, ioane = apart
    for one, title in ((ana, "Ana's"), (ioane, "Ioane's")):
        await one.go("3")
        await one.press("a")
        await one.enter(title)
        await one.saved_all()

    titles = {step.title for step in ioane.plan.steps.values()}
    assert {"Ana's", "Ioane's"} <= titles
    assert len(ioane.plan.steps) == 7


async def test_a_refused_edit_is_kept_as_a_draft_and_reopened(apart) -> None:
    ana, ioane = apart
    await ana.go("2")
    await ana.press("d", "d")
    await ana.saved_all()
    await ioane.edit("2", "Action Step", "Buy filters")
    await ioane.until(lambda: "kept as a draft" in ioane.said)
    assert len(ioane.workspace.drafts) == 1

    await ana.press("u")
    await ana.saved_all()
    await ioane.press(":")
    await ioane.enter("drafts")
    await ioane.until(lambda: ioane.dialog == "Try a draft again")
    await ioane.press("enter")
    await ioane.until(lambda: not ioane.workspace.drafts and not ioane.workspace.pending)

    assert ioane.plan.steps[4].title == "Buy filters"


async def test_a_circle_that_only_the_merge_would_close_is_refused(apart) -> None:
    ana, ioane = apart
    for desk, code, after in ((ana, "1.1", "2"), (ioane, "2", "1.1")):
        await desk.go(code)
        await desk.field("depends_on", after)
        await desk.until(lambda desk=desk: not desk.workspace.pending)

    assert "kept as a draft" in ioane.said
    assert ioane.step("2").depends_on == ()
    assert ana.step("1.1").depends_on == (4,)


async def test_undo_never_takes_back_a_colleagues_edit(two) -> None:
    ana, ioane = two
    await ana.edit("1.1", "Action Step", "Survey springs")
    await ioane.until(lambda: ioane.step("1.1").title == "Survey springs")
    await ioane.press("u")
    await ioane.until(lambda: ioane.said == "Nothing of yours to undo")

    assert ioane.step("1.1").title == "Survey springs"


async def test_undo_leaves_a_field_that_a_colleague_has_set_since_and_names_it(two) -> None:
    ana, ioane = two
    await ioane.go("1.1", "By When")
    await ioane.press("space", "j", "space", "e")
    await ioane.enter("15 jan")
    await ana.until(lambda: ana.cell("1.1", "By When") == "15 Jan 2027")
    await ana.edit("1.1", "By When", "22 jan")
    await ioane.until(lambda: ioane.cell("1.1", "By When") == "22 Jan 2027")
    await ioane.press("u")
    await ioane.until(lambda: ioane.cell("1.2", "By When") == "18 Dec 2026")
    await ioane.saved_all()

    assert ioane.cell("1.1", "By When") == "22 Jan 2027"
    assert "Left as it is, changed by someone since: By When of Survey wells" in ioane.said


async def test_a_plan_file_that_cannot_be_read_is_told_once_and_comes_back(two) -> None:
    ana, _ = two
    whole = ana.app.path.read_bytes()
    ana.app.path.write_bytes(whole[: len(whole) // 2])
    await ana.until(lambda: ana.said != "")
    assert "Survey wells" in ana.screen_text
    ana.app.path.write_bytes(whole)
    await ana.edit("1.1", "Action Step", "Survey springs")
    await ana.saved_all()

    assert ana.file["steps"]["2"]["title"] == "Survey springs"


async def test_another_programs_change_is_told_and_shown(two) -> None:
    ana, _ = two
    text = ana.app.path.read_text("utf-8")
    ana.app.path.write_text(text.replace("Survey wells", "Survey lakes"), encoding="utf-8")
    await ana.until(lambda: ana.cell("1.1", "Action Step") == "1.1 Survey lakes")

    assert "changed by another program" in ana.said

"""A plan of an older schema becomes one of today's, and the file as it was is kept."""

from __future__ import annotations

from typing import Any

import pytest

from actionplan_tui.model.problem import Problem
from actionplan_tui.store import backups, migrations, open_store


@pytest.fixture
def renamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Schemas 2 and 3: steps lose a field `caption`, which becomes `title`, then a wish."""

    def to_titles(tree: dict[str, Any]) -> None:
        for step in tree["steps"].values():
            step["title"] = step.pop("caption", "")

    def to_wishes(tree: dict[str, Any]) -> None:
        for step in tree["steps"].values():
            step["notes"] = f"wish: {step['title']}"

    monkeypatch.setattr(migrations, "MIGRATIONS", {1: to_titles, 2: to_wishes})


@pytest.fixture
def old(rewrite: Any) -> None:
    """The plan as schema 1 had it, with captions."""

    def age(tree: dict[str, Any]) -> None:
        for step in tree["steps"].values():
            step["caption"] = step.pop("title")

    rewrite(age)


def test_this_version_writes_schema_1(tree: Any) -> None:
    assert tree_schema(tree) == migrations.current() == 1


def tree_schema(tree: Any) -> int:
    schema: int = tree()["meta"]["1"]["schema"]
    return schema


@pytest.mark.usefixtures("old", "renamed")
def test_an_older_plan_is_read_through_all_migrations_and_left(path: Any, clock: Any) -> None:
    raw = path.read_bytes()
    step = open_store(path, now=clock).load().plan.steps[1]

    assert (step.title, step.notes) == ("Survey wells", "wish: Survey wells")
    assert path.read_bytes() == raw


@pytest.mark.usefixtures("old", "renamed")
def test_its_first_save_migrates_it_and_keeps_the_old_file(
    path: Any, tree: Any, planner: Any
) -> None:
    raw = path.read_bytes()
    ana = planner("ana")
    ana.set("steps", 1, percent=5)

    assert tree_schema(tree) == 3
    assert tree()["steps"]["2"]["title"] == "Buy pumps"
    assert "caption" not in tree()["steps"]["2"]
    assert backups.backup_path(path, "schema1").read_bytes() == raw
    ana.set("steps", 1, percent=6)
    assert tree()["steps"]["1"]["notes"] == "wish: Survey wells"


@pytest.mark.usefixtures("old", "renamed")
def test_nothing_to_save_migrates_nothing(path: Any, planner: Any) -> None:
    raw = path.read_bytes()

    assert planner("ana").set("steps", 1, percent=0).row is None
    assert path.read_bytes() == raw


def test_a_migrated_plan_is_refused_by_the_version_before(
    path: Any, clock: Any, monkeypatch: pytest.MonkeyPatch, planner: Any
) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(migrations, "MIGRATIONS", {1: lambda tree: None})
        planner("ana").set("steps", 1, percent=5)

    with pytest.raises(Problem, match=r"newer version \(schema 2, this one knows 1\)"):
        open_store(path, now=clock).load()

"""A save carries over what it does not change as it stands in the file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from actionplan_tui.model.records import Step, make
from actionplan_tui.store import tables, unopened


def work_of(ana: Any) -> None:
    """Edits of all kinds."""
    ana.set("steps", 1, title="Survey wells — and springs", due=dt.date(2026, 7, 1))
    added = ana.add("steps", make(Step, id=-1, title="Dig", parent=1))
    ana.edit(lambda plan: plan.amend("plan", 1, title="Water").drop("resources", [1]))
    ana.set("communications", 1, cadence="weekly on fri")
    ana.undo(added)
    ana.undo(ana.remove("steps", 2))


def test_the_file_is_the_same_as_when_all_of_it_is_opened(
    rewrite: Any, path: Path, planner: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def from_a_newer_version(tree: dict[str, Any]) -> None:
        tree["steps"]["3"] |= {"mood": {"now": ["good", 1.0, 1e3, "é\n"]}}
        tree["moods"] = {"1": {"of": 2}, "7": {}}

    rewrite(from_a_newer_version)
    begun = path.read_bytes()
    work_of(planner("ana"))
    carried = path.read_bytes()

    path.write_bytes(begun)
    monkeypatch.setattr(unopened, "unopened", lambda raw: None)
    work_of(planner("ana"))
    assert carried == path.read_bytes()
    assert b'"mood"' in carried
    assert b'"moods"' in carried


def test_a_save_opens_the_documents_that_it_changes_and_no_other(
    ana: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana.set("steps", 1, notes="x")
    seen: list[Any] = []
    known = tables.opened

    def opening(document: Any) -> dict[str, Any]:
        fields = known(document)
        seen.append(fields.get("title") or fields.get("name"))
        return fields

    monkeypatch.setattr(tables, "opened", opening)
    ana.set("steps", 3, notes="Ask the chiefs")
    assert [title for title in seen if title] == ["Train carers"]

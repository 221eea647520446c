"""Which plan is meant, and opening it on the desk."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actionplan_tui.cli import open as opening
from actionplan_tui.cli.plan_files import open_workspace
from actionplan_tui.edits.records import set_field
from actionplan_tui.edits.workspace import Draft
from actionplan_tui.model.plan import Plan
from actionplan_tui.store import create_store
from actionplan_tui.store.drafts import list_drafts, save_drafts
from actionplan_tui.store.recent import last_opened, remember

Cli = Callable[..., Any]


def make_plan(name: str, title: str) -> Path:
    """Another plan in the working folder."""
    from actionplan_tui.cli import clock

    path = Path(name).absolute()
    create_store(path, Plan().amend("plan", 1, title=title), now=clock.present, by="ana")
    return path


# Which plan


def title_read(ran: Any) -> str:
    assert ran.status == 0, ran.err
    return str(ran.lines[0])


def test_reading_takes_the_plan_opened_last(cli: Cli, plan_file: Path) -> None:
    from actionplan_tui.cli import clock

    other = make_plan("other.json", "The other plan")
    remember(other, "The other plan", clock.now())

    ran = cli("show", "plan")

    assert title_read(ran) == "The other plan"
    assert ran.err == f"plan: {other}\n"
    other.unlink()
    assert cli("show", "plan").err == "plan: portal.json\n"  # one that is gone does not count


def test_changing_takes_the_only_plan_here(cli: Cli, plan_file: Path, tmp_path: Path) -> None:
    from actionplan_tui.cli import clock

    elsewhere = tmp_path / "elsewhere.json"
    make_plan("elsewhere.json", "Elsewhere").rename(elsewhere)
    remember(elsewhere, "Elsewhere", clock.now())
    before = elsewhere.read_bytes()
    Path("notes.json").write_text('{"not": "a plan"}')
    Path(".hidden.json").write_bytes(plan_file.read_bytes())

    ran = cli("set", "S2", "percent=90")

    assert (ran.status, ran.err.splitlines()[0]) == (0, "plan: portal.json")
    assert elsewhere.read_bytes() == before


def test_changing_asks_when_there_are_several_or_none(cli: Cli, plan_file: Path) -> None:
    other = make_plan("other.json", "Other")
    before = plan_file.read_bytes(), other.read_bytes()

    several = cli("add", "x")
    assert several.status == 3
    assert several.problem == (
        "there are 2 plans in this folder (other.json, portal.json): name one with -f"
    )
    assert (plan_file.read_bytes(), other.read_bytes()) == before

    plan_file.unlink()
    other.unlink()
    for words in (["add", "x"], ["status"]):
        assert cli(*words).problem.startswith("there is no plan in this folder")


def test_the_environment_names_a_plan(
    cli: Cli, plan_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_plan("other.json", "The other plan")
    monkeypatch.setenv("ACTIONPLAN_FILE", "other.json")

    assert title_read(cli("show", "plan")) == "The other plan"
    assert cli("show", "plan").err == "plan: other.json\n"
    assert cli("add", "idea", "x").err.startswith("plan: other.json\n")
    assert title_read(cli("show", "plan", "-f", str(plan_file))) == "Portal plan"
    other.unlink()
    assert cli("show", "plan").problem.startswith("there is no plan other.json")


@pytest.mark.parametrize("name", ["", "a\0b"])
def test_a_name_that_can_be_none(cli: Cli, plan_file: Path, name: str) -> None:
    assert cli("status", "-f", name).status == 3


# The desk


class Desk:
    """The desk as the command sees it: it notes how it was opened."""

    opened: list[Desk]
    leaves: list[tuple[int, Path | None]]

    def __init__(self, workspace: Any, path: Path, **options: Any) -> None:
        self.workspace = workspace
        self.path = path
        self.options = options
        self.kept, self.half_typed = False, []
        Desk.opened.append(self)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> type[Desk]:
    """A desk that is left at once, on a terminal."""
    Desk.opened = []
    Desk.leaves = []
    module = types.ModuleType("screens.app")
    module.Desk = Desk  # type: ignore[attr-defined]
    module.run = lambda app: Desk.leaves.pop(0) if Desk.leaves else (0, None)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "screens.app", module)
    monkeypatch.setattr(opening, "has_terminal", lambda: True)
    return Desk


def test_a_path_opens_on_the_desk(cli: Cli, plan_file: Path, desk: type[Desk]) -> None:
    for words in (["portal.json"], ["open", "portal.json"], ["-f", "portal.json"], [], ["open"]):
        assert cli(*words).status == 0

    assert {one.path.absolute() for one in desk.opened} == {plan_file}
    assert len(desk.opened) == 5
    assert desk.opened[0].workspace.plan.info.title == "Portal plan"
    assert desk.opened[0].options["ascii_only"] is False
    assert desk.opened[0].options["me"] == ""
    assert last_opened() == plan_file


def test_without_a_name_the_only_plan_here_opens(
    cli: Cli, plan_file: Path, desk: type[Desk]
) -> None:
    from actionplan_tui.cli import clock

    other = make_plan("other.json", "Other")
    remember(other, "Other", clock.now())
    cli()  # several: the one opened last
    other.unlink()
    cli()

    assert [one.path.name for one in desk.opened] == ["other.json", "portal.json"]


def test_settings_reach_the_desk(cli: Cli, plan_file: Path, desk: type[Desk], home: Path) -> None:
    folder = home / "config" / "actionplan-tui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('me = "Ioane"\nascii = true\n')

    cli("portal.json")
    (folder / "config.toml").unlink()
    cli("open", "--ascii", "portal.json")

    assert [(one.options["me"], one.options["ascii_only"]) for one in desk.opened] == [
        ("Ioane", True),
        ("", True),
    ]


def test_the_desk_opens_one_plan_after_another(cli: Cli, plan_file: Path, desk: type[Desk]) -> None:
    other = make_plan("other.json", "Other")
    desk.leaves = [(0, other), (0, plan_file), (143, None)]

    assert cli("portal.json").status == 143
    assert [one.path.name for one in desk.opened] == ["portal.json", "other.json", "portal.json"]


def test_what_was_not_saved_is_offered_again_and_kept_while_it_is_not(
    cli: Cli, plan_file: Path, desk: type[Desk]
) -> None:
    from actionplan_tui.cli import clock

    workspace = open_workspace(plan_file)
    pending = workspace.begin(set_field("steps", 2, "percent", 90))
    assert pending is not None
    plan_id = workspace.plan.info.plan_id
    draft = Draft(pending.commit, "the line was lost")
    kept = save_drafts([draft], plan=plan_file, plan_id=plan_id, title="", at=clock.now())
    assert kept is not None

    cli("portal.json")

    assert [one.reason for one in desk.opened[0].workspace.drafts] == ["the line was lost"]
    [again] = list_drafts(plan_id)  # it is still a draft, kept anew
    assert again.file != kept.file
    assert [one.reason for one in again.drafts] == ["the line was lost"]

    class Settling(Desk):
        def __init__(self, workspace: Any, path: Path, **options: Any) -> None:
            super().__init__(workspace, path, **options)
            workspace.drafts.clear()

    sys.modules["screens.app"].Desk = Settling  # type: ignore[attr-defined]
    cli("portal.json")
    assert list_drafts(plan_id) == []


def test_a_hang_up_keeps_drafts_in_the_state_folder(
    cli: Cli, plan_file: Path, desk: type[Desk], home: Path
) -> None:
    cli("portal.json")
    [opened] = desk.opened
    pending = opened.workspace.begin(set_field("steps", 2, "percent", 90))
    assert pending is not None
    plan_id = opened.workspace.plan.info.plan_id

    where = opened.options["keep_drafts"](plan_id, [Draft(pending.commit, "gone")])

    assert where.is_relative_to(home / "state")
    assert [one.plan for one in list_drafts(plan_id)] == ["portal.json"] or [
        one.plan for one in list_drafts(plan_id)
    ] == [str(plan_file)]


def test_without_a_terminal_the_desk_is_refused(cli: Cli, plan_file: Path) -> None:
    ran = cli("portal.json")

    assert ran.status == 3
    assert ran.problem == (
        "the desk needs a terminal; without one, try: actionplan status -f portal.json"
    )


@pytest.mark.parametrize("words", [["none.json"], ["open", "none.json"]])
def test_a_plan_that_is_not_there(cli: Cli, desk: type[Desk], words: list[str]) -> None:
    ran = cli(*words)

    assert ran.status == 3
    assert ran.problem.startswith("there is no plan none.json")
    assert desk.opened == []


def test_the_terminal_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stream:
        def __init__(self, tty: bool) -> None:
            self.isatty = lambda: tty

    def has(stdin: bool, stdout: bool, term: str) -> bool:
        monkeypatch.setattr(sys, "stdin", Stream(stdin))
        monkeypatch.setattr(sys, "stdout", Stream(stdout))
        monkeypatch.setenv("TERM", term)
        return opening.has_terminal()

    assert has(True, True, "xterm")
    assert not has(True, False, "xterm")
    assert not has(False, True, "xterm")
    assert not has(True, True, "dumb")
    monkeypatch.setattr(sys, "stdin", None)
    assert not opening.has_terminal()


# Where it is not clear which plan to open


@pytest.fixture
def welcome(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Any]:
    """A welcome that notes what it offers and leaves with the last plan it was told to."""
    made: list[Any] = [None]
    module = types.ModuleType("screens.welcome")

    class Welcome:
        def __init__(self, beginnings: Any, *, ascii_only: bool) -> None:
            made.append([each.title for each in beginnings])
            self.guided, self.takes = True, tmp_path / "table.csv"

    module.Welcome = Welcome  # type: ignore[attr-defined]
    module.run = lambda app: (0, made[0])  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "screens.welcome", module)
    return made


def test_without_any_plan_the_ways_to_begin_are_offered(
    cli: Cli, plan_file: Path, desk: type[Desk], welcome: list[Any], tmp_path: Path
) -> None:
    elsewhere = plan_file.rename(tmp_path / "elsewhere.json")

    left = cli()
    welcome[0] = elsewhere
    made = cli()

    assert (left.status, made.status) == (0, 0)
    assert [one.path for one in desk.opened] == [elsewhere]
    assert desk.opened[0].options["guided"]  # the deck's questions are asked next
    assert desk.opened[0].options["takes"] == tmp_path / "table.csv"  # and before them
    assert welcome[1][0] == "A new plan"
    assert "The worked example" in welcome[1]


def test_without_any_plan_and_any_terminal_a_line_says_what_to_do(
    cli: Cli, plan_file: Path
) -> None:
    plan_file.unlink()

    ran = cli()

    assert ran.status == 3
    assert ran.problem == (
        "there is no plan in this folder: name one with -f, or make one with actionplan new"
    )

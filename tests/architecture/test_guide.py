"""The user guide is true: its examples mean what it says, its links lead somewhere."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
from pages import PAGES, blocks, commands, spoken_of
from plans import PlanBuilder

from actionplan_tui.capture.cadences import understand_cadence
from actionplan_tui.capture.fields import understand
from actionplan_tui.capture.line import understand_line
from actionplan_tui.cli.arguments import Parser, takes_plan
from actionplan_tui.cli.commands import COMMANDS
from actionplan_tui.cli.config import load_config
from actionplan_tui.model.plan import Plan
from screens.key_names import key_name
from screens.keys import SCOPES, SCREENS
from screens.settings import settings_of

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = DOCS / "guide"
TODAY = dt.date(2026, 11, 23)


def examples(heading: str) -> list[tuple[str, str]]:
    """The rows of the table under a heading of the capture page: what is typed, and meant."""
    text = (GUIDE / "capture.md").read_text(encoding="utf-8")
    part = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(.+?)` \| (.+?) \|$", part, re.MULTILINE)
    assert rows, heading
    return rows


@pytest.fixture
def plan() -> Plan:
    """The plan that the page speaks of."""
    build = PlanBuilder(title="Portal")
    for name in ("Ana Ruiz", "Ioane", "Registry", "Mayor's office", "Bar association"):
        build.person(name)
    goal = build.goal("Half of all adults use the portal")
    build.step("Legal basis", goal=goal, due=dt.date(2026, 12, 4))
    return build.plan


def test_captured_lines_become_what_the_guide_says(plan: Plan) -> None:
    for typed, said in examples("The capture line"):
        captured = understand_line(plan, typed, today=TODAY)
        assert (captured.said, captured.trouble) == (said, ()), typed


def test_dates_mean_what_the_guide_says(plan: Plan) -> None:
    for typed, said in examples("Dates"):
        assert understand(plan, "steps", "due", typed, today=TODAY, id=1).said == said, typed


def test_cadences_are_kept_as_the_guide_says() -> None:
    for typed, kept in examples("Cadences"):
        assert understand_cadence(typed) == kept, typed


def test_every_link_leads_to_a_file_and_to_a_heading_of_it() -> None:
    for page in [*DOCS.rglob("*.md"), *DOCS.parent.glob("*.md")]:
        text = page.read_text(encoding="utf-8")
        for target, anchor in re.findall(r"\]\(([^)#\s]*)(?:#([^)]*))?\)", text):
            if "://" in target:
                continue
            there = page.parent / target if target else page
            assert there.exists(), f"{page.name}: {target}"
            assert not anchor or anchor in anchors(there), f"{page.name}: {target}#{anchor}"


def anchors(page: Path) -> set[str]:
    """What the headings of a page are linked by."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each).strip().lower().replace(" ", "-") for each in headings}


def test_every_screen_has_a_page_under_its_key() -> None:
    for name, key, title in SCREENS:
        first = (GUIDE / f"{name}.md").read_text(encoding="utf-8").splitlines()[0]
        assert first == f"# {title} (`{key}`)"


def understood(words: list[str]) -> None:
    """Reads the words of a command as the program would; a mistake in them is raised."""
    if not words or words[0] not in COMMANDS:
        return  # a plan to open
    parser = Parser(words[0], COMMANDS[words[0]].does)
    declare = f"{words[0]}_arguments"
    getattr(import_module(f"actionplan_tui.cli.{COMMANDS[words[0]].module}"), declare)(parser)
    takes_plan(parser)
    try:
        parser.read(words[1:])
    except SystemExit:
        assert "--help" in words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_and_every_shell_block_is_understood(page: Path) -> None:
    # (README is pasted whole into a shell by tests/terminal/test_readme.py.)
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"^ {4}\S", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    named = [words for words in spoken_of(page) if len(words) > 1]  # `actionplan add` is a name
    for block in blocks(page):
        assert block.language in ("sh", "crontab", "text", "toml"), block
        if block.language == "sh":
            shell = subprocess.run(["bash", "-n"], input=block.text, text=True, capture_output=True)
            assert (shell.returncode, shell.stderr) == (0, ""), block
        if block.language in ("sh", "crontab"):
            named += commands(block.text)
    for words in named:
        words = words[2:] if words[:1] == ["-f"] else words
        try:
            understood(words)
        except Exception as error:
            raise AssertionError(f"actionplan {' '.join(words)}: {error}") from error


def test_the_architecture_names_every_room_and_no_file_that_is_gone() -> None:
    root = DOCS.parent
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w.]+/[\w./-]*)`", page))
    assert [path for path in sorted(named) if not (root / path).exists()] == []
    tops = ("data", "docs", "tests", "benchmarks", "screens")
    inner = ("actionplan_tui", "screens")
    rooms = {f"{top}/" for top in tops} | {
        f"{top}/{package.parent.name}/"
        for top in inner
        for package in root.glob(f"{top}/*/__init__.py")
    }
    assert rooms <= named


SHOWN_WITH = {
    "goals": ("grid", "panel"),
    "actions": ("grid", "outline", "panel", "edit_line"),
    "stakeholders": ("grid", "matrix", "panel"),
    "communications": ("grid", "panel"),
    "dashboard": ("grid", "panel"),
    "ideas": ("grid", "edit_line"),
    "history": ("grid",),
    "readiness": ("grid",),
}
"""The scopes whose keys work on a screen beside its own and those that work everywhere."""


@pytest.mark.parametrize("screen", SHOWN_WITH)
def test_the_keys_of_a_screens_page_are_keys_of_that_screen(screen: str) -> None:
    scopes = (screen, "app", *SHOWN_WITH[screen])
    known = {key_name(key) for scope in scopes for verb in SCOPES[scope] for key in verb.keys}
    page = (GUIDE / f"{screen}.md").read_text(encoding="utf-8")
    [table] = re.findall(r"^\| Press \| To \|\n\|---\|---\|\n((?:\|.*\n)+)", page, re.MULTILINE)
    told = [
        key
        for cell in re.findall(r"^\| (.+?) \| ", table, re.MULTILINE)
        for named in re.findall(r"\*\*(.+?)\*\*|`(.+?)`", cell)
        for key in "".join(named).split()
    ]
    assert len(told) > 3
    assert [key for key in told if key not in known] == []


def test_the_settings_shown_are_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [block] = [one for one in blocks(GUIDE / "terminals.md") if one.language == "toml"]
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "actionplan-tui").mkdir()
    (tmp_path / "actionplan-tui" / "config.toml").write_text(block.text, encoding="utf-8")
    settings = settings_of(load_config(), ascii_only=False)
    assert settings.ascii_only
    assert settings.keymap

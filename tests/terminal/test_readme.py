"""README is pasted in order by somebody new, block by block, and does what it says.

Nothing is published: what is installed is this checkout. Not done for real, here: a group is made
(`groupadd`, `usermod`) and places of the whole machine are written to (`/usr/local`, `/srv`,
`/etc/motd`); `make test`, which is running. `lpr` and `mail` are programs of ours where the machine
has none, and keep what they are given. The run prints which (`pytest -rP`).
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from newcomer import Newcomer
from pages import ROOT, Block, blocks
from workbooks import workbook

pytestmark = pytest.mark.verify

Shell = Callable[..., Any]


def test_readme_is_pasted_in_order(tmp_path: Path, shell: Shell) -> None:
    new = Newcomer(tmp_path)
    plans = new.home / "plans"
    plans.mkdir()
    done = []
    for block in blocks(ROOT / "README.md"):
        if block.language == "text":
            continue
        if block.language == "crontab":
            new.cron(block)
        elif block.text.startswith("PS1="):
            live_prompt(new, block, plans)
        elif block.text == "actionplan\n":
            first_plan(shell("bash --norc", plans, new.environment))
        else:
            here = new.checkout if block.heading in ("Try it", "Install") else plans
            if block.heading == "In the shell":
                rows = [["Action Step", "By Whom"], ["Fence the springs", "Ioane"]]
                (here / "table.xlsx").write_bytes(workbook(rows))
            text = block.text.replace("make test", "make -n test")
            new.paste(block._replace(text=text), here, no="actionplan status --exit-code")
        done.append(block.heading)
        check(block, new, plans, shell)
    assert [heading for place, heading in enumerate(done) if heading not in done[:place]] == [
        *("Try it", "Install", "Two minutes to the first plan", "In the shell"),
        *("In calendars, on paper", "Working together", "Uninstall"),
    ]


def check(block: Block, new: Newcomer, plans: Path, shell: Shell) -> None:
    """What is there once a block has been pasted."""
    if block.heading == "Try it":
        kept = {path.name for path in (new.checkout / "demo").iterdir()}
        assert {f"maralau-e-services.{suffix}" for suffix in ("json", "csv", "ics")} <= kept
    if "man/man1" in block.text:
        shown = subprocess.run(
            ["man", "actionplan"], env={**new.environment, "MANPAGER": "cat"},
            capture_output=True, text=True, check=False,
        ) if there("man") else None  # fmt: skip
        assert shown is None or "a planning desk for the terminal" in shown.stdout, shown
        completions(new, shell)
    if "actionplan add" in block.text and block.heading == "In the shell":
        assert "Train the clerks" in (plans / "clean-water.json").read_text("utf-8")
        assert "Fence the springs" not in (plans / "clean-water.json").read_text("utf-8")
    if "lpr" in block.text:
        assert (plans / "plan.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
        assert (plans / "plan.docx").read_bytes().startswith(b"PK")
        if "lpr" in new.stood_in:
            assert (new.given / "lpr").read_text("utf-8").startswith("# Clean water")
    if "/srv/plans/water.json add" in block.text:
        folder = new.root / "srv/plans"
        assert stat.S_IMODE(folder.stat().st_mode) == 0o2775
        file = (folder / "water.json").stat()
        assert (file.st_gid, stat.S_IMODE(file.st_mode) & 0o060) == (new.group, 0o060)
    if block.language == "crontab":
        assert "water: " in (new.root / "etc/motd").read_text("utf-8").casefold()
        if "mail" in new.stood_in:
            assert "Test every well" in (new.given / "mail").read_text("utf-8")
    if block.heading == "Uninstall":
        fish = new.home / ".local/share/fish/generated_completions"  # of its own making
        left = [
            path
            for path in new.home.rglob("*actionplan*")
            if not {new.checkout, fish} & {path, *path.parents}
        ]
        assert left == []
        assert (plans / "clean-water.json").exists()


def live_prompt(new: Newcomer, block: Block, plans: Path) -> None:
    """The prompt of an interactive bash says how the plan stands now, not when it was set."""
    typed = f"{block.text}actionplan add 'Dig a well'\nexit\n"
    done = subprocess.run(
        ["bash", "--norc", "-i"], input=typed, cwd=plans, env=new.environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    short = subprocess.run(
        ["actionplan", "status", "--short"], cwd=plans, env=new.environment,
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    prompts = [line for line in done.stderr.splitlines() if "Clean water" in line]
    assert prompts[-1] == short, done.stderr
    assert len(set(prompts)) == 2, done.stderr


def first_plan(terminal: Any) -> None:
    """In two minutes from nothing to a goal with a step: the welcome, then the deck's questions."""
    terminal.until("bash-")
    terminal.line("actionplan", "<Enter>")
    terminal.until("How do you want to begin?")
    terminal.keys("Enter")
    terminal.until("What is the new plan called?")
    terminal.line("Clean water", "<Enter>")
    for asked, answer in (
        ("Why this plan: what problem does it answer?", "People fall ill"),
        ("Who is accountable for the whole plan?", "Ana"),
        ("What actions or changes will occur?", "Every village drinks clean water"),
        ("What is the target end date?", "in 9 months"),
        ("What does success look like?", "no outbreak for a year"),
        ("What needs to be done?", "Test every well"),
        ("Who will be responsible for this step?", "Ioane + Ana"),
        ("What date will the action be completed?", "+10wd"),
    ):
        terminal.until(lambda asked=asked: asked in "".join(terminal.screen.splitlines()[-3:]))
        terminal.line(answer, "<Enter>")
    terminal.until("Resources Available")
    terminal.keys("Escape")
    terminal.until("ctrl+g goes on with the questions")
    terminal.keys("C-g")
    terminal.until("Resources Available")
    terminal.keys("Escape")
    terminal.gone("Resources Available")
    terminal.saved()
    terminal.keys("C-q")
    terminal.until("bash-")


def completions(new: Newcomer, shell: Shell) -> None:
    """What is typed in part, the shells complete."""
    system = Path("/usr/share/bash-completion/bash_completion")
    own = "~/.local/share/bash-completion/completions/actionplan"
    fpath = "fpath+=(~/.local/share/zsh/site-functions); autoload -U compinit; compinit -u"
    shells = {
        "bash": ("bash --norc", f". {system if system.exists() else own}"),
        "zsh": ("zsh -f", fpath),
        "fish": ("fish", "true"),
    }
    for name, (words, setting) in shells.items():
        if not there(name):
            continue
        terminal = shell(words, new.home, {**new.environment, "XDG_DATA_DIRS": "/usr/share"})
        terminal.line(f"{setting}; echo be''gun", "<Enter>")
        terminal.until("begun")
        terminal.line("actionplan stat", "<Tab>", "--sh", "<Tab>")
        terminal.until("actionplan status --short")


def there(program: str) -> bool:
    """Whether the machine has a program; where all are required, one that is not there fails."""
    found = shutil.which(program) is not None
    if not found:
        print(f"not tried: {program} is not installed")
        assert os.environ.get("ACTIONPLAN_REQUIRE_CONSUMERS") != "1", program
    return found

"""`actionplan status`: all its options, on several days, with figures worked out by hand.

Of the small plan: the bill (10 working days, 80 percent) was due on Friday 13 November; the
consultation (5 working days) begins on Monday 23rd and is due on the 27th; cabinet approval is a
milestone of 18 December and weighs nothing. Work: 10 x 80 / 15 = 53 percent.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Cli = Callable[..., Any]
SetDay = Callable[[dt.date], None]


def test_the_page_tells_what_is_late_and_due(cli: Cli, plan_file: Path) -> None:
    ran = cli("status", "-f", str(plan_file))

    assert (ran.status, ran.err) == (0, "")
    assert ran.lines[0].startswith("Portal plan")
    assert ran.lines[0].endswith("Mon 23 Nov 2026")
    assert "53 % of the work done" in ran.out
    # Six working days after Friday 13th: 16 to 20, and today.
    assert "1.1  Draft the bill" in ran.out
    assert "6 working days late" in ran.out


def test_json_has_the_figures(cli: Cli, plan_file: Path) -> None:
    status = cli("status", "--json", "-f", str(plan_file)).json

    assert status["title"] == "Portal plan"
    assert status["date"] == "2026-11-23"
    assert status["work"] == 53
    assert status["due_days"] == 14
    [late] = status["late"]
    assert (late["ref"], late["code"], late["workdays_late"]) == ("S2", "1.1", 6)
    assert (late["lead"], late["owner"]) == ("Tavita", "Tavita")
    assert status["off_track"] == []
    assert [step["ref"] for step in status["due_soon"]] == ["S3"]
    # Tuesdays within 14 days of Monday 23 November.
    assert [one["date"] for one in status["communications"]] == ["2026-11-24", "2026-12-01"]
    [goal] = status["goals"]
    # 10 of the way from 0 to 50: 20 percent of the result, beside 53 of the work.
    assert (goal["ref"], goal["work"], goal["result"]) == ("G1", 53, 20)
    # S2 lacks five cells, S3 three, S4 six; the goal its success; the plan purpose and end.
    assert status["blanks"] == 17
    # Nobody leads the milestone, and neither clock of reviews is set.
    assert (status["readiness"]["ready"], status["readiness"]["blocks"]) == (False, 3)
    assert status["review"]["text"] == "no review set"


def test_short_is_one_line_for_a_prompt(cli: Cli, plan_file: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("ACTIONPLAN_FILE", str(plan_file))

    ran = cli("status", "--short")

    assert (
        ran.out
        == "Portal plan: 1 late, 1 KPI off track, 1 due in 14 days, 3 block, no review set\n"
    )
    assert ran.err == ""


def test_what_is_soon_can_be_said(cli: Cli, plan_file: Path) -> None:
    def due(*words: str) -> list[str]:
        found = cli("status", "--json", "-f", str(plan_file), *words).json
        return [step["ref"] for step in found["due_soon"]]

    assert due("--due", "3d") == []
    assert due("--due", "4") == ["S3"]
    assert due("--due", "4w") == ["S3", "S4"]


def test_one_persons_part(cli: Cli, plan_file: Path, home: Path) -> None:
    def part(name: str) -> Any:
        return cli("status", "--json", "--owner", name, "-f", str(plan_file))

    theirs = part("ioane").json
    assert theirs["of"] == "Ioane"
    assert theirs["late"] == []
    assert [step["ref"] for step in theirs["due_soon"]] == ["S3"]
    assert len(theirs["communications"]) == 2

    assert part("nobody").status == 3
    assert part("me").problem.startswith("who is me?")
    (home / "config" / "actionplan-tui").mkdir(parents=True)
    (home / "config" / "actionplan-tui" / "config.toml").write_text('me = "Ioane"\n')
    assert part("me").json == theirs


def test_the_exit_status_answers_only_when_asked(
    cli: Cli, plan_file: Path, set_day: SetDay
) -> None:
    name = str(plan_file)
    assert cli("status", "-f", name).status == 0
    assert cli("status", "--exit-code", "-f", name).status == 1
    assert cli("status", "--exit-code", "--short", "-f", name).status == 1
    assert cli("status", "--exit-code", "--owner", "Ioane", "-f", name).status == 0

    set_day(dt.date(2026, 11, 13))  # the day it is due it is not late, but K1 is off track
    assert cli("status", "--exit-code", "-f", name).status == 1
    assert cli("measure", "K1", "45", "--on", "2026-11-12", "-f", name).status == 0
    assert cli("status", "--exit-code", "-f", name).status == 0


def test_the_answer_follows_the_day_and_the_plan(
    cli: Cli, plan_file: Path, set_day: SetDay
) -> None:
    """Asked again and again: nothing is remembered that is no longer so."""
    name = str(plan_file)

    def short() -> str:
        ran = cli("status", "--short", "-f", name)
        assert ran.status == 0
        return str(ran.out)

    assert short() == short()
    assert "1 late" in short()
    assert cli("done", "1.1", "-f", name).status == 0
    assert "nothing late" in short()
    set_day(dt.date(2026, 11, 25))  # two days of the five are over: 40 points behind
    assert "1 off track" in short()
    set_day(dt.date(2026, 12, 19))  # and the milestone of the 18th is missed by a day
    assert "2 off track" in short()


def test_today_is_the_plans(cli: Cli, plan_file: Path, monkeypatch: Any) -> None:
    """At 11:00 UTC it is tomorrow already in Kiritimati (UTC+14)."""
    from actionplan_tui.cli import clock

    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 11, 23, 11, tzinfo=dt.UTC))
    assert cli("set", "plan", "time_zone=Pacific/Kiritimati", "-f", str(plan_file)).status == 0

    assert cli("status", "--json", "-f", str(plan_file)).json["date"] == "2026-11-24"


def test_status_loads_neither_the_desk_nor_calendars(plan_file: Path) -> None:
    code = (
        "import sys; from actionplan_tui.cli.main import run;"
        f"run(['status', '-f', {str(plan_file)!r}]);"
        "heavy = ('textual', 'rich', 'icalendar', 'platformdirs', 'shutil', 'importlib.metadata',"
        " 'actionplan_tui.edits.workspace', 'actionplan_tui.cli.open');"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ran.stderr == "[]\n"


def test_one_persons_status_tells_what_they_must_see_to(cli: Any, plan_file: Any) -> None:
    cli("set", "S3", "percent=10", "-f", str(plan_file))
    cli("set", "S3", "owner=Tavita", "-f", str(plan_file))

    found = cli("status", "--owner", "Tavita", "--json", "-f", str(plan_file)).json["duties"]
    told = [(duty["heading"], duty["ref"]) for duty in found]

    assert told[0] == ("Unread updates", "S3")
    assert found[0]["text"].startswith("1.2 Consult the bar: Percent 0 to 10, by ")
    assert ("Owns", "plan") in told
    assert ("Leads", "S2") in told
    # What is off track stands first, before what leads have said.
    cli("add", "corrective", "Ask again", "step=S3", "-f", str(plan_file))
    found = cli("status", "--owner", "Tavita", "--json", "-f", str(plan_file)).json["duties"]
    told = [(duty["heading"], duty["ref"]) for duty in found]
    assert told[:2] == [("To correct", "S3"), ("Unread updates", "S3")]
    text = cli("status", "--owner", "Ioane", "-f", str(plan_file)).out
    assert "Must send\n  C1 progress to Registry: next 24 Nov 2026\n" in text
    assert cli("status", "--json", "-f", str(plan_file)).json["duties"] == []

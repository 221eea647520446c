"""Real calendars read the file: khal and calcurse show what the agenda shows.

They are Debian packages, run in a home of their own. Where one is missing its tests are
skipped, unless ACTIONPLAN_REQUIRE_CONSUMERS=1 asks for a failure.
"""

import os
import shutil
import subprocess
from datetime import date, time
from pathlib import Path

import pytest
from icalendar import Calendar

from actionplan_tui.analysis.agenda import AgendaItem, agenda
from actionplan_tui.exchange.ics import calendar_bytes
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Communication, PlanInfo, Stakeholder, Step, Tombstone

pytestmark = pytest.mark.verify

FIRST, LAST = date(2026, 11, 1), date(2027, 7, 31)

PLAN = Plan(
    info=PlanInfo(
        id=1,
        plan_id="p1",
        title="Fair courts, 2027; second part",
        start=date(2026, 11, 23),
        target_end=date(2027, 6, 30),
        time_zone="Europe/Berlin",
        holidays=(date(2026, 12, 25), date(2027, 1, 1)),
        review_cadence="at due",
        remind_due=1,
    ),
    stakeholders={1: Stakeholder(id=1, name="Board"), 2: Stakeholder(id=2, name="المحكمة 法院")},
    steps={
        1: Step(id=1, title="Consult the bar; revise, print", due=date(2026, 12, 31)),
        2: Step(id=2, title="In force", kind="milestone", due=date(2027, 2, 28)),
    },
    communications={
        1: Communication(id=1, audience=(1, 2), message="Where we are", cadence="weekly on fri",
                         time=time(9), duration=45, working_day_rule="next"),
        2: Communication(id=2, message="Every second week", cadence="every 2 weeks on tue, thu",
                         remind_before=120),
        3: Communication(id=3, message="Last day", cadence="monthly on last day", time=time(17)),
        4: Communication(id=4, message="Thirtieth", cadence="monthly on 30, else last day"),
        5: Communication(id=5, message="First day", cadence="monthly on first working day"),
        6: Communication(id=6, message="Second Tuesday", cadence="monthly on 2nd tue"),
        7: Communication(id=7, message="It is law", cadence="at S2", time=time(12)),
        8: Communication(id=8, message="Ad hoc", cadence="on 2026-12-24, 2027-03-29"),
        9: Communication(id=9, message="Workday", cadence="every working day", time=time(8),
                         start=date(2026, 12, 21), until=date(2027, 1, 8), alarm=False),
        10: Communication(id=10, message="Leap", cadence="yearly on last day of feb"),
        11: Communication(id=11, message="Quarter", cadence="quarterly on 15",
                          working_day_rule="drop", start=date(2026, 11, 24)),
    },
)  # fmt: skip


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        if os.environ.get("ACTIONPLAN_REQUIRE_CONSUMERS") == "1":
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")
    return found


def run(home: Path, *words: str) -> str:
    environment = {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "Europe/Berlin",
        "TERM": "dumb",
    }
    done = subprocess.run(
        words, env=environment, cwd=home, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "critical" not in done.stderr.lower()
    return done.stdout


def write(home: Path, plan: Plan) -> Path:
    file = home / "plan.ics"
    file.write_bytes(calendar_bytes(plan, now_version="1"))
    return file


WORDS = {"due": "Due: ", "milestone": "Milestone: "}


def expected(plan: Plan) -> list[str]:
    """What the agenda says, in the form in which both programs are asked to print it."""
    return sorted(
        f"{item.date}|{item.time.strftime('%H:%M') if item.time else ''}|{summary(item)}"
        for item in agenda(plan, FIRST, LAST)
    )


def summary(item: AgendaItem) -> str:
    return WORDS.get(item.kind, "") + item.title


def reminded(plan: Plan, line: str) -> bool:
    """Whether the line is of something with a reminder: all but C9 and the review."""
    return not line.endswith(("|Workday", "|Review the plan"))


KHAL = """\
[calendars]
[[plan]]
path = {home}/calendar
type = calendar
[locale]
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {home}/khal.db
"""


class Khal:
    """khal with one empty calendar."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.name = program("khal")
        (home / "calendar").mkdir()
        (home / "config").write_text(KHAL.format(home=home), encoding="utf-8")

    def take(self, file: Path) -> None:
        config = str(self.home / "config")
        run(self.home, self.name, "-c", config, "import", "--batch", "-a", "plan", str(file))

    def lists(self) -> list[str]:
        shown = run(
            self.home, self.name, "-c", str(self.home / "config"), "list", "--day-format", "",
            "--format", "{start-date}|{start-time}|{title}|{alarm-symbol}",
            str(FIRST), str(LAST),
        )  # fmt: skip
        return [line for line in shown.splitlines() if line]


@pytest.fixture
def khal(tmp_path: Path) -> Khal:
    return Khal(tmp_path)


def test_khal_shows_the_agenda_with_its_reminders(khal: Khal) -> None:
    khal.take(write(khal.home, PLAN))
    shown = [line.rpartition("|") for line in khal.lists()]
    assert sorted(line for line, _, _ in shown) == expected(PLAN)
    assert [line for line, _, alarm in shown if bool(alarm.strip()) != reminded(PLAN, line)] == []


def test_khal_keeps_the_alarms_as_written(khal: Khal) -> None:
    khal.take(write(khal.home, PLAN))
    triggers = {}
    for file in (khal.home / "calendar").iterdir():
        for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT"):
            for alarm in event.walk("VALARM"):
                triggers[str(event["uid"]).split("@")[0]] = alarm["trigger"].to_ical().decode()
    assert triggers["step-1"] == "-PT15H"  # 09:00 the day before
    assert triggers["communication-1"] == "-P1D"  # 09:00 the day before a 09:00 meeting
    assert triggers["communication-2"] == "-PT2H"
    assert triggers["communication-3"] == "-P1DT8H"  # 17:00 less 32 hours
    assert triggers["communication-8-2026-12-24"] == "-PT15H"
    assert "communication-9" not in triggers


def test_a_second_import_into_khal_updates_and_doubles_nothing(khal: Khal) -> None:
    khal.take(write(khal.home, PLAN))
    changed = PLAN.amend("steps", 2, due=date(2027, 3, 31)).amend(
        "communications", 2, message="Every other week", cadence="every 2 weeks on tue"
    )
    khal.take(write(khal.home, changed))
    assert sorted(line.rpartition("|")[0] for line in khal.lists()) == expected(changed)


def test_khal_is_told_of_what_was_removed_and_of_what_was_paused(khal: Khal) -> None:
    khal.take(write(khal.home, PLAN))
    changed = (
        PLAN.drop("steps", [1])
        .put("tombstones", Tombstone(id=1, kind="steps", of=1, title="Consult", sequence=1,
                                     date=date(2026, 12, 31)))
        .amend("communications", 6, status="paused")
    )  # fmt: skip
    khal.take(write(khal.home, changed))
    shown = khal.lists()
    assert not any("Due: Consult" in line for line in shown)
    assert "2026-12-31||Cancelled: Consult|" in shown
    # December 2026 to June 2027 have a second Tuesday each.
    assert sum("Cancelled: Second Tuesday" in line for line in shown) == 7
    assert not any("|Second Tuesday" in line for line in shown)


def test_calcurse_shows_the_agenda_and_rings_for_what_has_an_hour(tmp_path: Path) -> None:
    name = program("calcurse")
    folder = str(tmp_path / "calcurse")
    said = run(tmp_path, name, "-D", folder, "-i", str(write(tmp_path, PLAN)))
    assert "0 skipped" in said
    shown = run(
        tmp_path, name, "-D", folder, "-Q", "--input-datefmt", "4", "--output-datefmt",
        "%Y-%m-%d", "--from", str(FIRST), "--to", str(LAST),
        "--format-apt", "%(start:%H:%M)|%m\n", "--format-recur-apt", "%(start:%H:%M)|%m\n",
        "--format-event", "|%m\n", "--format-recur-event", "|%m\n",
    )  # fmt: skip
    day = ""
    found = []
    for line in shown.splitlines():
        if "|" in line:
            found.append(f"{day}|{line.strip()}")
        elif line.strip():
            day = line.strip().rstrip(":")
    assert sorted(found) == expected(PLAN)
    apts = Path(folder, "apts").read_text(encoding="utf-8").splitlines()
    timed = [line for line in apts if " @ " in line]
    # calcurse marks a title it rings for with "!", others with "|"; all-day ones never ring.
    marks = {line.rpartition(mark)[2]: mark for mark in "|!" for line in timed if mark in line}
    silent = [title for title, mark in marks.items() if mark == "|"]
    assert silent == ["Workday"]
    assert {"Last day", "It is law"} <= {title for title, mark in marks.items() if mark == "!"}

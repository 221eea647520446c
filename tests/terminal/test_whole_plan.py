"""With keys alone, at 80 by 24, an empty plan becomes a whole one."""

from __future__ import annotations

import datetime as dt
import json
import re

from tinydb import TinyDB

# Each row of the table: Action Step, By Whom, By When, Available, Needed, Barriers,
# Communication, KPIs.
STEPS = {
    "G1": [
        ("Survey wells", "Ana", "2031-03-14", "2 boats", "3 boats", "Farmers: fear for their wells",
         "Village councils by Ana weekly on tue: progress", "wells surveyed = 40"),
        ("Repair pumps", "Ioane + Ana", "2031-05-30", "2 mechanics", "USD 12,000", "none",
         "Donors by Ioane monthly on 15: costs", "pumps running >= 38"),
        ("Train carers", "Priya", "2031-06-13", "1 trainer", "2 trainers",
         "risk: carers leave for work abroad", "none", "carers trained = 20"),
    ],
    "G2": [
        ("Stock chlorine", "Ioane", "2031-02-28", "none", "400 kg of chlorine", "none",
         "Clinics by Priya: where to fetch it", "clinics stocked = 9"),
        ("Teach schools", "Priya + Ioane", "2031-09-30", "9 teachers", "9 kits", "none",
         "Parents by Priya: what to boil", "schools taught = 12"),
        ("Count cases", "Ana", "2020-01-10", "1 nurse", "1 nurse",
         "Clinics: too much paper", "Minister by Ana: the count", "cases a month <= 2"),
    ],
}  # fmt: skip


def test_an_empty_plan_becomes_a_whole_one(terminal, command, tmp_path) -> None:
    path = tmp_path / "water.json"
    command("new", path, "--title", "Clean water")

    desk = terminal(path)
    desk.until("No goal yet: what change do you want?")
    write_goals(desk)
    desk.keys("2")
    desk.until("By Whom")
    write_steps(desk, path)
    edit_three_at_once(desk)
    take_one_back(desk)
    desk.keys("q")
    desk.until("Leave?")
    desk.keys("q")

    assert desk.ended() == 0
    assert desk.is_restored
    check_the_file(path)
    check_the_status(json.loads(command("status", "-f", path, "--json")))


def write_goals(desk) -> None:
    """Two goals with owner and date, each in one breath."""
    for statement, owner, by in (
        ("Every village drinks clean water", "Ana", "2031-06-30"),
        ("No outbreak for a year", "Priya", "2031-12-31"),
    ):
        desk.line("a", statement, "<Tab>", owner, "<Tab>", by, "<Enter>")
        desk.until(lambda by=by: shown(by) in desk.screen)
        desk.saved()


def write_steps(desk, path) -> None:
    """Six steps, every column of each, Tab by Tab."""
    desk.keys("g")
    for goal, rows in STEPS.items():
        for place, (title, *cells) in enumerate(rows):
            if goal == "G1" and place:
                desk.keys("k")  # Enter went on to the next goal
            desk.type("a")
            desk.until("What needs to be done?")
            desk.type(title)
            for cell in cells:
                keep(desk, path, "Tab")  # a new name is known once it is saved
                desk.type(cell)
            keep(desk, path, "Enter")
            desk.gone("Enter keep")


def keep(desk, path, key: str) -> None:
    """Commit what is typed, and wait until it is in the file."""
    before = revision(path)
    desk.keys(key)
    desk.until(lambda: revision(path) > before)


def revision(path) -> int:
    """How many edits the file has seen."""
    meta: dict[str, int] = json.loads(path.read_text("utf-8"))["meta"]["1"]
    return meta["revision"]


def edit_three_at_once(desk) -> None:
    """The three steps of the first goal are put on one day: one undo step."""
    desk.keys("g", "j", *["h"] * 10, *["l"] * 3)
    desk.until("By When")
    desk.keys("Space", "j", "Space", "j", "Space", "e")
    desk.until("(3 steps)")
    desk.line("2031-06-20", "<Enter>")
    desk.until(lambda: desk.screen.count("20 Jun 2031") == 3)
    desk.saved()
    desk.keys("Escape")
    desk.gone("\n *")  # an Esc and a letter in one breath would be another key


def take_one_back(desk) -> None:
    """The second step is done; the third was marked done by mistake and taken back."""
    desk.keys("g", "j", "j", "x")
    desk.saved()
    desk.keys("j", "x")
    desk.saved()
    desk.keys("u")
    desk.until("Took back: finish Train carers")


def shown(iso: str) -> str:
    """A date as the screen shows it."""
    return f"{dt.date.fromisoformat(iso):%-d %b %Y}"


def check_the_file(path) -> None:
    """Stock TinyDB opens it, and every record is there."""
    with TinyDB(path) as db:
        goals = {doc["statement"]: doc.doc_id for doc in db.table("goals")}
        people = {doc["name"]: doc.doc_id for doc in db.table("stakeholders")}
        steps = {doc["title"]: doc for doc in db.table("steps")}
        rows = {
            table: list(db.table(table)) for table in ("resources", "barriers", "communications")
        }
        kpis = {doc["name"]: doc for doc in db.table("kpis")}
        history = list(db.table("history"))

    assert list(goals) == ["Every village drinks clean water", "No outbreak for a year"]
    assert set(people) == {
        "Ana", "Priya", "Ioane", "Farmers", "Village councils", "Donors", "Clinics", "Parents",
        "Minister",
    }  # fmt: skip
    assert list(steps) == [row[0] for rows in STEPS.values() for row in rows]
    assert [step["goal"] for step in steps.values()] == [1, 1, 1, 2, 2, 2]
    assert {title: step["lead"] for title, step in steps.items()} == {
        "Survey wells": people["Ana"],
        "Repair pumps": people["Ioane"],
        "Train carers": people["Priya"],
        "Stock chlorine": people["Ioane"],
        "Teach schools": people["Priya"],
        "Count cases": people["Ana"],
    }
    assert steps["Repair pumps"]["support"] == [people["Ana"]]
    assert [step["due"] for step in steps.values()] == [
        "2031-06-20", "2031-06-20", "2031-06-20", "2031-02-28", "2031-09-30", "2020-01-10",
    ]  # fmt: skip
    assert [title for title, step in steps.items() if step.get("finished")] == ["Repair pumps"]
    # 2 of the 3 boats are there: one record; mechanics and money are two.
    boats = [row for row in rows["resources"] if row.get("description") == "boats"]
    assert [(row.get("available"), row.get("needed")) for row in boats] == [(2, 3)]
    assert {row["unit"] for row in rows["resources"] if row.get("needed") == 12_000} == {"USD"}
    assert steps["Stock chlorine"]["none_identified"] == ["available", "barriers"]
    assert [row.get("who") for row in rows["barriers"]] == [
        [people["Farmers"]],
        None,
        [people["Clinics"]],
    ]
    told = rows["communications"]
    cadences = {row["cadence"]: row["audience"] for row in told if "cadence" in row}
    assert cadences == {
        "weekly on tue": [people["Village councils"]],
        "monthly on 15": [people["Donors"]],
    }
    assert len(told) == 5
    assert {name: kpi["target"] for name, kpi in kpis.items()} == {
        "wells surveyed": 40,
        "pumps running": 38,
        "carers trained": 20,
        "clinics stocked": 9,
        "schools taught": 12,
        "cases a month": 2,
    }
    assert kpis["cases a month"]["direction"] == "decrease"
    assert [row["label"] for row in history][-4:] == [
        "due of 3 steps",
        "finish Repair pumps",
        "finish Train carers",
        "finish Train carers",
    ]


def check_the_status(status) -> None:
    """Counts and dates, worked out by hand from `STEPS`."""
    assert status["title"] == "Clean water"
    counts = status["steps"]
    assert (counts["total"], counts["done"], counts["off_track"]) == (6, 1, 1)
    assert counts["late"] == 0
    assert counts["not_started"] + counts["on_track"] + counts["at_risk"] == 4
    assert [(line["code"], line["title"], line["due"]) for line in status["off_track"]] == [
        ("6", "Count cases", "2020-01-10")
    ]
    assert [(goal["ref"], goal["steps"], goal["target_date"]) for goal in status["goals"]] == [
        ("G1", 3, "2031-06-30"),
        ("G2", 3, "2031-12-31"),
    ]
    assert [goal["work"] for goal in status["goals"]] == [33, 0]  # 1 of 3 steps; none of 3
    assert len(status["kpis"]) == 6
    # What is said each week is said within the next 14 days, twice.
    weekly = [line for line in status["communications"] if "Village councils" in line["title"]]
    assert len(weekly) == 2
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", line["date"]) for line in weekly)

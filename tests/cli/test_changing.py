"""`add`, `set`, `done`, `remove`, `promote`, `measure`, `contact`: the edits of a script."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from actionplan_tui.cli.plan_files import load_plan

Cli = Callable[..., Any]
SetDay = Callable[[dt.date], None]


@pytest.fixture
def do(cli: Cli, plan_file: Path) -> Cli:
    """Runs a command on the small plan, which must succeed."""

    def done(*words: str) -> Any:
        ran = cli(*words, "-f", str(plan_file))
        assert ran.status == 0, ran.err
        return ran

    return done


@pytest.fixture
def show(cli: Cli, plan_file: Path) -> Cli:
    """A record as data."""
    return lambda word: cli("show", word, "--json", "-f", str(plan_file)).json


# add


def test_add_takes_the_capture_line(do: Cli, show: Cli) -> None:
    ran = do(
        "add", "Print the forms @Lagi due:4 dec need:USD 300 risk:paper is late", "--under", "G1"
    )

    assert ran.out == "S5\n"
    assert "new in the register: Lagi (P4)" in ran.talk
    step = show("S5")
    assert (step["title"], step["code"], step["serves"]) == ("Print the forms", "3", "G1")
    assert (step["lead_name"], step["due"]) == ("Lagi", "2026-12-04")
    assert [(r["needed"], r["unit"]) for r in step["resources"]] == [(300.0, "USD")]
    assert [b["how"] for b in step["barriers"]] == ["paper is late"]


@pytest.mark.parametrize(("under", "code"), [("1", "1.3"), ("S1", "1.3"), ("1.2", "1.2.1")])
def test_a_step_is_added_under_another(do: Cli, show: Cli, under: str, code: str) -> None:
    assert do("add", "Meet the chair", "--under", under).out == "S5\n"
    assert show("S5")["code"] == code


def test_unquoted_words_are_one_line(do: Cli, show: Cli) -> None:
    assert do("add", "Meet", "the", "chair", "due:fri").out == "S5\n"
    step = show("S5")
    assert (step["title"], step["due"], step["serves"]) == ("Meet the chair", "2026-11-27", "")


def test_a_step_takes_fields_beside_its_line(do: Cli, show: Cli) -> None:
    words = ["due=+2w", "lead=Ioane + Registry", "needed=2 rooms; 1 hall", "barriers=none"]

    assert do("add", "Meet the chair", *words, "priority=high", "goal=G1").out == "S5\n"

    step = show("S5")
    assert (step["due"], step["priority"], step["serves"]) == ("2026-12-07", 1, "G1")
    assert (step["lead_name"], step["support_names"]) == ("Ioane", ["Registry"])
    assert [(r["needed"], r["description"]) for r in step["resources"]] == [
        (2.0, "rooms"),
        (1.0, "hall"),
    ]
    assert step["none_identified"] == ["barriers"]


@pytest.mark.parametrize(
    ("words", "ref", "field", "value"),
    [
        (["goal", "Shorter queues"], "G2", "statement", "Shorter queues"),
        (["idea", "A bus with a counter"], "I2", "text", "A bus with a counter"),
        (["stakeholder", "Bar association"], "P4", "name", "Bar association"),
        (["kpi", "Minutes in the queue"], "K2", "name", "Minutes in the queue"),
        (["resource", "3 vans", "step=S4"], "R2", "description", "3 vans"),
        (["barrier", "fear of change", "step=1.2"], "B1", "how", "fear of change"),
        (["review", "all is well"], "V1", "decisions", "all is well"),
        (["framework", "One door"], "F1", "text", "One door"),
        (["communication", "news", "goal=G1"], "C2", "message", "news"),
        (["action", "hire more"], "", "", ""),
        (["corrective_action", "hire more", "step=S2"], "A1", "decision", "hire more"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_first_word_may_name_the_table(
    do: Cli, show: Cli, words: list[str], ref: str, field: str, value: str
) -> None:
    ran = do("add", *words)
    if not ref:  # no table: the line of a step
        assert ran.out == "S5\n"
        return
    assert ran.out == f"{ref}\n"
    assert show(ref)[field] == value


def test_a_capital_letter_begins_a_sentence(do: Cli, show: Cli) -> None:
    assert do("add", "Goal", "setting", "day").out == "S5\n"
    assert show("S5")["title"] == "Goal setting day"


def test_records_are_added_with_their_fields(do: Cli, show: Cli) -> None:
    words = ["goal=G1", "unit=minutes", "baseline=45", "target=15", "direction=decrease"]
    assert do("add", "kpi", "Minutes in the queue", *words, "data owner=Lagi").out == "K2\n"

    kpi = show("K2")
    assert (kpi["goal_ref"], kpi["unit"], kpi["baseline"]) == ("G1", "minutes", 45.0)
    assert (kpi["target"], kpi["direction"], kpi["data_owner_name"]) == (15.0, "decrease", "Lagi")


# set


def test_set_reads_values_as_the_desk_does(do: Cli, show: Cli) -> None:
    ran = do("set", "1.2", "due=+2w", "By Whom=Lagi", "tags=legal, urgent", "priority=low")

    step = show("S3")
    assert step["due"] == "2026-12-11"  # two weeks from the date it had
    assert (step["lead_name"], step["tags"], step["priority"]) == ("Lagi", ["legal", "urgent"], 3)
    assert ran.out == ""
    assert ran.talk == [
        "S3: By When: Fri 11 Dec 2026, in 18 days",
        "S3: By Whom: Lagi (new)",
        "S3: Tags: legal, urgent",
        "S3: Priority: 3",
    ]


def test_set_is_one_undo_step(do: Cli, plan_file: Path) -> None:
    before = load_plan(plan_file).steps[3]

    do("set", "S3", "due=fri", "lead=Lagi + Registry", "needed=none", "title=Ask the bar")
    do("undo")

    after = load_plan(plan_file).steps[3]
    assert (after.due, after.lead, after.title) == (before.due, before.lead, before.title)
    assert list(load_plan(plan_file).resources) == [1]


def test_a_minus_clears_any_field(do: Cli, show: Cli) -> None:
    do("set", "S3", "due=-", "lead=-", "needed=-", "notes=some words", "tags=a, b")
    do("set", "S3", "notes=-", "tags=-")

    step = show("S3")
    assert (step["due"], step["lead"], step["resources"]) == (None, None, [])
    assert (step["notes"], step["tags"]) == ("", [])


def test_cells_over_tables_take_items(do: Cli, show: Cli) -> None:
    do("set", "S3", "needed=2 lawyers; USD 5,000", "barriers=Bar association: fears loss of fees")

    step = show("S3")
    # The lawyers were there already: the record is the same one.
    assert [(r["ref"], r["needed"], r["unit"]) for r in step["resources"]] == [
        ("R1", 2.0, ""),
        ("R2", 5000.0, "USD"),
    ]
    assert [(b["who_names"], b["how"]) for b in step["barriers"]] == [
        (["Bar association"], "fears loss of fees")
    ]


def test_a_new_lead_leaves_those_who_help(do: Cli, show: Cli) -> None:
    do("set", "S3", "lead=Ioane + Registry")
    do("set", "S3", "lead=Tavita")

    assert (show("S3")["lead_name"], show("S3")["support_names"]) == ("Tavita", ["Registry"])


def test_start_and_duration_give_the_due_date(do: Cli, show: Cli) -> None:
    do("set", "S3", "due=-", "start=2026-11-30", "duration=2w")

    # Ten working days from Monday 30 November.
    assert (show("S3")["start"], show("S3")["due"]) == ("2026-11-30", "2026-12-11")


def test_a_step_moves_to_another_parent_or_goal(do: Cli, show: Cli) -> None:
    do("add", "goal", "Shorter queues")

    do("set", "S4", "parent=S1")
    assert (show("S4")["code"], show("S4")["goal"]) == ("1.3", None)
    do("set", "S4", "parent=-")
    assert (show("S4")["code"], show("S4")["goal_ref"]) == ("2", "G1")
    do("set", "S4", "goal=G2")
    assert (show("S4")["code"], show("S4")["serves"]) == ("2", "G2")
    do("set", "S4", "goal=-")
    assert show("S4")["serves"] == ""


def test_the_plans_own_record_and_any_other(do: Cli, show: Cli) -> None:
    do("set", "plan", "purpose=Shorter queues", "target_end=30 jun 2027", "work_week=sun-thu")
    do("set", "K1", "target=60%")
    do("set", "P3", "power=4", "engagement=resistant")

    plan = show("plan")
    assert (plan["purpose"], plan["target_end"]) == ("Shorter queues", "2027-06-30")
    assert plan["work_week"] == ["sun", "mon", "tue", "wed", "thu"]
    assert show("K1")["target"] == 60.0
    assert (show("P3")["power"], show("P3")["engagement"]) == (4, "resistant")


def test_setting_what_is_so_already_changes_nothing(do: Cli, plan_file: Path) -> None:
    before = plan_file.read_bytes()

    ran = do("set", "S2", "percent=80")

    assert ran.talk == ["nothing changed: it was so already"]
    assert plan_file.read_bytes() == before


# done


def test_done_is_the_same_done_twice(do: Cli, show: Cli, set_day: SetDay) -> None:
    assert do("done", "1.1").talk == ["S2 Draft the bill: done"]
    assert (show("S2")["finished"], show("S2")["percent"]) == ("2026-11-23", 100)

    set_day(dt.date(2026, 11, 24))
    assert do("done", "S2").talk == ["S2 is done already"]
    assert show("S2")["finished"] == "2026-11-23"

    assert do("done", "1.1", "--reopen").talk == ["S2 Draft the bill: open again"]
    assert show("S2")["finished"] is None
    assert do("done", "1.1", "--reopen").talk == ["S2 is open already"]


def test_several_steps_are_done_on_a_day(do: Cli, show: Cli) -> None:
    do("done", "1", "S4", "--on", "20 nov")

    assert {show(f"S{id}")["finished"] for id in (2, 3, 4)} == {"2026-11-20"}
    do("undo")
    assert {show(f"S{id}")["finished"] for id in (2, 3, 4)} == {None}


# remove


def test_remove_takes_what_hangs_from_the_record(do: Cli, plan_file: Path) -> None:
    ran = do("remove", "1", "1.2", "I1")

    assert ran.talk == [
        "removed 3 steps, 1 idea, 1 communication, 1 resource; actionplan undo brings it back"
    ] or sorted(ran.talk[0].split("; ")[0].removeprefix("removed ").split(", ")) == [
        "1 communication",
        "1 idea",
        "1 resource",
        "3 steps",
    ]
    plan = load_plan(plan_file)
    assert (list(plan.steps), dict(plan.ideas), dict(plan.resources)) == ([4], {}, {})
    do("undo")
    assert list(load_plan(plan_file).steps) != [4]
    assert len(load_plan(plan_file).steps) == 4


def test_who_is_still_named_is_not_removed(cli: Cli, plan_file: Path) -> None:
    before = plan_file.read_bytes()

    ran = cli("remove", "P2", "-f", str(plan_file))

    assert ran.status == 3
    assert "Ioane is By Whom of S3" in ran.problem
    assert plan_file.read_bytes() == before


# promote


@pytest.mark.parametrize(("under", "code"), [("G1", "3"), ("S1", "1.3"), ("1.1", "1.1.1")])
def test_an_idea_becomes_a_step(do: Cli, show: Cli, under: str, code: str) -> None:
    ran = do("promote", "I1", "--under", under)

    assert ran.out == "S5\n"
    assert f"step {code} Open on Saturdays (S5)" in ran.talk
    assert (show("S5")["code"], show("S5")["from_idea_ref"]) == (code, "I1")
    assert (show("I1")["status"], show("I1")["promoted_to_ref"]) == ("promoted", "S5")


def test_an_idea_becomes_a_step_once(do: Cli, cli: Cli, plan_file: Path) -> None:
    do("promote", "I1", "--under", "G1")

    assert "I1 has become" in cli("promote", "I1", "--under", "G1", "-f", str(plan_file)).problem


# measure and contact


def test_a_value_is_measured(do: Cli, show: Cli) -> None:
    assert do("measure", "K1", "41").out == "M2\n"
    assert do("measure", "accounts", "1.5k", "--on", "20 nov", "--note", "by phone").out == "M3\n"
    assert do("measure", "K1", "-3").out == "M4\n"

    assert (show("M2")["value"], show("M2")["date"]) == (41.0, "2026-11-23")
    last = show("M3")
    assert (last["value"], last["date"], last["note"]) == (1500.0, "2026-11-20", "by phone")
    assert show("M4")["value"] == -3.0


def test_a_communication_is_logged(do: Cli, show: Cli, home: Path) -> None:
    assert do("contact", "C1", "--on", "yesterday", "--outcome", "they agree").out == "L1\n"
    first = show("L1")
    assert (first["date"], first["outcome"], first["by"]) == ("2026-11-22", "they agree", None)

    (home / "config" / "actionplan-tui").mkdir(parents=True)
    (home / "config" / "actionplan-tui" / "config.toml").write_text('me = "ioane"\n')
    assert do("contact", "C1").out == "L2\n"
    assert show("L2")["by_name"] == "Ioane"
    assert do("contact", "C1", "--by", "tav").out == "L3\n"
    assert show("L3")["by_name"] == "Tavita"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20 nov", "2026-11-20"),
        ("24 nov", "2025-11-24"),  # the last one was a year ago
        ("2026-11-01", "2026-11-01"),
        ("1/11/2026", "2026-11-01"),
        ("today", "2026-11-23"),
        ("yesterday", "2026-11-22"),
        ("fri", "2026-11-20"),
        ("-2w", "2026-11-09"),
    ],
)
def test_what_has_happened_was_on_the_last_such_day(
    do: Cli, show: Cli, text: str, day: str
) -> None:
    do("measure", "K1", "41", f"--on={text}")

    assert show("M2")["date"] == day


@pytest.mark.parametrize("text", ["tomorrow", "+3d", "2w", "2027-01-01", "eom"])
def test_what_has_happened_was_not_in_the_future(cli: Cli, plan_file: Path, text: str) -> None:
    ran = cli("measure", "K1", "41", f"--on={text}", "-f", str(plan_file))

    assert ran.status == 3
    assert ran.problem.endswith("is yet to come: name a day up to today")


@pytest.mark.parametrize(
    "typed", ["at 2", "at cabinet", "when Cabinet approval is done", "at milestone 2"]
)
def test_a_cadence_waits_for_a_step_called_as_people_call_it(
    do: Cli, show: Cli, typed: str
) -> None:
    do("set", "C1", f"cadence={typed}")

    assert show("C1")["cadence"] == "at S4"


def test_at_milestone_is_that_of_the_step_named_beside_it(do: Cli, show: Cli) -> None:
    do("add", "communication", "It is law", "audience=Board", "cadence=at milestone", "step=S4")
    assert (show("C2")["cadence"], show("C2")["step"]) == ("at due", 4)
    do("set", "C1", "cadence=at the milestone", "step=S2")
    assert (show("C1")["cadence"], show("C1")["step"]) == ("at due", 2)

"""Which steps are wanted, and which records of any table."""

from datetime import date

import msgspec
import pytest
from plans import PlanBuilder

from actionplan_tui.analysis.filters import parse_filter, parse_where, week_of
from actionplan_tui.analysis.step_texts import step_texts
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Record
from actionplan_tui.model.wbs import outline

TODAY = date(2026, 11, 16)  # a Monday


def nov(day: int) -> date:
    return date(2026, 11, day)


@pytest.fixture
def plan() -> PlanBuilder:
    make = PlanBuilder(owner=1)
    tavita, ioane, seance = make.person("Tavita Leau"), make.person("Ioane"), make.person("Séance")
    reach = make.goal("Reach half of all adults")
    make.goal("Halve counter visits", parent=reach, owner=ioane)
    make.goal("Something else")
    law = make.step("Legal basis", goal=1)
    make.step("Draft the bill", parent=law, lead=tavita, finished=nov(2), percent=100)
    make.step("Consult the bar", parent=law, lead=ioane, due=nov(12), priority=1)
    make.milestone("Cabinet approval", parent=law, due=nov(13), tags=("legal", "vote"))
    make.step("Sign-in", goal=2, lead=tavita, support=(ioane,), due=nov(20), percent=30)
    make.step("Ten services", goal=3, on_hold=True, start=date(2026, 12, 14))
    make.step("Old idea", cancelled=True, due=nov(2))
    make.add("barriers", step=3, who=(seance,), how="fears for its fees")
    make.add("communications", step=5, message="open on every island", audience=(seance,))
    make.add("resources", step=6, description="three analysts", unit="days")
    make.add("kpis", step=6, name="services online")
    return make


def found(make: PlanBuilder, text: str, today: date = TODAY, me: int | None = None) -> list[int]:
    wanted = parse_filter(text, me=me)
    return [id for id in outline(make.plan).rows if wanted(make.plan, id, today)]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("", [1, 2, 3, 4, 5, 6, 7]),
        ("late", [3, 4]),  # a missed milestone is late too
        ("offtrack", [4]),  # not the deliverable above it
        ("done", [2]),
        ("cancelled", [7]),
        ("hold", [6]),
        ("open", [1, 3, 4, 5, 6]),
        ("-open", [2, 7]),
        ("milestone", [4]),
        ("week", [5]),
        ("p1", [3]),
        ("#leg", [4]),
        ("tag:vote", [4]),
        ("goal:G1", [1, 2, 3, 4, 5]),  # with its sub-goal
        ("goal:G2", [5]),
        ("goal:counter", [5]),
        ("goal:none", [7]),
        ("@ioane", [3, 5]),  # leads, supports, and owns by the goal
        ("@leau", [1, 2, 3, 4, 5, 6, 7]),  # owns the plan
        ("lead:tav", [2, 5]),
        ("owner:ioane", [5]),
        ("support:ioane", [5]),
        ("@nobody", []),
        ("due<2026-11-13", [3, 7]),
        ("due<=2026-11-13", [3, 4, 7]),
        ("due<today", [3, 4, 7]),
        ("due=2026-11-20", [5]),
        ("due>=+4d", [5]),
        ("due<-1w", [7]),
        ("start>+3w", [6]),
        ("finished<today", [2]),
        ("percent>=30", [1, 2, 5]),  # the deliverable by its leaves
        ("blank:lead", [4, 6]),
        ("blank", [2, 3, 4, 5, 6]),
        ("the b", [2, 3]),
        ('"the bill"', [2]),
        ("bill", [2]),
        ("BILL draft", [2]),  # words in any order
        ("fees", [3]),
        ("seance", [3, 5]),  # without the accent; resists here, is told there
        ("island", [5]),
        ("analysts", [6]),
        ("online", [6]),
        ("1", [1, 2, 3, 4]),  # a code finds all below it
        ("1.2", [3]),
        ("s5", [5]),
        ("late lead:ioane", [3]),
        ("open -@ioane", [1, 4, 6]),
        ("-late -done", [1, 5, 6, 7]),
        ('"late"', []),  # in quotes a word is plain text
        ("-", [5]),
    ],
)
def test_words_of_a_filter(plan: PlanBuilder, text: str, steps: list[int]) -> None:
    assert found(plan, text) == steps


def test_mine_is_what_i_own_lead_or_support(plan: PlanBuilder) -> None:
    assert found(plan, "mine", me=2) == [3, 5]
    assert found(plan, "mine late", me=2) == [3]
    with pytest.raises(Problem, match="not known who you are"):
        parse_filter("mine")


def test_a_filter_follows_the_day_and_the_plan(plan: PlanBuilder) -> None:
    assert found(plan, "late", nov(13)) == [3]
    assert found(plan, "due<+3d", nov(9)) == [7]
    wanted = parse_filter("@tavita")
    assert wanted(plan.plan, 2, TODAY)
    plan.info(owner=None)
    plan.amend("steps", 2, lead=2)
    assert not wanted(plan.plan, 2, TODAY)


@pytest.mark.parametrize("text", ["due<soon", "due<2026-02-30", "percent>half", "due<"])
def test_what_cannot_be_read_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(Problem, match=r"no date|not a number"):
        parse_filter(text)


@pytest.mark.parametrize(
    ("work_week", "today", "first"),
    [
        (("mon", "tue", "wed", "thu", "fri"), nov(15), nov(9)),
        (("mon", "tue", "wed", "thu", "fri"), nov(16), nov(16)),
        (("sun", "mon", "tue", "wed", "thu"), nov(14), nov(8)),
        (("sun", "mon", "tue", "wed", "thu"), nov(15), nov(15)),
        (("sat", "sun", "mon", "tue", "wed"), nov(16), nov(14)),
        (("mon", "wed", "fri"), nov(18), nov(16)),
        (("mon", "tue", "wed", "thu", "fri", "sat", "sun"), nov(22), nov(16)),
    ],
)
def test_the_week_begins_with_the_first_day_worked(
    work_week: tuple[str, ...], today: date, first: date
) -> None:
    found_first, last = week_of(PlanBuilder(work_week=work_week).plan, today)
    assert found_first == first
    assert (last - first).days == 6


def shown(record: Record, field: str) -> str:
    if field == "responsible":
        return {None: "", 1: "Tavita Leau", 2: "Ioane"}[getattr(record, field)]
    value = getattr(record, field)
    return f"{value:%d %b %Y}" if isinstance(value, date) else str(value or "")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("status=open", [1, 3]),
        ("status!=open", [2]),
        ("decision~HIRE", [1]),
        ("responsible=tavita leau", [1]),
        ("By Whom = Ioane", [2]),  # by the label people see
        ("responsible=2", [2]),  # or by what the file holds
        ("due=2026-11-20", [1]),
        ("due = 20 nov 2026", [1]),
        ("due=", [2, 3]),
        ("due!=", [1]),
        ("id=2", [2]),
    ],
)
def test_where_matches_what_people_see_and_what_the_file_holds(text: str, ids: list[int]) -> None:
    make = PlanBuilder()
    make.add("corrective_actions", decision="Hire two", responsible=1, due=nov(20))
    make.add("corrective_actions", decision="Wait", responsible=2, status="verified")
    make.add("corrective_actions", decision="Ask again")
    wanted = parse_where(text, "corrective_actions", shown)
    assert [id for id, row in make.plan.corrective_actions.items() if wanted(row)] == ids


@pytest.mark.parametrize("text", ["status", "", "=open", "colour=red"])
def test_where_refuses_what_it_cannot_answer(text: str) -> None:
    with pytest.raises(Problem):
        parse_where(text, "corrective_actions", shown)


def test_after_an_edit_only_the_steps_it_touched_are_put_into_words_again(
    plan: PlanBuilder,
) -> None:
    before = plan.plan
    first = step_texts(before)

    after = before.amend("steps", 6, title="Eleven services").amend("steps", 2, archived=True)
    after = after.drop("steps", [7])
    second = step_texts(after)
    third = step_texts(after.amend("barriers", 1, how="fears for its standing"))

    assert second == step_texts(msgspec.structs.replace(after))  # made without the one before
    assert (second[6].split("\n")[0], "three analysts" in second[6]) == ("eleven services", True)
    assert second.keys() == first.keys() - {2, 7}
    assert second[3] is first[3]
    assert "standing" in third[3]

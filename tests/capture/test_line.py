"""The capture line, as typed while the meeting goes on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan_tui.capture.line import Captured, understand_line
from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Stakeholder

TODAY = date(2026, 11, 23)
IOANE, ANA, LAGI = 1, 2, 3
MAYOR = 6
REFORM, DRAFT = 3, 7  # 1 and 1.1


def line(plan: Plan, text: str, today: date = TODAY, **more: Any) -> Captured:
    return understand_line(plan, text, today=today, **more)


def test_a_whole_step_in_one_line(plan: Plan) -> None:
    captured = line(
        plan,
        "Draft MoU with Health @ana due:fri need:legal review tell:mayor's office every:2w "
        "kpi:signed=1",
        under=DRAFT,
    )

    assert captured.title == "Draft MoU with Health"
    assert captured.fields == {"lead": ANA, "due": date(2026, 11, 27)}
    assert [(item.table, item.id) for item in captured.items] == [
        ("resources", 0),
        ("kpis", 0),
        ("communications", 0),
    ]
    resource, kpi, told = (item.fields for item in captured.items)
    assert resource["description"] == "legal review"
    assert (kpi["name"], kpi["target"]) == ("signed", 1)
    assert (told["audience"], told["cadence"]) == ((MAYOR,), "every 2 weeks")
    assert captured.trouble == ()


def test_it_says_back_what_it_understood(plan: Plan) -> None:
    captured = line(plan, "> Draft it @ana due:fri tell:mayor's office every:2w", under=DRAFT)

    assert captured.said == (
        "Step under 1.1 · Ana Ruiz · Fri 27 Nov 2026 (in 4 days) · "
        "tells Mayor's Office every 2 weeks"
    )


@pytest.mark.parametrize(
    ("text", "table", "title"),
    [
        ("Write it", "steps", "Write it"),
        ("- Write it", "steps", "Write it"),
        ("? Mobile counter", "ideas", "Mobile counter"),
        ("?Mobile counter", "ideas", "Mobile counter"),
        ('goal "Cut delays"', "goals", "Cut delays"),
        ('Idea "Cut delays"', "ideas", "Cut delays"),
        ('stakeholder "Sina Vai"', "stakeholders", "Sina Vai"),
        ("goal setting workshop", "steps", "goal setting workshop"),
        ("-5 degrees", "steps", "-5 degrees"),
    ],
)
def test_the_beginning_names_the_table(plan: Plan, text: str, table: str, title: str) -> None:
    assert line(plan, text)[:2] == (table, title)


def test_the_caller_may_name_the_table(plan: Plan) -> None:
    assert line(plan, "Cut delays", table="goals").table == "goals"


@pytest.mark.parametrize(
    ("text", "more", "parent", "goal"),
    [
        ("x", {}, None, None),
        ("x", {"goal": 2}, None, 2),
        ("x", {"under": DRAFT}, REFORM, None),  # beside 1.1
        ("x", {"under": REFORM}, None, 1),  # beside 1, which serves goal 1
        ("> x", {"under": DRAFT}, DRAFT, None),
        ("x under:1.1", {"goal": 2}, DRAFT, None),
        ("x under:S3", {}, REFORM, None),
        ("x under:fewer", {"under": DRAFT}, None, 2),
        ("x goal:G1", {}, None, 1),
        ("x goal:titles issued", {}, None, 1),
        ("x goal:2", {}, None, 2),
        ("x goal:1.2", {}, 8, None),
    ],
)
def test_where_a_step_stands(
    plan: Plan, text: str, more: dict[str, Any], parent: int | None, goal: int | None
) -> None:
    captured = line(plan, text, **more)

    assert (captured.title, captured.parent, captured.goal) == ("x", parent, goal)


@pytest.mark.parametrize(
    ("text", "title", "fields"),
    [
        ("Call @ana about the law", "Call about the law", {"lead": ANA}),
        ("Call @ana, then write", "Call then write", {"lead": ANA}),
        ("Call @zed about it", "Call about it", {"lead": "zed"}),
        ("Call @Sina Vai about it", "Call about it", {"lead": "Sina Vai"}),
        ('Call @"ana" now', "Call now", {"lead": "ana"}),
        ("x @ana @lagi", "x", {"lead": ANA, "support": (LAGI,)}),
        ("x by:Ioane Tui + Lagi", "x", {"lead": IOANE, "support": (LAGI,)}),
        ("x WHO: Sina Vai support:lagi", "x", {"lead": "Sina Vai", "support": (LAGI,)}),
        ("x owner:the registry", "x", {"owner": 7}),
        ("x until:15 dec start:today", "x", {"due": date(2026, 12, 15), "start": TODAY}),
        ("x on:eom !", "x", {"due": date(2026, 11, 30), "priority": 1}),
        ("x p:low", "x", {"priority": 3}),
        ("x p:2 #budget #law soon", "x soon", {"priority": 2, "tags": ("budget", "law")}),
        ("x tag:budget, law", "x", {"tags": ("budget", "law")}),
        ("x done:signed by all", "x", {"done_when": "signed by all"}),
        ("x risk:none has:none", "x", {"none_identified": ("barriers", "available")}),
    ],
)
def test_the_fields_of_a_step(plan: Plan, text: str, title: str, fields: dict[str, Any]) -> None:
    captured = line(plan, text)

    assert (captured.title, captured.fields, captured.trouble) == (title, fields, ())


def test_items_of_every_column(plan: Plan) -> None:
    captured = line(plan, "x has:2 lawyers; meeting room need:USD 5k risk:Lagi: no time")

    assert [(item.table, item.fields.get("status")) for item in captured.items] == [
        ("resources", "available"),
        ("resources", "available"),
        ("resources", "needed"),
        ("barriers", None),
    ]
    assert captured.items[3].fields["who"] == (LAGI,)


def test_what_is_told_is_put_together_from_its_keys(plan: Plan) -> None:
    [item] = line(plan, "x from:ana tell:Lagi, Sina Vai via:radio every:weekly mon").items

    assert item.fields == {
        "audience": (LAGI, "Sina Vai"),
        "responsible": ANA,
        "channel": "radio",
        "cadence": "weekly on mon",
        "message": "",
    }


def test_each_audience_told_is_a_communication(plan: Plan) -> None:
    captured = line(plan, "x tell:Lagi every:2w tell:ana every:monthly on 1")

    assert [(item.fields["audience"], item.fields["cadence"]) for item in captured.items] == [
        ((LAGI,), "every 2 weeks"),
        ((ANA,), "monthly on 1"),
    ]


def test_a_goal_and_an_idea_take_the_keys_that_fit(plan: Plan) -> None:
    goal = line(plan, 'goal "Cut delays" by:lagi due:eoy done:ten days at most')
    idea = line(plan, "? mobile counter #service due:fri")

    assert goal.fields == {
        "owner": LAGI,
        "target_date": date(2026, 12, 31),
        "success": "ten days at most",
    }
    assert (idea.title, idea.fields) == ("mobile counter due:fri", {"theme": "service"})


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("x due:fooday", "due: 'fooday' is no date"),
        ("x due:3/4", "due: '3/4' may be 3 Apr 2027 (dmy) or 4 Mar 2027 (mdy)"),
        ("x under:9.9", "under: there is no step 9.9"),
        ("x p:urgent", "p: Priority: 'urgent' is no number"),
        ("x every:blue moon", "every: how often is"),
        ("x tell:", "tell: says nothing"),
        ("x by:P99", "by: there is no stakeholder P99"),
        ("x due:fri due:mon", "due: said twice"),
    ],
)
def test_trouble_is_told_and_its_text_stays(plan: Plan, text: str, trouble: str) -> None:
    captured = line(plan, text)

    assert len(captured.trouble) == 1
    assert captured.trouble[0].startswith(trouble)
    assert captured.title == text.replace("due:fri ", "")


def test_a_date_that_could_be_two_is_handed_on_as_a_question(plan: Plan) -> None:
    question = line(plan, "x due:3/4").question

    assert question is not None
    assert [order for order, _ in question.readings] == ["dmy", "mdy"]


def test_a_start_after_the_due_date_is_trouble(plan: Plan) -> None:
    captured = line(plan, "x start:eoy due:fri")

    assert captured.fields == {"due": date(2026, 11, 27)}
    assert captured.title == "x start:2026-12-31"
    assert captured.trouble == ("start: Thu 31 Dec 2026 is after it is due",)


def test_a_first_name_of_two_people_is_asked_about(plan: Plan) -> None:
    two = plan.put("stakeholders", Stakeholder(id=8, name="Ana Silva"))

    captured = line(two, "x @ana now")

    assert captured.title == "x @ana now"
    assert captured.trouble == ("@: 'ana' may be Ana Ruiz or Ana Silva",)


@pytest.mark.parametrize(
    "text",
    [
        "see http://office.example at 10:30",
        "ratio 3:1 or a:b",
        'pay "due:fri" as agreed',
        "write to ana@office.example",
        "C# course",
    ],
)
def test_what_only_looks_like_a_key_stays_text(plan: Plan, text: str) -> None:
    captured = line(plan, text)

    assert (captured.title, captured.fields, captured.trouble) == (text, {}, ())


def test_an_empty_line_asks_the_question(plan: Plan) -> None:
    assert line(plan, " ").trouble == ("what needs to be done?",)


def test_nothing_to_stand_under_is_told(plan: Plan) -> None:
    assert line(plan, "> x").trouble == ("there is no step here to stand under",)


def test_arabic_is_captured_too(plan: Plan) -> None:
    captured = line(plan, "اجتماع مع الوزارة due:١٥/١٢")

    assert captured.title == "اجتماع مع الوزارة"
    assert captured.fields == {"due": date(2026, 12, 15)}


WORDS = st.sampled_from(
    ["x", "@ana", "@", "due:", "due:fri", "by:", "tell:", "Lagi", "every:", "2w", "via:", "!", "#a",
     "need:", "2 lawyers;", "risk:", "kpi:", "a=1", "under:", "1.1", ">", "-", "?", 'goal "', '"',
     "from:", "P99", "3/4", "none", "tag:", "p:", "start:", "done:", "ا", "+", ",", ";", "support:"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=9).map(" ".join) | st.text(max_size=30))
def test_no_line_is_refused_and_no_word_of_the_title_is_lost(plan: Plan, text: str) -> None:
    captured = line(plan, text, under=DRAFT)

    assert captured.said
    assert captured.title or captured.trouble

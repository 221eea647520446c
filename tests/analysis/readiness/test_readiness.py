"""Three bars, six ticks, what blocks first; what is accepted or switched off is still told."""

from __future__ import annotations

from datetime import date

from plans import PlanBuilder

from actionplan_tui.analysis.readiness.figures import Figures, figures, worked_out
from actionplan_tui.analysis.readiness.finding import HEADINGS
from actionplan_tui.analysis.readiness.readiness import readiness
from actionplan_tui.analysis.readiness.rules import RULES
from actionplan_tui.model.deck import SIX_QUESTIONS

TODAY = date(2026, 11, 23)


def a_bare_plan() -> PlanBuilder:
    make = PlanBuilder()
    goal = make.goal("Half of all adults use the portal", target_date=date(2027, 6, 30))
    make.step("Draft the bill", goal=goal)
    return make


def test_codes_are_written_once_and_say_what_they_test() -> None:
    assert len(RULES) == 45
    for code, rule in RULES.items():
        assert rule.code == code
        assert rule.tests.endswith(".")
        assert rule.heading in HEADINGS
        assert rule.question in SIX_QUESTIONS


def test_what_blocks_stands_first_and_every_finding_has_a_key_of_its_own() -> None:
    known = readiness(a_bare_plan().plan, TODAY)
    severities = [each.severity for each in known.findings]
    order = ("blocks", "warns", "hints")
    assert severities == sorted(severities, key=order.index)
    assert set(severities) == set(order)
    assert len({each.key for each in known.findings}) == len(known.findings)
    assert {each.code for each in known.findings if each.severity == "blocks"} == {
        "C-SMART", "C-LEAD", "C-OWN", "C-DUE", "C-REV",
    }  # fmt: skip


def test_what_a_rule_found_is_the_same_list_until_it_finds_something_else() -> None:
    make = a_bare_plan()
    step = make.step("Ask the registrars", goal=1)
    before = readiness(make.plan, TODAY).groups
    noted = readiness(make.plan.amend("steps", step, tags=("law",)), TODAY).groups
    assert list(map(id, noted)) == list(map(id, before))
    owned = readiness(make.plan.amend("steps", step, done_when="All have answered"), TODAY).groups
    others = [group for group in owned if all(group is not one for one in before)]
    assert [[(one.code, one.id) for one in group] for group in others] == [[("C-DONE", 1)]]


def test_bars_and_ticks_are_counted_from_the_same_findings() -> None:
    known = readiness(a_bare_plan().plan, TODAY)
    for severity in ("blocks", "warns", "hints"):
        count = sum(each.severity == severity for each in known.findings)
        assert sum(getattr(tally, severity) for tally in known.headings.values()) == count
        assert sum(getattr(tally, severity) for tally in known.questions.values()) == count
        assert known.count(severity) == count
    assert known.headings["current"].percent == 100
    assert known.headings["complete"].percent < 50
    assert not known.questions["who"].answered
    assert known.text.startswith(f"{known.count('blocks')} block, ")


def test_anything_missing_shows_at_most_99_percent() -> None:
    make = a_bare_plan()
    for number in range(400):
        make.add("ideas", text=f"Idea {number}", status="parked")
    make.add("ideas", text="The last one", status="shortlisted")
    found = readiness(make.plan, TODAY)
    assert found.headings["complete"].percent < 100


def test_a_finding_accepted_with_a_reason_no_longer_blocks_and_is_still_told() -> None:
    make = a_bare_plan()
    owner = make.person("Tavita")
    make.info(owner=owner)
    before = readiness(make.plan, TODAY)
    lead = next(each for each in before.findings if each.code == "C-LEAD")
    for fields in ({"reason": "he starts in May"}, {"by": owner, "reason": " "}):
        make.add("waivers", finding=lead.key, **fields)
        assert lead in readiness(make.plan, TODAY).findings, fields
    waiver = make.add("waivers", finding=lead.key, by=owner, reason="the post is advertised")
    after = readiness(make.plan, TODAY)
    assert lead not in after.findings
    assert [(one.finding, one.waiver) for one in after.accepted] == [(lead, waiver)]
    assert after.count("blocks") == before.count("blocks") - 1
    make.amend("steps", 1, lead=owner)
    assert readiness(make.plan, TODAY).accepted == ()


def test_a_plan_is_ready_once_nothing_that_blocks_is_open() -> None:
    make = a_bare_plan()
    owner = make.person("Tavita")
    make.info(owner=owner)
    assert not readiness(make.plan, TODAY).ready
    for each in readiness(make.plan, TODAY).findings:
        if each.severity == "blocks":
            make.add("waivers", finding=each.key, by=owner, reason="it is a draft")
    assert readiness(make.plan, TODAY).ready
    assert readiness(make.plan, TODAY).text.endswith(" warn")


def test_a_review_accepted_as_late_is_asked_for_again_at_the_next_one() -> None:
    make = a_bare_plan()
    owner = make.person("Tavita")
    make.info(owner=owner, review_cadence="monthly", last_review=date(2026, 9, 1))
    late = next(each for each in readiness(make.plan, TODAY).findings if each.code == "L-REV")
    make.add("waivers", finding=late.key, by=owner, reason="the cyclone")
    codes = [each.code for each in readiness(make.plan, TODAY).findings]
    assert "L-REV" not in codes
    make.info(last_review=date(2026, 10, 1))
    codes = [each.code for each in readiness(make.plan, TODAY).findings]
    assert "L-REV" in codes


def test_a_rule_switched_off_finds_nothing_and_is_named() -> None:
    make = a_bare_plan()
    make.info(rules_off=("W-SUP", "C-DONE", "no such rule"))
    known = readiness(make.plan, TODAY)
    assert known.switched_off == ("W-SUP", "C-DONE")
    assert not {"W-SUP", "C-DONE"} & {each.code for each in known.findings}


def test_it_is_worked_out_once_a_plan_and_day() -> None:
    make = a_bare_plan()
    plan = make.forget()
    assert worked_out(plan, TODAY) is None
    known = readiness(plan, TODAY)
    assert worked_out(plan, TODAY) is known
    assert readiness(plan, TODAY) is known
    assert worked_out(plan, date(2026, 11, 24)) is None
    assert worked_out(plan.put("plan", plan.info), TODAY) is None


def test_figures_are_those_of_the_readiness_and_say_them_in_few_words() -> None:
    make = a_bare_plan()
    found = figures(make.forget(), TODAY)
    assert worked_out(make.plan, TODAY) is None  # the figures alone keep nothing beside the plan
    known = readiness(make.plan, TODAY)
    assert (found.blocks, found.warns) == (known.count("blocks"), known.count("warns"))
    assert (found.complete, found.text) == (known.headings["complete"].percent, known.text)
    bars = {"complete": 90, "clear": 100, "current": 100}
    said = [(one.text, one.short) for one in (
        Figures(blocks=2, warns=14, **bars), Figures(blocks=0, warns=3, **bars),
        Figures(blocks=0, warns=0, **bars),
    )]  # fmt: skip
    assert said == [("2 block, 14 warn", "2 block"), ("3 warn", "3 warn"), ("ready", "ready")]


def test_a_bare_file_edited_by_hand_is_no_reason_to_fail() -> None:
    make = PlanBuilder(review_cadence="now and then")
    make.step("Alone", parent=7, depends_on=(9,), lead=5, owner=6)
    make.add("resources", step=9, needed=3.0)
    make.add("barriers", step=9, who=(4,), kind="resistance")
    make.add("communications", audience=(8,), cadence="whenever", responsible=3)
    make.add("kpis", name="", step=9)
    assert readiness(make.plan, TODAY).count("blocks") > 0

"""A plan in which no readiness check finds anything, and for every check what trips it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from plans import PlanBuilder

from actionplan_tui.model.records import Step

TODAY = date(2026, 11, 23)
NONE = ("available", "needed", "barriers", "support", "communications", "kpis")

OWNER, LEAD, SPONSOR, BAR, VILLAGES, POST = range(1, 7)
GOAL, CONSULT, CABINET, KPI, FEES, WEEKLY, IDEA = 1, 1, 2, 1, 1, 1, 1


def a_sound_plan() -> PlanBuilder:
    """A small plan in which no check finds anything, and every check has something to look at."""
    make = PlanBuilder(
        purpose="No more days of travel for one form",
        success="No travel for the ten commonest services",
        target_end=date(2027, 6, 30),
        start=date(2026, 10, 1),
        review_cadence="monthly on 15",
        last_review=date(2026, 11, 15),
        communication_review_cadence="quarterly",
        last_communication_review=date(2026, 10, 1),
        owner=OWNER,
        sponsor=SPONSOR,
    )
    make.person("Tavita", power=4, interest=5)
    make.person("Ioane")
    make.person("Cabinet Office", power=5, interest=2)
    make.person("Bar association", power=4, interest=5, engagement="resistant",
                desired_engagement="neutral")  # fmt: skip
    make.person("Village councils", power=2, interest=4)
    make.person("Post office", power=1, interest=1)
    line = make.add("framework", kind="strategic goal", text="One door to government")
    goal = make.goal(
        "Half of all adults use the portal", owner=OWNER, target_date=date(2027, 6, 30),
        success="50 % with an account", aligned_to=(line,),
    )  # fmt: skip
    step = make.step(
        "Consult the bar association", goal=goal, lead=LEAD, start=date(2026, 11, 2),
        due=date(2026, 12, 4), percent=70, done_when="a written opinion", confirmed=TODAY,
        none_identified=("support",), depends_on=(),
    )  # fmt: skip
    make.milestone(
        "Cabinet approval", goal=goal, lead=LEAD, due=date(2026, 12, 18), none_identified=NONE,
        done_when="the minute is signed", depends_on=(step,),
    )  # fmt: skip
    make.add("resources", step=step, category="financial", description="fees", needed=500.0,
             available=500.0, unit="USD")  # fmt: skip
    make.add("resources", step=step, category="human", description="lawyers", needed=2.0,
             available=1.0, unit="lawyers", source="the Registry")  # fmt: skip
    make.add("barriers", step=step, who=(BAR,), how="fears loss of fees", kind="resistance",
             likelihood=3, impact=3, response="hear them first", owner=OWNER)  # fmt: skip
    weekly = make.add(
        "communications", step=step, audience=(SPONSOR, BAR, VILLAGES, POST), responsible=LEAD,
        message="how it goes", cadence="weekly on tue", start=date(2026, 11, 3),
    )  # fmt: skip
    make.add("contacts", communication=weekly, date=date(2026, 11, 17), by=LEAD)
    kpi = make.add(
        "kpis", name="Adults with an account", goal=goal, unit="%", baseline=10.0, target=50.0,
        frequency="monthly", source="the portal's log", data_owner=LEAD,
    )  # fmt: skip
    make.add("kpis", name="Opinions received", step=step, unit="letters", baseline=0.0, target=8.0,
             frequency="monthly", source="the post", data_owner=LEAD)  # fmt: skip
    for each in (kpi, kpi + 1):
        make.add("measurements", kpi=each, date=date(2026, 11, 10), value=5.0)
    make.add("ideas", text="One form for all", status="parked")
    action = make.add("corrective_actions", goal=goal, owner=OWNER, due=date(2026, 12, 1),
                      cause="late start", decision="a second clerk", responsible=LEAD)  # fmt: skip
    assert action == 1
    return make


Trip = Callable[[PlanBuilder], object]


def amends(table: str, id: int, **fields: object) -> Trip:
    return lambda make: make.amend(table, id, **fields)


def adds(table: str, **fields: object) -> Trip:
    return lambda make: make.add(table, **fields)


def info(**fields: object) -> Trip:
    return lambda make: make.info(**fields)


def no_goals(make: PlanBuilder) -> None:
    make.plan = make.plan.drop("goals", [GOAL]).drop("kpis", [KPI])
    make.plan = make.plan.drop("measurements", [1]).drop("corrective_actions", [1])
    for step in (CONSULT, CABINET):
        make.amend("steps", step, goal=None)


def no_steps(make: PlanBuilder) -> None:
    make.amend("steps", CONSULT, cancelled=True)
    make.amend("steps", CABINET, cancelled=True)


def another_step(**fields: object) -> Trip:
    whole = {
        "goal": GOAL, "lead": LEAD, "start": date(2026, 12, 1), "due": date(2026, 12, 11),
        "done_when": "it is there", "none_identified": NONE, **fields,
    }  # fmt: skip
    return lambda make: make.step(str(whole.get("title", "Print the forms")), **{
        name: value for name, value in whole.items() if name != "title"})  # fmt: skip


def six_more_steps(make: PlanBuilder) -> None:
    for number in range(6):
        another_step(title=f"Print form {number}")(make)


def in_a_circle(make: PlanBuilder) -> None:
    make.plan = make.plan.put(
        "steps", make.plan.steps[CONSULT].__class__(**{
            name: getattr(make.plan.steps[CONSULT], name) for name in Step.__struct_fields__
        } | {"depends_on": (CABINET,)})
    )  # fmt: skip


def far_too_late(**action: object) -> Trip:
    def trip(make: PlanBuilder) -> None:
        make.amend("steps", CONSULT, due=date(2026, 11, 3))
        if action:
            make.add("corrective_actions", step=CONSULT, **action)

    return trip


def long_past(make: PlanBuilder) -> None:
    make.plan = make.plan.drop("corrective_actions", [1])
    make.amend("goals", GOAL, target_date=date(2026, 11, 2))


def off_its_path(make: PlanBuilder) -> None:
    make.amend("kpis", KPI, baseline_date=date(2026, 1, 1))
    make.add("measurements", kpi=KPI, date=date(2026, 10, 10), value=2.0)
    make.add("measurements", kpi=KPI, date=date(2026, 11, 20), value=2.0)


def one_who_left(table: str, field: str) -> Trip:
    def trip(make: PlanBuilder) -> None:
        gone = make.person("Lagi")
        make.amend(table, 1, **{field: (gone,) if field == "support" else gone})
        make.amend("stakeholders", gone, archived=True)

    return trip


def leaves(person: int) -> Trip:
    return amends("stakeholders", person, archived=True)


TRIPS: list[tuple[str, str, str, Trip]] = [
    ("blocks", "C-GOAL", "goals.statement", no_goals),
    ("blocks", "C-SMART", "G1.target_date", amends("goals", GOAL, target_date=None)),
    ("blocks", "C-SMART", "G2.kpis", adds("goals", statement="Counter visits are halved")),
    ("warns", "C-SMART", "G1.statement", amends("goals", GOAL, statement="Portal")),
    ("warns", "C-SUCC", "G1.success", amends("goals", GOAL, success=" ")),
    ("warns", "C-SUCC", "plan.success", info(success="")),
    ("blocks", "C-STEPS", "G1.steps", no_steps),
    ("blocks", "C-ORPH", "S2.goal", amends("steps", CABINET, goal=None)),
    ("blocks", "C-LEAD", "S1.lead", amends("steps", CONSULT, lead=None)),
    ("blocks", "C-OWN", "plan.owner", info(owner=None)),
    ("warns", "C-OWNINH", "G1.owner", amends("goals", GOAL, owner=None)),
    ("warns", "W-SAME", "S1.owner", amends("steps", CONSULT, lead=OWNER)),
    ("hints", "W-SUP", "S1.support", amends("steps", CONSULT, none_identified=())),
    ("blocks", "C-DUE", "S1.due", amends("steps", CONSULT, due=None)),
    ("warns", "C-START", "S1.start", amends("steps", CONSULT, start=None)),
    ("warns", "C-MILE", "G1.milestones", amends("steps", CABINET, kind="step")),
    ("warns", "C-MILE", "G2.milestones", adds("goals", statement="Counter visits are halved")),
    ("warns", "C-RES", "S2.needed", amends("steps", CABINET, none_identified=NONE[2:])),
    ("warns", "C-BOTH", "S1.needed", amends("resources", 1, category="human")),
    ("warns", "C-BOTH", "S1.needed", amends("resources", 2, category="financial")),
    ("warns", "C-BAR", "S2.barriers", amends("steps", CABINET, none_identified=NONE[:2])),
    ("warns", "C-RESP", "B1.response", amends("barriers", FEES, response="")),
    ("warns", "C-RESP", "B1.owner", amends("barriers", FEES, owner=None)),
    ("warns", "C-KPI", "S1.kpis", amends("kpis", 2, archived=True)),
    ("warns", "C-DONE", "S1.done_when", amends("steps", CONSULT, done_when="")),
    ("blocks", "C-BASE", "K1.target", amends("kpis", KPI, target=None)),
    ("blocks", "C-BASE", "K1.unit", amends("kpis", KPI, unit="")),
    ("warns", "C-BASE", "K1.baseline", amends("kpis", KPI, baseline=None)),
    ("warns", "C-BASE", "K1.frequency", amends("kpis", KPI, frequency=None)),
    ("warns", "C-BASE", "K1.source", amends("kpis", KPI, source="")),
    ("warns", "C-BASE", "K1.data_owner", amends("kpis", KPI, data_owner=None)),
    ("warns", "C-TELL", "S2.communications",
     amends("steps", CABINET, none_identified=("needed", "barriers", "support"))),
    ("warns", "C-STK", "plan.sponsor", info(sponsor=None)),
    ("warns", "C-STK", "stakeholders.name", amends("stakeholders", POST, power=3)),
    ("blocks", "C-COM", "P7.told", adds("stakeholders", name="Treasury", power=5, interest=5)),
    ("warns", "C-COM", "P7.told", adds("stakeholders", name="Treasury")),
    ("blocks", "C-AUD", "C2.audience", adds("communications", cadence="monthly", responsible=2)),
    ("blocks", "C-AUD", "C1.responsible", amends("communications", WEEKLY, responsible=None)),
    ("blocks", "C-AUD", "C1.cadence", amends("communications", WEEKLY, cadence="")),
    ("warns", "C-RESI", "B1.who", amends("barriers", FEES, who=())),
    ("warns", "C-RESI", "P2.power", amends("barriers", FEES, who=(LEAD,))),
    ("warns", "C-ENG", "P4.told",
     amends("communications", WEEKLY, audience=(SPONSOR, VILLAGES, POST))),
    ("hints", "C-FRAME", "G1.aligned_to", amends("goals", GOAL, aligned_to=())),
    ("hints", "C-FRAME", "framework.text", amends("framework", 1, archived=True)),
    ("blocks", "C-REV", "plan.review_cadence", info(review_cadence="")),
    ("blocks", "C-REV", "plan.communication_review_cadence",
     info(communication_review_cadence="")),
    ("hints", "C-IDEA", "I1.status", amends("ideas", IDEA, status="shortlisted")),
    ("warns", "X-DATE", "G1.target_date", amends("goals", GOAL, target_date=date(2027, 7, 1))),
    ("warns", "X-DATE", "S2.due", amends("steps", CABINET, due=date(2027, 7, 1))),
    ("warns", "X-DATE", "S3.due", another_step(parent=CONSULT, goal=None)),
    ("blocks", "X-DATE", "S1.due", amends("steps", CONSULT, start=date(2027, 1, 4))),
    ("warns", "X-DEP", "S2.due", amends("steps", CONSULT, forecast=date(2026, 12, 21))),
    ("blocks", "X-DEP", "S1.depends_on", in_a_circle),
    ("warns", "X-DUP", "S3.title", another_step(title="consult the  Bar Association")),
    ("warns", "X-DUP", "P7.name", adds("stakeholders", name="IOANE")),
    ("warns", "X-VAGUE", "S1.title", amends("steps", CONSULT, title="Improve trust")),
    ("warns", "X-VAGUE", "P6.name", amends("stakeholders", POST, name="all stakeholders")),
    ("hints", "X-SIZE", "S1.children", amends("steps", CONSULT, start=date(2026, 8, 3))),
    ("hints", "X-SIZE", "S1.children", another_step(parent=CONSULT, goal=None)),
    ("warns", "X-LOAD", "S8.lead", six_more_steps),
    ("warns", "X-GAP", "R2.source", amends("resources", 2, source="")),
    ("hints", "X-RRULE", "C1.start", amends("communications", WEEKLY, start=date(2026, 11, 25))),
    ("hints", "X-RRULE", "C1.working_day_rule", info(holidays=(date(2026, 11, 24),))),
    ("blocks", "L-REV", "plan.last_review", info(last_review=date(2026, 10, 10))),
    ("blocks", "L-COM", "plan.last_communication_review",
     info(last_communication_review=date(2026, 5, 1), communication_review_cadence="monthly")),
    ("warns", "L-KPI", "K1.latest", amends("measurements", 1, date=date(2026, 10, 1))),
    ("warns", "L-STEP", "S1.percent", amends("steps", CONSULT, confirmed=date(2026, 11, 14))),
    ("blocks", "L-OT", "S1.corrective", far_too_late()),
    ("blocks", "L-OT", "S1.corrective", far_too_late(owner=LEAD, cause="ill")),
    ("blocks", "L-OT", "S1.corrective", far_too_late(owner=OWNER)),
    ("blocks", "L-OT", "S1.corrective",
     far_too_late(owner=OWNER, cause="ill", decision="ask again", responsible=LEAD)),
    ("blocks", "L-OT", "K1.corrective", off_its_path),
    ("blocks", "L-OT", "G1.corrective", long_past),
    ("blocks", "L-OT", "plan.corrective", info(target_end=date(2026, 11, 2))),
    ("blocks", "L-CA", "A1.status", amends("corrective_actions", 1, due=date(2026, 11, 20))),
    ("warns", "L-COMS", "C1.next", amends("contacts", 1, date=date(2026, 11, 10))),
    ("warns", "L-PEOPLE", "S1.lead", leaves(LEAD)),
    ("warns", "L-PEOPLE", "plan.owner", leaves(OWNER)),
    ("warns", "L-PEOPLE", "S1.support", one_who_left("steps", "support")),
    ("warns", "L-PEOPLE", "K1.data_owner", one_who_left("kpis", "data_owner")),
    ("warns", "L-PEOPLE", "B1.owner", one_who_left("barriers", "owner")),
]  # fmt: skip

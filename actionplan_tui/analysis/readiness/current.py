"""Is the plan current: reviewed, measured, confirmed, corrected; nobody in it has left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from actionplan_tui.analysis.columns import day_text
from actionplan_tui.analysis.kpis import reading
from actionplan_tui.analysis.people import name_of
from actionplan_tui.analysis.readiness.finding import CLOCKS, Found, Gap, Lacks, Rule, reads
from actionplan_tui.analysis.readiness.ground import Ground, quoted, words
from actionplan_tui.analysis.reviews import ReviewClock, review_clock
from actionplan_tui.analysis.schedule import states
from actionplan_tui.model.plan import ref
from actionplan_tui.model.records import KPI, Communication, CorrectiveAction, Step
from actionplan_tui.model.zone import touched_on

Judged = tuple[str, int]
"""The table and id of what can go off track."""


def _plan_clock(ground: Ground) -> list[ReviewClock]:
    return [review_clock(ground.plan, ground.today)]


def _communication_clock(ground: Ground) -> list[ReviewClock]:
    return [review_clock(ground.plan, ground.today, "communication")]


def _reviewed(ground: Ground, clocks: Iterable[ReviewClock]) -> Found[ReviewClock]:
    for clock in clocks:
        if clock.overdue:
            plan = clock.kind == "plan"
            noun = "Review" if plan else "Communication plan review"
            field = "last_review" if plan else "last_communication_review"
            said = f"{noun} was due {day_text(clock.next)}"
            yield clock, Gap(said, "plan", 1, field, about=f"{clock.next}")


def _kpis(ground: Ground) -> list[KPI]:
    return [kpi for kpi in ground.kpis if kpi.frequency is not None]


def _measured(ground: Ground, kpis: Iterable[KPI]) -> Found[KPI]:
    for kpi in kpis:
        found = reading(ground.plan, kpi.id, ground.today)
        if found.stale:
            name = words(kpi.name) or "A KPI"
            last = day_text(found.latest_date)
            said = f"{name} was last measured {last}" if last else f"{name} was never measured"
            yield kpi, Gap(said, "kpis", kpi.id, "latest", about=f"K{kpi.id} {found.latest_date}")


def _at_hand(ground: Ground) -> list[Step]:
    """Action steps under way: begun, or due to have begun."""
    today = ground.today
    return [
        step for step in ground.open_leaves
        if step.percent or ((begins := step.start or step.due) is not None and begins <= today)
    ]  # fmt: skip


def _confirmed(ground: Ground, steps: Iterable[Step]) -> Found[Step]:
    last = ground.last_review
    if last is None:
        return
    for step in steps:
        touched = touched_on(ground.plan, step)
        if touched is None or touched < last:
            since = f"for {(ground.today - touched).days} days" if touched else "yet"
            said = f"{ground.named(step.id)} has not been touched {since}"
            yield step, Gap(said, "steps", step.id, "percent", about=f"S{step.id} {last}")


def _judged(ground: Ground) -> list[Judged]:
    """What can go off track: the plan, goals, KPIs, and the steps that the counts count."""
    known, near = states(ground.plan, ground.today), ground.near
    if near is None:
        counted = known.counted()
    else:
        counted = [id for id in near.above if id in ground.tree.depth and known.is_counted(id)]
    steps = [id for id in counted if known.of(id).kind not in ("done", "cancelled")]
    return [
        ("plan", 1),
        *(("goals", goal.id) for goal in ground.goals),
        *(("steps", id) for id in steps),
        *(("kpis", kpi.id) for kpi in ground.kpis),
    ]


def _corrected(ground: Ground, rows: Iterable[Judged]) -> Found[Judged]:
    found = ground.off_track
    for judged in rows:
        one = found(judged)
        if one is None:
            continue
        action = ground.plan.corrective_actions.get(one.action or 0)
        if action is not None and action.owner not in (None, one.owner):
            says = "must own its corrective action"
        elif one.stage in ("must act", "must say"):
            says = one.says
        else:
            continue
        who = name_of(ground.plan, one.owner) or "its owner, not named yet,"
        said = f"{_named(ground, judged)} is off track: {who} {says}"
        yield judged, Gap(said, *judged, "corrective")


def _named(ground: Ground, judged: Judged) -> str:
    table, id = judged
    if table == "steps":
        return ground.named(id)
    if table == "goals":
        return ground.goal_named(ground.plan.goals[id])
    return words(ground.plan.kpis[id].name) or "A KPI" if table == "kpis" else "The plan"


def _actions(ground: Ground) -> list[CorrectiveAction]:
    return ground.open_actions


def _in_time(ground: Ground, actions: Iterable[CorrectiveAction]) -> Found[CorrectiveAction]:
    for action in actions:
        late = action.due is not None and action.due < ground.today
        if late and action.status in ("open", "in progress"):
            name = quoted(action.decision, "not decided yet")
            said = f"Corrective action {name} was due {day_text(action.due)}"
            about = f"A{action.id} {action.due}"
            yield action, Gap(said, "corrective_actions", action.id, "status", about=about)


class _Sent(Struct, frozen=True):
    line: Communication
    day: date
    since: date


def _past(ground: Ground) -> list[_Sent]:
    """The communications with the last day on which they were to happen, and the day from
    which a log entry counts for it: half-way from the day before."""
    if not ground.communications:
        return []
    # Here, because it is slow to load, and a plan without communications has no need of it.
    from actionplan_tui.analysis.communications import LOOK_BACK, past_days

    found: list[_Sent] = []
    for line in ground.communications:
        if not line.cadence or not line.audience:
            continue
        days = past_days(ground.plan, line, ground.today)[-2:]
        if days and not (line.created_at and line.created_at.date() > days[-1]):
            gap = (days[-1] - days[0]) / 2 if len(days) > 1 else LOOK_BACK
            found.append(_Sent(line, days[-1], days[-1] - gap))
    return found


def _logged(ground: Ground, past: Iterable[_Sent]) -> Found[_Sent]:
    for sent in past:
        id, last = sent.line.id, ground.last_contact(sent.line.id)
        if last is None or last < sent.since:
            name = quoted(sent.line.message, "A communication")
            said = f"{name} of {day_text(sent.day)} is not confirmed"
            yield sent, Gap(said, "communications", id, "next", about=f"C{id} {sent.day}")


class _Post(Struct, frozen=True):
    person: int
    table: str
    id: int
    field: str
    said: str


def _posts(ground: Ground) -> list[_Post]:
    """Who is named for what is still to be done."""
    plan, leaves = ground.plan, ground.open_leaves
    posts = [_Post(s.lead, "steps", s.id, "lead", "leads") for s in leaves if s.lead]
    posts += [_Post(s.owner, "steps", s.id, "owner", "owns") for s in leaves if s.owner]
    posts += [_Post(who, "steps", s.id, "support", "supports") for s in leaves for who in s.support]
    posts += [_Post(g.owner, "goals", g.id, "owner", "owns") for g in ground.goals if g.owner]
    posts += [_Post(c.responsible, "communications", c.id, "responsible", "is to send")
              for c in ground.communications if c.responsible]  # fmt: skip
    posts += [_Post(k.data_owner, "kpis", k.id, "data_owner", "measures")
              for k in ground.kpis if k.data_owner]  # fmt: skip
    posts += [_Post(b.owner, "barriers", b.id, "owner", "answers for")
              for b in ground.barriers if b.owner]  # fmt: skip
    if plan.info.owner:
        posts.append(_Post(plan.info.owner, "plan", 1, "owner", "owns"))
    return posts


def _gone(ground: Ground, posts: Iterable[_Post]) -> list[_Post]:
    people = ground.people
    return [post for post in posts if post.person not in people]


def _left(ground: Ground, post: _Post) -> Gap:
    gone = name_of(ground.plan, post.person)
    said = f"{gone} is archived but {post.said} {_carried(ground, post)}"
    about = f"S{post.id} P{post.person}" if post.field == "support" else ""
    return Gap(said, post.table, post.id, post.field, about=about)


def _carried(ground: Ground, post: _Post) -> str:
    plan = ground.plan
    if post.table == "steps":
        return ground.named(post.id)
    if post.table == "goals":
        return ground.goal_named(plan.goals[post.id])
    if post.table == "kpis":
        return words(plan.kpis[post.id].name) or ref("kpis", post.id)
    if post.table == "barriers":
        return quoted(plan.barriers[post.id].how, ref("barriers", post.id))
    return "the plan" if post.table == "plan" else ref(post.table, post.id)


RULES: tuple[Rule, ...] = (
    Rule("L-REV", "blocks", "current", "when", "The plan's review is not overdue.",
         _plan_clock, _reviewed, reads=CLOCKS),
    Rule("L-COM", "blocks", "current", "communication",
         "The communication plan's review is not overdue.", _communication_clock, _reviewed,
         reads=CLOCKS),
    Rule("L-KPI", "warns", "current", "success",
         "Every KPI has been measured within one and a half of its periods.", _kpis, _measured,
         near=True),
    Rule("L-STEP", "warns", "current", "when",
         "Every step under way was changed or confirmed since the last review.",
         _at_hand, _confirmed, near=True, reads=CLOCKS),
    Rule("L-OT", "blocks", "current", "who",
         "For whatever is off track its owner has said why, what, by whom and by when.",
         _judged, _corrected, near=True),
    Rule("L-CA", "blocks", "current", "who", "No corrective action is overdue.",
         _actions, _in_time, reads=reads("corrective_actions")),
    Rule("L-COMS", "warns", "current", "communication",
         "Every communication was logged when it was last due.", _past, _logged,
         near=True),
    Rule("L-PEOPLE", "warns", "current", "who", "Nobody who carries the plan has left.",
         _posts, Lacks(_gone, _left),
         near=True, reads=reads("stakeholders.archived")),
)  # fmt: skip

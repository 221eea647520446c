"""Is the plan complete: its goals and what they serve, its milestones, reviews and ideas."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from actionplan_tui.analysis.alignment import alignment
from actionplan_tui.analysis.people import name_of
from actionplan_tui.analysis.readiness.finding import CLOCKS, PLACES, Found, Gap, Rule, reads
from actionplan_tui.analysis.readiness.ground import Ground, is_blank, words
from actionplan_tui.analysis.reviews import review_clock
from actionplan_tui.analysis.smart import Around, smart_hints
from actionplan_tui.model.plan import live
from actionplan_tui.model.records import Goal, Idea, ReviewKind


def the_plan(ground: Ground) -> list[None]:
    """The plan as a whole: one thing to look at."""
    return [None]


def _goals(ground: Ground) -> list[Goal]:
    return ground.goals


def _plan_and_goals(ground: Ground) -> list[Goal | None]:
    return [None, *ground.goals]


def _any_goal(ground: Ground, plan: Iterable[None]) -> Found[None]:
    for it in plan:
        if not ground.goals:
            yield it, Gap("No goal yet: what change do you want?", "goals", 0, "statement")


def _smart(ground: Ground, goals: Iterable[Goal]) -> Found[Goal]:
    measured = ground.measured_goals
    for goal in goals:
        name = ground.goal_named(goal)
        if goal.target_date is None:
            yield goal, Gap(f"By when? {name}", "goals", goal.id, "target_date")
        if goal.id not in measured:
            yield goal, Gap(f"{name} cannot be measured: it has no KPI", "goals", goal.id, "kpis")
        # What is asked above, and by other checks, is not asked again.
        rest = Around(target_date=ground.today, success=goal.success, kpis=1, steps=1)
        if smart_hints(goal.statement, rest):
            asks = f"{name} is not specific: who does what?"
            yield goal, Gap(asks, "goals", goal.id, "statement", "warns")


def _success(ground: Ground, goals: Iterable[Goal | None]) -> Found[Goal | None]:
    for goal in goals:
        if goal is None:
            if is_blank(ground.plan.info.success):
                yield goal, Gap("What does success look like for the plan?", "plan", 1, "success")
        elif is_blank(goal.success):
            name = ground.goal_named(goal)
            yield goal, Gap(f"What does success look like for {name}?", "goals", goal.id, "success")


def _steps(ground: Ground, goals: Iterable[Goal]) -> Found[Goal]:
    for goal in goals:
        if goal.id not in ground.goals_with_steps:
            said = f"{ground.goal_named(goal)} has no action steps"
            yield goal, Gap(said, "goals", goal.id, "steps")


def _top_steps(ground: Ground) -> list[int]:
    steps = ground.plan.steps
    return [id for id in ground.tree.children.get(None, ()) if not steps[id].cancelled]


def _orphan(ground: Ground, steps: Iterable[int]) -> Found[int]:
    for step in steps:
        if ground.tree.goal[step] is None:
            yield step, Gap(f"{ground.named(step)} serves no goal", "steps", step, "goal")


def _of_goals(ground: Ground) -> list[Goal | None]:
    return [None, *ground.goals] if ground.goals else []


def _milestone(ground: Ground, goals: Iterable[Goal | None]) -> Found[Goal | None]:
    with_one = ground.goals_with_milestones
    for goal in goals:
        if goal is None and not with_one:
            none, first = "The plan has no milestone", ground.goals[0].id
            yield goal, Gap(none, "goals", first, "milestones", about="plan")
        elif goal is not None and with_one and goal.id not in with_one:
            none = f"No milestone for {ground.goal_named(goal)}"
            yield goal, Gap(none, "goals", goal.id, "milestones")


def _chosen_owner(ground: Ground, goals: Iterable[Goal]) -> Found[Goal]:
    for goal in goals:
        if ground.plan.info.owner is not None and not _was_decided(ground, goal):
            who = name_of(ground.plan, ground.plan.info.owner)
            said = f"{who} owns {ground.goal_named(goal)} only by default"
            yield goal, Gap(said, "goals", goal.id, "owner")


def _was_decided(ground: Ground, goal: Goal) -> bool:
    """Whether somebody has looked at who owns a goal, or one that it is part of."""
    rows, seen = ground.plan.goals, set[int]()
    above: int | None = goal.id
    while above is not None and above in rows and above not in seen:
        seen.add(above)
        if rows[above].owner is not None or rows[above].confirmed is not None:
            return True
        above = rows[above].parent
    return False


def _framework(ground: Ground, goals: Iterable[Goal | None]) -> Found[Goal | None]:
    unaligned = alignment(ground.plan).unaligned
    for goal in goals:
        if goal is None:
            if not live(ground.plan.framework):
                none = "No strategic framework for the goals to serve"
                yield goal, Gap(none, "framework", 0, "text")
        elif goal.id in unaligned:
            said = f"{ground.goal_named(goal)} is not linked to a strategic goal"
            yield goal, Gap(said, "goals", goal.id, "aligned_to")


class _Clock(Struct, frozen=True):
    kind: ReviewKind
    noun: str
    field: str


def _clocks(ground: Ground) -> tuple[_Clock, ...]:
    return (
        _Clock("plan", "plan", "review_cadence"),
        _Clock("communication", "communication plan", "communication_review_cadence"),
    )


def _review_set(ground: Ground, clocks: Iterable[_Clock]) -> Found[_Clock]:
    for clock in clocks:
        if review_clock(ground.plan, ground.today, clock.kind).days is None:
            yield clock, Gap(f"When is the {clock.noun} reviewed?", "plan", 1, clock.field)


def _ideas(ground: Ground) -> list[Idea]:
    return [idea for idea in ground.plan.ideas.values() if not idea.archived]


def _undecided(ground: Ground, ideas: Iterable[Idea]) -> Found[Idea]:
    for idea in ideas:
        if idea.status == "shortlisted":
            waits = f"An idea waits for a decision: {words(idea.text)}"
            yield idea, Gap(waits, "ideas", idea.id, "status")


RULES: tuple[Rule, ...] = (
    Rule("C-GOAL", "blocks", "complete", "actions", "The plan has a goal.", the_plan, _any_goal,
         reads=reads("goals")),
    Rule(
        "C-SMART", "blocks", "complete", "success",
        "Every goal has a target date and a KPI; its statement is specific (warns).",
        _goals, _smart, reads=PLACES | reads("goals", "kpis", "steps.archived"),
    ),
    Rule(
        "C-SUCC", "warns", "complete", "success",
        "The plan and every goal say what success looks like.", _plan_and_goals, _success,
        reads=reads("goals", "plan.success"),
    ),
    Rule(
        "C-STEPS", "blocks", "complete", "actions",
        "Every goal, or a goal under it, has an action step.", _goals, _steps,
        reads=PLACES | reads("goals"),
    ),
    Rule("C-ORPH", "blocks", "complete", "actions", "Every step serves a goal.",
         _top_steps, _orphan, reads=PLACES | reads("steps.title")),
    Rule(
        "C-OWNINH", "warns", "complete", "who",
        "Who owns a goal was decided, not left to be the plan's owner.", _goals, _chosen_owner,
        reads=reads("goals"),
    ),
    Rule(
        "C-MILE", "warns", "complete", "when",
        "The plan has a milestone, and each goal one.", _of_goals, _milestone,
        reads=PLACES | reads("goals", "steps.kind"),
    ),
    Rule(
        "C-FRAME", "hints", "complete", "actions",
        "Every goal serves a line of the strategic framework.", _plan_and_goals, _framework,
        reads=reads("goals", "framework"),
    ),
    Rule(
        "C-REV", "blocks", "complete", "when",
        "The plan and its communication plan have a date for their next review.",
        _clocks, _review_set, reads=CLOCKS,
    ),
    Rule("C-IDEA", "hints", "complete", "actions", "Every shortlisted idea is decided.",
         _ideas, _undecided, reads=reads("ideas")),
)  # fmt: skip

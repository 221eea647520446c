"""The records a plan is made of: one frozen struct a table.

Records are flat (scalars, dates, enumerations, tuples of ids), so that diffing, merging,
undo, import and the grid are each one mechanism for all of them. A bare constructor
validates nothing: build with `make` and change with `amend`, which name the bad field.
"""

# Annotations are not postponed here: msgspec would evaluate each one at every start.

import datetime as dt
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from actionplan_tui.model.problem import Problem

Percent = Annotated[int, Meta(ge=0, le=100)]
Scale = Annotated[int, Meta(ge=1, le=5)]
Priority = Annotated[int, Meta(ge=1, le=3)]
Attitude = Annotated[int, Meta(ge=-2, le=2)]
Count = Annotated[int, Meta(ge=0)]
Days = Annotated[int, Meta(ge=0, le=36_500)]
Minutes = Annotated[int, Meta(ge=0, le=5_256_000)]
"""A hundred years, and ten: counted on from any day they do not leave the calendar."""

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DateOrder = Literal["", "dmy", "mdy", "ymd"]
PlanStatus = Literal["draft", "in review", "approved", "active", "on hold", "closed"]
FrameworkKind = Literal["strategic goal", "objective", "strategy"]
StepKind = Literal["deliverable", "step", "milestone"]
NoneIdentified = Literal[
    "available", "needed", "barriers", "support", "communications", "kpis", "depends_on"
]
ResourceCategory = Literal["financial", "human", "political", "equipment", "information", "other"]
ResourceStatus = Literal["needed", "requested", "committed", "available", "refused"]
BarrierKind = Literal["resistance", "barrier", "risk", "assumption"]
BarrierStatus = Literal["open", "treating", "closed", "happened"]
StakeholderKind = Literal["person", "group", "team", "organisation"]
Engagement = Literal["unaware", "resistant", "neutral", "supportive", "leading"]
WorkingDayRule = Literal["leave", "drop", "previous", "next"]
CommunicationStatus = Literal["planned", "active", "paused", "ended"]
Direction = Literal["increase", "decrease", "maintain"]
KpiPath = Literal["linear", "stepped"]
Frequency = Literal["weekly", "monthly", "quarterly", "half-yearly", "yearly"]
IdeaStatus = Literal["new", "shortlisted", "promoted", "parked", "merged", "rejected"]
ActionStatus = Literal["open", "in progress", "implemented", "verified", "cancelled"]
ReviewKind = Literal["plan", "communication"]


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One row of one table of the plan.

    The id is the TinyDB document id: permanent, never reused, negative while the store
    has not yet given one. Stamps and `sequence` are set by the store alone; `sequenced_at` is
    when it was last raised, by an edit of this record or of what its calendar entry shows.
    """

    id: int = 0
    created_at: dt.datetime | None = None
    created_by: str = ""
    updated_at: dt.datetime | None = None
    updated_by: str = ""
    confirmed: dt.date | None = None
    archived: bool = False
    sequence: Count = 0
    sequenced_at: dt.datetime | None = None


STAMPS = frozenset(
    {"id", "created_at", "created_by", "updated_at", "updated_by", "sequence", "sequenced_at"}
)
"""Fields that only the store sets: never edited, merged or undone."""

UNSTAMPED: dict[str, Any] = {
    name: getattr(Record(), name) for name in (*STAMPS, "confirmed") if name != "id"
}
"""What they, and `confirmed`, hold in a record that nobody has seen yet, such as a copy."""


class PlanInfo(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The plan's own record: purpose, people, calendar, review clocks, tolerances.

    Cadences are in the canonical form of `model.cadence`. Tolerances are working days
    (`late_tolerance`), percentage points (`red_variance`, `amber_variance`), days
    (`due_soon`) and ratios of expected progress (`kpi_green`, `kpi_amber`).
    """

    plan_id: str = ""
    title: str = ""
    institution: str = ""
    purpose: str = ""
    success: str = ""
    owner: int | None = None
    sponsor: int | None = None
    status: PlanStatus = "draft"
    version: str = "0.1"
    start: dt.date | None = None
    target_end: dt.date | None = None
    vision: str = ""
    mission: str = ""
    values: str = ""
    language: str = "en"
    currency: str = ""
    time_zone: str = "UTC"
    work_week: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
    holidays: tuple[dt.date, ...] = ()
    date_order: DateOrder = ""
    review_cadence: str = ""
    last_review: dt.date | None = None
    communication_review_cadence: str = ""
    last_communication_review: dt.date | None = None
    remind_due: Days | None = None
    late_tolerance: Days = 10
    amber_variance: int = -10
    red_variance: int = -25
    due_soon: Days = 14
    kpi_green: float = 0.95
    kpi_amber: float = 0.85
    rules_off: tuple[str, ...] = ()


class Framework(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the strategic framework above the goals."""

    kind: FrameworkKind = "strategic goal"
    text: str = ""
    parent: int | None = None
    position: str = ""


class Goal(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A change the plan is to bring about, with what success looks like."""

    statement: str = ""
    owner: int | None = None
    target_date: dt.date | None = None
    success: str = ""
    strategy: str = ""
    aligned_to: tuple[int, ...] = ()
    parent: int | None = None
    position: str = ""


class Step(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An element of the work breakdown structure, a row of the Action Planning Table.

    `lead` carries it out (By Whom), `owner` is accountable (None: inherited from the goal,
    then the plan). `goal` counts only on top-level steps; a child's is its top ancestor's.
    `none_identified` names the columns answered "none", which is different from blank.
    `seen` is the revision up to which the owner has seen what the lead reports.
    """

    title: str = ""
    goal: int | None = None
    parent: int | None = None
    position: str = ""
    kind: StepKind = "step"
    lead: int | None = None
    support: tuple[int, ...] = ()
    owner: int | None = None
    start: dt.date | None = None
    due: dt.date | None = None
    forecast: dt.date | None = None
    baseline_start: dt.date | None = None
    baseline_due: dt.date | None = None
    finished: dt.date | None = None
    on_hold: bool = False
    cancelled: bool = False
    percent: Percent = 0
    depends_on: tuple[int, ...] = ()
    done_when: str = ""
    priority: Priority | None = None
    tags: tuple[str, ...] = ()
    notes: str = ""
    none_identified: tuple[NoneIdentified, ...] = ()
    from_idea: int | None = None
    origin: str = ""
    seen: Count = 0


class Resource(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Something a step has or lacks, financial or not.

    Quantities are in `unit` (a currency code or a word). It stands in the Available column
    when `available` is set, in Needed when `needed` is; without quantities, by `status`.
    """

    step: int = 0
    category: ResourceCategory = "other"
    description: str = ""
    available: float | None = None
    needed: float | None = None
    unit: str = ""
    source: str = ""
    status: ResourceStatus = "needed"


class Barrier(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Who or what might resist a step (or, without a step, the plan), and how."""

    step: int | None = None
    who: tuple[int, ...] = ()
    how: str = ""
    kind: BarrierKind = "barrier"
    likelihood: Scale | None = None
    impact: Scale | None = None
    response: str = ""
    owner: int | None = None
    status: BarrierStatus = "open"


class Stakeholder(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Any person, group, team or organisation the plan names.

    `engaged_before` is what `engagement` was before it was last changed.
    """

    name: str = ""
    kind: StakeholderKind = "person"
    organisation: str = ""
    role: str = ""
    contact: str = ""
    power: Scale | None = None
    interest: Scale | None = None
    attitude: Attitude | None = None
    engagement: Engagement | None = None
    desired_engagement: Engagement | None = None
    engaged_before: Engagement | None = None
    interests: str = ""
    concerns: str = ""
    private_notes: str = ""


class Communication(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Who is told what, by whom, how often: one line of the communication plan.

    Its scope is the step, else the goal, else the plan. `cadence` is canonical text
    (`model.cadence`); `duration` and `remind_before` are minutes; without a `time` it is an
    all-day entry. `alarm` False leaves the reminder out of calendars.
    """

    goal: int | None = None
    step: int | None = None
    audience: tuple[int, ...] = ()
    message: str = ""
    responsible: int | None = None
    channel: str = ""
    cadence: str = ""
    start: dt.date | None = None
    until: dt.date | None = None
    time: dt.time | None = None
    duration: Minutes | None = None
    remind_before: Minutes | None = None
    alarm: bool = True
    working_day_rule: WorkingDayRule = "leave"
    status: CommunicationStatus = "active"


class Contact(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The log entry that a communication happened."""

    communication: int = 0
    date: dt.date | None = None
    by: int | None = None
    outcome: str = ""


class KPI(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A measurable value that shows how well a goal or a step is achieved.

    `interim_targets` are `YYYY-MM-DD=VALUE` texts; the expected value moves through them
    from the baseline to the target, in a line or in steps (`path`). Of a `key` one, a single
    figure off its path is enough to act.
    """

    name: str = ""
    goal: int | None = None
    step: int | None = None
    unit: str = ""
    direction: Direction = "increase"
    baseline: float | None = None
    baseline_date: dt.date | None = None
    target: float | None = None
    target_date: dt.date | None = None
    interim_targets: tuple[str, ...] = ()
    path: KpiPath = "linear"
    frequency: Frequency | None = None
    source: str = ""
    data_owner: int | None = None
    key: bool = False


class Measurement(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A value of a KPI on a day."""

    kpi: int = 0
    date: dt.date | None = None
    value: float = 0.0
    note: str = ""


class Idea(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One brainstormed idea, judged only after collecting."""

    text: str = ""
    question: str = ""
    theme: str = ""
    votes: Count = 0
    impact: Scale | None = None
    effort: Scale | None = None
    status: IdeaStatus = "new"
    reason: str = ""
    promoted_to: int | None = None
    merged_into: int | None = None


class CorrectiveAction(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What the owner does when a step, KPI, goal or the plan goes off track.

    `closed_by` is the owner who verified that it worked (or called it off), whoever typed it.
    """

    goal: int | None = None
    step: int | None = None
    kpi: int | None = None
    detected: dt.date | None = None
    deviation: str = ""
    cause: str = ""
    decision: str = ""
    owner: int | None = None
    responsible: int | None = None
    due: dt.date | None = None
    status: ActionStatus = "open"
    verified: dt.date | None = None
    closed_by: int | None = None


class Review(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A review of the plan or of its communication plan, with what it decided.

    It is going on from the day it `began` until its `date` is set, which is when it was held.
    """

    kind: ReviewKind = "plan"
    began: dt.date | None = None
    date: dt.date | None = None
    by: int | None = None
    environment: str = ""
    decisions: str = ""
    next: dt.date | None = None


class Approval(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A version of the plan approved, by whom and why."""

    version: str = ""
    date: dt.date | None = None
    by: int | None = None
    reason: str = ""


class Waiver(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A readiness finding accepted by the owner, with the reason."""

    finding: str = ""
    date: dt.date | None = None
    by: int | None = None
    reason: str = ""


class Tombstone(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What a calendar may still hold and the plan no longer does.

    `of` is the id of its record in table `kind`, which may be there still; `shown_as` is the
    kind of entry it was, `key` the day in its name, when the record had several entries.
    `people` saw to it, `audience` heard of it, `goal` is what it served.
    """

    kind: str = ""
    of: int = 0
    title: str = ""
    date: dt.date | None = None
    shown_as: str = ""
    key: dt.date | None = None
    people: tuple[int, ...] = ()
    audience: tuple[int, ...] = ()
    goal: int | None = None


R = TypeVar("R", bound=Record)


def make(record_type: type[R], /, **fields: Any) -> R:
    """Build a record through validation.

    Raises: Problem naming the field, when a value has the wrong type or range.
    """
    try:
        return msgspec.convert(_plain(fields), record_type)
    except msgspec.ValidationError as error:
        raise _problem(error) from None


def amend(record: R, /, **fields: Any) -> R:
    """The record with some fields changed, validated.

    Raises: Problem naming the field, when a value has the wrong type or range, or the
    record has no such field.
    """
    for name in fields:
        if name not in record.__struct_fields__:
            raise Problem(f"{name}: there is no such field", field=name)
    checked = make(type(record), **fields)
    return msgspec.structs.replace(record, **{name: getattr(checked, name) for name in fields})


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: msgspec.to_builtins(value) for name, value in fields.items()}


def _problem(error: msgspec.ValidationError) -> Problem:
    reason, _, path = str(error).partition(" - at `$")
    field = path.rstrip("`").lstrip(".").partition("[")[0]
    return Problem(f"{field or 'record'}: {_REASONS.get(reason, reason)}", field=field)


_REASONS = {
    "Expected `int` >= 0": "must not be below 0",
    "Expected `int` <= 36500": "must be 36,500 days at most",
    "Expected `int` <= 5256000": "must be 5,256,000 minutes at most, which is ten years",
    "Expected `int` <= 100": "must be between 0 and 100",
    "Expected `int` >= 1": "must be at least 1",
    "Expected `int` <= 5": "must be between 1 and 5",
    "Expected `int` <= 3": "must be between 1 and 3",
    "Expected `int` >= -2": "must be between -2 and 2",
    "Expected `int` <= 2": "must be between -2 and 2",
    "Invalid RFC3339 encoded date": "is not a date",
    "Invalid RFC3339 encoded time": "is not a time",
}

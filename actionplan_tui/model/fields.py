"""What every field of every record is called, asks and holds: declared once.

Screens, record editors, the command line, exports and help all read this.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from actionplan_tui.model import records as r
from actionplan_tui.model.deck import DECK_COLUMNS, DeckColumn
from actionplan_tui.model.references import BY_FIELD

__all__ = ["DECK_COLUMNS", "FIELDS", "TITLE_FIELDS", "DeckColumn", "Field", "Kind", "field"]

Kind = Literal[
    "text", "long", "date", "dates", "time", "whole", "number", "flag",
    "choice", "choices", "words", "cadence", "reference", "references",
]  # fmt: skip


class Field(NamedTuple):
    """One field of a table, in the words a planner reads.

    `prompt` is the guiding question, the deck's own where it has one. `choices` are the
    values of a choice. `private` fields leave in no export unless asked for.
    """

    table: str
    name: str
    label: str
    kind: Kind
    prompt: str = ""
    choices: tuple[str, ...] = ()
    private: bool = False

    @property
    def target(self) -> str:
        """The table a reference names, else ""."""
        reference = BY_FIELD.get((self.table, self.name))
        return reference.target if reference else ""


def _fields(table: str, *rows: tuple[object, ...]) -> dict[str, Field]:
    return {str(row[0]): Field(table, *row) for row in rows}  # type: ignore[arg-type]


_PERSON = "reference"
_PEOPLE = "references"

FIELDS: dict[str, dict[str, Field]] = {
    "plan": _fields(
        "plan",
        ("title", "Title", "text", "What is this plan called?"),
        ("institution", "Institution", "text", "Whose plan is it?"),
        ("purpose", "Purpose", "long", "Why this plan: what problem does it answer?"),
        ("success", "Success", "long", "What does success look like?"),
        ("owner", "Owner", _PERSON, "Who is accountable for the whole plan?"),
        ("sponsor", "Sponsor", _PERSON, "Who backs the plan?"),
        ("status", "Status", "choice", "", get_args(r.PlanStatus)),
        ("version", "Version", "text"),
        ("start", "Start", "date", "When does the work start?"),
        ("target_end", "Target end", "date", "What is the target end date?"),
        ("vision", "Vision", "long", "What is the shared picture of the future?"),
        ("mission", "Mission", "long", "What will be done, and why?"),
        ("values", "Values", "long", "What does the institution hold to?"),
        ("language", "Language", "text", "A language code, such as en or ar"),
        ("currency", "Currency", "text", "A currency code, such as USD"),
        ("time_zone", "Time zone", "text", "A zone such as Pacific/Apia or UTC"),
        ("work_week", "Work week", "choices", "Which days are worked?", get_args(r.Weekday)),
        ("holidays", "Holidays", "dates", "Which days are holidays?"),
        ("date_order", "Date order", "choice", "What does 3/4 mean?", get_args(r.DateOrder)),
        ("review_cadence", "Plan review", "cadence", "How often is the plan reviewed?"),
        ("last_review", "Last plan review", "date"),
        (
            "communication_review_cadence",
            "Communication review",
            "cadence",
            "How often is the communication plan reviewed?",
        ),
        ("last_communication_review", "Last communication review", "date"),
        ("remind_due", "Remind of due dates", "whole", "How many days before? Blank: not at all"),
        ("late_tolerance", "Late tolerance", "whole", "Working days late before it is off track"),
        ("amber_variance", "At-risk variance", "whole", "Points behind plan, such as -10"),
        ("red_variance", "Off-track variance", "whole", "Points behind plan, such as -25"),
        ("due_soon", "Due soon", "whole", "How many days ahead is soon?"),
        ("kpi_green", "KPI on track from", "number", "Share of expected progress, such as 0.95"),
        ("kpi_amber", "KPI at risk from", "number", "Share of expected progress, such as 0.85"),
        ("rules_off", "Rules switched off", "words"),
    ),
    "framework": _fields(
        "framework",
        ("kind", "Kind", "choice", "", get_args(r.FrameworkKind)),
        ("text", "Text", "long", "What does the strategy say?"),
        ("parent", "Under", "reference"),
    ),
    "goals": _fields(
        "goals",
        ("statement", "Goal", "text", "What actions or changes will occur?"),
        ("owner", "Owner", _PERSON, "Who is accountable, and takes corrective action?"),
        ("target_date", "By", "date", "What is the target end date?"),
        ("success", "Success", "long", "What does success look like?"),
        ("strategy", "Strategy", "long", "By which strategy?"),
        ("aligned_to", "Aligned to", "references", "Which lines of the strategic framework?"),
        ("parent", "Under", "reference", "Part of which goal?"),
    ),
    "steps": _fields(
        "steps",
        ("title", "Action Step", "text", "What needs to be done?"),
        ("goal", "Goal", "reference", "Which goal does it serve?"),
        ("parent", "Under", "reference", "Part of which step?"),
        ("kind", "Kind", "choice", "", get_args(r.StepKind)),
        ("lead", "By Whom", _PERSON, "Who will be responsible for this step?"),
        ("support", "Support", _PEOPLE, "Who will also be needed to help?"),
        ("owner", "Owner", _PERSON, "Who is accountable, and takes corrective action?"),
        ("start", "Start", "date", "When does it start?"),
        ("due", "By When", "date", "What date will the action be completed?"),
        ("forecast", "Forecast", "date", "When is it now expected to be completed?"),
        ("baseline_start", "Baseline start", "date"),
        ("baseline_due", "Baseline due", "date"),
        ("finished", "Finished", "date", "When was it completed?"),
        ("on_hold", "On hold", "flag"),
        ("cancelled", "Cancelled", "flag"),
        ("percent", "Percent", "whole", "How much is done, 0 to 100?"),
        ("depends_on", "After", "references", "Which steps come before it?"),
        ("done_when", "Done when", "long", "How will you know you are done?"),
        ("priority", "Priority", "whole", "1 high, 2 medium, 3 low"),
        ("tags", "Tags", "words"),
        ("notes", "Notes", "long"),
        ("none_identified", "None identified", "choices", "", get_args(r.NoneIdentified)),
        ("from_idea", "From idea", "reference"),
        ("origin", "Origin", "text"),
    ),
    "resources": _fields(
        "resources",
        ("step", "Step", "reference"),
        (
            "category",
            "Category",
            "choice",
            "Financial, human, political, other?",
            get_args(r.ResourceCategory),
        ),
        ("description", "What", "text", "What resource?"),
        ("available", "Available", "number", "How much is there?"),
        ("needed", "Needed", "number", "How much is needed?"),
        ("unit", "Unit", "text", "A currency code or a word"),
        ("source", "Source", "text", "Where does it come from?"),
        ("status", "Status", "choice", "", get_args(r.ResourceStatus)),
    ),
    "barriers": _fields(
        "barriers",
        ("step", "Step", "reference"),
        ("who", "Who", _PEOPLE, "What individuals and organizations might resist?"),
        ("how", "How", "long", "How?"),
        ("kind", "Kind", "choice", "", get_args(r.BarrierKind)),
        ("likelihood", "Likelihood", "whole", "1 rare to 5 almost certain"),
        ("impact", "Impact", "whole", "1 slight to 5 severe"),
        ("response", "Response", "long", "What will be done about it?"),
        ("owner", "Owner", _PERSON, "Who answers for the response?"),
        ("status", "Status", "choice", "", get_args(r.BarrierStatus)),
    ),
    "stakeholders": _fields(
        "stakeholders",
        ("name", "Name", "text", "What individual or organization?"),
        ("kind", "Kind", "choice", "", get_args(r.StakeholderKind)),
        ("organisation", "Organisation", "text"),
        ("role", "Role", "text"),
        ("contact", "Contact", "text"),
        ("power", "Power", "whole", "1 little to 5 great"),
        ("interest", "Interest", "whole", "1 little to 5 great"),
        ("attitude", "Attitude", "whole", "-2 strongly against to 2 strongly for"),
        ("engagement", "Engagement now", "choice", "", get_args(r.Engagement)),
        ("desired_engagement", "Engagement desired", "choice", "", get_args(r.Engagement)),
        ("interests", "Interests", "long", "What do they want from it?"),
        ("concerns", "Concerns", "long", "What worries them?"),
        ("private_notes", "Private notes", "long", "", (), True),
    ),
    "communications": _fields(
        "communications",
        ("goal", "Goal", "reference"),
        ("step", "Step", "reference"),
        (
            "audience",
            "Target audience",
            _PEOPLE,
            "What individuals and organizations should be informed?",
        ),
        ("message", "Message", "long", "What should they hear?"),
        ("responsible", "By Whom", _PERSON, "Who is responsible?"),
        ("channel", "Channel", "text", "How are they told?"),
        ("cadence", "Cadence", "cadence", "How often should we communicate?"),
        ("start", "First", "date"),
        ("until", "Until", "date"),
        ("time", "Time", "time"),
        ("duration", "Minutes", "whole"),
        ("remind_before", "Remind before", "whole", "Minutes before; blank: 09:00 the day before"),
        ("alarm", "Reminder", "flag"),
        ("working_day_rule", "On a day off", "choice", "", get_args(r.WorkingDayRule)),
        ("status", "Status", "choice", "", get_args(r.CommunicationStatus)),
    ),
    "contacts": _fields(
        "contacts",
        ("communication", "Communication", "reference"),
        ("date", "Date", "date", "When were they told?"),
        ("by", "By", _PERSON),
        ("outcome", "Outcome", "long", "What came back?"),
    ),
    "kpis": _fields(
        "kpis",
        ("name", "KPI", "text", "How will you measure your success?"),
        ("goal", "Goal", "reference"),
        ("step", "Step", "reference"),
        ("unit", "Unit", "text"),
        ("direction", "Direction", "choice", "", get_args(r.Direction)),
        ("baseline", "Baseline", "number", "What was it before?"),
        ("baseline_date", "Baseline date", "date"),
        ("target", "Target", "number", "What value means success?"),
        ("target_date", "Target date", "date"),
        ("interim_targets", "Interim targets", "words", "2026-06-30=40, one after another"),
        ("path", "Path", "choice", "", get_args(r.KpiPath)),
        ("frequency", "Frequency", "choice", "How often is it measured?", get_args(r.Frequency)),
        ("source", "Source", "text", "Where does the figure come from?"),
        ("data_owner", "Data owner", _PERSON, "Who reports the figure?"),
        ("key", "Key KPI", "flag", "Is one figure off its path enough to act?"),
    ),
    "measurements": _fields(
        "measurements",
        ("kpi", "KPI", "reference"),
        ("date", "Date", "date"),
        ("value", "Value", "number"),
        ("note", "Note", "text"),
    ),
    "ideas": _fields(
        "ideas",
        ("text", "Idea", "text"),
        ("question", "Question", "text"),
        ("theme", "Theme", "text"),
        ("votes", "Votes", "whole"),
        ("impact", "Impact", "whole", "1 little to 5 great"),
        ("effort", "Effort", "whole", "1 little to 5 great"),
        ("status", "Status", "choice", "", get_args(r.IdeaStatus)),
        ("reason", "Reason", "text"),
        ("promoted_to", "Became", "reference"),
        ("merged_into", "Merged into", "reference"),
    ),
    "corrective_actions": _fields(
        "corrective_actions",
        ("goal", "Goal", "reference"),
        ("step", "Step", "reference"),
        ("kpi", "KPI", "reference"),
        ("detected", "Detected", "date"),
        ("deviation", "Deviation", "long", "What went off track?"),
        ("cause", "Cause", "long", "Why?"),
        ("decision", "Decision", "long", "What will be done?"),
        ("owner", "Owner", _PERSON, "Who is accountable?"),
        ("responsible", "By Whom", _PERSON, "Who does it?"),
        ("due", "By When", "date", "By when will it be done?"),
        ("status", "Status", "choice", "", get_args(r.ActionStatus)),
        ("verified", "Verified", "date", "When was it verified that it worked?"),
        (
            "closed_by",
            "Closed by",
            _PERSON,
            "Which owner closes it? A recorder may type it",
        ),
    ),
    "reviews": _fields(
        "reviews",
        ("kind", "Kind", "choice", "", get_args(r.ReviewKind)),
        ("began", "Began", "date"),
        ("date", "Date", "date"),
        ("by", "By", _PERSON),
        ("environment", "What changed around us", "long", "What has changed around the plan?"),
        ("decisions", "Decisions", "long", "What was decided?"),
        ("next", "Next review", "date", "When is the next review?"),
    ),
    "approvals": _fields(
        "approvals",
        ("version", "Version", "text"),
        ("date", "Date", "date"),
        ("by", "By", _PERSON),
        ("reason", "Reason", "text"),
    ),
    "waivers": _fields(
        "waivers",
        ("finding", "Finding", "text"),
        ("date", "Date", "date"),
        ("by", "By", _PERSON),
        ("reason", "Reason", "text"),
    ),
}

TITLE_FIELDS: dict[str, str] = {
    "plan": "title",
    "framework": "text",
    "goals": "statement",
    "steps": "title",
    "resources": "description",
    "barriers": "how",
    "stakeholders": "name",
    "communications": "message",
    "contacts": "outcome",
    "kpis": "name",
    "measurements": "note",
    "ideas": "text",
    "corrective_actions": "decision",
    "reviews": "decisions",
    "approvals": "reason",
    "waivers": "finding",
    "tombstones": "title",
}
"""The field by which people recognise a record of each table."""


def field(table: str, name: str) -> Field | None:
    """The declaration of a field, or None when the table has no such field to edit."""
    return FIELDS.get(table, {}).get(name)

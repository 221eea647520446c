"""What each screen is for, in the words of the method: the deck's, then what to do about it.

The help reads this, and so does the user guide's table of screens.
"""

from __future__ import annotations

PURPOSES: dict[str, str] = {
    "goals": (
        "What actions or changes will occur, and what does success look like? The strategic "
        "framework, the goals that serve it, each with an owner and an end date, and the road map."
    ),
    "actions": (
        "The Action Planning Table: each goal needs a series of steps, broken down until every "
        "step has one lead, a date, resources, answers to resistance, people to inform and a KPI."
    ),
    "stakeholders": (
        "Stakeholder analysis: who has power over the plan and who has interest in it, where they "
        "stand now and where they are needed, who might resist and how, and who is told nothing."
    ),
    "ideas": (
        "Brainstorming: collect first and judge nothing; then themes, votes, impact and effort; "
        "then promote the best into steps of the work breakdown structure."
    ),
    "dashboard": (
        "How will you measure your success? KPIs against their targets and the path to them, work "
        "beside result, what is late or off track, what is to be said next."
    ),
    "communications": (
        "The communication plan: who is to be kept informed, by whom, how frequently, by which "
        "channel; what was said, and whom nothing reaches."
    ),
    "readiness": (
        "How do you know you are done planning? When the plan is complete, clear and current, and "
        "the six critical questions are answered. Each finding leads to the cell that mends it."
    ),
    "history": (
        "A living document is reviewed and updated on an ongoing basis: who changed what and when, "
        "the plan as of a past day, the reviews held, and undo."
    ),
    "plans": "The plans of this folder and those opened lately, each with its status in a line.",
}
"""A sentence or two for every screen, by its name."""

"""What each screen is for, in the words of the method: the deck's, then what to do about it.

The help reads this; and of every dialog, what it asks and what comes of the answer.
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
    "card": (
        "Action plans answer critical questions: what, who, when and for how long, with what "
        "resources, whom to communicate with and how often, what success looks like. Fill a blank "
        "while the room answers."
    ),
    "review": (
        "A good action plan is reviewed and updated on an ongoing basis: walk what is off track, "
        "late, changed or unconfirmed, say of each that it stands or change it, then decide."
    ),
    "welcome": (
        "An action plan is a detailed plan with the actions needed to achieve a goal. Begin with "
        "the deck's blank table, a template, a file you have, or a whole example to try things on."
    ),
}
"""A sentence or two for every screen, by its name."""

ASKED: dict[str, str] = {
    "AskLine": "One line to answer in. Nothing changes before Enter, and Esc leaves it as it was.",
    "CarriesDialog": (
        "Whose job is it, and who answers for it? What waits for this person stands first; then "
        "all that they own, lead, support and must send."
    ),
    "Choose": "One of these is wanted. Type a part of it until the right one is lit.",
    "Confirm": (
        "It asks before what cannot be seen at a glance. Only the letter shown says yes; Esc "
        "changes nothing, and u takes back what was done."
    ),
    "ExportDialog": (
        "Those who are informed do not log in: a document, a table, a calendar or a report for "
        "them. Choose what, then where; the plan itself is not changed."
    ),
    "HelpDialog": "The keys that work where you were. Type a part of what you want to do.",
    "ImportDialog": (
        "Begin from what there is: a table, the notes of a meeting, a plan, a calendar. What would "
        "become of every row is shown before anything is taken in."
    ),
    "ImportPreview": (
        "What would become of every row of the file. Nothing is taken in before Enter, and one u "
        "takes all of it back."
    ),
    "InformDialog": (
        "Who needs to be kept informed, and how frequently? A cadence for this stakeholder, from "
        "the strategy and the gap; add what they should hear."
    ),
    "LongText": "Room for several lines. Esc leaves the old text.",
    "MoveDates": (
        "What becomes of a date that moves: once the plan is approved its promise is kept beside "
        "it, and what hangs on the step can move along."
    ),
    "PaletteDialog": (
        "Find anything by typing: a key by what it does, a step by its code or words, a person, a "
        "KPI. Enter does it or goes there."
    ),
    "PasteDialog": "What would become of every row that was pasted. Nothing is added before Enter.",
    "Reading": "The file is being read. Nothing is changed yet, and Esc waits no longer.",
    "RecordDialog": (
        "Every field of one record, each with its question. What is set is kept on closing, as one "
        "step to undo."
    ),
    "RecordsDialog": (
        "What stands in one cell of the Action Planning Table, every part a field of its own. What "
        "is set is kept on closing."
    ),
    "ViewsDialog": (
        "Which columns of the Action Planning Table are shown, and which steps: filters to take, "
        "and those you keep under a name. The plan itself is not changed."
    ),
    "Writing": (
        "The file is being made behind the desk, and written whole or not at all. Esc gives up, "
        "and leaves what was there."
    ),
}
"""A sentence or two for every dialog, by its class: what it asks, and what comes of it."""

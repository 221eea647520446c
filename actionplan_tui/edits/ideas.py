"""Edits of a brainstorm: promote ideas into steps, vote, merge."""

from __future__ import annotations

from msgspec import Struct

from actionplan_tui.edits.edit import some, title
from actionplan_tui.edits.steps import AddStep
from actionplan_tui.model.plan import Plan, ref
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.records import Idea
from actionplan_tui.model.wbs import outline


class PromoteIdeas(Struct, frozen=True):
    """Make ideas steps, last under a parent or a goal, with links both ways.

    `titles` are the wordings of the steps, in the order of the ideas; an idea without one
    gives its own text.
    """

    ids: tuple[int, ...]
    parent: int | None = None
    goal: int | None = None
    titles: tuple[str, ...] = ()

    def apply(self, plan: Plan) -> Plan:
        """The plan with the steps added and the ideas promoted."""
        for place, id in enumerate(self.ids):
            idea = _idea(plan, id)
            if refusal := became(plan, id):
                raise Problem(refusal, table="ideas", id=id)
            wording = self.titles[place] if place < len(self.titles) else ""
            fields = {"title": wording.strip() or idea.text, "from_idea": id}
            before = plan.steps.keys()
            plan = AddStep(fields, parent=self.parent, goal=self.goal).apply(plan)
            (step,) = plan.steps.keys() - before
            plan = plan.amend("ideas", id, status="promoted", promoted_to=step)
        return plan

    def label(self, plan: Plan) -> str:
        """The ideas."""
        return f"promote {some(plan, 'ideas', self.ids)}"


class Vote(Struct, frozen=True):
    """Give ideas votes, or take votes back; never below none."""

    ids: tuple[int, ...]
    by: int

    def apply(self, plan: Plan) -> Plan:
        """The plan with the votes counted."""
        for id in self.ids:
            idea = _idea(plan, id)
            if idea.merged_into is not None:  # its votes are counted there
                kept = ref("ideas", idea.merged_into)
                raise Problem(f"I{id} is part of {kept}: vote for that", table="ideas", id=id)
            plan = plan.amend("ideas", id, votes=max(0, idea.votes + self.by))
        return plan

    def label(self, plan: Plan) -> str:
        """The ideas voted for."""
        return f"vote for {some(plan, 'ideas', self.ids)}"


class MergeIdeas(Struct, frozen=True):
    """Make ideas part of one that says the same: its votes are theirs together."""

    keep: int
    gone: tuple[int, ...]

    def apply(self, plan: Plan) -> Plan:
        """The plan with the ideas merged; what they became stays linked to the one kept."""
        kept = _idea(plan, self.keep)
        if self.keep in self.gone:
            raise Problem("an idea cannot be merged with itself", table="ideas", id=self.keep)
        votes, theme = kept.votes, kept.theme
        for id in (self.keep, *self.gone):
            into = _idea(plan, id).merged_into
            if into is not None:  # its votes would count twice
                raise Problem(
                    f"I{id} is part of {ref('ideas', into)} already", table="ideas", id=id
                )
        for id in self.gone:
            idea = _idea(plan, id)
            if idea.promoted_to is not None:
                raise Problem(
                    f"I{id} has become a step: merge the other way round", table="ideas", id=id
                )
            votes += idea.votes
            theme = theme or idea.theme
            plan = plan.amend("ideas", id, status="merged", merged_into=self.keep)
        return plan.amend("ideas", self.keep, votes=votes, theme=theme)

    def label(self, plan: Plan) -> str:
        """The idea kept."""
        return f"merge ideas into {title(plan, 'ideas', self.keep)}"


def became(plan: Plan, id: int) -> str:
    """Why an idea cannot become a step: it is one, or part of another idea; else nothing."""
    idea = _idea(plan, id)
    if idea.promoted_to is not None:
        code = outline(plan).code.get(idea.promoted_to, ref("steps", idea.promoted_to))
        return f"I{id} has become step {code} already"
    if idea.merged_into is not None:
        kept = ref("ideas", idea.merged_into)
        return f"I{id} is part of {kept}: promote that"
    return ""


def _idea(plan: Plan, id: int) -> Idea:
    idea = plan.get("ideas", id)
    assert isinstance(idea, Idea)
    return idea

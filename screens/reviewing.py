"""Reviews from any screen: begun or joined with R, ended with minutes beside the plan."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast

from msgspec import structs
from textual import on

from actionplan_tui.edits.workspace import Settled
from actionplan_tui.model.problem import Problem
from screens.messages import Do, EndReviewHere
from screens.promising import Promising


class Reviewing(Promising):
    """The part of the app that holds reviews."""

    def action_go(self, name: str) -> None:
        """Bring a screen to the front."""
        raise NotImplementedError

    def resume_review(self) -> None:
        """Go on with a review that this login began in a session that has ended."""
        plan = self.workspace.plan
        if not plan.reviews:
            return
        # Edits of a review are loaded with the first one.
        from actionplan_tui.edits.reviewing import open_review

        going_on = open_review(plan)
        if going_on is not None and plan.reviews[going_on].created_by == self.workspace.by:
            self._join(going_on)

    def action_review(self) -> None:
        """Go to the review that is going on; else begin one, or join a colleague's."""
        from actionplan_tui.edits.reviewing import open_review

        if self.workspace.reviewing:
            self.action_go("review")
            return
        from actionplan_tui.analysis.reviews import review_text
        from screens.dialogs.choose import Choose, Option

        plan, today = self.workspace.plan, self.today
        options = []
        for kind, name in (("plan", "the plan"), ("communication", "the communication plan")):
            known = cast("Literal['plan', 'communication']", kind)
            going_on = open_review(plan, known)
            text = f"Review {name}: {review_text(plan, today, known)}"
            if going_on is not None:
                text = f"Join the review of {name}, begun by {plan.reviews[going_on].created_by}"
            options.append(Option(kind, text))

        def answered(chosen: str | None) -> None:
            if chosen is not None:
                self._begin_review(cast("Literal['plan', 'communication']", chosen))

        self.push_screen(Choose("Which review?", options), answered)

    def action_review_of(self, kind: Literal["plan", "communication"]) -> None:
        """Begin the review of a kind, or go on with it."""
        known = self.workspace.plan.reviews.get(self.workspace.reviewing)
        if known is None:
            self._begin_review(kind)
        elif known.kind == kind:
            self.action_go("review")
        else:
            self.tell("Another review is going on: R goes to it, M there ends it", severe=True)

    def _begin_review(self, kind: Literal["plan", "communication"]) -> None:
        from actionplan_tui.edits.reviewing import BeginReview, open_review

        going_on = open_review(self.workspace.plan, kind)
        if going_on is not None:
            self._join(going_on)
            self.action_go("review")
            return

        def settled(answer: Settled) -> None:
            for id in answer.added("reviews"):
                self._join(id)
                self.action_go("review")

        self.post_message(Do(BeginReview(kind, self.today, self.plan_view().me), settled=settled))

    def _join(self, review: int) -> None:
        self.workspace.review = review
        self.show_plan()

    @on(EndReviewHere)
    def _end_review(self, message: EndReviewHere) -> None:
        message.stop()
        from actionplan_tui.edits.reviewing import EndReview

        review = self.workspace.reviewing

        def settled(answer: Settled) -> None:
            if answer.problem is not None:
                return
            self.workspace.review = 0
            self._write_minutes(review)
            self.show_plan()

        self.post_message(Do(EndReview(review, self.today), settled=settled))

    def _write_minutes(self, review: int) -> None:
        """Write the minutes beside the plan, under a name that is free, behind the desk."""
        from actionplan_tui.exchange.files import write_whole
        from actionplan_tui.exchange.minutes import minutes_text
        from actionplan_tui.store.history import joined, overflow

        # What is kept beside a plan is for one thread alone: the other one has its own copy.
        plan, today = structs.replace(self.workspace.plan), self.today
        newer = tuple(self.workspace.history)

        def write() -> None:
            try:
                path = free_name(self.path, f"minutes-{today.isoformat()}")
                history = joined(overflow(self.path, plan.info.plan_id), newer)
                write_whole(path, minutes_text(plan, review, history, today).encode())
            except (Problem, OSError) as error:
                said = f"The review has ended; its minutes were not written: {error}"
                self.call_from_thread(self.tell, said, severe=True)
            else:
                self.call_from_thread(self.tell, f"Minutes: {path.name}")

        self.run_worker(write, thread=True, group="minutes")


def free_name(plan: Path, what: str) -> Path:
    """A Markdown file beside a plan that is not there yet."""
    path = plan.with_name(f"{plan.stem}-{what}.md")
    number = 2
    while path.exists():
        path = plan.with_name(f"{plan.stem}-{what}-{number}.md")
        number += 1
    return path

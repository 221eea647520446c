"""`done`, `remove`, `promote`, `measure` and `contact`: the other edits a script needs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from datetime import date
from typing import Any

from actionplan_tui.cli import clock
from actionplan_tui.cli.endings import DONE
from actionplan_tui.cli.plan_files import open_workspace, plan_to_change
from actionplan_tui.cli.printing import out, say
from actionplan_tui.cli.records_named import record_named, record_ref
from actionplan_tui.cli.settled import tell_settled
from actionplan_tui.edits.edit import Batch, Edit
from actionplan_tui.edits.ideas import PromoteIdeas
from actionplan_tui.edits.records import AddRecord, Remove
from actionplan_tui.edits.steps import Finish
from actionplan_tui.edits.workspace import Settled, Workspace
from actionplan_tui.model.plan import TABLES, Plan, ref
from actionplan_tui.model.problem import Problem
from actionplan_tui.model.wbs import outline


def day_said(plan: Plan, text: str) -> date:
    """The day that an option names.

    Raises: Problem when it is none.
    """
    from actionplan_tui.capture.past_days import some_day  # not for a command without a date

    return some_day(plan, text, clock.today(plan.info))


def past_day(plan: Plan, text: str) -> date:
    """The day that an option names of something that has happened.

    Raises: Problem when it is none, or yet to come.
    """
    from actionplan_tui.capture.past_days import understand_past_day  # as above

    return understand_past_day(plan, text, clock.today(plan.info))


def _on(plan: Plan, text: str | None) -> date:
    return clock.today(plan.info) if text is None else past_day(plan, text)


def _takes_day(parser: ArgumentParser) -> None:
    parser.add_argument("--on", metavar="DATE", help="the day it happened (else today)")


def _of_table(plan: Plan, word: str, table: str) -> int:
    """The record of a table that a word means.

    Raises: Problem when there is none.
    """
    from actionplan_tui.capture.mentions import find_record

    return find_record(plan, table, word, by_start=True)


# done


def done_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `done`."""
    parser.add_argument("ids", metavar="ID", nargs="+", help="steps: S12 or 1.2")
    _takes_day(parser)
    parser.add_argument("--reopen", action="store_true", help="open done steps again")


def run_done(options: Namespace) -> int:
    """Mark steps done, or open them again; one that is so already is left as it is."""
    workspace = open_workspace(plan_to_change(options))
    plan = workspace.plan
    ids = list(dict.fromkeys(_of_table(plan, word, "steps") for word in options.ids))
    on = _on(plan, options.on)
    turned = [id for id in ids if _is_finished(plan, id) is options.reopen]
    for id in ids:
        if id not in turned:
            say(f"{ref('steps', id)} is {'open' if options.reopen else 'done'} already")
    if turned:
        # One by one when reopening: an edit reopens only where all its steps are done.
        edits = [Finish((id,), on) for id in turned] if options.reopen else [Finish(tuple(ids), on)]
        label = edits[0].label(plan) if len(edits) == 1 else f"reopen {len(edits)} steps"
        edit: Edit = edits[0] if len(edits) == 1 else Batch(label, tuple(edits))
        tell_settled(workspace.do(edit))
        for id in turned:
            state = "open again" if options.reopen else "done"
            say(f"{ref('steps', id)} {plan.steps[id].title}: {state}")
    return DONE


def _is_finished(plan: Plan, id: int) -> bool:
    """Whether everything at or below a step is done."""
    tree = outline(plan)
    if id not in tree.parent:
        raise Problem(f"{ref('steps', id)} is archived", table="steps", id=id)
    leaves = [leaf for leaf in tree.leaves(id) if not plan.steps[leaf].cancelled]
    if not leaves:
        raise Problem(f"{ref('steps', id)} is cancelled", table="steps", id=id)
    return all(plan.steps[leaf].finished is not None for leaf in leaves)


# remove


def remove_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `remove`."""
    parser.add_argument("ids", metavar="ID", nargs="+", help="S12, 1.2, G1, I4 …")


def run_remove(options: Namespace) -> int:
    """Remove records with all that hangs from them: one undo step."""
    workspace = open_workspace(plan_to_change(options))
    plan = workspace.plan
    by_table: dict[str, list[int]] = {}
    for word in options.ids:
        place = record_named(plan, word)
        if place.table == "plan":
            raise Problem("the plan's own record stays: remove the file to be rid of the plan")
        ids = by_table.setdefault(place.table, [])
        if place.id not in ids:
            ids.append(place.id)
    edits = [Remove(table, tuple(ids)) for table, ids in by_table.items()]
    edit: Edit = edits[0]
    if len(edits) > 1:
        edit = Batch(f"remove {sum(len(e.ids) for e in edits)} records", tuple(_present(edits)))
    settled = workspace.do(edit)
    tell_settled(settled)
    if settled.row is not None:
        counts = Counter(change.table for change in settled.row.changes if change.removes)
        gone = ", ".join(f"{n} {TABLES[t].noun}{'' if n == 1 else 's'}" for t, n in counts.items())
        say(f"removed {gone}; actionplan undo brings it back")
    return DONE


def _present(edits: list[Remove]) -> list[Edit]:
    return [RemovePresent(edit.table, edit.ids) for edit in edits]


class RemovePresent(Remove, frozen=True):
    """Remove those of the records that an edit before has not taken along already."""

    def apply(self, plan: Plan) -> Plan:
        """The plan without the records."""
        left = tuple(id for id in self.ids if plan.find(self.table, id) is not None)
        return Remove(self.table, left).apply(plan) if left else plan


# promote


def promote_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `promote`."""
    parser.add_argument("ideas", metavar="IDEA", nargs="+", help="I4")
    parser.add_argument(
        "--under", metavar="ID", required=True, help="the goal (G1) or step (S12, 1.2) to serve"
    )


def run_promote(options: Namespace) -> int:
    """Make ideas steps under a goal or a step; prints the ids of the steps."""
    workspace = open_workspace(plan_to_change(options))
    plan = workspace.plan
    ids = tuple(dict.fromkeys(_of_table(plan, word, "ideas") for word in options.ideas))
    under = record_named(plan, options.under)
    if under.table not in ("goals", "steps"):
        raise Problem(f"{options.under}: an idea becomes a step under a goal or a step")
    parent = under.id if under.table == "steps" else None
    goal = under.id if under.table == "goals" else None
    print_added(workspace, workspace.do(PromoteIdeas(ids, parent=parent, goal=goal)), "steps")
    return DONE


# measure


def measure_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `measure`."""
    parser.add_argument("kpi", metavar="KPI", help="K3, or the KPI's name")
    parser.add_argument("value", metavar="VALUE", help="what was measured: 41, 4.5k, 62%%")
    _takes_day(parser)
    parser.add_argument("--note", metavar="TEXT", default="", help="a remark")


def run_measure(options: Namespace) -> int:
    """Note the value of a KPI on a day; prints the id of the measurement."""
    from actionplan_tui.capture.fields import understand

    workspace = open_workspace(plan_to_change(options))
    plan = workspace.plan
    kpi = _of_table(plan, options.kpi, "kpis")
    on = _on(plan, options.on)
    value = understand(plan, "measurements", "value", options.value, today=on).value
    fields = {"kpi": kpi, "date": on, "value": value, "note": options.note}
    print_added(workspace, workspace.do(AddRecord("measurements", fields)), "measurements")
    return DONE


# contact


def contact_arguments(parser: ArgumentParser) -> None:
    """Declare what follows `contact`."""
    parser.add_argument("communication", metavar="COMMUNICATION", help="C5")
    _takes_day(parser)
    parser.add_argument("--outcome", metavar="TEXT", default="", help="what came back")
    parser.add_argument("--by", metavar="NAME", help="who told them (else `me` of the settings)")


def run_contact(options: Namespace) -> int:
    """Note that a communication happened; prints the id of the log entry."""
    from actionplan_tui.cli.people import myself, person_named

    workspace = open_workspace(plan_to_change(options))
    plan = workspace.plan
    fields: dict[str, Any] = {
        "communication": _of_table(plan, options.communication, "communications"),
        "date": _on(plan, options.on),
        "by": person_named(plan, options.by) if options.by else myself(plan),
        "outcome": options.outcome,
    }
    print_added(workspace, workspace.do(AddRecord("contacts", fields)), "contacts")
    return DONE


def print_added(workspace: Workspace, settled: Settled, table: str) -> None:
    """Print the ids of the records of a table that an edit has added, and tell their names."""
    from actionplan_tui.capture.mentions import read_record

    plan = workspace.plan
    for id in settled.added(table):
        out(record_ref(table, id))
        name = read_record(plan, table, id)
        own = "" if name.startswith(record_ref(table, id)) else f" ({record_ref(table, id)})"
        say(f"{TABLES[table].noun} {name}{own}")
    for id in settled.added("stakeholders") if table != "stakeholders" else ():
        say(f"new in the register: {plan.stakeholders[id].name} ({ref('stakeholders', id)})")
    tell_settled(settled)

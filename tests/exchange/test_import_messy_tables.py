"""Tables as offices really keep them, each with the plan it makes, worked out by hand."""

from __future__ import annotations

from datetime import date

from actionplan_tui.model.plan import Plan
from actionplan_tui.model.records import Goal, PlanInfo, Stakeholder

# As Excel saves it in western Europe: title row, headings in two rows because of merged cells,
# the form's own questions, goal rows, several names and lines in a cell, a row never filled in.
EXCEL_FORM = (
    '"Ministère de la Santé – Plan d’action 2027";;;;;;;\r\n'
    ";;;;;;;\r\n"
    "Action Steps;By Whom;By When;Resources and Support;;Potential Barriers or Resistance;"
    "Communication Plan;\r\n"
    ";;;Available;Needed;;By Whom;Target Audience\r\n"
    "What needs to be done?;Who will take actions?;By what date will the action be done?;"
    '"Resources Available";"Resources Needed (financial, human, political & other)";'
    "What individuals and organizations might resist?;;\r\n"
    "Goal 1: Shorter queues;;;;;;;\r\n"
    'Step 1: Map the process;Ana Ruiz / Tomás Peña;15/12/2026;2 analysts;"- USD 5,000\n'
    '- 1 consultant";"Registry: fear of change\nUnions";Ana Ruiz;"Staff, Bar association"\r\n'
    "Step 2: Train clerks;Registry;03/02/2027;none;Training room;n/a;;Clerks\r\n"
    ";;;;;;;\r\n"
    "Goal 2: Café culture;;;;;;;\r\n"
    "Step 3: By ____;;;;;;;\r\n"
    'Open the café;"Tomás Peña\nAna Ruiz";end of March 2027;;Budget: 20 000 €;;;\r\n'
).encode("cp1252")


def test_a_form_saved_by_excel(take) -> None:
    taken = take(EXCEL_FORM)

    assert taken.verbs() == [
        (1, "skip"), (5, "skip"), (6, "goal"), (7, "add"), (8, "add"), (10, "goal"),
        (11, "skip"), (12, "add"),
    ]  # fmt: skip
    assert taken.troubles() == {}
    assert taken.rows("goal", "title", "lead", "due") == [
        ("Shorter queues", "Map the process", "Ana Ruiz + Tomás Peña", "2026-12-15"),
        ("Shorter queues", "Train clerks", "Registry", "2027-02-03"),
        ("Café culture", "Open the café", "Tomás Peña + Ana Ruiz", "2027-03-31"),
    ]
    assert taken.rows("available", "needed", "barriers", "communications") == [
        (
            "2 analysts",
            "USD 5,000; 1 consultant",
            "Registry: fear of change; Unions",
            "Staff, Bar association by Ana Ruiz",
        ),
        ("none", "Training room", "none", "Clerks"),
        ("", "Budget: 20 000 €", "", ""),
    ]
    [first] = [b for b in taken.plan.barriers.values() if b.who]
    assert [taken.plan.stakeholders[id].name for id in first.who] == ["Registry"]
    assert taken.found.notes[1] == (
        "dates read day/month/year: 15/12/2026 in row 7 can mean nothing else"
    )
    assert taken.found.message == "3 new, 0 changed, 0 unchanged, 2 goals"


# As Excel saves "Unicode text": UTF-16, tabs, here with the columns in another order.
UNICODE_TEXT = (
    "KPI\tDeadline\tResponsible\tActivity\tRisks\r\n"
    "letters = 8\t31 Dec 2026\tПётр Иванов\tConsult the bar\trisk: heavy rains\r\n"
    "\tQ2 2027\tوزارة الصحة\tتدريب الموظفين\t\r\n"
).encode("utf-16")


def test_unicode_text_with_columns_in_another_order(take) -> None:
    taken = take(UNICODE_TEXT)

    assert taken.rows("title", "lead", "due", "barriers", "kpis") == [
        ("Consult the bar", "Пётр Иванов", "2026-12-31", "risk: heavy rains", "letters = 8"),
        ("تدريب الموظفين", "وزارة الصحة", "2027-06-30", "", ""),
    ]


# A goal column of merged cells: filled once, ditto marks and blanks under it.
MERGED = """\
Goal,Task,Who,When
Objective 1: Faster permits,Draft law,Ana,15 Jan 2027
"",Consult bar,″,20 Jan 2027
"''",Publish,Ben,ditto
Objective 2 - Open data,Pick data sets,Ben,1 Mar 2027
"""


def test_merged_goal_cells_and_ditto_marks(take) -> None:
    taken = take(MERGED)

    assert taken.rows("goal", "title", "lead", "due") == [
        ("Faster permits", "Draft law", "Ana", "2027-01-15"),
        ("Faster permits", "Consult bar", "Ana", "2027-01-20"),
        ("Faster permits", "Publish", "Ben", "2027-01-20"),
        ("Open data", "Pick data sets", "Ben", "2027-03-01"),
    ]


def test_a_row_of_one_cell_over_rows_of_several_is_a_goal(take) -> None:
    taken = take(
        "Action,By Whom,By When\n"
        "Improve the front office,,\n"
        "Paint it,Ana,1 Dec 2026\n"
        "Light it,Ben,2 Dec 2026\n"
        "Improve the back office,Improve the back office,Improve the back office\n"
        "Tidy it,Ben,3 Dec 2026\n"
        "Close it,,\n"
    )

    assert taken.rows("goal", "title") == [
        ("Improve the front office", "Paint it"),
        ("Improve the front office", "Light it"),
        ("Improve the back office", "Tidy it"),
        ("Improve the back office", "Close it"),  # nothing stands below it: a step
    ]


def test_a_list_of_titles_alone_is_a_list_of_steps(take) -> None:
    taken = take("Activities\nDraft the law\nConsult the bar\nPublish\n")

    assert taken.column("title") == ["Draft the law", "Consult the bar", "Publish"]
    assert taken.column("goal") == ["", "", ""]


def test_codes_before_titles_make_the_outline(take) -> None:
    taken = take(
        "Activity;Lead;Timeline\n"
        "1. Legal basis;;\n"
        "1.1 Draft the bill;Ana;Jan – Mar 2027\n"
        "1.2 Obtain approval;Ben;30 June 2027\n"
        "1.2.1 Brief the minister;Ben;1 June 2027\n"
        "2. 3 new counters;;\n"
        "2.1 Rent rooms;Ana;H1 2027\n"
        "Celebrate;;\n"
    )

    assert taken.rows("wbs", "title", "start", "due") == [
        ("1", "Legal basis", "", ""),
        ("1.1", "Draft the bill", "2027-01-01", "2027-03-31"),
        ("1.2", "Obtain approval", "", "2027-06-30"),
        ("1.2.1", "Brief the minister", "", "2027-06-01"),
        ("2", "3 new counters", "", ""),
        ("2.1", "Rent rooms", "", "2027-06-30"),
        ("3", "Celebrate", "", ""),
    ]


def test_a_number_that_begins_a_title_is_no_code(take) -> None:
    taken = take("Task,Who\n3 workshops held,Ana\n2.5 million trees planted,Ben\nReport,Ana\n")

    assert taken.column("title") == ["3 workshops held", "2.5 million trees planted", "Report"]


def test_a_column_of_codes_makes_the_outline_and_rows_may_wait_for_others(take) -> None:
    taken = take(
        "No.,Task Name,Predecessors\n"
        "1,Law,\n"
        "1.1,Draft,\n"
        "1.2,Approve,1.1FS+2d\n"
        '2,Build,"1.2; Draft"\n'
        "3,Open,9\n"
    )

    assert taken.rows("wbs", "title", "after") == [
        ("1", "Law", ""),
        ("1.1", "Draft", ""),
        ("1.2", "Approve", "1.1"),
        ("2", "Build", "1.2, 1.1"),
        ("3", "Open", ""),
    ]
    assert taken.troubles() == {6: "After: 9 is no step it can wait for"}


def test_a_circle_of_rows_is_not_taken_in(take) -> None:
    taken = take("No,Task,After\n1,Draft,2\n2,Approve,1\n")

    assert taken.column("after") == ["2", ""]
    assert taken.troubles() == {3: "After: 1 is no step it can wait for"}


# A step over several rows, as in a Word table pasted into Excel: blanks below its title.
SPREAD = """\
Action Step,By Whom,By When,Resources Needed,Target audience,How often
Train clerks,Ana,15 Jan 2027,Trainer,Clerks,monthly
,Ben,,Room,Unions,
,,,Handbook,,
Report,Ana,1 Feb 2027,,,
"""


def test_a_step_over_several_rows(take) -> None:
    taken = take(SPREAD)

    assert taken.rows("title", "lead", "needed", "communications") == [
        ("Train clerks", "Ana + Ben", "Trainer; Room; Handbook", "Clerks, Unions monthly"),
        ("Report", "Ana", "", ""),
    ]


# The deck's heading row, copied: resources in one column, communications with labels.
DECK = """\
Action Step\tBy Whom\tBy When\tResources and Support Available Needed\t\
Potential Barriers or Resistance\tCommunication Plan By Whom Target Audience\t\
Key Performance Indicators (KPIs)
Draft the bill\tAna Ruiz and Tomás Peña\t15 December 2026\t\
"Available: 2 lawyers; Cabinet backing\nNeeded: USD 12,000 fees\n- a room"\t\
"• Bar association: loss of fees\n• Courts: workload"\t\
"By Whom: Ana Ruiz\nTarget audience: Bar association, Courts"\t"1) letters = 8\n2) days <= 10"
Research and Development day\tResearch and Development\t1 Feb 2027\t\t-\tnil\t
"""


def test_the_decks_own_headings(take) -> None:
    taken = take(DECK)

    assert taken.rows("lead", "available", "needed", "barriers", "communications", "kpis") == [
        (
            "Ana Ruiz + Tomás Peña",
            "2 lawyers; Cabinet backing",
            "USD 12,000 fees; a room",
            "Bar association: loss of fees; Courts: workload",
            "Bar association, Courts by Ana Ruiz",
            "letters = 8; days = 10",
        ),
        ("Research and Development", "", "", "", "none", ""),
    ]
    assert {kpi.name: kpi.direction for kpi in taken.plan.kpis.values()} == {
        "letters": "increase",
        "days": "decrease",
    }


def test_columns_of_unknown_meaning_are_kept_in_notes(take) -> None:
    taken = take(
        "Ref,Task,Province,Who,Sector code,Remarks\n"
        "A-1,Draft,North,Ana,77,ask the chair\n"
        ",Approve,,Ben,,\n"
    )

    assert taken.column("notes") == ["ask the chair\nProvince: North\nSector code: 77", ""]
    assert "kept in Notes: Province, Sector code" in taken.found.notes


def test_short_headings_of_money_and_of_who_is_told(take) -> None:
    taken = take('What,Who,Money (USD),Told\nDraft,Ana,"12,500",Village council\n')

    assert taken.rows("needed", "communications") == [("USD 12,500", "Village council")]


def test_headings_that_stand_twice(take) -> None:
    taken = take(
        "By Whom,Task,By Whom,By When,By When,Resources needed,Resources required\n"
        "Ana,Draft,Ben,1 Dec 2026,2 Dec 2026,Room,Car\n"
        "Ana,Approve,,,5 Dec 2026,,Car\n"
    )

    assert taken.rows("lead", "due", "needed", "notes") == [
        ("Ana + Ben", "2026-12-01", "Room; Car", "By When: 2 Dec 2026"),
        ("Ana", "2026-12-05", "Car", ""),
    ]


def test_a_second_by_whom_beside_the_audience_is_who_tells_them(take) -> None:
    taken = take(
        "Action Steps,By Whom,By When,By Whom,Target Audience,Message,Channel,Frequency\n"
        "Draft,Ana,1 Dec 2026,Ben,Courts,progress,e-mail,every 2 weeks on tue\n"
        "Pass,Ana,1 Jan 2027,,Courts,,,whenever asked\n"
    )

    assert taken.rows("lead", "communications") == [
        ("Ana", "Courts by Ben every 2 weeks on tue via e-mail: progress"),
        ("Ana", "Courts: (whenever asked)"),
    ]
    assert taken.troubles() == {3: "How often: whenever asked kept in the message"}


def test_an_owner_is_who_does_it_where_nobody_else_is(take) -> None:
    alone = take("Task,Owner,Due\nDraft,Ana,1 Dec 2026\n")
    beside = take("Task,Responsible,Owner,Due\nDraft,Ana,Ben,1 Dec 2026\n")
    accountable = take("Task,Accountable,Due\nDraft,Ana,1 Dec 2026\n")

    assert alone.rows("lead", "owner") == [("Ana", "")]
    assert "Owner is read as By Whom: no column says who does it" in alone.found.notes
    assert beside.rows("lead", "owner") == [("Ana", "Ben")]
    assert accountable.rows("lead", "owner") == [("", "Ana")]
    assert not any("By Whom" in note for note in (*beside.found.notes, *accountable.found.notes))


def test_quotes_newlines_and_semicolons_inside_cells(take) -> None:
    taken = take(
        'Task,Who,Notes\n"Say ""hello"", then\nleave",Ana,"a; b,\n""c"""\n"5"" pipe",Ben,\n'
    )

    assert taken.rows("title", "lead", "notes") == [
        ('Say "hello", then leave', "Ana", 'a; b,\n"c"'),
        ('5" pipe', "Ben", ""),
    ]


def test_headings_repeated_on_every_page_and_totals(take) -> None:
    taken = take(
        "Activity,Responsible,Deadline,Budget\n"
        "Draft,Ana,1 Dec 2026,USD 100\n"
        "Activity,Responsible,Deadline,Budget\n"
        "Total quality check,Ben,2 Dec 2026,USD 50\n"
        "Total,,,USD 150\n"
        "Grand total: 150,,,\n"
        "Source: workshop of 12 November,,,\n"
    )

    assert taken.column("title") == ["Draft", "Total quality check"]
    assert taken.verbs() == [
        (2, "add"), (3, "skip"), (4, "add"), (5, "skip"), (6, "skip"), (7, "skip"),
    ]  # fmt: skip


def test_what_project_programs_export(take) -> None:
    taken = take(
        "WBS,Task Name,Start,Finish,Resource Names,Status\n"
        '1,Draft,2026-12-01 08:00,Mon 14/12/26 17:00,"Ana[50%],Ben",50%\n'
        "2,Print,,31/12/2026 5:00 PM,By Ana Ruiz and Cara Diaz,Done\n"
    )

    assert taken.rows("title", "lead", "start", "due", "percent", "notes") == [
        ("Draft", "Ana + Ben", "2026-12-01", "2026-12-14", "50", ""),
        ("Print", "Ana Ruiz + Cara Diaz", "", "2026-12-31", "100", ""),
    ]
    assert "By When: Mon 14/12/26 17:00 read as 14 Dec 2026" in taken.found.lines[0].said
    assert [p.name for p in taken.plan.stakeholders.values()] == [
        "Ana", "Ben", "Ana Ruiz", "Cara Diaz",
    ]  # fmt: skip


def test_a_french_table(take) -> None:
    taken = take(
        "Objectif;Activités;Responsable;Échéance;Ressources nécessaires;Obstacles potentiels;"
        "Indicateurs;État\r\n"
        "Objectif 1 : Délais plus courts;Rédiger la loi;Hélène Noël et Léa Roy;"
        "15 décembre 2026;néant;;;Terminé\r\n"
        ";Former les agents;Léa Roy;1er mars 2027;Salle;Syndicats;dossiers = 8;En cours\r\n"
    )

    assert taken.rows("goal", "title", "lead", "due", "needed", "percent") == [
        (
            "Délais plus courts", "Rédiger la loi", "Hélène Noël + Léa Roy", "2026-12-15",
            "none", "100",
        ),
        ("Délais plus courts", "Former les agents", "Léa Roy", "2027-03-01", "Salle", "0"),
    ]  # fmt: skip


def test_progress_and_states(take) -> None:
    taken = take(
        "Task,% Complete,Status,Actual finish\n"
        "A,0.5,In progress,\n"
        "B,1,Completed,2026-11-20\n"
        "C,,On hold,\n"
        "D,,Cancelled,\n"
        "E,0.25,Waiting for the court,\n"
    )

    assert taken.rows("percent", "state", "finished", "notes") == [
        ("50", "on track", "", ""),
        ("100", "done", "2026-11-20", ""),
        ("0", "on hold", "", ""),
        ("0", "cancelled", "", ""),
        ("25", "on track", "", "Status as imported: Waiting for the court"),
    ]


def test_goals_that_the_plan_has_are_found_and_a_goal_row_may_say_more(take) -> None:
    plan = Plan(
        info=PlanInfo(id=1, date_order="dmy"),
        goals={3: Goal(id=3, statement="Faster permits", position="a")},
        stakeholders={1: Stakeholder(id=1, name="Ana Ruiz")},
    )
    taken = take(
        "Activity,Who,When,KPI\n"
        "Goal 1: faster  permits.,Ana Ruiz,31/12/2027,days <= 10\n"
        "Draft,Ben,01/02/2027,\n"
        "Goal 2: Trust,,,\n"
        "Listen,ana ruiz,,\n",
        plan,
    )

    assert taken.rows("goal", "title", "due") == [
        ("Faster permits", "Draft", "2027-02-01"),
        ("Trust", "Listen", ""),
    ]
    goal = taken.plan.goals[3]
    assert (goal.owner, goal.target_date) == (1, date(2027, 12, 31))
    [kpi] = taken.plan.kpis.values()
    assert (kpi.goal, kpi.name, kpi.target, kpi.direction) == (3, "days", 10.0, "decrease")
    assert [person.name for person in taken.plan.stakeholders.values()] == ["Ana Ruiz", "Ben"]


def test_rows_without_a_goal_go_under_the_goal_that_is_given(take) -> None:
    plan = Plan(goals={3: Goal(id=3, statement="Faster permits", position="a")})
    taken = take("Task,Who\nDraft,Ana\n", plan, under_goal=3)

    assert taken.rows("goal", "title") == [("Faster permits", "Draft")]

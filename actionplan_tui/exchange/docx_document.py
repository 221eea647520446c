"""The action plan as a Word document, as an office files it.

Landscape, a header block, the Action Planning Table with Available and Needed as two columns of
their own, goals with KPIs, stakeholders, communications, barriers, open findings. Tables are
plain: a heading row repeated on every page, no merged cells, a caption and a description; the
headings are real ones, the language is set, and what is written from the right stands so.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime, time

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from actionplan_tui.analysis.people import name_of
from actionplan_tui.capture.days import short_date
from actionplan_tui.exchange import docx_marks as marks
from actionplan_tui.exchange.document import (
    Shown,
    Table,
    is_right_to_left,
    language_tag,
    seen,
)
from actionplan_tui.exchange.document_actions import actions_table
from actionplan_tui.exchange.document_people import communications_table, stakeholders_table
from actionplan_tui.exchange.document_results import goals_table, kpis_table
from actionplan_tui.exchange.document_status import findings_table, standing
from actionplan_tui.exchange.document_tables import header_facts
from actionplan_tui.exchange.document_work import barriers_table, corrective_table
from actionplan_tui.exchange.docx_table import TABLE_TEXT, add_table
from actionplan_tui.exchange.steady_zip import steady
from actionplan_tui.model.plan import Plan

_FONT = "Arial"
_ACCENT = RGBColor(0x1F, 0x4E, 0x79)
_SIZE = 8
_WIDTH = 267
"""Millimetres between the margins."""


def document_bytes(plan: Plan, today: date, shown: Shown = Shown()) -> bytes:  # noqa: B008
    """The plan as a document, as it stands on a day; the same plan and day give the same bytes."""
    made = _Document(plan, today)
    info = plan.info
    made.head()
    made.facts(header_facts(plan))
    made.heading("Status")
    made.facts(standing(plan, today).facts)
    made.table(actions_table(plan, today, shown), always=True)
    made.table(goals_table(plan, today))
    made.table(kpis_table(plan, today))
    made.table(stakeholders_table(plan))
    made.table(communications_table(plan))
    made.table(barriers_table(plan))
    made.table(corrective_table(plan))
    made.table(findings_table(plan, today))
    return made.saved(info.title)


class _Document:
    """A document on the way."""

    def __init__(self, plan: Plan, today: date) -> None:
        self._plan, self._today = plan, today
        self._from_right = is_right_to_left(plan.info.language)
        self._tables = 0
        self.word: Word = docx.Document()
        marks.without_preview(self.word)
        self._properties()
        self._page()
        marks.in_language(
            self.word, language_tag(plan.info.language), right_to_left=self._from_right
        )
        marks.in_font(self.word, _FONT)
        marks.plain_headings(self.word, _FONT)
        marks.with_table_text(self.word, TABLE_TEXT, _SIZE)
        self.word.styles["Normal"].font.size = Pt(10)
        caption = self.word.styles["Caption"].font
        caption.size, caption.color.rgb = Pt(9), RGBColor(0x3D, 0x44, 0x4D)

    def _properties(self) -> None:
        info, known = self._plan.info, self.word.core_properties
        made = datetime.combine(self._today, time())
        known.title = seen(info.title or "Action plan")[:255]
        known.author = seen(name_of(self._plan, info.owner) or info.institution)[:255]
        known.last_modified_by = known.author
        known.subject = f"Action plan, version {seen(info.version)}"[:255]
        known.language = language_tag(info.language)
        known.comments, known.keywords, known.category = "", "", ""
        known.created = known.modified = made
        known.revision = 1

    def _page(self) -> None:
        section = self.word.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = Mm(15)
        section.top_margin, section.bottom_margin = Mm(15), Mm(18)
        section.footer_distance = Mm(9)
        if self._from_right:
            marks.section_from_the_right(section)
        footer = section.footer.paragraphs[0]
        # A tab parts the title from words of another direction, whose numbers would change sides.
        footer.add_run(seen(self._plan.info.title))
        footer.add_run("\tPage ")
        marks.add_field(footer, "PAGE")
        footer.add_run(" of ")
        marks.add_field(footer, "NUMPAGES")
        footer.add_run(f", as of {short_date(self._today)}")
        marks.tab_at_the_end(footer, Mm(_WIDTH))
        if self._from_right:
            marks.run_from_the_right(footer)

    # What stands in it

    def head(self) -> None:
        """The title block."""
        info = self._plan.info
        title = self.word.add_heading(seen(info.title or "Action plan"), 0)
        for run in title.runs:
            run.font.color.rgb, run.font.size = _ACCENT, Pt(22)
        self._turned(title)
        under = f"{info.status}, version {info.version}, as of {short_date(self._today)}"
        self._turned(self.word.add_paragraph(seen(under)))

    def heading(self, text: str) -> None:
        """A heading of a part."""
        heading = self.word.add_heading(seen(text), 1)
        for run in heading.runs:
            run.font.color.rgb = _ACCENT
        self._turned(heading)

    def facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """A header block: names and what each says."""
        for name, text in facts:
            paragraph = self.word.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(2)
            paragraph.add_run(f"{name}: ").bold = True
            paragraph.add_run(seen(text))
            self._turned(paragraph)

    def table(self, table: Table, *, always: bool = False) -> None:
        """A part with a table; left out when it has no rows, but for the one that is the plan."""
        if not table.rows and not always:
            return
        self.heading(table.title)
        self._tables += 1
        caption = self.word.add_paragraph(style="Caption")
        caption.add_run(f"Table {self._tables}. {seen(table.about)}")
        caption.paragraph_format.keep_with_next = True
        self._turned(caption)
        if not table.rows:
            self._turned(self.word.add_paragraph("No action steps yet."))
            return
        add_table(caption._p, table, _WIDTH, from_right=self._from_right)
        self.word.add_paragraph().paragraph_format.space_after = Pt(0)

    def _turned(self, paragraph: Paragraph) -> None:
        if self._from_right:
            marks.written_from_the_right(paragraph)

    def saved(self, title: str) -> bytes:
        """The document's bytes."""
        out = io.BytesIO()
        self.word.save(out)
        return steady(out.getvalue())

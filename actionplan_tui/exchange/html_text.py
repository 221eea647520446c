"""The words of a web page: texts made harmless, tables and lists that any reader can follow.

One page needs nothing from anywhere: its style is in it, and no script. What planners wrote
takes its own direction; what the program says is marked as English where the plan is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from html import escape
from typing import NamedTuple

from actionplan_tui.exchange.document import (
    Document,
    Fact,
    Table,
    Value,
    is_right_to_left,
    language_tag,
    seen,
    value_text,
)

STYLE = """
:root { color-scheme: light; --start: left; --end: right;
  --line: #8a9099; --soft: #f2f4f7; --ink: #1b1f24; --accent: #1f4e79; }
:root[dir="rtl"] { --start: right; --end: left; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem 1.5rem 3rem; max-width: 100rem; color: var(--ink);
  text-align: var(--start);
  background: #fff; font: 1rem/1.45 "Segoe UI", "Noto Sans", Roboto, Arial, sans-serif; }
h1 { font-size: 1.7rem; margin: 0.5rem 0; color: var(--accent); }
h2 { font-size: 1.3rem; margin: 2rem 0 0.5rem; padding-bottom: 0.2rem; color: var(--accent);
  border-bottom: 2px solid var(--accent); }
h3 { font-size: 1.05rem; margin: 1.2rem 0 0.4rem; }
a { color: var(--accent); }
a:focus-visible, .wide:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
p, dd { white-space: pre-line; }
.under { margin: 0 0 1rem; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1rem; margin: 0; }
dl.facts dt { font-weight: 600; }
dl.facts dd { margin: 0; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.3rem 1.2rem; list-style: none; padding: 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; }
caption { text-align: var(--start); padding: 0.2rem 0 0.5rem; color: #3d444d; }
th, td { border: 1px solid var(--line); padding: 0.3rem 0.5rem; text-align: var(--start);
  vertical-align: top; white-space: pre-line; }
thead th { background: var(--soft); font-weight: 600; }
tbody th { font-weight: 600; }
td.number { text-align: var(--end); font-variant-numeric: tabular-nums; white-space: nowrap; }
.date { white-space: nowrap; }
.bad { font-weight: 700; color: #9b1c1c; }
ul.tree, ul.tree ul { list-style: none; padding-inline-start: 1.3rem; }
ul.tree { padding-inline-start: 0; }
ul.tree li { margin: 0.15rem 0; }
ul.tree ul { border-inline-start: 1px solid var(--line); }
figure { margin: 1rem 0; }
figcaption { margin-bottom: 0.9rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(24rem, 1fr)); gap: 1rem; }
svg { max-width: 100%; height: auto; }
svg foreignObject { overflow: visible; }
svg p { margin: 0; white-space: nowrap; text-align: left;
  font: 12px/16px "Segoe UI", "Noto Sans", Arial, sans-serif; }
svg p.middle { text-align: center; }
svg p.end { text-align: right; }
svg span { background: #fff; }
.accent { color: var(--accent); }
.strong { font-weight: 600; }
@media (max-width: 40rem) {
  body { padding: 0.5rem 0.8rem 2rem; }
  dl.facts { display: block; }
  dl.facts dd { margin-bottom: 0.4rem; }
  .charts { grid-template-columns: 100%; }
  .wide table, .wide svg { min-width: 44rem; }
}
@page { size: A4 landscape; margin: 14mm; }
@media print {
  body { padding: 0; max-width: none; font-size: 9pt; }
  table { font-size: 7.5pt; line-height: 1.3; }
  th, td { padding: 0.15rem 0.3rem; }
  nav, .skip { display: none; }
  .wide { overflow: visible; }
  thead { display: table-header-group; }
  tr, figure, li { break-inside: avoid; }
  .charts { grid-template-columns: repeat(3, 1fr); font-size: 7.5pt; }
  h2, h3, caption { break-after: avoid; }
}
"""


REPORT_STYLE = """
@page { size: A4 portrait; margin: 10mm 12mm; }
@media print {
  body { font-size: 8pt; line-height: 1.25; }
  h1 { font-size: 14pt; margin: 0; }
  h2 { font-size: 9.5pt; margin: 2mm 0 0.8mm; padding: 0; border-bottom-width: 1px; }
  table { font-size: 7pt; line-height: 1.2; }
  th, td { padding: 0.1mm 1mm; }
  caption { padding: 0 0 0.5mm; }
  .under { margin: 0 0 1mm; }
  dl.facts { grid-template-columns: max-content 1fr max-content 1fr; gap: 0 3mm; }
  .one-page caption { display: none; }
}
"""
"""How reports are printed: close, on upright pages."""


class Words(NamedTuple):
    """How the program's own words stand beside the plan's: `tag` is the plan's language."""

    tag: str

    @property
    def ours(self) -> str:
        """The attributes of an element that holds the program's own words."""
        return f'{self.named} dir="ltr"' if self.named else ""

    @property
    def named(self) -> str:
        """Those of an element whose parts have a direction of their own."""
        return "" if self.tag.partition("-")[0].lower() == "en" else ' lang="en"'


def words_of(language: str) -> Words:
    """The words of a page in a plan's language."""
    return Words(language_tag(language))


def safe(text: str) -> str:
    """The text with nothing in it that a page would act upon."""
    return escape(seen(text), quote=True)


def element(name: str, text: str, attributes: str = "") -> str:
    """An element around a text of a planner's, which takes its own direction."""
    return f'<{name} dir="auto"{attributes}>{_breaking(text)}</{name}>'


def apart(text: str) -> str:
    """A text within another that takes its own direction and leaves that around it alone."""
    return f"<bdi>{_breaking(text)}</bdi>"


_ENDLESS = re.compile("[!-\u02ff\u0370-\u06ff]{31,}")  # scripts that put spaces between words
_PIECE = 12


def _breaking(text: str) -> str:
    """The text, safe, that may be broken within a word no column has room for, such as an
    address: it would push the columns after it off the paper. Words are not broken else."""
    parts, done = list[str](), 0
    for word in _ENDLESS.finditer(text):
        first, last = word.span()
        pieces = (text[at : min(at + _PIECE, last)] for at in range(first, last, _PIECE))
        parts += [safe(text[done:first]), "<wbr>".join(map(safe, pieces))]
        done = last
    return "".join([*parts, safe(text[done:])])


def page(document_title: str, language: str, body: Iterable[str], style: str = "") -> bytes:
    """A whole page around its body; `style` is more of it than every page has."""
    tag = language_tag(language)
    direction = "rtl" if is_right_to_left(language) else "ltr"
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{tag}" dir="{direction}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{safe(document_title)}</title>",
        f"<style>{STYLE}{style}</style>",
        "</head>",
        "<body>",
        *body,
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def facts_html(facts: Iterable[Fact], words: Words) -> list[str]:
    """A header block: names and what each says."""
    rows = [f"<dt{words.ours}>{safe(fact.name)}</dt>{element('dd', fact.text)}" for fact in facts]
    return ['<dl class="facts">', *rows, "</dl>"] if rows else []


def scrolled(name: str) -> str:
    """The beginning of a part that scrolls sideways, by the keyboard too; `name` names it."""
    return f'<div class="wide" role="region" tabindex="0" aria-labelledby="{name}">'


def table_html(table: Table, words: Words) -> list[str]:
    """A table with its caption; every heading says what it heads.

    A wide one can be scrolled sideways, by the keyboard too.
    """
    name = f"about-{table.key}"
    heads = "".join(
        f'<th scope="col"{words.ours}>{safe(column.heading)}</th>' for column in table.columns
    )
    return [
        scrolled(name),
        "<table>",
        f'<caption id="{name}"{words.ours}>{safe(table.about)}</caption>',
        f"<colgroup>{_widths(table)}</colgroup>",
        f"<thead><tr>{heads}</tr></thead>",
        "<tbody>",
        *(
            "<tr>" + "".join(_cell(value, place == table.head) for place, value in enumerate(row))
            + "</tr>"
            for row in table.rows
        ),
        "</tbody>",
        "</table>",
        "</div>",
    ]  # fmt: skip


def _widths(table: Table) -> str:
    whole = sum(column.width for column in table.columns)
    return "".join(f'<col style="width:{100 * c.width / whole:.1f}%">' for c in table.columns)


_FLAGGED = ("OFF TRACK", "LATE", "off track")


def _cell(value: Value, head: bool) -> str:
    text = value_text(value)
    if head and not isinstance(value, date):
        return element("th", text, ' scope="row"')
    if isinstance(value, str):
        flagged = ' class="bad"' if value.startswith(_FLAGGED) and len(value) < 16 else ""
        return element("td", text, flagged)
    if isinstance(value, date):
        name, scope = ("th", ' scope="row"') if head else ("td", "")
        return f'<{name}{scope} class="date">{apart(text)}</{name}>'
    return "<td></td>" if value is None else f'<td class="number">{apart(text)}</td>'


def section(key: str, title: str, body: Iterable[str], words: Words) -> list[str]:
    """A part of the page under a heading of its own."""
    return [
        f'<section aria-labelledby="{key}">',
        f'<h2 id="{key}"{words.ours}>{safe(title)}</h2>',
        *body,
        "</section>",
    ]


def document_html(document: Document) -> bytes:
    """A document of facts, texts and tables as a page."""
    words = words_of(document.language)
    body = [
        '<main class="one-page">' if document.one_page else "<main>",
        element("h1", document.title),
        *([element("p", document.under, ' class="under"')] if document.under else []),
        *facts_html(document.facts, words),
    ]
    for place, text in enumerate(document.texts):
        body += section(f"text-{place}", text.name, [element("p", text.text)], words)
    for table in document.tables:
        body += section(table.key, table.title, table_html(table, words), words)
    return page(document.title, document.language, [*body, "</main>"], REPORT_STYLE)

"""A table in Word's own words: quick to make, however many rows, and plain to any reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from unicodedata import bidirectional
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from actionplan_tui.exchange.document import Table, Value, seen, value_text

TABLE_TEXT = "TableText"
"""The id of the style that cells are set in."""
_TWIPS = 56.7  # in a millimetre


def runs_from_the_right(text: str) -> bool:
    """Whether a text is Arabic, Hebrew or the like: most of its letters are.

    An English sentence that names an Arabic step runs from the left, an Arabic one with an
    acronym in it from the right, whichever comes first.
    """
    if text.isascii():
        return False
    ways = Counter(map(bidirectional, text))
    return ways["R"] + ways["AL"] > ways["L"]


_AT_ONCE = 100
"""Rows that are put into a document in one go. Nothing else in the program runs meanwhile, and on
a desk somebody is at the keys."""


def add_table(after: BaseOxmlElement, table: Table, width: float, *, from_right: bool) -> None:
    """Put a table after a paragraph, `width` millimetres wide: a heading row repeated on every
    page, rows that no page cuts in two, no merged cells, a title and a description.
    """
    whole = sum(column.width for column in table.columns)
    widths = [round(width * _TWIPS * column.width / whole) for column in table.columns]
    made = _Rows(widths, from_right)
    headings = [column.heading for column in table.columns]
    begin, end = f"<w:tbl {nsdecls('w')}>", "</w:tbl>"
    parts = [
        begin,
        "<w:tblPr>",
        '<w:tblStyle w:val="TableGrid"/>',
        "<w:bidiVisual/>" if from_right else "",
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>',
        '<w:tblLayout w:type="fixed"/>',
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>',
        f"<w:tblCaption w:val={quoteattr(seen(table.title))}/>",
        f"<w:tblDescription w:val={quoteattr(seen(table.about))}/>",
        "</w:tblPr><w:tblGrid>",
        *(f'<w:gridCol w:w="{each}"/>' for each in widths),
        "</w:tblGrid>",
        *made.row(headings, range(len(headings)), heading=True),
        end,
    ]
    whole_table: BaseOxmlElement = parse_xml("".join(parts))
    after.addnext(whole_table)
    for start in range(0, len(table.rows), _AT_ONCE):
        some = (made.row(row, (table.head,)) for row in table.rows[start : start + _AT_ONCE])
        whole_table.extend(list(parse_xml("".join([begin, *chain.from_iterable(some), end]))))


class _Rows:
    """Rows of cells, in columns of given widths."""

    def __init__(self, widths: Sequence[int], from_right: bool) -> None:
        self._widths = widths
        self._from_right = from_right

    def row(
        self, values: Sequence[Value], bold: Sequence[int], *, heading: bool = False
    ) -> Iterator[str]:
        yield f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if heading else ''}</w:trPr>"
        fill = '<w:shd w:val="clear" w:color="auto" w:fill="DDE6F0"/>' if heading else ""
        for place, (value, width) in enumerate(zip(values, self._widths, strict=True)):
            yield f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>'
            for line in seen(value_text(value)).split("\n"):
                yield self._paragraph(line, bold=place in bold)
            yield "</w:tc>"
        yield "</w:tr>"

    def _paragraph(self, text: str, *, bold: bool) -> str:
        turns = self._from_right and runs_from_the_right(text)
        way = "<w:bidi/>" if turns else '<w:jc w:val="right"/>' if self._from_right else ""
        heavy = "<w:b/><w:bCs/>" if bold else ""
        look = f"<w:rPr>{heavy}{'<w:rtl/>' if turns else ''}</w:rPr>" if heavy or turns else ""
        said = f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{TABLE_TEXT}"/>{way}</w:pPr>{said}</w:p>'

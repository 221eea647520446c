"""What Word keeps for readers who do not see the page, and python-docx does not set by itself."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from actionplan_tui.exchange.docx_table import runs_from_the_right


def _child(parent: object, name: str, **attributes: str) -> object:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)  # type: ignore[attr-defined]
    return element


def written_from_the_right(paragraph: Paragraph) -> None:
    """Let a paragraph stand at the right; one with such writing in it runs from there too."""
    if not runs_from_the_right(paragraph.text):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        return
    run_from_the_right(paragraph)


def run_from_the_right(paragraph: Paragraph) -> None:
    """Let a paragraph run from the right, whatever stands in it."""
    properties = paragraph._p.get_or_add_pPr()
    bidi = OxmlElement("w:bidi")
    place = next((child for child in properties if child.tag in _AFTER_BIDI), None)
    if place is not None:
        place.addprevious(bidi)
    else:
        properties.append(bidi)
    for run in paragraph.runs:
        if runs_from_the_right(run.text):
            run.font.rtl = True


_AFTER_BIDI = frozenset(
    qn(f"w:{name}") for name in ("adjustRightInd", "snapToGrid", "spacing", "ind", "jc", "rPr")
)
"""What the schema puts after `w:bidi` in a paragraph's properties."""


def tab_at_the_end(paragraph: Paragraph, place: Length) -> None:
    """Let what follows a tab stand at the other end of the line; the style's own stops go."""
    stops = paragraph.paragraph_format.tab_stops
    for stop in paragraph.style.paragraph_format.tab_stops if paragraph.style else ():
        stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(place, WD_TAB_ALIGNMENT.RIGHT)


def section_from_the_right(section: Section) -> None:
    """Let the page itself be one of a text written from the right."""
    grid = section._sectPr.find(qn("w:docGrid"))
    bidi = OxmlElement("w:bidi")
    if grid is not None:
        grid.addprevious(bidi)
    else:
        section._sectPr.append(bidi)


def in_language(document: Document, tag: str, *, right_to_left: bool) -> None:
    """Say which language the texts are in, so that they are read aloud and checked in it."""
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), tag)
        if right_to_left:
            language.set(qn("w:bidi"), tag)


def without_preview(document: Document) -> None:
    """Leave out the picture of an empty page that new documents come with."""
    known = document.part.package.rels if document.part.package else {}
    for id in [id for id, one in known.items() if one.reltype.endswith("/thumbnail")]:
        del known[id]


def with_table_text(document: Document, name: str, points: float) -> None:
    """Give the document the style of texts in tables: small, close, in any script."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.base_style = document.styles["Normal"]
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    style.font.size = Pt(points)
    size = OxmlElement("w:szCs")
    size.set(qn("w:val"), str(round(points * 2)))
    style.element.get_or_add_rPr().append(size)


def in_font(document: Document, name: str) -> None:
    """Set every kind of writing in one font."""
    normal = document.styles["Normal"]
    properties = normal.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), name)


def plain_headings(document: Document, name: str) -> None:
    """Let headings be in the same font as the text."""
    for style in ("Title", *(f"Heading {level}" for level in range(1, 4))):
        properties = document.styles[style].element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{kind}"), name)


def add_field(paragraph: Paragraph, code: str) -> None:
    """A number that Word works out, such as the page's."""
    for kind in ("begin", "", "end"):
        run = paragraph.add_run()
        if kind:
            _child(run._r, "w:fldChar", fldCharType=kind)
        else:
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = f" {code} "
            run._r.append(text)

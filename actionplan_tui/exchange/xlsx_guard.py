"""Refusing what is unsafe in a workbook, before a library makes objects of it.

A workbook is a zip of XML from anywhere. Its sizes are added up before it is unpacked; macros,
passwords and entities are refused; and the shape of its XML is looked at, for a few kilobytes can
unpack to millions of elements, each of which would cost a library a hundred times its bytes.
"""

from __future__ import annotations

import re
import zipfile
from xml.parsers import expat

from actionplan_tui.exchange.table_source import under_password
from actionplan_tui.model.problem import Problem

MAX_UNPACKED = 60_000_000
"""Bytes that the XML of a workbook may unpack to."""
MAX_PARTS = 3_000
MAX_DEPTH = 60
MAX_ATTRIBUTES = 400
"""Attributes of one element."""
MAX_TOGETHER = 120_000
"""Elements in one row: its 16,384 cells at most, with what stands in them."""
MAX_ELEMENTS = 5_000_000
"""Elements in a sheet, or in the texts that sheets share."""
MAX_ELSEWHERE = 400_000
"""Elements in any other part, such as 65,000 styles."""
_LAST_ROW = 1_048_576  # of any Excel sheet
_ROW_DEPTH = 3  # worksheet, sheetData, row

_MEDIA = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bin", ".tiff", ".bmp")
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
_LARGE = re.compile(r"xl/(?:worksheets/[^/]*|sharedStrings)\.xml", re.IGNORECASE)


def refuse_unsafe(parts: zipfile.ZipFile, name: str) -> None:
    """Look through the parts of a workbook.

    Raises: Problem, in one line, when it is none or none to be read safely.
    """
    infos = parts.infolist()
    names = {info.filename for info in infos}
    if "mimetype" in names or "content.xml" in names:
        raise Problem(f"{name}: is an OpenDocument file: save it as an Excel workbook (.xlsx)")
    if any(part.startswith("word/") for part in names):
        raise Problem(f"{name}: is a Word document: copy its table and paste it into the desk")
    if not any(part.startswith("xl/") for part in names):
        raise Problem(f"{name}: is a zip file, but no Excel workbook")
    if any(info.flag_bits & 1 for info in infos):
        raise Problem(under_password(name))
    if any("vbaproject" in part.lower() for part in names):
        raise Problem(f"{name}: holds macros: save it as a workbook without (.xlsx)")
    read = [info for info in infos if not info.filename.lower().endswith(_MEDIA)]
    if len(infos) > MAX_PARTS or sum(info.file_size for info in read) > MAX_UNPACKED:
        raise Problem(f"{name}: unpacks to more than {MAX_UNPACKED:,} bytes: split it up")
    for info in read:
        most = MAX_ELEMENTS if _LARGE.fullmatch(info.filename) else MAX_ELSEWHERE
        _refuse_unsafe_xml(parts.read(info), name, most)


def _refuse_unsafe_xml(xml: bytes, name: str, most: int) -> None:
    """Refuse declarations, which no workbook has, an encoding that could hide them, and shapes
    that no workbook takes.
    """
    if b"\0" in xml[:200] or re.match(
        rb"\s*<\?xml[^>]*encoding=.(?!utf-8|us-ascii)", xml, re.IGNORECASE
    ):
        raise Problem(f"{name}: is written in an unusual encoding: save it again in Excel")
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise Problem(f"{name}: declares entities, which no workbook needs: it is not read")
    if any(int(number) > _LAST_ROW for number in _ROW.findall(xml)):
        raise Problem(f"{name}: has a row beyond the last one of a sheet: it is not read")
    if len(xml) > _SMALL:
        _Shape(name, most).look(xml)


class _Shape:
    """Counts what stands in XML, and stops at the first count that no workbook comes to."""

    def __init__(self, name: str, most: int) -> None:
        self._name, self._most = name, most
        self._depth = self._elements = self._row_began = 0

    def look(self, xml: bytes) -> None:
        """Go through it; what is no XML is left for the library to say."""
        parser = expat.ParserCreate()
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            for place in range(0, len(xml), _CHUNK):
                parser.Parse(xml[place : place + _CHUNK])
            parser.Parse(b"", True)
        except expat.ExpatError:
            return

    def _start(self, name: str, attributes: list[str]) -> None:
        self._depth += 1
        self._elements += 1
        if (
            self._depth > MAX_DEPTH
            or len(attributes) > 2 * MAX_ATTRIBUTES
            or self._elements > self._most
            or self._elements - self._row_began > MAX_TOGETHER
        ):
            raise Problem(f"{self._name}: holds more than Excel could have put there: not read")

    def _end(self, name: str) -> None:
        if self._depth <= _ROW_DEPTH:
            self._row_began = self._elements
        self._depth -= 1


_CHUNK = 1 << 16
_SMALL = 4_000
"""Bytes of a part in which no shape does harm."""

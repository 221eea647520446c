"""Files made to do harm: one clear line each, little memory, and the plan as it was."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from workbooks import with_part, workbook

SOUND = workbook([["Step", "Who"], ["A", "Ana"]])
SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


def sheet(row: str, before: str = "") -> bytes:
    rows = f"<sheetData>{row}</sheetData>"
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{SPACE}">{rows}</worksheet>'.encode()


def laughs() -> str:
    more = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE l [<!ENTITY a0 "ha">{more}]>'


MORE = "holds more than Excel could have put there: not read"
FILES: dict[str, tuple[Callable[[], bytes], str]] = {
    "huge.xlsx": (lambda: SOUND, "larger than 20,000,000 bytes: split it into smaller tables"),
    "huge.csv": (lambda: b"Action Step\n", "larger than 20,000,000 bytes: split it"),
    "bomb.xlsx": (
        lambda: with_part(SOUND, SHEET, b"<worksheet>" + b" " * 60_000_000),
        "unpacks to more than 60,000,000 bytes: split it up",
    ),
    "cells.xlsx": (
        lambda: with_part(SOUND, SHEET, sheet("<row>" + "<c><v>1</v></c>" * 200_000 + "</row>")),
        MORE,
    ),
    "attributes.xlsx": (
        lambda: with_part(
            SOUND, SHEET, sheet("<row " + " ".join(f'a{n}=""' for n in range(100_000)) + "/>")
        ),
        MORE,
    ),
    "deep.xlsx": (lambda: with_part(SOUND, SHEET, sheet("<a>" * 90_000)), MORE),
    "styles.xlsx": (
        lambda: with_part(
            SOUND,
            STYLES,
            f"<styleSheet><cellXfs>{'<xf/>' * 900_000}</cellXfs></styleSheet>".encode(),
        ),
        MORE,
    ),
    "laughs.xlsx": (
        lambda: with_part(SOUND, SHEET, sheet("<row><c>&a9;</c></row>", laughs())),
        "declares entities, which no workbook needs: it is not read",
    ),
    "external.xlsx": (
        lambda: with_part(
            SOUND, SHEET, sheet("&x;", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
        ),
        "declares entities, which no workbook needs: it is not read",
    ),
    "password.xlsx": (
        lambda: OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"),
        "is protected by a password: open it in Excel, take the password off",
    ),
    "macros.xlsm": (
        lambda: with_part(SOUND, "xl/vbaProject.bin", b"Sub"),
        "holds macros: save it as a workbook without (.xlsx)",
    ),
    "three.csv": (lambda: b"A,B,C\n1,2,3\n", "no headings in the first 2 rows: one row must name"),
    "wide.csv": (lambda: b"Step\n" + b"x," * 5_000_000, "row 2 has more than 500 columns"),
    "bars.md": (lambda: b"| Step |\n|---|\n" + b"|" * 19_000_000, "no action step stands below"),
    "deep.json": (lambda: b"[" * 40_000_000, "is not JSON"),
    "wide.json": (
        lambda: b'{"plan":{},"steps":{' + b'"1":{},' * 5_000_000 + b"}}",
        "holds more than 100,000 records",
    ),
}

BUILDERS = str(Path(__file__).parents[1] / "builders")
IMPORTS = """
import contextlib, io, json, sys
from actionplan_tui.cli.main import run

sys.path.insert(0, sys.argv[1])
from bounds import megabytes

for name in sys.argv[3:]:
    told = io.StringIO()
    with contextlib.redirect_stderr(told):
        status = run(["import", name, "-f", sys.argv[2]])
    print(json.dumps([name, status, told.getvalue(), megabytes()]))
"""
MOST = 300
"""Megabytes of memory that any of them may take, the program's own 40 among them."""


@pytest.mark.parametrize("names", [list(FILES)], ids=["all"])
def test_a_file_made_to_do_harm_is_refused_in_one_line_and_little_memory(
    plan_file: Path, names: list[str], cli: Any
) -> None:
    for name in names:
        Path(name).write_bytes(FILES[name][0]())
        if name.startswith("huge"):
            with Path(name).open("r+b") as file:
                file.truncate(200_000_000)
    before = plan_file.read_bytes()

    ran = subprocess.run(
        [sys.executable, "-c", IMPORTS, BUILDERS, str(plan_file), *names],
        capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip

    for line in ran.stdout.splitlines():
        name, status, told, peak = json.loads(line)
        assert status == 3, name
        [said] = told.splitlines()
        assert said.startswith("actionplan: "), name
        assert FILES[name][1] in said
        assert peak < MOST, name
    assert len(ran.stdout.splitlines()) == len(FILES)
    assert plan_file.read_bytes() == before

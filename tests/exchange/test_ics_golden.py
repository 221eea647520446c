"""Files byte for byte, each small and named by what is tricky in it: golden/*.ics.

    make test ARGS="tests/exchange/test_ics_golden.py --snapshot-update"

writes them anew; look at each with `git diff` before it is kept.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from calendar_programs import PROGRAMS, Icalendar, Radicale
from golden_calendars import GOLDEN
from icalendar import Calendar

FOLDER = Path(__file__).parent / "golden"


def lines(data: bytes) -> list[str]:
    return data.decode().split("\r\n")


@pytest.mark.parametrize("name", GOLDEN)
def test_a_calendar_is_this_file_byte_for_byte(name: str, request: pytest.FixtureRequest) -> None:
    file, data = FOLDER / f"{name}.ics", GOLDEN[name]()
    if request.config.getoption("--snapshot-update"):
        file.write_bytes(data)
    assert lines(data) == lines(file.read_bytes())


def test_there_is_no_file_that_nothing_writes() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == GOLDEN.keys()


@pytest.mark.verify
@pytest.mark.parametrize("program", [name for name in PROGRAMS if name != "icalendar"])
@pytest.mark.parametrize("name", GOLDEN)
def test_all_programs_read_it_alike(name: str, program: str, tmp_path: Path) -> None:
    data = (FOLDER / f"{name}.ics").read_bytes()
    zones = Calendar.from_ical(data).walk("VTIMEZONE")
    zone = str(zones[0]["tzid"]) if zones else "UTC"
    reader, ours = PROGRAMS[program](tmp_path, zone), Icalendar(zone=zone)
    try:
        reader.take(data)
        ours.take(data)
        assert reader.lists() == ours.lists()
    finally:
        if isinstance(reader, Radicale):
            reader.close()

"""What a quick command leaves out while it starts is there for whoever asks for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import actionplan_tui

SCRIPT = """
import sys
from actionplan_tui.cli.spared_imports import load_late, load_msgspec

load_late()
load_msgspec()
late = sys.modules["re"]
import calendar, typing
assert "enum" in sys.modules and "re._parser" not in sys.modules
import msgspec

class Row(msgspec.Struct):
    code: typing.Annotated[str, msgspec.Meta(pattern="^S[0-9]+$")]

assert msgspec.convert({"code": "S12"}, Row).code == "S12"  # a pattern was made: `re` is here
try:
    msgspec.convert({"code": "12"}, Row)
except msgspec.ValidationError:
    pass
else:
    raise AssertionError
import re

assert re is not late and late.compile is re.compile and re.match("a+", "aab").end() == 2
assert (typing.Pattern.__origin__, typing.Match.__origin__) == (re.Pattern, re.Match)
assert calendar.LocaleTextCalendar(locale="C").formatweekday(0, 9).strip() == "Monday"
import decimal, locale, uuid

assert decimal.Decimal("0.1") * 10 == 1 and uuid.uuid4().version == 4
assert locale.format_string("%d", 7) == "7"
"""


def ran(script: str) -> tuple[int, str]:
    here = str(Path(actionplan_tui.__file__).parents[1])
    run = subprocess.run(
        (sys.executable, "-S", "-c", script),  # -S: an editable checkout's hook loads some of it
        env={**os.environ, "PYTHONPATH": os.pathsep.join((here, *sys.path))},
        capture_output=True,
        text=True,
    )
    return run.returncode, run.stderr


def test_modules_that_wait_come_when_they_are_asked_for() -> None:
    assert ran(SCRIPT) == (0, "")


DESK = """
import sys
from actionplan_tui.cli.spared_imports import load_asyncio, load_screens_late

load_screens_late()
load_asyncio()
late = sys.modules["typing_extensions"]
import asyncio, typing
import textual.app
from textual.widgets import Input

assert "ssl" not in sys.modules
assert sys.modules["typing_extensions"] is late and late.Self is typing.Self
from typing_extensions import deprecated  # younger than the oldest Python of ours
import typing_extensions

assert typing_extensions is not late and late.deprecated is deprecated
from urllib.parse import urlsplit

assert urlsplit("http://[::1]:80/").port == 80
import ipaddress

assert str(ipaddress.ip_address("::1")) == "::1"
asyncio.run(asyncio.sleep(0))
import ssl  # is there for whoever asks

assert ssl.OPENSSL_VERSION
"""


def test_a_desk_starts_without_what_it_never_asks_for() -> None:
    assert ran(DESK) == (0, "")

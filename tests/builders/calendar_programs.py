"""Real calendar programs, each asked for one thing: what it shows of a file, day by day.

A program that is not there skips its tests, unless ACTIONPLAN_REQUIRE_CONSUMERS=1 asks for a
failure. `.ci/run` installs them all; those from Python's and JavaScript's registries stand in
the folder that ACTIONPLAN_CONSUMERS names (`bin/khal`, `bin/todo`,
`bin/radicale`, `node_modules/ical.js`).
"""

from __future__ import annotations

import base64
import ctypes
import ctypes.util
import datetime as dt
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

ZONE = "Europe/Berlin"
"""The time zone of the machine that the programs believe they run on, unless told another."""

FIRST, LAST = dt.date(2026, 1, 1), dt.date(2030, 12, 31)
"""The days asked for."""


class Task(NamedTuple):
    """A task as a program has it."""

    title: str
    due: dt.date
    open: bool
    percent: int = 0
    priority: int = 0


class Program(Protocol):
    """A calendar program with an empty calendar of its own."""

    def take(self, data: bytes) -> None:
        """Import a file, once more."""

    def lists(self) -> list[str]:
        """What it shows, sorted: `2026-11-27|09:00|title`, without an hour when all-day."""


def absent(what: str) -> str:
    """Skip, or fail where everything must be there; gives nothing."""
    if os.environ.get("ACTIONPLAN_REQUIRE_CONSUMERS") == "1":
        pytest.fail(f"{what} is not installed")
    pytest.skip(f"{what} is not installed (.ci/run says how)")


def program(name: str) -> str:
    """Where a program is; the newest one is in the folder of its own."""
    folder = os.environ.get("ACTIONPLAN_CONSUMERS", "")
    found = folder and shutil.which(name, path=str(Path(folder, "bin")))
    return found or shutil.which(name) or absent(name)


def run(home: Path, *words: str, zone: str = ZONE, **more: str) -> str:
    """Run a program in a home and a time zone of its own; gives what it printed."""
    environment = {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": zone,
        "TERM": "dumb",
        **more,
    }
    done = subprocess.run(
        words, env=environment, cwd=home, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "critical" not in done.stderr.lower()
    return done.stdout


def line(moment: dt.date | dt.datetime, title: str) -> str:
    """One occurrence as all programs are asked to print it."""
    if isinstance(moment, dt.datetime):
        return f"{moment:%Y-%m-%d|%H:%M}|{title}"
    return f"{moment}||{title}"


KHAL = """\
[calendars]
[[plan]]
path = {home}/calendar
type = calendar
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {home}/khal.db
"""


class Khal:
    """khal with one empty calendar."""

    def __init__(self, home: Path, zone: str = ZONE) -> None:
        self.home, self.zone = home, zone
        self.name = program("khal")
        (home / "calendar").mkdir()
        (home / "config").write_text(KHAL.format(home=home, zone=zone), encoding="utf-8")

    def take(self, data: bytes) -> None:
        """Import a file."""
        file = self.home / "plan.ics"
        file.write_bytes(data)
        self._khal("import", "--batch", "-a", "plan", str(file))

    def rings(self) -> list[str]:
        """What it shows, each followed by | and a sign where it reminds."""
        form = "{start-date}|{start-time}|{title}|{alarm-symbol}"
        shown = self._khal("list", "--day-format", "", "--format", form, str(FIRST), str(LAST))
        return [line for line in shown.splitlines() if line]

    def lists(self) -> list[str]:
        """What it shows."""
        return sorted(line.rpartition("|")[0] for line in self.rings())

    def _khal(self, *words: str) -> str:
        return run(self.home, self.name, "-c", str(self.home / "config"), *words, zone=self.zone)


class Calcurse:
    """calcurse with an empty calendar; it knows no names, so every import adds."""

    def __init__(self, home: Path, zone: str = ZONE) -> None:
        self.home, self.zone = home, zone
        self.name = program("calcurse")
        self.folder = str(home / "calcurse")

    def take(self, data: bytes) -> None:
        """Import a file."""
        file = self.home / "plan.ics"
        file.write_bytes(data)
        assert "0 skipped" in self._calcurse("-i", str(file))

    def lists(self) -> list[str]:
        """What it shows."""
        shown = self._calcurse(
            "-Q", "--input-datefmt", "4",
            "--output-datefmt", "%Y-%m-%d", "--from", str(FIRST), "--to", str(LAST),
            "--format-apt", "%(start:%H:%M)|%m\n", "--format-recur-apt", "%(start:%H:%M)|%m\n",
            "--format-event", "|%m\n", "--format-recur-event", "|%m\n",
        )  # fmt: skip
        day, found = "", []
        for each in shown.splitlines():
            if "|" in each:
                found.append(f"{day}|{each.strip()}")
            elif each.strip():
                day = each.strip().rstrip(":")
        return sorted(found)

    def titles(self) -> list[tuple[str, int]]:
        """The open tasks it has, all it keeps of them: title and priority."""
        shown = self._calcurse("-t", "--format-todo", "%p|%m\n").splitlines()
        pairs = (each.partition("|") for each in shown if "|" in each)
        return sorted((title, int(priority)) for priority, _, title in pairs)

    def _calcurse(self, *words: str) -> str:
        return run(self.home, self.name, "-D", self.folder, *words, zone=self.zone)


TODOMAN = """\
path = "{home}/*"
date_format = "%Y-%m-%d"
time_format = "%H:%M"
default_list = "plan"
cache_path = "{home}/cache.sqlite3"
"""


class Todoman:
    """todoman with one empty list, a folder that a synchronising client keeps."""

    def __init__(self, home: Path, zone: str = ZONE) -> None:
        self.home, self.zone = home, zone
        self.name = program("todo")
        (home / "plan").mkdir()
        (home / "config.py").write_text(TODOMAN.format(home=home), encoding="utf-8")

    def take(self, data: bytes) -> None:
        """Put every task where its UID has its place, as a client that synchronises does."""
        whole = Calendar.from_ical(data)
        for task in whole.walk("VTODO"):
            single = Calendar()
            single.update(whole)
            single.subcomponents = [task]
            (self.home / "plan" / f"{task['uid']}.ics").write_bytes(single.to_ical())

    def tasks(self) -> list[Task]:
        """The tasks it has."""
        words = ("-c", str(self.home / "config.py"), "--porcelain", "list", "--status", "ANY")
        zone = ZoneInfo(self.zone)
        return sorted(
            Task(
                one["summary"],
                dt.datetime.fromtimestamp(one["due"], zone).date(),
                not one["completed"],
                one["percent"],
                one["priority"],
            )
            for one in json.loads(run(self.home, self.name, *words, zone=self.zone))
        )


class IcalJs:
    """ical.js, the parser of Thunderbird and Nextcloud."""

    def __init__(self, home: Path, zone: str = ZONE) -> None:
        self.home, self.zone = home, zone
        self.node = program("node")
        folder = Path(os.environ.get("ACTIONPLAN_CONSUMERS", ""), "node_modules", "ical.js")
        if not os.environ.get("ACTIONPLAN_CONSUMERS") or not folder.is_dir():
            absent("ical.js")
        self.module = next(path for path in folder.glob("dist/ical.js") if path.is_file())
        self.data = b""

    def take(self, data: bytes) -> None:
        """Read a file instead of the one before: it is a parser alone."""
        self.data = data

    def lists(self) -> list[str]:
        """What it shows."""
        file = self.home / "plan.ics"
        file.write_bytes(self.data)
        script = Path(__file__).with_name("expand.mjs")
        words = (str(script), str(self.module), str(file), str(FIRST), str(LAST))
        shown = run(self.home, self.node, *words, zone=self.zone)
        return sorted(self._lines(shown))

    def _lines(self, shown: str) -> Iterator[str]:
        zone = ZoneInfo(self.zone)
        for each in filter(None, shown.splitlines()):
            when, _, title = each.partition("|")
            if "-" in when[1:]:
                yield line(dt.date.fromisoformat(when), title)
                continue
            moment = dt.datetime.fromtimestamp(int(when), zone)
            if FIRST <= moment.date() <= LAST:
                yield line(moment, title)


class _Span(ctypes.Structure):
    _fields_ = (("start", ctypes.c_long), ("end", ctypes.c_long), ("is_busy", ctypes.c_int))


class _Time(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", ctypes.c_int),
        ("is_daylight", ctypes.c_int),
        ("zone", ctypes.c_void_p),
    )


class Libical:
    """libical, the parser of Evolution and GNOME Calendar, in this process."""

    EVENT = 4
    """ICAL_VEVENT_COMPONENT."""

    def __init__(self, home: Path | None = None, zone: str = ZONE) -> None:
        self.zone = zone
        name = ctypes.util.find_library("ical") or absent("libical")
        self.lib = ctypes.CDLL(name)
        self.call = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(_Span), ctypes.c_void_p)
        for function, gives, takes in (
            ("icalparser_parse_string", ctypes.c_void_p, [ctypes.c_char_p]),
            ("icalcomponent_free", None, [ctypes.c_void_p]),
            ("icalcomponent_get_first_component", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
            ("icalcomponent_get_next_component", ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]),
            ("icalcomponent_get_summary", ctypes.c_char_p, [ctypes.c_void_p]),
            ("icalcomponent_get_dtstart", _Time, [ctypes.c_void_p]),
            ("icaltime_from_string", _Time, [ctypes.c_char_p]),
            ("icalcomponent_count_errors", ctypes.c_int, [ctypes.c_void_p]),
            ("icalrestriction_check", ctypes.c_int, [ctypes.c_void_p]),
            ("icalcomponent_foreach_recurrence", None,
             [ctypes.c_void_p, _Time, _Time, self.call, ctypes.c_void_p]),
        ):  # fmt: skip
            known = getattr(self.lib, function)
            known.restype, known.argtypes = gives, takes
        self.data = b""

    def take(self, data: bytes) -> None:
        """Read a file instead of the one before: it is a parser alone."""
        self.data = data

    def lists(self) -> list[str]:
        """What it shows; a file with an error in it, by its own rules, fails."""
        root = self.lib.icalparser_parse_string(self.data)
        assert root, "libical cannot parse the file"
        try:
            assert self.lib.icalrestriction_check(root), "libical finds the file wrong"
            assert self.lib.icalcomponent_count_errors(root) == 0
            return sorted(self._occurrences(root))
        finally:
            self.lib.icalcomponent_free(root)

    def _occurrences(self, root: int) -> Iterator[str]:
        first = self.lib.icaltime_from_string(f"{FIRST:%Y%m%d}T000000Z".encode())
        last = self.lib.icaltime_from_string(f"{LAST:%Y%m%d}T235959Z".encode())
        event = self.lib.icalcomponent_get_first_component(root, self.EVENT)
        zone = ZoneInfo(self.zone)
        while event:
            spans, note = self._noting()
            self.lib.icalcomponent_foreach_recurrence(event, first, last, note, None)
            title = self.lib.icalcomponent_get_summary(event).decode()
            all_day = self.lib.icalcomponent_get_dtstart(event).is_date
            for second in spans:
                moment = dt.datetime.fromtimestamp(second, dt.UTC)
                yield line(moment.date() if all_day else moment.astimezone(zone), title)
            event = self.lib.icalcomponent_get_next_component(root, self.EVENT)

    def _noting(self) -> tuple[list[int], Any]:
        """A list, and what libical calls to note in it the start of an occurrence."""
        spans: list[int] = []
        return spans, self.call(lambda _, span, __: spans.append(span.contents.start))


class Radicale:
    """Radicale on a free port of this machine, with one empty calendar."""

    def __init__(self, home: Path, zone: str = ZONE) -> None:
        self.home, self.zone = home, zone
        name = program("radicale")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/me/plan/"
        environment = {"HOME": str(home), "PATH": os.environ["PATH"], "TZ": zone}
        self.log = (home / "radicale.log").open("wb")
        self.server = subprocess.Popen(
            [name, "--config", "", "--server-hosts", f"127.0.0.1:{port}", "--auth-type", "none",
             "--storage-filesystem-folder", str(home / "collections"), "--logging-level", "error",
             "--reporting-max-freebusy-occurrence", "1000000"],
            env=environment, cwd=home, stdout=self.log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self._wait(port)
        self._ask("MKCALENDAR", self.url, b"")

    def _wait(self, port: int) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            assert self.server.poll() is None, (self.home / "radicale.log").read_text("utf-8")
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("Radicale does not answer")

    def close(self) -> None:
        """Stop it."""
        self.server.terminate()
        self.server.wait(30)
        self.log.close()

    def take(self, data: bytes) -> None:
        """Put every entry where its UID has its place, as a client that synchronises does."""
        whole = Calendar.from_ical(data)
        zones = [one for one in whole.subcomponents if one.name == "VTIMEZONE"]
        for one in (*whole.walk("VEVENT"), *whole.walk("VTODO")):
            single = Calendar()
            single.update(whole)
            single.subcomponents = [*zones, one]
            place = urllib.parse.quote(str(one["uid"]), safe="") + ".ics"
            self._ask("PUT", self.url + place, single.to_ical())

    def lists(self) -> list[str]:
        """What it shows, by its own expansion."""
        zone = ZoneInfo(self.zone)
        found = []
        for event in self._within("VEVENT", "<C:expand {span}/>"):
            start = event.start
            moment = start.astimezone(zone) if isinstance(start, dt.datetime) else start
            found.append(line(moment, str(event["summary"])))
        return sorted(found)

    def tasks(self) -> list[Task]:
        """The tasks it has, by their due dates."""
        return sorted(
            Task(
                str(one["summary"]),
                one["due"].dt,
                one["status"] not in ("COMPLETED", "CANCELLED"),
                int(one.get("percent-complete", 0)),
                int(one.get("priority", 0)),
            )
            for one in self._within("VTODO", "")
        )

    def _within(self, kind: str, form: str) -> Iterator[Any]:
        """What it has of a kind in the days asked for, by its own reckoning."""
        span = f'start="{FIRST:%Y%m%d}T000000Z" end="{LAST:%Y%m%d}T235959Z"'
        report = (
            '<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop>'
            f"<C:calendar-data>{form.format(span=span)}</C:calendar-data></D:prop><C:filter>"
            f'<C:comp-filter name="VCALENDAR"><C:comp-filter name="{kind}">'
            f"<C:time-range {span}/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"
        )
        answer = self._ask("REPORT", self.url, report.encode(), Depth="1").decode()
        import xml.etree.ElementTree as ET

        for one in ET.fromstring(answer).iter("{urn:ietf:params:xml:ns:caldav}calendar-data"):
            yield from Calendar.from_ical((one.text or "").encode()).walk(kind)

    def items(self) -> int:
        """How many items it holds."""
        root = self.home / "collections" / "collection-root" / "me" / "plan"
        return sum(path.suffix == ".ics" for path in root.iterdir())

    def _ask(self, verb: str, url: str, body: bytes, **headers: str) -> bytes:
        login = base64.b64encode(b"me:me").decode()
        request = urllib.request.Request(
            url, body, {"Authorization": f"Basic {login}", **headers}, method=verb
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.read()  # type: ignore[no-any-return]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{verb} {error.code}: {error.read().decode()}") from None


class Icalendar:
    """icalendar, our own writer, as a reader: expanded by dateutil from the file alone."""

    def __init__(self, home: Path | None = None, zone: str = ZONE) -> None:
        self.data, self.zone = b"", ZoneInfo(zone)

    def take(self, data: bytes) -> None:
        """Read a file instead of the one before."""
        self.data = data

    def lists(self) -> list[str]:
        """What it shows."""
        from dateutil.rrule import rruleset, rrulestr

        found: list[str] = []
        for event in Calendar.from_ical(self.data).walk("VEVENT"):
            start: Any = event.start
            timed = isinstance(start, dt.datetime)
            moments = [start if timed else dt.datetime.combine(start, dt.time())]
            if "rrule" in event:
                series = rruleset()
                series.rrule(rrulestr(event["rrule"].to_ical().decode(), dtstart=moments[0]))
                without = event.get("exdate", [])
                for each in without if isinstance(without, list) else [without]:
                    for value in each.dts:
                        day = value.dt
                        series.exdate(day if timed else dt.datetime.combine(day, dt.time()))
                moments = list(series)
            for moment in moments:
                shown = moment.astimezone(dt.UTC).astimezone(self.zone) if timed else moment.date()
                found.append(line(shown, str(event["summary"])))
        return sorted(found)


PROGRAMS: dict[str, type[Any]] = {
    "icalendar": Icalendar,
    "libical": Libical,
    "ical.js": IcalJs,
    "khal": Khal,
    "calcurse": Calcurse,
    "Radicale": Radicale,
}
"""All programs by name."""

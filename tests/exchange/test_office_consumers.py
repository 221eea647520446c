"""LibreOffice opens the documents, Chromium the page, and axe-core finds nothing wrong in it.

Debian packages: libreoffice-writer-nogui, libreoffice-calc-nogui, poppler-utils, chromium. Where
one is missing its tests are skipped, unless ACTIONPLAN_REQUIRE_CONSUMERS=1 asks for a failure.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
from datetime import timedelta
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pytest
from plans import PlanBuilder

from actionplan_tui.exchange.formats import FORMATS, Options
from actionplan_tui.exchange.json_plan import base_of, read_plan_json
from actionplan_tui.exchange.reports import REPORTS, report_bytes
from actionplan_tui.model.plan import Plan

pytestmark = pytest.mark.verify

EXAMPLE = (files("actionplan_tui.data") / "example.json").read_bytes()
TODAY = base_of(EXAMPLE)
DAY = timedelta(days=1)


def arabic() -> Plan:
    """The example, half of it in Arabic with acronyms, numbers and percents in its words."""
    plan = read_plan_json(EXAMPLE).amend("plan", 1, language="ar", title="خطة الخدمات 2027")
    plan = plan.amend("goals", 1, statement="نصف البالغين يستخدمون بوابة WASH بنسبة 80%")
    plan = plan.amend("stakeholders", 1, name="د. أمل الحسن")
    for n, id in enumerate(list(plan.steps)[::2], 1):
        plan = plan.amend("steps", id, title=f"مسح {n} من الآبار (عمق 80-120 م)")
    return plan


PLANS = {
    "example": read_plan_json(EXAMPLE),
    "arabic": arabic(),
    "empty": Plan(),
}


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        missing(f"{name} is not installed")
    return str(found)


def missing(why: str) -> None:
    if os.environ.get("ACTIONPLAN_REQUIRE_CONSUMERS") == "1":
        pytest.fail(why)
    pytest.skip(why)


def run(*words: str, cwd: Path) -> str:
    done = subprocess.run(words, cwd=cwd, capture_output=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout.decode(errors="replace")


# LibreOffice


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
@pytest.mark.parametrize("name", ["example", "arabic"])
def test_libreoffice_opens_it_and_every_page_has_ink_and_words(
    tmp_path: Path, suffix: str, name: str
) -> None:
    office, images, texts = program("soffice"), program("pdftoppm"), program("pdftotext")
    (tmp_path / f"plan.{suffix}").write_bytes(FORMATS[suffix].write(PLANS[name], TODAY, Options()))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    run(office, "--headless", profile, "--convert-to", "pdf", f"plan.{suffix}", cwd=tmp_path)

    words = run(texts, "-layout", "plan.pdf", "-", cwd=tmp_path)
    for step in PLANS[name].steps.values():
        first = step.title.split()[0]
        assert first in words or not first.isascii()
    assert words.count("Resources") >= 2
    assert "###" not in words  # no column too narrow for its dates
    run(images, "-r", "20", "-gray", "plan.pdf", "page", cwd=tmp_path)
    pages = sorted(tmp_path.glob("page*.pgm"))
    assert 5 < len(pages) < 40
    for page in pages:
        kind, width, height = page.read_bytes().split(maxsplit=3)[:3]
        assert kind == b"P5"
        assert int(width) > int(height)  # landscape
        pixels = page.read_bytes()[-int(width) * int(height) :]
        ink = sum(pixel < 128 for pixel in pixels) / len(pixels)
        assert 0.0005 < ink < 0.5, f"{page.name}: {ink}"


# Chromium


BROWSER = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")


def axe() -> str:
    """axe-core: the newest, where .ci/run has put it, else the one among the tools."""
    newest = Path(os.environ.get("ACTIONPLAN_CONSUMERS", ""), "node_modules/axe-core/axe.min.js")
    if newest.is_file():
        return newest.read_text("utf-8")
    if importlib.util.find_spec("axe_core_python") is None:
        missing("axe-core-python is not installed")
    return (files("axe_core_python") / "axe.min.js").read_text("utf-8")


PAGES = {
    **{name: lambda plan=plan: FORMATS["html"].write(plan, TODAY, Options())
       for name, plan in PLANS.items()},
    **{report: lambda report=report: report_bytes(PLANS["example"], TODAY, report, "html")
       for report in REPORTS},
}  # fmt: skip


class Seen(NamedTuple):
    """What axe finds wrong in a page as the browser lays it out, and what it cannot decide: rules,
    and where first; and by how many points the page is wider than the window.
    """

    violations: dict[str, str]
    undecided: dict[str, str]
    too_wide: int


def seen(tmp_path: Path, page: str, width: int = 1280) -> Seen:
    browser, script = program("chromium"), axe()
    root = "document.documentElement"
    wide = f"{root}.scrollWidth - {root}.clientWidth"
    found = f"[r.violations, r.incomplete, r.passes.length, {wide}]"
    told = f"document.body.innerText = 'AXE' + JSON.stringify({found})"
    asks = f"<script>{script}</script><script>axe.run().then(r => {{{told}}})</script></body>"
    page = page.replace("</body>", asks)
    (tmp_path / "page.html").write_text(page, encoding="utf-8")

    shown = run(
        browser, *BROWSER, f"--user-data-dir={tmp_path}/profile", "--virtual-time-budget=60000",
        f"--window-size={width},900", "--dump-dom", f"file://{tmp_path}/page.html", cwd=tmp_path,
    )  # fmt: skip
    said = re.search(r"<body[^>]*>AXE(.*?)</body>", shown, re.DOTALL)
    assert said, shown[-500:]
    *rules, passes, too_wide = json.loads(unescape(said[1]))
    assert passes > 10
    wrong, undecided = ({one["id"]: one["nodes"][0]["html"] for one in some} for some in rules)
    return Seen(wrong, undecided, too_wide)


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation_in_the_page_and_decides_everything(
    tmp_path: Path, name: str
) -> None:
    assert seen(tmp_path, PAGES[name]().decode("utf-8")) == ({}, {}, 0)


@pytest.mark.parametrize("name", ["example", "arabic"])
def test_the_page_fits_a_phone(tmp_path: Path, name: str) -> None:
    """What is scrolled out of sight in a table axe cannot see; nothing else is left undecided."""
    wrong, undecided, too_wide = seen(tmp_path, PAGES[name]().decode("utf-8"), width=500)
    assert (wrong, too_wide) == ({}, 0)
    assert undecided.keys() <= {"color-contrast"}


def test_axe_would_find_what_is_wrong(tmp_path: Path) -> None:
    broken = PAGES["example"]().replace(b' lang="en"', b"").replace(b' role="region"', b"")
    assert "html-has-lang" in seen(tmp_path, broken.decode()).violations


def printed(tmp_path: Path, page: bytes) -> tuple[int, bool]:
    """How many sheets of paper the page takes, and whether they lie on their side."""
    browser, about = program("chromium"), program("pdfinfo")
    (tmp_path / "page.html").write_bytes(page)
    run(
        browser, *BROWSER, f"--user-data-dir={tmp_path}/profile", "--no-pdf-header-footer",
        "--print-to-pdf=page.pdf", f"file://{tmp_path}/page.html", cwd=tmp_path,
    )  # fmt: skip
    said = run(about, "page.pdf", cwd=tmp_path)
    width, height = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", said).groups()
    return int(re.search(r"Pages:\s+(\d+)", said)[1]), float(width) > float(height)


def test_the_page_prints_on_landscape_pages(tmp_path: Path) -> None:
    pages, landscape = printed(tmp_path, PAGES["example"]())
    assert landscape
    assert 5 < pages < 30


def test_a_word_without_end_pushes_no_column_off_the_paper(tmp_path: Path) -> None:
    address = "https://example.org/" + "averylongpath" * 12
    plan = PLANS["example"].amend("steps", 1, title=address)
    printed(tmp_path, FORMATS["html"].write(plan, TODAY, Options()))
    words = run(program("pdftotext"), "-layout", "page.pdf", "-", cwd=tmp_path)
    assert "Potential Barriers" in words
    assert "Performance" in words


def crowded() -> Plan:
    """A plan that has more of everything than a page holds, in long words."""
    words = "of the department of regional development and inter-island transport"
    build = PlanBuilder(title=f"Programme {words}", review_cadence="every 4 weeks on mon")
    people = [build.person(f"Directorate-General {n} {words}") for n in range(9)]
    for n in range(9):
        goal = build.goal(f"Goal {n} {words}", target_date=TODAY + 90 * DAY, owner=people[n])
        for due, start, percent in ((5, 3, 0), (-4, -6, 90), (-40, -90, 0)):
            step = build.step(
                f"Step {n} {words}", goal=goal, lead=people[n], percent=percent,
                due=TODAY + due * DAY, start=TODAY + start * DAY,
            )  # fmt: skip
            build.add("communications", step=step, audience=tuple(people), message=words,
                      responsible=people[n], cadence="daily", start=TODAY)  # fmt: skip
        build.add("kpis", goal=goal, name=f"Share {n} {words}", unit="households", target=1000)
    return build.plan


@pytest.mark.parametrize("make", [lambda: PLANS["example"], crowded], ids=["example", "crowded"])
def test_the_status_report_is_one_page_however_large_the_plan(tmp_path: Path, make) -> None:
    page = report_bytes(make(), TODAY, "status", "html")
    assert page.count(b"<table>") == 6  # goals, off track, late, due soon, to be said, KPIs
    assert printed(tmp_path, page) == (1, False)

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
from html import unescape
from importlib.resources import files
from pathlib import Path

import pytest

from actionplan_tui.exchange.formats import FORMATS, Options
from actionplan_tui.exchange.json_plan import base_of, read_plan_json
from actionplan_tui.exchange.reports import REPORTS, report_bytes
from actionplan_tui.model.plan import Plan

pytestmark = pytest.mark.verify

EXAMPLE = (files("actionplan_tui.data") / "example.json").read_bytes()
TODAY = base_of(EXAMPLE)
PLANS = {
    "example": read_plan_json(EXAMPLE),
    "arabic": read_plan_json(EXAMPLE).amend("plan", 1, language="ar", title="خطة الخدمات"),
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
        assert first in words
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


def violations_of(tmp_path: Path, page: str) -> dict[str, str]:
    """What axe finds wrong in the page as the browser lays it out: rules, and where first."""
    browser, script = program("chromium"), axe()
    told = "document.body.innerText = 'AXE' + JSON.stringify([r.violations, r.passes.length])"
    asks = f"<script>{script}</script><script>axe.run().then(r => {{{told}}})</script></body>"
    page = page.replace("</body>", asks)
    (tmp_path / "page.html").write_text(page, encoding="utf-8")

    shown = run(
        browser, *BROWSER, f"--user-data-dir={tmp_path}/profile", "--virtual-time-budget=60000",
        "--dump-dom", f"file://{tmp_path}/page.html", cwd=tmp_path,
    )  # fmt: skip
    said = re.search(r"<body[^>]*>AXE(.*?)</body>", shown, re.DOTALL)
    assert said, shown[-500:]
    violations, passes = json.loads(unescape(said[1]))
    assert passes > 10
    return {each["id"]: each["nodes"][0]["html"] for each in violations}


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation_in_the_page(tmp_path: Path, name: str) -> None:
    assert violations_of(tmp_path, PAGES[name]().decode("utf-8")) == {}


def test_axe_would_find_what_is_wrong(tmp_path: Path) -> None:
    broken = PAGES["example"]().replace(b' lang="en"', b"").replace(b' role="region"', b"")
    found = violations_of(tmp_path, broken.decode())
    assert "html-has-lang" in found


def test_the_page_prints_on_landscape_pages(tmp_path: Path) -> None:
    browser, about = program("chromium"), program("pdfinfo")
    (tmp_path / "page.html").write_bytes(PAGES["example"]())
    run(
        browser, *BROWSER, f"--user-data-dir={tmp_path}/profile", "--no-pdf-header-footer",
        "--print-to-pdf=page.pdf", f"file://{tmp_path}/page.html", cwd=tmp_path,
    )  # fmt: skip
    said = run(about, "page.pdf", cwd=tmp_path)
    pages = int(re.search(r"Pages:\s+(\d+)", said)[1])
    width, height = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", said).groups()
    assert 5 < pages < 40
    assert float(width) > float(height)

"""A plan that lives, in a real terminal: corrected by its owner, reviewed, and minuted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def records(path: Path, table: str) -> dict[str, Any]:
    """A table of the plan file."""
    found: dict[str, Any] = json.loads(path.read_text("utf-8")).get(table, {})
    return found


def test_off_track_is_closed_by_its_owner_and_a_review_minutes_what_was_changed(
    terminal: Any, command: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    path = folder / "water.json"
    command("new", path, "--title", "Clean water")
    command("-f", path, "set", "plan", "owner=Ana", "review_cadence=every 4 weeks on mon")
    command("-f", path, "add", "Survey wells", "lead=Ioane", "due=2026-01-05")
    command("-f", path, "add", "Buy pumps")

    desk = terminal(path)
    desk.until("OFF TRACK")
    desk.keys("G", "k")
    desk.until("Ana must act")
    desk.keys("!")
    desk.until("Corrective action on Survey wells")
    for keys, text in (("", "Rain"), ("", "Hire a boat"), ("j", "Ioane"), ("", "2026-12-31")):
        desk.type(keys)  # Enter keeps a field and goes to the next
        desk.keys("Enter")
        desk.until("Enter keep")
        desk.line(text, "<Enter>")
        desk.gone("Enter keep")
    desk.keys("Escape")
    desk.until("A1 is under way")
    desk.keys("!")
    desk.until("It worked: verified today, for Ana")
    desk.keys("Down", "Enter")
    desk.until(lambda: records(path, "corrective_actions")["1"].get("closed_by") == 1)
    assert records(path, "corrective_actions")["1"]["status"] == "verified"

    desk.keys("R")
    desk.until("Which review?")
    desk.keys("Enter")
    desk.until("to look at")
    desk.keys("l", "l", "Enter")  # from Reviewed to By Whom
    desk.until("Enter keep")
    desk.line("Ana", "<Enter>")
    desk.gone("Enter keep")
    desk.until(lambda: records(path, "steps")["1"].get("lead") == 1)
    desk.keys("M")
    desk.until("End the review and write its minutes")
    desk.keys("e")
    desk.until("Minutes: water-minutes-")

    [minutes] = folder.glob("water-minutes-*.md")
    made = minutes.read_text("utf-8").partition("## Changes made in this review ")[2]
    assert made.startswith("(1)\n\n- 1 Survey wells\n  - By Whom: Ioane → Ana\n\n## ")

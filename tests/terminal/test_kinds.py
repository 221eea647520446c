"""One desk on every kind of terminal: what is drawn, in which colours, by which keys."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from desk_page import NOON
from plans import PlanBuilder

from actionplan_tui.store import create_store
from screens.terminal.kind import TerminalKind, kind_of

COLOR = re.compile(rb"\x1b\[[\d;]*?\b(3[0-7]|4[0-7]|9[0-7]|10[0-7]|[34]8;[25];[\d;]+)[\d;]*m")
RICH = re.compile(rb"\x1b\[[\d;]*\b[34]8;[25];")


@pytest.fixture
def plan(tmp_path) -> Path:
    """A plan with two steps and a goal."""
    build = PlanBuilder(title="Clean water")
    goal = build.goal("Every village drinks clean water")
    build.step("Survey wells", goal=goal, lead=build.person("Ana"))
    build.step("Repair pumps", goal=goal)
    path = tmp_path / "water.json"
    create_store(path, build.plan, now=lambda: NOON, by="ana")
    return path


def steps(path: Path) -> list[str]:
    return [one["title"] for one in json.loads(path.read_text("utf-8"))["steps"].values()]


@pytest.mark.parametrize(
    ("environment", "plain", "few"),
    [
        pytest.param({"TERM": "xterm-256color"}, False, False, marks=pytest.mark.verify),
        pytest.param({"TERM": "xterm"}, False, True, marks=pytest.mark.verify),
        pytest.param({"TERM": "screen"}, False, True, marks=pytest.mark.verify),
        pytest.param({"TERM": "vt100"}, True, True, marks=pytest.mark.verify),
        ({"TERM": "linux"}, True, True),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, False, True),
        ({"TERM": "xterm-256color", "LANG": "de_DE.ISO-8859-1"}, True, False),
    ],
    ids=lambda value: " ".join(value.values()) if isinstance(value, dict) else "",
)
def test_the_desk_is_drawn_with_what_the_terminal_has(raw, plan, environment, plain, few) -> None:
    desk = raw(plan, environment=environment)
    desk.until("Survey wells")
    for key in "14567832":
        desk.send(key)
    desk.until("By Whom")
    desk.send("Ge")
    desk.until("Enter keep")
    desk.send("caf\u00e9".encode("latin-1" if "LANG" in environment else "utf-8") + b"\r")
    desk.until(lambda: "café" in steps(plan))
    if "LANG" not in environment:
        desk.until("café")
    desk.send("\x11")
    assert desk.ended() == 0

    drawn = bytes(desk.sent)
    if "LANG" not in environment:
        drawn = drawn.decode().replace("é", "e").encode()
    else:
        drawn = drawn.replace(b"\xe9", b"e")
    assert drawn.isascii() == plain
    if few:
        assert not RICH.search(drawn)
    if "NO_COLOR" in environment:
        assert not COLOR.search(drawn)
    assert desk.modes == {"icanon", "echo", "isig"}
    if environment["TERM"] in ("linux", "vt100"):  # no question that a console could print
        assert not re.search(rb"\x1b\[(>|\?2026\$p|\?2048\$p)", drawn)


def test_a_dumb_terminal_is_told_in_one_sentence_what_to_do(raw, plan) -> None:
    desk = raw(plan, environment={"TERM": "dumb"}, columns=400)

    assert desk.ended() == 3
    assert desk.screen.split("\n")[0].rstrip() == (
        f"actionplan: the desk needs more than a dumb terminal; try: actionplan status -f {plan}"
    )
    assert b"\x1b" not in desk.sent


def test_any_size_and_a_resize_while_editing(raw, plan) -> None:
    desk = raw(plan, columns=60, lines=15)
    desk.until("Survey wells")
    desk.send("Ge")
    desk.until("Enter keep")
    desk.send("Mend")
    for columns, lines in ((400, 100), (20, 5), (10, 2), (60, 15)):
        desk.resize(columns, lines)
        desk.until(lambda lines=lines: desk.screen.count("\n") == lines - 1)
        desk.send(" x")
    desk.until("Mend x x x x")
    desk.send("\r")
    desk.until(lambda: "Mend x x x x" in steps(plan))


def test_other_keyboards_and_a_keymap_of_ones_own_drive_it(raw, plan, tmp_path) -> None:
    desk = raw(plan)
    desk.until("Survey wells")
    desk.send("п")  # g, on a Russian keyboard
    desk.send("Пу")  # G e
    desk.until("Enter keep")
    desk.send("Починить насосы\r")  # typed as it is
    desk.until(lambda: "Починить насосы" in steps(plan))
    desk.send("г")  # u
    desk.until(lambda: "Repair pumps" in steps(plan))
    for first, edit, typed, undo in (
        ("Γ", "ε", "Επισκευή αντλιών", "θ"),  # Greek
        ("\x1b[F", "ث", "إصلاح المضخات", "ع"),  # Arabic, which has no capital G
    ):
        desk.send(first)
        desk.send(edit)
        desk.until("Enter keep")
        desk.send(f"{typed}\r")
        desk.until(lambda typed=typed: typed in steps(plan))
        desk.send(undo)
        desk.until(lambda: "Repair pumps" in steps(plan))
    desk.send("3")
    desk.until("KEEP SATISFIED")
    desk.send("é")  # 2 on AZERTY
    desk.until("By Whom")
    desk.send("\x11")
    assert desk.ended() == 0

    settings = tmp_path / "config" / "actionplan-tui" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(
        'layouts = false\ntheme = "nord"\n[keys]\n"app.undo" = ","\n[colors]\nprimary = "#336699"\n'
    )
    again = raw(plan)
    again.until("Survey wells")
    again.send("Gx")
    again.until(lambda: "finished" in plan.read_text("utf-8"))
    again.send("гu")
    again.send(",")
    again.until("Took back")
    again.send("?latest edit")
    again.until("Take back the latest edit.")
    assert re.search(r", +Take back|Take back the latest edit\. +,", again.screen)


SSH = {"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}
"""What a session over a line is known by."""


@pytest.mark.parametrize(
    ("environment", "setting", "asked"),
    [
        ({}, "", True),
        (SSH, "", False),
        pytest.param(SSH, "mouse = true", True, marks=pytest.mark.verify),
        pytest.param({}, "mouse = false", False, marks=pytest.mark.verify),
    ],
)
def test_over_a_line_the_mouse_stays_the_terminals_unless_it_is_asked_for(
    raw, plan, tmp_path, environment, setting: str, asked: bool
) -> None:
    settings = tmp_path / "config" / "actionplan-tui" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"{setting}\n")
    desk = raw(plan, environment=environment)
    desk.until("Survey wells")
    desk.send("\x11")
    assert desk.ended() == 0

    assert (b"\x1b[?1000h" in desk.sent) is asked
    assert (b"\x1b[?1003h" in desk.sent) is asked


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[keys]\n"app.undoo" = "b"\n', "line 2: there is no verb 'app.undoo': did you mean app"),
        ('me = "x"\n[keys]\napp.undo = "q"\n', "line 3: q is already the key of app.leave"),
        ('[keys]\n\n"app.help" = "f5"\n', "line 3: app.help must keep a key that every terminal"),
        ('[keys]\n"app.undo" = "hyper+u"\n', "line 2: 'hyper+u' is no key that terminals send"),
        ('\ntheme = "nrod"\n', "line 2: there is no theme 'nrod': did you mean nord?"),
        ('[colors]\nprimary = "blue"\n', 'line 2: primary must be a colour such as "#336699"'),
    ],
)  # fmt: skip
def test_a_mistake_in_the_settings_is_named_with_its_line(
    raw, plan, tmp_path, text: str, said: str
) -> None:
    settings = tmp_path / "config" / "actionplan-tui" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(text)
    desk = raw(plan, columns=400)

    assert desk.ended() == 3
    assert f"{settings}, {said}" in desk.screen
    assert b"\x1b" not in desk.sent


def test_what_a_terminal_is() -> None:
    assert kind_of({"TERM": "xterm-256color", "LANG": "en_GB.UTF-8"}) == TerminalKind()
    assert kind_of({"TERM": "xterm", "LC_ALL": "ru_RU.KOI8-R"}).encoding == "koi8-r"
    assert kind_of({"TERM": "xterm", "LANG": "C"}).encoding == "utf-8"
    assert kind_of({"TERM": "xterm", "LANG": "x.no-such"}).encoding == "utf-8"
    assert kind_of({"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}).patience == 0.3
    assert kind_of({"ESCDELAY": "50"}).patience == 0.05
    latin = kind_of({"LANG": "fr_FR.ISO-8859-1"})
    assert latin.encode("é \u5b57") == b"\xe9 ??"  # as wide as what it stands for
    assert TerminalKind().encode("a\udc80b") == b"a?b"

"""The real program in a real terminal: tmux, which a person attaches to and a test asks."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from desk_page import NOON
from patience import PATIENCE
from plans import PlanBuilder
from raw_terminal import RawTerminal

from actionplan_tui.store import create_store

PROGRAM = f"{shlex.quote(sys.executable)} -m actionplan_tui"


class Terminal:
    """A terminal of 80 by 24 with a shell that runs one command and says how it ended."""

    def __init__(self, tmux: Callable[..., str], name: str) -> None:
        self._tmux = tmux
        self.name = name

    # What the hands do

    def keys(self, *keys: str) -> None:
        """Press keys by the names that tmux has for them."""
        self._tmux("send-keys", "-t", self.name, *keys)

    def type(self, text: str) -> None:
        """Type a text, all of it in one breath."""
        self._tmux("send-keys", "-t", self.name, "-l", "--", text)

    def paste(self, text: str) -> None:
        """Paste a text, as a terminal does for a program that tells pastes from keys."""
        self._tmux("set-buffer", "-b", "pasted", "--", text)
        self._tmux("paste-buffer", "-p", "-r", "-b", "pasted", "-t", self.name)

    def line(self, *parts: str) -> None:
        """Type texts and keys one after the other; a key is written `<Tab>`."""
        for part in parts:
            if re.fullmatch(r"<[\w-]+>", part):
                self.keys(part[1:-1])
            else:
                self.type(part)

    def hang_up(self) -> None:
        """Close the terminal, as a lost connection does."""
        self._tmux("kill-session", "-t", self.name)

    # What the eyes see

    @property
    def screen(self) -> str:
        """What the terminal shows."""
        return self._tmux("capture-pane", "-p", "-t", self.name)

    def until(self, condition: str | Callable[[], object]) -> None:
        """Wait until a text is on the screen, or something is so."""
        deadline = time.monotonic() + PATIENCE
        while not (condition in self.screen if isinstance(condition, str) else condition()):
            assert time.monotonic() < deadline, f"waited in vain for {condition}\n{self.screen}"
            time.sleep(0.02)

    def gone(self, text: str) -> None:
        """Wait until a text is no longer on the screen."""
        self.until(lambda: text not in self.screen)

    def saved(self) -> None:
        """Wait until the header says that all is saved."""
        self.until(lambda: re.search(r" saved \d\d:\d\d", self.screen.splitlines()[0]))

    # What the system says

    @property
    def pid(self) -> int:
        """The program's process."""
        shell = self._asked("#{pane_pid}")
        found = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", shell], capture_output=True, text=True, check=True
        )
        return int(found.stdout.split()[0])

    def ended(self) -> int:
        """Wait until the program has ended; its exit status."""
        self.until("ended with status ")
        found = re.search(r"ended with status (\d+)", self.screen)
        assert found is not None
        return int(found[1])

    @property
    def is_restored(self) -> bool:
        """Whether the terminal is as a shell wants it: its own screen, cursor, mouse and modes."""
        self.type("stty -a; echo loo''ked\n")
        self.until("looked\n")
        modes = self.screen.split("ended with status")[-1].split()
        flags = self._asked("#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{keypad_flag}")
        return flags == "0 1 0 0" and {"icanon", "echo", "isig"} <= {m.strip(";") for m in modes}

    def _asked(self, what: str) -> str:
        return self._tmux("display-message", "-p", "-t", self.name, what).strip()


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """A tmux server of the test's own."""
    program = shutil.which("tmux")
    if program is None:
        reason = "tmux is not installed: the program is not tried in a real terminal"
        if os.environ.get("ACTIONPLAN_REQUIRE_CONSUMERS") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    server = f"actionplan-test-{uuid.uuid4().hex[:8]}"
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME", "USER") if name in os.environ},
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "TMUX_TMPDIR": str(tmp_path),
    }

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [program, "-L", server, "-f", "/dev/null", *arguments],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
            timeout=PATIENCE,
        )
        return done.stdout

    yield run
    subprocess.run(
        [program, "-L", server, "kill-server"], env=environment, capture_output=True, check=False
    )


@pytest.fixture
def terminal(tmux: Callable[..., str], tmp_path: Path) -> Callable[..., Terminal]:
    """Opens a terminal in which a command of the program runs."""
    names = iter(f"terminal{number}" for number in range(1, 100))

    def open_terminal(*words: str | Path) -> Terminal:
        name = next(names)
        command = " ".join([PROGRAM, *(shlex.quote(str(word)) for word in words)])
        # A shell stays behind the program, to tell its exit status and to be typed at.
        script = f'{command}; echo "ended with status $?"; exec sh'
        tmux(
            "new-session", "-d", "-x", "80", "-y", "24", "-s", name, "-c", str(tmp_path),
            "sh", "-c", script, ";",
            "set-option", "-g", "status", "off", ";",
            "set-option", "-s", "escape-time", "0",
        )  # fmt: skip
        return Terminal(tmux, name)

    return open_terminal


@pytest.fixture
def shell(tmux: Callable[..., str]) -> Callable[..., Terminal]:
    """Opens a terminal with a shell in it, in a folder and with an environment of its own."""
    names = iter(f"shell{number}" for number in range(1, 100))

    def open_shell(words: str, folder: Path, environment: Mapping[str, str]) -> Terminal:
        name = next(names)
        given = [f"{key}={value}" for key, value in environment.items()]
        tmux(
            "new-session", "-d", "-x", "80", "-y", "24", "-s", name, "-c", str(folder),
            shlex.join(["env", "-i", "TERM=screen-256color", *given, *shlex.split(words)]), ";",
            "set-option", "-g", "status", "off", ";",
            "set-option", "-s", "escape-time", "0",
        )  # fmt: skip
        return Terminal(tmux, name)

    return open_shell


@pytest.fixture
def command(tmp_path: Path) -> Callable[..., str]:
    """Runs a command of the program without a terminal; gives what it prints."""
    environment = {
        **os.environ,
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "TZ": "UTC",
    }

    def run(*words: str | Path) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "actionplan_tui", *map(str, words)],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
            cwd=tmp_path,
        )
        return done.stdout

    return run


@pytest.fixture
def water(tmp_path: Path) -> Callable[..., Path]:
    """Puts a plan into a file, in a folder: its steps, by their titles, and nothing else."""

    def put(*titles: str, folder: Path = tmp_path) -> Path:
        build = PlanBuilder(title="Clean water")
        for title in titles:
            build.step(title)
        path = folder / "water.json"
        create_store(path, build.plan, now=lambda: NOON, by="ana")
        return path

    return put


@pytest.fixture
def raw(tmp_path: Path) -> Iterator[Callable[..., RawTerminal]]:
    """Opens a bare terminal in which a command of the program runs."""
    opened: list[RawTerminal] = []

    def start(*words: str | Path, **options: Any) -> RawTerminal:
        opened.append(RawTerminal(*words, home=tmp_path, **options))
        return opened[-1]

    yield start
    for one in opened:
        one.close()

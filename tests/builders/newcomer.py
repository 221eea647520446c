"""Somebody new at a machine: a fresh home and folder, where blocks of README are pasted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from pages import ROOT, Block

CARRIED = (
    *("actionplan_tui", "data", "docs", "screens"),
    *("pyproject.toml", "constraints.txt", "Makefile", "README.md", "LICENSE"),
)
"""What of the checkout an installation is made from."""

PLACES = ("/usr/local", "/srv", "/etc/motd")
"""Where README writes as root: here these lie in the newcomer's own root."""

PASSED_ON = ("PIP_", "SSL_", "REQUESTS_", "CURL_", "HTTP", "http", "NO_PROXY", "no_proxy")

_PIPX = """\
venv=$HOME/.local/pipx/venvs/actionplan-tui
case $1 in
install) python3 -m venv $venv && $venv/bin/pip install --quiet "$2" && mkdir -p $HOME/.local/bin &&
    ln -s $venv/bin/actionplan $venv/bin/actionplan-tui $HOME/.local/bin ;;
uninstall) rm -r $venv $HOME/.local/bin/actionplan $HOME/.local/bin/actionplan-tui ;;
esac
"""

INSTEAD = {
    "python3": 'exec {python} "$@"',
    "groupadd": "true",
    "usermod": "true",
    "chgrp": 'shift; exec {chgrp} {group} "$@"',
}
"""What stands in for programs that would change the machine, and the Python that runs the tests.

A group that README makes is one that is there: `planners` is another number than the newcomer's own
where root runs the tests, so that what the folder hands down is seen to come from the folder.
"""

ABSENT = {"lpr": "cat > {given}/lpr", "mail": "cat > {given}/mail", "pipx": _PIPX}
"""What stands in for programs where the machine has not got them."""


class Newcomer:
    """A home, a copy of the checkout, and a shell."""

    def __init__(self, folder: Path) -> None:
        """Prepare the machine in an empty folder; it says which programs are stood in for."""
        self.root, self.home = folder / "root", folder / "home"
        self.checkout, self.given = self.home / "actionplan-tui", folder / "given"
        for each in (self.given, self.checkout, *(self.root / name for name in ("etc", "srv"))):
            each.mkdir(parents=True)
        for name in ("bin", "lib"):
            (self.root / "usr/local" / name).mkdir(parents=True)
        for name in CARRIED:
            if (ROOT / name).is_dir():
                skipped = shutil.ignore_patterns("__pycache__")
                shutil.copytree(ROOT / name, self.checkout / name, ignore=skipped)
            else:
                shutil.copy(ROOT / name, self.checkout)
        self.group = 4242 if os.geteuid() == 0 else os.getegid()
        self.stood_in = sorted(name for name in ABSENT if shutil.which(name) is None)
        first, last = folder / "instead", folder / "absent"
        self._write(first, INSTEAD)
        self._write(last, {name: ABSENT[name] for name in self.stood_in})
        self.last = last
        passed = {key: value for key, value in os.environ.items() if key.startswith(PASSED_ON)}
        cache = os.environ.get("PIP_CACHE_DIR") or Path.home() / ".cache" / "pip"
        self.environment = {
            **passed,
            "HOME": str(self.home),
            "PATH": f"{self.home}/.local/bin:{first}:/usr/bin:/bin:/usr/sbin:/sbin:{last}",
            "LANG": "C.UTF-8",
            "USER": "newcomer",
            "PIP_CACHE_DIR": str(cache),
            "PIP_CONSTRAINT": str(ROOT / "constraints.txt"),
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }
        print("stood in for here:", ", ".join([*INSTEAD, *self.stood_in]))

    def _write(self, folder: Path, programs: dict[str, str]) -> None:
        folder.mkdir()
        for name, script in programs.items():
            path = folder / name
            words = {
                "python": getattr(sys, "_base_executable", sys.executable),
                "chgrp": shutil.which("chgrp") or "chgrp",
                "group": str(self.group),
                "given": str(self.given),
            }
            for word, value in words.items():
                script = script.replace(f"{{{word}}}", value)
            path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
            path.chmod(0o755)

    def placed(self, text: str) -> str:
        """A text with the places of the machine in the newcomer's own root."""
        for place in PLACES:
            text = text.replace(place, f"{self.root}{place}")
        return text

    def paste(self, block: Block, folder: Path, *, no: str = "") -> str:
        """Paste a block into bash, line by line; what it prints.

        Args:
            block: The block.
            folder: Where.
            no: The one command that may answer "no".
        """
        failed = self.given / "failed"
        failed.write_text("", encoding="utf-8")
        watch = f"set -E; trap 'echo \"$?: $BASH_COMMAND\" >> {failed}' ERR\n"
        done = subprocess.run(
            ["bash", "-c", watch + self.placed(block.text)],
            cwd=folder, env=self.environment, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        said = f"{block}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        told = [line for line in failed.read_text("utf-8").splitlines() if line != f"1: {no}"]
        assert not told, f"{told}\n{said}"
        return done.stdout

    def cron(self, block: Block) -> None:
        """Do at once what a crontab does in its hours, as cron does it: sh, and no more than it
        sets itself."""
        given = {"HOME": str(self.home), "LOGNAME": "newcomer", "SHELL": "/bin/sh"}
        for line in self.placed(block.text).splitlines():
            if "=" in line.split()[0]:
                name, _, value = line.partition("=")
                given[name.strip()] = f"{value.strip()}:{self.last}"
                continue
            command = line.split(None, 5)[5]
            done = subprocess.run(
                ["/bin/sh", "-c", command], env=given, capture_output=True, text=True, check=False
            )
            assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), (line, done)

"""What is measured: the product from a wheel, in an environment of its own.

An editable checkout finds its modules by a hook that takes a while, and its bytecode may not be
kept. So a wheel is built and installed once, in a cache folder, and again when the source has
changed. Where that is not possible, the current environment is measured, and that is said.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
APPS = ROOT / "benchmarks" / "apps"

_PARTS = ("actionplan_tui", "data", "docs", "screens", "pyproject.toml", "README.md", "LICENSE")
_KEPT = ("PATH", "TMPDIR", "TZ", "PYTHONPYCACHEPREFIX")


class Programs(NamedTuple):
    """What to run, and in which words to say so."""

    python: str
    actionplan: tuple[str, ...]
    said: str

    def bare(self, app: str, rows: int) -> tuple[str, ...]:
        """The command of a bare app."""
        return (self.python, str(APPS / f"{app}.py"), str(rows))


def cache_folder() -> Path:
    """Where the environment is kept from one run to the next."""
    folder = Path(tempfile.gettempdir()) / f"actionplan-bench-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise SystemExit(f"{folder} belongs to somebody else")
    return folder


def plain_environment(home: Path) -> dict[str, str]:
    """Environment variables that are the same on every machine, with a home of its own."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    own = {name: str(home / name.lower()) for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME")}
    return {
        **kept,
        **own,
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm-256color",
    }


def prepare() -> Programs:
    """The programs to measure, installed if need be."""
    folder = cache_folder() / f"python{sys.version_info.major}.{sys.version_info.minor}"
    mark, digest = folder / "source", _digest()
    try:
        if not mark.exists() or mark.read_text() != digest:
            _install(folder)
            mark.write_text(digest)
    except (subprocess.CalledProcessError, OSError) as error:
        reason = getattr(error, "stderr", "") or str(error)
        print(f"no environment of its own: {reason.strip()[-300:]}", file=sys.stderr)
        here = Path(sys.executable)
        said = "the current environment, for want of a wheel in its own"
        os.environ["PYTHONPYCACHEPREFIX"] = str(cache_folder() / "bytecode")
        return Programs(str(here), (str(here), "-m", "actionplan_tui"), said)
    programs = folder / "bin"
    return Programs(str(programs / "python"), (str(programs / "actionplan"),), "a wheel in its own")


def _sources() -> Iterator[Path]:
    for part in map(ROOT.joinpath, _PARTS):
        files = sorted(part.rglob("*")) if part.is_dir() else [part]
        yield from (path for path in files if path.is_file() and path.suffix != ".pyc")


def _digest() -> str:
    found = hashlib.sha256((ROOT / "constraints.txt").read_bytes())
    for path in _sources():
        found.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def _install(folder: Path) -> None:
    """Make the environment, or put the present source in the one that is there."""
    python = folder / "bin" / "python"
    (folder / "source").unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as work:
        source = Path(work) / "source"
        for path in _sources():
            target = source / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
        if not python.exists():
            print("making an environment to measure in (once) ...", file=sys.stderr)
            venv.create(folder, with_pip=True)
        pip = (str(python), "-m", "pip", "--quiet", "--disable-pip-version-check")
        # pipx brings the newest one too: the command that older ones make begins by loading `re`.
        _run(*pip, "install", "--upgrade", "pip")
        constraint = ("--constraint", str(ROOT / "constraints.txt"))
        _run(*pip, "wheel", str(source), "--no-deps", "-w", work)
        [wheel] = map(str, Path(work).glob("*.whl"))
        _run(*pip, "install", *constraint, wheel)
        _run(*pip, "install", "--force-reinstall", "--no-deps", wheel)


def _run(*command: str) -> None:
    # Bytecode is kept in the environment, whatever the caller does with their own.
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run(command, check=True, capture_output=True, text=True, env=own)

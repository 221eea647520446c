"""What is installed works: a wheel and an editable checkout, each in an empty environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CARRIED = ["actionplan_tui", "data", "docs", "screens", "pyproject.toml", "README.md", "LICENSE"]

pytestmark = pytest.mark.verify

SHOW_FILES = """
from importlib.resources import as_file, files
for package in ("actionplan_tui.data", "screens"):
    with as_file(files(package)) as folder:
        for path in folder.rglob("*"):
            if path.suffix in (".json", ".tcss"):
                print(package, path.relative_to(folder).as_posix(), path.stat().st_size)
"""


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, "XDG_STATE_HOME": str(cwd)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


def carried_files() -> set[str]:
    """What the checkout holds beside its code, as an installation should list it."""
    return {
        f"{package} {path.relative_to(folder).as_posix()} {path.stat().st_size}"
        for package, folder in (
            ("actionplan_tui.data", ROOT / "data"),
            ("screens", ROOT / "screens"),
        )
        for path in folder.rglob("*")
        if path.suffix in (".json", ".tcss")
    }


@pytest.fixture(params=["wheel", "editable"])
def programs(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The folder of programs of an empty environment with the project installed in it.

    The source is copied first, so that building leaves no trace in the checkout.
    """
    source = tmp_path / "source"
    for name in CARRIED:
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            source.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, source)
    run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    python = tmp_path / "venv" / "bin" / "python"

    install: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "--constraint",
        ROOT / "constraints.txt",
    ]
    if request.param == "editable":
        run(*install, "--editable", source, cwd=tmp_path)
    else:
        run(python, "-m", "pip", "wheel", source, "--no-deps", "-w", tmp_path, cwd=tmp_path)
        [wheel] = tmp_path.glob("*.whl")
        shutil.rmtree(source)
        run(*install, wheel, cwd=tmp_path)
    return python.parent


SHARED = (
    "man/man1/actionplan.1",
    "bash-completion/completions/actionplan",
    "zsh/site-functions/_actionplan",
    "fish/vendor_completions.d/actionplan.fish",
)
"""What a wheel installs for man and the shells, beside its programs."""


def test_an_installation_is_whole(
    programs: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if "wheel" in request.node.name:
        assert all((programs.parent / "share" / name).stat().st_size for name in SHARED)
    listed = run(programs / "python", "-c", SHOW_FILES, cwd=tmp_path).splitlines()
    assert set(listed) == carried_files()
    assert any(line.startswith("actionplan_tui.data templates/") for line in listed)
    assert any(line.startswith("screens ") for line in listed)

    shown = run(programs / "python", "-m", "pip", "show", "actionplan-tui", cwd=tmp_path)
    for name in ("actionplan", "actionplan-tui"):
        version = run(programs / name, "--version", cwd=tmp_path).split()[-1]
        assert f"Version: {version}" in shown.splitlines()

    run(programs / "actionplan", "demo", "example", "--no-open", cwd=tmp_path)
    [plan] = (tmp_path / "example").glob("[!.]*.json")
    assert run(programs / "actionplan", "status", "-f", plan, cwd=tmp_path)

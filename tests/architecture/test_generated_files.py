"""The generated files are what their generators would write today; `make docs` writes them anew."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

MAKEFILE = (Path(__file__).parents[2] / "Makefile").read_text(encoding="utf-8")
[GENERATORS] = re.findall(r"^GENERATORS := (.+)$", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("module", GENERATORS.split())
def test_a_generated_file_is_current(module: str, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", module, "--check"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, f"run `make docs`\n{run.stdout}{run.stderr}"

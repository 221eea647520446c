"""The generated reference names every command, and the man page is sound roff."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from actionplan_tui.cli import reference
from actionplan_tui.cli.commands import COMMANDS


def test_every_command_and_option_is_told() -> None:
    text = reference.markdown()

    for name in COMMANDS:
        assert f"\n## {name}\n" in text
    assert "| `--exit-code` |" in text
    assert "    actionplan set [OPTIONS] ID FIELD=VALUE …\n" in text


def test_a_line_is_never_taken_for_a_macro() -> None:
    assert reference._roff(".ics and 'x' \\n") == "\\&.ics and 'x' \\en"
    macros = {line.split()[0] for line in reference.man_page().splitlines() if line[:1] == "."}
    assert macros == {".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".nf", ".fi"}


@pytest.mark.skipif(shutil.which("man") is None, reason="there is no man here")
def test_man_reads_it_without_a_warning() -> None:
    page = Path(reference.DOCS) / "man" / "actionplan.1"
    run = subprocess.run(
        ["man", "--warnings", "-l", str(page)],
        capture_output=True, text=True, check=False, env={**os.environ, "MANWIDTH": "80"},
    )  # fmt: skip

    assert (run.returncode, run.stderr) == (0, "")
    assert "EXIT STATUS" in run.stdout


def test_check_tells_a_file_that_is_not_current(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reference, "DOCS", tmp_path)
    assert reference.main(["--write"]) == 0
    assert reference.main(["--check"]) == 0
    (tmp_path / "commands.md").write_text("old")

    assert reference.main(["--check"]) == 1
    assert capsys.readouterr().err == (
        "docs/commands.md is not what the commands say: run make docs\n"
    )
    assert reference.main([]) == 2

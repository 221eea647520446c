"""The person's own settings, and their login."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import pytest

from actionplan_tui.cli.config import Config, config_path, load_config, login
from actionplan_tui.model.problem import Problem


@pytest.fixture
def settings(home: Path) -> Path:
    """The file of settings, yet to be written."""
    path = config_path()
    assert path == home / "config" / "actionplan-tui" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


def test_without_a_file_the_settings_are_the_usual_ones(home: Path) -> None:
    assert load_config() == Config(me="", ascii_only=None)


def test_without_a_home_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setattr(pwd, "getpwuid", {}.__getitem__)  # a login the system does not know

    assert load_config() == Config()
    assert str(config_path()) == "~/.config/actionplan-tui/config.toml"


def test_the_settings_are_read(settings: Path) -> None:
    settings.write_text('# mine\nme = " Ioane Tuala "\nascii = true\n', encoding="utf-8")

    config = load_config()
    assert (config.me, config.ascii_only, config.theme) == ("Ioane Tuala", True, "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "\nmee = 'Ioane'\n",
            "line 2: there is no setting 'mee'; there are me, ascii, mouse, layouts, theme, ",
        ),
        ("me = 'x'\n\n[colours]\nred = 1\n", "line 3: there is no setting 'colours'"),
        ("ascii = 'yes'\n", "line 1: ascii must be true or false"),
        ("# x\nme = 5\n", "line 2: me must be a name"),
        ("me = Ioane\n", "is not TOML: Invalid value, line 1 column 6"),
        ("me = 'x'\nme = 'y'\n", "line 2"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(settings: Path, text: str, said: str) -> None:
    settings.write_text(text, encoding="utf-8")

    with pytest.raises(Problem) as raised:
        load_config()

    assert said in raised.value.message
    assert str(settings) in raised.value.message


def test_bytes_that_are_no_text(settings: Path) -> None:
    settings.write_bytes(b"ascii = true\nme = '\xff'\n")

    with pytest.raises(Problem, match="line 2: is not UTF-8 text"):
        load_config()


def test_a_folder_in_place_of_the_file(settings: Path) -> None:
    settings.mkdir()

    with pytest.raises(Problem, match="cannot be read: Is a directory"):
        load_config()


def test_the_login_is_the_systems_word(monkeypatch: pytest.MonkeyPatch) -> None:
    assert login() == pwd.getpwuid(os.getuid()).pw_name

    def unknown(_: int) -> object:
        raise KeyError

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    monkeypatch.setenv("LOGNAME", "ioane")
    assert login() == "ioane"
    monkeypatch.delenv("LOGNAME")
    monkeypatch.delenv("USER", raising=False)
    assert login() == f"uid {os.getuid()}"

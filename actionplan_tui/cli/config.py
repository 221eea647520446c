"""The person's own settings, `$XDG_CONFIG_HOME/actionplan-tui/config.toml`, and their login.

me = "Ioane Tuala"    # the stakeholder this login stands for
ascii = true          # draw with ASCII alone
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, NamedTuple

from actionplan_tui.model.problem import Problem


class Config(NamedTuple):
    """The settings: see the module."""

    me: str = ""
    ascii_only: bool = False


_KINDS: dict[str, tuple[type, str]] = {
    "me": (str, 'a name, such as me = "Ioane Tuala"'),
    "ascii": (bool, "true or false"),
}


def config_path() -> Path:
    """Where the settings are."""
    home = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    return Path(home).expanduser() / "actionplan-tui" / "config.toml"


def load_config() -> Config:
    """The settings; those of a file that is not there are the usual ones.

    Raises: Problem naming the line, when the file cannot be read or understood.
    """
    path = config_path()
    try:
        raw = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Config()
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}") from None
    import tomllib  # only for those who have such a file

    try:
        text = raw.decode("utf-8-sig")
        values = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Problem(f"{path}, line {line}: is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise Problem(f"{path}: is not TOML: {_sentence(str(error))}") from None
    for key, value in values.items():
        _check(path, text, key, value)
    return Config(me=str(values.get("me", "")).strip(), ascii_only=bool(values.get("ascii")))


def _check(path: Path, text: str, key: str, value: Any) -> None:
    where = f"{path}, line {_line_of(text, key)}"
    if key not in _KINDS:
        raise Problem(f"{where}: there is no setting {key!r}; there are {', '.join(_KINDS)}")
    kind, words = _KINDS[key]
    if type(value) is not kind:
        raise Problem(f"{where}: {key} must be {words}")


def _line_of(text: str, key: str) -> int:
    """The line in which a key of the top level first stands."""
    named = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[=.\]]""")
    for number, line in enumerate(text.splitlines(), 1):
        if named.match(line):
            return number
    return 1


def _sentence(reason: str) -> str:
    return re.sub(r" \(at line (\d+), column (\d+)\)", r", line \1 column \2", reason)


def login() -> str:
    """Who is working: the name of this process's user, known or not to the system."""
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return os.environ.get("LOGNAME") or os.environ.get("USER") or f"uid {os.getuid()}"

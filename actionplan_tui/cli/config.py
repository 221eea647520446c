"""The person's own settings, `$XDG_CONFIG_HOME/actionplan-tui/config.toml`, and their login.

me = "Ioane Tuala"    # the stakeholder this login stands for
ascii = true          # draw with ASCII alone; without it the terminal decides
mouse = true          # report the mouse, over SSH too; false never does
layouts = false       # obey no letters of Cyrillic, Greek, Arabic… keyboards
theme = "nord"        # one of Textual's themes

[keys]                # verbs by their ids in docs/keys.md, with the keys they shall have
"app.undo" = "u ctrl+z"

[colors]              # over the theme's own
primary = "#336699"
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from actionplan_tui.model.problem import Problem


class Config(NamedTuple):
    """The settings: see the module. What is not set is None or empty."""

    me: str = ""
    ascii_only: bool | None = None
    mouse: bool | None = None
    layouts: bool = True
    theme: str = ""
    keys: Mapping[str, str] = {}
    colors: Mapping[str, str] = {}
    lines: Mapping[str, int] = {}
    """Where each setting stands: its key, or its table's and its own such as `keys.app.undo`."""

    def where(self, key: str) -> str:
        """The file and the line of a setting, to begin a problem with."""
        return f"{config_path()}, line {self.lines.get(key, 1)}"


_KINDS: dict[str, tuple[type, str]] = {
    "me": (str, 'a name, such as me = "Ioane Tuala"'),
    "ascii": (bool, "true or false"),
    "mouse": (bool, "true or false"),
    "layouts": (bool, "true or false"),
    "theme": (str, 'a name, such as theme = "nord"'),
    "keys": (dict, 'a table: [keys], then lines such as "app.undo" = "u"'),
    "colors": (dict, 'a table: [colors], then lines such as primary = "#336699"'),
}

_COLORS = (
    *("primary", "secondary", "accent", "warning", "error", "success"),
    *("foreground", "background", "surface", "panel"),
)
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


def config_path() -> Path:
    """Where the settings are; below a folder `~` for a login that has no home."""
    home = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    return Path(os.path.expanduser(home)) / "actionplan-tui" / "config.toml"


def load_config() -> Config:
    """The settings; those of a file that is not there are the usual ones.

    Which verbs and themes there are is for the desk to say; it names the line too.

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
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Problem(f"{path}: is not TOML: {_sentence(str(error))}") from None
    for key, value in values.items():
        _check(path, text, key, value)
    tables = {name: _flat(values.get(name, {})) for name in ("keys", "colors")}
    lines = {key: _line_of(text, key) for key in values}
    for name, table in tables.items():
        for key, value in table.items():
            lines[f"{name}.{key}"] = _line_of(text, key, name)
            where = f"{path}, line {lines[f'{name}.{key}']}"
            _check_entry(where, name, key, value)
    return Config(
        me=str(values.get("me", "")).strip(),
        ascii_only=values.get("ascii"),
        mouse=values.get("mouse"),
        layouts=values.get("layouts", True),
        theme=str(values.get("theme", "")).strip(),
        keys=tables["keys"],
        colors=tables["colors"],
        lines=lines,
    )


def _check(path: Path, text: str, key: str, value: Any) -> None:
    where = f"{path}, line {_line_of(text, key)}"
    if key not in _KINDS:
        raise Problem(f"{where}: there is no setting {key!r}; there are {', '.join(_KINDS)}")
    kind, words = _KINDS[key]
    if type(value) is not kind:
        raise Problem(f"{where}: {key} must be {words}")


def _check_entry(where: str, table: str, key: str, value: Any) -> None:
    if table == "keys" and not isinstance(value, str):
        raise Problem(f'{where}: the keys of {key} must be a text, such as "u" or "u ctrl+z"')
    if table == "colors":
        if key not in _COLORS:
            raise Problem(f"{where}: there is no colour {key!r}; there are {', '.join(_COLORS)}")
        if not (isinstance(value, str) and _COLOR.fullmatch(value)):
            raise Problem(f'{where}: {key} must be a colour such as "#336699"')


def _flat(table: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    """A table with `app.undo = …` and `[keys.app]` as the flat one that `"app.undo" = …` makes."""
    found: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{above}{key}.")
        else:
            found[f"{above}{key}"] = value
    return found


def _line_of(text: str, key: str, table: str = "") -> int:
    """The line in which a key of the top level, or of a table, first stands."""
    parts = [re.escape(part) for part in key.split(".")]
    dotted = r"""["']?\s*\.\s*["']?""".join(parts)
    forms = [dotted, *([parts[-1]] if table else [])]  # last, as under [keys.app]
    for form in forms:
        named = re.compile(rf"""\s*\[*\s*["']?{form}["']?\s*[=.\]]""")
        begun = not table
        for number, line in enumerate(text.splitlines(), 1):
            begun = begun or bool(re.match(rf"""\s*\[\s*["']?{table}\b""", line))
            if begun and named.match(line):
                return number
    return _line_of(text, table) if table else 1


def _sentence(reason: str) -> str:
    return re.sub(r" \(at line (\d+), column (\d+)\)", r", line \1 column \2", reason)


def login() -> str:
    """Who is working: the name of this process's user, known or not to the system."""
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return os.environ.get("LOGNAME") or os.environ.get("USER") or f"uid {os.getuid()}"

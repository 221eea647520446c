"""Whether this Textual is inside as our drivers take it to be; where it is not, its own serves."""

from __future__ import annotations

from collections.abc import Mapping
from types import CodeType

__all__ = ["strange_parts"]

METHODS: Mapping[str, int] = {
    "_sigtstp_application": 1,
    "_enable_mouse_support": 1,
    "_disable_mouse_support": 1,
    "_enable_bracketed_paste": 1,
    "_disable_bracketed_paste": 1,
    "_enable_line_wrap": 1,
    "_disable_line_wrap": 1,
    "_query_in_band_window_resize": 1,
    "_disable_in_band_window_resize": 1,
    "_request_terminal_sync_mode_support": 1,
    "_patch_lflag": 2,
    "_patch_iflag": 2,
    "suspend_application_mode": 1,
    "resume_application_mode": 1,
    "send_message": 2,
    "process_message": 2,
}
"""What our drivers call of Textual's, and how many arguments by position it takes."""

REPLACED = (
    *("write", "close", "disable_input", "start_application_mode", "stop_application_mode"),
    *("_get_terminal_size", "_sigcont_application"),
)
"""What our drivers put in the place of Textual's own: it must be what Textual calls."""

SET_AT_THE_START = (
    *("fileno", "attrs_before", "exit_event", "_app", "_loop", "_mouse", "_auto_restart"),
    *("_key_thread", "_must_signal_resume", "_in_band_window_resize"),
)
"""What a driver of Textual's has from its beginning on."""

OF_THE_PARSER: Mapping[str, int] = {"_sequence_to_key_events": 3, "parse_mouse_code": 2}
"""What is called of the parser that names Textual's keys."""

OF_THE_APP = ("_post_message", "_screen_stack")


def strange_parts() -> list[str]:
    """What is missing in Textual, or is another thing than it was; nothing when all is well."""
    from textual._xterm_parser import XTermParser
    from textual.app import App
    from textual.drivers.linux_driver import LinuxDriver

    methods = [name for name, count in METHODS.items() if _arguments(LinuxDriver, name) != count]
    methods += [n for n, count in OF_THE_PARSER.items() if _arguments(XTermParser, n) != count]
    replaced = [name for name in REPLACED if not callable(getattr(LinuxDriver, name, None))]
    begun = [name for name in SET_AT_THE_START if name not in _set_by(LinuxDriver)]
    app = [name for name in OF_THE_APP if not hasattr(App, name)]
    app += ["_running"] * ("_running" not in _set_by(App))
    signal = (
        [] if isinstance(getattr(LinuxDriver, "SignalResume", None), type) else ["SignalResume"]
    )
    return [*methods, *replaced, *begun, *app, *signal]


def _arguments(owner: type, name: str) -> int | None:
    """How many arguments by position a method takes, itself or its class included."""
    method = getattr(owner, name, None)
    code = getattr(getattr(method, "__func__", method), "__code__", None)
    return code.co_argcount if isinstance(code, CodeType) else None


def _set_by(owner: type) -> set[str]:
    """The names that the beginnings of a class, and of those it is made from, set or speak of."""
    begun = [vars(kind).get("__init__") for kind in owner.__mro__]
    codes = [code for one in begun if (code := getattr(one, "__code__", None)) is not None]
    return {name for code in codes for name in code.co_names}

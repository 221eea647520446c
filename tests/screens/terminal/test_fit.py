"""Where Textual is another inside than we take it to be, its own driver serves."""

from __future__ import annotations

import ast
import inspect
import sys

import pytest
from textual import _ansi_sequences, _xterm_parser
from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.message_pump import MessagePump

from screens.terminal import fit
from screens.terminal.choice import driver_class

OURS = ("frugal_driver", "driver", "output", "typed", "cells", "frugal")


@pytest.fixture(autouse=True)
def anew(monkeypatch) -> None:
    """Our drivers are loaded as at the start of a session."""
    monkeypatch.setattr("textual.constants.DRIVER", None)
    monkeypatch.delenv("ACTIONPLAN_DRIVER", raising=False)
    for name in OURS:
        monkeypatch.delitem(sys.modules, f"screens.terminal.{name}", raising=False)


def served() -> str:
    return driver_class().__name__


def owner_of(name: str) -> type:
    owners = [*LinuxDriver.__mro__, *App.__mro__, _xterm_parser.XTermParser]
    return next(kind for kind in owners if name in vars(kind))


def test_this_textual_is_as_expected() -> None:
    assert fit.strange_parts() == []
    assert served() == "FrugalDriver"


GONE = (*fit.METHODS, *fit.OF_THE_PARSER, *fit.REPLACED, "_post_message", "SignalResume")


@pytest.mark.parametrize("name", GONE)
def test_a_part_that_is_gone(monkeypatch, name) -> None:
    for kind in [*LinuxDriver.__mro__, *App.__mro__, _xterm_parser.XTermParser]:
        if name in vars(kind) and kind is not object:
            monkeypatch.delattr(kind, name)
    assert served() == "LinuxDriver"


@pytest.mark.parametrize("name", [*fit.METHODS, *fit.OF_THE_PARSER])
def test_a_part_that_wants_more_than_it_did(monkeypatch, name) -> None:
    monkeypatch.setattr(owner_of(name), name, lambda self, one, two, three: None)
    assert served() == "LinuxDriver"


@pytest.mark.parametrize("name", [*fit.SET_AT_THE_START, "_running"])
def test_a_value_that_is_called_otherwise(monkeypatch, name) -> None:
    for kind in (LinuxDriver, Driver, MessagePump, App):
        begin = kind.__init__
        names = tuple("another" if each == name else each for each in begin.__code__.co_names)
        monkeypatch.setattr(begin, "__code__", begin.__code__.replace(co_names=names))
    assert served() == "LinuxDriver"


@pytest.mark.parametrize(
    ("module", "name", "serves"),
    [
        (_ansi_sequences, "SYNC_START", "DeskDriver"),
        (_ansi_sequences, "SYNC_END", "DeskDriver"),
        (_xterm_parser, "XTermParser", "LinuxDriver"),
        (_xterm_parser, "FOCUSIN", "LinuxDriver"),
        (_xterm_parser, "FOCUSOUT", "LinuxDriver"),
        (_xterm_parser, "IS_ITERM", "LinuxDriver"),
    ],
)
def test_a_name_that_cannot_be_imported(monkeypatch, module, name, serves) -> None:
    monkeypatch.delattr(module, name)
    assert served() == serves


def test_every_private_part_that_our_drivers_name_is_looked_at() -> None:
    from screens.terminal import driver, output, typed

    known = {*fit.METHODS, *fit.REPLACED, *fit.SET_AT_THE_START, *fit.OF_THE_APP, "_running"}
    known |= {*fit.OF_THE_PARSER}
    for module in (driver, output, typed):
        tree = ast.parse(inspect.getsource(module))
        own = {
            each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)
        } | {
            each.attr
            for each in ast.walk(tree)
            if isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store)
        } | {
            each.target.id
            for each in ast.walk(tree)
            if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
        } | {
            name.id
            for each in ast.walk(tree)
            if isinstance(each, ast.Assign)
            for name in each.targets
            if isinstance(name, ast.Name)
        }  # fmt: skip
        used = {
            each.attr
            for each in ast.walk(tree)
            if isinstance(each, ast.Attribute) and each.attr.startswith("_") and each.attr[1] != "_"
        }
        assert used - own - known == set()

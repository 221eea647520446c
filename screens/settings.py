"""How a person wants the desk, and what their terminal can do: checked before anything is drawn."""

from __future__ import annotations

import os
from collections.abc import Mapping
from difflib import get_close_matches
from typing import NamedTuple, Protocol

from textual.app import App
from textual.filter import ANSIToTruecolor, LineFilter, Monochrome, NoColor
from textual.theme import BUILTIN_THEMES, Theme

from actionplan_tui.model.problem import Problem
from screens.terminal.kind import TerminalKind, this_terminal

__all__ = ["Settings", "Wanted", "dress", "settings_of"]

FEW_COLORS, OWN = "ansi-dark", "own"


class Wanted(Protocol):
    """What a person's file of settings says; see `actionplan_tui.cli.config`."""

    @property
    def ascii_only(self) -> bool | None: ...
    @property
    def mouse(self) -> bool | None: ...
    @property
    def layouts(self) -> bool: ...
    @property
    def theme(self) -> str: ...
    @property
    def keys(self) -> Mapping[str, str]: ...
    @property
    def colors(self) -> Mapping[str, str]: ...
    def where(self, key: str) -> str:
        """The file and line of a setting."""


class Settings(NamedTuple):
    """What is so for a session."""

    ascii_only: bool = False
    mouse: bool = True
    layouts: bool = True
    """Does a letter of another keyboard reach the verb at its place?"""
    theme: str = ""
    """A theme of Textual's; nothing: the usual one for the terminal."""
    colors: Mapping[str, str] = {}
    """Over the theme's own."""
    keymap: Mapping[str, str] = {}
    """Keys by the ids of verbs, as Textual takes them."""


def settings_of(wanted: Wanted, ascii_only: bool = False) -> Settings:
    """The settings of a session on this terminal.

    Args:
        wanted: The person's file.
        ascii_only: Was it asked for on the command line?

    Raises: Problem that names the file and the line of what cannot be.
    """
    kind = this_terminal()
    theme = wanted.theme
    if theme and theme not in BUILTIN_THEMES:
        near = get_close_matches(theme, BUILTIN_THEMES, 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(BUILTIN_THEMES)}"
        raise Problem(f"{wanted.where('theme')}: there is no theme {theme!r}: {hint}")
    keymap: Mapping[str, str] = {}
    if wanted.keys:
        from screens.keymap import keymap_of  # for those who have keys of their own

        keymap = keymap_of(wanted.keys, wanted.where)
    return Settings(
        ascii_only=ascii_only or _plain(wanted.ascii_only, kind),
        # Over a line every movement of the mouse is a packet, and selecting text needs it.
        mouse=not os.environ.get("SSH_CONNECTION") if wanted.mouse is None else wanted.mouse,
        layouts=wanted.layouts,
        theme=theme,
        colors=wanted.colors,
        keymap=keymap,
    )


def _plain(wanted: bool | None, kind: TerminalKind) -> bool:
    return kind.ascii_only if wanted is None else wanted


def dress(app: App[int], settings: Settings) -> None:
    """Give the app its colours: none where none are wanted, the terminal's own where it has few."""
    few = app.console.color_system == "standard" or app.no_color
    theme = settings.theme or (FEW_COLORS if few else app.theme)
    if settings.colors:
        made = BUILTIN_THEMES[theme]
        fields = {**vars(made), **settings.colors, "name": OWN, "ansi": False}
        app.register_theme(Theme(**fields))
        theme = OWN
    if theme != app.theme:
        app.theme = theme
    if app.no_color:
        app._filters[:] = [_without_color(one) for one in app._filters]


def _without_color(one: LineFilter) -> LineFilter:
    """Textual's way of having no colours keeps greys; the other leaves the terminal its own."""
    if isinstance(one, Monochrome):
        return NoColor()
    if isinstance(one, ANSIToTruecolor):
        one.enabled = False
    return one

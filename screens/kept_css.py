"""A stylesheet that reads each of its sources once, whatever is added to it later."""

from __future__ import annotations

from collections.abc import Mapping

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

__all__ = ["KeptCss"]

_SOURCES = 1_024
"""More than the desk has: every widget's own rules, and one sheet a screen."""

_Read = LRUCache[tuple[object, ...], list[RuleSet]]

_READ: LRUCache[frozenset[tuple[str, str]], _Read] = LRUCache(4)
"""What was read, by what `$names` stood for then: the welcome, the desk of the next plan, and a
theme that is come back to read the same sources."""


class KeptCss(Stylesheet):
    """Textual's, which reads all sources anew for each screen and dialog that comes first."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        """Begin without a source.

        Args:
            variables: What `$names` in the sources stand for.
        """
        super().__init__(variables=variables)
        self._parse_cache = _read_with(variables or {})

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take what `$names` stand for; only where that is new is anything read again."""
        if variables != self._variables:
            self._parse_cache = LRUCache(1)  # Textual empties what is here
            super().set_variables(variables)
            self._parse_cache = _read_with(variables)

    def reparse(self) -> None:
        """Read what has not been read with these variables."""
        self.parse()


def _read_with(variables: Mapping[str, str]) -> _Read:
    """What was read with these variables."""
    key = frozenset(variables.items())
    known = _READ.get(key)
    if known is None:
        known = _READ[key] = LRUCache(_SOURCES)
    return known

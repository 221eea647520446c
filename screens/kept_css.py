"""A stylesheet that reads each of its sources once, whatever is added to it later."""

from __future__ import annotations

from textual.cache import LRUCache
from textual.css.stylesheet import Stylesheet

__all__ = ["KeptCss"]

_SOURCES = 1_024
"""More than the desk has: every widget's own rules, and one sheet a screen."""


class KeptCss(Stylesheet):
    """Textual's, which reads all sources anew for each screen and dialog that comes first."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        """Begin without a source.

        Args:
            variables: What `$names` in the sources stand for.
        """
        super().__init__(variables=variables)
        self._parse_cache = LRUCache(_SOURCES)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take what `$names` stand for; only where that is new is anything read again."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Read what has not been read with these variables."""
        self.parse()

"""The suggestions of the edit line: what a typed text could become, and which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style

from screens.widgets.cells import cell_len, clean, ellipsis, fit
from screens.widgets.strips import Piece

__all__ = ["Suggestions"]


class Suggestions:
    """Texts that a typed one could become. None is chosen until the user chooses."""

    def __init__(self) -> None:
        """Start with none."""
        self._texts: tuple[str, ...] = ()
        self._typed = ""
        self._chosen = -1

    def __bool__(self) -> bool:
        return bool(self._texts)

    @property
    def chosen(self) -> str | None:
        """The one the user chose, if any."""
        return self._texts[self._chosen] if self._chosen >= 0 else None

    @property
    def nearest(self) -> str:
        """The one to take when the user takes one: the chosen one, else the first."""
        return self._texts[max(0, self._chosen)]

    def offer(self, texts: Sequence[str], typed: str) -> None:
        """Offer others, none of them chosen.

        Args:
            texts: The texts in full.
            typed: What is typed: its finished items are not shown again.
        """
        self._texts, self._typed, self._chosen = tuple(texts), typed, -1

    def choose(self, step: int) -> None:
        """Choose the next one or the one before, round through what is typed.

        Args:
            step: 1 or -1.
        """
        around = len(self._texts) + 1
        self._chosen = (self._chosen + 1 + step) % around - 1

    def unchoose(self) -> None:
        """Choose none."""
        self._chosen = -1

    def pieces(self, width: int, plain: Style, lit: Style, *, ascii_only: bool) -> list[Piece]:
        """As many as fit whole in a width, the chosen one among them, and how many more.

        Args:
            width: Cells there are.
            plain: The style of a suggestion.
            lit: The style of the chosen one, which has a `>` as well.
            ascii_only: Draw with ASCII alone?
        """
        dots = ellipsis(ascii_only)
        shown = [self._shown(text, ascii_only=ascii_only) for text in self._texts]
        shown = [
            fit(text, min(cell_len(text), max(8, width // 2)), ellipsis=dots) for text in shown
        ]
        first, end = 0, self._end(shown, 0, width)
        while end <= self._chosen:
            first += 1
            end = self._end(shown, first, width)
        pieces = [
            (f">{shown[place]} ", lit) if place == self._chosen else (f" {shown[place]} ", plain)
            for place in range(first, end)
        ]
        if end < len(shown):
            pieces.append((f" +{len(shown) - end}", plain))
        return pieces

    def _end(self, shown: Sequence[str], first: int, width: int) -> int:
        """The place after the last that fits when `first` comes first; always at least one."""
        used, place = 0, first
        while place < len(shown):
            more = len(f" +{len(shown) - place - 1}") if place < len(shown) - 1 else 0
            used += cell_len(shown[place]) + 2
            if used + more > width and place > first:
                break
            place += 1
        return place

    def _shown(self, text: str, *, ascii_only: bool) -> str:
        """A suggestion without the items that are typed already."""
        start = max(self._typed.rfind(";"), self._typed.rfind(",")) + 1
        if start and text.startswith(self._typed[:start]):
            text = text[start:]
        return clean(text.strip(), ascii=ascii_only)

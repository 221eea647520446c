"""Says that a file is being written, behind the desk; Esc gives up."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import ClassVar

from actionplan_tui.exchange.files import write_whole
from actionplan_tui.exchange.formats import Written
from screens.dialogs.working import Working


class Writing(Working[str]):
    """Writes a file behind the desk; returns what was written, in a sentence, or why it was not.

    Given up with Esc it returns nothing, and the file is as it was; unless its bytes were on
    their way to the disk already, which `too_late` tells.
    """

    FOOTER_LABELS: ClassVar[Mapping[str, str]] = {"dialog.cancel": "give up"}

    def __init__(
        self,
        target: Path,
        make: Callable[[], Written],
        *,
        before: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """Prepare to write.

        Args:
            target: The file.
            make: Makes what goes into it, in another thread: it is to touch nothing that is on
                the screen. Raises Problem when it cannot be made, or is not to be written there.
            before: See `Working`.
        """
        note = "A large plan takes a moment. The file is written whole or not at all."
        super().__init__(f"Writing {target.name} …", note, self._written, before=before)
        self._target = target
        self._make = make
        self._decided = threading.Lock()
        """Held by whoever came first: who gives up, or who writes."""
        self.too_late = False
        """Was it given up when it was being written already?"""

    def _written(self) -> str:
        made = self._make()
        if not self._decided.acquire(blocking=False):  # given up
            return ""
        write_whole(self._target, made.data)
        said = (one[0].upper() + one[1:] for one in made.said)
        return ". ".join((f"Written: {self._target}", *said))

    def action_cancel(self) -> None:
        """Give up."""
        self.too_late = not self._decided.acquire(blocking=False)
        self.dismiss(None)

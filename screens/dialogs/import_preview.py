"""Shows row by row what taking in a file would do, and lets its reading be corrected."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from screens.dialogs.paste import PasteDialog
from screens.keys import bindings


class ImportPreview(PasteDialog):
    """The rows with their verbs; Enter takes all in, `v` asks how the file is to be read."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("import_preview")]

    reading = False
    """Whether it was left to correct how the file is read."""

    def action_reading(self) -> None:
        """Leave to say what columns mean, which sheet is read, and under which goal."""
        self.reading = True
        self.dismiss(False)

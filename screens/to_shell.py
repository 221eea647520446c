"""The desk put aside for the shell it was started from, and taken up again."""

from __future__ import annotations

import os
import signal

from screens.verbs import AppVerbs

__all__ = ["ToShell"]


class ToShell(AppVerbs):
    """The part of the app that goes to the shell for a while, and comes back."""

    def action_shell(self) -> None:
        """Go to the shell; it is asked first, as many a hand knows the key for taking back."""
        from screens.dialogs.confirm import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                # A save that is stopped halfway would hold up everybody else.
                self.committer.once_at_rest(self._put_aside)

        question = "Go to the shell? There, fg comes back. (What takes back an edit is u.)"
        self.push_screen(Confirm(question, "Shell"), answered)

    def _put_aside(self) -> None:
        """Stop, with all that the desk was started through."""
        self.call_after_refresh(os.killpg, os.getpgrp(), signal.SIGTSTP)

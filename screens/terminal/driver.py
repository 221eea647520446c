"""The desk's driver: Textual's for Linux and macOS, mended where lines and terminals break it."""

from __future__ import annotations

import asyncio
import os
import selectors
import signal
import sys
import termios
import threading
import time
import tty
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any

from textual import events
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from screens.terminal.incoming import Incoming
from screens.terminal.kind import AS_ASCII, TerminalKind, this_terminal
from screens.terminal.outgoing import Outgoing
from screens.terminal.typed import Typed

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message

__all__ = ["CLOSE_SECONDS", "DeskDriver"]

CLOSE_SECONDS = 0.5
"""How long the way out waits for a line that takes nothing."""
_READ = 65_536
_KITTY_KEYS = "\x1b[>25u"
"""Keys told apart, all as codes, with their text: what Textual asks of terminals that can."""


class DeskDriver(LinuxDriver):
    """A terminal that may be slow, foreign, or gone.

    What comes in is cut by `Incoming`, which no byte can upset; what goes out is written by
    `Outgoing`, which no line can hold up. When the terminal is gone the app is told so once, by its
    `terminal_gone` where it has one, and nothing spins.

    A driver that knows what the terminal shows forgets it in `forget_screen`.
    """

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        """Serve an app.

        Args:
            app: The app.
            debug: Textual's debug mode; unused.
            mouse: Ask the terminal to report the mouse?
            size: Columns and lines, or None to ask the terminal.
        """
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.kind: TerminalKind = this_terminal()
        self._plain = bool(getattr(app, "ascii_only", False))
        self._out: Outgoing | None = None
        self._terminal = self._output_fileno()
        self._gone_told = threading.Event()
        self._wake: tuple[int, int] | None = None

    def _output_fileno(self) -> int:
        """Where the terminal is: standard output, as that for errors may go to a file."""
        for stream in (sys.__stdout__, sys.__stderr__, sys.__stdin__):
            with suppress(OSError, ValueError, AttributeError):
                if stream is not None and os.isatty(stream.fileno()):
                    return stream.fileno()
        return 2

    # What goes out

    def write(self, data: str) -> None:
        """Write to the terminal; never waits for it."""
        if self._out is not None:
            self._out.write(data.translate(AS_ASCII) if self._plain else data)

    def forget_screen(self) -> None:
        """Called in the app's loop when the terminal may no longer show what was written last."""

    def _repaint(self) -> None:
        """Some output was dropped while the line took nothing: draw everything anew."""
        self.forget_screen()
        if self._app._running and self._app._screen_stack:
            self._app.screen.refresh()

    def _tell(self, action: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(action)

    def _gone(self) -> None:
        """The terminal is gone: say so, once. Called in a thread."""
        if not self._gone_told.is_set():
            self._gone_told.set()
            self._tell(getattr(self._app, "terminal_gone", self._app.exit))

    # Put aside and taken up again

    def _sigtstp_application(self, *_: object) -> None:
        """Put aside: the loop sees to it, as a signal may come in the middle of a write."""
        self._tell(super()._sigtstp_application)

    def _sigcont_application(self, *_: object) -> None:
        self._tell(self._go_on)

    def _go_on(self) -> None:
        """Take the terminal again, after being put aside or stopped where it stood."""
        if self._auto_restart:
            if self._out is not None:  # stopped by others, who have used the terminal since
                self._must_signal_resume = True
                self.suspend_application_mode()
            self.resume_application_mode()

    # Beginning and end

    def _get_terminal_size(self) -> tuple[int, int]:
        """Columns and lines, as the terminal says: COLUMNS and LINES do not follow its window."""
        for fileno in (self._terminal, self.fileno):
            with suppress(OSError, ValueError):
                width, height = os.get_terminal_size(fileno)
                if width > 0 and height > 0:
                    return width, height
        return 80, 24

    def _send_size(self) -> None:
        size = Size(*self._get_terminal_size())
        with suppress(RuntimeError):
            asyncio.run_coroutine_threadsafe(
                self._app._post_message(events.Resize(size, size)), loop=self._loop
            )

    def start_application_mode(self) -> None:
        """Take the terminal."""
        if not self._in_foreground():
            return
        self._out = Outgoing(
            self._terminal,
            self.kind.encode,
            gone=self._gone,
            dropped=lambda: self._tell(self._repaint),
        )
        self._out.start()

        def resized(*_: object) -> None:
            if not self._in_band_window_resize:
                self._send_size()

        signal.signal(signal.SIGWINCH, resized)
        self._send_size()
        self._set_modes()
        self.forget_screen()
        self.write("\x1b[?1049h")
        self._enable_mouse_support()
        self.write("\x1b[?25l")
        self._begin_reading()
        self.ask_terminal()
        self._disable_line_wrap()
        if self._must_signal_resume:
            self._must_signal_resume = False
            self.send_message(self.SignalResume())

    def ask_terminal(self) -> None:
        """Turn on what the terminal may know beyond the plainest, and ask whether it does.

        A console that does not know these questions could print them.
        """
        if self.kind.asks:
            self.write("\x1b[?1004h" + _KITTY_KEYS)
            self._request_terminal_sync_mode_support()
            self._query_in_band_window_resize()
        self._enable_bracketed_paste()

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        self._disable_bracketed_paste()
        self._enable_line_wrap()
        self._disable_in_band_window_resize()
        self.disable_input()
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        if self.kind.asks:
            self.write("\x1b[<u")
        self.write("\x1b[?1049l\x1b[?25h\x1b[0m")
        if self.kind.asks:
            self.write("\x1b[?1004l")

    def close(self) -> None:
        """Write what waits, but not for ever."""
        if self._out is not None:
            self._out.close(CLOSE_SECONDS)
            self._out = None

    def _in_foreground(self) -> bool:
        """Whether we may use the terminal; a session put in the background sleeps again here.

        See Textual issue 4104.
        """
        if not os.isatty(self.fileno):
            return True

        def sleep_again(*_: object) -> None:
            os.kill(os.getpid(), signal.SIGSTOP)

        signal.signal(signal.SIGTTOU, sleep_again)
        signal.signal(signal.SIGTTIN, sleep_again)
        try:
            termios.tcsetattr(self.fileno, termios.TCSANOW, termios.tcgetattr(self.fileno))
        except termios.error:
            return False
        finally:
            signal.signal(signal.SIGTTOU, signal.SIG_DFL)
            signal.signal(signal.SIGTTIN, signal.SIG_DFL)
        return True

    def _set_modes(self) -> None:
        """Have keys delivered one by one, without echo and as they are."""
        self.attrs_before = None
        with suppress(termios.error):
            self.attrs_before = termios.tcgetattr(self.fileno)
            modes = termios.tcgetattr(self.fileno)
            modes[tty.LFLAG] = self._patch_lflag(modes[tty.LFLAG])
            modes[tty.IFLAG] = self._patch_iflag(modes[tty.IFLAG])
            modes[tty.CC][termios.VMIN] = 1
            termios.tcsetattr(self.fileno, termios.TCSANOW, modes)

    # What comes in

    def send_message(self, message: Message) -> None:
        """Hand a message to the app, in its loop; a key needs no task of its own for that."""
        self._tell(partial(self._app.post_message, message))

    def _begin_reading(self) -> None:
        self._wake = os.pipe()
        self._key_thread = Thread(target=self.run_input_thread, name="terminal-input", daemon=True)
        self._key_thread.start()

    def disable_input(self) -> None:
        """Read nothing more, and drop what was typed too late."""
        if self._wake is None:
            return
        with suppress(ValueError):  # not in the main thread
            signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        self._disable_mouse_support()
        self.exit_event.set()
        reading, waking = self._wake
        self._wake = None
        os.write(waking, b"x")
        if self._key_thread is not None and self._key_thread is not threading.current_thread():
            self._key_thread.join(CLOSE_SECONDS)
        os.close(waking)
        os.close(reading)
        self.exit_event.clear()
        with suppress(termios.error):
            termios.tcflush(self.fileno, termios.TCIFLUSH)

    def run_input_thread(self) -> None:
        """Hand on what is typed, until the desk ends or the terminal is gone."""
        assert self._wake is not None
        wake = self._wake[0]
        incoming = Incoming(self.kind.encoding, patience=self.kind.patience)
        typed = Typed()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(wake, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = selector.select(incoming.wait(time.monotonic()))
                if any(key.fd == wake for key, _ in ready):
                    return
                pieces = incoming.tick(time.monotonic())
                if ready:
                    data = self._read()
                    if data is None:
                        self._gone()
                        return
                    pieces += incoming.feed(data, time.monotonic())
                for message in typed.messages(pieces):
                    self.process_message(message)

    def _read(self) -> bytes | None:
        """What can be read; None when the terminal is gone."""
        try:
            return os.read(self.fileno, _READ) or None
        except BlockingIOError:
            return b""
        except OSError:
            return None

"""A solve at a terminal: it can be stopped by a signal, and tells how far it is."""

from __future__ import annotations

import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillRunning
from threading import Event
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from solver.solve import Progress

Answer = TypeVar("Answer")

DRAW_EVERY = 0.2
"""Seconds between two progress lines."""


def at_terminal(work: Callable[[Callable[[Progress], None], Callable[[], bool]], Answer]) -> Answer:
    """
    Solve; SIGINT or SIGTERM ends it with the best schedule found so far, the same signal again ends the process.

    The solve runs in a thread of its own: the main thread, which alone hears signals, is never inside foreign code.

    Parameters
    ----------
    work
        The solve, told whom to tell its progress and whom to ask whether to stop.
    """
    stopping = Event()

    def stop(number: int, _: FrameType | None) -> None:
        stopping.set()
        signal.signal(number, signal.SIG_DFL)

    line = ProgressLine()
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with ThreadPoolExecutor(1) as thread:
            running = thread.submit(work, line.note, stopping.is_set)
            while True:
                try:
                    return running.result(timeout=DRAW_EVERY)
                except StillRunning:
                    line.draw()
    finally:
        line.end()
        for number, handler in before.items():
            signal.signal(number, handler)


class ProgressLine:
    """One line on the error stream, drawn over itself; nothing unless that is a terminal."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.visible = sys.stderr.isatty()
        self.latest: Progress | None = None

    def note(self, progress: Progress) -> None:
        """Remember the latest; called from the solving thread."""
        self.latest = progress

    def draw(self) -> None:
        """Draw the latest."""
        if self.visible:
            words = "starting" if self.latest is None else described(self.latest)
            sys.stderr.write(f"\r\x1b[K{time.monotonic() - self.started:6.1f} s  {words}")
            sys.stderr.flush()

    def end(self) -> None:
        """Wipe the line out."""
        if self.visible:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def described(progress: Progress) -> str:
    """Return stage, incumbent, bound and gap in words."""
    incumbent, bound = progress.incumbent, progress.bound
    words = [progress.stage, f"{progress.goal} {'–' if incumbent is None else f'{incumbent:,}'}"]
    if bound is not None:
        words.append(f"bound {bound:,}")
    if bound is not None and incumbent is not None:
        words.append(f"gap {abs(bound - incumbent) / max(1, abs(bound)):.2%}")
    return "  ".join(words)

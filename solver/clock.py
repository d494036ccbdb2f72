"""How long a solve may take: seconds on the wall, or its own counted work, which is the same on every machine."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

POLL = 0.05
GRACE = 0.1
"""Seconds that work which was interrupted has to end before it is left behind, where that is allowed."""
STEP = 0.0001
"""One counted step stands for about so many seconds."""


class LeftBehind(RuntimeError):  # noqa: N818 - it names what happened, which is no error
    """Work that was interrupted did not end in time; its thread ends on its own, its outcome is lost."""


class Clock:
    """
    Tells how much has been spent of a limit, and whether somebody asked to stop.

    Parameters
    ----------
    limit
        Seconds, or units of work if `counted`; one unit of work is meant to be about a second.
    counted
        Spend only what `tick` and `charge` report, so that the wall clock has no influence.
    stop
        Asked often; once it says yes everything ends.
    """

    def __init__(self, limit: float, *, counted: bool = False, stop: Callable[[], bool] | None = None) -> None:
        self.limit = limit
        self.counted = counted
        self._ask = stop
        self._stopped = False
        self._work = 0.0
        self._start = time.monotonic()
        self._asked = 0.0

    @property
    def seconds(self) -> float:
        """Seconds on the wall since the beginning."""
        return time.monotonic() - self._start

    @property
    def spent(self) -> float:
        """What has been spent, in the limit's own unit."""
        return self._work if self.counted else self.seconds

    @property
    def left(self) -> float:
        """What may still be spent, 0 once stopped."""
        return 0.0 if self.stopped else max(0.0, self.limit - self.spent)

    @property
    def stopped(self) -> bool:
        """Whether somebody asked to stop; the question is put at most every few hundredths of a second."""
        now = time.monotonic()
        if not self._stopped and self._ask is not None and now - self._asked >= POLL:
            self._asked = now
            self._stopped = self._ask()
        return self._stopped

    def beside(self, enough: Callable[[], bool]) -> Clock:
        """
        Return a clock for work in another thread, which ends with this one or once there is enough.

        The question whether to stop is put by this one's thread alone.
        """
        return Clock(self.left, stop=lambda: self._stopped or enough())

    def tick(self, steps: int = 1) -> None:
        """Count steps of a search."""
        self._work += steps * STEP

    def charge(self, work: float) -> None:
        """Count work that something else has measured deterministically."""
        self._work += work

    def out(self, until: float | None = None) -> bool:
        """Whether the limit, or the earlier point `until` in spent time, has been reached."""
        return self.stopped or self.spent >= (self.limit if until is None else min(until, self.limit))

    def watch(
        self,
        work: Callable[[], T],
        interrupt: Callable[[], None],
        beat: Callable[[], bool] | None = None,
        *,
        leave: bool = False,
    ) -> T:
        """
        Run `work` in a thread and call `interrupt` when asked to stop, or far past the limit on the wall.

        `beat` is called meanwhile, in this thread; once it says that this is enough, the work is interrupted too.

        Raises
        ------
        LeftBehind
            If `leave` is set and the work does not end soon after it was interrupted.
        """
        outcome: list[T] = []
        failure: list[BaseException] = []

        def run() -> None:
            try:
                outcome.append(work())
            except BaseException as error:  # noqa: BLE001 - carried to the caller's thread and raised there
                failure.append(error)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        while thread.is_alive():
            enough = beat is not None and beat()
            thread.join(POLL / 5 if beat and not enough else POLL)
            if enough or self.stopped or (not self.counted and self.spent > self.limit):
                interrupt()
                if leave:
                    thread.join(GRACE)
                    break
        if thread.is_alive():
            raise LeftBehind
        if failure:
            raise failure[0]
        return outcome[0]

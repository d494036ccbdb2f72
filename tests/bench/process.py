"""Whole processes, measured: what a user waits for and what the machine pays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parents[2]
UNITS_OF_MEMORY = 1024 if sys.platform == "linux" else 1024 * 1024


class Failed(Exception):  # noqa: N818 - it names what happened
    """A program ended otherwise than it should."""


@dataclass(frozen=True, slots=True)
class Run:
    """One process from its start to its end: seconds on the wall, processor seconds, peak memory in MiB."""

    status: int
    output: str
    errors: str
    wall: float
    user: float
    memory: int


def run(
    arguments: Iterable[object],
    folder: Path,
    *,
    kill_after: float = 900,
    stop_after: float | None = None,
) -> Run:
    """Run Python with these arguments; with `stop_after` it is asked to end (SIGTERM) after so many seconds."""
    with (folder / "stdout").open("w+") as output, (folder / "stderr").open("w+") as errors:
        begun = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, *map(str, arguments)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=output,
            stderr=errors,
        )
        timers = [threading.Timer(kill_after, os.kill, (process.pid, signal.SIGKILL))]
        if stop_after is not None:
            timers.append(threading.Timer(stop_after, os.kill, (process.pid, signal.SIGTERM)))
        for timer in timers:
            timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begun
        for timer in timers:
            timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        memory = usage.ru_maxrss // UNITS_OF_MEMORY
        return Run(process.returncode, output.read(), errors.read(), wall, usage.ru_utime + usage.ru_stime, int(memory))


def expect(done: Run, *statuses: int) -> Run:
    """Return the run if it ended as it should."""
    if done.status not in (statuses or (0,)):
        words = (done.errors or done.output).strip().splitlines()[-1:] or ["it said nothing"]
        raise Failed(f"status {done.status}: {words[0][:200]}")
    return done

"""One solve in a process of its own, with limits on memory and time: whatever happens there, this one goes on."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Self

import structlog

from matchmaking.services.runs.claims import Point
from matchmaking.services.runs.failures import Failed, Failure, FailureCode

if TYPE_CHECKING:
    from types import TracebackType

log = structlog.get_logger()

CHECKOUT = Path(__file__).resolve().parents[3]
COMMAND = (sys.executable, "-m", "matchmaking.services.runs.solver_process")
GRACE = 2.0
"""Seconds past its limit after which a solve is asked to stop; a tenth of the limit if that is more."""
PATIENCE = 30.0
"""Seconds for the last words after that: checking, explaining what is unscheduled, writing it down."""


class SolverFailed(Failed):
    """The solver gave no answer."""


class SolverCrashed(SolverFailed):
    """The process died without a word: another attempt may fare better."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the solver found: a b2b-solution/1 text, and why each unscheduled meeting is unscheduled."""

    solution: str
    reasons: dict[int, dict[str, Any]]


class SolverProcess:
    """A running solve; leaving its context kills what is left of it."""

    def __init__(self, problem: str, *, time_limit: int, seed: int, workers: int, memory_mb: int) -> None:
        self._order = {
            "problem": problem,
            "time_limit": time_limit,
            "seed": seed,
            "workers": workers,
            "memory_mb": memory_mb,
        }
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        self._asked_to_stop = False
        self._stop_at = time.monotonic() + time_limit + max(GRACE, time_limit / 10)
        self.answer: Answer | None = None

    def __enter__(self) -> Self:
        """Start it."""
        self._process = subprocess.Popen(
            COMMAND, cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        threading.Thread(target=self._read, daemon=True).start()
        self._write(json.dumps(self._order))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End it, in whatever state it is."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            try:
                if stream is not None:
                    stream.close()
            except BrokenPipeError:
                log.debug("solver gone", status=self._process.returncode)

    def stop(self) -> None:
        """Ask for an early end; the best schedule so far is the answer."""
        if not self._asked_to_stop:
            self._asked_to_stop = True
            self._write("stop")

    def news(self, seconds: float) -> list[Point]:
        """
        Wait so long and answer what was found out meanwhile; `answer` is there once the solve has ended.

        Raises
        ------
        SolverFailed
            If there will be no answer.

        """
        until = time.monotonic() + seconds
        points: dict[str, Point] = {}
        while self.answer is None and (left := until - time.monotonic()) > 0:
            try:
                self._take(self._lines.get(timeout=left), points)
            except Empty:
                break
        self._keep_to_the_limit()
        return list(points.values())

    def _read(self) -> None:
        stream = self._process.stdout
        for line in stream or ():
            self._lines.put(line)
        self._lines.put(None)

    def _write(self, line: str) -> None:
        stream = self._process.stdin
        try:
            if stream is not None:
                stream.write(line + "\n")
                stream.flush()
        except BrokenPipeError:
            log.warning("solver gone")  # the end of its output says so as well

    def _take(self, line: str | None, points: dict[str, Point]) -> None:
        """Understand one line, or the end of them."""
        if line is None:
            status = self._process.wait()
            raise SolverCrashed(Failure(FailureCode.CRASHED, {"status": status}))
        message: dict[str, Any] = json.loads(line)
        if "progress" in message:
            point = Point(**message["progress"])
            points[point.goal] = point
        elif "answer" in message:
            content = message["answer"]
            self.answer = Answer(content["solution"], {reason["meeting"]: reason for reason in content["reasons"]})
        else:
            raise SolverFailed(Failure(FailureCode.OUT_OF_MEMORY, {"limit": message["out_of_memory"]}))

    def _keep_to_the_limit(self) -> None:
        """Ask a solve to stop that does not by itself, and give up on one that does not listen."""
        late = time.monotonic() - self._stop_at
        if self.answer is None and late > 0:
            self.stop()
        if self.answer is None and late > PATIENCE:
            raise SolverFailed(Failure(FailureCode.OUT_OF_TIME))

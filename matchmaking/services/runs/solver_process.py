"""
The process that solves: `python -m matchmaking.services.solver_process`, started and watched by `solving`.

It reads one line of JSON, then perhaps "stop"; it writes a line of JSON for each step forward and one for the
answer. When its input ends, nobody waits for the answer any more, and it ends at once. It may crash, or be killed
for its memory or time: whoever started it goes on.
"""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import sys
import threading
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from solver.problem import Problem
    from solver.solution import Result
    from solver.solve import Progress

MEBIBYTE = 2**20
SECONDS_BETWEEN_LINES = 0.1


class Channel:
    """The line to whoever started this process."""

    def __init__(self, output: TextIO) -> None:
        self.stopped = threading.Event()
        self._output = output
        self._last = ("", "", 0.0)

    def listen(self) -> None:
        """Wait, in a thread of its own, for the order to stop, or for the end of the line."""
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            if line.strip() == "stop":
                self.stopped.set()
        os._exit(1)

    def progress(self, step: Progress) -> None:
        """Tell of a step forward; many in a short time are told as one."""
        goal, stage, when = self._last
        now = time.monotonic()
        if (goal, stage) == (step.goal, step.stage) and now < when + SECONDS_BETWEEN_LINES:
            return
        self._last = (step.goal, step.stage, now)
        self.tell("progress", asdict(step))

    def tell(self, kind: str, content: Any) -> None:
        """Write one line."""
        self._output.write(json.dumps({kind: content}) + "\n")
        self._output.flush()


def main() -> None:
    """Read the order, solve, answer."""
    # Ctrl-C reaches every process of a terminal; the one that started this one decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel = Channel(own_output())
    order = json.loads(sys.stdin.readline())
    channel.listen()
    limit = order["memory_mb"] * MEBIBYTE
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    try:
        channel.tell("answer", _answer(order, channel))
    except (MemoryError, OSError, ImportError) as error:
        if not _for_want_of_memory(error):
            raise
        channel.tell("out_of_memory", order["memory_mb"])


def _for_want_of_memory(error: Exception) -> bool:
    """Whether it would not have happened with more memory; a library that cannot be mapped is an ImportError."""
    if isinstance(error, ImportError):
        return "failed to map" in str(error) or "allocate memory" in str(error)
    return isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM)


def _answer(order: dict[str, Any], channel: Channel) -> dict[str, Any]:
    # Imported here, within the limit on memory: the solver brings OR-Tools along.
    try:
        from solver.formats import problem_from_json, solution_to_json  # noqa: PLC0415
        from solver.solve import SolveParams, solve  # noqa: PLC0415
    except (ValueError, SystemError) as error:
        # Python compiles dataclasses as it goes; without memory for that it complains of their fields.
        raise MemoryError from error

    problem = problem_from_json(order["problem"].encode())
    limits = {name: order[name] for name in ("time_limit", "workers", "seed")}
    params = SolveParams(**limits, memory=order["memory_mb"])
    result = solve(problem, params, progress=channel.progress, stop=channel.stopped.is_set)
    return {"solution": solution_to_json(problem, result).decode(), "reasons": _reasons(problem, result)}


def _reasons(problem: Problem, result: Result) -> list[dict[str, Any]]:
    from solver.explain import explain  # noqa: PLC0415

    if result.best is None:
        return []
    return [reason.as_json() for reason in explain(problem, result.best.assignments)]


def own_output() -> TextIO:
    """Keep standard output for the channel; what a library prints goes to standard error."""
    own = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return own


if __name__ == "__main__":
    main()

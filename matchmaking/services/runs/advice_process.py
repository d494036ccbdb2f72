"""
The process that advises: `python -m matchmaking.services.runs.advice_process`, started by `advising`.

It reads one order as JSON and writes a line for each number of slots that is done, and one for the advice. It may
crash, or be killed for its memory or time: whoever started it goes on.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from typing import Any

from matchmaking.services.runs.solver_process import MEBIBYTE, own_output


def main() -> None:
    """Read the order, advise, answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    output = own_output()

    def tell(kind: str, content: Any) -> None:
        output.write(json.dumps({kind: content}) + "\n")
        output.flush()

    order = json.loads(sys.stdin.read())
    limit = order["memory_mb"] * MEBIBYTE
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    # Imported here, within the limit on memory: the solver brings OR-Tools along.
    from solver.advise import AdviseParams, advise  # noqa: PLC0415
    from solver.formats import problem_from_json  # noqa: PLC0415

    params = AdviseParams(**order["params"])
    done = 0

    def progress(_points: object) -> None:
        nonlocal done
        done += 1
        tell("done", done)

    try:
        tell("advice", advise(problem_from_json(order["problem"].encode()), params, progress).as_json())
    except MemoryError:
        tell("out_of_memory", order["memory_mb"])


if __name__ == "__main__":
    main()

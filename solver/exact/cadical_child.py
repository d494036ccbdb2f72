"""
The program of a child process that runs CaDiCaL: a formula comes in, a model goes out.

It is run as a file, not imported: python-sat holds the interpreter while it solves, and nothing but a kill stops it.
"""

from __future__ import annotations

import ctypes
import resource
import signal
import sys
from array import array

PR_SET_PDEATHSIG = 1


def serve() -> None:
    """
    Answer one formula: the number of its literals, then these, each clause ended by a 0, as C integers.

    Writes -1 for a contradiction, else how many variables are true and which.
    """
    _end_with_the_parent(int(sys.argv[1]))
    from pysat.solvers import Cadical195  # noqa: PLC0415 - only once the limits stand

    size = array("i", sys.stdin.buffer.read(4))[0]
    literals = array("i", sys.stdin.buffer.read(4 * size))
    with Cadical195() as solver:
        start = 0
        for end, literal in enumerate(literals):
            if literal == 0:
                solver.add_clause(literals[start:end].tolist())
                start = end + 1
        solved = solver.solve()
        true = [literal for literal in solver.get_model() if literal > 0] if solved else []
    sys.stdout.buffer.write(array("i", [len(true) if solved else -1, *true]).tobytes())


def _end_with_the_parent(seconds: int) -> None:
    """Make sure of an end: after so much processor time, and where the system can, when the parent dies."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    serve()

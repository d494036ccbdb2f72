"""
The program of a child process that runs CaDiCaL: a formula comes in, a model goes out.

The fewest costly literals: unsatisfiable cores, relaxed by totalizers (OLL: Morgado, Dodaro and Marques-Silva, CP
2014), as python-sat's RC2 has them; what is learned with one core stays for the next.

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
    Decide one formula, or find a solution in which as few as possible of some literals are true.

    Reads, as C integers, the numbers of the formula's literals and of the costly ones, then both; each clause is ended
    by a 0. Writes bounds as they are proven, each as its negative less 2; then -1 for a contradiction, else how many
    variables are true and which.
    """
    _end_with_the_parent(int(sys.argv[1]))

    size, costly = array("i", sys.stdin.buffer.read(8))
    literals = array("i", sys.stdin.buffer.read(4 * size))
    clauses, start = [], 0
    for end, literal in enumerate(literals):
        if literal == 0:
            clauses.append(literals[start:end].tolist())
            start = end + 1
    solution = _fewest(clauses, array("i", sys.stdin.buffer.read(4 * costly))) if costly else _any(clauses)
    true = [literal for literal in solution or [] if literal > 0]
    _write(-1 if solution is None else len(true), *true)


def _any(clauses: list[list[int]]) -> list[int] | None:
    """Return a solution of a formula."""
    from pysat.solvers import Cadical195  # noqa: PLC0415 - only once the limits stand

    with Cadical195(bootstrap_with=clauses) as solver:
        return solver.get_model() if solver.solve() else None


def _fewest(clauses: list[list[int]], costly: array[int]) -> list[int] | None:
    """Return a solution in which the fewest costly literals are true; write each bound before."""
    from pysat.examples.rc2 import RC2  # noqa: PLC0415 - likewise
    from pysat.formula import WCNF  # noqa: PLC0415

    formula = WCNF()
    formula.extend(clauses)
    formula.extend([[-literal] for literal in costly], weights=[1] * len(costly))
    with RC2(formula, solver="cadical153") as cores:
        while not cores.oracle.solve(assumptions=cores.sels + cores.sums):
            cores.get_core()
            if not cores.core:
                return None
            cores.process_core()
            _write(-2 - cores.cost)
        return cores.oracle.get_model()


def _write(*numbers: int) -> None:
    sys.stdout.buffer.write(array("i", numbers).tobytes())
    sys.stdout.buffer.flush()


def _end_with_the_parent(seconds: int) -> None:
    """Make sure of an end: after so much processor time, and where the system can, when the parent dies."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    serve()

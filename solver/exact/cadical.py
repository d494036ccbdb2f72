"""
CaDiCaL (Biere et al., 2024) through python-sat, an extra: without it this module is never asked.

Each formula is decided in a child process of its own, which can be killed at any moment. That there is no solution
rests on the solver's word, as does every proof of CP-SAT's; a solution is checked like any other.
"""

from __future__ import annotations

import subprocess
import sys
from array import array
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import IO, Self

    from solver.exact.clauses import Clauses

CHILD = Path(__file__).with_name("cadical_child.py")
INTEGER = array("i").itemsize


def is_installed() -> bool:
    """Whether python-sat is."""
    return find_spec("pysat") is not None


class Question:
    """
    A formula being decided in a child process; leaving the context kills it.

    Parameters
    ----------
    seconds
        Processor time after which the child ends by itself.
    costly
        Literals of which the solution is to have as few as possible.

    Attributes
    ----------
    bound
        That many costly literals, at least, are true in every solution: proven so far.
    """

    def __init__(self, formula: Clauses, seconds: float, costly: Sequence[int] = ()) -> None:
        command = [sys.executable, "-P", str(CHILD), str(int(seconds) + 1)]
        self.child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self.bound = 0
        self._answer: list[int] = []
        content = array("i", [len(formula.literals), len(costly), *formula.literals, *costly]).tobytes()
        self._thread = Thread(target=self._talk, args=(content,), daemon=True)
        self._thread.start()

    def _talk(self, content: bytes) -> None:
        asked, told = self.child.stdin, self.child.stdout
        if asked is None or told is None:  # never, with pipes
            return
        with suppress(BrokenPipeError), asked:
            asked.write(content)
        with told:
            while number := _integers(told, 1):
                if number[0] < -1:
                    self.bound = -2 - number[0]
                else:
                    true = _integers(told, max(0, number[0]))
                    self._answer = [] if true is None else number + true
        self.child.wait()

    def __enter__(self) -> Self:
        """Return the question."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Kill the child if it is still at work."""
        self.drop()

    def drop(self) -> None:
        """End the child."""
        self.child.kill()
        self._thread.join()

    def wait(self, seconds: float) -> bool:
        """Wait for so long at most; return whether the child has ended."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def solution(self) -> list[int] | None:
        """
        Return the true variables once the child has ended, `None` if there is no solution.

        Raises
        ------
        NoAnswer
            If the child ended without one: out of memory, or of its time.
        """
        if not self._answer:
            raise NoAnswer
        count, *true = self._answer
        return None if count < 0 else true


def _integers(source: IO[bytes], count: int) -> list[int] | None:
    """Read so many integers, `None` if the child has ended before."""
    content = source.read(INTEGER * count)
    return array("i", content).tolist() if len(content) == INTEGER * count else None


class NoAnswer(RuntimeError):  # noqa: N818 - it names what happened
    """A child process ended without deciding its formula."""

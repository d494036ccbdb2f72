"""What arguments may say, and those that several commands take."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from solver.solve import MAX_SEED

if TYPE_CHECKING:
    from collections.abc import Callable

    Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no other name


def positive(text: str) -> float:
    """Read a number above zero."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 < number < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return number


def whole(least: int, most: int) -> Callable[[str], int]:
    """Return how to read a whole number within limits."""

    def read_whole(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} to {most}")
        return int(text)

    return read_whole


def take_problem_and_solution(command: argparse.ArgumentParser) -> None:
    """Let a command take a problem and its solution."""
    command.add_argument("problem", type=Path)
    command.add_argument("solution", type=Path)


def take_limits(command: argparse.ArgumentParser) -> None:
    """Let a command take a problem, where to write its solution, and how it may work."""
    command.add_argument("problem", type=Path)
    command.add_argument("-o", "--output", type=Path, required=True, help="the solution file to write")
    command.add_argument("--time-limit", type=positive, default=60.0, metavar="SECONDS", help="for everything (60)")
    command.add_argument("--workers", type=whole(1, 256), default=2, help="how many cores to use (2)")
    command.add_argument("--seed", type=whole(0, MAX_SEED), default=1, help="where chance begins (1)")
    command.add_argument("--work", type=positive, help="a limit in deterministic units instead of seconds")
    command.add_argument("--memory", type=whole(256, 2**20), metavar="MIB", help="at most so much address space (any)")

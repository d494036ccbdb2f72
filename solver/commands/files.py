"""Files that the commands read and write, and what the commands answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from solver.formats import UnusableFile, read_file
from solver.problem import InvalidProblem
from solver.solution import InvalidSolution

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FINE, BROKEN, UNUSABLE = 0, 1, 2
"""The exit statuses."""

Content = TypeVar("Content")


class Refusal(Exception):  # noqa: N818 - it names an answer to the user
    """A file cannot be used; the message is one sentence that names it."""


class OutOfMemory(Refusal):
    """A command needs more memory than it may use."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"This takes more than the {limit:,} MiB of memory that it may use.")


def read(path: Path, parse: Callable[[bytes], Content]) -> Content:
    """Read a file, or refuse it by name."""
    try:
        return parse(read_file(path))
    except (UnusableFile, InvalidProblem, InvalidSolution) as error:
        raise Refusal(f"{path}: {error}") from error


def expect_other(output: Path, source: Path) -> None:
    """Refuse to write over what is read."""
    if output.exists() and source.exists() and output.samefile(source):
        raise Refusal(f"{output}: The output would replace the file that is read; name another one.")


def writing(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file, or refuse it by name."""
    try:
        write(path)
    except UnusableFile as error:
        raise Refusal(f"{path}: {error}") from error

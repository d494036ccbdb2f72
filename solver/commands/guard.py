"""A limit on memory that holds whatever happens: the work is done in a child process, which may fail for lack of it."""

from __future__ import annotations

import os
import resource
import signal
import sys
import tempfile
from typing import TYPE_CHECKING, BinaryIO

from solver.commands.files import OutOfMemory
from solver.memory import MEBIBYTE

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

LACKING = 9
"""What the child answers when it lacked memory."""


def within(limit: int, work: Callable[[], int]) -> int:
    """
    Do the work with at most so many MiB of address space, and return its status.

    Raises
    ------
    OutOfMemory
        If it lacked memory. Code that is not Python says so by a last word on the error stream and by aborting.
    """
    sys.stdout.flush()
    with tempfile.TemporaryFile() as last_words:
        child = os.fork()
        if child == 0:
            os._exit(_work(limit, work, last_words))
        status = _wait(child)
        last_words.seek(0)
        said = last_words.read()
    if status == LACKING or (status < 0 and b"bad_alloc" in said):
        raise OutOfMemory(limit)
    sys.stderr.write(said.decode(errors="replace"))
    return status if status >= 0 else 128 - status


def _work(limit: int, work: Callable[[], int], last_words: BinaryIO) -> int:
    """Do the work as the child, foreign code's words set aside, and return its status."""
    # The terminal's Ctrl-C is passed on by the parent, once, like every other wish to stop.
    os.setpgid(0, 0)
    sys.stderr = os.fdopen(os.dup(sys.stderr.fileno()), "w")
    os.dup2(last_words.fileno(), 2)
    resource.setrlimit(resource.RLIMIT_AS, (limit * MEBIBYTE, limit * MEBIBYTE))
    try:
        status = work()
        sys.stdout.flush()
    except (MemoryError, ImportError, OSError, RuntimeError) as error:
        if not _lacks_memory(error):
            raise
        return LACKING
    finally:
        sys.stderr.flush()
    return status


def _lacks_memory(error: Exception) -> bool:
    """Whether an error comes of a lack of memory: in Python, in loading a library, in the system or in a thread."""
    told = ("failed to map segment", "cannot allocate memory", "can't start new thread")
    return isinstance(error, MemoryError) or any(words in str(error).lower() for words in told)


def _wait(child: int) -> int:
    """Wait for the child, passing signals on; return its status, a signal that ended it as a negative number."""

    def pass_on(number: int, _: FrameType | None) -> None:
        os.kill(child, number)

    before = {number: signal.signal(number, pass_on) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

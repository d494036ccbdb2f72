"""The command line: `python -m solver solve | replan | standby | check | explain | convert`."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

from solver.commands import advise, check, convert, explain, replan, solve, standby
from solver.commands.files import FINE, UNUSABLE, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

COMMANDS = (solve, replan, standby, advise, check, explain, convert)


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit status."""
    started = time.monotonic()
    # Hundreds of thousands of objects live as long as the process: looking through them for garbage halves its speed.
    gc.set_threshold(100_000, 50, 100)
    options = parser().parse_args(arguments)
    try:
        status = run(options, started)
        sys.stdout.flush()
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return UNUSABLE
    except BrokenPipeError:
        # The reader, say `head`, has seen enough; nothing more may be written, not even on closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    return status


def run(options: argparse.Namespace, started: float) -> int:
    """Run the command that was chosen, within its limit on memory if it has one."""
    work: Callable[[], int] = partial(options.command, options, started)
    limit = getattr(options, "memory", None)
    if limit is None:
        return work()
    from solver.commands.guard import within  # noqa: PLC0415 - not every system has what it takes

    return within(limit, partial(refusing, work))


def refusing(work: Callable[[], int]) -> int:
    """Do the work; say what cannot be used."""
    try:
        return work()
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return UNUSABLE


def parser() -> argparse.ArgumentParser:
    """Return the commands with their options."""
    top = argparse.ArgumentParser(prog="python -m solver", description="Chooses and schedules meetings.")
    commands = top.add_subparsers(required=True, metavar="command")
    for command in COMMANDS:
        command.add(commands)
    return top


if __name__ == "__main__":
    sys.exit(main())

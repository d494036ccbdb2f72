"""The command line: `python -m solver solve | replan | standby | check | explain | convert`."""

from __future__ import annotations

import argparse
import os
import sys
import time

from solver.commands import check, convert, explain, replan, solve, standby
from solver.commands.files import FINE, UNUSABLE, Refusal

COMMANDS = (solve, replan, standby, check, explain, convert)


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit status."""
    started = time.monotonic()
    options = parser().parse_args(arguments)
    try:
        status: int = options.command(options, started)
        sys.stdout.flush()
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return UNUSABLE
    except BrokenPipeError:
        # The reader, say `head`, has seen enough; nothing more may be written, not even on closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    return status


def parser() -> argparse.ArgumentParser:
    """Return the commands with their options."""
    top = argparse.ArgumentParser(prog="python -m solver", description="Chooses and schedules meetings.")
    commands = top.add_subparsers(required=True, metavar="command")
    for command in COMMANDS:
        command.add(commands)
    return top


if __name__ == "__main__":
    sys.exit(main())

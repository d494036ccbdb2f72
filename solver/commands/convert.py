"""`convert`: read published MiniZinc data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from solver.commands.files import FINE, expect_other, read, writing
from solver.formats import problem_from_dzn, problem_to_json, write_file

if TYPE_CHECKING:
    import argparse

    from solver.commands.arguments import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("convert", help="read published MiniZinc data")
    command.add_argument("instance", type=Path)
    command.add_argument("-o", "--output", type=Path, required=True, help="the problem file to write")
    command.set_defaults(command=run)


def run(options: argparse.Namespace, _: float) -> int:
    """Write a published instance as a problem."""
    content = problem_to_json(read(options.instance, problem_from_dzn))
    expect_other(options.output, options.instance)
    writing(options.output, lambda path: write_file(path, content))
    return FINE

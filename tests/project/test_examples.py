"""What the documents show is run as it stands, and must print what they say it prints."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(python|console)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.DOTALL | re.MULTILINE)


def run(arguments: list[str], folder: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        arguments, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), arguments
    return done.stdout


def run_command(command: str, folder: Path) -> str:
    program, *arguments = shlex.split(command)
    assert program == "python"
    return run([sys.executable, *arguments], folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which the examples in Python of the solver's README have been run, with what they leave."""
    blocks = BLOCK.findall((ROOT / "solver/README.md").read_text())
    program = "\n".join(code for language, code, _ in blocks if language == "python")
    expected = "".join(output for language, _, output in blocks if language == "python")
    assert run([sys.executable, "-c", program], tmp_path) == expected
    return tmp_path


def test_the_examples_of_the_solver_print_what_is_shown(folder: Path) -> None:
    sessions = [code for kind, code, _ in BLOCK.findall((ROOT / "solver/README.md").read_text()) if kind == "console"]
    assert sessions
    for session in sessions:
        commands = [line.removeprefix("$ ") for line in session.splitlines() if line.startswith("$ ")]
        expected = [line for line in session.splitlines() if not line.startswith("$ ")]
        assert [line for command in commands for line in run_command(command, folder).splitlines()] == expected


def test_the_scheduler_runs_alone_as_the_readme_says(folder: Path) -> None:
    commands = re.findall(r"^    (python -m solver .*)$", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert [shlex.split(command)[3] for command in commands] == ["solve", "check", "explain"]
    for command in commands:
        run_command(command, folder)

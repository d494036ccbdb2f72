"""The problems that are measured: made ones and published ones, from the sibling folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.bench.process import ROOT, expect, run

if TYPE_CHECKING:
    from pathlib import Path

# Beside the repository, or beside the folder in which its worktrees are.
SHARED = next((place / "shared" for place in (ROOT.parent, ROOT.parents[1]) if (place / "shared").is_dir()), None)


class Missing(Exception):  # noqa: N818 - it names what is the case
    """Something that a measurement needs is not here; the message says what."""


def shared(*parts: str) -> Path:
    """Return a file or folder of the sibling folder."""
    if SHARED is None or not SHARED.joinpath(*parts).exists():
        raise Missing(f"../shared/{'/'.join(parts)} is not here")
    return SHARED.joinpath(*parts)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a made problem is, and how much of it there is to see in a table."""

    participants: int
    meetings: int
    slots: int
    tables: int

    def __str__(self) -> str:
        return " × ".join(f"{number:,}" for number in (self.participants, self.meetings, self.slots, self.tables))


SMALL = Size(100, 600, 16, 30)
USUAL = Size(300, 2000, 20, 80)
LARGE = Size(1000, 8000, 30, 250)
VERY_LARGE = Size(3000, 24000, 32, 700)
LARGEST = Size(6000, 110000, 48, 1500)


def made(folder: Path, size: Size, seed: int = 1, *options: str, **fields: Any) -> Path:
    """Make a problem and return its file; `fields` are set in it afterwards."""
    arguments = [f"--{name}={getattr(size, name)}" for name in ("participants", "meetings", "slots", "tables")]
    done = expect(run([shared("tools", "make_problem.py"), *arguments, f"--seed={seed}", *options], folder))
    problem = json.loads(done.output) | fields
    path = folder / "problem.json"
    path.write_text(json.dumps(problem))
    return path

"""What a table is: a sentence, and cases that are measured one by one."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import solver
from tests.bench.problems import Missing

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: the cells that are shown, by column, and figures for the pictures."""

    cells: dict[str, str]
    figures: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """One line to measure, in an empty folder of its own; `full` ones only when everything is asked for."""

    label: str
    measure: Callable[[Path], Row]
    full: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the README."""

    name: str
    title: str
    cases: tuple[Case, ...]
    about: str = ""


def measured(table: Table, *, full: bool, tell: Callable[[str], None]) -> dict[str, Any]:
    """Measure every case of a table; one that fails or lacks something says so, and the next goes on."""
    rows = []
    for case in table.cases:
        if case.full and not full:
            continue
        tell(f"{table.name}: {case.label}")
        row = _measured(case)
        rows.append({"cells": {"problem": case.label, **row.cells}, "figures": row.figures})
    return {"rows": rows, "machine": machine()}


def _measured(case: Case) -> Row:
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        return case.measure(folder)
    except Missing as missing:
        return Row({"result": f"skipped: {missing}"})
    except Exception as error:  # noqa: BLE001 - whatever one case does, the others are measured
        return Row({"result": f"failed: {error}"})
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def machine() -> str:
    """Return when, on what and with what was measured."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    where = f"{platform.system()} {platform.machine()}, {cores} cores ({processor()}), {memory()}"
    versions = [f"Python {platform.python_version()}"]
    versions += [f"{name} {version(name.lower().replace('-', ''))}" for name in ("OR-Tools", "NumPy")]
    versions.append(f"solver {solver.__version__}")
    return f"{time.strftime('%Y-%m-%d', time.gmtime())}; {where}; {', '.join(versions)}"


def processor() -> str:
    """Return what the processor is called."""
    info = Path("/proc/cpuinfo")
    names = (
        [line.split(":")[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")]
        if info.exists()
        else []
    )
    return names[0] if names else platform.processor() or "unnamed"


def memory() -> str:
    """Return how much memory there is."""
    info = Path("/proc/meminfo")
    return f"{int(info.read_text().split()[1]) / 2**20:.0f} GiB" if info.exists() else "memory unknown"

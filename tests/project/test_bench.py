"""The benchmark's own parts: what measures must measure, and one failing measurement must not end the others."""

from __future__ import annotations

import importlib
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.bench import __main__ as bench
from tests.bench.growth import points, power, sentence
from tests.bench.pictures import draw
from tests.bench.problems import Missing
from tests.bench.process import ROOT, Failed, expect, run
from tests.bench.readme import NoMarker, markdown, put
from tests.bench.table import Case, Row, Table, measured
from tests.bench.tables import TABLES
from tests.bench.tables.course import first_near, first_schedule, thinned
from tests.bench.without import PARTS, Part, part_of, take_out

if TYPE_CHECKING:
    from pathlib import Path

STEPS = [
    {"seconds": 1.0, "stage": "bound", "goal": "value", "incumbent": 0, "bound": 2000},
    {"seconds": 2.0, "stage": "fill", "goal": "value", "incumbent": 900, "bound": 2000},
    {"seconds": 2.5, "stage": "improve", "goal": "value", "incumbent": 900, "bound": 2000},
    {"seconds": 3.0, "stage": "relax", "goal": "value", "incumbent": 999, "bound": 1000},
]


def test_a_process_is_measured_as_a_whole(tmp_path: Path) -> None:
    done = run(["-c", "print('x' * 3); import time; time.sleep(0.3)"], tmp_path)
    assert (done.status, done.output, done.errors) == (0, "xxx\n", "")
    assert done.wall >= 0.3


def test_a_process_is_measured_by_its_own_memory(tmp_path: Path) -> None:
    # From a small process of its own: what is begun from a large one counts as large.
    program = (
        "import sys; from pathlib import Path; from tests.bench.process import run; "
        "print(run(['-c', 'b = bytearray(200 * 2**20)'], Path(sys.argv[1])).memory)"
    )
    apart = subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, check=True)
    assert 200 < int(apart.stdout) < 400


def test_a_process_is_stopped_at_the_moment_asked_for(tmp_path: Path) -> None:
    program = "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit(7)); time.sleep(60)"
    begun = time.monotonic()
    assert run(["-c", program], tmp_path, stop_after=1).status == 7
    assert time.monotonic() - begun >= 1


def test_a_process_that_fails_is_named_by_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(Failed, match=r"^status 3: so$"):
        expect(run(["-c", "import sys; sys.stderr.write('why\\nso\\n'); sys.exit(3)"], tmp_path))


def fail(_: Path) -> Row:
    raise Failed("status 1: no")


def lack(_: Path) -> Row:
    raise Missing("../shared/tools is not here")


def test_a_case_that_fails_or_lacks_something_says_so_and_the_next_goes_on() -> None:
    cases = (
        Case("a", fail),
        Case("b", lack),
        Case("c", lambda folder: Row({"result": str(list(folder.iterdir()))})),
        Case("d", fail, full=True),
    )
    found = measured(Table("t", "T", cases), full=False, tell=lambda _: None)
    assert [row["cells"] for row in found["rows"]] == [
        {"problem": "a", "result": "failed: status 1: no"},
        {"problem": "b", "result": "skipped: ../shared/tools is not here"},
        {"problem": "c", "result": "[]"},
    ]


def test_a_table_has_the_columns_of_all_its_rows() -> None:
    assert markdown([{"problem": "a", "s": "1"}, {"problem": "b|c", "MiB": "2"}]).splitlines() == [
        "| problem | s | MiB |",
        "| --- | --- | --- |",
        "| a | 1 |  |",
        "| b\\|c |  | 2 |",
    ]


def test_only_what_is_between_its_own_markers_is_replaced() -> None:
    text = "a\n<!-- measured: x -->\nold\n<!-- measured -->\nb\n<!-- measured: y -->\n<!-- measured -->\nc\n"
    once = put(text, "x", "n\\1ew")
    assert once == text.replace("old", "\nn\\1ew")
    assert put(once, "x", "n\\1ew") == once
    with pytest.raises(NoMarker):
        put(text, "z", "")


def test_every_table_has_its_place_in_the_readme() -> None:
    text = bench.README.read_text()
    for name in [*(table.name for table in TABLES), "growth"]:
        assert put(text, name, "here") != text


def test_growth_is_the_exponent_of_the_power_law() -> None:
    factor, exponent = power([(10, 300.0), (100, 30000.0), (1000, 3000000.0)])
    assert (round(factor, 6), round(exponent, 6)) == (3, 2)
    assert sentence([(100, 1.0), (1000, 100.0)], []) == (
        "From 100 to 1,000 participants the time to a gap of 0.1 % grows from 1 to 100 s,"
        " about as participants to the power 2.0."
    )


def test_growth_takes_one_problem_of_each_size() -> None:
    rows = [
        {"figures": {"participants": size, "near": near}} for size, near in ((300, 2), (300, 9), (100, 1), (9, None))
    ]
    assert points([*rows, {"figures": {}}], "near") == [(100, 1), (300, 2)]


def test_the_course_of_a_solve_is_read_from_its_steps() -> None:
    assert (first_schedule(STEPS), first_near(STEPS), first_near(STEPS[:3])) == (2.0, 3.0, None)
    assert [step["seconds"] for step in thinned(STEPS)] == [1.0, 2.0, 3.0]


@pytest.mark.parametrize("part", PARTS[1:], ids=lambda part: part.name)
def test_each_part_that_is_taken_out_is_there_and_is_replaced(part: Part, monkeypatch: pytest.MonkeyPatch) -> None:
    # All are remembered before any is taken out: a part of two places would leave its second behind for other tests.
    originals = [(owner, name, getattr(owner, name)) for owner, name in map(named, part.places)]
    for owner, name, original in originals:
        monkeypatch.setattr(owner, name, original)
    take_out(part_of(part.name))
    assert [name for owner, name, original in originals if getattr(owner, name) is original] == []


def named(place: str) -> tuple[Any, str]:
    """Return what holds the thing at a place, and its name there."""
    module, _, path = place.partition(":")
    *classes, name = path.split(".")
    owner: Any = importlib.import_module(module)
    for step in classes:
        owner = getattr(owner, step)
    return owner, name


def test_the_same_figures_give_the_same_pictures(tmp_path: Path) -> None:
    figures = {
        "course": {"rows": [
            {"cells": {"problem": "10, value"}, "figures": {"participants": 10, "near": 1.0, "steps": thinned(STEPS)}},
            {"cells": {"problem": "99, value"}, "figures": {"participants": 100, "near": 9.0, "steps": thinned(STEPS)}},
            {"cells": {"problem": "full"}, "figures": {"participants": 100, "near": 9.0, "steps": thinned(STEPS)}},
        ]},
        "value": {"rows": [{"cells": {}, "figures": {"participants": n, "memory": 10 * n}} for n in (10, 100)]},
        "published": {"rows": [{"cells": {}, "figures": {"times": [0.5, 9.0], "published": [1, 3], "files": 4}}]},
    }  # fmt: skip
    folders = tmp_path / "one", tmp_path / "two"
    for folder in folders:
        draw(figures, folder)
    drawn = [{path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders]
    assert drawn[0] == drawn[1]
    assert sorted(drawn[0]) == ["course.svg", "goals.svg", "growth.svg", "published.svg"]

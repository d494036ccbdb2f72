"""The pictures, as SVG that is the same for the same figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from tests.bench.growth import points, power

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from matplotlib.axes import Axes

    from tests.bench.growth import Point

# Okabe and Ito's blue and vermilion, told apart with any colour vision, and by their place as well.
INCUMBENT, BOUND, QUIET = "#0072B2", "#D55E00", "#666666"
STYLE: Any = {
    "svg.hashsalt": "b2b-matchmaking",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 9,
    "axes.titlelocation": "left",
    "axes.edgecolor": QUIET,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "axes.labelcolor": QUIET,
}
Measured = dict[str, Any]


def draw(measured: Measured, folder: Path) -> None:
    """Draw every picture for which there are figures."""
    folder.mkdir(exist_ok=True)
    rows = {name: table["rows"] for name, table in measured.items()}
    courses = [row for row in rows.get("course", ()) if row["figures"].get("steps")]
    with mpl.rc_context(STYLE):
        value = [row for row in courses if row["cells"]["problem"].endswith(", value")]
        if value:
            panels([(row["cells"]["problem"], row["figures"]["steps"]) for row in value[1:]], folder / "course.svg")
        for row in courses[len(value) :]:
            panels(by_goal(row["figures"]["steps"]), folder / "goals.svg", together=True)
        near, memory = points(courses, "near"), points(rows.get("value", ()), "memory")
        if len(near) > 1 and len(memory) > 1:
            growth(near, memory, folder / "growth.svg")
        for row in rows.get("published", ()):
            if row["figures"].get("times"):
                figures = row["figures"]
                cactus(figures["times"], figures["published"], figures["files"], folder / "published.svg")


def by_goal(steps: Sequence[Measured]) -> list[tuple[str, list[Measured]]]:
    """Return the steps of each goal under its name."""
    goals = list(dict.fromkeys(step["goal"] for step in steps))
    return [(goal.replace("_", " "), [step for step in steps if step["goal"] == goal]) for goal in goals]


def panels(courses: Sequence[tuple[str, Sequence[Measured]]], path: Path, *, together: bool = False) -> None:
    """Draw incumbent and bound over time, a panel each; `together` if they follow each other in one solve."""
    figure = Figure(figsize=(2.9 * len(courses), 2.6), layout="constrained")
    last = max(step["seconds"] for _, steps in courses for step in steps)
    for k, (title, steps) in enumerate(courses):
        axes = figure.add_subplot(1, len(courses), k + 1)
        axes.set_title(title.removesuffix(", value"))
        course(axes, steps, last if together else steps[-1]["seconds"])
        axes.set_xlabel("seconds")
        axes.yaxis.set_major_formatter("{x:,.0f}")
        axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    save(figure, path)


def course(axes: Axes, steps: Sequence[Measured], end: float) -> None:
    """Draw one course to its end, each line labelled there; what is far off, an early bound, enters from outside."""
    told = {
        key: [(step["seconds"], step[key]) for step in steps if step[key] is not None] for key in ("incumbent", "bound")
    }
    shown = [value for _, value in told["incumbent"]] + [line[-1][1] for line in told.values() if line]
    low, high = min(shown), max(shown)
    room = 0.35 * max(high - low, 2)
    axes.set_ylim(low - room, high + room)
    axes.set_xlim(0, end * 1.02)
    rising = told["incumbent"][0][1] < told["incumbent"][-1][1] or not told["bound"]
    for key, word, colour in (("incumbent", "schedule", INCUMBENT), ("bound", "bound", BOUND)):
        if told[key]:
            line = [*told[key], (end, told[key][-1][1])]
            axes.step(*zip(*line, strict=True), where="post", color=colour, linewidth=1.5)
            beneath = _is_beneath(key, told, rising=rising)
            axes.annotate(
                f"{word} {line[-1][1]:,}",
                line[-1],
                xytext=(0, -5 if beneath else 5),
                textcoords="offset points",
                ha="right",
                va="top" if beneath else "bottom",
                color=colour,
            )


def _is_beneath(key: str, told: dict[str, list[tuple[float, int]]], *, rising: bool) -> bool:
    """Whether a line's label stands beneath it: away from the other line, which it may meet at the end."""
    if told["bound"] and told["incumbent"][-1][1] != told["bound"][-1][1]:
        rising = told["incumbent"][-1][1] < told["bound"][-1][1]
    return rising == (key == "incumbent")


def growth(seconds: Sequence[Point], memory: Sequence[Point], path: Path) -> None:
    """Draw time and memory against the participants, both logarithmic."""
    figure = Figure(figsize=(6.4, 2.8), layout="constrained")
    for k, (title, found) in enumerate((("seconds to a gap of 0.1 %", seconds), ("peak memory, MiB", memory))):
        axes = figure.add_subplot(1, 2, k + 1)
        factor, exponent = power(found)
        sizes, costs = [size for size, _ in found], [cost for _, cost in found]
        axes.loglog(sizes, [factor * size**exponent for size in sizes], color=QUIET, linewidth=0.8)
        axes.loglog(sizes, costs, "o", color=INCUMBENT, markersize=4)
        for size, cost in found:
            words = f"{cost:,.1f}" if k == 0 else f"{cost:,.0f}"
            axes.annotate(words, (size, cost), xytext=(0, 6), textcoords="offset points", ha="center", color=INCUMBENT)
        axes.text(0.97, 0.05, f"slope {exponent:.1f}", transform=axes.transAxes, ha="right", color=QUIET)
        axes.set_title(title)
        axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
        axes.minorticks_off()
        axes.yaxis.set_major_formatter("{x:,g}")
        axes.margins(x=0.12, y=0.25)
        axes.set_xlabel("participants")
    save(figure, path)


def cactus(times: Sequence[float], published: Sequence[float], files: int, path: Path) -> None:
    """Draw how many of the published files are proven within how many seconds each, by us and by their authors."""
    figure = Figure(figsize=(5.2, 2.9), layout="constrained")
    axes = figure.add_subplot()
    axes.set_xscale("log")
    both = (("this solver", times, INCUMBENT), ("MaxSAT, 2022, another machine", published, BOUND))
    for k, (name, line, colour) in enumerate(both):
        axes.step(line, range(1, len(line) + 1), where="post", color=colour, linewidth=1.5)
        # Below on the right is where neither line can be.
        words = f"{name}: {len(line)} of {files}, worst {line[-1]:.0f} s"
        axes.text(0.98, 0.15 - 0.1 * k, words, transform=axes.transAxes, ha="right", color=colour)
    axes.xaxis.set_major_formatter("{x:g}")
    axes.set_ylim(0, files * 1.15)
    axes.set_title("files proven optimal or infeasible")
    axes.set_xlabel("seconds each")
    save(figure, path)


def save(figure: Figure, path: Path) -> None:
    """Write a picture without the date of its making."""
    figure.savefig(path, format="svg", metadata={"Date": None})

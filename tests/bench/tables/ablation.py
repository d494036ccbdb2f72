"""What each part of the solver is good for: the same problems and limits without it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.bench.judging import solved
from tests.bench.problems import LARGE, USUAL, Size, made, shared
from tests.bench.table import Case, Row, Table
from tests.bench.tables import published
from tests.bench.without import part_of

if TYPE_CHECKING:
    from tests.bench.judging import Answer

SAMPLE, SAMPLE_SECONDS = 12, 10.0
SEEDS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Trial:
    """A kind of problem on which parts are tried."""

    words: str
    size: Size
    seconds: float
    options: tuple[str, ...] = ()
    command: str = "solve"
    most_changes: int | None = None


VALUE = Trial("value", USUAL, 6)
LARGER = Trial("value, 1,000 × 8,000", LARGE, 20)
TOGETHER = Trial("`--full`, four goals", USUAL, 12, ("--full", "--goals=value,shortfall,breaks,table_changes"))
REPLAN = Trial("re-planning, changes first", LARGE, 8, ("--replan=3", "--goals=changes,value"), "replan")
LIMITED = Trial(
    "re-planning, value first, at most 60 changes", LARGE, 6, ("--replan=3", "--goals=value,changes"), "replan", 60
)


@cache
def tried(trial: Trial, without: str) -> str:
    """Return what comes of a trial without a part, over the seeds, in words."""
    answers = []
    for seed in SEEDS:
        with TemporaryDirectory() as folder:
            fields = {} if trial.most_changes is None else {"max_changes": {"total": trial.most_changes}}
            problem = made(Path(folder), trial.size, seed, *trial.options, **fields)
            answers.append(solved(problem, trial.seconds, command=trial.command, without=without, seed=seed))
    return ", ".join([*(averaged(answers, goal) for goal in answers[0].goals), seconds(answers)])


def averaged(answers: list[Answer], goal: str) -> str:
    """Return a goal's mean value with its mean bound."""
    value = mean(answer.goals[goal] for answer in answers)
    bounds = [bound for answer in answers if (bound := answer.bounds.get(goal)) is not None]
    in_brackets = f" ({mean(bounds):,.1f})" if len(bounds) == len(answers) else ""
    return f"{goal} {value:,.1f}{in_brackets}"


def seconds(answers: list[Answer]) -> str:
    """Return the mean seconds of the processes."""
    return f"{mean(answer.cost.wall for answer in answers):.1f} s"


@cache
def proven(without: str) -> str:
    """Return how many of a sample of the published files are proven without a part, and how soon."""
    found = []
    for instance in sorted(shared("b2bsp").glob("*.dzn"))[::SAMPLE]:
        with TemporaryDirectory() as folder:
            found.append(published.one(instance, Path(folder), limit=SAMPLE_SECONDS, without=without))
    count = sum(answer is not None for answer, _ in found)
    return f"{count} of {len(found)} proven, {sum(cost for _, cost in found):.0f} s in all"


def on_published(_: Path, part: str) -> Row:
    """Compare the solver with itself without a part on the published files."""
    on = f"every {SAMPLE}th published file, limit {SAMPLE_SECONDS:.0f} s"
    return Row({"source": part_of(part).source, "on": on, "with it": proven("nothing"), "without": proven(part)})


def measure(_: Path, part: str, trial: Trial) -> Row:
    """Compare the solver with itself without a part."""
    return Row(
        {
            "source": part_of(part).source,
            "on": trial.words,
            "with it": tried(trial, "nothing"),
            "without": tried(trial, part),
        }
    )


def case(part: str, trial: Trial) -> Case:
    """Return a case under its label."""
    return Case(part, partial(measure, part=part, trial=trial))


TABLE = Table(
    "ablation",
    "What is lost without each part",
    (
        case("Kempe chains", VALUE),
        case("the relaxation's order", VALUE),
        case("the relaxation", VALUE),
        case("rounded duals", LARGER),
        case("closing", VALUE),
        case("annealing", TOGETHER),
        case("tables by a flow", TOGETHER),
        case("the run-length bound", TOGETHER),
        case("a bound from days", TOGETHER),
        case("settling", REPLAN),
        case("polishing", LIMITED),
        Case("CaDiCaL", partial(on_published, part="CaDiCaL")),
        Case("priced days", partial(on_published, part="priced days")),
    ),
    "Means over seeds 1, 2, 3 of problem and solver alike, with bounds in brackets and the whole process's seconds; "
    "the part is replaced from outside (`tests/bench/without.py`) by what stands there.",
)

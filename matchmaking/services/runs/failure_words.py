"""Why there is no schedule, in sentences that say what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import ngettext

from matchmaking.services.runs import contradictions
from matchmaking.services.runs.failures import FailureCode
from solver.formats import problem_from_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaking.models import CapacityStudy, ScheduleRun

    Sentence = Callable[[dict[str, Any]], str]


def sentence(run: ScheduleRun) -> str:
    """The whole reason, with names and hours; nothing for a run that has not failed."""
    if run.failure_code == FailureCode.CONTRADICTION:
        return contradictions.sentence(run.event_id, problem_from_json(run.problem.encode()), run.failure_data)
    return in_short(run)


def in_short(run: ScheduleRun | CapacityStudy) -> str:
    """The reason as a list shows it: what it takes to word is stored with it."""
    return _of(run.failure_code, run.failure_data) if run.failure_code else ""


def _of(code: str, data: dict[str, Any]) -> str:
    return SENTENCES[FailureCode(code)](data)


def _contradiction(data: dict[str, Any]) -> str:
    if contradictions.BUDGET.intersection(data["claims"]):
        return _("So few changes from the version in force leave no schedule that keeps every rule.")
    return _("The locked meetings leave no schedule that keeps every rule.")


def _nothing_found(data: dict[str, Any]) -> str:
    return ngettext(
        "No schedule that keeps every rule was found in %(num)d second, nor was it shown that there is none. Give it "
        "more time, or unlock some meetings.",
        "No schedule that keeps every rule was found in %(num)d seconds, nor was it shown that there is none. Give it "
        "more time, or unlock some meetings.",
        data["seconds"],
    )


def _broken(data: dict[str, Any]) -> str:
    return _(
        "The solver's answer breaks a rule, so it was thrown away: %(violation)s This is a defect; please report it.",
        violation=data["violation"],
    )


def _crashed(data: dict[str, Any]) -> str:
    return _("The solver ended unexpectedly (status %(status)d).", status=data["status"])


def _out_of_memory(data: dict[str, Any]) -> str:
    return _(
        "The solver needed more than the %(limit)s MB of memory that it may use here (SOLVER_MEMORY_MB).",
        limit=data["limit"],
    )


def _given_up(data: dict[str, Any]) -> str:
    why = _of(data["why"]["code"], data["why"]["data"])
    return ngettext(
        "Given up after %(num)d attempt; nothing was changed. %(why)s",
        "Given up after %(num)d attempts; nothing was changed. %(why)s",
        data["count"],
        why=why,
    )


SENTENCES: dict[FailureCode, Sentence] = {
    FailureCode.CALLED_OFF: lambda _data: _("It was stopped before it began."),
    FailureCode.CONTRADICTION: _contradiction,
    FailureCode.NOTHING_FOUND: _nothing_found,
    FailureCode.DAMAGED: lambda _data: _("The stored problem was damaged. Build the schedule again."),
    FailureCode.BROKEN: _broken,
    FailureCode.DELETED: lambda _data: _(
        "Slots, tables or participants were deleted while the schedule was being built. Build it again."
    ),
    FailureCode.CRASHED: _crashed,
    FailureCode.OUT_OF_MEMORY: _out_of_memory,
    FailureCode.OUT_OF_TIME: lambda _data: _("The solver did not end within its time, and was stopped."),
    FailureCode.DEFECT: lambda _data: _("Something went wrong on our side; it has been noted."),
    FailureCode.WORKER_STOPPED: lambda _data: _("The worker stopped unexpectedly each time."),
    FailureCode.GIVEN_UP: _given_up,
    FailureCode.TOLD: lambda data: str(data["sentence"]),
}

"""A run in words: where it stands, what is being worked on, how good its schedule is proven to be."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from flask_babel import format_decimal, format_percent
from flask_babel import gettext as _

from matchmaking.models import RunStatus

if TYPE_CHECKING:
    from matchmaking.models import RunPoint, ScheduleRun

OPTIMAL = "optimal"
NOTHING = "–"


def state(run: ScheduleRun) -> tuple[str, str]:
    """The state as the badge's value and its label."""
    if run.status is RunStatus.QUEUED:
        return "waiting", _("Waiting")
    if run.status is RunStatus.RUNNING:
        return "running", _("Being built")
    if run.status is RunStatus.FAILED:
        return "failed", _("No schedule")
    if run.outcome == OPTIMAL:
        return "optimal", _("Proven best")
    return "feasible", _("Built")


def goal_name(name: str) -> str:
    """A goal as a heading."""
    names = {
        "value": _("Weight of the wishes met"),
        "shortfall": _("Participants without a meeting"),
        "changes": _("Meetings changed since the version in force"),
        "breaks": _("Breaks between meetings"),
        "idle": _("Idle slots in breaks"),
        "table_changes": _("Changes of table"),
    }
    return names.get(name, name)


def at_work(run: ScheduleRun, last: RunPoint | None) -> str:
    """What happens just now."""
    if run.status is RunStatus.QUEUED:
        return _("Waiting for a worker. If another event's schedule is being built, this one is next.")
    if last is None:
        return _("Finding a first schedule.")
    works = {
        "value": _("Meeting as many wishes as can be, the heaviest first."),
        "shortfall": _("Finding a meeting for those who have none."),
        "changes": _("Going back to the version in force where that costs nothing."),
        "breaks": _("Closing breaks between meetings."),
        "idle": _("Closing breaks between meetings."),
        "table_changes": _("Keeping people at their tables."),
    }
    return works.get(last.goal, _("Improving the schedule."))


def proof(value: RunPoint | None, wished: int) -> str:
    """How good the schedule is proven to be, in one sentence."""
    if value is None or value.incumbent is None:
        return ""
    held, whole = format_decimal(value.incumbent), format_decimal(wished)
    if value.bound is None:
        return _("The schedule holds %(held)s of %(whole)s wishes' weight.", held=held, whole=whole)
    if value.bound <= value.incumbent:
        return _(
            "The schedule holds %(held)s of %(whole)s wishes' weight, and no schedule can hold more.",
            held=held,
            whole=whole,
        )
    return _(
        "The schedule holds %(held)s of %(whole)s wishes' weight; no schedule can hold more than %(bound)s: at most "
        "%(gap)s better.",
        held=held,
        whole=whole,
        bound=format_decimal(value.bound),
        gap=gap(value),
    )


def gap(point: RunPoint) -> str:
    """By how much any schedule can be better at most, of what was found; rounded up, or it would not be true."""
    if not point.incumbent or point.bound is None:
        return NOTHING
    thousandths = math.ceil(1000 * abs(point.bound - point.incumbent) / abs(point.incumbent))
    return format_percent(thousandths / 1000, "0.0 %")


def number(value: int | None) -> str:
    """A figure, or a dash where there is none yet."""
    return NOTHING if value is None else format_decimal(value)

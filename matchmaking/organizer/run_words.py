"""A run in words: where it stands, what is being worked on, how good its schedule is proven to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matchmaking.models import RunStatus
from matchmaking.services.schedule import quality

if TYPE_CHECKING:
    from matchmaking.models import RunPoint, ScheduleRun

OPTIMAL = "optimal"
NOTHING = "–"


GOALS = {
    "value": (_l("Most wished-for meetings"), _l("The heaviest wishes first: a must counts 3, a would like 2.")),
    "shortfall": (_l("Nobody without a meeting"), _l("Everybody who has an accepted request gets at least one.")),
    "changes": (_l("Few changes from the version in force"), _l("Meetings stay where people were told they are.")),
    "breaks": (_l("Few breaks"), _l("People’s meetings follow one another.")),
    "idle": (_l("Short waits"), _l("Where there are breaks, they are short.")),
    "table_changes": (_l("Few moves between tables"), _l("People stay at their table from meeting to meeting.")),
}
"""Each goal as an organizer reads it, and what it means."""


def order(run: ScheduleRun) -> list[str]:
    """The goals of a run in words, the most important one first."""
    return [str(GOALS[name][0]) for name in run.goals]


def limits(run: ScheduleRun) -> list[str]:
    """What a run had to keep to besides the event's rules."""
    said = []
    if run.most_changes is not None:
        said.append(ngettext("At most %(num)d change", "At most %(num)d changes", run.most_changes))
    if run.most_changes_each is not None:
        said.append(
            ngettext("at most %(num)d change per person", "at most %(num)d changes per person", run.most_changes_each)
        )
    return said


def state(run: ScheduleRun) -> tuple[str, str]:
    """The state as the badge's value and its label."""
    if run.status in {RunStatus.QUEUED, RunStatus.PLANNED}:
        return "waiting", _("Waiting")
    if run.status is RunStatus.RUNNING:
        return "running", _("Being built")
    if run.status is RunStatus.FAILED:
        return ("stopped", _("Stopped")) if run.stop_requested else ("failed", _("No schedule"))
    if run.outcome == OPTIMAL:
        return "optimal", _("Proven best")
    if run.stop_requested:
        return "stopped", _("Stopped, the best so far kept")
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


def proof(run: ScheduleRun, latest: dict[str, RunPoint]) -> str:
    """How good the schedule of a run that has ended is proven to be, in one sentence."""
    if run.status is not RunStatus.FINISHED or "value" not in latest:
        return ""
    goals: list[dict[str, int | str | None]] = [
        {"name": point.goal, "value": point.incumbent, "bound": point.bound} for point in latest.values()
    ]
    return quality.of_goals(goals, run.figures.get("weight"))


def gap(point: RunPoint) -> str:
    """By how much any schedule can be better at most."""
    if not point.incumbent or point.bound is None:
        return NOTHING
    return quality.at_most_better(point.incumbent, point.bound)


def number(value: int | None) -> str:
    """A figure, or a dash where there is none yet."""
    return NOTHING if value is None else format_decimal(value)

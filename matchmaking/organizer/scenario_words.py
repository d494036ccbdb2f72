"""Scenarios in words: what is varied, and what it gains or costs against the run it is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import ngettext

from matchmaking.organizer.run_words import NOTHING, number

if TYPE_CHECKING:
    from matchmaking.models import ScheduleRun


def name(scenario: dict[str, Any]) -> str:
    """What is varied."""
    count = scenario["count"]
    names = {
        "more_tables": ngettext("With %(num)d more table", "With %(num)d more tables", count),
        "without_last_slot": _("Without the last slot"),
        "half_day": _("With half a day more"),
        "without_zone": _("Without %(zone)s", zone=scenario["name"]),
        "at_most": ngettext("At most %(num)d meeting each", "At most %(num)d meetings each", count),
    }
    return names[scenario["kind"]]


def figure(run: ScheduleRun, what: str) -> str:
    """One figure of a run, or a dash."""
    if not run.figures:
        return NOTHING
    if what in {"meetings", "wished", "weight"}:
        return number(run.figures[what])
    if what == "bound":
        return number(run.figures["bounds"].get("value"))
    return number(run.figures["values"][what])


def gain(base: ScheduleRun, run: ScheduleRun) -> str:
    """What a scenario has more or less than the run it is compared with."""
    if not run.figures or not base.figures:
        return ""
    meetings = run.figures["meetings"] - base.figures["meetings"]
    served = base.figures["values"]["shortfall"] - run.figures["values"]["shortfall"]
    said = [_meetings(meetings)]
    if served > 0:
        said.append(ngettext("%(num)d more person served", "%(num)d more people served", served))
    if served < 0:
        said.append(ngettext("%(num)d person fewer served", "%(num)d people fewer served", -served))
    return ", ".join(said)


def _meetings(more: int) -> str:
    if more > 0:
        return ngettext("%(num)d more meeting", "%(num)d more meetings", more)
    if more < 0:
        return ngettext("%(num)d meeting fewer", "%(num)d meetings fewer", -more)
    return _("as many meetings")

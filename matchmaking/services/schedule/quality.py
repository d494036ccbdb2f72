"""How good a schedule is, and what is proven about it, in sentences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from flask_babel import format_decimal, format_percent, ngettext
from flask_babel import gettext as _

from matchmaking.extensions import db
from matchmaking.models import ScheduleRun

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from matchmaking.models import Schedule

    StoredGoal = Mapping[str, int | str | None]


def headline(schedule: Schedule) -> str:
    """How good a draft or a version is proven to be, in one sentence."""
    if not schedule.goals:
        return _("Nothing is proven about this schedule: it was changed since it was built.")
    run = db.session.get(ScheduleRun, schedule.run_id) if schedule.run_id else None
    return of_goals(schedule.goals, run.figures.get("weight") if run else None)


def of_goals(goals: Sequence[StoredGoal], wished: int | None) -> str:
    """The same of goals in their order; `wished` is what all wishes weigh together."""
    place, goal = next((place, goal) for place, goal in enumerate(goals) if goal["name"] == "value")
    value, bound = int(goal["value"] or 0), goal["bound"]
    points = _points(value, wished)
    if wished is not None and value >= wished:
        return _("Every wish is met: %(points)s.", points=points)
    if bound is None:
        return _("%(points)s; how much more is possible was not worked out.", points=points)
    if int(bound) <= value and place == 0:
        return _("No schedule can serve more: %(points)s, proven.", points=points)
    if int(bound) <= value:
        return _("No schedule that is as good in the goals before can serve more: %(points)s, proven.", points=points)
    gap = at_most_better(value, int(bound))
    if place == 0:
        return _("%(points)s; at most %(gap)s more is possible, proven.", points=points, gap=gap)
    return _(
        "%(points)s; at most %(gap)s more is possible without giving up a goal before, proven.", points=points, gap=gap
    )


def at_most_better(value: int, bound: int) -> str:
    """By how much any schedule can be better at most, of what was found; rounded up, or it would not be true."""
    thousandths = math.ceil(1000 * abs(bound - value) / max(1, abs(value)))
    return format_percent(thousandths / 1000, "0.0 %")


def _points(value: int, wished: int | None) -> str:
    if wished is None:
        return ngettext("%(value)s point", "%(value)s points", value, value=format_decimal(value))
    return ngettext(
        "%(value)s of %(wished)s point",
        "%(value)s of %(wished)s points",
        wished,
        value=format_decimal(value),
        wished=format_decimal(wished),
    )


def sentences(schedule: Schedule) -> list[str]:
    """One sentence for each goal; a schedule that was changed has no proof."""
    if not schedule.goals:
        return [_("Nothing is proven about this schedule: it was changed since it was built.")]
    return list(_goals(schedule.goals))


def _goals(goals: Iterable[StoredGoal]) -> Iterable[str]:
    for goal in goals:
        value, bound = goal["value"], goal["bound"]
        if isinstance(value, int) and (bound is None or isinstance(bound, int)):
            yield f"{_reached(str(goal['name']), value)} {_proven(str(goal['name']), value, bound)}"


def _reached(name: str, value: int) -> str:
    """The goal's value in words."""
    if name == "value":
        return _("The wishes that come true weigh %(value)s together.", value=value)
    words = {
        "shortfall": ngettext(
            "%(num)d meeting is missing for everybody to have one.",
            "%(num)d meetings are missing for everybody to have one.",
            value,
        ),
        "breaks": ngettext("%(num)d break between meetings.", "%(num)d breaks between meetings.", value),
        "idle": ngettext(
            "%(num)d slot of waiting between meetings.", "%(num)d slots of waiting between meetings.", value
        ),
        "table_changes": ngettext(
            "%(num)d walk to another table between two meetings.",
            "%(num)d walks to another table between two meetings.",
            value,
        ),
        "changes": ngettext(
            "%(num)d meeting is not where the version before had it.",
            "%(num)d meetings are not where the version before had them.",
            value,
        ),
    }
    return words[name]


def _proven(name: str, value: int, bound: int | None) -> str:
    """What is known about better schedules."""
    if bound is None:
        return _("What would be possible was not worked out.")
    if bound == value:
        return _("It is proven that no schedule does better.")
    if name != "value" and bound <= 0:
        return _("Whether a schedule as good otherwise could have fewer is not known.")
    if name == "value":
        gap = format_percent((bound - value) / max(1, bound), "0.00 %")
        return _("It is proven that none can pass %(bound)s, a gap of %(gap)s.", bound=bound, gap=gap)
    return _("It is proven that at least %(bound)s cannot be avoided.", bound=bound)

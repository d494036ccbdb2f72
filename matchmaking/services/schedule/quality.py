"""How good a schedule is, and what is proven about it, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import format_percent, ngettext
from flask_babel import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from matchmaking.models import Schedule

    StoredGoal = Mapping[str, int | str | None]


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

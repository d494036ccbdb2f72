"""Plans that are compared, in words: what each is called, and its figures beside the other's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.models import ScheduleRun
from matchmaking.organizer import run_words, scenario_words
from matchmaking.services.words.times import hour, short_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaking.models import Event, Schedule
    from matchmaking.services.schedule.comparing import Spots


def name(event: Event, plan: Schedule | ScheduleRun) -> str:
    """What a plan is called where another stands beside it."""
    day, clock = short_day(plan.created_at, event), hour(plan.created_at, event)
    if isinstance(plan, ScheduleRun):
        if plan.scenario:
            what = scenario_words.name(plan.scenario)
            return _("Scenario “%(what)s” of %(day)s, %(hour)s", what=what, day=day, hour=clock)
        return _("Run of %(day)s, %(hour)s", day=day, hour=clock)
    if plan.number is None:
        return _("Draft of %(day)s, %(hour)s", day=day, hour=clock)
    if plan.number == event.version_number:
        return _("Version %(number)s, in force", number=plan.number)
    return _("Version %(number)s", number=plan.number)


def figures(plans: tuple[Schedule | ScheduleRun, ...], spots: tuple[Spots, ...]) -> list[tuple[str, list[str]]]:
    """Each figure's name, and its value in each plan; a goal that none of them has kept is left out."""
    rows = [
        (_("Meetings"), [run_words.number(len(held)) for held in spots]),
        (_("People with a meeting"), [run_words.number(len(_people(held))) for held in spots]),
    ]
    kept = [_goals(plan) for plan in plans]
    goals = [
        (run_words.goal_name(goal), [run_words.number(values.get(goal)) for values in kept])
        for goal in run_words.GOALS
        if any(goal in values for values in kept)
    ]
    return [*rows, *goals]


def _people(held: Spots) -> set[int]:
    return {who for spot in held.values() for who in spot.people}


def _goals(plan: Schedule | ScheduleRun) -> Mapping[str, int | None]:
    """Edits by hand take a draft's goals away; a run keeps what it came to."""
    if isinstance(plan, ScheduleRun):
        values: dict[str, int | None] = plan.figures.get("values", {})
        return values
    return {goal["name"]: goal["value"] for goal in plan.goals}

"""Any two plans beside each other: what is gained, lost and moved, and who is concerned."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from flask import render_template, request
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.models import Schedule
from matchmaking.organizer import blueprint, comparison_words
from matchmaking.pages import listing
from matchmaking.services.refusals import NotFound
from matchmaking.services.schedule import comparing, plans
from matchmaking.services.schedule.comparing import Kind, between, matching, spots_of
from matchmaking.services.schedule.roster import Roster

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from matchmaking.models import Event, ScheduleRun

CHANGES_PER_PAGE = 50


@blueprint.get("/events/<slug>/schedule/compare")
def schedule_compare() -> ResponseReturnValue:
    """Show how two plans differ; without saying which, the last version and what was in force before."""
    event = access.event()
    offered: list[Schedule | ScheduleRun] = [*plans.schedules(event), *plans.runs(event)]
    if not offered:
        raise NotFound(_("There is nothing to compare yet: no version, no draft, no finished run."))
    before, after = _chosen(event, offered)
    look = listing(("time",), {"kind": tuple(kind.value for kind in Kind)}, per_page=CHANGES_PER_PAGE)
    roster = Roster(event)
    spots = (spots_of(event, before, roster), spots_of(event, after, roster))
    differences = between(*spots)
    found = matching(differences, look.q, roster)
    shown = [one for one in found if look.filters["kind"] in {"", one.kind}]
    keys = {"from": plans.key_of(before), "to": plans.key_of(after)}
    look = look.narrowed({**look.filters, **keys}).with_total(len(shown))
    concerned = Counter(who for one in found for who in one.concerned if who in roster.people)
    return render_template(
        "organizer/schedule_compare.html",
        names=tuple(comparison_words.name(event, plan) for plan in (before, after)),
        figures=comparison_words.figures((before, after), spots),
        choices=_choices(event, [*offered, before, after]),
        chosen=keys,
        roster=roster,
        listing=look,
        alike=not differences,
        kinds=Counter(one.kind.value for one in found),
        found=len(found),
        differences=shown[look.offset : look.offset + look.per_page],
        concerned=sorted(concerned, key=roster.name),
        in_words=comparing.spot_in_words,
    )


def _chosen(
    event: Event, offered: list[Schedule | ScheduleRun]
) -> tuple[Schedule | ScheduleRun, Schedule | ScheduleRun]:
    """Both as the address names them; the first is else the version before, the one in force, or the next at hand."""
    after = plans.find(event, request.args.get("to", "")) or offered[0]
    number = after.number - 1 if isinstance(after, Schedule) and after.number is not None else event.version_number
    before = plans.find(event, request.args.get("from", "")) or plans.find(event, f"version-{number}")
    others = (plan for plan in offered if plans.key_of(plan) != plans.key_of(after))
    return before or next(others, after), after


def _choices(event: Event, offered: list[Schedule | ScheduleRun]) -> dict[str, str]:
    """Every key with its name, each once."""
    return {plans.key_of(plan): comparison_words.name(event, plan) for plan in offered}

"""
Small new versions on the day itself: a few meetings put elsewhere, everything else as it was.

They follow one another, each seeing what the one before has published, and end in the same place as every other
publishing: a version that never changes, the calendars of those concerned, their mails, the audit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.extensions import db
from matchmaking.services.refusals import Conflict, NotFound
from matchmaking.services.schedule import not_held, publishing, rearranging
from matchmaking.services.schedule.changes import Change, planned_places, told_places
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from matchmaking.models import Event, Schedule
    from matchmaking.services.schedule.rearranging import Step


def hold(event: Event) -> Schedule:
    """The version in force, kept from being replaced by anybody else until the transaction ends."""
    db.session.refresh(event, ["version_number"], with_for_update=True)
    source = publishing.in_force(event)
    if source is None:
        raise NotFound(_("Nothing is published yet."))
    return source


def publish(event: Event, steps: Sequence[Step], actor: publishing.Actor, now: datetime) -> Schedule:
    """
    Publish the version in force with these steps taken.

    What was held, or is being held, stays as it is; a meeting for which somebody did not come may leave its place, and
    another may begin in a slot that is not over.
    """
    phases.require_running(event, now)
    source = hold(event)
    for step in steps:
        rearranging.check_references(event, step)
        if rearranging.place_of(source, step.meeting) != step.seen:
            raise rearranging.Stale(_("The schedule was changed meanwhile. Look at what is free now."))
    rearranging.refuse_twice(steps)
    publishing.take_next_number(event, event.version_number)
    made = publishing.copy(source, number=event.version_number, leaving_out=(), note="", actor=actor, now=now)
    made.goals, made.edited = [], True  # a proof no longer holds for what was changed by hand
    rearranging.carry_out(made, steps)
    made.content_hash = publishing.content_hash(made)
    changes = _changes(event, made, steps)
    _refuse_to_change_what_was_held(event, changes, now)
    publishing.tell(event, made, changes, actor, now)
    return made


def _changes(event: Event, made: Schedule, steps: Sequence[Step]) -> list[Change]:
    """What the steps change of what everybody was told, and nothing else."""
    told, planned = told_places(event), planned_places(made)
    found = [Change(step.meeting, told.get(step.meeting), planned.get(step.meeting)) for step in steps]
    return [change for change in found if change.before != change.after]


def _refuse_to_change_what_was_held(event: Event, changes: Sequence[Change], now: datetime) -> None:
    not_held_at = not_held.hours_of(event)
    for change in changes:
        before, after = change.before, change.after
        if after is not None and after.ends_at <= now:
            raise Conflict(_("This slot is over."))
        if before is None or before.starts_at > now:
            continue
        if not not_held.missing_from(not_held_at, (change.meeting_id, before.starts_at), before.people):
            raise Conflict(_("This meeting has begun; it stays where it is."))

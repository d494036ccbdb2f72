"""Placing meetings on the day with one press: standby pairs, wishes at the desk, what lost its table or its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.services import audit
from matchmaking.services.day.places import Places
from matchmaking.services.day.today import Today
from matchmaking.services.refusals import Conflict
from matchmaking.services.schedule import publishing, small_versions
from matchmaking.services.schedule.rearranging import Place, Stale, Step
from solver.problem import Assignment

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Organizer, Schedule
    from matchmaking.services.schedule.boards import Held


def place(event: Event, meeting: int, to: Place, organizer: Organizer, now: datetime) -> Schedule | None:
    """
    Put one meeting into a place that was offered, and publish it; what cannot be held there gives way.

    Answers None where it stands there already: a second press of the same button does no harm.
    """
    small_versions.hold(event)
    today = Today(event, now)
    held = today.board.of_meeting.get(meeting)
    if held is not None and where(held) == to:
        return None
    places = Places(today, today.slot_of(to.slot))
    if not places.allows(Assignment(meeting, to.slot, to.table, to.people)):
        raise Stale(_("This place is not free any more. Choose among those that are free now."))
    steps = [Step(meeting, where(held) if held else None, to), *giving_way(today, meeting, to)]
    return publish(event, steps, organizer, now)


def release(event: Event, meeting: int, organizer: Organizer, now: datetime) -> Schedule | None:
    """Take a meeting that cannot be held out of the schedule, and tell those concerned; None: it is out already."""
    small_versions.hold(event)
    today = Today(event, now)
    held = today.board.of_meeting.get(meeting)
    if held is None:
        return None
    if meeting not in today.freed:
        raise Conflict(_("Nothing keeps this meeting from being held."))
    return publish(event, [Step(meeting, where(held), None)], organizer, now)


def publish(event: Event, steps: list[Step], organizer: Organizer, now: datetime) -> Schedule:
    """Publish what the desk has decided, and write down each meeting's part of it."""
    made = small_versions.publish(event, steps, publishing.Actor(organizer=organizer), now)
    for step in steps:
        audit.record(
            "desk.placed" if step.to else "desk.released",
            at=now,
            event_id=event.id,
            organizer=organizer,
            subject=f"version {made.number}",
            meeting=step.meeting,
            slot=step.to.slot if step.to else None,
            table=step.to.table if step.to else None,
        )
    return made


def giving_way(today: Today, meeting: int, to: Place) -> list[Step]:
    """The meetings that cannot be held and stand in the way: at the same table, or with the same people."""
    return [
        Step(freed.held.meeting, where(freed.held), None)
        for freed in today.freed.values()
        if freed.held.slot == to.slot
        and freed.held.meeting != meeting
        and (freed.held.table == to.table is not None or not set(to.people).isdisjoint(freed.held.people))
    ]


def where(held: Held) -> Place:
    """A meeting's place, as steps name it."""
    return Place(held.slot, held.table, held.people)

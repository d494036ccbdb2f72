"""A draft that others overtook takes over what was published since it was begun: a merge of three schedules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from matchmaking.extensions import db
from matchmaking.models import Assignment, Meeting, Schedule, Slot, UnscheduledMeeting
from matchmaking.services import audit
from matchmaking.services.refusals import Conflict
from matchmaking.services.schedule import not_held, publishing
from matchmaking.services.schedule.rearranging import Step, carry_out, places_of, take_turn
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from matchmaking.models import Event, Organizer
    from matchmaking.services.schedule.rearranging import Place

    Places = Mapping[int, Place]


@dataclass(frozen=True, slots=True)
class Taken:
    """The meetings that changed in a draft, and those of them that had been changed there and gave way."""

    over: frozenset[int]
    gave_way: frozenset[int]


def is_behind(event: Event, draft: Schedule) -> bool:
    """Whether there is something to take over: the draft comes from a version, and a later one is in force."""
    return 0 < draft.based_on < event.version_number


def catch_up(event: Event, draft: Schedule, *, organizer: Organizer | None, now: datetime) -> Taken:
    """
    Take over what was published since the draft was begun, keep what was changed in it elsewhere.

    Where both changed the same, or want the same place or person, what was published stands: people were told so.
    The same goes for what has begun.
    """
    phases.require_running(event, now)
    take_turn(draft)
    published = publishing.in_force(event)
    if published is None or published.number is None or not is_behind(event, draft):
        raise Conflict(_("Nothing was published since this draft was begun."))
    base = places_of(publishing.version(event, draft.based_on))
    ours, theirs = places_of(draft), places_of(published)
    taken = take_over(base, theirs, ours, _settled(event, theirs, ours, now))
    carry_out(draft, [Step(meeting, ours.get(meeting), theirs.get(meeting)) for meeting in sorted(taken.over)])
    _like(published, draft, taken.over)
    changed = {"based_on": published.number, "edited": True, "goals": [], "revision": Schedule.revision + 1}
    db.session.execute(update(Schedule).where(Schedule.id == draft.id).values(changed))
    audit.record(
        "draft.caught_up",
        at=now,
        event_id=event.id,
        organizer=organizer,
        subject=f"draft {draft.id}",
        version=published.number,
        meetings_changed=len(taken.over),
    )
    return taken


def take_over(base: Places, theirs: Places, ours: Places, settled: Collection[int] = ()) -> Taken:
    """
    Of which meetings a draft (`ours`) is to have the place that was published (`theirs`), both begun from `base`.

    What was published never has anybody, or a table, twice; so whoever stands in its way was put there in the draft,
    and goes back to where it was published.
    """
    at = {key: meeting for meeting, place in ours.items() for key in _needs(place)}
    changed = {meeting for meeting in base.keys() | theirs.keys() if base.get(meeting) != theirs.get(meeting)}
    over = {meeting for meeting in changed | set(settled) if ours.get(meeting) != theirs.get(meeting)}
    waiting = list(over)
    while waiting:
        place = theirs.get(waiting.pop())
        in_the_way = {at[key] for key in (_needs(place) if place else ()) if key in at}
        displaced = {meeting for meeting in in_the_way - over if ours[meeting] != theirs.get(meeting)}
        over |= displaced
        waiting += displaced
    return Taken(frozenset(over), frozenset(m for m in over if ours.get(m) != base.get(m)))


def _needs(place: Place) -> list[tuple[str, int, int]]:
    """What nobody else may have in that slot."""
    needed = [("person", person, place.slot) for person in place.people]
    return needed if place.table is None else [*needed, ("table", place.table, place.slot)]


def _settled(event: Event, theirs: Places, ours: Places, now: datetime) -> set[int]:
    """What has begun, or would have: it cannot be changed any more, except that a meeting not held is held later."""
    rows = select(Slot.id).where(Slot.event_id == event.id, Slot.starts_at <= now)
    begun = set(db.session.scalars(rows))
    not_held_at = not_held.of_event(event)
    settled = {meeting for meeting, place in ours.items() if place.slot in begun}
    return settled | {
        meeting
        for meeting, place in theirs.items()
        if place.slot in begun and not not_held.missing_from(not_held_at, (meeting, place.slot), place.people)
    }


def _like(published: Schedule, draft: Schedule, meetings: Collection[int]) -> None:
    """Locks, and why a meeting has no place, as in the version."""
    locked = select(Assignment.meeting_id).where(Assignment.schedule_id == published.id, Assignment.locked)
    db.session.execute(
        update(Assignment)
        .where(
            Assignment.schedule_id == draft.id, Assignment.meeting_id.in_(meetings), Assignment.meeting_id.in_(locked)
        )
        .values(locked=True)
        .execution_options(synchronize_session=False)
    )
    reasons = {one.meeting_id: one.reason for one in published.unscheduled}
    for one in db.session.scalars(
        select(UnscheduledMeeting).where(
            UnscheduledMeeting.schedule_id == draft.id, UnscheduledMeeting.meeting_id.in_(meetings)
        )
    ):
        one.reason = reasons.get(one.meeting_id, one.reason)
    called_off = select(Meeting.id).where(Meeting.id.in_(meetings), Meeting.cancelled_at.is_not(None))
    db.session.execute(
        delete(UnscheduledMeeting).where(
            UnscheduledMeeting.schedule_id == draft.id, UnscheduledMeeting.meeting_id.in_(called_off)
        )
    )
    db.session.expire(draft, ["assignments", "unscheduled"])

"""Publishing: a draft becomes the next version, and exactly those whose meetings changed are told."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import insert, literal, select, update

from matchmaking.extensions import db
from matchmaking.models import Assignment, Attendance, Event, Meeting, Schedule, Slot, UnscheduledMeeting
from matchmaking.services import audit
from matchmaking.services.refusals import Conflict, NotFound
from matchmaking.services.schedule import announcements, not_held, published
from matchmaking.services.schedule.announcements import Issue
from matchmaking.services.schedule.changes import Change, changes_between, planned_places, told_places
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.engine import CursorResult

    from matchmaking.models import Organizer, Participant


@dataclass(frozen=True)
class Actor:
    """Who publishes: an organizer, or a participant whose withdrawal makes a small new version."""

    organizer: Organizer | None = None
    participant: Participant | None = None


def in_force(event: Event) -> Schedule | None:
    """The latest published version, which pages, feeds and mails show."""
    return version(event, event.version_number) if event.version_number else None


def version(event: Event, number: int) -> Schedule:
    """One published version."""
    found = db.session.scalar(select(Schedule).where(Schedule.event_id == event.id, Schedule.number == number))
    if found is None or number < 1:
        raise NotFound(_("There is no such version."))
    return found


def review(event: Event, source: Schedule) -> list[Change]:
    """What publishing a draft, or an earlier version again, would change, and for whom."""
    return changes_between(told_places(event), planned_places(source))


def publish(  # noqa: PLR0913 - each is part of what is published
    event: Event,
    source: Schedule,
    actor: Actor,
    now: datetime,
    *,
    seen_version: int,
    note: str = "",
    preliminary: bool | None = None,
    tell_final: bool = False,
) -> Schedule:
    """
    Publish a draft, or an earlier version again, as the next version; a draft is used up by it.

    `seen_version` is the version in force that the review showed: whoever publishes second is refused. What was held
    or has begun stays as it was told. Without saying whether it is preliminary it is what the version in force is;
    `tell_final` writes to those for whom nothing changes as well, where a preliminary schedule becomes final.
    """
    phases.require_running(event, now)
    _hold(source)
    take_next_number(event, seen_version)
    changes = review(event, source)
    _refuse_to_change_the_past(event, changes, now)
    made = copy(source, number=seen_version + 1, leaving_out=(), note=note, actor=actor, now=now)
    issue = issue_of(event, made.number or 0, preliminary=preliminary)
    made.preliminary = issue.preliminary
    also = _attending(made) if tell_final and issue.turned_final else ()
    tell(event, made, changes, actor, now, also=also)
    if source.number is None:
        db.session.delete(source)
    return made


def issue_of(event: Event, number: int, *, preliminary: bool | None = None) -> Issue:
    """What a version is, or would be, beside the one before it; without saying so it is what that one is."""
    before = version(event, number - 1).preliminary if number > 1 else None
    return Issue(number, bool(before) if preliminary is None else preliminary, before)


def publish_without(event: Event, meeting_ids: Collection[int], now: datetime, actor: Actor) -> Schedule | None:
    """
    Take meetings out of the version in force: a small new version, by the same path.

    Answers None where none of them stands in it, or all of them have begun.
    """
    # Locked first: withdrawals of several people follow one another, and none of them is refused.
    db.session.refresh(event, ["version_number"], with_for_update=True)
    source = in_force(event)
    if source is None:
        return None
    told = told_places(event)
    gone = {i for i in meeting_ids if i in told and told[i].starts_at > now}
    if not gone:
        return None
    take_next_number(event, event.version_number)
    planned = {meeting_id: place for meeting_id, place in told.items() if meeting_id not in gone}
    made = copy(source, number=event.version_number, leaving_out=gone, note="", actor=actor, now=now)
    tell(event, made, changes_between(told, planned), actor, now)
    return made


def _hold(source: Schedule) -> None:
    """Whoever edits the draft finishes first, or comes too late: no move is lost between the copy and its end."""
    if db.session.scalar(select(Schedule.id).where(Schedule.id == source.id).with_for_update()) is None:
        raise Conflict(_("This draft was published or discarded meanwhile."))


def take_next_number(event: Event, seen_version: int) -> None:
    """Compare and swap: of several who publish at once, one wins."""
    swapped: CursorResult[tuple[()]] = db.session.execute(  # type: ignore[assignment]
        update(Event)
        .where(Event.id == event.id, Event.version_number == seen_version)
        .values(version_number=seen_version + 1)
        .execution_options(synchronize_session=False)
    )
    if swapped.rowcount != 1:
        raise Conflict(_("Another version was published meanwhile. Look at what would change now, and publish again."))
    db.session.refresh(event, ["version_number"])


def _refuse_to_change_the_past(event: Event, changes: list[Change], now: datetime) -> None:
    """A meeting that was not held may leave its place, for a later one or for none."""
    begun = [change for change in changes if change.touches_before(now)]
    not_held_at = not_held.hours_of(event) if begun else {}
    begun = [change for change in begun if not _leaves_where_it_was_not_held(change, not_held_at, now)]
    if begun:
        names = ", ".join(
            f"{one.name} – {other.name}" for one, other in (published.names(c.meeting_id) for c in begun[:3])
        )
        raise Conflict(_("What has begun cannot be changed any more: %(meetings)s.", meetings=names))


def _leaves_where_it_was_not_held(
    change: Change, not_held_at: Mapping[tuple[int, datetime], frozenset[int]], now: datetime
) -> bool:
    before = change.before
    if before is None:
        return False
    if not not_held.missing_from(not_held_at, (change.meeting_id, before.starts_at), before.people):
        return False
    return change.after is None or change.after.starts_at > now


def copy(  # noqa: PLR0913 - a version has as many parts
    source: Schedule, *, number: int, leaving_out: Collection[int], note: str, actor: Actor, now: datetime
) -> Schedule:
    """Make an immutable copy; meetings that were cancelled meanwhile are left out."""
    made = Schedule(
        event_id=source.event_id,
        number=number,
        based_on=number - 1,
        run_id=source.run_id,
        goals=[] if leaving_out else source.goals,
        edited=source.edited,
        preliminary=source.preliminary,
        note=note,
        created_at=now,
        published_at=now,
        published_by_id=actor.organizer.id if actor.organizer else None,
    )
    db.session.add(made)
    db.session.flush()
    kept = (
        select(Assignment.meeting_id)
        .join(Meeting)
        .where(Assignment.schedule_id == source.id, Meeting.cancelled_at.is_(None), Meeting.id.not_in(leaving_out))
    )
    _copy_assignments(source, made, kept)
    _copy_attendances(source, made, kept)
    _copy_unscheduled(source, made)
    made.content_hash = content_hash(made)
    return made


def _copy_assignments(source: Schedule, made: Schedule, kept: Select[int]) -> None:
    """With the slots' times as they are now: from here on the version keeps them."""
    columns = ("schedule_id", "meeting_id", "slot_id", "table_id", "starts_at", "ends_at", "locked")
    rows = (
        select(
            literal(made.id),
            Assignment.meeting_id,
            Assignment.slot_id,
            Assignment.table_id,
            Slot.starts_at,
            Slot.ends_at,
            Assignment.locked,
        )
        .join(Slot, Slot.id == Assignment.slot_id)
        .where(Assignment.schedule_id == source.id, Assignment.meeting_id.in_(kept))
    )
    db.session.execute(insert(Assignment).from_select(columns, rows))


def _copy_attendances(source: Schedule, made: Schedule, kept: Select[int]) -> None:
    columns = ("schedule_id", "participant_id", "slot_id", "meeting_id", "side")
    rows = select(
        literal(made.id), Attendance.participant_id, Attendance.slot_id, Attendance.meeting_id, Attendance.side
    ).where(Attendance.schedule_id == source.id, Attendance.meeting_id.in_(kept))
    db.session.execute(insert(Attendance).from_select(columns, rows))


def _copy_unscheduled(source: Schedule, made: Schedule) -> None:
    rows = select(literal(made.id), UnscheduledMeeting.meeting_id, UnscheduledMeeting.reason).where(
        UnscheduledMeeting.schedule_id == source.id
    )
    db.session.execute(insert(UnscheduledMeeting).from_select(("schedule_id", "meeting_id", "reason"), rows))


def content_hash(schedule: Schedule) -> str:
    """What a version's assignments and attendances come to; it never changes once it is published."""
    places = db.session.execute(
        select(Assignment.meeting_id, Assignment.slot_id, Assignment.table_id, Assignment.starts_at, Assignment.ends_at)
        .where(Assignment.schedule_id == schedule.id)
        .order_by(Assignment.meeting_id)
    ).all()
    people = db.session.execute(
        select(Attendance.meeting_id, Attendance.participant_id, Attendance.slot_id, Attendance.side)
        .where(Attendance.schedule_id == schedule.id)
        .order_by(Attendance.meeting_id, Attendance.side, Attendance.participant_id)
    ).all()
    text = "\n".join("|".join(map(str, row)) for row in (*places, *people))
    return hashlib.sha256(text.encode()).hexdigest()


def _attending(schedule: Schedule) -> list[int]:
    """Everyone who has a meeting."""
    people = select(Attendance.participant_id).where(Attendance.schedule_id == schedule.id).distinct()
    return list(db.session.scalars(people.order_by(Attendance.participant_id)))


def tell(  # noqa: PLR0913 - each is part of what is told
    event: Event, made: Schedule, changes: list[Change], actor: Actor, now: datetime, *, also: Collection[int] = ()
) -> None:
    """Bring the calendars of those concerned up to date, write their mails, and the audit's entry."""
    told: dict[int, list[Change]] = defaultdict(list)
    published.write_entries(event, changes, made.number or 0, now)
    for change in changes:
        for participant_id in sorted(change.concerned):
            told[participant_id].append(change)
    for participant_id in also:
        told.setdefault(participant_id, [])
    db.session.flush()
    issue = issue_of(event, made.number or 0, preliminary=made.preliminary)
    if issue.turned:
        published.touch_all(event, now)
    announcements.schedule_changed(event, made, issue, told, now)
    audit.record(
        "schedule.published",
        at=now,
        event_id=event.id,
        organizer=actor.organizer,
        participant=actor.participant,
        subject=f"version {made.number}",
        preliminary=made.preliminary,
        meetings_changed=len(changes),
        participants_told=len(told),
        content_hash=made.content_hash,
    )

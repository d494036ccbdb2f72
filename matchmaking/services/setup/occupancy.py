"""Where meetings stand: what keeps slots and tables from being taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import and_, func, select, update
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import Assignment, Meeting, Schedule, UnscheduledMeeting
from matchmaking.services.refusals import Conflict
from matchmaking.services.words.times import hour, short_day

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement

    from matchmaking.models import Event

EXAMPLES = 5


def require_no_versions_in_slots(event: Event, slot_ids: Collection[int], refusal: str) -> None:
    """Refuse to take these slots away while a version has meetings in them; drafts give way."""
    _require_none(event, and_(Assignment.slot_id.in_(slot_ids), Schedule.number.is_not(None)), refusal)


def take_out_of_drafts(event: Event, slot_ids: Collection[int]) -> None:
    """Let drafts hold no meetings in slots that vanish; what stood there is unscheduled."""
    inside = (Schedule.event_id == event.id, Schedule.number.is_(None), Assignment.slot_id.in_(slot_ids))
    held = db.session.scalars(select(Assignment).join(Schedule, Schedule.id == Assignment.schedule_id).where(*inside))
    touched = set()
    for assignment in held.all():
        touched.add(assignment.schedule_id)
        db.session.add(
            UnscheduledMeeting(
                schedule_id=assignment.schedule_id, meeting_id=assignment.meeting_id, reason={"kind": "by_hand"}
            )
        )
        db.session.delete(assignment)
    db.session.flush()
    _mark_edited(touched)


def let_drafts_follow(event: Event, slot_ids: Collection[int]) -> None:
    """Give the meetings of drafts the times that their slots have now; versions keep those they were published with."""
    inside = (Schedule.event_id == event.id, Schedule.number.is_(None), Assignment.slot_id.in_(slot_ids))
    held = select(Assignment).join(Schedule, Schedule.id == Assignment.schedule_id).where(*inside)
    touched = set()
    for assignment in db.session.scalars(held.options(joinedload(Assignment.slot))).all():
        touched.add(assignment.schedule_id)
        assignment.starts_at, assignment.ends_at = assignment.slot.starts_at, assignment.slot.ends_at
    db.session.flush()
    _mark_edited(touched)


def require_no_meetings_at_tables(event: Event, table_ids: Collection[int], refusal: str) -> None:
    """Refuse to take these tables away while a schedule has meetings at them."""
    _require_none(event, Assignment.table_id.in_(table_ids), refusal)


def require_no_schedule(event: Event, refusal: str) -> None:
    """Refuse while any schedule of the event has meetings at all."""
    _require_none(event, Assignment.slot_id.is_not(None), refusal)


def _mark_edited(schedule_ids: Collection[int]) -> None:
    """A proof no longer holds, and whoever looks at such a draft looks at an old one."""
    changed = {"edited": True, "goals": [], "revision": Schedule.revision + 1}
    if schedule_ids:
        db.session.execute(update(Schedule).where(Schedule.id.in_(schedule_ids)).values(changed))


def _require_none(event: Event, condition: ColumnElement[bool], refusal: str) -> None:
    rows = db.session.execute(
        select(Schedule.number, func.count())
        .join(Assignment, Assignment.schedule_id == Schedule.id)
        .where(Schedule.event_id == event.id, condition)
        .group_by(Schedule.number)
        .order_by(Schedule.number.desc())
    ).all()
    if rows:
        sentences = [refusal, *(_held(event, number, count) for number, count in rows), _examples(event, condition)]
        raise Conflict(" ".join(sentences))


def _held(event: Event, number: int | None, count: int) -> str:
    if number is None:
        return ngettext(
            "A draft has %(num)d meeting there; discard the draft first, or move it.",
            "Drafts have %(num)d meetings there; discard the drafts first, or move them.",
            count,
        )
    if number == event.version_number:
        return ngettext(
            "Version %(number)s, which is in force, has %(num)d meeting there; move it first.",
            "Version %(number)s, which is in force, has %(num)d meetings there; move them first.",
            count,
            number=number,
        )
    return ngettext(
        "Version %(number)s has %(num)d meeting there, and versions are kept as they were published.",
        "Version %(number)s has %(num)d meetings there, and versions are kept as they were published.",
        count,
        number=number,
    )


def _examples(event: Event, condition: ColumnElement[bool]) -> str:
    found = db.session.scalars(
        select(Assignment)
        .join(Schedule, Schedule.id == Assignment.schedule_id)
        .where(Schedule.event_id == event.id, condition)
        .options(
            joinedload(Assignment.meeting).joinedload(Meeting.low),
            joinedload(Assignment.meeting).joinedload(Meeting.high),
        )
        .order_by(Schedule.number.desc(), Assignment.starts_at, Assignment.meeting_id)
        .limit(EXAMPLES)
    )
    places = dict.fromkeys(_named(event, assignment) for assignment in found)
    return _("Among them: %(meetings)s.", meetings="; ".join(places))


def _named(event: Event, assignment: Assignment) -> str:
    return _(
        "%(day)s, %(hour)s: %(one)s and %(other)s",
        day=short_day(assignment.starts_at, event),
        hour=hour(assignment.starts_at, event),
        one=assignment.meeting.low.name,
        other=assignment.meeting.high.name,
    )

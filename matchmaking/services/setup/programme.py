"""The programme: adding, changing, removing and cancelling its sessions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select, update

from matchmaking.extensions import db
from matchmaking.models import EventSession, Participant, SessionKind, SessionSignUp
from matchmaking.services import audit
from matchmaking.services.identity.tokens import new_uid
from matchmaking.services.mail import addresses, outbox
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from matchmaking.services.setup import occupancy, slots
from matchmaking.services.setup.phases import require_not_cancelled
from matchmaking.services.words.wall_clock import combined

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from matchmaking.models import Event, Organizer

MOST_SESSIONS = 300


@dataclass(frozen=True)
class SessionValues:
    """What an organizer says about a session, its times on the event's wall clock."""

    kind: SessionKind
    title: str
    description: str
    room: str
    day: date
    starts: time
    ends: time
    slot_minutes: int | None
    transfer_minutes: int | None


def sessions_of(event: Event) -> list[EventSession]:
    """Every session of the event, in order of time."""
    return list(
        db.session.scalars(
            select(EventSession)
            .where(EventSession.event_id == event.id)
            .order_by(EventSession.starts_at, EventSession.ends_at, EventSession.id)
        )
    )


def session_of(event: Event, session_id: int) -> EventSession:
    """One session of this event."""
    session = db.session.scalar(
        select(EventSession).where(EventSession.id == session_id, EventSession.event_id == event.id)
    )
    if session is None:
        raise NotFound(_("There is no such session."))
    return session


def attending_by_session(event: Event) -> dict[int, int]:
    """How many participants attend each session."""
    rows = db.session.execute(
        select(SessionSignUp.session_id, func.count())
        .join(EventSession, EventSession.id == SessionSignUp.session_id)
        .where(EventSession.event_id == event.id, SessionSignUp.withdrawn_at.is_(None))
        .group_by(SessionSignUp.session_id)
    )
    return dict(rows.all())


def add(event: Event, values: SessionValues, organizer: Organizer, now: datetime) -> EventSession:
    """Add a session; a meeting session gets its slots."""
    require_not_cancelled(event)
    if _count(event) >= MOST_SESSIONS:
        raise Conflict(_("A programme has at most %(count)d sessions.", count=MOST_SESSIONS))
    session = EventSession(event_id=event.id, uid=new_uid(), created_at=now, modified_at=now)
    _write(event, session, values)
    db.session.add(session)
    db.session.flush()
    slots.put(event, session, _periods(session))
    audit.record("session.added", at=now, event_id=event.id, organizer=organizer, subject=session.title)
    return session


def change(event: Event, session: EventSession, values: SessionValues, organizer: Organizer, now: datetime) -> int:
    """Change a session; answers how many participants had marked a slot that is gone now."""
    require_not_cancelled(event)
    _require_not_cancelled(session)
    if values.kind is SessionKind.MEETINGS and session.kind is not SessionKind.MEETINGS:
        _require_nobody_attends(session, _("A session that people attend cannot become a meeting session."))
    before, words_before = _when_and_where(session), (session.kind, session.description)
    _write(event, session, values)
    marks = slots.put(event, session, _periods(session))
    if _when_and_where(session) != before:
        calendar_changed(session, now)
        _tell_attendees(event, session, now)
    elif (session.kind, session.description) != words_before:
        session.modified_at = now  # calendars show these as well, but they are no reason to tell anybody
    audit.record("session.changed", at=now, event_id=event.id, organizer=organizer, subject=session.title)
    return marks


def remove(event: Event, session: EventSession, organizer: Organizer, now: datetime) -> None:
    """Take a session out of the programme, as if it had never been: only where nobody counts on it."""
    require_not_cancelled(event)
    _require_nobody_attends(session, _("“%(title)s” cannot be removed; it can be cancelled.", title=session.title))
    occupancy.require_no_meetings_in_slots(
        event, [slot.id for slot in session.slots], _("“%(title)s” cannot be removed.", title=session.title)
    )
    audit.record("session.removed", at=now, event_id=event.id, organizer=organizer, subject=session.title)
    db.session.delete(session)


def cancel(event: Event, session: EventSession, organizer: Organizer, now: datetime) -> None:
    """Cancel a session that people attend: it stays in the programme and in their calendars, as cancelled."""
    require_not_cancelled(event)
    _require_not_cancelled(session)
    if session.kind is SessionKind.MEETINGS:
        raise Conflict(_("A meeting session cannot be cancelled; it can be removed once no meetings stand in it."))
    session.cancelled_at = now
    calendar_changed(session, now)
    _tell_attendees(event, session, now)
    audit.record("session.cancelled", at=now, event_id=event.id, organizer=organizer, subject=session.title)


def calendar_changed(session: EventSession, now: datetime) -> None:
    """Let calendars know that something they show of a session changed."""
    session.sequence += 1
    session.modified_at = now
    db.session.execute(
        update(SessionSignUp)
        .where(SessionSignUp.session_id == session.id, SessionSignUp.withdrawn_at.is_(None))
        .values(sequence=SessionSignUp.sequence + 1, modified_at=now)
    )


def _tell_attendees(event: Event, session: EventSession, now: datetime) -> None:
    """Write to those who attend, once for each change."""
    attending = (
        select(Participant)
        .join(SessionSignUp, SessionSignUp.participant_id == Participant.id)
        .where(SessionSignUp.session_id == session.id, SessionSignUp.withdrawn_at.is_(None))
    )
    for participant in db.session.scalars(attending.order_by(Participant.id)).all():
        outbox.write(
            "session_changed",
            participant,
            now=now,
            dedupe_key=f"session:{session.id}:{session.sequence}:{participant.id}",
            event=event,
            session=session,
            url=addresses.page("participant.agenda", slug=event.slug),
        )


def _count(event: Event) -> int:
    return db.session.scalar(select(func.count()).where(EventSession.event_id == event.id)) or 0


def _write(event: Event, session: EventSession, values: SessionValues) -> None:
    if not values.title:
        raise Invalid(_("A session needs a title."))
    if not event.starts_on <= values.day <= event.ends_on:
        raise Invalid(_("This is not a day of the event."))
    if values.ends <= values.starts:
        raise Invalid(_("The session ends before it starts."))
    session.kind, session.title = values.kind, values.title
    session.description, session.room = values.description, values.room
    session.starts_at = combined(values.day, values.starts, event.time_zone)
    session.ends_at = combined(values.day, values.ends, event.time_zone)
    meets = values.kind is SessionKind.MEETINGS
    session.slot_minutes = values.slot_minutes if meets else None
    session.transfer_minutes = values.transfer_minutes or 0 if meets else None


def _periods(session: EventSession) -> list[slots.Period]:
    if session.kind is not SessionKind.MEETINGS:
        return []
    if session.slot_minutes is None:
        raise Invalid(_("Say how long a slot lasts."))
    return slots.generate(session.starts_at, session.ends_at, session.slot_minutes, session.transfer_minutes or 0)


def _when_and_where(session: EventSession) -> tuple[str, str, datetime, datetime]:
    return session.title, session.room, session.starts_at, session.ends_at


def _require_not_cancelled(session: EventSession) -> None:
    if session.cancelled_at:
        raise Conflict(_("“%(title)s” was cancelled.", title=session.title))


def _require_nobody_attends(session: EventSession, refusal: str) -> None:
    # Those who have withdrawn count: their calendars still show the session, as cancelled for them.
    count = db.session.scalar(select(func.count()).where(SessionSignUp.session_id == session.id)) or 0
    if count:
        people = ngettext(
            "%(num)d participant has it in the calendar.", "%(num)d participants have it in their calendars.", count
        )
        raise Conflict(f"{refusal} {people}")
